"""What was last spoken of, for «она», «туда же», "it" in the next message; not a decision, hence not journalled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, cast

from language import Kind, Slots, Thing
from models import User

_GOOD_FOR = dt.timedelta(minutes=30)
_NAME = {"feature": "name", "release": "version", "project": "name", "idea": "content", "risk": "description"}


def remember(user: User, slots: Slots, now: dt.datetime) -> None:
    """Keep the one thing of each kind that a command is about; of several of a kind, none."""
    _keep(user, [value for value in slots.values() if isinstance(value, Thing)], now)


def remember_created(user: User, events: Iterable[Mapping[str, Any]], now: dt.datetime) -> None:
    """Keep what a message has just made, for «закинь её в 2.0» in the next one."""
    made = [event for event in events if event["action"].endswith("_created") and event["entity_type"] in _NAME]
    _keep(user, [_thing(event) for event in made], now)


def spoken_of(user: User, now: dt.datetime) -> tuple[Thing, ...]:
    """The things last spoken of, one of a kind, if that was within half an hour."""
    found = []
    for kind, kept in (user.spoken_of or {}).items():
        if kind in _NAME and now - dt.datetime.fromisoformat(kept["at"]) <= _GOOD_FOR:
            found.append(Thing(cast("Kind", kind), kept["id"], kept["name"], kept["project_id"]))
    return tuple(found)


def _keep(user: User, things: list[Thing], now: dt.datetime) -> None:
    kinds = [thing.kind for thing in things]
    kept = dict(user.spoken_of or {})
    for thing in things:
        if kinds.count(thing.kind) == 1:
            kept[thing.kind] = {
                "id": thing.id,
                "name": thing.name,
                "project_id": thing.project_id,
                "at": now.isoformat(),
            }
    if kept != (user.spoken_of or {}):
        user.spoken_of = {kind: kept[kind] for kind in kept if kind in _NAME}


def _thing(event: Mapping[str, Any]) -> Thing:
    kind = event["entity_type"]
    name = event["details"]["after"][_NAME[kind]]
    return Thing(cast("Kind", kind), event["entity_id"], name, event["project_id"])
