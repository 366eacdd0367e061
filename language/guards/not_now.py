"""Steps of another time: «в 2022 году начали», «возьмём в работу»."""

from __future__ import annotations

from itertools import pairwise

from language.guards.governing import is_opening_order
from language.guards.questions import is_request
from language.sentence import Sentence
from language.words import is_russian

_TO_THE_YEAR = 4  # words from a step to the year it was done in


def is_of_a_past_year(s: Sentence, last: int) -> bool:
    """«в 2022 году начали», "in 2022 we started": a story of long ago, and no step of now."""
    return any(
        before.text in _IN
        and len(word.text) == _YEAR
        and word.text.isdigit()
        and _FIRST_YEAR <= int(word.text) < s.today.year
        for before, word in pairwise(s.words[: last + _TO_THE_YEAR])  # a reason may tell of any year
    )


_IN = frozenset("in of since в с".split())
_YEAR, _FIRST_YEAR = 4, 1970


_LETS = frozenset({"давай", "давайте"})


def is_future(s: Sentence, first: int, last: int) -> bool:
    """«возьмём в работу» tells of later; «давай возьмём» is an order."""
    before = first - 1
    while before > 0 and (s.plain(before) or s.is_named(before)) and s.words[before].text not in _LETS:
        before -= 1  # «давай уже закроем»
    encouraged = is_request(s) or (before >= 0 and s.words[before].text in _LETS)
    words = s.words[first : last + 1]
    given_up = any(word.text == "не" for word in words)  # «делать не будем»
    futures = [w for w in words if "futr" in w.marks and "pres" not in w.marks]  # «блокируем» is both
    encouraged = encouraged or is_opening_order(s, first)
    return not (encouraged or given_up) and any(is_russian(w.text) for w in futures)
