"""Numbers said in words, Russian in any case and gender and English, and versions said aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from language.folding import fold

# One row a number, every form people use; the first form is the one said when counting or dictating.
_RU_CARDINALS: dict[int, str] = {
    0: "ноль ноля нолю нолем ноле нуль нуля нулю нулем нуле",
    1: "один одна одно одни одного одной одному одним одном одну одною",
    2: "два две двух двум двумя двое двоих",
    3: "три трех трем тремя трое троих",
    4: "четыре четырех четырем четырьмя четверо",
    5: "пять пяти пятью",
    6: "шесть шести шестью",
    7: "семь семи семью",
    8: "восемь восьми восемью восьмью",
    9: "девять девяти девятью",
    10: "десять десяти десятью",
    11: "одиннадцать одиннадцати одиннадцатью",
    12: "двенадцать двенадцати двенадцатью",
    13: "тринадцать тринадцати тринадцатью",
    14: "четырнадцать четырнадцати четырнадцатью",
    15: "пятнадцать пятнадцати пятнадцатью",
    16: "шестнадцать шестнадцати шестнадцатью",
    17: "семнадцать семнадцати семнадцатью",
    18: "восемнадцать восемнадцати восемнадцатью",
    19: "девятнадцать девятнадцати девятнадцатью",
    20: "двадцать двадцати двадцатью",
    30: "тридцать тридцати тридцатью",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти пятьюдесятью",
    60: "шестьдесят шестидесяти шестьюдесятью",
    70: "семьдесят семидесяти семьюдесятью",
    80: "восемьдесят восьмидесяти восемьюдесятью",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трехсот тремстам тремястами трехстах",
    400: "четыреста четырехсот четыремстам четырьмястами четырехстах",
    500: "пятьсот пятисот пятистам пятьюстами пятистах",
    600: "шестьсот шестисот шестистам шестьюстами шестистах",
    700: "семьсот семисот семистам семьюстами семистах",
    800: "восемьсот восьмисот восьмистам восемьюстами восьмистах",
    900: "девятьсот девятисот девятистам девятьюстами девятистах",
    1000: "тысяча тысячи тысяч тысяче тысячу тысячей тысячью тысячам тысячами тысячах",
}
_RU_ORDINAL_STEMS: dict[str, int] = {
    "нулев": 0,
    "перв": 1,
    "втор": 2,
    "четверт": 4,
    "пят": 5,
    "шест": 6,
    "седьм": 7,
    "восьм": 8,
    "девят": 9,
    "десят": 10,
    "одиннадцат": 11,
    "двенадцат": 12,
    "тринадцат": 13,
    "четырнадцат": 14,
    "пятнадцат": 15,
    "шестнадцат": 16,
    "семнадцат": 17,
    "восемнадцат": 18,
    "девятнадцат": 19,
    "двадцат": 20,
    "тридцат": 30,
    "сороков": 40,
    "пятидесят": 50,
    "шестидесят": 60,
    "семидесят": 70,
    "восьмидесят": 80,
    "девяност": 90,
    "сот": 100,
    "тысячн": 1000,
    "двухтысячн": 2000,
}
_RU_ORDINAL_ENDINGS = "ый ой ая ое ые ого ому ым ом ую ых ыми"
_RU_THIRD = "третий третья третье третьи третьего третьей третьему третьим третьем третью третьих третьими"
_EN_CARDINALS: dict[int, str] = {
    0: "zero nought",
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    30: "thirty",
    40: "forty fourty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
    100: "hundred",
    1000: "thousand",
}
_EN_ORDINALS: dict[int, str] = {
    1: "first",
    2: "second",
    3: "third",
    4: "fourth",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
    11: "eleventh",
    12: "twelfth",
    13: "thirteenth",
    14: "fourteenth",
    15: "fifteenth",
    16: "sixteenth",
    17: "seventeenth",
    18: "eighteenth",
    19: "nineteenth",
    20: "twentieth",
    30: "thirtieth",
    40: "fortieth",
    50: "fiftieth",
    60: "sixtieth",
    70: "seventieth",
    80: "eightieth",
    90: "ninetieth",
    100: "hundredth",
    1000: "thousandth",
}
_LINKS = frozenset({"-", "and"})  # "twenty-first", "two thousand and one"; useless unless a number follows
_POINTS = frozenset({"точка", "тчк", "dot", "point"})
_SAID_ZERO = frozenset({"oh"})  # "two point oh": a zero only inside a version
# What is counted: "через два три дня" is a span of time, not version 2.3.
_COUNTED = re.compile(r"дн|ден|сут|недел|месяц|час|минут|раз|год|лет|фич|day|week|month|hour|minute|time|year|feature")
_VERSION_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_DIGIT = re.compile(r"\d")
_LONGEST_DIGITS = 9
_MOST_PARTS = 4


class SpokenVersion(NamedTuple):
    """A version said aloud: `text[start:end]` may be replaced with `value`, digits and dots only."""

    start: int
    end: int
    value: str


class _Entry(NamedTuple):
    value: int
    ordinal: bool
    plain: bool  # the counting form: «два», not «две» or «двух»


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def _rows(table: dict[int, str], *, ordinal: bool) -> Iterable[tuple[str, _Entry]]:
    for value, forms in table.items():
        for at, form in enumerate(forms.split()):
            yield form, _Entry(value, ordinal, plain=at == 0 and not ordinal)


def _build_words() -> dict[str, _Entry]:
    """Cardinals come last: where an ordinal's form is spelt alike, the cardinal is meant."""
    words = {
        stem + end: _Entry(value, ordinal=True, plain=False)
        for stem, value in _RU_ORDINAL_STEMS.items()
        for end in _RU_ORDINAL_ENDINGS.split()
    }
    words |= _rows({3: _RU_THIRD}, ordinal=True)
    words |= _rows(_EN_ORDINALS, ordinal=True)
    words |= _rows(_EN_CARDINALS, ordinal=False)
    words |= _rows(_RU_CARDINALS, ordinal=False)
    return words


_WORDS = _build_words()
NUMBER_WORDS = frozenset(_WORDS)


def _entry(word: str) -> _Entry | None:
    found = _WORDS.get(word)
    if found is None and not (word.islower() and "ё" not in word):
        found = _WORDS.get(fold(word))
    return found


def is_ordinal(word: str) -> bool:
    """Whether `word` is an ordinal in any form: «двадцатого», "first"."""
    entry = _entry(word)
    return entry is not None and entry.ordinal


def _is_digits(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= _LONGEST_DIGITS


class _Sum:
    """A number as it is said, word by word, each in its place: thousands, hundreds, tens, units."""

    __slots__ = ("rest", "room", "started", "thousands")

    def __init__(self) -> None:
        self.thousands = self.rest = 0
        self.room = 1000  # what may still be added is smaller: after «двадцать» only a unit fits
        self.started = False

    @property
    def value(self) -> int:
        return self.thousands + self.rest

    def add(self, value: int) -> bool:
        """Add one more word's value, or say that it begins another number."""
        if value >= 1000 and not self.thousands and (self.rest or not self.started):
            self.thousands, self.rest, self.room = (self.rest or 1) * value, 0, 1000
        elif value == 100 and 0 < self.rest < 10:  # "two hundred"; «два сто» is not said
            self.rest, self.room = self.rest * 100, 100
        elif value < self.room and (value or not self.started):
            self.rest += value
            self.room = 100 if value >= 100 else 10 if value >= 20 else 0
        else:
            return False
        self.started = True
        return True


def read_number(words: Sequence[str]) -> tuple[int, int] | None:
    """The number at the very beginning of `words`, and how many of the words it takes.

    Cardinals and ordinals, any case and gender; "-" and "and" may stand inside; one word of
    digits is a number too. An ordinal ends its number: «двадцатого первого» is 20, one word.
    None when the first word is no number.
    """
    if words and _is_digits(words[0]):
        return int(words[0]), 1
    sum_ = _Sum()
    used = 0
    for at, word in enumerate(words):
        entry = _entry(word)
        if entry is None:
            if used and word in _LINKS:
                continue
            break
        if not sum_.add(entry.value):
            break
        used = at + 1
        if entry.ordinal:
            break
    return (sum_.value, used) if used else None


def _read_part(words: Sequence[str], at: int, *, pointed: bool) -> tuple[int, int] | None:
    """One part of a version: its value and the place after it; a stricter look without a point."""
    found = read_number(words[at : at + 4])
    if found is None:
        return None
    value, used = found
    last = _WORDS.get(words[at + used - 1])
    if last is None:  # digits
        return (value, at + used) if pointed else None
    fits = not last.ordinal if pointed else last.plain
    return (value, at + used) if fits and value < 100 else None


def _next_part(words: Sequence[str], after: int, *, pointed: bool) -> tuple[int, int] | None:
    """The part that follows, past its point; points and bare numbers do not mix."""
    point = words[after : after + 1] and words[after] in _POINTS
    if bool(point) != pointed:
        return None
    at = after + pointed
    if words[at : at + 1] and words[at] in _SAID_ZERO:
        return 0, at + 1
    return _read_part(words, at, pointed=pointed)


def _said_apart(words: Sequence[str], parts: list[int], after: int) -> bool:
    """Whether numbers said one after another, without a point, may be a version."""
    if len(parts) == 2 and parts[0] in {19, 20} and parts[1] >= 10:  # "twenty twenty-seven" is a year
        return False
    return after >= len(words) or not _COUNTED.match(words[after])


def _version_at(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """The version beginning at `at`: with points between its parts, or bare numbers in a row."""
    pointed = any(word in _POINTS for word in words[at + 1 : at + 3])
    part = _read_part(words, at, pointed=pointed)
    parts: list[int] = []
    after = at
    while part is not None and len(parts) < _MOST_PARTS:
        value, after = part
        parts.append(value)
        part = _next_part(words, after, pointed=pointed)
    if len(parts) < 2 or (not pointed and not _said_apart(words, parts, after)):
        return None
    return ".".join(map(str, parts)), after


def spoken_versions(text: str) -> list[SpokenVersion]:
    """Every version said in words, left to right: «три точка ноль», «два ноль», "two dot one".

    Without a point only counting forms of words are taken («два ноль», not «две» or digits), and
    not before something counted. Ask only where a version may stand: «один два» is one anywhere.
    """
    words = _VERSION_WORD.findall(fold(text))
    if NUMBER_WORDS.isdisjoint(words) and not _DIGIT.search(text):
        return []  # as of most texts
    found = [_Word(m.group(), m.start(), m.end()) for m in _VERSION_WORD.finditer(fold(text))]
    versions: list[SpokenVersion] = []
    at = 0
    while at < len(words):
        begins = words[at] in _WORDS or _is_digits(words[at])
        hit = _version_at(words, at) if begins else None
        if hit is None:
            at += 1
            continue
        value, after = hit
        versions.append(SpokenVersion(found[at].start, found[after - 1].end, value))
        at = after
    return versions
