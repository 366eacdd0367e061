"""The way from the chat to the pages: a one-time link, and inside Telegram without one."""

from __future__ import annotations

import datetime as dt
import secrets
from urllib.parse import urlsplit

from markupsafe import Markup
from sqlalchemy import func, select

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.looks import look
from handlers.reply import Button, Refusal, Reply
from handlers.words import say
from models import LoginLink, token_hash

LIFE = dt.timedelta(minutes=10)
"""How long a link is good, and the stretch of time in which a person gets no more than `MOST` of them."""
MOST = 5


def open_radar(talk: Conversation) -> Reply:
    _not_too_many(talk)
    look(talk.user, talk.now)
    address = f"{talk.public_url}/login/{_new_token(talk)}"
    here = urlsplit(talk.public_url)
    reply = Reply.of(say("The way in is good once, for 10 minutes, and only for you."))
    if here.scheme == "https":
        reply.buttons.append(Button(str(say("Open here")), web_app=f"{talk.public_url}/login/telegram"))
    if "." in (here.hostname or ""):
        reply.buttons.append(Button(str(say("Open in the browser")), url=address))
    else:  # Telegram refuses buttons to such names as localhost
        reply.lines.append(Markup("<code>%s</code>") % address)
    reply.secret = True
    return reply


def _not_too_many(talk: Conversation) -> None:
    """The person's row is locked for the turn, so that no two links are counted at once."""
    mine = select(func.count()).select_from(LoginLink).where(LoginLink.user_id == talk.user.id)
    if (talk.session.scalar(mine.where(LoginLink.created_at > talk.now - LIFE)) or 0) >= MOST:
        raise Refusal(say("That was many links at once. Use the last one, or ask again in ten minutes."))


def _new_token(talk: Conversation) -> str:
    token = secrets.token_urlsafe(32)
    link = LoginLink(
        token_hash=token_hash(token), user_id=talk.user.id, created_at=talk.now, expires_at=talk.now + LIFE
    )
    talk.session.add(link)
    return token


CAPABILITY = Capability(name="pages", titles={"ru": "Страницы", "en": "Pages"}, intents={"radar_open": open_radar})
