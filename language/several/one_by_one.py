"""What is ordered one by one: each sentence, line or half of a message is read by itself, and all of them are done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from language.deciding import only_thing
from language.drafting import asks
from language.earlier import Earlier
from language.gist.keeping import changes
from language.meaning import Command, Meaning, NoCommand, Several, commands_of
from language.sentence import Sentence
from language.several.sentences import Part, halves_of, may_stand_together, sentences_of
from language.spoken import spoken_language
from language.things import World
from language.understood import Understanding

Reader = Callable[[str, Earlier], Understanding]

# What is said of another thing «тоже»; a name or a text is only one thing's.
_SAID_AGAIN = frozenset(
    {"feature_status", "feature_assign_po", "feature_assign_teams", "release_add_feature", "release_remove_feature"}
)
# Why a part of a message was told and is not to be done, whatever stands beside it.
_KEEPING = frozenset({"hearsay", "doubt", "condition", "later"})


def one_by_one(s: Sentence, world: World, earlier: Earlier, read: Reader) -> Understanding | None:
    """All that is ordered, where each part is sure to be a command; None where the message is to be read as one.

    What a part points at is told in that part or in the one before it, never in an earlier message.
    """
    alone = replace(earlier, spoken_of=())
    ways = (parts for parts in (sentences_of(s), *halves_of(s)) if parts and _tell_where(s, parts))
    return next(filter(None, (_all_of(parts, s, world, alone, read) for parts in ways)), None)


def _tell_where(s: Sentence, parts: Sequence[Part]) -> bool:
    """A project that is named in one part would not be heard of in another: «в проекте X удали вход и отмени чат»."""
    whole = any(mention.whole for mention in s.of("project"))
    return not (whole or (s.of("project") and s.has("project_noun"))) or len(parts) == 1


def _all_of(parts: list[Part], s: Sentence, world: World, earlier: Earlier, read: Reader) -> Understanding | None:
    found: list[Understanding] = []
    for part in parts:
        found.append(read(part.text, earlier))
        if not changes(found[-1].meaning):
            joined = any(part.is_joined for part in parts)
            return _one_at_a_time(found[-1], s, world, joined=joined) if len(found) > 1 else None
        earlier = replace(earlier, same=_to_say_again(found[-1].meaning))  # «вход готов. Переводы тоже»
    told = [commands_of(understood.meaning) for understood in found]
    if not may_stand_together(list(zip(parts, told, strict=True))):
        return None
    drafts = tuple(draft for understood in found for draft in understood.drafts)
    commands = tuple(command for some in told for command in some)
    return Understanding(s, drafts, Several(commands[0].language, commands))


def _one_at_a_time(part: Understanding, s: Sentence, world: World, *, joined: bool) -> Understanding | None:
    """«вход готов. Перенеси релиз 2.0»: what it lacks is in no other part.

    Nor is «вход готов. Вася сказал, чат отменён» an order; of two halves the second says less by itself.
    """
    lacks = any(not asks(command.intent) for command in commands_of(part.meaning))
    meaning = part.meaning
    kept = isinstance(meaning, NoCommand) and meaning.reason in _KEEPING and bool(part.drafts) and not joined
    if not (lacks or kept):
        return None
    return Understanding(s, part.drafts, NoCommand(spoken_language(s.text), "several", only_thing(s, world)))


def _to_say_again(meaning: Meaning) -> Command | None:
    """What was done, whatever it was done to."""
    if not isinstance(meaning, Command) or meaning.intent not in _SAID_AGAIN:
        return None
    return replace(meaning, slots={slot: value for slot, value in meaning.slots.items() if slot != "feature"})
