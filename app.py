"""The application: wiring only."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import load_dotenv
from flask import Flask, request
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

from bot import commands, logs, webhook
from bot.api import BotApi
from bot.explaining import understand_command
from bot.turn import Desk
from config import LOCAL_USER_ID, ConfigError, Settings, load_settings
from demo import commands as demo
from journal import guard
from models import db, engine_options, upgrading
from models.embedded import start_embedded
from web import (
    chat,
    csrf,
    exports,
    faults,
    features,
    headers,
    health,
    history,
    hosts,
    ideas,
    languages,
    layout,
    local_telegram,
    login,
    metrics,
    people,
    projects,
    radar,
    releases,
    rules,
    sessions,
    undo,
)
from web.languages import page_language
from web.local_telegram import LOCAL_TOKEN, PATH

ROOT = Path(__file__).resolve().parent
_LARGEST = 64 * 1024  # bytes of a request; the webhook sets a limit of its own


class Radar(Flask):
    """Flask, but the text of an exception stays out of the log: it may hold what people wrote."""

    def log_exception(self, exc_info: Any) -> None:
        logs.fault("request failed", exc_info[1], endpoint=request.endpoint)


def create_app(settings: Settings | None = None) -> Flask:
    """The web application; without settings they are read from the environment and `.env`.

    SystemExit with one line that names the variable and the mend where one of them is wrong.
    """
    settings = settings or _settings_of_environment()
    logs.configure(production=settings.production)
    app = Radar("radar", root_path=str(ROOT), instance_path=str(settings.instance))
    app.config.update(_flask_config(settings))
    db.init_app(app)
    guard(db.session)
    upgrading.init_app(app, db, ROOT / "migrations")
    Babel(app, default_locale="ru", default_timezone=str(settings.timezone), locale_selector=page_language)
    app.extensions["settings"] = settings
    hosts.trust(app, settings)
    app.extensions["desk"] = Desk(
        db.session, settings.allowed_telegram_ids, _senders(settings), settings.timezone, settings.public_url
    )
    rooms = (
        webhook,
        health,
        metrics,
        login,
        history,
        exports,
        undo,
        projects,
        features,
        releases,
        people,
        ideas,
        languages,
        radar,
        rules,
    )
    for room in rooms:
        app.register_blueprint(room.blueprint)
    name = urlsplit(settings.public_url).hostname if settings.production else None
    app.wsgi_app = webhook.Door(app, name, headers.plain(settings))  # type: ignore[method-assign]
    if settings.production:
        # Railway's proxy is the one hop in front of us: its word on scheme and address counts, nobody else's.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    else:
        app.register_blueprint(chat.blueprint)
        app.register_blueprint(local_telegram.blueprint)
    layout.register(app)
    faults.register(app)
    # Telegram proves itself to the webhook with a secret header, the bot to the local stand-in with a token in the
    # path; and with Telegram's word comes a person who has no cookie yet. Another site could use none of the three.
    csrf.protect(app, exempt=[webhook.blueprint, local_telegram.blueprint, login.come_in_by_telegram])
    headers.protect(app, settings)
    commands.register(app)
    demo.register(app)
    app.cli.add_command(understand_command)
    return app


def _settings_of_environment() -> Settings:
    load_dotenv(ROOT / ".env")
    try:
        return load_settings(os.environ, ROOT / "instance")
    except ConfigError as error:
        sys.exit(f"radar: {error}")  # as anything else `flask …` would show a traceback


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        **_cookie(settings),
        "MAX_CONTENT_LENGTH": _LARGEST,
        "TELEGRAM_WEBHOOK_SECRET": settings.telegram_webhook_secret,
        "SQLALCHEMY_DATABASE_URI": settings.database_url or start_embedded(settings.embedded_folder),
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_pool_size, settings.database_max_overflow),
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
    }


def _cookie(settings: Settings) -> dict[str, object]:
    """How the one cookie of the pages is kept; SECURITY.md says why."""
    return {
        # The prefix has browsers take it over https alone, for this host alone. At a desk, where cookies are told
        # apart by host and not by port, two Radars would otherwise take each other's away.
        "SESSION_COOKIE_NAME": "__Host-radar" if settings.production else f"radar-{settings.port}",
        "SESSION_COOKIE_SECURE": settings.production,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": sessions.LIFE,
    }


def _senders(settings: Settings) -> Callable[[int], BotApi]:
    """Which Bot API reaches a person: Telegram's, or in development the local chat's for the local user."""
    local = BotApi(LOCAL_TOKEN, f"http://127.0.0.1:{settings.port}{PATH}", settings.threads)
    if settings.telegram_bot_token is None:
        return lambda _: local
    telegram = BotApi(settings.telegram_bot_token, settings.telegram_api_url, settings.threads)
    if settings.production:
        return lambda _: telegram
    return lambda person: local if person == LOCAL_USER_ID else telegram
