"""Another feature than the one that was just changed: «не та, я про вход», "wrong one, I meant login"."""

from __future__ import annotations

from collections.abc import Sequence

from language.draft import Draft, Named
from language.earlier import Earlier
from language.guards.questions import asked
from language.names import Mention
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import DENIALS

_SAYS_SO = ("wrong_", "correction", "halt")
_JOINTS = frozenset({*_SAYS_SO, "no_", "feature_noun", "no_longer"})
_BESIDE = frozenset(
    "я про о об имел имела ввиду в виду не та то тот ту это а i was talking about rather for on".split()
)
_NO = frozenset({"нет", "no", "nope"})
_COPULAS = frozenset("is are it it's there there's".split())
_LONGEST = 12  # words; whoever says more tells something of its own


def read_instead(s: Sentence, earlier: Earlier) -> Sequence[Draft]:
    """What was just done was meant for the one feature named here, and nothing else is said."""
    if earlier.just is None or len(s.words) > _LONGEST or s.moments:
        return []
    cue = next((c for c in s.all(*_SAYS_SO) if _opens(s, c)), None) or _opening_no(s)
    if cue is None or asked(s) or _tells_another(s, earlier):
        return []
    meant = [m for m in s.of("feature") if earlier.just not in m.things]
    if len(meant) != 1 or _is_denied_with(s, meant[0]) or not _all_explained(s):
        return []
    named = Named("feature", s.text[meant[0].start : meant[0].end], meant[0])
    return [Draft("another feature", "feature_instead", {"feature": named}, cue.language)]


def _opens(s: Sentence, cue: Cue) -> bool:
    """ "no, login" and "login, no wait, signup", but neither "there is no login" nor "login is done, sorry"."""
    if cue.kind == "wrong_":
        return True
    opening = s.opening(cue.first) and not any(word.text in _COPULAS for word in s.words[: cue.first])
    return (opening or s.pause_before(cue.first)) and any(m.start > s.words[cue.last].start for m in s.of("feature"))


def sets_right(s: Sentence, earlier: Earlier) -> bool:
    """It says that the last step was amiss: «ой, готов вход, а не тёмная тема», but not "stop login", which orders."""
    denied = (m for m in s.of("feature") if earlier.just in m.things and _is_set_aside(s, s.index(m.start)))
    return s.has("wrong_", "correction") or any(denied)


def _tells_another(s: Sentence, earlier: Earlier) -> bool:
    """Another status than the one that was given."""
    told = {c.kind for c in s.all(*STATUSES)}
    return bool(told) and told != {earlier.same.slots.get("status") if earlier.same else None}


def _opening_no(s: Sentence) -> Cue | None:
    """«нет, вход», "no, not login, …"."""
    opens = len(s.words) > 1 and s.words[0].text in _NO and s.breaks(s.words[0].end, s.words[1].start)
    return s.first("no_") if opens else None


def _is_denied_with(s: Sentence, mention: Mention) -> bool:
    """«нет, вход не готов»: something is denied of the feature that is named."""
    first, last = s.segment(s.index(mention.start))
    denies = any(first <= c.first < last and s.words[c.first].start >= mention.end for c in s.all("no_"))
    return denies or any(word.text in DENIALS for word in s.words[first:last] if word.start >= mention.end)


def _all_explained(s: Sentence) -> bool:
    return all(_is_explained(s, n) or _is_set_aside(s, n) for n in range(len(s.words)))


def _is_explained(s: Sentence, number: int) -> bool:
    known = any(c.kind in (*_JOINTS, *STATUSES) and c.first <= number <= c.last for c in s.cues)
    return known or s.plain(number) or s.is_named(number) or s.words[number].text in _BESIDE


def _is_set_aside(s: Sentence, number: int) -> bool:
    """«не вход, а …»: a word of the name that is not meant."""
    first, _ = s.segment(number)
    return any(word.text in DENIALS for word in s.words[first:number])
