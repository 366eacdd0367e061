"""An order without an object is of what the one before it was of: «возьми вход в работу и назначь PO Марию»."""

from __future__ import annotations

import re
from collections.abc import Callable

from language.earlier import Earlier
from language.gist.keeping import changes
from language.meaning import commands_of
from language.several.sentences import Part
from language.things import World
from language.understood import Understanding

Reader = Callable[[str, World, Earlier], Understanding]

_IT_IN_RUSSIAN = ("её", "ей")  # «добавь её в 2.0», «назначь ей PO»
_POINTER = re.compile(r"^\W*\w+\s+(?:его|её|ее|ей|ему|it)\b", re.IGNORECASE)
# What may follow an order without an object: a release, an owner, teams, a status.
_ONLY_TELLS_WHAT = re.compile(
    r"(?:(?:в|во|to|into|in)\s+(?:релиз\w*\s+|верси\w+\s+|release\s+)?v?\d+\.\d[\d.]*"
    r"|(?:(?:как|as|её|ее|на)\s+)?(?i:po|пио|владельц\w+|owner|product owner)\s+"
    r"[«\"]?[A-ZА-ЯЁ][\w-]*(?:\s+[A-ZА-ЯЁ][\w-]*)?"
    r"|(?:команд\w+|teams?)\s+[«\"]?[A-ZА-ЯЁ].*"
    r"|(?:(?:как|as)\s+)?(?:готов\w*|выполнен\w*|сделан\w*|закрыт\w*|заблокирован\w*|отмен[её]нн?\w*|done|blocked|cancelled"
    r"|in progress)|(?:в|во)\s+(?:работу|бэклог))[\s.!]*$"
)


def points(part: Part) -> bool:
    """«возьми его в работу и назначь PO Сергея»: what was spoken of before, and in all that follows."""
    return _POINTER.search(part.text) is not None


def of_the_one_before(part: Part, world: World, earlier: Earlier, read: Reader) -> Understanding:
    """By itself, or where it is an order without an object, of what was told of before: «… и назначь PO Марию»."""
    alone = read(part.text, world, earlier)
    verb, _, rest = part.text.strip().partition(" ")
    if not (part.ordered and earlier.spoken_of and _ONLY_TELLS_WHAT.match(rest)):
        return alone
    for it in _IT_IN_RUSSIAN if not verb.isascii() else ("it",):
        of_it = read(f"{verb} {it} {rest}", world, earlier)
        told = [command.slots.get("feature") for command in commands_of(of_it.meaning)]
        if changes(of_it.meaning) and told == list(earlier.spoken_of):
            return of_it
    return alone
