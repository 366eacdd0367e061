"""The order or the report at the end of a long talk: «сидели, спорили, короче, вход отменяем», «… создай фичу X».

What is told before it has words that would keep it from being done («хотели», «говорят», «почти»). They bear on it
only where they govern it: «он сказал: отмени», «если скажут, отмени», «нельзя отменять».
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from language.amid_talk.other_talk import goes_on_at
from language.gist.cutting import before_quotes
from language.guards.governing import is_opening_order
from language.guards.hearsay import is_quoted
from language.intents import asks, keeps_its_text
from language.meaning import Choice, Command, Meaning, Several
from language.readers.last_step.said_alone import DID
from language.sentence import Sentence
from language.tidying.prefaces import ORDERS
from language.vocabulary import STATUSES, Cue
from language.words import BUT, DENIALS, Word

_ORDERED = (*STATUSES, *ORDERS, "back", "assign", "blocks", "team")
_MOST = 3  # ways to begin: each costs what reading a message does
_FEWEST = 2  # words of talk, and of what is left
# What an order hangs on where it stands right before: «не отменяй», «чтобы отмени», «мол отмени», «сам отмени».
_GOVERNING = DENIALS | frozenset(
    "ни хоть чтобы чтоб если когда как что бы ли или либо будто пусть пускай нельзя типа мол дескать сам сама сами "
    "самостоятельно нет кто где пока иди пойди пойдите идите потом завтра сначала".split()
)
_WHEN = frozenset("когда едва после".split())
# Words somebody else's order is told with; those of a noun («цитата», «анекдот») make an example of all behind them.
_SPEECH = ("hearsay", "tell_", "wish", "source", "asks_")
_SUMS_UP = "sums_up"
_UNSURE = ("maybe", "if_", "question")
_LOOSE = " ,;:—–-"
_PREDICATES = frozenset("нет нечего некогда некому пора надо нужно можно жаль хватит".split())
_SO = frozenset({"так что", "поэтому"})
_NEAR = 4  # words before what is summed up in which a doubt is about it


@dataclass(frozen=True, slots=True)
class Amid:
    """What is left of a message: from word `first`, and what was told before it."""

    first: int
    matter: str
    before: str
    cut_short: bool  # something is told behind it too


def amid_talk(s: Sentence) -> Iterator[Amid]:
    """What is ordered or told amid talk that does not govern it, the shortest talk first; few."""
    if len(s.words) < _FEWEST + _FEWEST:
        return
    begins = [0, *sorted({*_ordered_at(s), *_summed_up_at(s)}, reverse=True)[:_MOST]]
    ends = [*goes_on_at(s), len(s.words)]
    for first in begins:
        for end in ends:
            if (first or end < len(s.words)) and end - first >= _FEWEST:
                start = before_quotes(s, first) if first else 0
                matter = s.text[start : s.words[end].start if end < len(s.words) else len(s.text)]
                yield Amid(first, matter.strip(_LOOSE), s.text[:start].rstrip(_LOOSE), end < len(s.words))


def may_mean(talk: Amid, meaning: Meaning, matter: Sentence) -> bool:
    """Each step is done to a thing that is named: «верни» alone is of anything; «отмени то, что я сделала» of the last.

    An idea or a risk is kept to its end.
    """
    if isinstance(meaning, Choice):
        return meaning.fits and not asks(meaning.intent)
    commands = meaning.commands if isinstance(meaning, Several) else (meaning,)
    return all(isinstance(command, Command) and _is_whole(talk, command, matter) for command in commands)


def _is_whole(talk: Amid, command: Command, matter: Sentence) -> bool:
    if asks(command.intent) or any(value == "" for value in command.slots.values()):
        return False
    if command.intent == "release_add_feature" and matter.days():
        return False  # «релиз переносим на 22 марта, я проверил по телефону»: a day is told, and no feature
    own = command.intent == "undo" and any(word.forms & DID for word in matter.words)
    return (bool(command.slots) or own) and not (talk.cut_short and keeps_its_text(command.intent))


def _ordered_at(s: Sentence) -> Iterator[int]:
    """The explicit orders: imperatives of which something is told before."""
    begins = {c.first for c in s.all(*_ORDERED)} | {c.first for kind in ("set", "put") for c in s.all(kind)}
    for number in sorted(begins):
        if number >= _FEWEST and _is_imperative(s, number) and not _is_governed(s, number):
            yield number


def _is_imperative(s: Sentence, number: int) -> bool:
    marks = s.words[number].marks
    if not {"impr", "VERB"} <= marks or "incl" in marks or s.is_named(number):
        return False
    return "futr" not in marks or is_opening_order(s, number)


def _is_governed(s: Sentence, number: int) -> bool:
    before = s.words[number - 1]
    if before.text in _GOVERNING and not s.breaks(before.end, s.words[number].start):
        return True
    told = _since_the_end(s, number)
    if not any(map(_is_predicate, told)) or is_quoted(s, number, ordered=True):
        return True
    if _sets_a_condition(s, number) or _orders_already(s, number) or _is_dated(s, number):
        return True
    return _is_somebodys(s, number)


def _since_the_end(s: Sentence, number: int) -> tuple[Word, ...]:
    """What is told before word `number`: in its own sentence, or where it opens that, in the one before."""
    start, _ = s.hard_segment(number)
    if start == number or all(s.plain(n) for n in range(start, number)):
        start, _ = s.hard_segment(start - 1) if start else (0, 0)
    return s.words[start:number]


def _is_predicate(word: Word) -> bool:
    """A clause is whole: it has a verb, or «нет», «нечего»."""
    return {"VERB", "indc"} <= word.marks or word.text in _PREDICATES or bool(word.marks & {"ADJS", "PRTS"})


def _sets_a_condition(s: Sentence, number: int) -> bool:
    """«если скажут да отмени», «как только закончат переведи»: nothing is ordered now."""
    start, _ = s.hard_segment(number)
    conditions = [c for c in s.all("if_") if start <= c.first < number and s.said(c) != "бы"]
    whens = any(word.text in _WHEN for word in s.words[start:number])
    return whens or any(not _excuses(s, c) for c in conditions)


def _excuses(s: Sentence, cue: Cue) -> bool:
    """«если честно», «если отвлекаю»: no condition."""
    return any(c.covers(cue) for c in s.all("filler", "preface_"))


def _orders_already(s: Sentence, number: int) -> bool:
    """«создай проект, добавь туда фичу»: the first order is read with the second, or not at all."""
    return any(
        c.first < number and {"impr", "VERB"} <= s.words[c.first].marks and not s.plain(c.first)
        for c in s.all(*_ORDERED, "set", "put")
    )


def _is_dated(s: Sentence, number: int) -> bool:
    """«завтра отмени», «вечером переведи»: the day is the order's, if nothing else ends before it."""
    start, _ = s.segment(number)
    verbs = [n for n in range(start, number) if _is_predicate(s.words[n])]
    since = verbs[-1] + 1 if verbs else start
    days = [s.index(m.start) for m in s.moments]
    return any(since <= n < number for n in (*days, *(c.first for c in s.all("later_"))))


def _is_somebodys(s: Sentence, number: int) -> bool:
    """«Петя говорит отмени», «пример: отмени»: what is ordered is quoted; «… говорит, но ты отмени» is not."""
    for cue in s.all(*_SPEECH):
        if cue.first >= number or "INFN" in s.words[cue.first].marks:
            continue  # «ну что сказать», «нечего тут думать»
        if "NOUN" in s.words[cue.first].marks and "VERB" not in s.words[cue.first].marks:
            return True
        if not _is_closed(s, cue.last, number):
            return True
    colon = ":" in s.text[s.words[number - 1].end : s.words[number].start]
    start, _ = s.segment(number - 1)
    own = any(word.text == "нет" or {"VERB", "1per"} <= word.marks for word in s.words[start:number])
    return colon and not own


def _is_closed(s: Sentence, last: int, number: int) -> bool:
    """Behind somebody's words, up to word `number`, something else begins: a sentence, «но», «так что», «короче»."""
    start, _ = s.hard_segment(number)
    between = range(last + 1, number)
    if ":" in s.text[s.words[last].end : s.words[number].start]:
        return False
    if start > last and start in (*between, number):
        return True
    joints = [n for n in between if s.words[n].text in BUT]
    summed = [c.last for c in s.all(_SUMS_UP, "so_") if last < c.first and c.last < number]
    return any(not any(s.words[n].text == "что" for n in range(last, joint)) for joint in (*joints, *summed))


def _summed_up_at(s: Sentence) -> Iterator[int]:
    """«…, в итоге вход отменён»: what is told before is overtaken by how it ended."""
    for cue in (*s.all(_SUMS_UP), *(c for c in s.all("so_") if s.said(c) in _SO)):
        number = cue.last + 1
        if cue.first >= _FEWEST and number <= len(s.words) - _FEWEST and not _is_only_supposed(s, cue.first):
            yield number


def _is_only_supposed(s: Sentence, number: int) -> bool:
    """«думаю, в итоге отменят», «говорят, короче, что …», «если в итоге …»."""
    before = s.words[number - 1]
    if before.text in _GOVERNING or "?" in s.text[: s.words[number].start]:
        return True
    start, _ = s.hard_segment(number)
    near = [c for c in s.all(*_UNSURE) if max(start, number - _NEAR) <= c.first < number and not s.plain(c.first)]
    supposed = [c for c in s.all("if_") if c.first < number and not _excuses(s, c)]
    told = [c for c in s.all("hearsay", "source", "tell_") if start <= c.first < number]
    told = [c for c in told if not (_is_mine(s, c) or _is_kept_by_now(s, c) or "INFN" in s.words[c.first].marks)]
    wished = [c for c in s.all("wish", "own_wish") if c.first < number and "past" not in s.words[c.first].marks]
    return bool(near or supposed or told or wished)


def _is_kept_by_now(s: Sentence, cue: Cue) -> bool:
    """«полгода обещали, и вот наконец вход готов»: how it ended says more than what was promised."""
    return "past" in s.words[cue.first].marks and "обещать" in s.words[cue.first].forms


def _is_mine(s: Sentence, cue: Cue) -> bool:
    """«скажу», «я же говорила»."""
    return "1per" in s.words[cue.first].marks or any(w.text in _ME for w in s.words[max(0, cue.first - 2) : cue.first])


_ME = frozenset({"я", "мы"})
