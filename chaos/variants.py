"""Radar with a fault built in, which the tool must find; and Radar as its next release might be.

Each is a factory for gunicorn. They change the program from outside, in processes of their own: the product
has no switch for any of this.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from random import randrange
from typing import Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import Text
from sqlalchemy.orm import Session, mapped_column, scoped_session

import app as product
from bot import claims, delivery, opening, turn
from bot.api import BotApi
from bot.opening import Standing
from bot.replies import Call
from bot.updates import Incoming
from journal import now
from models import Feature, Idea, engine_options

_NOBODYS = count(randrange(2**48))  # numbers no update has: the honest opening claims one of them instead


def unwaiting() -> Flask:
    """Acknowledges what is not on the disk yet."""

    def options(pool_size: int, max_overflow: int) -> dict[str, object]:
        made = engine_options(pool_size, max_overflow)
        made["connect_args"]["options"] += " -c synchronous_commit=off"
        return made

    patch.object(product, "engine_options", options).start()
    return product.create_app()


def claimed_apart() -> Flask:
    """Commits the claim on an update before the change it stands for."""
    honest = opening.opened

    def opened(session: Session, incoming: Incoming, seen: str | None) -> tuple[bool, Standing | None]:
        with Session(session.get_bind()) as own, own.begin():
            claimed = claims.claim(own, incoming.key)
        _, found = honest(session, replace(incoming, update_id=-next(_NOBODYS)), seen)
        return claimed, found

    patch.object(turn, "opened", opened).start()
    return product.create_app()


def marked_before() -> Flask:
    """Marks a reply as sent, and then sends it."""

    def deliver(
        sessions: scoped_session[Any], api: BotApi, key: str, person: int, calls: list[Call], lease: claims.Lease
    ) -> None:
        claims.sent_alone(key, now())
        delivery.deliver(sessions, api, key, person, calls, lease)

    patch.object(turn, "deliver", deliver).start()
    return product.create_app()


def next_release() -> Flask:
    """Knows the columns that chaos/next_release.py.txt adds to two of the tables."""
    for model in (Feature, Idea):
        model.later = mapped_column("later", Text, nullable=True)
        model.sooner = mapped_column("sooner", Text, server_default="soon")
    return product.create_app()
