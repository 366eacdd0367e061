"""Whether a sentence that seems to take something back speaks of a thing Radar knows nothing of.

«отмени запись к стоматологу», "take it back to the shop": the verbs are those of an undo, what they act on is not.
"""

from __future__ import annotations

from itertools import pairwise

from language.readers.last_step.said_alone import is_of_the_step
from language.sentence import Sentence
from language.words import TIMES

_LEADS_IN = frozenset("the a an my our your his her their at to from wrong".split())
_LAST = frozenset("last latest previous most-recent".split())
_MODIFIED = 3  # words: "the last priority and status change"
_TELLS_WHY = frozenset(
    "it because cos cause since as if sorry and but for before so now then no he she they mistake mistakes "
    "blunder error typo two three few couple".split()
)
_SPOKEN_TO = frozenset("тебе тебя вам вас ему ей".split())  # «это я не тебе» is said to somebody else


def names_another_object(s: Sentence) -> bool:
    """A noun that is neither the last step nor any word Radar knows: «стоматологу», "the shop"."""
    if any(word.text in _SPOKEN_TO and before.text == "не" for before, word in pairwise(s.words)):
        return True
    return any(_is_a_noun(s, n) and not _is_explained(s, n) for n in range(len(s.words)))


def is_the_last_of_another(s: Sentence, number: int) -> bool:
    """ "undo the last reorg": what was last is nothing that was done here; "the last status change" is."""
    _, end = s.segment(number)
    last = next((n for n in range(number, min(end, number + 3)) if s.words[n].text in _LAST), end)
    behind = range(last + 1, min(end, last + 1 + _MODIFIED))
    if (
        not behind
        or s.plain(behind[0])
        or s.words[behind[0]].text in _TELLS_WHY
        or not s.words[behind[0]].text.replace("-", "").isalpha()
    ):
        return False
    return not any(is_of_the_step(s.words[n]) for n in behind) and not _is_explained(s, behind[0])


def _is_a_noun(s: Sentence, number: int) -> bool:
    word = s.words[number]
    if word.text.isascii():
        return number > 0 and s.words[number - 1].text in _LEADS_IN
    return "NOUN" in word.marks and not word.marks & {"NPRO", "VERB", "PRED", "ADVB", "INTJ", "PRCL", "ADJF"}


def _is_explained(s: Sentence, number: int) -> bool:
    if s.meant(number) or is_of_the_step(s.words[number]):
        return True
    return any(
        word.text in TIMES or word.text == "time" for word in s.words[number : number + 2]
    )  # "I was right the first time"
