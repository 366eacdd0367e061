"""A mistyped «релиз», "release" where no other word can be meant: beside its number, or behind «из», "from"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from language.words import is_russian

_NEARLY = re.compile(
    r"(?P<from>\b(?:из|from|out of|off)\s+(?:(?:the|its|this|этого|текущего|ближайшего)\s+)?)?"
    r"\b(?P<noun>[рел][релизсы]{2,5}[а-я]{0,2}|r[elasi]{4,8})\b(?=(?P<number>\s+v?\d)?)",
    re.IGNORECASE,
)
_ENDINGS = ("", "а", "у", "е", "ом", "ы", "ов")
_RELEASES = {"релиз": _ENDINGS, "release": ("", "s")}


def spelt(text: str) -> str:
    """«убери из релза», "add it to relase 3.0" with the word as it was meant."""
    return _NEARLY.sub(_meant, text)


def _meant(found: re.Match[str]) -> str:
    said = found["noun"].lower()
    beside = found["from"] or found["number"]
    known = said in ("release", "releases") or is_russian(said)
    meant = None if known or not beside else next(_meanings(said), None)
    return f"{found['from'] or ''}{meant}" if meant else found.group()


def _meanings(said: str) -> Iterator[str]:
    """The forms of the word that are a letter away; "realese" is two, and common."""
    for noun, endings in _RELEASES.items():
        for ending in endings:
            stem = said.removesuffix(ending) if ending else said
            if said.endswith(ending) and (OSA.distance(stem, noun) == 1 or (noun, stem) == ("release", "realese")):
                yield noun + ending
