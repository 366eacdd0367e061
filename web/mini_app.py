"""Who has opened Radar inside Telegram: what Telegram says of them, signed with the bot's token."""

from __future__ import annotations

import datetime as dt
from typing import Final

from init_data_py import InitData, validate_by_hash
from init_data_py.errors import InvalidInitDataError

from journal import now

FRESH: Final = dt.timedelta(minutes=10)
"""How long after Radar was opened Telegram's word lets one in; some minutes, for what was copied is of no use later."""
FRAMED_BY: Final = ("https://web.telegram.org", "https://webk.telegram.org", "https://weba.telegram.org")
"""Telegram's web clients, which show a Mini App in a frame; its other apps show it on its own."""
_AHEAD: Final = dt.timedelta(minutes=1)  # how far Telegram's clock may be ahead of ours


def person_of(init_data: str, bot_token: str) -> tuple[int, bool] | None:
    """The Telegram id, and whether Telegram's word is fresh; None where it is not Telegram's.

    The check is Telegram's own, https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app:
    an HMAC-SHA256 under the bot's token over all fields, compared in constant time.
    """
    try:
        data: InitData = validate_by_hash(init_data, bot_token, expires_in=None)
    except InvalidInitDataError:  # its text quotes what was sent: it goes no further
        return None
    if data.user is None:
        return None
    return data.user.id, -_AHEAD <= now() - data.issued_at <= FRESH
