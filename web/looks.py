"""Whoever opens the radar or the history as they are now has looked: "since my last look" counts from there too.

A page of a day gone by is no look, and neither is one that cannot be shown.
"""

from __future__ import annotations

from flask import request
from sqlalchemy import select

from handlers.looks import look
from models import User, db
from web.access import visitor
from web.as_of import AsOf


def note_look(shown: AsOf) -> None:
    """Last of all on a page, which is done by now: it ends the transaction."""
    if shown.past is not None or request.method != "GET":
        return
    # While a message of the same person is being answered, that is the look.
    mine = select(User).where(User.telegram_id == visitor()).with_for_update(skip_locked=True)
    user = db.session.scalar(mine.execution_options(populate_existing=True))
    if user is not None:
        look(user, shown.now)
        db.session.commit()
