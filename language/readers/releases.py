"""Releases: what goes into them and out of them, when they are due, that they are out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.cases import is_subject
from language.dates import DateMention
from language.draft import Draft, Named
from language.folding import fold
from language.governing import is_planned
from language.guards import asked, keeps_from, negated
from language.names import Mention
from language.readers.because import marked_reason, unmarked_reason
from language.sentence import RELEASE_NOUNS, Sentence
from language.vocabulary import Cue

_ENGLISH_ORDERS = frozenset("put add move include schedule assign slot throw stick bring target bundle squeeze".split())
# "release" behind one of these (the last of "let's") is what is done, not what it is done to.
_BEFORE_A_VERB = frozenset("to please s lets can could you just go and now we i then".split())
_TO_A_DAY = frozenset("на к до по to by until till after".split())
_OF_THE_MOVE = frozenset("put there release_noun feature_noun features too set move ship backlog".split())
_TAKEN = frozenset("taken removed dropped pulled excluded kicked bumped unassigned detached yanked unscheduled".split())
_PREPOSITIONS = frozenset({"in", "into", "to"})
_FROM_DAY = re.compile(r"\b(?:с|со|from)\s+(?:the\s+)?$")
_TO_DAY = re.compile(r"\s*(?:на|до|to|till|until|->|→)\s*(?:the\s+)?")
_TO_ALONE = re.compile(r"\s*(?:на|to|->|→|=>)\s*(?:the\s+)?")
_CYRILLIC = re.compile(r"[а-я]")
_MOVING_ORDERS = frozenset("move reschedule shift delay push bump".split())
_UNKNOWN_VERSION = re.compile(r"(?:релиз\w*|верси\w+|release|version)\s+(v?\d[\w.]*)|\b(v\d+(?:\.\d+)+)", re.IGNORECASE)


_NOUN = r"(?:релиз\w*|верси\w+|release|version)"
_PLACE = re.compile(rf"(?:\b(?:в|на|к|to|into|in|for|with|onto)|[>→])\s*(?:(?:the|{_NOUN})\s*)*$|{_NOUN}\s*$")
_OUT_OF_ONE = re.compile(
    r"\bиз\s+(?:этого\s+|текущего\s+|ближайшего\s+)?(?:релиз|верси)|\bс\s+релиза|\bоттуда\b|\bfrom\s+there\b"
    r"|(?:from|out of|off)\s+(?:its|the|this|that)?\s*(?:\S+\s+)?(?:release|version)"
)
_INTO_ONE = re.compile(rf"\b(?:в|to|into|in)\s+(?:a\s+|какой-нибудь\s+)?{_NOUN}[\s.!]*$")
_TO_RELEASE = re.compile(rf"\b(?:в|на|to|into)\s+(?:(?:the|{_NOUN})\s+)*$")
_OUT_OF = re.compile(r"(?:\bиз|\bс|\bfrom|out of|off)\s+(?:the\s+)?(?:релиза\s+)?$")


def read_take_out(s: Sentence) -> list[Draft]:
    """«вытащи X из релиза», "pull X out of the v3.0 release"."""
    features = s.of("feature")
    cue = s.first("take_out")
    if cue is None or not features or not _from_release(s) or _goes_on_to_another(s):
        return []
    told = s.words[cue.first].text in _TAKEN  # "has not been taken out" tells, and is as good as its sentence
    kept = keeps_from(s, cue.first, cue.last, imperative=not told)
    return [
        Draft("out of a release", "release_remove_feature", {"feature": _feature(s, f)}, cue.language, kept)
        for f in features
    ]


def _goes_on_to_another(s: Sentence) -> bool:
    """ "bump X from v2.0 to v2.1": taken out of one to be put into the other."""
    releases = s.of("release")
    return len({r.things for r in releases}) > 1 and bool(_TO_RELEASE.search(fold(s.text[: releases[-1].start])))


def read_put(s: Sentence) -> list[Draft]:
    """«тёмную тему давай в релиз 2.0», "X goes into v3.0", «X → релиз v2.0»; the last release named is meant."""
    features = s.of("feature")
    puts = s.all("put")
    # "won't make it into v3.0, move it to v3.1": the order counts, whatever is told before it.
    cue = next((c for c in puts if _is_order(s, c)), None) or next(iter(puts), None) or s.first("there")
    arrow = bool(re.search(r"→|->|=>", s.text))
    if not features or (cue is None and not arrow and not _bare(s, features)):
        return []
    if cue is not None and _is_only_a_place(s, cue):
        return []
    if cue is not None and not _is_order(s, cue) and any(c.last < cue.first for c in s.all("blocked", "cancelled")):
        return []  # "login is blocked: waiting for v2.0 to ship": it is told why, and the release is part of that
    language = cue.language if cue else "ru"
    first, last = (cue.first, cue.last) if cue else (0, 0)
    target = _target(s)
    if target is None:
        return _into_which(s, cue, features)
    if not (_into(s, target) or arrow):
        return []
    # A release is a plan in itself: «поедет в 2.1» puts it there as surely as «перенеси».
    kept = keeps_from(s, first, last, imperative=True)
    if kept is None and is_planned(s):
        kept = "plan"
    if kept is None and not _is_order(s, cue) and negated(s, first, last, imperative=False):
        kept = "negation"
    return [
        Draft(
            "into a release",
            "release_add_feature",
            {"feature": _feature(s, f), "release": target},
            language,
            kept,
        )
        for f in features
    ]


def _target(s: Sentence) -> Named | None:
    """The release that is named last, known or not."""
    if releases := s.of("release"):
        meant = ([r for r in releases if not _is_denied(s, r)] or releases)[-1]
        return _release(s, meant)
    unknown = _UNKNOWN_VERSION.search(s.text)
    return Named("release", unknown.group(1) or unknown.group(2)) if unknown else None


def _into_which(s: Sentence, cue: Cue | None, features: list[Mention]) -> list[Draft]:
    """«добавь вход в релиз», "put login into a release": which one is asked for."""
    told = [n for n in range(len(s.words)) if not (s.plain(n) or s.is_named(n) or _is_of_the_move(s, n))]
    if cue is None or told or len(features) != 1 or not _is_order(s, cue) or not _INTO_ONE.search(fold(s.text)):
        return []
    if keeps_from(s, cue.first, cue.last, imperative=True):
        return []
    return [Draft("into a release", "release_add_feature", {"feature": _feature(s, features[0])}, cue.language)]


def _is_denied(s: Sentence, release: Mention) -> bool:
    """«в 2.1, в 2.0 не влезаем»: where it does not go is told in a clause of its own."""
    start, end = s.segment(s.index(release.start))
    return any(start <= c.first < end for c in s.all("no_", "never_"))


def _bare(s: Sentence, features: list[Mention]) -> bool:
    """«тёмную тему в v2.1, пожалуйста», «вход в 2.1»: no case says that it is only told of."""
    told = [n for n in range(len(s.words)) if not (s.plain(n) or s.is_named(n))]
    nouns = {n for c in s.all("release_noun") for n in range(c.first, c.last + 1)}
    return set(told) <= nouns and not asked(s) and not is_subject(s.text[features[0].start : features[0].end])


def _is_of_the_move(s: Sentence, number: int) -> bool:
    return any(c.kind in _OF_THE_MOVE and c.first <= number <= c.last for c in s.cues)


def _is_only_a_place(s: Sentence, cue: Cue) -> bool:
    """ "dark theme in v3.0 looks great", "dark theme was in v3.0": told of where it is, not put there."""
    others = [c for c in s.all("put") if s.said(c) not in _PREPOSITIONS]
    if others or s.said(cue) not in _PREPOSITIONS:
        return False
    told = [n for n in range(len(s.words)) if not (s.plain(n) or s.is_named(n) or _is_of_the_move(s, n))]
    return bool(told) or any(word.text in ("was", "were") for word in s.words)


def _is_order(s: Sentence, cue: Cue | None) -> bool:
    """«не успеем перекинь в 2.1»: a negation before an order speaks of something else."""
    if cue is None:
        return False
    word = s.words[cue.first]
    return "impr" in word.marks or word.text in _ENGLISH_ORDERS


def read_move(s: Sentence) -> Draft | Sequence[Draft] | None:
    """«v2.0 двигаем на 20.03.2027, ждём подрядчика», "delay release v3.0 by one week"; it waits for a yes."""
    releases = s.of("release")
    cue = s.first("move")
    if not releases or s.of("feature"):
        return None
    if cue is None:
        return _only_a_day(s, releases)
    moved = s.shift if s.shift is not None else _day_told(s)
    if moved is None:
        return _without_a_day(s, cue, releases)
    if len({release.things for release in releases}) > 1:
        return _several_moves(s, cue, releases)
    said = max(moved.end, releases[0].end, s.words[cue.last].end)
    marked = marked_reason(s.text[said:])
    # What is not marked as a reason may be a condition: it is looked at like the rest.
    kept = keeps_from(s, cue.first, cue.last, imperative=True, until=s.index(said) if marked else None)
    slots: dict[str, object] = {"release": _release(s, releases[0]), "shift" if s.shift is not None else "date": moved}
    if reason := marked or unmarked_reason(s.text[said:]):
        slots["reason"] = reason
    return Draft("move a release", "release_move", slots, cue.language, kept)


def _day_told(s: Sentence) -> DateMention | None:
    """The day it is moved to: of «с 20 декабря на 25 января», "from January 31 to January 20" the second."""
    days = s.days()
    if len(days) > 1 and _FROM_DAY.search(fold(s.text[: days[0].start])) and _TO_DAY.fullmatch(_between(s, days)):
        return days[1]
    return days[0] if days else None


def _between(s: Sentence, days: Sequence[DateMention]) -> str:
    return fold(s.text[days[0].end : days[1].start])


def _only_a_day(s: Sentence, releases: Sequence[Mention]) -> Draft | None:
    """«2.1 → 8 апреля», "v3.0 to Feb 14": a release and where to, and nothing else."""
    days = s.days()
    if len(releases) != 1 or len(days) != 1 or not _TO_ALONE.fullmatch(fold(s.text[releases[0].end : days[0].start])):
        return None
    rest = s.text[: releases[0].start] + s.text[days[0].end :]
    if fold(rest).strip(" .!") not in ("", "релиз", "release", "версию"):
        return None
    slots = {"release": _release(s, releases[0]), "date": days[0]}
    return Draft("a release and a day", "release_move", slots, "ru" if _CYRILLIC.search(fold(s.text)) else "en")


def _without_a_day(s: Sentence, cue: Cue, releases: Sequence[Mention]) -> Draft | None:
    """«перенеси 3.0», "move 3.0 to after the holidays": no day is told, and it is asked for."""
    told = [n for n in range(len(s.words)) if not (cue.first <= n <= cue.last or s.plain(n) or s.is_named(n))]
    vague = {n for c in s.all("vague_") for n in range(c.first, c.last + 1)}
    if len(releases) != 1 or any(s.words[n].text not in RELEASE_NOUNS | _TO_A_DAY for n in told if n not in vague):
        return None
    word = s.words[cue.first]
    ordered = bool(word.marks & {"impr", "INFN"}) or word.text in _MOVING_ORDERS
    if not ordered or keeps_from(s, cue.first, cue.last, imperative=True):
        return None
    return Draft("move a release", "release_move", {"release": _release(s, releases[0])}, cue.language)


def _several_moves(s: Sentence, cue: Cue, releases: Sequence[Mention]) -> list[Draft]:
    """«перенеси 3.0 на 18 декабря и 3.1 на 25 декабря»: each with the day behind it, or the one said for all."""
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    drafts = []
    for number, release in enumerate(releases):
        end = releases[number + 1].start if number + 1 < len(releases) else len(s.text)
        own = [day for day in s.days() if release.end <= day.start < end] or s.days()
        moved: dict[str, object] = {"shift": s.shift} if s.shift is not None else {"date": own[0]}
        slots = {"release": _release(s, release), **moved}
        drafts.append(Draft("move releases", "release_move", slots, cue.language, kept))
    return drafts


def read_ship(s: Sentence) -> Draft | None:
    """«v3.0 зарелизили», "we've just released v3.0 to the stores"; it is confirmed before it is done."""
    releases = s.of("release")
    cue = next((c for c in s.all("ship") if not _is_noun(s, c, releases)), None)
    if cue is None or len(releases) != 1 or s.of("feature") or s.days():
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=False)
    return Draft("a release is out", "release_out", {"release": _release(s, releases[0])}, cue.language, kept)


def _is_noun(s: Sentence, cue: Cue, releases: Sequence[Mention]) -> bool:
    """ "show release v2.0", "release v2.0": the noun before its version; "let's release v2.0" is the verb."""
    if s.said(cue) != "release" or not any(s.index(r.start) == cue.last + 1 for r in releases):
        return False
    if cue.first and s.words[cue.first - 1].text == "to" and any(c.last < cue.first for c in s.all("put", "create")):
        return True  # "add it to release v2.0"
    return cue.first == 0 or s.words[cue.first - 1].text not in _BEFORE_A_VERB


def _from_release(s: Sentence) -> bool:
    """«из релиза», "out of the release", "from v3.0"."""
    text = fold(s.text)
    return bool(_OUT_OF_ONE.search(text)) or any(_OUT_OF.search(text[: r.start]) for r in s.of("release"))


def _into(s: Sentence, target: Named) -> bool:
    """The release stands where a place does: behind «в», «на», "to", or behind the word release; or «туда же»."""
    if s.has("there"):
        return True
    start = target.mention.start if target.mention else s.text.find(target.said)
    return bool(_PLACE.search(fold(s.text[:start])))


def _feature(s: Sentence, mention: Mention) -> Named:
    return Named("feature", s.text[mention.start : mention.end], mention)


def _release(s: Sentence, mention: Mention) -> Named:
    return Named("release", s.text[mention.start : mention.end], mention)
