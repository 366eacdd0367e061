"""Moves by an amount: «на неделю позже», "push back 10 days"."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from language.dates.amounts import amount_at
from language.dates.mentions import Shift
from language.dates.tokens import Tokens
from language.dates.words import LATER, ONE, PAIR, UNITS, word_set
from language.numbers import NUMBER_WORDS

_EARLIER: Final = word_set("раньше ранее пораньше ближе earlier sooner")

_RU_WAYS: Final = {"вперед": 1, "назад": -1, "вправо": 1, "влево": -1}

_PARTICLES: Final = word_set("back out off forward up in ahead")

# How a verb moves: by its particle, "" for none; what is not here is ambiguous ("move back") and not read.
_PUSHED: Final = {"": 1, "back": 1, "out": 1, "off": 1}

_PULLED: Final = {"forward": -1, "up": -1, "in": -1}

_GIVEN: Final = {"": 1}  # "give v3.0 two more weeks"

_HASTENED: Final = {"": -1}

_MOVED: Final = {"": 1, "up": -1, "out": 1}

_VERB_ROWS: Final = (
    ("push delay postpone defer slip extend prolong put set slipping slips sliding slides slide", _PUSHED),
    ("pushed delayed postponed slipped extended", _PUSHED),
    ("give gives дай дайте дадим дать", _GIVEN),
    ("bring pull", _PULLED),
    ("advance accelerate expedite ускорь ускорить ускорим приблизь приблизить", _HASTENED),
    ("move shift reschedule moved", _MOVED),
)

_VERBS: Final = {verb: ways for verbs, ways in _VERB_ROWS for verb in verbs.split()}

# After these a bare amount is not what the verb moves by: "delay it in 3 days", "the last 3 days".
_NOT_BY: Final = word_set("in over within during last past the through через за с")

_SHIFT_STARTS: Final = NUMBER_WORDS | ONE | PAIR | UNITS.keys() | word_set("на by for еще half + - −")


class _Way(NamedTuple):
    sign: int
    begin: int
    after: int


def _said_way(s: Tokens, begin: int, after: int, *, led: bool) -> _Way | None:
    """The direction said right behind the amount or right before it: «позже», "earlier", «вперёд»."""
    ways = dict.fromkeys(LATER, 1) | dict.fromkeys(_EARLIER, -1) | (_RU_WAYS if led else {})
    if s.words[after] in ways:
        return _Way(ways[s.words[after]], begin, after + 1)
    if led and s.words[begin - 1] in ways:
        return _Way(ways[s.words[begin - 1]], begin - 1, after)
    return None


def _verb_way(s: Tokens, begin: int, after: int, *, led: bool) -> _Way | None:
    """The direction by the verb and its particle: "push … back 10 days", "bring forward by a week"."""
    verb = next((at for at in range(begin - 1, -1, -1) if s.words[at] in _VERBS), -1)
    near = [(begin, after + 1, s.words[after]), (begin - 1, after, s.words[begin - 1])]
    near += [(begin, after, s.words[verb + 1])] if verb >= 0 else []
    seen = [place for place in near if place[2] in _PARTICLES and (led or place[2] != "in")]
    begin, after, particle = seen[0] if seen else (begin, after, "")
    if verb < 0:
        return _Way(1, begin, after) if led and not particle else None
    ways = _VERBS[s.words[verb]]
    sure = led or (ways is not _MOVED and s.words[begin - 1] not in _NOT_BY)
    return _Way(ways[particle], begin, after) if sure and particle in ways else None


def _shift_at(s: Tokens, at: int) -> Shift | None:
    if s.words[at] not in _SHIFT_STARTS and s.kinds[at] != "NUM":
        return None
    led = s.words[at] in {"на", "by"}
    place = at + (led or s.words[at] == "for")
    place += s.words[place] == "еще"
    signed = s.words[place] in {"+", "-", "−"} and s.touching(place + 1) and not s.touching(place)
    amount = amount_at(s, place + signed)
    if amount is None:
        return None
    way: _Way | None
    if signed:
        way = _Way(1 if s.words[place] == "+" else -1, at, amount.after)
    else:
        way = _said_way(s, at, amount.after, led=led) or _verb_way(s, at, amount.after, led=led)
    if way is None:
        return None
    start, end = s.tokens[way.begin].start(), s.tokens[way.after - 1].end()
    return Shift(start, end, way.sign * amount.days, way.sign * amount.months)


def find_shift(text: str) -> Shift | None:
    """The first move by an amount: «на неделю позже», «на 3 дня вперёд», "push back 10 days".

    Ask only about something that has a date: «на две недели» alone is a shift to later. None where the
    direction is unsure ("move back a week").
    """
    s = Tokens(text, date.min)
    return next((shift for at in range(s.count) if (shift := _shift_at(s, at))), None)
