"""The gist of a sentence: what is ordered or told in it, without what is only said before or behind.

Asked where no other step made anything of it. Which stretch may be left out is learnt from sayings (`sayings/*.tsv`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from math import exp, sqrt
from pathlib import Path

from language.classifier.weights import Weights
from language.gist.cutting import Cut, cuts
from language.gist.keeping import may_cut
from language.gist.traits import BEFORE, BEHIND, Side, of_cut, of_words, tokens
from language.sentence import Sentence
from language.tidying.prefaces import ORDERS
from language.vocabulary import STATUSES

__all__ = ["FILE", "INERT", "TELLING", "Cut", "gists", "weights"]

FILE = Path(__file__).with_name("weights.bin")
INERT, TELLING = "inert", "telling"
_SURE = 0.9
_DEEDS = (*STATUSES, *ORDERS)  # without one of these nothing is changed
_MOST = 4  # tries: each costs what reading a message does
_LONGEST = 40  # words


def gists(s: Sentence) -> Iterator[Cut]:
    """The cuts that surely leave out nothing that counts, the surest first; few."""
    if not 2 <= len(s.words) <= _LONGEST:
        return
    deeds = [cue.first for cue in s.all(*_DEEDS)]
    doing = [cut for cut in cuts(s) if not all(map(cut.leaves_out, deeds))] if deeds else []
    if not doing:
        return
    likely = [(cut, likelihood) for cut, likelihood in _weighed(s, doing) if likelihood >= _SURE and may_cut(s, cut)]
    for cut, _ in sorted(likely, key=lambda found: -found[1])[:_MOST]:
        yield cut


@cache
def weights() -> Weights:
    """Those in use; read on first use."""
    return Weights.read(FILE)


def _weighed(s: Sentence, those: Iterable[Cut]) -> Iterator[tuple[Cut, float]]:
    """Each cut with how likely it is that what it leaves out changes nothing of what it keeps, 0 to 1."""
    learnt, spoken = weights(), tokens(s)
    sums = {side: _added_up(learnt, of_words(s, spoken, side), side) for side in (BEFORE, BEHIND)}
    for cut in those:
        lean, count = sums[cut.side][cut.number if cut.side == BEFORE else len(s.words) - cut.number]
        traits = of_cut(s, spoken, cut.number, cut.side)
        lean += sum(map(learnt.lean, traits))
        yield cut, 1 / (1 + exp(-lean / sqrt(count + len(traits))))


def _added_up(learnt: Weights, words: Iterable[list[int]], side: Side) -> list[tuple[float, int]]:
    """For each number of words left out, from the outer end on: how they lean, and how many traits they have."""
    outer = list(words) if side == BEFORE else list(reversed(list(words)))
    leans = accumulate((sum(map(learnt.lean, traits)) for traits in outer), initial=0.0)
    counts = accumulate((len(traits) for traits in outer), initial=0)
    return list(zip(leans, counts, strict=True))
