"""Text typed otherwise than it is meant: in the wrong layout ("ghbdtn" is «привет»), in Latin letters ("privet")."""

from __future__ import annotations

import re

from language.vocabulary import is_english
from language.words import is_russian

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_CYRILLIC = str.maketrans(
    _LATIN + _LATIN.upper().translate(str.maketrans("[];',.`", '{}:"<>~')),
    _CYRILLIC + _CYRILLIC.upper(),
)
_TO_LATIN = str.maketrans(_CYRILLIC + _CYRILLIC.upper(), _LATIN + _LATIN.upper())
_LETTERS = frozenset(_CYRILLIC)
_LONE = 5  # letters of a word that is believed to be retyped without another beside it
_WORD = re.compile(r"\w+")
_MIXED = re.compile(r"\b\w*(?:[a-z][а-яё]|[а-яё][a-z])\w*", re.IGNORECASE)
# Letters that look alike in both alphabets.
_ALIKE = "aceopxyETOPAHKXCBM", "асеорхуЕТОРАНКХСВМ"
_ALIKE_TO_CYRILLIC = str.maketrans(*_ALIKE)
_ALIKE_TO_LATIN = str.maketrans(*reversed(_ALIKE))
_LETTER = re.compile("shch|sch|sh|ch|zh|kh|ts|yu|ju|ya|ja|yo|jo|ye|[a-z]'?")
_ROMAN = {
    "shch": "щ", "sch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц", "yu": "ю", "ju": "ю", "ya": "я",
    "ja": "я", "yo": "ё", "jo": "ё", "ye": "е", "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г",
    "h": "х", "i": "и", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р",
    "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "х", "y": "ы", "z": "з",
}  # fmt: skip


def retyped(text: str) -> str:
    """The same keys in the other layout; of the same length."""
    return text.translate(_TO_CYRILLIC if text.isascii() else _TO_LATIN)


def mended(text: str) -> str:
    """The text as it was meant, if all of it was typed in the layout of the other language.

    Latin letters are changed where nearly all words are Russian when retyped, or when read aloud; Cyrillic ones
    where none is Russian.
    """
    if not text.isascii():
        return _mended_english(text)
    meant = retyped(text)
    if _is_one_russian_word(text, meant):
        return meant
    if not _is_russian(meant) and not any(is_english(word) for word in _WORD.findall(text.lower()) if len(word) > 2):
        meant = read_aloud(text)
    return meant if _is_russian(meant) else text


def read_aloud(text: str) -> str:
    """Russian written in Latin letters: "temnaya tema gotova" is «темная тема готова»."""
    return _LETTER.sub(lambda found: _cyrillic(found.group()), text)


def _cyrillic(letters: str) -> str:
    return _ROMAN[letters.rstrip("'")] + ("ь" if letters.endswith("'") else "")


def unmixed(text: str) -> str:
    """Words with look-alike letters of the other alphabet in them («ужe» with a Latin e) in one alphabet."""
    return _MIXED.sub(lambda found: _in_one_alphabet(found.group()), text)


def _in_one_alphabet(word: str) -> str:
    for meant in (word.translate(_ALIKE_TO_CYRILLIC), word.translate(_ALIKE_TO_LATIN)):
        if not _MIXED.fullmatch(meant):
            return meant
    return word


def _is_one_russian_word(text: str, meant: str) -> bool:
    """«gjvjom» alone: a long word of the dictionary is no chance."""
    return text.isalpha() and len(text) >= _LONE and is_russian(meant.lower()) and not is_english(text.lower())


def _is_russian(text: str) -> bool:
    found = [word for word in _WORD.findall(text.lower()) if len(word) > 2]
    known = [word for word in found if is_russian(word)]
    return len(known) >= 2 and len(known) > 2 * (len(found) - len(known))


def _mended_english(text: str) -> str:
    found = _WORD.findall(text.lower())
    if len(found) < 2 or any(is_russian(word) for word in found):
        return text
    foreign = set("".join(found)) - _LETTERS
    return text if any(ch.isalpha() for ch in foreign) else retyped(text)
