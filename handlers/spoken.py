"""What was last spoken of, for «она», «туда же», "it" in the next message; not a decision, hence not journalled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from language import Command, Earlier, Kind, Slots, Thing
from models import User

_GOOD_FOR = dt.timedelta(minutes=30)
_SAME = "same"
_JUST = "just"  # the one feature that the last message changed, for «не та, я про вход»
_REPEATED = frozenset(
    {"feature_status", "release_add_feature", "release_remove_feature", "feature_assign_po", "release_move"}
)
_CHANGED = frozenset(
    f"feature_{column}_updated" for column in ("status", "release_id", "assigned_po", "assigned_teams")
)
_SAID = ("status", "person")  # what the same again or another one needs besides the things
Kept = Mapping[str, Mapping[str, Any]]  # what was kept, by its name
_NAME = {"feature": "name", "release": "version", "project": "name", "idea": "content", "risk": "description"}


def earlier_of(user: User, now: dt.datetime) -> Earlier:
    """What this message may point at."""
    kept = _kept(user, now)
    return Earlier(_spoken_of(kept), _same_again(kept), _just_changed(kept))


def remember(user: User, command: Command, now: dt.datetime) -> None:
    """Keep the one thing of each kind that a command is about (of several of a kind, none), and what is done to it."""
    _keep_things(user, [value for value in command.slots.values() if isinstance(value, Thing)], now)
    same = {"intent": command.intent, **{name: command.slots.get(name) for name in _SAID}}
    _keep(user, {_SAME: same if command.intent in _REPEATED else None}, now)


def remember_all(user: User, commands: Sequence[Command], now: dt.datetime) -> None:
    """Keep what all commands of one message are about; where they are about several of a kind, «она» is none."""
    things = {value for command in commands for value in command.slots.values() if isinstance(value, Thing)}
    kinds = [thing.kind for thing in things]
    _keep(user, {kind: None for kind in kinds if kinds.count(kind) > 1}, now)
    _keep_things(user, list(things), now)
    _keep(user, {_SAME: None}, now)


def forget(user: User, kind: Kind, now: dt.datetime) -> None:
    """Another one was named that is not known, or not sure: what was spoken of before is not meant any more."""
    _keep(user, {kind: None, _SAME: None, _JUST: None}, now)


def remember_thing(user: User, thing: Thing, now: dt.datetime) -> None:
    """Keep what an answer speaks of, though nothing was done to it."""
    _keep_things(user, [thing], now)


def _same_again(kept: Kept) -> Command | None:
    """What was done to a feature last, for «и вход тоже»; None where it was something else, or long ago."""
    same = kept.get(_SAME)
    if same is None:
        return None
    slots: Slots = {name: same[name] for name in _SAID if same.get(name)}
    if same["intent"] == "release_add_feature":
        slots |= {"release": next((t for t in _spoken_of(kept) if t.kind == "release"), None)}
    return None if None in slots.values() else Command("", same["intent"], slots)


def remember_change(user: User, events: Sequence[Mapping[str, Any]], now: dt.datetime) -> None:
    """Keep what the last message changed, where that is one feature; nothing after any other message."""
    one = len(events) == 1 and events[0]["action"] in _CHANGED
    _keep(user, {_JUST: _noted(_thing(events[0])) if one else None}, now)


def _just_changed(kept: Kept) -> Thing | None:
    just = kept.get(_JUST)
    return _told("feature", just) if just else None


def remember_created(user: User, events: Iterable[Mapping[str, Any]], now: dt.datetime) -> None:
    """Keep what a message has just made, for «закинь её в 2.0» in the next one."""
    made = [event for event in events if event["action"].endswith("_created") and event["entity_type"] in _NAME]
    _keep_things(user, [_thing(event) for event in made], now)


def _spoken_of(kept: Kept) -> tuple[Thing, ...]:
    """The things last spoken of, one of a kind."""
    return tuple(_told(kind, told) for kind, told in kept.items() if kind in _NAME)


def _keep_things(user: User, things: list[Thing], now: dt.datetime) -> None:
    kinds = [thing.kind for thing in things]
    _keep(user, {thing.kind: _noted(thing) for thing in things if kinds.count(thing.kind) == 1}, now)


def _keep(user: User, what: Mapping[str, Mapping[str, Any] | None], now: dt.datetime) -> None:
    """Keep each of these in place of what was kept under its name; in place of None nothing."""
    if not what:
        return
    before = user.spoken_of or {}
    new = {name: {**told, "at": now.isoformat()} for name, told in what.items() if told is not None}
    kept = {name: told for name, told in before.items() if name not in what} | new
    if kept != before:
        user.spoken_of = kept


def _kept(user: User, now: dt.datetime) -> Kept:
    """What was kept within half an hour, by its name."""
    # The first release kept one thing alone, without its kind: what is left of that is no mapping, and too old.
    everything = [(name, kept) for name, kept in (user.spoken_of or {}).items() if isinstance(kept, dict)]
    return {name: kept for name, kept in everything if now - dt.datetime.fromisoformat(kept["at"]) <= _GOOD_FOR}


def _noted(thing: Thing) -> dict[str, Any]:
    return {"id": thing.id, "name": thing.name, "project_id": thing.project_id}


def _told(kind: str, kept: Mapping[str, Any]) -> Thing:
    return Thing(cast("Kind", kind), kept["id"], kept["name"], kept["project_id"])


def _thing(event: Mapping[str, Any]) -> Thing:
    kind = event["entity_type"]
    name = event["details"]["after"][_NAME[kind]]
    return Thing(cast("Kind", kind), event["entity_id"], name, event["project_id"])
