"""What is set aside by being said again: "airplane mode no not airplane mode local mode"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from language.folding import fold
from language.words import Word, words

_NO = frozenset("no nope nah wait sorry oops actually нет не ой стоп погоди".split())
_SAID_ANEW = (["i", "mean"], ["то", "есть"])
_NOT = frozenset("not не".split())
_INTO = frozenset("в во на к to into on for the".split())
_IT = (("that", "one"), ("this", "one"), ("that",), ("эту",), ("это",), ("так",), ("то",))
_BUT = frozenset("а но but it's".split())
_JOINTS = _BUT | frozenset("in to в на".split())  # none of which begins a name
_ENDING = re.compile(r"(?<=\d)-?(?:st|nd|rd|th|го|ое|е)$")  # "not the 1st" denies "March 1"


class _Echo(NamedTuple):
    """What is denied is said first up to `end`, and what is meant begins at `start`, both in letters."""

    end: int
    no: str
    start: int


def without_echoed(text: str) -> str:
    """The text behind what is denied by being said again; as it is where nothing is."""
    echo = _echo(text, _JOINTS)
    return text[echo.start :] if echo else text


def said_once(text: str) -> tuple[str, int] | None:
    """The text without what only denies the words before: "to March 1, no, March 3"; None where nothing does.

    With it goes where in the text as it was said the words behind the denial begin.
    """
    echo = _echo(text, _BUT)
    return (f"{text[: echo.end]}, {echo.no}, {text[echo.start :]}", echo.start) if echo else None


def _echo(text: str, joints: frozenset[str]) -> _Echo | None:
    said = words(fold(text))
    for number in range(2, len(said) - 1):
        if said[number].text in _NOT and _halts(said, number):
            before = _before(said, number)
            behind = _past_echo(before, said, number + 1)
            while behind is not None and behind < len(said) and said[behind].text in joints:
                behind += 1
            if before and behind is not None and behind < len(said):
                last, no = said[len(before) - 1], said[len(before) : number]
                return _Echo(last.end, text[no[0].start : no[-1].end], said[behind].start)
    return None


def _before(said: Sequence[Word], number: int) -> list[str]:
    """The words up to the "no" before the word `number`."""
    end = number
    while end > 1 and (halt := _halts(said, end)):
        end -= halt
    return [_ENDING.sub("", word.text) for word in said[:end]]


def _halts(said: Sequence[Word], end: int) -> int:
    """How many words before this one say that something is said otherwise."""
    pair = [word.text for word in said[max(0, end - 2) : end]]
    return 1 if said[end - 1].text in _NO else 2 * (pair in _SAID_ANEW)


def _past_echo(name: Sequence[str], said: Sequence[Word], first: int) -> int | None:
    """The word behind the last words of the name, or all of it, that are said again from the word `first` on."""
    told = [_ENDING.sub("", word.text) for word in said[first:]]
    skipped = next((n for n, word in enumerate(told) if word not in _INTO or name[:1] == [word]), 0)
    echoes = [tuple(name[-length:]) for length in range(len(name), 0, -1)] + list(_IT)
    echoes.append(tuple(name[-2:-1]))  # «на первое марта, нет, не на первое, на третье»: the month is not said again
    for echo in echoes:
        if tuple(told[skipped : skipped + len(echo)]) == echo:
            return first + skipped + len(echo)
    return None
