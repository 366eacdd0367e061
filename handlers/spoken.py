"""What was last spoken of, for «она», "it" in the next message; not a decision, hence not journalled."""

from __future__ import annotations

import datetime as dt

from language import Slots, Thing
from models import User

_GOOD_FOR = dt.timedelta(minutes=30)


def remember(user: User, slots: Slots, now: dt.datetime) -> None:
    """Keep the one feature a command is about; a command about several or none leaves what was."""
    features = [value for value in slots.values() if isinstance(value, Thing) and value.kind == "feature"]
    if len(features) == 1:
        thing = features[0]
        user.spoken_of = {
            "id": thing.id,
            "name": thing.name,
            "project_id": thing.project_id,
            "at": now.isoformat(),
        }


def spoken_of(user: User, now: dt.datetime) -> Thing | None:
    """The feature last spoken of, if that was within half an hour."""
    kept = user.spoken_of
    if not kept or now - dt.datetime.fromisoformat(kept["at"]) > _GOOD_FOR:
        return None
    return Thing("feature", kept["id"], kept["name"], kept["project_id"])
