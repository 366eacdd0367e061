"""A person's name in its dictionary case: «Марию Петрову» is Мария Петрова."""

from __future__ import annotations

import re
from typing import Any

from language.words import PERSONAL, readings

_GENDERS = frozenset({"masc", "femn"})
_FIRST_NAME = 1  # what a reading as a first name counts more, where that stands first
# A surname that the dictionary lacks
_SURNAME = re.compile(r"(?P<stem>[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын))(?:а|у|ым|е|ой|ою)?")

Kin = tuple[str, str]  # the gender and the case of a word


def nominative(said: str, *, given: bool = False) -> str:
    """Each word of the name in the nominative, all of one gender and case; words of no name as they are.

    Only what is `given` to somebody puts them in the dative: «назначь Александру» is Александра.
    """
    words = [(word, _readings(word)) for word in said.split()]
    if not given and any(len(readings) > 1 for _, readings in words):
        words = [(word, {k: p for k, p in r.items() if k[1] != "datv"} or r) for word, r in words]
    kin = _kin([readings for _, readings in words if readings])
    genders = {gender for readings in (r for _, r in words) for gender, _ in readings}
    return " ".join(_named(word, readings, kin, genders) for word, readings in words)


def _readings(word: str) -> dict[Kin, Any]:
    found: dict[Kin, Any] = {}
    for parsed in readings(word):
        if PERSONAL & set(map(str, parsed.tag.grammemes)) and "plur" not in parsed.tag:
            found.setdefault((str(parsed.tag.gender), str(parsed.tag.case)), parsed)
    return found


def _kin(readings: list[dict[Kin, Any]]) -> Kin | None:
    """The gender and case that all words of a name may share, the likeliest one; else those of the first word."""
    if not readings:
        return None
    shared = set(readings[0]).intersection(*readings[1:]) or set(readings[0])
    return max(sorted(shared), key=lambda kin: sum(_likely(r[kin], n) for n, r in enumerate(readings) if kin in r))


def _likely(parsed: Any, number: int) -> float:
    return float(parsed.score) + (_FIRST_NAME if number == 0 and "Name" in parsed.tag else 0)


def _named(word: str, readings: dict[Kin, Any], kin: Kin | None, genders: set[str]) -> str:
    if not readings:
        return _surname(word, genders)
    of_one_gender = next((p for (gender, _), p in readings.items() if kin is not None and gender == kin[0]), None)
    parsed = (readings.get(kin) if kin else None) or of_one_gender or next(iter(readings.values()))
    form = parsed.inflect({"nomn", "sing"})
    return str(form.word).title() if form else word


def _surname(word: str, genders: set[str]) -> str:
    """«Игоря Сомова» is Сомов, «Ольгу Сомову» Сомова, where the first name tells the gender."""
    found = _SURNAME.fullmatch(word)
    return found["stem"] + ("а" if "femn" in genders else "") if found and genders < _GENDERS and genders else word


def is_personal(said: str) -> bool:
    """A first name in the accusative, perhaps with a surname: «Олю Ким»; «Весну» is none."""
    reading = readings(said.split(maxsplit=1)[0])[0].tag
    return "Name" in reading.grammemes and reading.case == "accs"
