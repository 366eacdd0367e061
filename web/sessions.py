"""In which browsers a person has come in. The browser keeps a random id in its signed cookie, the database its hash."""

from __future__ import annotations

import datetime as dt
import secrets

from flask import current_app, g, session
from sqlalchemy import delete, select

from config import Settings
from journal import now
from models import LoginLink, User, WebSession, db, token_hash

LIFE = dt.timedelta(days=30)

_KEY = "id"


def begin(user: User) -> None:
    """From now on this browser is the person's; whatever was in its cookie before is gone."""
    session.clear()
    session.permanent = True
    session[_KEY] = secrets.token_urlsafe(32)
    moment = now()
    db.session.execute(delete(WebSession).where(WebSession.expires_at < moment))
    db.session.execute(delete(LoginLink).where(LoginLink.expires_at < moment - LIFE))
    row = WebSession(id_hash=token_hash(session[_KEY]), user_id=user.id, created_at=moment, expires_at=moment + LIFE)
    db.session.add(row)
    db.session.commit()
    g.signed_in = user


def signed_in() -> User | None:
    """The person whose browser this is: one query, made once for a request, and none without a cookie."""
    if "signed_in" not in g:
        g.signed_in = _find()
    user: User | None = g.signed_in
    return user


def end_everywhere() -> None:
    """Out of every browser, and out of every link that has not been used yet."""
    user = signed_in()
    session.clear()
    g.signed_in = None
    if user is not None:
        db.session.execute(delete(WebSession).where(WebSession.user_id == user.id))
        db.session.execute(delete(LoginLink).where(LoginLink.user_id == user.id, LoginLink.used_at.is_(None)))
        db.session.commit()


def may_come_in(user: User | None) -> bool:
    """On the access list, and not away: who blocks the bot is out until they write to it again."""
    settings: Settings = current_app.extensions["settings"]
    return user is not None and user.is_active and user.telegram_id in settings.allowed_telegram_ids


def _find() -> User | None:
    kept = session.get(_KEY)
    if not isinstance(kept, str):
        return None
    mine = select(User).join(WebSession, WebSession.user_id == User.id)
    user = db.session.scalar(mine.where(WebSession.id_hash == token_hash(kept), WebSession.expires_at > now()))
    return user if may_come_in(user) else None
