"""Questions in sentences of their own before a statement or an order: which of them put it in doubt, and which do not.

"Is it me or does nobody update this board? Login: done." asks nothing about login, and "Why is login still open?
Close it." takes for granted that it is; "What did Tom say? Login is done." says what may have been heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from language.sentence import Sentence
from language.vocabulary import STATUSES

# What asks whether it is so, or what somebody said.
_TRUTH = frozenset(
    "true right correct sure really seriously serious правда правильно верно верный точно уверенный серьёзно серьезно "
    "неужели разве действительно".split()
)
_SAYING = frozenset(
    "say said says tell told tells write wrote claim mean means сказать говорить написать писать рассказать значить "
    "означать утверждать".split()
)
_SPEAKERS = frozenset("i я мы we".split())  # "what did I say?"
_WHY = frozenset("why who чего почему зачем отчего кто".split())
_HOW = frozenset("how как".split())
_STILL = frozenset("come still ещё еще".split())  # "how come", "how is it still open"
_LEADS = frozenset("and so but ok hey а и но ну слушай".split())


def idly_asked(s: Sentence, number: int) -> bool:
    """Something is asked in sentences before this word, and nothing of it is about what the word's own tells."""
    asked = list(_asked(s, number))
    return bool(asked) and not any(_is_of_the_matter(s, first, last) for first, last in asked)


def doubted_before(s: Sentence, number: int) -> bool:
    """It is asked before whether it is so, or what somebody said: what follows may be that."""
    return any(_asks_the_truth(s, first, last) for first, last in _asked(s, number))


def only_whys(s: Sentence, number: int) -> bool:
    """All that is asked in sentences before this word is why it is so, or who made it so."""
    asked = list(_asked(s, number))
    return bool(asked) and all(_is_why(s, first, last) for first, last in asked)


def _asked(s: Sentence, number: int) -> Iterator[tuple[int, int]]:
    """The sentences before the one of this word that end with a question mark: their first word, past their last."""
    if "?" not in s.text:
        return
    end, _ = s.hard_segment(number)
    begins = [n for n in range(end) if s.hard_segment(n)[0] == n]
    for first, last in pairwise([*begins, end]):
        if "?" in s.text[s.words[last - 1].end : s.words[last].start]:
            yield first, last


def _is_of_the_matter(s: Sentence, first: int, last: int) -> bool:
    named = any(first <= s.index(m.start) < last for m in s.mentions)
    told = any(first <= c.first < last for c in s.all(*STATUSES))
    return named or told or _asks_the_truth(s, first, last)


def _asks_the_truth(s: Sentence, first: int, last: int) -> bool:
    phrases = [c for c in s.all("filler", "preface_") if c.last > c.first]
    words = [s.words[n] for n in range(first, last) if not any(c.first <= n <= c.last for c in phrases)]
    if any(word.text in _TRUTH or word.forms & _TRUTH for word in words):
        return True
    if words and words[-1].text == "so":
        return True  # "is that so?"
    own = any(word.text in _SPEAKERS for word in words)
    return not own and any(word.text in _SAYING or word.forms & _SAYING for word in words)


def _is_why(s: Sentence, first: int, last: int) -> bool:
    words = [s.words[n].text for n in range(first, last)]
    while words and words[0] in _LEADS:
        words.pop(0)
    return bool(words) and (words[0] in _WHY or (words[0] in _HOW and bool(_STILL & set(words))))
