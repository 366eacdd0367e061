"""A status of another time: what was so once («была в работе»), what is so after one thing more («пара правок и …»)."""

from __future__ import annotations

from itertools import pairwise

from language.sentence import Sentence
from language.vocabulary import Cue

_WAS = frozenset("был была было были was were".split())
_STATES = frozenset("в на under in on active being ongoing up wip".split())
_LASTED = frozenset(
    "два две три пару пять несколько целый весь всю for когда пока when while until till before".split()
)
_LAST = frozenset("last прошлый тот".split())
_TIME = frozenset("time раз".split())
_EARLIER = frozenset("раньше прежде previously earlier formerly".split())
_FEW = frozenset(
    "пара пару ещё еще один одна одно одну два две три четыре пять последний последняя последнее немного "
    "one two three four five another couple few last".split()
)
_JOINED = frozenset("и and".split())
_AFTER = frozenset({"после", "after"})
_BEFORE_IT = 2
_ARTICLES = frozenset("the our this that фича фичу фичи feature".split())
_WHO = frozenset("i we you they he she it мы я вы ты они он она её ее его".split())


def was_once(s: Sentence, cue: Cue) -> bool:
    """«была в работе», "was blocked last week", «была заблокирована два дня»: a state that is told of as gone by.

    «была отменена», "was picked up yesterday" tell what happened and stays.
    """
    if _is_last_time(s, cue):
        return True
    before = [word.text for word in s.words[max(0, cue.first - _BEFORE_IT) : cue.first]]
    if not _WAS & set(before):
        return False
    start, end = s.segment(cue.first)
    if any(word.text in _EARLIER for word in s.words[start:end]):
        return cue.kind in ("in_progress", "blocked")
    if cue.kind == "in_progress":
        return s.words[cue.first].text in _STATES
    if cue.kind != "blocked":
        return False
    following = s.words[cue.last + 1].text if cue.last + 1 < len(s.words) else ""
    return s.period() is not None or following in _LASTED


def _is_last_time(s: Sentence, cue: Cue) -> bool:
    """ "last time login was blocked we lost a week", «в прошлый раз …»."""
    start, _ = s.hard_segment(cue.first)
    words = s.words[start : cue.first]
    return any(one.text in _LAST and other.text in _TIME for one, other in pairwise(words))


def waits_its_turn(s: Sentence, cue: Cue) -> bool:
    """«делаем после тёмной темы», "started after onboarding": another feature comes first."""
    start, end = s.segment(cue.first)
    return any(start < s.index(m.start) < end and s.words[s.index(m.start) - 1].text in _AFTER for m in s.of("feature"))


def before_it_is(s: Sentence, cue: Cue) -> bool:
    """ "before dark theme is done", "until we close it", «прежде чем закрыть вход»: it is not so yet."""
    start, _ = s.segment(cue.first)
    said = s.all("preface_")  # "before I forget"
    before = [c for c in s.all("before_") if not any(p.covers(c) for p in said)]
    return any(start <= c.first < cue.first and _opens_a_clause(s, c, cue.first) for c in before)


def _opens_a_clause(s: Sentence, before: Cue, told: int) -> bool:
    """A feature, a person or the step itself follows; "before lunch" tells a time, "before" alone what was earlier."""
    number = before.last + 1
    while number < told and s.words[number].text in _ARTICLES:
        number += 1
    named = any(m.of("feature") and m.start <= s.words[number].start < m.end for m in s.mentions)
    return number == told or named or s.words[number].text in _WHO


def after_more(s: Sentence, cue: Cue) -> bool:
    """«пара правок и тёмная тема готова», "two more screens and it is done": something is still to come before."""
    start, _ = s.hard_segment(cue.first)
    opening = next((n for n in range(start, cue.first) if not s.plain(n) or s.words[n].text in _FEW), None)
    if opening is None or not (s.words[opening].text in _FEW or s.words[opening].text.isdecimal()):
        return False
    first = min((s.index(m.start) for m in s.mentions if s.index(m.start) <= cue.first), default=cue.first)
    joint = next((n for n in range(opening + 1, first + 1) if s.words[n].text in _JOINED), None)
    return joint is not None and any(not s.meant(n) for n in range(opening + 1, joint))
