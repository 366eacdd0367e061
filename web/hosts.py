"""Under which names Radar answers in production: its own ones, and for what Railway's network asks under others."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Flask, abort, request

from config import Settings

RAILWAYS_HEALTH_CHECK = "healthcheck.railway.app"


def trust(app: Flask, settings: Settings) -> None:
    """Answer every other name with 400: no link, redirect or cache may be made with a name that is not ours."""
    if not settings.production:
        return
    own = {urlsplit(settings.public_url).hostname, settings.railway_domain} - {None}
    alone = _alone(settings)
    app.config["TRUSTED_HOSTS"] = [*own, *alone]

    def only_what_is_asked_there() -> None:
        name = request.host.partition(":")[0].lower()  # on the private network the port stands with it
        if name in alone and request.endpoint not in alone[name]:
            abort(400)

    app.before_request(only_what_is_asked_there)


def _alone(settings: Settings) -> Mapping[str, frozenset[str]]:
    """The names under which there is nothing but these endpoints: nobody comes in under them."""
    health = {RAILWAYS_HEALTH_CHECK: frozenset({"health.health"})}
    if settings.private_domain is None:
        return health
    return health | {settings.private_domain.lower(): frozenset({"health.health", "metrics.metrics"})}
