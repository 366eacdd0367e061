"""When a person last looked at the radar or at what changed: "since my last look" counts from there.

Looks less than half an hour apart are one: whoever asks what is burning and then what changed since last time means
the time before both. Kept with the person, whatever project they are in; not a decision, hence not journalled.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models import User

_ONE_LOOK = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Look:
    """`since`: the look before this one, None for the first. `just`: the last one was so short a time ago."""

    since: dt.datetime | None
    just: dt.timedelta | None = None


def look(user: User, now: dt.datetime) -> Look:
    """Note that the person looks now; returns where "since my last look" counts from."""
    last, user.looked_at = user.looked_at, now
    if last is None:
        return Look(None)
    one = now - last <= _ONE_LOOK
    if not one or user.looked_before is None:  # of the very first look there is none before: it counts from itself
        user.looked_before = last
    return Look(user.looked_before, now - last if one else None)
