"""Where a new name ends that stands without quotation marks: "Ride history | my boss wants it".

What people say behind a name has no end, but it begins in few ways: which, is learnt (`sayings/*.txt`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from language.classifier.weights import Weights
from language.folding import fold
from language.name_end.traits import of_end, of_words_alone
from language.words import Word, words

__all__ = ["FILE", "NAME", "TAIL", "is_tail", "weights", "without_tail"]

FILE = Path(__file__).with_name("weights.bin")
NAME, TAIL = "name", "tail"
# Of the thing that is named something is told then: "a feature called Ride history was released".
_PREDICATES = frozenset("is are was were has have had will isn't wasn't был была было были будет стала стал".split())
_SURE = 0.9
_LIKELY = 0.35  # before a sure place, in the middle of what is said
_NEAR = 4  # words
_LONGEST = 80  # characters: nothing so long is said beside a name
_AT_MOST = 2  # words of a sentence that says nothing: "Not urgent."
# "Robert'); DROP TABLE", "a;b"; what stands behind "…; " alone is said beside the name
_MARKED = re.compile(r"[<>`*_{}\\]|(?<![\w\s»”]);|;(?!\s)")
_SMILE = re.compile(r"\s+[:;=]-?[)D(]+\s*$")
_PREPOSITIONS = frozenset(
    "in on at for with without inside outside between among from to of via per near under over about into within across"
    " during through against around behind beyond".split()
)
# Words behind a preposition that tell how or why it is said: "for the record", «на всякий случай», «по просьбе шефа».
_CIRCUMSTANCES = frozenset(
    "i we you he she they it me us him her them my i'm it's that this description details doubt delay rush record now"
    " starters start begin sure real once way case mind lift taxi hurry list backlog system here there side today"
    " tomorrow yesterday workshop meeting please sake heaven god behalf"
    " описания подробностей вопросов разговоров владельца всякий общем будущее греха просьбе итогам результатам"
    " соответствии связи согласованию договоренности сегодня"
    " завтра вчера случай список бэклог систему конце концов слов делом прочим честно этом всё все".split()
)
_ARTICLES = frozenset("the a an our".split())
_TOLD_MORE = frozenset("by who which".split())
_APOSTROPHES = "'’"
_KNOWN = 1.0  # how much a lone word must lean: one that was never met is part of the name
# With these no name ends: "Loyalty points for | frequent flyers".
_GOES_ON = frozenset(
    "an the my your our his her their its this that these those to of for by with from in on at into onto via per and"
    " or not no don't do without under behind about as if is are"
    " в во на к ко с со по из от для за до у о об при через без под над и или не ни мой моя мои наш наша твой"
    " what who which those тех те тем тот та то".split()
)

# A tail that is found behind these begins with them: "Undo | and yeah that's what it's called".
_OPENS = frozenset("and but yes yeah yep no wait и а но да нет ну вот".split())


def without_tail(text: str) -> str:
    """The text of a new name up to where something else begins; as it is where nothing does.

    A name with marks of its own (`<b>`, `*`, `a;b`) is nothing that somebody says, and is kept whole.
    """
    if _MARKED.search(text):
        return text
    text = _SMILE.sub("", text)
    said = words(fold(text))
    end = next((number for number in range(1, _last(text, said)) if is_tail(text, said, number)), None)
    if (
        end is None
        or len(text) - said[end].start > _LONGEST
        or any(word.text in _PREDICATES for word in said[1 : end + 1])
    ):
        return text
    begins = _at_pause(text, said, _begins(text, said, end))
    if _is_open(text, said, begins):
        begins = end
    if _is_open(text, said, begins):
        return text  # «Подписка для тех, | кто платит вперёд»
    return _without_open_bracket(text[: said[begins - 1].end])


def is_tail(text: str, said: Sequence[Word], number: int) -> bool:
    """What begins at this word is no part of the name before it."""
    if _is_open(text, said, number) or _is_ordered(text, said, number):
        return False
    if weights().probabilities(of_end(text, said, number))[TAIL] < _SURE:
        return False
    alone = number + 1 == len(said) and not _pause(text, said, number)
    return not alone or _leans(of_words_alone(said[number:])) >= _KNOWN


def _goes_on(text: str, said: Sequence[Word], number: int) -> bool:
    """ "let|'s", "Night mode | by marketing", "Login for customers | who forgot their password"."""
    told_more = said[number].text in _TOLD_MORE or _is_an_attribute(text, said, number)
    if told_more and not _pause(text, said, number):
        return True
    return text[said[number].start - 1] in _APOSTROPHES


def _is_ordered(text: str, said: Sequence[Word], number: int) -> bool:
    """«Учёт чеков. Расскажи Оле.»: a sentence of its own that orders something is not to be dropped."""
    word = said[number]
    ordered = {"VERB", "impr"} <= word.marks and "NOUN" not in word.marks
    return ordered and _pause(text, said, number).endswith((".", "!", "?"))


def _is_open(text: str, said: Sequence[Word], number: int) -> bool:
    """The name cannot end before this word."""
    return said[number - 1].text in _GOES_ON | _PREPOSITIONS or _goes_on(text, said, number)


def _is_an_attribute(text: str, said: Sequence[Word], number: int) -> bool:
    """ "Coupon exchange | inside the group", «Обмен | внутри группы»: what it is, and not why or how it is said."""
    first = said[number]
    if "PREP" not in first.marks and first.text not in _PREPOSITIONS:
        return False
    end = next((n for n in range(number + 1, len(said)) if _pause(text, said, n)), len(said))
    told = [word for word in said[number + 1 : end] if word.text not in _ARTICLES]
    said_so = any(word.text in _CIRCUMSTANCES or "NPRO" in word.marks for word in told[:1])
    return bool(told) and not (said_so or any("VERB" in word.marks for word in told[:2]))


def _last(text: str, said: Sequence[Word]) -> int:
    """The word up to which a tail may begin: a whole sentence behind may say anything, and is for the guards."""
    told = range(1, len(said) - _AT_MOST)
    return next((n for n in told if _pause(text, said, n).endswith((".", "!", "?"))), len(said))


def _begins(text: str, said: Sequence[Word], number: int) -> int:
    """ "Quick pay | my uncle wants this", "Nudges | and yes that's final": where that begins which is surely a tail."""
    for n in range(max(1, number - _NEAR), number):
        opens = all(word.text in _OPENS for word in said[n:number])
        if said[n - 1].text in _GOES_ON | _OPENS or _goes_on(text, said, n):
            continue
        if opens or weights().probabilities(of_end(text, said, n))[TAIL] >= _LIKELY:
            return n
    return number


def _at_pause(text: str, said: Sequence[Word], number: int) -> int:
    """ "Group chat, ops | begged me on their knees": the tail began at the pause before."""
    near = range(number, max(1, number - _NEAR), -1)
    return next((n for n in near if _pause(text, said, n)), number)


def _without_open_bracket(name: str) -> str:
    """ "Export (basis: | request 14)": what is said in brackets is so from the first of them on."""
    opened = name.rfind("(")
    return name[:opened].rstrip() if opened > 0 and ")" not in name[opened:] else name


def _pause(text: str, said: Sequence[Word], number: int) -> str:
    return text[said[number - 1].end : said[number].start].strip()


def _leans(traits: list[int]) -> float:
    return -sum(map(weights().lean, traits))  # the first label is the name


@cache
def weights() -> Weights:
    """Those in use; read on first use."""
    return Weights.read(FILE)
