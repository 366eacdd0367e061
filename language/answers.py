"""Short answers to a question that has just been asked: yes, no, the second one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from language import dates
from language.folding import clean_name, fold
from language.meaning import BadDate
from language.names import Names
from language.things import Thing
from language.words import words

_YES = frozenset("да ага угу конечно подтверждаю верно точно давай ок yes yep yeah sure ok okay confirm".split())
_BESIDE_NO = frozenset(
    {"передумал", "передумала", "передумали", "не надо", "не нужно", "не стоит", "оставь", "не делай", "ну его",
     "да ну его", "забей", "забудь", "не важно", "неважно", "ничего не надо", "ничего", "никакой", "никакую",
     "changed my mind", "never mind", "nevermind", "leave it", "forget it", "no need", "skip it", "neither"}
)  # fmt: skip
_NO = frozenset("нет не неа отмена отставить стоп не-а no nope cancel stop don't".split())
_AROUND_A_NAME = frozenset(
    "в во для на к по у это ну давай проект проекта проекте the in to for into under project one".split()
)
# What may stand around a day that answers or corrects: «нет, давай лучше на 26-е», "actually, make it Dec 22".
_AROUND_A_DAY = frozenset(
    "нет не ой на к ко до тогда давай лучше точнее пусть будет перенеси сдвинь числа числа "
    "no nope sorry actually make it for to on by the let's rather better move wait please пожалуйста".split()
)
_AROUND_A_NUMBER = frozenset("the one option number вариант номер это давай ну пожалуйста please 👍".split())
_ORDINALS = {
    1: frozenset({"первый", "first", "1st"}),
    2: frozenset({"второй", "second", "2nd"}),
    3: frozenset({"третий", "third", "3rd"}),
    -1: frozenset({"последний", "last"}),
}
_LEADS_IN = re.compile(
    r"^(?:(?:ну|пусть|давай|назови|назовём|она|её|ее|его|он|это|будет|называется|так|call|name|it|let's|the|feature|project"
    r"|фич[ауи]|проект)\b[\s:,—–-]*)+",
    re.IGNORECASE,
)
_LONGEST_NAME = 8  # words
_NO_NAMES = frozenset(
    "ой не нет забудь отмена потом стоп погоди подожди ничего никак хватит спасибо ок окей хорошо позже "
    "wait no not never forget later cancel nothing thanks ok okay stop oops".split()
)
_LAST_OF_MONTH = 31
_BARE_DAY = re.compile(r"(\d{1,2})(?:-?(?:е|го|ое|st|nd|rd|th))?")


def yes_or_no(text: str) -> bool | None:
    """True and False for a bare yes and no; None for everything else."""
    word = fold(text).strip(" .,!…")
    if word in _YES:
        return True
    first, _, rest = word.replace(",", " ").partition(" ")
    taken_back = (first in _NO and rest.strip() in _BESIDE_NO) or word in _BESIDE_NO
    return False if word in _NO or taken_back else None


def number(text: str, count: int) -> int | None:
    """Which of `count` options is meant, from 1, where the text is nothing but that: "2", «вторую», "the last one"."""
    told = [word for word in fold(text).strip(" .,!)#№").split() if word not in _AROUND_A_NUMBER]
    if len(told) != 1:
        return None
    if told[0].isdecimal() and len(told[0]) == 1:
        return int(told[0])
    known = words(told[0])
    for meant, said in _ORDINALS.items():
        if known and known[0].forms & said:
            return meant if meant > 0 else count
    return None


def named(text: str, options: Sequence[Thing]) -> int | None:
    """Which option a text names, from 0, in any case ending, in full or in part: «в личном кабинете», «кабинет».

    None where it names none or several, or says anything besides: then it is no answer.
    """
    exact = [n for n, option in enumerate(options) if fold(option.name) == fold(text).strip(" .,!")]
    if len(exact) == 1:
        return exact[0]
    found = Names(tuple(options)).mentions(text)
    told = [w for w in words(fold(text)) if not any(m.start <= w.start < m.end for m in found)]
    if len(found) != 1 or len(found[0].things) != 1 or any(w.text not in _AROUND_A_NAME for w in told):
        return None
    return options.index(found[0].things[0])


def name_told(text: str) -> str:
    """The new name that a text consists of: «Кэшбэк», «назови её Кэшбэк»; nothing where it tells something else."""
    name = clean_name(_LEADS_IN.sub("", text.strip()))
    first = fold(name).replace(",", " ").split()[:1]
    told = "?" in text or "\n" in text or len(name.split()) > _LONGEST_NAME or not first or first[0] in _NO_NAMES
    return "" if told else name


def refuses(text: str) -> bool:
    """It begins with a no, whatever follows: what was asked is not to be done by a later yes."""
    return fold(text).replace(",", " ").split()[:1] in ([word] for word in _NO)


def another_day(text: str, today: dt.date, asked: dt.date | None = None) -> dt.date | dates.Shift | BadDate | None:
    """The day, or the move by some days, that a text consists of; None for a text that says anything else.

    A bare number is a day of the month that was `asked` about, else the next such day.
    """
    found, shift = dates.find_dates(text, today), dates.find_shift(text)
    if shift is not None and not _says_more(text, shift.start, shift.end):
        return shift
    number = _BARE_DAY.search(text)
    if number is not None and not _says_more(text, number.start(), number.end()):
        return _of_month(int(number.group(1)), today, asked) or BadDate("", "impossible", number.group())
    if len(found) != 1 or _says_more(text, found[0].start, found[0].end):
        return None
    day = found[0]
    return BadDate("", day.problem, text[day.start : day.end]) if day.problem else day.value


def _says_more(text: str, start: int, end: int) -> bool:
    around = re.findall(r"[\w'-]+", fold(f"{text[:start]} {text[end:]}"))
    return any(word not in _AROUND_A_DAY for word in around)


def _of_month(number: int, today: dt.date, asked: dt.date | None) -> dt.date | None:
    """The day of this number in the month of `asked`, else the first one that is not past; None where there is none."""
    if number > _LAST_OF_MONTH:
        return None
    first = (asked or today).replace(day=1)
    for _ in range(12):
        try:
            day = first.replace(day=number)
        except ValueError:
            day = None
        if day is not None and day >= today:
            return day
        first = (first + dt.timedelta(days=31)).replace(day=1)
    return None
