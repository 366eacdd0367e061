"""What is said not to be meant: "…, not the other way round", «не вход, а переводы», "a feature, not a release"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from language.besides.kept import Kept
from language.besides.naming import spoken_of
from language.besides.runs import endings, is_joint, said_in
from language.besides.staying import Clause
from language.names import Mention
from language.sentence import Sentence
from language.things import Thing
from language.words import DENIALS

_TURNED = r"(?:the\s+)?(?:other\s+way\s+(?:a?round|about)|opposite|reverse|vice\s+versa|наоборот)"
_NOT_TURNED = re.compile(rf"(?:(?:and|but|а|и|mark\s+you|mind\s+you|именно|точно)\s+)*(?:not|не)\s+{_TURNED}")
_NOTHING_ELSE = re.compile(
    r"(?:(?:and|but|а|и|но)\s+)?(?:nothing\s+else\s+(?:changes|moves|(?:is|should\s+be)\s+(?:touched|changed))"
    r"|(?:больше\s+)?ничего\s+(?:больше\s+|другого\s+)?не\s+(?:(?:надо|нужно)\s+)?(?:трога|меня)\w+)"
)
_SAYS_MORE = re.compile(r"(?:(?:and|but|а|и)\s+)?(?:mark|mind)\s+you")
_BUT_TURNED = re.compile(
    rf"(?:(?:it's|it\s+is|this\s+is|but|in\s+fact|actually|rather|quite|just|exactly|а|но|все|как\s+раз|ровно|совсем)\s+)*"
    rf"{_TURNED}"
)
_DENIES = re.compile(
    r"(?:(?:and|but|а|и|но)\s+)?(?:(?:definitely|certainly|absolutely|точно|только|ни\s+в\s+коем\s+случае|ни\s+за\s+что)\s+)?(?:not|не)\b"
    r"|(?:(?:and|but)\s+)?(?:under\s+no\s+circumstances|by\s+no\s+means|on\s+no\s+account)\b"
)
_PLACES = frozenset("in into to for on at в на к для из of".split())
_DETERMINERS = frozenset("a an the one".split())
_UNRELATED = re.compile(
    r"\b(?:has|have|had)\s+nothing\s+to\s+do\s+w(?:ith|/)?(?!\w)|\b(?:(?:тут|здесь)\s+)?(?:вообще\s+)?(?:ни|не)\s+при\s+чем\b"
    r"|\b(?:is|are)\s+unrelated(?:\s+to)?\b|\bне\s+име(?:ет|ют)\s+(?:к\s+(?:этому|ней|нему)\s+)?отношения(?:\s+к)?\b"
)
_SEPARATE = re.compile(
    r"(?:(?:it's|it\s+is|this\s+is|that's|это|она|as|a|an|completely|totally|quite|совсем|совершенно|полностью)\s+)*"
    r"(?:separate|different|unrelated|отдельн\w+)(?:\s+(?:from|to|than|от)\b|\s+(?:thing|one|feature|штука|фича|вещь|задача))?"
)
_WE_HAVE = frozenset("the our we already have existing current it this that у нас есть уже".split())
_KINDS = {
    "feature_noun": "feature_",
    "release_noun": "release_",
    "project_noun": "project_",
    "idea_noun": "idea_",
    "risk_noun": "risk_",
}
_GUARDS = ("if_", "hearsay", "maybe", "wish", "plan", "weighed", "question", "source", "ago")
_PAIR = 2


def not_turned(s: Sentence, run: range) -> Clause | None:
    """ "…, and not the other way round", "…, nothing else changes": it is as it was said, and no more."""
    for first in range(run.start, run.stop - 1):
        text = said_in(s, range(first, run.stop))
        if any(pattern.fullmatch(text) for pattern in (_NOT_TURNED, _SAYS_MORE, _NOTHING_ELSE)):
            return Clause(range(first, run.stop), Kept(acts=frozenset()))
    return None


def turned(s: Sentence, stretches: Sequence[range], named: Sequence[Mention]) -> Clause | None:
    """ "X doesn't block Y, other way around: Y blocks X": what is denied first is not said."""
    for number, run in enumerate(stretches):
        found = _BUT_TURNED.match(said_in(s, run))
        if found is None or not number:
            continue
        last = s.index(s.words[run.start].start + found.end())
        apart = last < run.stop and s.pause_before(last)
        if not (last == run.stop or apart) or s.has(*_GUARDS) or "?" in s.text:
            continue
        before = _things(s, named, range(last))
        if len(before) == _PAIR and before == _things(s, named, range(last, len(s.words))) and _is_denied(s, last):
            return Clause(range(last), Kept(acts=frozenset()))
    return None


def _is_denied(s: Sentence, last: int) -> bool:
    return any(c.first < last for c in s.all("no_")) and any(c.first < last for c in s.all("blocks", "depends"))


def apart(s: Sentence, run: range, named: Sequence[Mention]) -> Clause | None:
    """ "chat has nothing to do with it", «вход тут ни при чём»; "…, separate from the login we have"."""
    text, begun = said_in(s, run), s.words[run.start].start
    found = _UNRELATED.search(text) or (_SEPARATE.match(text) if run.start else None)
    if found is None:
        return None
    said = range(s.index(begun + found.start()), s.index(begun + found.end()))
    told = [n for n in run if n not in said and s.words[n].text not in _WE_HAVE]
    if not told:
        return Clause(run, Kept(acts=frozenset())) if found.re is _SEPARATE else None
    spoken = spoken_of(s, told, named)
    return Clause(run, Kept(spoken.things)) if spoken is not None and spoken.things else None


def not_this(s: Sentence, run: range, named: Sequence[Mention]) -> Clause | None:
    """ "…, not into Mobile App", "… but not the teams", "…, not the Undo feature itself"."""
    parts = [run, *(part for part in endings(s, run) if is_joint(s, part.start - 1) and part.start > run.start)]
    return next((clause for part in parts if (clause := _is_not_this(s, part, named)) is not None), None)


def _is_not_this(s: Sentence, run: range, named: Sequence[Mention]) -> Clause | None:
    found = _DENIES.match(said_in(s, run))
    if found is None or run.start == 0:
        return None
    numbers = range(s.index(s.words[run.start].start + found.end()), run.stop)
    inside = {n for m in named for n in range(s.index(m.start), s.index(m.end))}
    told = [n for n in numbers if n in inside or s.words[n].text not in _PLACES | _DETERMINERS]
    spoken = spoken_of(s, told, named) if told else None
    if spoken is None or spoken.points or not spoken.known:
        return _not_of_this_kind(s, run, told)
    if not spoken.things:
        side = Clause(run, Kept(acts=spoken.acts)) if spoken.acts else None
        return _not_of_this_kind(s, run, told) or side
    return Clause(run, Kept(spoken.things, contrast=True))


def _not_of_this_kind(s: Sentence, run: range, told: Sequence[int]) -> Clause | None:
    """ "a feature, not a release"."""
    if len(told) != 1:
        return None
    kinds = {c.kind for c in s.cues if c.first == c.last == told[0]} & _KINDS.keys()
    return Clause(run, Kept(acts=frozenset(_KINDS[kind] for kind in kinds))) if kinds else None


def instead_of(s: Sentence, named: Sequence[Mention]) -> Clause | None:
    """«завершён не вход, а переводы»: the words from the "not" to the name that is meant."""
    for one, other in pairwise(named):
        number, following = s.index(one.start) - 1, s.index(other.start)
        if number < 0 or s.words[number].text not in DENIALS or s.words[following - 1].text not in ("а", "but"):
            continue
        beside = [n for n in range(len(s.words)) if not number <= n < s.index(other.end)]
        told = any(s.meant(n) and not s.plain(n) for n in beside)
        if told and s.index(one.end) == following - 1 and _features(one) and _features(other):
            return Clause(range(number, following), Kept(frozenset(_features(one)), contrast=True))
    return None


def _features(mention: Mention) -> tuple[Thing, ...]:
    return mention.of("feature")


def _things(s: Sentence, named: Sequence[Mention], numbers: range) -> set[frozenset[Thing]]:
    return {frozenset(m.of("feature")) for m in named if s.index(m.start) in numbers and m.of("feature")}
