"""When a person last looked at the radar or at what changed: "since my last look" counts from there.

Looks less than half an hour apart are one: whoever asks what is burning and then what changed since last time means
the time before both. Kept with the person, whatever project they are in; not a decision, hence not journalled.
"""

from __future__ import annotations

import datetime as dt

from models import User

_ONE_LOOK = dt.timedelta(minutes=30)


def look(user: User, now: dt.datetime) -> dt.datetime | None:
    """Note that the person looks now; returns when the look before this one ended, None for the first."""
    if user.looked_at is None or now - user.looked_at > _ONE_LOOK:
        user.looked_before = user.looked_at
    user.looked_at = now
    return user.looked_before
