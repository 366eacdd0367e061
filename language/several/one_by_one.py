"""What is ordered one by one: each sentence, line or half of a message is read by itself, and all of them are done."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from language.deciding import only_thing
from language.drafting import asks
from language.earlier import Earlier
from language.gist.keeping import changes
from language.meaning import Command, Meaning, NoCommand, Several, commands_of
from language.sentence import Sentence
from language.several.sentences import Part, halves_of, may_stand_together, runs_on, sentences_of
from language.spoken import spoken_language
from language.things import Thing, World
from language.understood import Understanding

Reader = Callable[[str, World, Earlier], Understanding]

# What is said of another thing «тоже»; a name or a text is only one thing's.
_SAID_AGAIN = frozenset(
    {"feature_status", "feature_assign_po", "feature_assign_teams", "release_add_feature", "release_remove_feature"}
)
_TWO = 2
_IT_IN_RUSSIAN = ("её", "ей")  # «добавь её в 2.0», «назначь ей PO»
_POINTER = re.compile(r"^\W*\w+\s+(?:его|её|ее|ей|ему|it)\b", re.IGNORECASE)
_NEW = re.compile(r"\b(?:нов\w+|созда\w+|завед\w+|new|create)\b", re.IGNORECASE)  # what is made is no object
# Why a part of a message was told and is not to be done, whatever stands beside it.
_KEEPING = frozenset({"hearsay", "doubt", "condition", "later"})


def one_by_one(s: Sentence, world: World, earlier: Earlier, read: Reader) -> Understanding | None:
    """All that is ordered, where each part is sure to be a command; None where the message is to be read as one.

    What a part points at is told in that part or in the one before it; in an earlier message only where the first of
    them orders it so. A project that is named in one is that of all: «в проекте X удали вход и отмени чат».
    """
    projects = _projects(s)
    if len(projects) > 1:
        return None
    there = replace(world, active_project_id=projects[0].id) if projects else world
    ways = (parts for parts in (sentences_of(s), *halves_of(s)) if parts)
    found = next(filter(None, (_all_of(parts, s, there, earlier, read) for parts in ways)), None)
    return None if found and projects and _makes_a_feature(found.meaning) else found


def _projects(s: Sentence) -> list[Thing]:
    """Those that are named whole, or with the word for one."""
    named = [m for m in s.of("project") if m.whole or s.has("project_noun")]
    return list(dict.fromkeys(thing for mention in named for thing in mention.of("project")))


def _makes_a_feature(meaning: Meaning) -> bool:
    """It would be made where one is, and not in the project that is named elsewhere in the message."""
    return any(command.intent.endswith("_create") for command in commands_of(meaning))


def _all_of(parts: list[Part], s: Sentence, world: World, earlier: Earlier, read: Reader) -> Understanding | None:
    found: list[Understanding] = []
    earlier = earlier if parts[0].ordered and _points(parts[0]) else replace(earlier, spoken_of=())
    for number, part in enumerate(parts):
        joined = number > 0 and parts[number - 1].is_joined
        found.append(_read_part(part, world, earlier, read) if joined else read(part.text, world, earlier))
        if not changes(found[-1].meaning):
            joined = any(part.is_joined for part in parts)
            beside = len(found) > 1 or (_lacks(found[0]) and _goes_on(parts, world, earlier, read))
            return _one_at_a_time(found[-1], s, world, joined=joined) if beside else None
        # «вход готов. Переводы тоже», «возьми вход в работу и назначь ей PO Марию»
        earlier = replace(earlier, same=_to_say_again(found[-1].meaning), spoken_of=_features(found[-1].meaning))
    told = [commands_of(understood.meaning) for understood in found]
    each = list(zip(parts, told, strict=True))
    if len(each) > _TWO and any(runs_on(*pair) for pair in pairwise(each)):
        return _not_all(found[-1], s, world)  # of two the readers tell more
    if not may_stand_together(each):
        return None
    drafts = tuple(draft for understood in found for draft in understood.drafts)
    commands = tuple(command for some in told for command in some)
    return Understanding(s, drafts, Several(commands[0].language, commands))


def _points(part: Part) -> bool:
    """«возьми его в работу и назначь PO Сергея»: what was spoken of before, and in all that follows."""
    return _POINTER.search(part.text) is not None


def _read_part(part: Part, world: World, earlier: Earlier, read: Reader) -> Understanding:
    """By itself, or where it is an order without an object, of what was told of before: «… и назначь PO Марию»."""
    alone = read(part.text, world, earlier)
    verb, _, rest = part.text.strip().partition(" ")
    commands = commands_of(alone.meaning)
    whole = changes(alone.meaning) and not any(command.intent == "release_create" for command in commands)
    if whole or not (part.ordered and rest and earlier.spoken_of) or _NEW.search(part.text):
        return alone
    for it in _IT_IN_RUSSIAN if not verb.isascii() else ("it",):
        of_it = read(f"{verb} {it} {rest}", world, earlier)
        told = [command.slots.get("feature") for command in commands_of(of_it.meaning)]
        if changes(of_it.meaning) and told == list(earlier.spoken_of):
            return of_it
    return alone


def _goes_on(parts: Sequence[Part], world: World, earlier: Earlier, read: Reader) -> bool:
    """«перенеси 2.0 попозже, и закрой вход»: another order behind; «перенеси 2.0 и 2.1 на неделю» is one."""
    apart = parts[1].ordered or not parts[0].is_joined
    return apart and any(changes(read(part.text, world, earlier).meaning) for part in parts[1:])


def _one_at_a_time(part: Understanding, s: Sentence, world: World, *, joined: bool) -> Understanding | None:
    """«вход готов. Перенеси релиз 2.0»: what it lacks is in no other part.

    Nor is «вход готов. Вася сказал, чат отменён» an order; of two halves the second says less by itself.
    """
    meaning = part.meaning
    kept = isinstance(meaning, NoCommand) and meaning.reason in _KEEPING and bool(part.drafts) and not joined
    return _not_all(part, s, world) if _lacks(part) or kept else None


def _not_all(part: Understanding, s: Sentence, world: World) -> Understanding:
    return Understanding(s, part.drafts, NoCommand(spoken_language(s.text), "several", only_thing(s, world)))


def _lacks(part: Understanding) -> bool:
    """An order of which something has to be asked first."""
    return any(not asks(command.intent) for command in commands_of(part.meaning))


def _features(meaning: Meaning) -> tuple[Thing, ...]:
    named = [c.slots.get("feature") for c in commands_of(meaning)]
    things = {thing for thing in named if isinstance(thing, Thing)}
    return tuple(things) if len(things) == 1 else ()


def _to_say_again(meaning: Meaning) -> Command | None:
    """What was done, whatever it was done to."""
    if not isinstance(meaning, Command) or meaning.intent not in _SAID_AGAIN:
        return None
    return replace(meaning, slots={slot: value for slot, value in meaning.slots.items() if slot != "feature"})
