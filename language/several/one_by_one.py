"""What is ordered one by one: each sentence, line or half of a message is read by itself, and all of them are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from language.deciding import only_thing
from language.earlier import Earlier
from language.folding import fold
from language.gist.keeping import changes
from language.intents import asks
from language.meaning import Command, Meaning, NoCommand, Several, commands_of
from language.names import Mention
from language.sentence import Sentence
from language.several.objectless import Reader, of_the_one_before, points
from language.several.sentences import Part, halves_of, may_stand_together, runs_on, sentences_of
from language.spoken import spoken_language
from language.things import Thing, World
from language.understood import Understanding

# What is said of another thing «тоже»; a name or a text is only one thing's.
_SAID_AGAIN = frozenset(
    {"feature_status", "feature_assign_po", "feature_assign_teams", "release_add_feature", "release_remove_feature"}
)
_TWO = 2
_PLACING = frozenset("в во на по у in on for at the а и и ну так".split())
_MADE_THERE = frozenset({"feature_create", "release_create", "project_create"})
# Why a part of a message was told and is not to be done, whatever stands beside it.
_KEEPING = frozenset({"hearsay", "doubt", "condition", "later"})


def one_by_one(s: Sentence, world: World, earlier: Earlier, read: Reader) -> Understanding | None:
    """All that is ordered, where each part is sure to be a command; None where the message is to be read as one.

    What a part points at is told in that part or in the one before it; in an earlier message only where the first of
    them orders it so. A project that is named for all is that of all: «в проекте X удали вход и отмени чат».
    """
    for parts in (sentences_of(s), *halves_of(s)):
        place = _project_of_all(s, parts) if parts else None
        there = replace(world, active_project_id=place.id) if place else world
        found = _all_of(parts, s, there, earlier, read) if parts else None
        if found is not None:
            return None if place and _makes_one(found.meaning) else found
    return None


def _project_of_all(s: Sentence, parts: Sequence[Part]) -> Thing | None:
    """The one project that is named, before all the parts or behind what is joined by "and"."""
    named = s.of("project")
    if len({mention.things for mention in named}) != 1 or len(named[0].things) != 1:
        return None
    first, end = s.index(named[0].start), s.index(named[0].end)
    place = s.within("project_noun")
    before = [n for n in range(first) if n not in place and s.words[n].text not in _PLACING]
    ahead = not before and (first > 0 or s.text[named[0].end :].lstrip()[:1] in (":", "."))
    behind = end == len(s.words) and first > 0 and (s.words[first - 1].text in _PLACING or first - 1 in place)
    joined = behind and all(part.is_joined for part in parts[:-1])
    contrasts = any(part.end.strip(" ,").lower() == "а" for part in parts)
    return named[0].things[0] if ahead or (joined and not contrasts) else None


def _makes_one(meaning: Meaning) -> bool:
    """It would be made where one is, and not in the project that is named elsewhere in the message."""
    return any(command.intent in _MADE_THERE for command in commands_of(meaning))


def _all_of(parts: list[Part], s: Sentence, world: World, earlier: Earlier, read: Reader) -> Understanding | None:
    found: list[Understanding] = []
    earlier = earlier if parts[0].ordered and points(parts[0]) else replace(earlier, spoken_of=())
    for number, part in enumerate(parts):
        joined = number > 0 and parts[number - 1].is_joined
        found.append(of_the_one_before(part, world, earlier, read) if joined else read(part.text, world, earlier))
        if not changes(found[-1].meaning):
            joined = any(part.is_joined for part in parts)
            beside = len(found) > 1 or (_lacks(found[0]) and _goes_on(parts, world, earlier, read))
            return _one_at_a_time(found[-1], s, world, joined=joined) if beside else None
        # «вход готов. Переводы тоже», «возьми вход в работу и назначь ей PO Марию»
        earlier = replace(earlier, same=_to_say_again(found[-1].meaning), spoken_of=_features(found[-1].meaning))
    told = [commands_of(understood.meaning) for understood in found]
    each = list(zip(parts, told, strict=True))
    if _leaves_one_out(s, [command for some in told for command in some]):
        return None
    if len(each) > _TWO and any(runs_on(*pair) for pair in pairwise(each)):
        return _not_all(found[-1], s, world)  # of two the readers tell more
    if not may_stand_together(each):
        return None
    drafts = tuple(draft for understood in found for draft in understood.drafts)
    commands = tuple(command for some in told for command in some)
    return Understanding(s, drafts, Several(commands[0].language, commands))


def _leaves_one_out(s: Sentence, commands: Sequence[Command]) -> bool:
    """A feature is named, and no step is of it: "close login and signup and cancel search" in two halves."""
    values = [value for command in commands for value in command.slots.values()]
    kept = [value for value in values if isinstance(value, str)]
    return any(
        m.whole and not {*m.things} & {v for v in values if isinstance(v, Thing)} and not _is_told_in(s, m, kept)
        for m in s.of("feature")
    )


def _is_told_in(s: Sentence, mention: Mention, kept: Sequence[str]) -> bool:
    said = fold(s.text[mention.start : mention.end])
    return any(said in fold(text) for text in kept)


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
