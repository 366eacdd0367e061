"""Where an order stands in a text: the beginnings of clauses, what is kept word for word, the end of a sentence."""

from __future__ import annotations

import re

# What an idea, a risk, a description or a reason says is nobody's order.
_KEPT = re.compile(
    r"\b(?:ideas?|risks?|descri\w+|reason|because|since|иде[яюий]|риск\w*|описан\w+|причин\w+|потому)\b[^.!?\n]*$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\s*\?+(?=\s*$|\s+[A-ZА-ЯЁ])")
_QUOTES = {'"': '"', "«": "»", "“": "”"}
_SENTENCE = re.compile(r"[.!?…]\s+|\n")


def is_kept(text: str, position: int) -> bool:
    """It stands in quotation marks, or behind the word for a text that is kept."""
    before = text[:position]
    quoted = any(
        before.count(first) % 2 if first == last else before.count(first) > before.count(last)
        for first, last in _QUOTES.items()
    )
    return quoted or bool(_KEPT.search(before))


def unasked(text: str, position: int) -> str:
    """The text where the sentence of an order at this position ends with no question mark."""
    end = _SENTENCE.search(text, position)
    stop = end.end() if end else len(text)
    sentence = text[position:stop]
    if ":" in sentence:
        return text  # an idea may ask something
    return text[:position] + _ASKED.sub(".", sentence, count=1) + text[stop:]


def last_sentence(text: str) -> str:
    """What stands behind the last end of a sentence."""
    ends = list(_SENTENCE.finditer(text.rstrip(" .!?…")))
    return text[ends[-1].end() :] if ends else text
