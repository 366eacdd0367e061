"""An order that is only repeated, with who said it and to whom: «верни как было, просила я парикмахершу»."""

from __future__ import annotations

from language.disowned.telling import Telling
from language.vocabulary import Cue

_SAYS = frozenset(
    "говорить сказать крикнуть кричать просить попросить умолять требовать велеть приказать написать писать шептать "
    "шепнуть твердить повторять ответить бросить буркнуть рявкнуть орать".split()
)
_SPEAKERS = frozenset("я мы он она они".split())
_HEARERS = frozenset("себе ему ей им друг".split())
_RADAR = frozenset("бот радар ты вы".split())
_IT = frozenset("ее его их это этого".split())
_BEHIND = 3  # words from who says it to whom it is said
_KINDS = ("undo", "redo", "back", "back_again", "unmake")


def is_told_to_somebody(told: Telling) -> bool:
    """The verb stands before its subject, as behind somebody's words: «отмени, я мужу сказала» tells why."""
    s = told.sentence
    if not s.has("hearsay", "wish", "speak", "tell_", "source") and not any(w.forms & _SAYS for w in s.words):
        return False
    orders = [c for c in (*told.acts(), *s.all(*_KINDS)) if "impr" in s.words[c.first].marks]
    return bool(orders) and _is_reported(told, min(orders, key=lambda c: c.first))


def _is_reported(told: Telling, order: Cue) -> bool:
    s = told.sentence
    for verb in range(order.last + 1, len(s.words) - 1):
        word, speaker = s.words[verb], s.words[verb + 1]
        if not (word.forms & _SAYS and "VERB" in word.marks and word.marks & {"past", "pres"}) or s.is_named(verb):
            continue
        if s.words[verb - 1].text in _IT:
            continue  # «заведи фичу X, её просил Игорь» tells who wants it
        if s.pause_before(verb + 1) or "?" in s.text[: word.start] or told.orders_behind(verb + 1):
            continue
        by_me = speaker.text in _SPEAKERS
        by_others = {"NOUN", "nomn", "anim"} <= speaker.marks and not by_me and not s.pause_before(verb)
        hears = any(_hears(told, n) for n in range(verb + 2, min(len(s.words), verb + 2 + _BEHIND)))
        if (by_me and hears) or (by_others and ("past" in word.marks or hears)):
            return True
    return _is_so_said(told, order)


def _hears(told: Telling, number: int) -> bool:
    s = told.sentence
    word = s.words[number]
    if word.forms & _RADAR or s.is_named(number):
        return False
    somebody = "NOUN" in word.marks and bool(word.marks & {"datv", "accs"}) and bool(word.marks & {"anim", "femn"})
    return word.text in _HEARERS or somebody


def _is_so_said(told: Telling, order: Cue) -> bool:
    """«повтори отменённое — так учитель говорил»."""
    s = told.sentence
    so = next((n for n in range(order.last + 1, len(s.words) - 1) if s.words[n].text == "так"), None)
    if so is None or not s.pause_before(so):
        return False
    _, end = s.segment(so)
    told_by = s.words[so + 1 : end]
    said = any(word.forms & _SAYS and "past" in word.marks for word in told_by)
    return said and any({"NOUN", "nomn", "anim"} <= word.marks for word in told_by)
