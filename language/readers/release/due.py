"""When a release is to come out, in words that move nothing: «2.1 → 8 апреля», "1.4 needs to go out on Jan 22".

It only asks whether the release is to be moved there, and so takes any way of telling a release and its day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from language.dates import DateMention
from language.draft import Draft, as_named
from language.folding import fold
from language.guards import keeps_from
from language.guards.questions import asked
from language.names import Mention
from language.readers.release.places import INTO
from language.readers.release.target_day import denied_words, target_day
from language.readers.status.because import marked_reason, unmarked_reason
from language.sentence import Sentence
from language.words import CYRILLIC

# What a release does on its day, and what is said of the day; in English by the word, for "went out" tells of before.
_COMES = frozenset(
    "ship ships shipping go goes going out come comes coming land lands landing launch launches launching release "
    "releases releasing due eta aim aiming target targets targeting deadline date needs need must should will gets get "
    "planned plan planning scheduled schedule slated set put make move live store stores both new now changes change "
    "moves has have ought gonna rolls roll rolling out's s wrong incorrect outdated fix correct actual".split()
)
_COMES_FORMS = frozenset(
    "выйти выходить релизиться зарелизиться релизить зарелизить выкатывать выкатить выкатиться выкатываться катить "
    "планировать планироваться запланировать намечать наметить намечен запланирован ставить поставить быть срок дата "
    "дедлайн новый теперь должен пусть состояться назначить перетащить перетаскивать тащить стартовать целиться "
    "выпускать выпустить выпускаться запускать запустить запускаться релиз версия стать давай менять поменять сменить "
    "изменить у поставка неправильный неверный неправильно неверно исправить исправлять поправить".split()
)
# Beside a day these say that it is another one than before.
_OTHERWISE = frozenset("instead later earlier rather then sooner позже раньше тогда лучше".split())
_NO_TELLING = frozenset("was were had did would could can may might бы don't never doesn't won't isn't".split())
_IS_NOW = frozenset({"стал", "стала", "стало"})
_AT_HAND = dt.timedelta(days=1)
_TO_IT = re.compile(
    r"[\s,]*(?:(?:давай(?:те)?|лучше|тогда|пожалуйста|плиз|please|then|rather|let['’]?s\s+(?:do|say|make\s+it))[\s,]+)*"
    r"(?:[:,—–-]|->|→|=>)?\s*(?:(?:на|к|до|for|on|to|by|at)\s+)?(?:the\s+)?"
)


def read_due(s: Sentence, releases: Sequence[Mention]) -> Draft | None:
    """The release and its day, and perhaps why."""
    day = target_day(s)
    if day is None or s.shift is not None or len({release.things for release in releases}) != 1 or asked(s):
        return None
    release = releases[0]
    denied = denied_words(s)
    end = max(release.end, day.end, *(s.words[n].end for n in denied))
    head = [n for n, word in enumerate(s.words) if word.start < end and n not in denied]
    if _is_at_hand(s, day) or INTO.search(fold(s.text[: release.start])) or not _is_told(s, release, day, head):
        return None
    rest = s.text[end:]
    marked = marked_reason(rest)
    slots: dict[str, object] = {"release": as_named(s, "release", release), "date": day}
    if not all(_is_explained(s, n) for n in range(head[-1] + 1, len(s.words)) if n not in denied):
        reason = marked or unmarked_reason(rest)
        if reason is None:
            return None
        slots["reason"] = reason
    kept = keeps_from(s, head[0], head[-1], imperative=True, until=head[-1] + 1 if marked else None)
    return Draft("a release and its day", "release_move", slots, "ru" if CYRILLIC.search(fold(s.text)) else "en", kept)


def _is_at_hand(s: Sentence, day: DateMention) -> bool:
    """«релиз 2.0 выпускаем завтра» tells what is going on."""
    return day.value is not None and abs(day.value - s.today) <= _AT_HAND


def _is_told(s: Sentence, release: Mention, day: DateMention, head: Sequence[int]) -> bool:
    """Every word up to there belongs to it, and one says that it comes out or is due; or only «→» stands between."""
    if not all(_is_explained(s, n) for n in head) or any(s.words[n].text in _NO_TELLING for n in head):
        return False
    between = fold(s.text[release.end : day.start])
    joined = bool(between.strip()) and _TO_IT.fullmatch(between) is not None
    return joined or any(_comes(s, n) for n in head)


def _is_explained(s: Sentence, number: int) -> bool:
    return (
        s.plain(number) or s.is_named(number) or _comes(s, number) or s.words[number].text in _OTHERWISE
    ) and not _is_past(s, number)


def _comes(s: Sentence, number: int) -> bool:
    return s.words[number].text in _COMES or bool(s.words[number].forms & _COMES_FORMS)


def _is_past(s: Sentence, number: int) -> bool:
    """«v2.0 вышел 5 марта» tells; «было 31.01, стало 28.02» sets another day."""
    return {"VERB", "past"} <= s.words[number].marks and s.words[number].text not in _IS_NOW
