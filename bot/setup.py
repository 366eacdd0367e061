"""The webhook at Telegram's end: set it, look at it, take it away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from bot.api import BotApi

PATH: Final = "/webhook"
SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")


def set_webhook(
    api: BotApi, public_url: str, secret: str, allowed_updates: Sequence[str], max_connections: int
) -> None:
    """Have Telegram deliver to `public_url`/webhook, at most `max_connections` (1 to 100) at a time.

    ValueError, in one sentence, if `public_url` is not https or `secret` is not 1 to 256 of A-Z a-z 0-9 _ -;
    BotApiError if Telegram refuses or cannot be reached. Updates already waiting are kept.
    """
    if not public_url.startswith("https://") or not urlsplit(public_url).hostname:
        raise ValueError("PUBLIC_URL must be an https:// address: Telegram delivers to nothing else.")
    if not SECRET.fullmatch(secret):
        raise ValueError("TELEGRAM_WEBHOOK_SECRET must be 1 to 256 characters of A-Z, a-z, 0-9, _ and -.")
    params = {
        "url": public_url.rstrip("/") + PATH,
        "secret_token": secret,
        "allowed_updates": list(allowed_updates),
        "max_connections": max_connections,
    }
    api.call("setWebhook", params)


def delete_webhook(api: BotApi) -> None:
    """Take the webhook away, so that polling may begin; updates that wait are kept. BotApiError as above."""
    api.call("deleteWebhook", {})


def webhook_info(api: BotApi) -> str:
    """What Telegram knows of the webhook, a `name: value` line each, nothing secret. BotApiError as above."""
    info: dict[str, Any] = api.call("getWebhookInfo", {})
    lines = {
        "webhook": _shown(info.get("url", "")),
        "waiting updates": info.get("pending_update_count", 0),
        "max connections": info.get("max_connections"),
        "allowed updates": ", ".join(info.get("allowed_updates", [])),
        "address": info.get("ip_address"),
        "last error": _last_error(info),
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value not in (None, ""))


def _shown(url: str) -> str:
    # Only our own path is printed: other bots' code puts the token there, or a password before the host.
    if not url:
        return "not set"
    parts = urlsplit(url)
    place = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    return place + PATH if parts.path == PATH else f"{place}/… (not Radar's path)"


def _last_error(info: dict[str, Any]) -> str | None:
    if "last_error_date" not in info:
        return None
    moment = datetime.fromtimestamp(info["last_error_date"], UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC, {info.get('last_error_message', 'no reason given')}"
