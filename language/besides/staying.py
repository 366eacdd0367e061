"""A clause that says nothing but that something stays as it is: «дату не трогай», "and do leave v2.1 be"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from language.besides.kept import Kept
from language.besides.naming import Spoken, spoken_of
from language.besides.runs import beginnings, endings, is_quoted
from language.besides.verbs import Said, said_of
from language.names import Mention
from language.sentence import Sentence
from language.things import Thing
from language.vocabulary import STATUSES
from language.words import RELEASE_NOUNS

LEADS = frozenset(
    "please do just after instead also only and but so well ok okay that mind you simply meanwhile for now yet at "
    "all whatsoever it's here there no nope nah though either anyway thanks then always "
    "пожалуйста только просто и а но да ну при этом пока вообще совсем ни в коем случае тоже лучше все всё же нет "
    "нет-нет не-не не-а ладно там тут ведь уже прошу главное учти ничего по".split()
)
_IN = frozenset("in within в во".split())
_NOT_YET = frozenset(
    "пока еще нет не готов готова готовы готово в процессе is are isn't aren't not yet done ready there".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """These words say what is kept; `denies`: one step is, and another may be told instead: "don't delete it, …"."""

    run: range
    kept: Kept
    denies: bool = False
    about: tuple[Thing, ...] = ()


def staying(s: Sentence, run: range, named: Sequence[Mention], before: range | None) -> Clause | None:
    """The side clause that these words are, end with or begin with. `before`: the words before the pause."""
    for part in endings(s, run):
        clause = _whole(s, part, named, before if part == run else None)
        if clause is not None and part == run and before is not None and not _is_said_first(s, part):
            clause = _with_the_list(s, clause, before, named)
        if clause is not None and (part == run or not _cuts_a_list(s, run, part, named)):
            return clause
    for part in beginnings(s, run):
        clause = _whole(s, part, named, before)
        if clause is not None and (not clause.denies or s.words[part.stop].text in ("а", "но", "but")):
            return clause
    return None


def goes_on(s: Sentence, run: range, clause: Clause, named: Sequence[Mention]) -> Clause | None:
    """«не трогай v2.0, пусть стоит где стоит», "leave v2.0 alone, don't touch it": the same is said once more."""
    said = said_of(s, run)
    if said is None:
        return None
    inside = {n for m in named for n in range(s.index(m.start), s.index(m.end))}
    pointers = s.within("pronoun")
    told = [n for n in _without_leads(s, [n for n in run if n not in said.numbers], inside) if n not in pointers]
    return None if told else Clause(run, clause.kept)


def _whole(s: Sentence, run: range, named: Sequence[Mention], before: range | None) -> Clause | None:
    said = said_of(s, run)
    if said is None or any(is_quoted(s, n) for n in said.numbers):
        return None
    numbers = [n for n in run if n not in said.numbers]
    if said.acts is None:
        numbers, named = _without_place(s, numbers, named)
    inside = {n for m in named for n in range(s.index(m.start), s.index(m.end))}
    numbers = _without_leads(s, numbers, inside)
    if said.opens and any(n < min(said.numbers) for n in numbers):
        return None  # "customers don't touch login"
    spoken = spoken_of(s, numbers, named) if numbers else None
    if said.acts is not None and (not numbers or (spoken is not None and spoken.points)) and _limits(s, run):
        return Clause(run, Kept(acts=said.acts))
    if spoken is not None and spoken.points and before is not None:
        merged = _of_what_is_not_yet(s, before, named)
        return None if merged is None else Clause(range(before.start, run.stop), Kept(merged.things))
    if spoken is None or spoken.points or (said.bare and not spoken.known):
        return None
    return _clause(run, said, spoken)


def _limits(s: Sentence, run: range) -> bool:
    """«…, но не выпускай его»: what is ordered goes no further; «удали. Не отменяй, а удали» tells what it is not.

    "Pull login from v3.0. Don't delete it" limits it too, where nothing follows.
    """
    first = run.start
    joined = first > 0 and any(s.words[n].text in ("но", "but") for n in (first - 1, first))
    ends = first > 0 and s.pause_before(first) and run.stop == len(s.words)
    return joined or ends or _is_said_once_more(s, run)


def _is_said_once_more(s: Sentence, run: range) -> bool:
    """Behind «не отменяй» nothing follows but the order that stands before it: «удали. Не отменяй, а именно удали»."""
    ordered = {word.text for word in s.words[: run.start] if "impr" in word.marks}
    behind = {word.text for word in s.words[run.stop :]} - {"а", "именно", "but"}
    return bool(ordered) and "impr" in s.words[run[-1]].marks and behind <= ordered


def _clause(run: range, said: Said, spoken: Spoken) -> Clause:
    about = tuple(spoken.things)
    if not spoken.things and not spoken.acts:
        return Clause(run, Kept(acts=frozenset()))  # the rest, or what Radar does not know
    if spoken.acts:
        return Clause(run, Kept(spoken.things, spoken.acts), about=about)
    return Clause(run, Kept(spoken.things, said.acts, spoken.itself), said.acts is not None, about)


def _without_place(
    s: Sentence, numbers: Sequence[int], named: Sequence[Mention]
) -> tuple[list[int], Sequence[Mention]]:
    """«вход пусть остаётся в v2.1»: of the release nothing is said."""
    places = [m for m in named if m.of("release") and _stands_behind_in(s, s.index(m.start))]
    there = {n for m in places for n in range(_from_in(s, s.index(m.start)), s.index(m.end))}
    return [n for n in numbers if n not in there], [m for m in named if m not in places]


def _stands_behind_in(s: Sentence, number: int) -> bool:
    first = _from_in(s, number)
    return first < number and s.words[first].text in _IN


def _from_in(s: Sentence, number: int) -> int:
    first = number
    while first and (s.words[first - 1].text in RELEASE_NOUNS | _IN):
        first -= 1
    return first


def _is_said_first(s: Sentence, run: range) -> bool:
    """ "leave X alone", «не трогай X»: the verb stands before the name."""
    said = said_of(s, run)
    return said is not None and all(n in said.numbers or s.words[n].text in LEADS for n in run[:2])


def _with_the_list(s: Sentence, clause: Clause, before: range, named: Sequence[Mention]) -> Clause:
    """«закрой вход, аналитику, переводы не трогай»: the name before may be of either, and is not to be touched."""
    inside = {n for m in named for n in range(s.index(m.start), s.index(m.end))}
    listed = clause.kept.things and before.start > 0 and all(n in inside for n in before)
    if not listed:
        return clause
    things = frozenset(t for m in named if s.index(m.start) in before for t in m.things)
    return replace(clause, kept=replace(clause.kept, things=clause.kept.things | things))


def _without_leads(s: Sentence, numbers: Sequence[int], inside: set[int]) -> list[int]:
    return [n for n in numbers if n in inside or s.words[n].text not in LEADS]


def _of_what_is_not_yet(s: Sentence, run: range, named: Sequence[Mention]) -> Spoken | None:
    """«вход пока нет», "login isn't": what «его не трогай» behind it speaks of."""
    inside = {n for m in named for n in range(s.index(m.start), s.index(m.end))}
    told = [n for n in run if n not in inside]
    if not told or any(s.words[n].text not in _NOT_YET | LEADS for n in told):
        return None
    if not any(s.words[n].text in ("нет", "не", "not", "isn't", "aren't") for n in told):
        return None
    spoken = spoken_of(s, [n for n in run if n in inside], named)
    return spoken if spoken is not None and spoken.things else None


def _cuts_a_list(s: Sentence, run: range, part: range, named: Sequence[Mention]) -> bool:
    """«…, вход и переводы не трогай»: the name before the "and" stays too."""
    inside = {n for m in named for n in range(s.index(m.start), s.index(m.end))}
    told = s.within(*STATUSES)
    return all(n in inside or (s.plain(n) and n not in told) for n in range(run.start, part.start))
