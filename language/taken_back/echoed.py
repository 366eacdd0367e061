"""A name set aside by being said again: "airplane mode no not airplane mode local mode"."""

from __future__ import annotations

from collections.abc import Sequence

from language.folding import fold
from language.words import Word, words

_NO = frozenset("no nope nah wait нет не ой".split())
_NOT = frozenset("not не".split())
_INTO = frozenset("в во на to into".split())
_IT = (("that", "one"), ("this", "one"), ("that",), ("эту",), ("это",), ("так",), ("то",))
_JOINTS = frozenset("а но but in to в на it's".split())


def without_echoed(text: str) -> str:
    """The text behind what is denied by being said again; as it is where nothing is."""
    said = words(fold(text))
    for number in range(2, len(said) - 1):
        if said[number].text in _NOT and said[number - 1].text in _NO:
            behind = _past_echo(_before(said, number), said, number + 1)
            if behind is not None and behind < len(said):
                return text[said[behind].start :]
    return text


def _before(said: Sequence[Word], number: int) -> list[str]:
    """The words up to the "no" before the word `number`."""
    end = number
    while end > 1 and said[end - 1].text in _NO:
        end -= 1
    return [word.text for word in said[:end]]


def _past_echo(name: Sequence[str], said: Sequence[Word], first: int) -> int | None:
    """The word behind the last words of the name, or all of it, that are said again from the word `first` on."""
    told = [word.text for word in said[first:]]
    skipped = 1 if told and told[0] in _INTO and name and name[0] not in _INTO else 0
    echoes = [tuple(name[-length:]) for length in range(len(name), 0, -1)] + list(_IT)
    for echo in echoes:
        if tuple(told[skipped : skipped + len(echo)]) == echo:
            end = first + skipped + len(echo)
            while end < len(said) and said[end].text in _JOINTS:
                end += 1
            return end
    return None
