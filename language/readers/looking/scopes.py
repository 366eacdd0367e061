"""What a question is limited to: «в личном кабинете», «у Марии», «что сделала Мария», «кроме переводов»."""

from __future__ import annotations

from typing import Any

from language.dates import DateMention, Period
from language.draft import as_named
from language.readers.people.speaker import asked_of_speaker
from language.sentence import Sentence
from language.words import PERSONAL, readings

_LEAVING_OUT = frozenset("кроме помимо except besides excluding without".split())
_BEFORE_A_PERSON = frozenset("у от by for of with".split())
_NO_PERSON = frozenset("i me us them it him her you".split())


def scope(s: Sentence) -> dict[str, Any]:
    """The slots that limit an answer, and what was said of it but can't be kept to (`unheard`)."""
    slots: dict[str, Any] = {**place(s)}
    if person := person_in(s) or asked_of_speaker(s):
        slots["person"] = person
    if unheard := _unheard(s):
        slots["unheard"] = unheard
    return slots


def whose(s: Sentence) -> dict[str, object]:
    """«фичи Тимура Ахметова», "features of Olga Kim"; of a team nothing is kept to, and that is told."""
    if person := person_in(s):
        return {"person": person}
    return {"unheard": unheard} if (unheard := _unheard(s)) else {}


def place(s: Sentence) -> dict[str, object]:
    """The project that is asked about, if any."""
    projects = s.of("project")
    return {"project": as_named(s, "project", projects[0])} if projects else {}


def everywhere(s: Sentence) -> dict[str, object]:
    """«по всем проектам», "across all projects": wherever one is."""
    return {"everywhere": "1"} if s.has("everywhere") else {}


def over(s: Sentence) -> dict[str, object]:
    """The days that are asked about, if any."""
    period = s.period() or next((_that_day(day) for day in s.days() if day.value), None)
    return {"period": period} if period else {}


def _that_day(day: DateMention) -> Period:
    """A day gone by is no mistake where one asks what was; «в пятницу» is then the last one, which the answer sees."""
    assert day.value is not None  # noqa: S101  # whoever calls has looked
    return Period(day.start, day.end, day.value, day.value, "day")


def person_in(s: Sentence) -> str:
    """A person's name in its dictionary case, or nothing: «у Марии Петровой» is Мария Петрова."""
    first = next((n for n in range(len(s.words)) if _is_person(s, n)), None)
    if first is None:
        return ""
    last = first
    while last + 1 < len(s.words) and _goes_on(s, last):
        last += 1
    return " ".join(_nominative(s, n) for n in range(first, last + 1))


def _is_person(s: Sentence, number: int) -> bool:
    """A capital letter where none is needed, or «у марии»: and the dictionary, or what stands before it, says so."""
    word = s.words[number]
    capital = s.text[word.start].isupper() and number > 0
    if not word.text.isalpha() or s.meant(number) or word.text in _NO_PERSON:
        return False
    led_in = number > 0 and s.words[number - 1].text in _BEFORE_A_PERSON
    if word.text.isascii():
        possessive = s.text[word.end : word.end + 2] in ("'s", "’s")
        return capital and (led_in or possessive or s.has("did_", "busy_"))
    known = bool(PERSONAL & set(map(str, readings(word.text)[0].tag.grammemes)))
    return known and (capital or led_in)


def _goes_on(s: Sentence, last: int) -> bool:
    """The next word is a part of the name: «Марии Петровой»."""
    following = s.words[last + 1]
    return s.text[following.start].isupper() and not s.meant(last + 1) and following.start == s.words[last].end + 1


def _nominative(s: Sentence, number: int) -> str:
    word = s.words[number]
    found = [p for p in readings(word.text) if PERSONAL & set(map(str, p.tag.grammemes))]
    form = found[0].inflect({"nomn", "sing"}) if found and not word.text.isascii() else None
    return str(form.word).title() if form else s.text[word.start : word.end]


def _unheard(s: Sentence) -> str:
    """What the answer can't keep to: it has to say so."""
    for number, word in enumerate(s.words):
        if word.text in _LEAVING_OUT and number + 1 < len(s.words):
            return _to_the_end(s, number)
    team = s.first("team")
    return _to_the_end(s, team.first) if team else ""


def _to_the_end(s: Sentence, first: int) -> str:
    _, past = s.segment(first)
    return s.text[s.words[first].start : s.words[past - 1].end]
