"""A status of another time: what was so once («была в работе»), what is so after one thing more («пара правок и …»)."""

from __future__ import annotations

from itertools import pairwise

from language.sentence import Sentence
from language.taken_back.overtaken import is_conceded
from language.vocabulary import STATUSES, Cue

_WAS = frozenset("был была было были was were".split())
_STATES = frozenset("в на under in on active being ongoing up wip".split())
_BEFORE_THAT = (["до", "этого"], ["до", "того"], ["перед", "этим"], ["before", "that"], ["before", "this"])
_LEADS = frozenset("а но и and but it она он".split())
_NOW = frozenset("теперь сейчас now".split())
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
_THEN = frozenset("и а но потом тут же сразу затем".split())
_UNDOING = frozenset("вернуть передумать переоткрыть откатить восстановить".split())
_BEFORE_IT = 2
_ARTICLES = frozenset("the our this that фича фичу фичи feature".split())
_WHO = frozenset("i we you they he she it мы я вы ты они он она её ее его".split())


def was_once(s: Sentence, cue: Cue) -> bool:
    """«была в работе», "was blocked last week", «была заблокирована два дня»: a state that is told of as gone by.

    «была отменена», "was picked up yesterday" tell what happened and stays.
    """
    start, end = s.segment(cue.first)
    opening = [word.text for word in s.words[start : start + 2]]
    if _is_last_time(s, cue) or opening in _BEFORE_THAT:  # «в работе, до этого висела в блоке»
        return True
    before = [word.text for word in s.words[max(0, cue.first - _BEFORE_IT) : cue.first]]
    if {"VERB", "past", "impf"} <= s.words[cue.first].marks and _is_otherwise_now(s, cue, end):
        return True  # «ещё буксовала, а теперь готова»
    return bool(_WAS & set(before)) and (_is_otherwise_now(s, cue, end) or _is_state_gone_by(s, cue, start, end))


def _is_state_gone_by(s: Sentence, cue: Cue, start: int, end: int) -> bool:
    """«была в работе», "was blocked last week"."""
    if any(word.text in _EARLIER for word in s.words[start:end]):
        return cue.kind in ("in_progress", "blocked")
    if cue.kind == "in_progress":
        return s.words[cue.first].text in _STATES
    if cue.kind != "blocked":
        return False
    following = s.words[cue.last + 1].text if cue.last + 1 < len(s.words) else ""
    return s.period() is not None or following in _LASTED


def _is_otherwise_now(s: Sentence, cue: Cue, end: int) -> bool:
    """«была отменена, теперь снова в работе», "was cancelled, now back in progress"."""
    while end < len(s.words) and s.words[end].text in _LEADS:
        end += 1
    if end >= len(s.words) or s.words[end].text not in _NOW:
        return False
    _, last = s.segment(end)
    return any(end < c.first < last and c.kind != cue.kind for c in s.all(*STATUSES))


def _is_last_time(s: Sentence, cue: Cue) -> bool:
    """ "last time login was blocked we lost a week", «в прошлый раз …»."""
    start, _ = s.hard_segment(cue.first)
    words = s.words[start : cue.first]
    return any(one.text in _LAST and other.text in _TIME for one, other in pairwise(words))


def is_gone_by(s: Sentence, cue: Cue) -> bool:
    """What it was is told of as no more so: it was so once, was taken back or was only thought."""
    return was_once(s, cue) or was_undone(s, cue) or is_conceded(s, cue.first)


def was_undone(s: Sentence, cue: Cue) -> bool:
    """«отменили и вернули», «закрыли, но потом передумали»: the step was taken back at once."""
    if not {"VERB", "past"} <= s.words[cue.last].marks:
        return False
    _, end = s.hard_segment(cue.last)
    joint = cue.last + 1
    while joint < end and (s.is_named(joint) or s.words[joint].text in _ARTICLES):
        joint += 1
    behind = joint
    while behind < end and s.words[behind].text in _THEN:
        behind += 1
    return joint < behind < end and bool(s.words[behind].forms & _UNDOING) and "past" in s.words[behind].marks


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
