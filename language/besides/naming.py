"""What a side clause speaks of: a thing, a side of it (its date, its status), or all the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from language.names import Mention
from language.sentence import Sentence
from language.things import Thing

_OF_A_RELEASE = frozenset({"release_move", "release_out", "release_add_feature", "release_remove_feature"})
# What of a thing must stay, and by which acts it would not.
_SIDES: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset("date deadline schedule day дата срок дедлайн день".split()), frozenset({"release_move"})),
    (frozenset("status state статус состояние".split()), frozenset({"feature_status"})),
    (frozenset("name title имя название".split()), frozenset({"feature_rename", "project_rename"})),
    (frozenset("description desc описание".split()), frozenset({"feature_describe", "project_describe"})),
    (frozenset("owner po ро владелец овнер продакт".split()), frozenset({"feature_assign_po"})),
    (frozenset("team команда".split()), frozenset({"feature_assign_teams"})),
    (frozenset("release version релиз версия".split()), _OF_A_RELEASE),
)
_PROPER = frozenset(
    "itself themselves proper own its the сам сама само сами самого самой саму самих самому собственно "
    "ее его их".split()
)
_ITSELF = _PROPER - {"ее", "его", "их", "its", "the"}
# Cues that say nothing that could be lost with the clause.
_SOFT = frozenset(
    "filler tail pronoun both and_ thanks new feature_noun project_noun release_noun features releases projects po "
    "team the_rest rather but_ describe work halt too no_ as_it_was reason_kept ideas idea_noun risk_noun".split()
)
_SAID_OF_A_SIDE = frozenset("set show ship assign list rename move".split())  # "status", "release", "schedule", "name"
_TRUE = frozenset("real actual original usual regular normal main old existing current".split())
_JOINS = frozenset("of for and or nor у и или ни либо".split())
_OPENS_MORE = frozenset(
    "to in into on from with until till if when as because while before after by at that which who unless once except "
    "so or".split()
)
_VERBS = frozenset({"VERB", "INFN", "GRND", "PRTS"})
_NOUNS = frozenset({"NOUN", "ADJF", "NPRO", "PRCL", "ADVB"})
_MOST_UNKNOWN = 4


@dataclass(frozen=True, slots=True)
class Spoken:
    """The things and the acts that a side clause is about; `known`: it is about something that Radar knows of."""

    things: frozenset[Thing]
    acts: frozenset[str]
    itself: bool
    known: bool
    points: bool  # "it", and nothing else


def spoken_of(s: Sentence, numbers: Sequence[int], named: Sequence[Mention]) -> Spoken | None:
    """What these words name, and nothing else; None where they may say more than that."""
    inside = {n for m in named for n in range(s.index(m.start), s.index(m.end))}
    others = [n for n in numbers if n not in inside]
    texts = {s.words[n].text for n in others}
    if not all(_is_part_of_a_name(s, n) for n in others):
        return None
    unknown = [n for n in others if not _is_told(s, n)]
    rest = bool(s.within("the_rest") & set(others)) or bool({"all", "else", "other", "others"} & texts)
    another = rest or any(not _qualifies(s, n) for n in unknown)  # "Offline maps" is no "Offline mode"
    meant = [m for m in named if s.index(m.start) in numbers and (m.whole or not another)]
    acts = _sides(s, others, named=bool(meant))
    points = not (meant or acts or rest or unknown) and bool(s.within("pronoun") & set(others))
    known = bool(meant or acts or rest)
    if len(unknown) > _MOST_UNKNOWN or not (known or unknown or points):
        return None
    return Spoken(_things(meant), acts, bool(_ITSELF & texts), known, points)


def _sides(s: Sentence, numbers: Sequence[int], *, named: bool) -> frozenset[str]:
    """The acts that would change the date, the status, …; «релиз» beside a narrower word or a name is its noun."""
    sides = [acts for words, acts in _SIDES if any(s.words[n].forms & words for n in numbers)]
    sides = [acts for acts in sides if acts is not _OF_A_RELEASE or (len(sides) == 1 and not named)]
    return frozenset[str]().union(*sides)


def _things(mentions: Iterable[Mention]) -> frozenset[Thing]:
    return frozenset(t for m in mentions for t in m.things if t.kind in ("feature", "release", "project"))


def _is_side(s: Sentence, number: int) -> bool:
    return any(s.words[number].forms & words for words, _ in _SIDES)


def _qualifies(s: Sentence, number: int) -> bool:
    """«обычные интеграции», "the real login": it is still what Radar knows."""
    return "ADJF" in s.words[number].marks or s.words[number].text in _TRUE


def _is_told(s: Sentence, number: int) -> bool:
    word = s.words[number]
    return _is_side(s, number) or s.plain(number) or word.text in _PROPER | _JOINS or number in s.within("the_rest")


def _is_part_of_a_name(s: Sentence, number: int) -> bool:
    word = s.words[number]
    if word.text in _PROPER | _JOINS or _is_side(s, number):
        return True
    if word.text in _OPENS_MORE or (word.marks & {*_VERBS, "PREP", "CONJ"} and not word.marks & _NOUNS):
        return False
    kinds = {c.kind for c in s.cues if c.first <= number <= c.last}
    return kinds <= _SOFT or kinds <= {"habit"} or (bool(kinds & {"feature_noun"}) and kinds <= _SOFT | _SAID_OF_A_SIDE)
