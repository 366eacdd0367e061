"""The words of days, weeks, months and of what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from language.words import KEPT, is_russian

_TYPO_LENGTH = 5  # letters of a month that one may be wrong of


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


class _Month(NamedTuple):
    number: int
    english: bool
    of_day: bool  # a form that may follow a day in words: «первое марта», never «один март»
    short: bool


class Weekday(NamedTuple):
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

DAYS: Final = {
    "позавчера": -2,
    "вчера": -1,
    "yesterday": -1,
    "сегодня": 0,
    "today": 0,
    "завтра": 1,
    "tomorrow": 1,
    "послезавтра": 2,
}

DAY_LABELS: Final = {0: "today", 1: "yesterday"}

_STEM_ENDINGS: Final = "ий ая ее ие его ей ему ую им ем их"


def _adjectives(stems: str, extra: str) -> Iterable[str]:
    return [stem + ending for stem in stems.split() for ending in _STEM_ENDINGS.split()] + extra.split()


_NEXT: Final = frozenset(_adjectives("следующ ближайш будущ", "next coming upcoming"))

THIS: Final = frozenset(
    _adjectives("текущ", "этот эта это этой эту этого этому этом нынешней нынешнего нынешнем this current")
)

LATELY: Final = word_set("последний последняя последнее последние последнего последней последнюю последних последнем")

LAST: Final = word_set("прошлый прошлая прошлое прошлые прошлого прошлой прошлую прошлых прошлом last")

BESIDE: Final = dict.fromkeys(_NEXT, 1) | dict.fromkeys(THIS, 0) | dict.fromkeys(LAST, -1)

ENDS: Final = word_set("конец конца концу конце концом end")

MIDDLES: Final = word_set("середина середины середине середину серединой middle mid")

BEGINNINGS: Final = word_set("начало начала start beginning")

SHORT_ENDS: Final = {"eod": "day", "cob": "day", "eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}

QUARTERS: Final = {"q1": 1, "q2": 2, "q3": 3, "q4": 4}

# What each Russian preposition governs tells «до среды» from «в среде разработки».
RU_PREP_CASE: Final = {
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

EN_PREPS: Final = word_set("for to on by at in until till before after since from than of")

PREPS: Final = EN_PREPS | (RU_PREP_CASE.keys() - {"позднее", "позже"})

PHRASE_PREPS: Final = (("не", "позднее"), ("не", "позже"), ("no", "later", "than"), ("not", "later", "than"))

CUES: Final = word_set("срок сроком срока дедлайн дата дату датой дедлайном deadline due date")

DUE_PREPS: Final = word_set("на до к ко по после позднее for to on by until till before after than")

SINCE_PREPS: Final = word_set("с со since")
MORNING: Final = word_set("утра morning")  # «с утра», "since this morning": since the day began

UNTIL_PREPS: Final = word_set("по до to until till through")

LONE_DAY_PREPS: Final = word_set("на до к ко с со по позднее by on to until till before since for than")

GLUE: Final = frozenset("$€₽£#№./\\-+@=_")

EITHER: Final = frozenset({"-", "–", "—", "или", "or", "и", "and"})

DASHES: Final = frozenset("-–—")

BREAKS: Final = frozenset(".,;:!?)»\"'…—–")

YEAR_WORDS: Final = word_set("г года год году")

LATER: Final = word_set("позже позднее попозже later")

FROM_NOW: Final = frozenset({"спустя"}) | LATER

AGO: Final = frozenset({"назад", "ago"})

ONE: Final = frozenset({"a", "an", "another"})

PAIR: Final = frozenset({"пару", "пара"})


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


def _weekday_words() -> dict[str, Weekday]:
    words = {name: Weekday(at, "ngda") for at, name in enumerate(_RU_SHORT_WEEKDAYS.split())}
    for at, forms in enumerate(_RU_WEEKDAYS):
        for form in forms:
            cases = "".join(case for case, other in zip("ngda", forms, strict=True) if other == form)
            words[form] = Weekday(at, cases)
    for at, names in enumerate(_EN_WEEKDAYS):
        words |= {name: Weekday(at, "e") for name in names.split(",")}
    return words


def _unit_words() -> dict[str, _Unit]:
    words: dict[str, _Unit] = {}
    for name, alone, others, days, months in _UNIT_ROWS:
        words |= {word: _Unit(days, months, name, alone=True) for word in alone.split()}
        words |= {word: _Unit(days, months, name, alone=False) for word in others.split()}
    return words


MONTHS: Final = _month_words()


@lru_cache(maxsize=KEPT)
def month_behind_a_day(word: str) -> _Month | None:
    """The month that a word is, or is a letter away from: «25 декбря», "3 Feburary"; no word of its own is taken."""
    if word in MONTHS or len(word) < _TYPO_LENGTH or not word.isalpha() or (not word.isascii() and is_russian(word)):
        return MONTHS.get(word)
    alike = (month for month in MONTHS if len(month) >= _TYPO_LENGTH and month[0] == word[0])
    found = next((month for month in alike if OSA.distance(month, word, score_cutoff=1) == 1), None)
    return MONTHS[found] if found else None


# Only «до» and «к» make a day of a season: its first.
SEASONS: Final = {
    "весны": 3, "весне": 3, "лета": 6, "лету": 6, "осени": 9, "зимы": 12, "зиме": 12,
    "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12,
}  # fmt: skip
UNTIL_SEASON: Final = frozenset({"до", "к", "until", "till", "til"})

WEEKDAYS: Final = _weekday_words()

UNITS: Final = _unit_words()
