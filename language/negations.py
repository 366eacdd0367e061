"""What is denied: «не отменяй вход», "dark theme isn't done", «в работу не берём»."""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import BUT

_NEAR = 4  # words between a negation and what it negates
NOWHERE = range(0)


def negated(s: Sentence, first: int, last: int, *, imperative: bool, why: range = NOWHERE) -> bool:
    """A negation stands right before an order, or a few words before an assertion in the same clause."""
    start, _ = s.segment(first)
    phrases = [c for c in s.cues if c.kind in _SAYS_IT_ALL and c.last > c.first]  # and "can't believe"
    for cue in s.all("no_"):
        if first <= cue.first <= last or cue.first in why or any(c.first <= cue.first <= c.last for c in phrases):
            continue
        if _is_lacking(s, cue) or _is_hurried(s, cue, first) or _is_of_a_status_before(s, cue, first):
            continue
        if s.said(cue) == "neither" and cue.first == last + 1:
            return True  # "close neither login nor signup"
        distance = first - cue.last - 1
        apart = s.breaks(s.words[min(cue.last, last)].end, s.words[max(cue.first, first)].start)
        if apart or any(word.text in BUT for word in s.words[cue.last + 1 : first]):
            continue  # «не готов а в работе»
        if imperative and (distance == 0 or _is_denied_past_an_adverb(s, cue, first)):
            return True
        if _is_denied_behind(s, cue, first, last, imperative):
            return True
        if not imperative and start <= cue.first < first and distance <= _NEAR:
            return True
    return False


def _is_of_a_status_before(s: Sentence, cue: Cue, first: int) -> bool:
    """ "it's not cancelled it's blocked", «не отменена она заблокирована»: another status right behind is denied."""
    denied = next((c for c in s.all(*STATUSES) if c.first == cue.last + 1 and c.last < first), None)
    return denied is not None and any(c.first > denied.last for c in s.all("pronoun") if c.first < first)


def _is_denied_past_an_adverb(s: Sentence, cue: Cue, first: int) -> bool:
    """ "we can't just delete login", «нельзя просто взять и удалить»; "no just delete it" orders."""
    denies = s.said(cue).endswith(("n't", "not", "cant", "нельзя", "не"))
    between = s.words[cue.last + 1 : first]
    return denies and bool(between) and all(word.text in _ADVERBS for word in between)


_ADVERBS = frozenset("just simply really even ever actually ever-so просто так вот взять и".split())


def _is_lacking(s: Sentence, cue: Cue) -> bool:
    """«тестовых телефонов нет вход встал»: what there is none of stands before the «нет»."""
    before = s.words[cue.first - 1] if cue.first else None
    return (
        before is not None and s.said(cue) == "нет" and {"NOUN", "gent"} <= before.marks and not s.meant(cue.first - 1)
    )


def _is_hurried(s: Sentence, cue: Cue, first: int) -> bool:
    """«не успеваем уведомления переезжают в 2.1»: a verb of its own is denied, and tells why."""
    return {"VERB"} <= s.words[first].marks and any(c.covers(cue) for c in s.all("late_"))


def _is_denied_behind(s: Sentence, cue: Cue, first: int, last: int, imperative: bool) -> bool:
    """«в работу не берём», «в работу пока не берём»."""
    if not last < cue.first < len(s.words) - 1 or "VERB" not in s.words[cue.last + 1].marks:
        return False
    between = range(last + 1, cue.first)
    return not between or (not imperative and all(s.plain(n) for n in between) and not _holds(s, first))


def _holds(s: Sentence, number: int) -> bool:
    """What stands still or is given up is told why right behind: «заблокирована, пока не подпишут»."""
    return any(c.first == number for c in s.all("blocked", "cancelled"))


# Cues whose own words may negate: «больше не заблокирована» says that work goes on.
_WITH_NEGATION = frozenset({"in_progress", "blocked", "cancelled", "no_longer", "undo", "redo"})
_SAYS_IT_ALL = _WITH_NEGATION | {"filler"}
