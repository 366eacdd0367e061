"""A dependency ordered in words of their own beside what is told: «X держит Y, свяжи их», "add a dependency"."""

from __future__ import annotations

import re
from itertools import pairwise

from language.draft import Draft, as_named
from language.folding import fold
from language.guards import Reason, keeps_from
from language.guards.questions import asked
from language.names import Mention
from language.names.cases import stands_in
from language.parts import part_of
from language.readers.ties.dependencies import UNTIE, direction, is_over
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import Word

_TIES = frozenset("связать связывать link tie".split())
_NOTES = ("create", "set", "put", "request", "describe")
_UNMAKES = ("take_out", "delete", "cancelled", "lifted", "unmake")
_IT_IS = frozenset("это it's that's this тут здесь here's".split())
_THEM = frozenset("их them those they эти обе both эту".split())
_BETWEEN = 3  # words from the verb to what it makes: «оформи это как зависимость», "add it as a dependency"
_ROLE = frozenset("is are the a это main главный фича feature its".split())
_PAIR = 2
_LATER = frozenset("потом позже later".split())
_BECAUSE = re.compile(r"\b(?:из-за|because of|due to|thanks to)\s+(?:the\s+|фич\w+\s+)?$")


def read_tie(s: Sentence) -> Draft | None:
    """Two features, which of them holds the other, and an order to note that, or to forget it."""
    features = s.of("feature")
    one_each = [m for n, m in enumerate(features) if m.things not in [o.things for o in features[:n]]]
    order = _order(s) if len(one_each) == _PAIR else None
    if order is None or s.words[order.first].start < one_each[1].end or s.of("release"):
        return None
    told = _without(s, order)
    found = _role(s, one_each) or direction(told, *one_each) or direction(s, *one_each)
    over = order.kind == "untie" or is_over(told, one_each[0])
    found = found or _because_of(s, one_each)
    kept = _kept(s, order)
    if found is None and not (over and _are_all(s, one_each, order)):
        if order.first == order.last or over:
            return None
        kept = kept or "several"  # a dependency is asked for, and not told between what: nothing else is done
    blocker, blocked = found or (one_each[0], one_each[1])
    slots = {"blocker": as_named(s, "feature", blocker), "blocked": as_named(s, "feature", blocked)}
    return Draft("tie", "dependency_remove" if over else "dependency_add", slots, order.language, kept)


def _kept(s: Sentence, order: Cue) -> Reason | None:
    if asked(s):
        return "question"
    _, end = s.segment(order.last)
    if any(order.last < c.first < end for c in s.all("later_", "someday")) or s.words[end - 1].text in _LATER:
        return "later"
    return keeps_from(s, order.first, order.last, imperative=True)


def _order(s: Sentence) -> Cue | None:
    """«добавь зависимость», «зависимость убрать», «развяжи их», "it's a dependency": the words that order."""
    for noun in s.all("dependency_noun"):
        verbs = [c for c in s.all(*_NOTES, *_UNMAKES) if _orders(s, c) and _is_near(s, c, noun)]
        if verbs:
            over = verbs[-1].kind in _UNMAKES
            first, last = min(verbs[-1].first, noun.first), max(verbs[-1].last, noun.last)
            return Cue("untie" if over else "tie", noun.language, first, last)
        tied = [n for n in range(max(0, noun.first - _BETWEEN), noun.first) if s.words[n].forms & _TIES]
        if tied:
            return Cue("tie", noun.language, tied[0], noun.last)
        if noun.first and {w.text for w in s.words[max(0, noun.first - 2) : noun.first]} & _IT_IS:
            return Cue("tie", noun.language, noun.first - 1, noun.last)
    return _them(s)


def _them(s: Sentence) -> Cue | None:
    """«развяжи их», "link them"."""
    for number, (one, other) in enumerate(pairwise(s.words)):
        if other.text in _THEM and (one.text in UNTIE or (one.forms & _TIES and _is_imperative(one))):
            kind = "untie" if one.text in UNTIE else "tie"
            return Cue(kind, "en" if one.text.isascii() else "ru", number, number + 1)
    return None


def _orders(s: Sentence, cue: Cue) -> bool:
    word = s.words[cue.first]
    return word.text.isascii() or bool(word.marks & {"impr", "INFN"})


def _is_imperative(word: Word) -> bool:
    return word.text.isascii() or "impr" in word.marks


def _is_near(s: Sentence, verb: Cue, noun: Cue) -> bool:
    first, last = min(verb.last, noun.last) + 1, max(verb.first, noun.first)
    between = range(first, last)
    if len(between) > _BETWEEN or any(s.is_named(n) for n in between):
        return False
    return not s.breaks(s.words[first - 1].end, s.words[last].start)


def _without(s: Sentence, order: Cue) -> Sentence:
    """What is told before the order; the words behind it are none of it."""
    return part_of(s, 0, s.words[order.first - 1].end)


def _are_all(s: Sentence, pair: list[Mention], order: Cue) -> bool:
    """«переводы и аналитика: зависимость убрать»: nothing is ordered or told of either alone."""
    told = range(s.index(pair[0].start), order.first)
    return not any(c.first in told for c in s.all(*STATUSES, "set", "put", "move", "po", "team"))


def _because_of(s: Sentence, pair: list[Mention]) -> tuple[Mention, Mention] | None:
    """«X стоит из-за Y», "X is stuck because of Y"."""
    before = fold(s.text[pair[0].end : pair[1].start])
    return (pair[1], pair[0]) if _BECAUSE.search(before) else None


def _role(s: Sentence, pair: list[Mention]) -> tuple[Mention, Mention] | None:
    """«у X блокер — Y», "the blocker is Y", "Y is the blocker": the one that is called so holds the other."""
    for cue in s.all("hold"):
        if not s.words[cue.first].forms & {"блокер", "blocker"}:
            continue
        behind = [m for m in pair if m.start > s.words[cue.last].end and _is_all(s, cue.last + 1, s.index(m.start))]
        before = [m for m in s.of("feature") if m.end < s.words[cue.first].start]
        called = behind[:1] or [m for m in before[-1:] if _is_all(s, s.index(m.end), cue.first)]
        if behind and stands_in(s.words[s.index(behind[0].start)].text, "gent", ("nomn",)):
            called = [m for m in pair if m.things != behind[0].things]  # «блокер входа — платежи»
        others = [m for m in pair if called and m.things != called[0].things]
        if len(others) == 1:
            return next(m for m in pair if m.things == called[0].things), others[0]
    return None


def _is_all(s: Sentence, first: int, last: int) -> bool:
    return all(s.words[n].text in _ROLE for n in range(first, last)) and last >= first
