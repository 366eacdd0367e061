"""What a sentence shows of itself to the classifier: its words, their neighbours and their beginnings, as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from zlib import crc32

from language.folding import fold
from language.sentence import Sentence
from language.words import Word, shortest_form, words

BUCKETS = 2**15
_BLANK = re.compile(r"\{(feature|other|release|project)\}")
_KINDS = ("feature", "release", "project")
_STEM = 4  # letters: «откатить» and «откатывай» begin alike
_ENDS = ("^", "$")


def traits_of(s: Sentence) -> list[int]:
    """Of a sentence taken apart; a known thing counts as its kind, whatever its name."""
    return _numbers(list(_with_kinds(s)), s.text)


def traits_of_text(text: str) -> list[int]:
    """Of a sentence with blanks for names: "where are we with {feature}"."""
    pieces = _BLANK.split(text)
    tokens: list[tuple[str, str]] = []
    for gap, kind in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        tokens += [_token(word) for word in words(fold(gap))]
        tokens += [_thing("feature" if kind == "other" else kind)] if kind else []
    return _numbers(tokens, text)


def _with_kinds(s: Sentence) -> Iterator[tuple[str, str]]:
    last = None
    for word in s.words:
        mention = s.mention_of(word)
        kind = next((k for k in _KINDS if mention is not None and mention.of(k)), None)
        if kind is None:
            yield _token(word)
        elif mention is not last:
            yield _thing(kind)
        last = mention


def _token(word: Word) -> tuple[str, str]:
    """A word as written, and its shortest dictionary form."""
    return word.text, shortest_form(word)


def _thing(kind: str) -> tuple[str, str]:
    return "", f"<{kind}>"


def _numbers(tokens: Sequence[tuple[str, str]], text: str) -> list[int]:
    """Each trait as the number of its bucket; two that fall into one are taken for the same (the hashing trick)."""
    forms = [_ENDS[0], *(form for _, form in tokens), _ENDS[1]]
    found = {*forms, *map(" ".join, pairwise(forms))}
    found |= {f"{written[:_STEM]}…" for written, _ in tokens if len(written) > _STEM}
    found |= {"?"} if "?" in text else set()
    return sorted({crc32(trait.encode()) % BUCKETS for trait in found})
