"""From drafts to a meaning: which thing each name is, whether all is sure, and what to ask where it is not."""

from __future__ import annotations

from collections.abc import Sequence

from language import dates
from language.draft import Draft, Named
from language.folding import clean_name, fold
from language.meaning import BadDate, Choice, Command, Meaning, NoCommand, Several, Slots, Unknown
from language.names import Names
from language.nearest import nearest
from language.sentence import Sentence
from language.things import Thing, World

_MOST_OPTIONS = 3
_OF_ANY_PROJECT = frozenset({"radar_why"})  # a part of a name may stand for what burns in another project


def decide(drafts: Sequence[Draft], s: Sentence, names: Names, world: World) -> Meaning:
    """One draft becomes a command, a choice or a refusal; several become commands only where all are sure."""
    # «X готова, Y не готов»: that Y is not ready changes nothing, and keeps X from nothing.
    told = [d for d in drafts if not (d.kept == "negation" and d.intent == "feature_status")]
    drafts = told if told and len(told) < len(drafts) else drafts
    kept = next((d for d in drafts if d.kept), None)
    if kept is not None:
        return NoCommand(kept.language, kept.kept or "not understood", only_thing(s, world), nearest(s))
    meanings = [_decide_one(draft, s, names, world) for draft in drafts]
    commands = [m for m in meanings if isinstance(m, Command)]
    if len(meanings) == 1:
        return meanings[0]
    if len(commands) == len(meanings) and not _contradict(commands):
        return Several(commands[0].language, tuple(commands))
    return NoCommand(drafts[0].language, "several", only_thing(s, world), nearest(s))


def _contradict(commands: Sequence[Command]) -> bool:
    """One feature is given two statuses: which of them counts is not sure."""
    claimed = [c.slots["feature"] for c in commands if c.intent == "feature_status"]
    return len(claimed) != len(set(claimed))


def _decide_one(draft: Draft, s: Sentence, names: Names, world: World) -> Meaning:
    slots: Slots = {}
    named: dict[str, Named] = {}
    for slot, value in draft.slots.items():
        if isinstance(value, Named):
            named[slot] = value
        elif isinstance(value, dates.DateMention):
            if value.problem:
                return BadDate(draft.language, value.problem, s.text[value.start : value.end])
            slots[slot] = value.value
        elif value is not None:
            slots[slot] = value
    return _with_things(draft, slots, named, names, _scoped(s, world, draft))


def _with_things(draft: Draft, slots: Slots, named: dict[str, Named], names: Names, world: World) -> Meaning:
    wide = draft.intent in _OF_ANY_PROJECT
    fits = {slot: _nearby(_said_exactly(n), world, wide=wide and _is_part(n)) for slot, n in named.items()}
    home = {t.project_id for things in fits.values() if len(things) == 1 for t in things if t.project_id}
    unsure: list[tuple[str, Named, tuple[Thing, ...]]] = []
    for slot, name in named.items():
        things = fits[slot]
        if len(things) > 1 and len(home) == 1:
            # "add Login to v2.0" means the v2.0 of Login's project
            things = tuple(t for t in things if t.project_id in home) or things
        if len(things) == 1 and _at_hand(things[0], world) and not name.elsewhere:
            slots[slot] = things[0]
        else:
            unsure.append((slot, name, things))
    if not unsure:
        return Command(draft.language, draft.intent, slots)
    slot, name, things = unsure[0]
    if len(unsure) > 1:
        missing = next((n for _, n, found in unsure if not found), name)
        return Unknown(draft.language, draft.intent, missing.kind, missing.said)
    near = things or tuple(_nearby(tuple(names.nearest(name.said, name.kind)), world))
    if not near:
        return Unknown(draft.language, draft.intent, name.kind, name.said)
    sure = bool(things) and not name.elsewhere
    return Choice(draft.language, draft.intent, slots, slot, clean_name(name.said), near[:_MOST_OPTIONS], sure)


def only_thing(s: Sentence, world: World) -> Thing | None:
    """The one thing that is spoken of, where it is only one."""
    for kind in ("feature", "release", "project"):
        found = [_nearby(m.of(kind), _scoped(s, world)) for m in s.of(kind)]
        if len(found) == 1 and len(found[0]) == 1:
            return found[0][0]
    return None


def _scoped(s: Sentence, world: World, draft: Draft | None = None) -> World:
    """The world as seen from the project that the sentence names, if it names one besides what it is about."""
    if draft is not None and isinstance(named := draft.slots.get("project"), Named):
        known = named.mention.of("project") if named.mention else ()
        return World(world.things, known[0].id) if len(known) == 1 else world
    projects = {t.id for m in s.of("project") for t in m.of("project") if m.whole}
    return World(world.things, projects.pop()) if len(projects) == 1 else world


def _said_exactly(named: Named) -> tuple[Thing, ...]:
    """Where a name was said to the letter, only the things that bear just this name."""
    things = named.mention.of(named.kind) if named.mention else ()
    name = fold(clean_name(named.said))
    return tuple(t for t in things if fold(t.name) == name) or things


def _is_part(named: Named) -> bool:
    return named.mention is not None and not named.mention.whole


def _nearby(things: tuple[Thing, ...], world: World, *, wide: bool = False) -> tuple[Thing, ...]:
    """The things of the active project; those of others only where it has none, or where all count (`wide`)."""
    if wide:
        return things
    return tuple(t for t in things if _at_hand(t, world)) or things


def _at_hand(thing: Thing, world: World) -> bool:
    return (
        world.active_project_id is None
        or thing.kind == "project"
        or thing.project_id is None
        or thing.project_id == world.active_project_id
    )
