"""What a place between two words shows of itself: how the words behind it begin, those before it, the pause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from language.words import Word, shortest_form

BUCKETS = 2**15
_KINDS = frozenset("NOUN VERB NPRO CONJ ADVB PRED INTJ GRND PREP PRCL ADJF ADJS INFN Name Surn PRTS COMP NUMR".split())
_GRAMMAR = _KINDS | frozenset("nomn gent impr past 1per 2per 3per pres futr".split())
_TELLING = frozenset("past pres futr 1per impr NPRO CONJ INTJ PRED".split())  # wherever they stand
_FAR = 8  # words behind the place that are looked at
_MOST = 6  # that are counted


def of_end(text: str, said: Sequence[Word], number: int) -> list[int]:
    """The traits of the place before word `number` of a text, as numbers of buckets (the hashing trick)."""
    kept, tail = said[:number], said[number:]
    return _numbers([*_of_place(text, kept, tail), *_of_tail(tail), *_alone(tail)])


def of_words_alone(tail: Sequence[Word]) -> list[int]:
    """Only those of the words themselves."""
    return _numbers(_alone(tail))


def _alone(tail: Sequence[Word]) -> Iterator[str]:
    yield f"first {shortest_form(tail[0])}"
    yield f"written {tail[0].text}"
    yield from (f"word {shortest_form(word)}" for word in tail[:_FAR])


def _of_place(text: str, kept: Sequence[Word], tail: Sequence[Word]) -> Iterator[str]:
    last, first = kept[-1], tail[0]
    yield f"pause {text[last.end : first.start].strip()[:1]}"
    yield f"last {shortest_form(last)}"
    yield f"last {shortest_form(last)} {shortest_form(first)}"
    yield f"last …{last.text[-3:]}"
    yield from (f"last {mark}" for mark in last.marks & _KINDS)
    yield f"lengths {min(len(kept), 4)} {min(len(tail), 4)}"
    yield f"name of {min(len(kept), 4)}"
    yield f"tail of {min(len(tail), _MOST)}"
    capital = [text[word.start].isupper() for word in (*kept, first)]
    yield f"capitals {capital[0]} {len(kept) > 1 and all(capital[:-1])} {capital[-1]}"


def _of_tail(tail: Sequence[Word]) -> Iterator[str]:
    forms = [shortest_form(word) for word in tail[:3]]
    yield f"first {' '.join(forms[:2])}"
    yield f"first {' '.join(forms)}"
    yield f"first {tail[0].text[:4]}…"
    yield f"first …{tail[0].text[-3:]}"
    yield f"at last {shortest_form(tail[-1])}"
    for place, word in zip(("first", "second"), tail, strict=False):
        yield from (f"{place} {mark}" for mark in word.marks & _GRAMMAR)
    yield from (f"some {mark}" for word in tail[:_FAR] for mark in word.marks & _TELLING)


def _numbers(traits: Iterable[str]) -> list[int]:
    return sorted({crc32(trait.encode()) % BUCKETS for trait in traits})
