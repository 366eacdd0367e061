"""What is said and at once said otherwise: «на 1 марта, нет, на 8-е», "Savings goals, no wait, call it Pots"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Protocol, TypeVar

from language.dates import DateMention, Period
from language.taken_back.echoed import without_echoed

_WORD = (
    r"(?:ой|не так|точнее|вернее|поправка|стоп|пардон|оговорился|оговорилась|упс|oops|no wait|wait no"
    r"|погоди(?:те)?|подожди(?:те)?|постой(?:те)?|hold on|hang on"
    r"|no s(?:or)?ry|s(?:or)?ry no|s(?:or)?ry|wait|i mean|i meant|scratch that|strike that|correction"
    r"|or rather|rather(?=\s*,)"
    r"|make that|actually no|my bad)"
)
_NO = r"(?:нет|не|а лучше|лучше|хотя нет|а нет|хотя|no|nah|nope|not|actually|то есть)"
_JOINT = r"[\s,.;…!—–-]+"
_LEADS = (
    r"(?:(?:давай|пусть(?:\s+(?:она|он|оно))?(?:\s+будет)?|назови(?:\s+(?:её|ее|его))?|запиши|это"
    r"|call it|name it|make it|let's say|it's|to be)\b[\s,:—–-]*)*"
)
# What nobody says in a name; the other words only correct behind a pause: "Join wait list", «Кнопка стоп лифта».
_PLAIN = (
    r"(?:ой|упс|тьфу|пардон|оговорился|оговорилась|oops|no wait|wait no|no s(?:or)?ry|s(?:or)?ry no|i mean|i meant"
    r"|scratch that"
    r"|strike that|or rather|actually no|my bad|вернее|или\s+лучше|no\s+actually|actually\s+(?:make|call|name)\s+it"
    r"|нет\s+(?:лучше|точнее|давай|пусть|(?:погоди|подожди|постой)(?:те)?|стоп)|no\s+call\s+it)"
)
_PAUSE = r"(?:[,.;…!»”\"]\s*|\s[—–-]+\s*)"
_OTHERWISE = re.compile(
    rf"(?:{_PAUSE}(?:{_NO}{_JOINT})*{_WORD}|\s(?:{_NO}\s+)*{_PLAIN})\b(?:{_JOINT}(?:{_NO}|{_WORD})\b)*{_JOINT}{_LEADS}"
    rf"|{_PAUSE}{_NO}\s*,\s*(?:(?:{_NO}|{_WORD})\b{_JOINT})*{_LEADS}",
    re.IGNORECASE,
)
# Said with an apology; before other things than a day it may only be polite: «вход готов, извини за задержку».
APOLOGY = (
    r"(?:виноват(?:а|ы)?|(?:прошу|прошу меня|дико|тысяча) (?:прощения|извиняюсь|извинений)|извини(?:те|юсь)?"
    r"|прости(?:те)?|сор(?:р?и|ян|яныч)|каюсь"
    r"|(?:я )?не т(?:о|у|от)(?: (?:дату|день|число))? (?:сказала?|написала?|назвала?)"
    r"|моя ошибка|описал(?:ся|ась)|опечат(?:ка|ался|алась)|перепутала?"
    r"|(?:i )?(?:do )?beg your pardon|pardon(?: me)?|(?:my )?apologies|i apologi[sz]e|i'm sorry|so sorry|excuse me|typo"
    r"|wrong (?:date|day)|i meant to (?:say|write))"
)
# What stands between two days or versions of which the second is meant.
_HALTS = (
    r"(?:подожди(?:те)?|погоди(?:те)?|постой(?:те)?|блин|тьфу|в смысле|ошиб(?:ся|лась)|все-таки|всё-таки|имела? в виду"
    r"|хотела? сказать|hold on|hang on|whoops|i misspoke|my mistake|stop)"
)
_RATHER = (
    r"(?:давай(?:те)?|пусть будет|должно быть|make it|let['’]?s make it|that should be|it should be|rather|better"
    r"|а|but|oh|well|so|ok|okay|ох|эх|ну)"
)
_BETWEEN = re.compile(
    rf"[\s,.;:…!(—–-]*(?:(?:{APOLOGY}|{_NO}|{_WORD}|{_HALTS}|{_RATHER})\b[\s,.;:…!—–-]*)+"
    r"(?:(?:на|к|до|в|по|to|on|for|by|the|until|till)\b\s*)*",
    re.IGNORECASE,
)


# «стоп, не Сторис, а Истории»
_ENDS_DENYING = re.compile(r"\b(?:не|not)[\s,]*$", re.IGNORECASE)
_INSTEAD = re.compile(r"[^,.;]+?(?:,\s*(?:а|but)|\s+but)\s+", re.IGNORECASE)
# «не на 1 марта, а на 8-е»
_DENIED = re.compile(r"\b(?:не|not)\s+(?:(?:на|к|до|в|to|on|for|by|the)\s+)*$", re.IGNORECASE)


# «с 1 марта на 15-е», «было 1 марта, стало 15-е», "from March 1 to the 15th"
_TO_ANOTHER = re.compile(
    r"[\s,.;:—–>-]*(?:(?:(?:пере|с|за|ото|подо)?двига(?:ем|ю|й|йте|ется|ть)|(?:пере|с|подо)?двин\w+|перенос\w+|перенес\w+|переезжа\w+|mov(?:e|es|ed|ing)|push(?:ed|ing)?"
    r"|на|до|к|а|и|and|v?\d+(?:\.\d+)+|стал[ао]?|станет|будет|теперь|to|till|until|now|but|is|it's|should|be|the)\b"
    r"[\s,.;:—–>-]*){1,4}",
    re.IGNORECASE,
)


class Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)
Moment = DateMention | Period
_BARE_DAY = re.compile(
    r"(?:the\s+)?\d{1,2}(?:-?\w{1,2})?|(?:двадцать\s+|тридцать\s+)?\w+(?:ое|ье|ого|ьего)", re.IGNORECASE
)


def said_last(text: str) -> str:
    """A name or a person as it was said last: what stands before «ой, точнее», "no wait" is set aside."""
    text = without_echoed(text)
    found = None
    for found in _OTHERWISE.finditer(text):  # noqa: B007  # the last one is wanted
        pass
    if found is None or found.start() == 0:
        return text
    rest = text[found.end() :]
    if (instead := _INSTEAD.match(rest)) and _ENDS_DENYING.search(found.group()):
        rest = rest[instead.end() :]
    return rest if any(map(str.isalnum, rest)) else text


def listed_last(text: str) -> str:
    """A list in which the last thing before "no, sorry" is said otherwise: "Design, QA, sorry, iOS"."""
    found = _OTHERWISE.search(text)
    if found is None or not any(map(str.isalnum, text[: found.start()])):
        return text
    before, rest = text[: found.start()].split(","), listed_last(text[found.end() :])
    return ",".join([*before[:-1], f" {rest}" if before[:-1] else rest])


def without_corrected(text: str, found: Sequence[P]) -> list[P]:
    """The moments or numbers of a text without those that are said otherwise right behind."""
    kept = [one for one, other in pairwise(found) if not _is_set_aside(text, one, other)]
    return [*kept, *found[-1:]]


def with_borrowed_month(text: str, kept: Sequence[Moment], told: Sequence[Moment]) -> list[Moment]:
    """«на первое марта… стоп, на пятое»: a bare number is a day of the month that was told before it."""
    return [_borrowing(text, moment, told[at - 1]) if (at := told.index(moment)) else moment for moment in kept]


def _borrowing(text: str, moment: Moment, before: Moment) -> Moment:
    if isinstance(before, Period) and before.label == "since":
        return _of_its_month(text, moment, before)
    if not (isinstance(moment, DateMention) and isinstance(before, DateMention)):
        return moment
    follows = _is_set_aside(text, before, moment) or _TO_ANOTHER.fullmatch(text, before.end, moment.start)
    bare = _BARE_DAY.fullmatch(text[moment.start : moment.end]) and follows
    if not bare or moment.value is None or before.value is None:
        return moment
    with suppress(ValueError):
        return replace(moment, value=before.value.replace(day=moment.value.day), problem=before.problem)
    return moment


def _of_its_month(text: str, moment: Moment, before: Period) -> Moment:
    """«с 15 февраля двигаем на 22-е»: where it moves from reads like a time since then."""
    bare = isinstance(moment, DateMention) and _BARE_DAY.fullmatch(text[moment.start : moment.end])
    if not (bare and isinstance(moment, DateMention) and moment.value):
        return moment
    if not _TO_ANOTHER.fullmatch(text, before.end, moment.start):
        return moment
    with suppress(ValueError):
        day = moment.value.replace(month=before.since.month, year=before.until.year)
        return replace(moment, value=day if day >= before.until else day.replace(year=day.year + 1))
    return moment


def _is_set_aside(text: str, one: Placed, other: Placed) -> bool:
    if _DENIED.search(text[one.end : other.start]):
        return False  # "January 22, not December 20", «1 марта, а не 15 февраля»
    return bool(_BETWEEN.fullmatch(text, one.end, other.start) or _DENIED.search(text[: one.start]))
