"""A step told for a day to come: it is done at once or not at all, so the day must not be dropped in silence."""

from __future__ import annotations

from language.names import Mention
from language.sentence import Sentence
from language.words import DENIALS, Word

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_GONE_BY = frozenset("last since past until till from".split())
_SINCE = frozenset({"с", "со", "since"})
_UNTIL = frozenset({"до", "until", "till"})
_NOW = frozenset("сегодня сейчас today now".split())
_ONCE = frozenset("was were got had did".split())
_AS = frozenset("as is are be get gets to being".split())
_PAST = frozenset("began went took got came left".split())


def is_for_later(s: Sentence, mention: Mention, end: int, *, holds: bool) -> bool:
    """A day to come, or "next week", stands in the clause of the thing that is spoken of, before position `end`.

    What was done «в пятницу» was done on the last one; what `holds` something may be told its end («до пятницы»).
    """
    first, last = s.segment(s.index(mention.start))
    if _is_past(s, first, last):
        return False
    if any(s.words[n].text in _NOW and s.words[n - 1].text in DENIALS for n in range(first + 1, last)):
        return True  # «не сегодня, а завтра»
    for day in s.days():
        number = s.index(day.prep_start)
        if not first <= number < last or day.start >= end or day.value is None or day.value <= s.today:
            continue
        if number and s.words[number - 1].text in DENIALS:
            continue  # «сейчас, а не первого марта»
        before = s.words[number].text
        since = before in _SINCE and day.start > mention.end and not _is_ordered(s, first, last)
        if not since and not (holds and before in _UNTIL):
            return True
    begins = [n for n in range(first, last) if s.words[n].text in _FROM and s.words[n].start < end]
    if any(_is_from_then(s, n, first, last) for n in begins):
        return True
    if any(s.words[n].text in _WEEKDAYS and _is_bare(s, n) for n in range(first, last) if s.words[n].start < end):
        return True  # "login starts monday"
    cues = [c for c in s.all("later_") if first <= c.first < last and s.words[c.first].start < end]
    return any(not any(o.covers(c) for o in s.cues) for c in cues)


def _is_from_then(s: Sentence, number: int, first: int, last: int) -> bool:
    """«с понедельника берём вход в работу», «после праздников закрываем»: what we do from then on, not now."""
    if s.mention_of(s.words[number]) or not any(map(_is_our_step, s.words[first:last])):
        return False
    behind = s.words[number + 1 : min(last, number + 1 + _FAR)]
    when = next((n for n, word in enumerate(behind) if word.forms & _STARTS and word.marks & {"gent", "ablt"}), None)
    return when is not None and not any(word.forms & _OF_NOW for word in behind[: when + 1])


def _is_our_step(word: Word) -> bool:
    return {"VERB", "1per"} <= word.marks and "impr" not in word.marks


_FROM = frozenset({"с", "со", "после"})
_FAR = 3  # words: «с первого числа следующего»
_STARTS = frozenset(
    "понедельник вторник среда четверг пятница суббота воскресенье январь февраль март апрель май июнь июль август "
    "сентябрь октябрь ноябрь декабрь спринт год месяц квартал неделя полугодие число праздник выходной отпуск каникулы "
    "релиз весна лето осень зима".split()
)
_OF_NOW = frozenset("сегодняшний этот текущий нынешний тот сегодня прошлый вчерашний самый".split())


def _is_bare(s: Sentence, number: int) -> bool:
    before = s.words[number - 1].text if number else ""
    return not s.is_named(number) and before not in _GONE_BY


def _is_ordered(s: Sentence, first: int, last: int) -> bool:
    return any({"impr", "VERB"} <= word.marks for word in s.words[first:last])


def _is_past(s: Sentence, first: int, last: int) -> bool:
    """«закрыли в пятницу», "was finished on Friday"."""
    for number in range(first, last):
        word = s.words[number]
        if "past" in word.marks and not s.is_named(number):
            return True
        if word.text in _ONCE | _PAST:
            return True
        told = word.text.isascii() and word.text.endswith("ed") and not s.is_named(number)
        if told and not (number > 0 and s.words[number - 1].text in _AS):
            return True
    return False
