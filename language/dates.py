"""Days, spans of time and shifts as people say them in Russian and English.

Everything is read by tables of words and short rules over a sentence's tokens, since dateparser takes
0.3 s to wake, a millisecond a sentence, and reads «пятнадцатое февраля» as the 25th. What is said
vaguely («в следующем месяце», «2-3 недели») is not read at all: a question is better than a guess.

How the ambiguous is read:
- a day and month without a year is the coming one, today included; a 29 February that the coming
  February does not have is impossible;
- a weekday is the first one strictly after today, with "next" or «следующую» too; one week on only with
  «через неделю», "a week from Friday"; «на следующей неделе в пятницу» is next calendar week's;
- «конец недели» is its Friday (the next week's on a weekend), the middle of a month is the 15th,
  «конец дня» is today;
- "15.02" is a date behind «на», «до», "by"…, as the whole text, or with two digits both and a leading zero;
  behind «релиз», "v" and the like it is a version;
- a weekday said together with a date must be that date's own, else the date is impossible.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Final, Literal, NamedTuple

from language.folding import fold
from language.numbers import NUMBER_WORDS, is_ordinal, read_number

Problem = Literal["impossible", "past"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day named in a text: `text[start:end]` without its preposition, `text[prep_start:end]` with it.

    `value` is None only where `problem` is "impossible": there is no such day. "past": it is before today.
    """

    start: int
    end: int
    value: date | None
    problem: Problem | None
    prep_start: int


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days up to now, both ends included; `text[start:end]` covers its preposition too.

    `label`: "today", "yesterday", "day" (another single day); "week", "month", "quarter", "year", "days"
    (so long up to today); the same with "this_" or "last_" before it (by the calendar); "in_month"
    (a named month); "since" (from a day till today); "between" (from a day till a day).
    """

    start: int
    end: int
    since: date
    until: date
    label: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A move of something that has a date: later is positive, earlier negative; one of the two is zero."""

    start: int
    end: int
    days: int
    months: int

    def apply(self, day: date) -> date:
        """The moved day; a month on from the 31st is a shorter month's last. OverflowError past year 9999."""
        return _moved(day, self.days, self.months)


# ------------------------------------------------------------------------------------------------- words


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


class _Month(NamedTuple):
    number: int
    english: bool
    of_day: bool  # a form that may follow a day in words: «первое марта», never «один март»
    short: bool


class _Weekday(NamedTuple):
    number: int
    cases: str  # which cases the form may be: n, g, d, a; e where the language has none


class _Unit(NamedTuple):
    days: int
    months: int
    name: str
    alone: bool  # may stand for one without a number: «через неделю»


_CaseForms = tuple[str, str, str, str]  # nominative, genitive, dative, accusative

_RU_MONTHS: Final = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр"
_RU_MONTH_ENDINGS: Final = {"март": " а у ом е", "август": " а у ом е", "ма": "й я ю ем е"}
_SOFT_ENDINGS: Final = "ь я ю ем е"
_RU_SHORT_MONTHS: Final = "янв фев,февр мар апр май июн июл авг сен,сент окт ноя,нояб дек"
_EN_MONTHS: Final = "january february march april may june july august september october november december"
_EN_SHORT_MONTHS: Final = "jan feb mar apr may jun jul aug sep,sept oct nov dec"

_RU_WEEKDAYS: Final[Sequence[_CaseForms]] = (
    ("понедельник", "понедельника", "понедельнику", "понедельник"),
    ("вторник", "вторника", "вторнику", "вторник"),
    ("среда", "среды", "среде", "среду"),
    ("четверг", "четверга", "четвергу", "четверг"),
    ("пятница", "пятницы", "пятнице", "пятницу"),
    ("суббота", "субботы", "субботе", "субботу"),
    ("воскресенье", "воскресенья", "воскресенью", "воскресенье"),
)
_RU_SHORT_WEEKDAYS: Final = "пн вт ср чт пт сб вс"
_EN_WEEKDAYS: Final = (
    "monday,mon",
    "tuesday,tue,tues",
    "wednesday,wed",
    "thursday,thu,thur,thurs",
    "friday,fri",
    "saturday,sat",
    "sunday,sun",
)

# word forms that stand for one alone | other forms | days | months
_UNIT_ROWS: Final = (
    ("day", "день днем сутки", "дня дней дню дням сутками суток day days", 1, 0),
    ("week", "неделю неделей недельку неделя", "недели недель неделе week weeks", 7, 0),
    ("days", "", "fortnight fortnights", 14, 0),
    ("month", "месяц месяцем", "месяца месяцев месяцу месяце month months", 0, 1),
    ("quarter", "квартал кварталом", "квартала кварталов квартале quarter quarters", 0, 3),
    ("days", "полгода", "полугода", 0, 6),
    ("year", "год годом", "года лет году годе year years", 0, 12),
)

_DAYS: Final = {
    "позавчера": -2,
    "вчера": -1,
    "yesterday": -1,
    "сегодня": 0,
    "today": 0,
    "завтра": 1,
    "tomorrow": 1,
    "послезавтра": 2,
}
_DAY_LABELS: Final = {0: "today", 1: "yesterday"}

_STEM_ENDINGS: Final = "ий ая ее ие его ей ему ую им ем их"


def _adjectives(stems: str, extra: str) -> Iterable[str]:
    return [stem + ending for stem in stems.split() for ending in _STEM_ENDINGS.split()] + extra.split()


_NEXT: Final = frozenset(_adjectives("следующ ближайш будущ", "next coming upcoming"))
_THIS: Final = frozenset(
    _adjectives("текущ", "этот эта это этой эту этого этому этом нынешней нынешнего нынешнем this current")
)
_LATELY: Final = _set("последний последняя последнее последние последнего последней последнюю последних последнем")
_LAST: Final = _set("прошлый прошлая прошлое прошлые прошлого прошлой прошлую прошлых прошлом last")
_BESIDE: Final = dict.fromkeys(_NEXT, 1) | dict.fromkeys(_THIS, 0) | dict.fromkeys(_LAST, -1)

_ENDS: Final = _set("конец конца концу конце концом end")
_MIDDLES: Final = _set("середина середины середине середину серединой middle mid")
_BEGINNINGS: Final = _set("начало начала start beginning")
_SHORT_ENDS: Final = {"eod": "day", "eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_QUARTERS: Final = {"q1": 1, "q2": 2, "q3": 3, "q4": 4}

# What each Russian preposition governs tells «до среды» from «в среде разработки».
_RU_PREP_CASE: Final = {
    "в": "a",
    "во": "a",
    "на": "a",
    "за": "a",
    "по": "a",
    "до": "g",
    "с": "g",
    "со": "g",
    "от": "g",
    "после": "g",
    "позднее": "g",
    "позже": "g",
    "к": "d",
    "ко": "d",
}
_EN_PREPS: Final = _set("for to on by at in until till before after since from than of")
_PREPS: Final = _EN_PREPS | (_RU_PREP_CASE.keys() - {"позднее", "позже"})
_PHRASE_PREPS: Final = (("не", "позднее"), ("не", "позже"), ("no", "later", "than"), ("not", "later", "than"))
_CUES: Final = _set("срок сроком срока дедлайн дата дату датой дедлайном deadline due date")
_DUE_PREPS: Final = _set("на до к ко по после позднее for to on by until till before after than")
_SINCE_PREPS: Final = _set("с со since")
_UNTIL_PREPS: Final = _set("по до to until till through")
_LONE_DAY_PREPS: Final = _set("на до к ко с со по позднее by on to until till before since for than")
_VERSION_CUE: Final = re.compile(r"(?:релиз|верси|release|version)\w*|v|ver|в|во|in")
_GLUE: Final = frozenset("$€₽£#№./\\-+@=_")
_EITHER: Final = frozenset({"-", "–", "—", "или", "or", "и", "and"})
_DASHES: Final = frozenset("-–—")
_BREAKS: Final = frozenset(".,;:!?)»\"'…—–")
_YEAR_WORDS: Final = _set("г года год году")
# Behind a decimal these say that it is an amount: «на 1.5 недели», "by 2.5%".
_MEASURES: Final = re.compile(
    r"[%$€₽°]|(?:дн|ден|недел|месяц|кварт|час|минут|секунд|раз|процент|балл|пункт|руб|тыс|млн|млрд|"
    r"day|week|month|quarter|hour|minute|second|percent|point|time|million|thousand)\w*|мс|ms|gb|mb|kb|гб|мб|кб|x|х"
)

_LATER: Final = _set("позже позднее попозже later")
_EARLIER: Final = _set("раньше ранее пораньше ближе earlier sooner")
_RU_WAYS: Final = {"вперед": 1, "назад": -1}
_FROM_NOW: Final = frozenset({"спустя"}) | _LATER
_AGO: Final = frozenset({"назад", "ago"})
_PARTICLES: Final = _set("back out off forward up in ahead")
_ONE: Final = frozenset({"a", "an", "another"})
_PAIR: Final = frozenset({"пару", "пара"})
# How a verb moves: by its particle, "" for none; what is not here is ambiguous ("move back") and not read.
_PUSHED: Final = {"": 1, "back": 1, "out": 1, "off": 1}
_PULLED: Final = {"forward": -1, "up": -1, "in": -1}
_HASTENED: Final = {"": -1}
_MOVED: Final = {"": 1, "up": -1, "out": 1}
_VERB_ROWS: Final = (
    ("push delay postpone defer slip extend prolong put set", _PUSHED),
    ("pushed delayed postponed slipped extended", _PUSHED),
    ("bring pull", _PULLED),
    ("advance accelerate expedite ускорь ускорить ускорим приблизь приблизить", _HASTENED),
    ("move shift reschedule moved", _MOVED),
)
_VERBS: Final = {verb: ways for verbs, ways in _VERB_ROWS for verb in verbs.split()}
# After these a bare amount is not what the verb moves by: "delay it in 3 days", "the last 3 days".
_NOT_BY: Final = _set("in over within during last past the through через за с")

_MOST_OF_A_UNIT = 999
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_WORK_WEEK_END = 4  # Friday


def _month_words() -> dict[str, _Month]:
    words: dict[str, _Month] = {}
    for at, stem in enumerate(_RU_MONTHS.split()):
        endings = _RU_MONTH_ENDINGS.get(stem, _SOFT_ENDINGS).split(" ")
        for case, ending in enumerate(endings):
            words[stem + ending] = _Month(at + 1, english=False, of_day=case == 1, short=False)
    tables = ((_RU_SHORT_MONTHS, False), (_EN_SHORT_MONTHS, True))
    for table, english in tables:
        for at, names in enumerate(table.split()):
            for name in names.split(","):
                words.setdefault(name, _Month(at + 1, english=english, of_day=english, short=True))
    for at, name in enumerate(_EN_MONTHS.split()):
        words[name] = _Month(at + 1, english=True, of_day=True, short=False)
    return words


def _weekday_words() -> dict[str, _Weekday]:
    words = {name: _Weekday(at, "ngda") for at, name in enumerate(_RU_SHORT_WEEKDAYS.split())}
    for at, forms in enumerate(_RU_WEEKDAYS):
        for form in forms:
            cases = "".join(case for case, other in zip("ngda", forms, strict=True) if other == form)
            words[form] = _Weekday(at, cases)
    for at, names in enumerate(_EN_WEEKDAYS):
        words |= {name: _Weekday(at, "e") for name in names.split(",")}
    return words


def _unit_words() -> dict[str, _Unit]:
    words: dict[str, _Unit] = {}
    for name, alone, others, days, months in _UNIT_ROWS:
        words |= {word: _Unit(days, months, name, alone=True) for word in alone.split()}
        words |= {word: _Unit(days, months, name, alone=False) for word in others.split()}
    return words


_MONTHS: Final = _month_words()
_WEEKDAYS: Final = _weekday_words()
_UNITS: Final = _unit_words()


# -------------------------------------------------------------------------------------------- a sentence

# Upper-case kinds cannot be mistaken for words, which are folded. Order matters: the longest reading first.
_LEX: Final = re.compile(
    r"""
    (?P<ID>[^\W\d]{1,32}\d\w*(?:[.\-]\d+)*)                                  # v2.0, q3, abc15
    | (?P<YMD>\d{4}(?P<s1>[-./])\d{1,2}(?P=s1)\d{1,2})(?!(?!г\b)\w|[./\-]\w)
    | (?P<DMY>\d{1,2}(?:(?P<s2>[-./])\d{1,2}(?P=s2)\d{4}|\.\d{1,2}\.\d\d|/\d{1,2}/\d\d))(?!(?!г\b)\w|[./\-]\w)
    | (?P<DM>\d{1,2}[./]\d{1,2})(?!\w|[./\-–:]\w|,\d)
    | (?P<ORD>\d{1,4}-?(?:ого|ому|ое|го|му|ый|ым|ой|ая|е|м|й|я|st|nd|rd|th))(?!\w)
    | (?P<NUM>\d+)(?!(?!г\b)\w|[.,:]\d|[/\-–]\w)
    | (?P<JUNK>\d\w*(?:[.,:]\d\w*|[/\-–]\w+)*)                          # 2.1.0, 2-3, 10:30, 1,5
    | (?P<WORD>[^\W\d_]+)
    | (?P<MARK>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_NOTHING: Final = ("",) * 8


class _Sentence:
    """The tokens of a text. Both lists end in empty strings, so a step past either end reads ""."""

    __slots__ = ("count", "kinds", "past", "today", "tokens", "words")

    def __init__(self, text: str, today: date, *, past: bool = False) -> None:
        self.tokens = list(_LEX.finditer(fold(text)))
        self.count = len(self.tokens)
        self.words = [*(token[0] for token in self.tokens), *_NOTHING]
        self.kinds = [*(token.lastgroup or "" for token in self.tokens), *_NOTHING]
        self.today = today
        self.past = past  # a day without a year, or a weekday, is the latest one, not the coming one

    def touching(self, at: int) -> bool:
        """Whether token `at` follows the one before it without a space."""
        return 0 < at < self.count and self.tokens[at - 1].end() == self.tokens[at].start()

    def glued(self, at: int) -> bool:
        """Whether token `at` is part of a price, a path, a number: "$15.02", "/2027-02-15"."""
        return self.touching(at) and self.words[at - 1] in _GLUE

    def whole(self, at: int, after: int) -> bool:
        """Whether nothing but marks stands around the tokens from `at` up to `after`."""
        around = chain(range(at), range(after, self.count))
        return all(self.kinds[place] == "MARK" for place in around)

    def is_number(self, at: int) -> bool:
        return self.kinds[at] in {"NUM", "ORD"} or self.words[at] in NUMBER_WORDS


class _Hit(NamedTuple):
    """A day read up to token `after`; None for a day that does not exist."""

    after: int
    value: date | None


class _Number(NamedTuple):
    value: int
    after: int
    digits: bool
    ordinal: bool


class _Amount(NamedTuple):
    days: int
    months: int
    after: int
    bare: bool  # a unit without a number


_Rule = Callable[[_Sentence, int], _Hit | None]


# ---------------------------------------------------------------------------------------------- calendar


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(day: date, days: int, months: int) -> date:
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("the date is out of range")
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=days)


def _first_of(unit: str, day: date) -> date:
    """The first day of the week, month, quarter or year that holds `day`."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    month = {"month": day.month, "quarter": day.month - (day.month - 1) % 3}.get(unit, 1)
    return date(day.year, month, 1)


def _beside(unit: str, day: date, offset: int) -> date:
    """The first day of the week, month, quarter or year so many on (or, below zero, back)."""
    first = _first_of(unit, day)
    if unit == "week":
        return first + timedelta(days=7 * offset)
    return _moved(first, 0, {"month": 1, "quarter": 3}.get(unit, 12) * offset)


def _last_of(unit: str, day: date) -> date:
    """The last day of the month, quarter or year that holds `day`; of a week, its Friday."""
    if unit == "week":
        return _first_of(unit, day) + timedelta(days=_WORK_WEEK_END)
    return _beside(unit, day, 1) - timedelta(days=1)


def _year_for(s: _Sentence, month: int, day: int) -> int:
    """The year of a day and month said without one: the coming such day, or looking back the latest."""
    said, now = (month, day), (s.today.month, s.today.day)
    if s.past:
        return s.today.year - (said > now)
    return s.today.year + (said < now)


def _weekday_value(s: _Sentence, weekday: int, *, back: bool) -> date:
    """The first such weekday strictly after today, or the latest strictly before it."""
    if back:
        return s.today - timedelta(days=(s.today.weekday() - weekday - 1) % 7 + 1)
    return s.today + timedelta(days=(weekday - s.today.weekday() - 1) % 7 + 1)


# ------------------------------------------------------------------------------------- numbers and years


def _number(s: _Sentence, at: int) -> _Number | None:
    kind, word = s.kinds[at], s.words[at]
    if kind in {"NUM", "ORD"}:
        digits = word if kind == "NUM" else re.split(r"\D", word, maxsplit=1)[0]
        return _Number(int(digits), at + 1, digits=True, ordinal=kind == "ORD") if len(digits) <= 4 else None
    found = read_number(s.words[at : at + 8]) if word in NUMBER_WORDS else None
    if found is None:
        return None
    value, used = found
    return _Number(value, at + used, digits=False, ordinal=is_ordinal(s.words[at + used - 1]))


def _in_range(s: _Sentence, at: int) -> bool:
    """Whether the number at `at` ends a range or a choice («2 - 3 недели», «15 или 16 марта»): vague."""
    return s.words[at - 1] in _EITHER and s.is_number(at - 2)


def _past_year_word(s: _Sentence, at: int) -> int:
    if s.words[at] not in _YEAR_WORDS:
        return at
    return at + 2 if s.words[at] == "г" and s.words[at + 1] == "." and s.touching(at + 1) else at + 1


def _named_year(s: _Sentence, at: int) -> tuple[int, int] | None:
    """«этого года», "next year": the year and the place after it."""
    if s.words[at] in _BESIDE and s.words[at + 1] in {"года", "году", "year"}:
        return s.today.year + _BESIDE[s.words[at]], at + 2
    return None


def _year(s: _Sentence, at: int) -> tuple[int, int] | None:
    """A year in digits or words, with «года» or «г.» behind it: the year and the place after it."""
    number = _number(s, at)
    if number is None:
        return _named_year(s, at)
    value, after = number.value, number.after
    if value == 20 and not number.digits:  # "twenty twenty-seven"
        tail = _number(s, after)
        if tail is not None and not tail.digits and 10 <= tail.value < 100:
            return 2000 + tail.value, tail.after
    if value < 100 and s.words[after] in _YEAR_WORDS:
        value += 2000
    if _FIRST_YEAR <= value <= _LAST_YEAR:
        return value, _past_year_word(s, after)
    return None


def _with_year(s: _Sentence, at: int, month: int, day: int) -> _Hit:
    """The day once its day and month are read: its year, if said, stands at `at`, maybe behind a comma."""
    found = _year(s, at)
    if found is None and s.words[at] in {",", "."} and len(s.words[at + 1]) == 4 and s.kinds[at + 1] == "NUM":
        found = _year(s, at + 1)
    if s.words[at] in {"'", "’"} and len(s.words[at + 1]) == 2 and s.kinds[at + 1] == "NUM":
        found = 2000 + int(s.words[at + 1]), at + 2
    year, after = found or (_year_for(s, month, day), at)
    return _Hit(after, _day(year, month, day))


# --------------------------------------------------------------------------------------- dates in digits


def _full_date(s: _Sentence, at: int) -> _Hit | None:
    """15.02.2027, 2027-02-15, 15/02/27; a year of two digits only where the rest does not look a version."""
    if s.glued(at):
        return None
    first, middle, last = re.split(r"[-./]", s.words[at])
    if s.kinds[at] == "YMD":
        first, last = last, first
    year = int(last)
    if len(last) == 2:
        padded = len(middle) == 2 and (len(first) == 2 or middle[0] == "0")
        if not padded or _is_version(s, at):
            return None
        year += 2000
    return _Hit(_past_year_word(s, at + 1), _day(year, int(middle), int(first)))


def _is_version(s: _Sentence, at: int) -> bool:
    """Whether «релиз», "v" and the like stand right before."""
    before = at - 1
    if s.words[before] in {".", ":", "№", "#"}:
        before -= 1
    return _VERSION_CUE.fullmatch(s.words[before]) is not None


def _is_due(s: _Sentence, at: int) -> bool:
    """Whether something before says that a date comes: a preposition, «срок», a weekday."""
    word = s.words[at - 1]
    if word in _DUE_PREPS or (s.past and word in _SINCE_PREPS):
        return True
    if word in {":", ",", "-", "—", "–", "("}:
        word = s.words[at - 2]
    return word in _CUES or word in _WEEKDAYS


def _short_date(s: _Sentence, at: int) -> _Hit | None:
    """15.02 or 15/02, where it is no version, fraction, time or amount."""
    if s.glued(at) or s.words[at] == "24/7" or _MEASURES.fullmatch(s.words[at + 1]):
        return None
    first, second = re.split(r"[./]", s.words[at])
    day, month = int(first), int(second)
    even = len(first) == len(second) == 2
    if _is_version(s, at):
        return None
    real = 1 <= day <= 31 and 1 <= month <= 12
    if _is_due(s, at) or s.whole(at, at + 1):
        fits = month > 0 and (real or even)  # "to 1.15" is a version, "18.00" an hour; "15.13" a slip
    else:
        fits = even and real and "0" in {first[0], second[0]}
    return _with_year(s, at + 1, month, day) if fits else None


# ---------------------------------------------------------------------------------------- dates in words


def _modal_may(s: _Sentence, at: int, month_at: int, after: int) -> bool:
    """Whether "may" is no month: "at least 3 may fail", "we may first ship"."""
    return (
        s.words[month_at] == "may"
        and s.words[at - 1] not in _EN_PREPS | {"the", "(", ","}
        and s.kinds[after] == "WORD"
        and s.words[after] not in _EN_PREPS | {"and", "or"}
    )


def _day_month(s: _Sentence, at: int, number: _Number) -> _Hit | None:
    """«15 февраля 2027 года», «пятнадцатое февраля», "the 1st of March"."""
    place = number.after + (s.words[number.after] == "of")
    month = _MONTHS.get(s.words[place])
    if month is None or _in_range(s, at):
        return None
    if not number.digits and not (number.ordinal if month.english else month.of_day):
        return None  # «один март» and "one may" are no dates
    if month.english and (_modal_may(s, at, place, place + 1) or _belongs_after(s, at, place + 1)):
        return None
    return _with_year(s, place + 1, month.number, number.value)


def _belongs_after(s: _Sentence, at: int, place: int) -> bool:
    """In "release 2 March 15" the month's day stands behind it, unless a preposition opens the date."""
    number = _number(s, place)
    if number is None or not number.digits or not 1 <= number.value <= 31:
        return False
    return s.words[at - 1] not in _EN_PREPS and s.words[number.after] not in _YEAR_WORDS


def _month_day(s: _Sentence, at: int) -> _Hit | None:
    """ "February 15, 2027", "Feb. 15", "March the 1st", "March first"."""
    month = _MONTHS[s.words[at]]
    place = at + 1 + (month.short and s.words[at + 1] == ".")
    place += s.words[place] == "the"
    number = _number(s, place) if month.english else None
    if number is None or not (number.digits or number.ordinal) or number.value > 99:
        return None
    if s.words[number.after] in _UNITS or _modal_may(s, at, at, number.after):
        return None
    return _with_year(s, number.after, month.number, number.value)


def _day_of_month(s: _Sentence, at: int, number: _Number) -> _Hit | None:
    """«15 числа», «15-е число следующего месяца», "the 15th of next month", «до 20-го», "by the 15th"."""
    after = number.after
    counted = s.words[after] in {"числа", "число", "числу"}
    after += counted or s.words[after] == "of"
    after += s.words[after] == "the"
    offset = _BESIDE.get(s.words[after])
    named = s.words[after + 1] in {"месяца", "month"} and offset is not None
    if not named and not counted and not _stands_alone(s, at, number):
        return None
    if not 1 <= number.value <= 31 or _in_range(s, at):
        return None
    if named and offset is not None:
        month = _beside("month", s.today, offset)
        return _Hit(after + 2, _day(month.year, month.month, number.value))
    return _nearest_day(s, number.value, number.after + counted)


def _nearest_day(s: _Sentence, day: int, after: int) -> _Hit:
    """The coming such day of a month, today included; looking back the latest."""
    ahead = day < s.today.day and not s.past
    back = day > s.today.day and s.past
    month = _beside("month", s.today, ahead - back)
    return _Hit(after, _day(month.year, month.month, day))


def _stands_alone(s: _Sentence, at: int, number: _Number) -> bool:
    """«до 20-го», "by the 15th": an ordinal behind a preposition and before nothing it could count."""
    before = at - 1 - (s.words[at - 1] == "the")
    return s.words[before] in _LONE_DAY_PREPS and _counts_nothing(s, number)


def _counts_nothing(s: _Sentence, number: _Number) -> bool:
    word = s.words[number.after - 1]
    date_like = word.endswith(("ое", "ого", "ому", "-е", "го", "му", "ье", "ьего", "ьему")) or word.isascii()
    end = number.after >= s.count or s.words[number.after] in _BREAKS
    return number.ordinal and date_like and end


def _by_number(s: _Sentence, at: int) -> _Hit | None:
    number = _number(s, at)
    if number is None:
        return _by_amount(s, at)
    return _day_month(s, at, number) or _day_of_month(s, at, number) or _by_amount(s, at)


def _day_name(s: _Sentence, at: int) -> _Hit:
    return _Hit(at + 1, s.today + timedelta(days=_DAYS[s.words[at]]))


def _day_beside(s: _Sentence, at: int) -> _Hit | None:
    """ "the day after tomorrow", "the day before yesterday"."""
    phrase = (s.words[at + 1], s.words[at + 2])
    days = {("after", "tomorrow"): 2, ("before", "yesterday"): -2}.get(phrase)
    return _Hit(at + 3, s.today + timedelta(days=days)) if days else _by_amount(s, at)


# ---------------------------------------------------------------------------------------------- weekdays


def _by_weekday(s: _Sentence, at: int) -> _Hit | None:
    """«в пятницу», «до пятницы», "Friday, 27 November": not a weekday that merely occurs."""
    weekday = _WEEKDAYS[s.words[at]]
    exact = _exact_beside_weekday(s, at + 1, weekday.number)
    if exact is not None:
        return exact
    choice = s.words[at + 1] in _EITHER and s.words[at + 2] in _WEEKDAYS
    if choice or not _weekday_called_for(s, at, weekday):
        return None
    return _weekday_tail(s, at + 1, _weekday_value(s, weekday.number, back=s.past), weekday.number)


def _weekday_called_for(s: _Sentence, at: int, weekday: _Weekday) -> bool:
    before = s.words[at - 1]
    if before in _EN_PREPS and before != "of":
        return weekday.cases == "e"
    if before in _RU_PREP_CASE:
        return _RU_PREP_CASE[before] in weekday.cases
    if before in {":", "-", "—", "–"}:
        before = s.words[at - 2]
    return before in _CUES or s.whole(at, at + 1)


def _exact_beside_weekday(s: _Sentence, at: int, weekday: int) -> _Hit | None:
    """The date behind a weekday; one that falls on another weekday does not exist."""
    at += s.words[at] in {",", "("}
    hit = _exact(s, at)
    if hit is not None and hit.value is not None and hit.value.weekday() != weekday:
        return _Hit(hit.after, None)
    return hit


def _exact(s: _Sentence, at: int) -> _Hit | None:
    if s.kinds[at] in {"DMY", "YMD", "DM"}:
        return _RULES[s.kinds[at]](s, at)
    at += s.words[at] == "the"
    if s.words[at] in _MONTHS:
        return _month_day(s, at)
    number = _number(s, at)
    return (_day_month(s, at, number) or _lone_day(s, number)) if number else None


def _lone_day(s: _Sentence, number: _Number) -> _Hit | None:
    """«пятницу 27-го», «пятницу 27 числа», "Friday the 13th"."""
    counted = s.words[number.after] == "числа"
    if not 1 <= number.value <= 31 or not (counted or _counts_nothing(s, number)):
        return None
    return _nearest_day(s, number.value, number.after + counted)


def _weekday_tail(s: _Sentence, at: int, value: date, weekday: int) -> _Hit:
    """What may follow a weekday: «через неделю», "Friday week", «на следующей неделе»."""
    if s.words[at] in {"через", "in"}:
        amount = _amount(s, at + 1)
        if amount is not None and amount.days and amount.days % 7 == 0:
            return _Hit(amount.after, value + timedelta(days=amount.days))
    if s.words[at] == "week":
        return _Hit(at + 1, value + timedelta(days=7))
    place = at + (s.words[at] in {"на", "of"})
    place += s.words[place] == "the"
    offset = _BESIDE.get(s.words[place])
    if offset is not None and _unit_name(s, place + 1) == "week":
        return _Hit(place + 2, _beside("week", s.today, offset) + timedelta(days=weekday))
    return _Hit(at, value)


def _unit_name(s: _Sentence, at: int) -> str:
    unit = _UNITS.get(s.words[at])
    return unit.name if unit else ""


def _by_beside(s: _Sentence, at: int) -> _Hit | None:
    """«следующую пятницу», "this Friday", «на следующей неделе в пятницу», "last day of March"."""
    offset = _BESIDE[s.words[at]]
    place = at + 1 + (s.words[at + 1] in _BESIDE)
    weekday = _WEEKDAYS.get(s.words[place])
    if weekday is not None:
        value = _weekday_value(s, weekday.number, back=offset < 0)
        return _weekday_tail(s, place + 1, value, weekday.number)
    if s.words[at] == "last" and s.words[place] == "day":
        return _by_last_day(s, at)
    if _unit_name(s, place) != "week":
        return None
    place += 1 + (s.words[place + 1] in {"в", "во", "on", ","})
    weekday = _WEEKDAYS.get(s.words[place])
    if weekday is None:
        return None
    return _Hit(place + 1, _beside("week", s.today, offset) + timedelta(days=weekday.number))


# ----------------------------------------------------------------------------------------------- amounts


def _count(s: _Sentence, at: int) -> tuple[int, int] | None:
    """How many units follow, and where they stand: "a", "a couple of", «пару», a number."""
    word = s.words[at]
    if word in _PAIR:
        return 2, at + 1
    if word in _ONE:
        if s.words[at + 1] == "couple":
            return 2, at + 2 + (s.words[at + 2] == "of")
        return 1, at + 1
    number = _number(s, at)
    if number is None or number.ordinal or not 0 < number.value <= _MOST_OF_A_UNIT:
        return None
    return number.value, number.after


def _amount(s: _Sentence, at: int) -> _Amount | None:
    """«неделю», «две недели», "a couple of days", «полгода»; None for ranges and halves, which are vague."""
    if s.words[at] == "half" and s.words[at + 1] == "a" and s.words[at + 2] == "year":
        return _Amount(0, 6, at + 3, bare=False)
    counted = _count(s, at)
    count, place = counted or (1, at)
    unit = _UNITS.get(s.words[place])
    single = count % 10 == 1 and count % 100 != 11
    if unit is None or (not unit.alone if counted is None else unit.alone and not single):
        return None  # «за 2 квартал» is the second quarter, not two of them
    half = s.words[at - 1] in _DASHES and s.kinds[at - 2] == "JUNK"  # «1,5 - 2 недели»
    if half or _in_range(s, at) or _goes_on(s, place + 1):
        return None
    return _Amount(unit.days * count, unit.months * count, place + 1, bare=counted is None)


def _goes_on(s: _Sentence, at: int) -> bool:
    """«неделю-другую», "a week or two", «месяц и неделю», «неделю с половиной»: more than was read."""
    link, word = s.words[at], s.words[at + 1]
    if link in {"с", "and"} and word in {"половиной", "a", "half"}:
        return True
    if link in _DASHES or link in {"или", "or"}:
        return s.is_number(at + 1) or s.kinds[at + 1] == "JUNK" or word in {"другую", "другой", "so", "more"}
    count = _count(s, at + 1)
    return link in {"и", "and"} and (word in _UNITS or (count is not None and s.words[count[1]] in _UNITS))


def _through(s: _Sentence, at: int) -> _Hit | None:
    """«через неделю», "in 3 days", "in two weeks' time", «через неделю в пятницу»."""
    amount = _amount(s, at + 1)
    if amount is None or (amount.bare and amount.days == 1):  # «через день» may mean every other day
        return None
    after = amount.after
    if s.words[after] in {"'", "’"}:
        after += 1 + (s.words[after + 1] == "s")
    after += s.words[after] == "time"
    place = after + (s.words[after] in {"в", "во", "on"})
    weekday = _WEEKDAYS.get(s.words[place]) if place > after else None
    if weekday is not None and amount.days and amount.days % 7 == 0:
        friday = _weekday_value(s, weekday.number, back=False)
        return _Hit(place + 1, friday + timedelta(days=amount.days))
    return _Hit(after, _moved(s.today, amount.days, amount.months))


def _by_amount(s: _Sentence, at: int) -> _Hit | None:
    """«неделю назад», "3 days ago", "a week from Friday"; "a week later" as the whole text only.

    Anywhere else "a week later" moves something from its own date: see `find_shift`.
    """
    amount = _amount(s, at)
    if amount is None:
        return None
    follows = s.words[amount.after]
    if follows in _AGO and s.words[at - 1] not in {"на", "by"}:
        return _Hit(amount.after + 1, _moved(s.today, -amount.days, -amount.months))
    if follows == "from":
        return _from_day(s, amount)
    if follows in _FROM_NOW and s.whole(at, amount.after + 1):
        return _Hit(amount.after + 1, _moved(s.today, amount.days, amount.months))
    return None


def _from_day(s: _Sentence, amount: _Amount) -> _Hit | None:
    place = amount.after + 1
    word = s.words[place]
    if word == "now":
        return _Hit(place + 1, _moved(s.today, amount.days, amount.months))
    hit = _by_weekday(s, place) if word in _WEEKDAYS else _day_name(s, place) if word in _DAYS else None
    if hit is None or hit.value is None:
        return hit
    return _Hit(hit.after, _moved(hit.value, amount.days, amount.months))


# ------------------------------------------------------------------------------------------ ends, middles


def _by_end(s: _Sentence, at: int) -> _Hit | None:
    """«конец месяца», «конце марта», "end of next quarter", "end of Q3", «конец 2027 года»."""
    return _end_of(s, at + 1)


def _by_last_day(s: _Sentence, at: int) -> _Hit | None:
    """«последний день месяца», "last day of March"."""
    if s.words[at + 1] not in {"день", "дня", "дню", "число", "числа", "day"}:
        return None
    return _end_of(s, at + 2)


def _by_short_end(s: _Sentence, at: int) -> _Hit | None:
    return _Hit(at + 1, _unit_end(s, _SHORT_ENDS[s.words[at]], None))


def _skip(s: _Sentence, at: int) -> int:
    """Past "of" and "the", and the hyphen of "mid-March"."""
    while s.words[at] in {"of", "the", "-"}:
        at += 1
    return at


def _end_of(s: _Sentence, at: int) -> _Hit | None:
    at = _skip(s, at)
    offset = _BESIDE.get(s.words[at])
    place = at + (offset is not None)
    unit = _unit_name(s, place)
    if unit in {"day", "week", "month", "quarter", "year"}:
        return _Hit(place + 1, _unit_end(s, unit, offset))
    return _end_of_named(s, at) if offset is None else None


def _unit_end(s: _Sentence, unit: str, offset: int | None) -> date:
    """The end of the day, week, month… that runs, or of one beside it."""
    if unit == "day":
        return s.today + timedelta(days=offset or 0)
    if offset is not None:
        return _last_of(unit, _beside(unit, s.today, offset))
    value = _last_of(unit, s.today)
    if s.past and value > s.today:
        return _last_of(unit, _beside(unit, s.today, -1))
    if not s.past and value < s.today:  # on a weekend the work week is over
        return _last_of(unit, _beside(unit, s.today, 1))
    return value


def _end_of_named(s: _Sentence, at: int) -> _Hit | None:
    """The end of a month, a quarter or a year that is named."""
    month = _MONTHS.get(s.words[at])
    if month is not None:
        return _end_of_month(s, at + 1, month.number)
    if s.words[at] in _QUARTERS:
        return _end_of_month(s, at + 1, _QUARTERS[s.words[at]] * 3)
    number = _number(s, at)
    if number is None:
        return None
    if 1 <= number.value <= 4 and _unit_name(s, number.after) == "quarter":
        return _end_of_month(s, number.after + 1, number.value * 3)
    year = _year(s, at)
    return _Hit(year[1], date(year[0], 12, 31)) if year else None


def _end_of_month(s: _Sentence, at: int, month: int) -> _Hit:
    at += s.words[at] == "of"
    last = monthrange(s.today.year, month)[1]
    year, after = _year(s, at) or (_year_for(s, month, last), at)
    return _Hit(after, date(year, month, monthrange(year, month)[1]))


def _by_middle(s: _Sentence, at: int) -> _Hit | None:
    """«середина марта», "mid-March", «в середине месяца»: the 15th."""
    at = _skip(s, at + 1)
    month = _MONTHS.get(s.words[at])
    if month is not None:
        return _with_year(s, at + 1, month.number, 15)
    offset = _BESIDE.get(s.words[at])
    place = at + (offset is not None)
    if _unit_name(s, place) != "month":
        return None
    if offset is None:
        offset = -(s.today.day < 15) if s.past else int(s.today.day > 15)
    return _Hit(place + 1, _beside("month", s.today, offset).replace(day=15))


# --------------------------------------------------------------------------------------------- find dates


def _rules() -> dict[str, _Rule]:
    """Which word or kind of token may begin a date, and the rule that reads on from there."""
    tables: tuple[tuple[Iterable[str], _Rule], ...] = (
        (_UNITS, _by_amount),
        (_MONTHS, _month_day),
        (_WEEKDAYS, _by_weekday),
        (NUMBER_WORDS | _ONE | _PAIR | {"half", "NUM", "ORD"}, _by_number),
        (_BESIDE, _by_beside),
        (_LATELY, _by_last_day),
        (_DAYS, _day_name),
        ({"day"}, _day_beside),
        ({"через", "in"}, _through),
        (_ENDS, _by_end),
        (_SHORT_ENDS, _by_short_end),
        (_MIDDLES, _by_middle),
        ({"DMY", "YMD"}, _full_date),
        ({"DM"}, _short_date),
    )
    return {word: rule for words, rule in tables for word in words}


_RULES: Final = _rules()


def _hit_at(s: _Sentence, at: int) -> _Hit | None:
    rule = _RULES.get(s.words[at]) or _RULES.get(s.kinds[at])
    return rule(s, at) if rule else None


def _hits(s: _Sentence) -> Iterator[tuple[int, _Hit]]:
    at = 0
    while at < s.count:
        hit = _hit_at(s, at)
        if hit is None:
            at += 1
        else:
            yield at, hit
            at = hit.after


def _prep_at(s: _Sentence, at: int) -> int:
    """The first token of the preposition that ends right before `at`, or `at` itself."""
    for phrase in _PHRASE_PREPS:
        begin = at - len(phrase)
        if begin >= 0 and tuple(s.words[begin:at]) == phrase:
            return begin
    return at - 1 if at and s.words[at - 1] in _PREPS else at


def _mention(s: _Sentence, at: int, hit: _Hit) -> DateMention:
    at -= s.words[at - 1] == "the"
    problem: Problem | None = None
    if hit.value is None:
        problem = "impossible"
    elif hit.value < s.today and not s.past:
        problem = "past"
    start, end = s.tokens[at].start(), s.tokens[hit.after - 1].end()
    return DateMention(start, end, hit.value, problem, s.tokens[_prep_at(s, at)].start())


def find_dates(text: str, today: date, *, past: bool = False) -> list[DateMention]:
    """Every day named in `text`, left to right, none overlapping; `today` is the day in the team's zone.

    With `past` the text looks back («что горело в пятницу?»): a weekday or a day without a year is the
    latest one (a weekday strictly before today), and "past" is no problem.
    """
    s = _Sentence(text, today, past=past)
    return [_mention(s, at, hit) for at, hit in _hits(s)]


def find_date(text: str, today: date, *, past: bool = False) -> DateMention | None:
    """The first day named in `text`, as in `find_dates`, or None. For a move ask `find_shift` first."""
    s = _Sentence(text, today, past=past)
    first = next(_hits(s), None)
    return _mention(s, *first) if first else None


# ----------------------------------------------------------------------------------------------- periods


class _Span(NamedTuple):
    after: int
    since: date
    until: date
    label: str


def _until_end(unit: str, first: date) -> date:
    return _beside(unit, first, 1) - timedelta(days=1)


def _calendar_span(s: _Sentence, at: int, offset: int) -> _Span | None:
    """ "this week", «прошлый месяц»: by the calendar, up to today at most."""
    unit = _unit_name(s, at)
    if unit not in {"week", "month", "quarter", "year"} or offset > 0:
        return None
    first = _beside(unit, s.today, offset)
    until = min(s.today, _until_end(unit, first))
    return _Span(at + 1, first, until, f"{'last' if offset else 'this'}_{unit}")


def _rolling_span(s: _Sentence, amount: _Amount) -> _Span | None:
    """So long up to today: seven days back for a week, so that nothing of the week is missed."""
    since = _moved(s.today, -amount.days, -amount.months)
    whole = {(7, 0): "week", (0, 1): "month", (0, 3): "quarter", (0, 12): "year"}
    return _Span(amount.after, since, s.today, whole.get((amount.days, amount.months), "days"))


def _lately(s: _Sentence, at: int) -> _Span | None:
    """«последние 3 дня», "last week", "the past month", «эту неделю»; `at` is the adjective's place."""
    word = s.words[at]
    unit = _UNITS.get(s.words[at + 1])
    if word not in _THIS:
        amount = _amount(s, at + 1)
        if amount is not None and not (amount.bare and word in _LAST):
            return _rolling_span(s, amount)
        rolling = word in _LATELY or word == "past" or s.words[at - 1] == "the"
        if rolling and unit is not None:
            return _rolling_span(s, _Amount(unit.days, unit.months, at + 2, bare=True))
    return _calendar_span(s, at + 1, _BESIDE[word]) if word in _BESIDE else None


def _over(s: _Sentence, at: int) -> _Span | None:
    """«за неделю», «за 10 дней», «за март», "in March", «за пятницу»; `at` is behind the preposition."""
    if s.words[at - 1] != "за":
        return _named_month(s, at)
    amount = _amount(s, at)
    return _rolling_span(s, amount) if amount else _named_month(s, at) or _single_day(s, at)


def _named_month(s: _Sentence, at: int) -> _Span | None:
    month = _MONTHS.get(s.words[at])
    if month is None or _month_day(s, at) is not None:
        return None
    year, after = _year(s, at + 1) or (_year_for(s, month.number, 1), at + 1)
    first = date(year, month.number, 1)
    if first > s.today:
        return None
    return _Span(after, first, min(s.today, _until_end("month", first)), "in_month")


def _single_day(s: _Sentence, at: int) -> _Span | None:
    at += s.words[at] == "the"
    hit = _hit_at(s, at)
    if hit is None or hit.value is None or hit.value > s.today:
        return None
    label = _DAY_LABELS.get((s.today - hit.value).days, "day")
    return _Span(hit.after, hit.value, hit.value, label)


def _day_word(s: _Sentence, at: int) -> _Span | None:
    """«вчера», "3 days ago", "last Friday": days that can only lie behind, and today."""
    return None if s.words[at - 1] in _DUE_PREPS - {"on"} else _single_day(s, at)


def _ago(s: _Sentence, at: int) -> _Span | None:
    amount = _amount(s, at)
    return _day_word(s, at) if amount and s.words[amount.after] in _AGO else None


def _last_span(s: _Sentence, at: int) -> _Span | None:
    """«прошлую пятницу» is a day; «на этой неделе в пятницу» is not this week; all else as in `_lately`."""
    if _hit_at(s, at) is None:
        return _lately(s, at)
    return _day_word(s, at) if s.words[at + 1] in _WEEKDAYS and s.words[at] in _LAST else None


def _since_day(s: _Sentence, at: int) -> _Hit | None:
    """The day behind «с» or "since": a date, the start of something, «вчерашнего дня»."""
    at += s.words[at] == "the"
    if s.words[at] in _BEGINNINGS:
        return _beginning(s, _skip(s, at + 1))
    if s.words[at] in {"вчерашнего", "сегодняшнего"} and s.words[at + 1] == "дня":
        return _Hit(at + 2, s.today - timedelta(days=s.words[at] == "вчерашнего"))
    span = _calendar_span(s, at + 1, _BESIDE.get(s.words[at], 1)) or _named_month(s, at)
    return _Hit(span.after, span.since) if span else _hit_at(s, at)


def _beginning(s: _Sentence, at: int) -> _Hit | None:
    beside = s.words[at] in _BESIDE
    unit = _unit_name(s, at + beside)
    span = _calendar_span(s, at + beside, _BESIDE.get(s.words[at], 0)) or _named_month(s, at)
    if span is None and unit == "day":
        return _Hit(at + beside + 1, s.today)
    return _Hit(span.after, span.since) if span else None


def _since(s: _Sentence, at: int) -> _Span | None:
    """«с пятницы», "since March 1", «с 1 по 15 марта», «с понедельника до среды»; `at` is behind «с»."""
    hit = _since_day(s, at)
    if hit is None:
        return _day_to_day(s, at)
    since, after = hit.value, hit.after
    if since is None or since > s.today or s.words[after] == "на":  # «с 1 марта на 15 марта» is a move
        return None
    last = _hit_at(s, after + 1) if s.words[after] in _UNTIL_PREPS else None
    if last is not None and last.value is not None and since <= last.value <= s.today:
        return _Span(last.after, since, last.value, "between")
    return _Span(after, since, s.today, "since")


def _day_to_day(s: _Sentence, at: int) -> _Span | None:
    """«с 1 по 15 марта»: the first day borrows the month of the second."""
    number = _number(s, at)
    if number is None or s.words[number.after] not in _UNTIL_PREPS:
        return None
    last = _exact(s, number.after + 1)
    if last is None or last.value is None or not 1 <= number.value <= last.value.day:
        return None
    return _Span(last.after, last.value.replace(day=number.value), last.value, "between")


class _PeriodRule(NamedTuple):
    read: Callable[[_Sentence, int], _Span | None]
    ahead: int  # how many tokens further it reads: past a preposition, or right here


def _period_rules() -> dict[str, _PeriodRule]:
    """Which word or kind of token may begin a period, and the rule that reads on from there."""
    amounts = NUMBER_WORDS | _ONE | _PAIR | _UNITS.keys() | {"half", "NUM"}
    tables: tuple[tuple[Iterable[str], _PeriodRule], ...] = (
        (amounts, _PeriodRule(_ago, 0)),
        (_BESIDE.keys() | _LATELY | {"past"}, _PeriodRule(_last_span, 0)),
        ([word for word, days in _DAYS.items() if days <= 0], _PeriodRule(_day_word, 0)),
        ({"day"}, _PeriodRule(_day_word, 0)),
        (_SINCE_PREPS, _PeriodRule(_since, 1)),
        ({"за", "в", "in", "during"}, _PeriodRule(_over, 1)),
    )
    return {word: rule for words, rule in tables for word in words}


_PERIOD_RULES: Final = _period_rules()
_PERIOD_PREPS: Final = _set("за в во на in over during for within on")


def find_period(text: str, today: date) -> Period | None:
    """The first span of past days in `text`, or None. Its words include the preposition.

    A plain date («15 февраля», «в пятницу») is no period: read it with `find_dates(…, past=True)`. What
    stands behind «на», «до», «к», "to", "by"… is where something is moved to and no period either.
    """
    s = _Sentence(text, today, past=True)
    at = 0
    while at < s.count:
        rule = _PERIOD_RULES.get(s.words[at]) or _PERIOD_RULES.get(s.kinds[at])
        span = rule.read(s, at + rule.ahead) if rule else None
        if span is not None:
            return _period(s, at, span)
        hit = _hit_at(s, at)  # «конец этого месяца» is one day: no part of it is a period
        at = hit.after if hit else at + 1
    return None


def _period(s: _Sentence, at: int, span: _Span) -> Period:
    at -= s.words[at - 1] == "the"
    at -= at > 0 and s.words[at - 1] in _PERIOD_PREPS
    return Period(s.tokens[at].start(), s.tokens[span.after - 1].end(), span.since, span.until, span.label)


# ------------------------------------------------------------------------------------------------ shifts


_SHIFT_STARTS: Final = NUMBER_WORDS | _ONE | _PAIR | _UNITS.keys() | _set("на by for еще half + - −")


class _Way(NamedTuple):
    sign: int
    begin: int
    after: int


def _said_way(s: _Sentence, begin: int, after: int, *, led: bool) -> _Way | None:
    """The direction said right behind the amount or right before it: «позже», "earlier", «вперёд»."""
    ways = dict.fromkeys(_LATER, 1) | dict.fromkeys(_EARLIER, -1) | (_RU_WAYS if led else {})
    if s.words[after] in ways:
        return _Way(ways[s.words[after]], begin, after + 1)
    if led and s.words[begin - 1] in ways:
        return _Way(ways[s.words[begin - 1]], begin - 1, after)
    return None


def _verb_way(s: _Sentence, begin: int, after: int, *, led: bool) -> _Way | None:
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


def _shift_at(s: _Sentence, at: int) -> Shift | None:
    if s.words[at] not in _SHIFT_STARTS and s.kinds[at] != "NUM":
        return None
    led = s.words[at] in {"на", "by"}
    place = at + (led or s.words[at] == "for")
    place += s.words[place] == "еще"
    signed = s.words[place] in {"+", "-", "−"} and s.touching(place + 1) and not s.touching(place)
    amount = _amount(s, place + signed)
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
    s = _Sentence(text, date.min)
    return next((shift for at in range(s.count) if (shift := _shift_at(s, at))), None)
