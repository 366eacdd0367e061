"""Whether a status is ordered or told of: «закрой вход», "mark login as done", but not "Mark is done with login"."""

from __future__ import annotations

from language.guards.governing import is_opening_order
from language.guards.own_words import is_checked_since
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue


def is_ordered(s: Sentence, cue: Cue) -> bool:
    """An order: the cue's own verb or the one that sets it is in the imperative, or English says "mark … as"."""
    if any(
        {"impr", "VERB"} <= s.words[n].marks and ("futr" not in s.words[n].marks or is_opening_order(s, n))
        for n in range(cue.first, cue.last + 1)
    ):
        return True
    for order in s.all("set", "back"):
        word = s.words[order.first]
        behind = order.first == cue.last + 1 and not s.breaks(s.words[cue.last].end, word.start)  # «в работу поставь»
        if (order.first > cue.first and not behind) or _reckons(s, order, cue) or _is_no_order(s, order):
            continue
        if _is_of_another_status(s, order, cue):
            continue
        if "impr" in word.marks or (word.text.isascii() and _begins(s, order)):
            return True
    return s.words[cue.first].text in _ENGLISH_ORDERS and _begins(s, cue)


def _is_of_another_status(s: Sentence, order: Cue, cue: Cue) -> bool:
    """ "back to the backlog with login, somebody put it in progress": the order is done with before the second."""
    return any(
        c.kind != cue.kind and order.first <= c.first and c.last < cue.first and _is_apart(s, c, cue)
        for c in s.all(*STATUSES)
    )


def _is_apart(s: Sentence, one: Cue, other: Cue) -> bool:
    return s.breaks(s.words[one.last].end, s.words[other.first].start)


def _reckons(s: Sentence, order: Cue, cue: Cue) -> bool:
    """«считай, готова» is as good as done and no order; «считай готовой» is one."""
    return s.words[order.first].text in ("считай", "считайте") and bool(s.words[cue.first].marks & {"ADJS", "PRTS"})


def _is_no_order(s: Sentence, order: Cue) -> bool:
    """ "Mark is done with …", "Mark has finished", "Mark started his …": a person. "Mark my words" says nothing."""
    if any(c.covers(order) for c in s.all("preface_")):
        return True
    behind = [word.text for word in s.words[order.last + 1 :][:2]]
    if order.first != order.last or not behind:
        return False
    own = behind[0].endswith("ed") and behind[1:] and behind[1] in _OWN
    return behind[0] in _AUXILIARIES or bool(own)


_OWN = frozenset({"his", "her", "their"})
_AUXILIARIES = frozenset("is was has had will isn't wasn't hasn't says said".split())
_ENGLISH_ORDERS = frozenset(
    "close cancel drop scrap kill block unblock start finish reopen stop pause freeze halt park "
    "shelve postpone resume axe ditch".split()
)
_OTHERS = frozenset({"they", "he", "she"})
_BEFORE_AN_ORDER = frozenset("so and please pls plz kindly to then meant you just now".split())


def _begins(s: Sentence, cue: Cue) -> bool:
    """The English verb opens its clause: only plain words, or "so", "and", a comma before it."""
    start, _ = s.segment(cue.first)
    said = [c for c in s.all("plan", "ago", "wish", "own_wish", "hearsay", "maybe") if start <= c.first < cue.first]
    said = [c for c in said if not (c.kind == "hearsay" and is_checked_since(s, c.last, cue.first))]
    if any(not any(r.covers(c) for r in s.all("request")) for c in said):  # "may I ask you to close login"
        return False
    if cue.first == 0:
        return True
    before = s.words[cue.first - 1]
    if before.text in _OTHERS:
        return False  # "they put it down as done by mistake"
    if s.opening(cue.first):
        return True
    return before.text in _BEFORE_AN_ORDER or s.breaks(before.end, s.words[cue.first].start)
