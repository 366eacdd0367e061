"""One person's name in two alphabets: «Ольга Ким» and "Olga Kim"."""

from __future__ import annotations

import re

from language.words import CYRILLIC, TRANSLITERATION
from models import name_key

_LETTERS = TRANSLITERATION | {ord("ж"): "zh"}
# The many ways in which names are written with Latin letters, each made the one that the table gives.
_WAYS = (
    (re.compile(r"['’ʹ`]"), ""),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"shch|sch"), "sh"),
    (re.compile(r"tz"), "ts"),
    (re.compile(r"w"), "v"),
    (re.compile(r"[jy]"), "i"),  # Yulia, Julia; Sergey, Sergei
    (re.compile(r"i+"), "i"),  # Dmitry, Dmitrii
    (re.compile(r"\bie"), "e"),  # Yevgeny, Evgeny
)


def is_cyrillic(name: str) -> bool:
    return CYRILLIC.search(name_key(name)) is not None


def in_latin(name: str) -> str:
    """The name as it sounds, the same for every usual way to write it with Latin letters or with Cyrillic ones."""
    latin = name_key(name).translate(_LETTERS)
    for way, letters in _WAYS:
        latin = way.sub(letters, latin)
    return latin


def same_in_another(first: str, second: str) -> bool:
    """Whether the two are one name, the one in Cyrillic and the other in Latin letters."""
    return is_cyrillic(first) != is_cyrillic(second) and in_latin(first) == in_latin(second)
