"""Under which names Radar answers in production: its own, and for the health check Railway's."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, request

from config import Settings

RAILWAYS_HEALTH_CHECK = "healthcheck.railway.app"


def trust(app: Flask, settings: Settings) -> None:
    """Answer every other name with 400: no link, redirect or cache may be made with a name that is not ours."""
    if not settings.production:
        return
    app.config["TRUSTED_HOSTS"] = [urlsplit(settings.public_url).hostname, RAILWAYS_HEALTH_CHECK]
    app.before_request(_health_alone)


def _health_alone() -> None:
    if request.host == RAILWAYS_HEALTH_CHECK and request.endpoint != "health.health":
        abort(400)
