"""What is taken out of a release: «вытащи X из релиза», "pull X, it's not going out with v3.0"."""

from __future__ import annotations

import re

from language.besides.left_alone import is_left_alone
from language.draft import Draft, as_named
from language.folding import fold
from language.guards import keeps_from
from language.guards.questions import asked
from language.names import Mention
from language.readers.release.places import IN_RELEASE, OUT_OF, goes_on_to_another, is_denied, is_of_the_move
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_NO_LONGER = frozenset({"no longer", "больше не", "уже не"})
_UNSCHEDULES = frozenset({"unschedule", "unscheduled"})  # no word of a release is needed
_TAKES = frozenset("take pull remove drop kick yank".split())
_TAKE_IT_OUT = frozenset({"take it out", "pull it out"})
_TAKEN = frozenset("taken removed dropped pulled excluded kicked bumped unassigned detached yanked unscheduled".split())
_OUT_OF_ONE = re.compile(
    r"\bиз\s+(?:состава\s+)?(?:этого\s+|текущего\s+|ближайшего\s+)?(?:релиз|верси)|\b(?:с|от)\s+релиза|\bоттуда\b|\bfrom\s+there\b"
    r"|\b(?:take|pull|drop|kick|yank|comes?)\b[^.,;!?]*\bout\s+of\s+(?:it|there)\b"
    r"|(?:from|out of|off)\s+(?:its|the|this|that)?\s*(?:\S+\s+)?(?:release|version)"
)


def read_take_out(s: Sentence) -> list[Draft]:
    """«вытащи X из релиза», "pull X out of the v3.0 release"."""
    features = [m for m in s.of("feature") if not is_left_alone(s, m)]
    cue = s.first("take_out") or (s.first("cancelled") if _names_where_from(s) else None)
    if features and (gone := _no_longer_there(s, features)):
        return gone
    if cue is None or not features or goes_on_to_another(s):
        return []
    if not _from_release(s) and s.said(cue) not in _UNSCHEDULES:
        return _taken_from_where_it_is_not_to_be(s, features)
    told = s.words[cue.first].text in _TAKEN  # "has not been taken out" tells, and is as good as its sentence
    kept = keeps_from(s, cue.first, cue.last, imperative=not told)
    return [
        Draft("out of a release", "release_remove_feature", {"feature": as_named(s, "feature", f)}, cue.language, kept)
        for f in features
    ]


def _names_where_from(s: Sentence) -> bool:
    """«выкинули аналитику из 2.0»: it is given up there and not altogether."""
    return any(OUT_OF.search(fold(s.text[: release.start])) for release in s.of("release"))


def _no_longer_there(s: Sentence, features: list[Mention]) -> list[Draft]:
    """«аналитика больше не в 2.0», "onboarding no longer belongs in v3.0": it is not in that release any more."""
    over = next((c for c in s.all("no_longer") if s.said(c) in _NO_LONGER), None)
    places = [r for r in s.of("release") if IN_RELEASE.search(fold(s.text[: r.start]))]
    if over is None or len(places) != 1 or len(s.of("release")) != 1 or s.has(*STATUSES, "take_out", "move"):
        return []
    begun, end = s.index(features[-1].end), s.index(places[0].start)
    told = [n for n in range(begun, end) if not (s.plain(n) or over.first <= n <= over.last or is_of_the_move(s, n))]
    if not begun <= over.first < end or told:
        return []
    kept = "question" if asked(s) else keeps_from(s, over.first, over.last, imperative=True)
    return [
        Draft("no longer in it", "release_remove_feature", {"feature": as_named(s, "feature", f)}, over.language, kept)
        for f in features
    ]


def _taken_from_where_it_is_not_to_be(s: Sentence, features: list[Mention]) -> list[Draft]:
    """«тёмной темы не должно быть в 2.0, убери», "push shouldn't be in v3.0 anymore, take it out"."""
    order = next((c for c in s.all("take_out") if _is_bare_order(s, c)), None)
    if order is None and (first := _ordered_at_once(s, features)):
        return first
    place = _place_before(s, order) if order else None
    if order is None or len(features) != 1 or place is None:
        return []
    start = min(s.segment(s.index(features[0].start))[0], place)
    if not any(start < c.first < order.first for c in s.all("no_", "no_longer", "never_")) or asked(s):
        return []
    kept = keeps_from(s, order.first, order.last, imperative=True, until=order.last + 1)
    kept = None if kept == "negation" else kept  # that it is not to be there is why it is ordered
    slots = {"feature": as_named(s, "feature", features[0])}
    return [Draft("out of a release", "release_remove_feature", slots, order.language, kept)]


def _place_before(s: Sentence, order: Cue) -> int | None:
    """The word of the only release that is named before an order, or of "its release"."""
    places = [r for r in s.of("release") if IN_RELEASE.search(fold(s.text[: r.start]))]
    if len(places) == 1 and s.index(places[0].end) <= order.first:
        return s.index(places[0].start)
    own = _ITS_OWN.search(fold(s.text[: s.words[order.first].start])) if not s.of("release") else None
    return s.index(own.start()) if own else None


_ITS_OWN = re.compile(r"\b(?:in|into|for)\s+(?:its|the|this|that|the current|the next)\s+(?:release|version)\b")


def _ordered_at_once(s: Sentence, features: list[Mention]) -> list[Draft]:
    """ "pull dark theme, it's not going out with v3.0": the order first, and then where it is not to be."""
    order = next((c for c in s.all("take_out") if s.opening(c.first)), None)
    releases = s.of("release")
    if order is None or len(releases) != 1 or not is_denied(s, releases[0]):
        return []
    _, end = s.segment(order.first)
    if s.index(releases[0].start) < end or any(s.index(m.start) >= end for m in features):
        return []
    kept = keeps_from(s, order.first, order.last, imperative=True, until=end)
    return [
        Draft(
            "out of a release", "release_remove_feature", {"feature": as_named(s, "feature", f)}, order.language, kept
        )
        for f in features
    ]


def _is_bare_order(s: Sentence, cue: Cue) -> bool:
    """«…, убери», "… take it out": the order ends the sentence, what it is given to is said before."""
    _, end = s.hard_segment(cue.first)
    ordered = "impr" in s.words[cue.first].marks or s.said(cue) in _TAKE_IT_OUT or s.words[cue.first].text in _TAKES
    return ordered and all(s.plain(n) for n in range(cue.last + 1, end))


def _from_release(s: Sentence) -> bool:
    """«из релиза», "out of the release", "from v3.0"."""
    text = fold(s.text)
    return bool(_OUT_OF_ONE.search(text)) or any(OUT_OF.search(text[: r.start]) for r in s.of("release"))
