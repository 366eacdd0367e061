"""Steps of another time: «в 2022 году начали», «возьмём в работу»."""

from __future__ import annotations

from itertools import pairwise

from language.questions import is_request
from language.sentence import Sentence
from language.words import analyzer

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


def is_future(s: Sentence, first: int, last: int) -> bool:
    """«возьмём в работу» tells of later; «давай возьмём» is an order."""
    encouraged = is_request(s) or (first > 0 and s.words[first - 1].text in ("давай", "давайте"))
    words = s.words[first : last + 1]
    given_up = any(word.text == "не" for word in words)  # «делать не будем»
    futures = [w for w in words if "futr" in w.marks and "pres" not in w.marks]  # «блокируем» is both
    return not (encouraged or given_up) and any(analyzer().word_is_known(w.text) for w in futures)
