"""Letters made alike, position by position."""

from __future__ import annotations

import re
from functools import lru_cache

_QUOTES = "\"'«»“”„‚‘’`"
_PAIRS = {'"': '"', "'": "'", "«": "»", "“": "”", "„": "“”", "‚": "‘", "‘": "’", "`": "`"}
QUOTED = re.compile(r"\"[^\"]*\"|«[^»]*»|“[^”]*”")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    low = letter.lower()
    # "İ".lower() is two characters long: such a letter stays as it is, so that positions keep their meaning.
    return "е" if low == "ё" else low if len(low) == 1 else letter


@lru_cache(maxsize=500)
def fold(text: str) -> str:
    """The text in small letters, ё as е, of the very same length: a span of one is a span of the other."""
    return "".join(map(_fold_letter, text))


def without_quoted(text: str, quoted: re.Pattern[str] = QUOTED) -> str:
    """The text with what stands in quotation marks blanked, every letter at its place."""
    return quoted.sub(lambda m: " " * len(m.group()), text)


def clean_name(text: str) -> str:
    """A new name as it is to be kept: outer quotes and a final full stop off, white space collapsed."""
    name = _SPACE.sub(" ", text).strip()
    while True:
        bare = name.lstrip(" ,:—–-").rstrip(" ,:")
        bare = bare if bare.endswith("..") else bare.removesuffix(".").rstrip()
        if len(bare) > 1 and bare[-1] in _PAIRS.get(bare[0], "") and bare[0] not in bare[1:-1]:
            bare = bare[1:-1].strip()
        if bare == name:
            return name
        name = bare


def quotes_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened over quotation marks that enclose it."""
    while start > 0 and end < len(text) and text[start - 1] in _QUOTES and text[end] in _QUOTES:
        start, end = start - 1, end + 1
    return start, end
