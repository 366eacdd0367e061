"""Text typed with the keyboard in the wrong layout: "ghbdtn" is «привет»."""

from __future__ import annotations

import re

from language.words import analyzer

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_CYRILLIC = str.maketrans(
    _LATIN + _LATIN.upper().translate(str.maketrans("[];',.`", '{}:"<>~')),
    _CYRILLIC + _CYRILLIC.upper(),
)
_TO_LATIN = str.maketrans(_CYRILLIC + _CYRILLIC.upper(), _LATIN + _LATIN.upper())
_WORD = re.compile(r"\w+")


def retyped(text: str) -> str:
    """The same keys in the other layout; of the same length."""
    return text.translate(_TO_CYRILLIC if text.isascii() else _TO_LATIN)


def mended(text: str) -> str:
    """The text as it was meant, if all of it was typed in the layout of the other language.

    Latin letters are changed where nearly all words are Russian when retyped; Cyrillic ones where none is Russian.
    """
    if not text.isascii():
        return _mended_english(text)
    meant = retyped(text)
    found = _WORD.findall(meant.lower())
    known = [word for word in found if len(word) > 2 and analyzer().word_is_known(word)]
    strange = [word for word in found if len(word) > 2 and not analyzer().word_is_known(word)]
    return meant if len(known) >= 2 and len(known) > 2 * len(strange) else text


def _mended_english(text: str) -> str:
    found = _WORD.findall(text.lower())
    strange = len(found) >= 2 and all(ch in _CYRILLIC for word in found for ch in word if ch.isalpha())
    return retyped(text) if strange and not any(analyzer().word_is_known(word) for word in found) else text
