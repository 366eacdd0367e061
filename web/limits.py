"""How often someone may try to come in: counted in the database, for there are several processes."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from ipaddress import ip_address

from flask import current_app, request
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from config import Settings
from journal import now
from models import LoginAttempt, User, db

WINDOW = dt.timedelta(minutes=10)
OF_ONE_ADDRESS = 60
"""Tries within the window; an office of three teams may share one address."""
OF_ONE_PERSON = 20


def pause_for_address() -> int:
    """Count a try of the address the request comes from; the seconds it has to wait, 0: it may go on."""
    return _count(f"address:{_address()}", OF_ONE_ADDRESS)


def pause_for_person(user: User) -> int:
    """Count a try of this person; the seconds they have to wait, 0: they may go on."""
    return _count(f"user:{user.id}", OF_ONE_PERSON)


def _count(who: str, most: int) -> int:
    moment = now()
    since = dt.datetime.fromtimestamp(moment.timestamp() // WINDOW.total_seconds() * WINDOW.total_seconds(), dt.UTC)
    statement = insert(LoginAttempt).values(who=who, since=since, attempts=1)
    again = statement.on_conflict_do_update(
        index_elements=["who", "since"], set_={"attempts": LoginAttempt.attempts + 1}
    )
    attempts = db.session.scalars(again.returning(LoginAttempt.attempts)).one()
    if attempts == 1:  # a new stretch of time: the old ones are no longer looked at
        db.session.execute(delete(LoginAttempt).where(LoginAttempt.since < since))
    # Committed at once: the count must stand whatever becomes of the request, and its row must hold nobody up.
    db.session.commit()
    return 0 if attempts <= most else int((since + WINDOW - moment).total_seconds()) + 1


def _address() -> str:
    """The address as a keyed hash: enough to count, of no use to whoever reads the table."""
    settings: Settings = current_app.extensions["settings"]
    return hmac.new(settings.secret_key.encode(), _network().encode(), hashlib.sha256).hexdigest()


def _network() -> str:
    """An IPv6 address stands for its /64: everyone at home has as many addresses as they like in there."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    return address.exploded[:19] if address.version == 6 else str(address)
