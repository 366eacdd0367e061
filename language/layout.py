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
    """The text as it was meant, if all of it was typed in the Latin layout instead of the Russian one.

    Only a text without vowels enough to be English, whose words are all Russian when retyped, is changed.
    """
    if not text.isascii():
        return text
    meant = retyped(text)
    found = _WORD.findall(meant.lower())
    known = [word for word in found if len(word) > 2 and analyzer().word_is_known(word)]
    strange = [word for word in found if len(word) > 2 and not analyzer().word_is_known(word)]
    return meant if len(known) >= 2 and len(known) > 2 * len(strange) else text
