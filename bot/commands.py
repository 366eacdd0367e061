"""The command line: `flask telegram …`, `flask poll`, `flask journal …`."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot import menu
from bot.api import BotApi, BotApiError
from bot.logs import kind
from bot.polling import poll
from bot.setup import delete_webhook, set_webhook, webhook_info
from bot.turn import Desk, take
from bot.updates import ALLOWED_UPDATES, NotAnUpdate
from config import Settings
from journal import export, verify
from models import db

telegram_group = AppGroup("telegram", help="The webhook and the menu at Telegram.")
journal_group = AppGroup("journal", help="The log of all changes.")


def register(app: Flask) -> None:
    app.cli.add_command(telegram_group)
    app.cli.add_command(journal_group)
    app.cli.add_command(poll_command)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _api() -> BotApi:
    settings = _settings()
    if settings.telegram_bot_token is None:
        raise click.ClickException("TELEGRAM_BOT_TOKEN is not set: put the token from BotFather into .env.")
    return BotApi(settings.telegram_bot_token, settings.telegram_api_url, pool_size=1)


def _asked(call: Callable[[], Any]) -> Any:
    """The call's result; what Telegram refuses, or a setting that does not do, as one line."""
    try:
        return call()
    except (BotApiError, ValueError) as error:
        raise click.ClickException(str(error)) from None


@telegram_group.command("setup")
def setup() -> None:
    """Set the webhook with its secret, the command menu and the descriptions in both languages."""
    settings, api = _settings(), _api()
    connections = min(100, settings.web_concurrency * settings.threads)
    secret = settings.telegram_webhook_secret
    _asked(lambda: set_webhook(api, settings.public_url, secret, ALLOWED_UPDATES, connections))
    _asked(lambda: menu.register(api))
    click.echo(f"Webhook set to {settings.public_url}/webhook, menu and descriptions registered.")


@telegram_group.command("info")
def info() -> None:
    """What Telegram knows of the webhook."""
    api = _api()
    click.echo(_asked(lambda: webhook_info(api)))


@telegram_group.command("delete")
def delete() -> None:
    """Take the webhook away, so that polling may begin."""
    api = _api()
    _asked(lambda: delete_webhook(api))
    click.echo("Webhook deleted; waiting updates are kept.")


@click.command("poll")
@with_appcontext
def poll_command() -> None:
    """Talk to Telegram without a public address; Ctrl-C stops."""
    api = _api()
    desk: Desk = current_app.extensions["desk"]
    _asked(lambda: menu.register(api))
    stop = threading.Event()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    click.echo("Polling. Ctrl-C stops.")
    try:
        poll(api, lambda update: _take(desk, update), stop=stop, allowed_updates=ALLOWED_UPDATES)
    except KeyboardInterrupt:
        click.echo("Stopped.")


def _take(desk: Desk, update: dict[str, Any]) -> None:
    try:
        take(desk, update)
    except NotAnUpdate:
        click.echo("Left out an update of a shape the Bot API does not know.", err=True)


@journal_group.command("verify")
def verify_command() -> None:
    """Replay the log, compare it with the tables; exit status 1 and the differences if there are any."""
    with _snapshot() as connection:
        report = verify(connection)
    for difference in report.differences:
        click.echo(difference)
    click.echo(str(report))
    if report.differences:
        raise SystemExit(1)


@journal_group.command("export")
def export_command() -> None:
    """Every event as a line of JSON, oldest first."""
    with _snapshot() as connection:
        for line in export(connection):
            click.echo(line)


@contextmanager
def _snapshot() -> Iterator[Connection]:
    """A connection whose one transaction sees a single moment of the database; its faults as one line."""
    try:
        with db.engine.connect() as connection:
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            # The limits of a turn are not for reading the whole log, perhaps into a pager.
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                connection.execute(text(f"SET LOCAL {limit} = 0"))
            yield connection
    except SQLAlchemyError as fault:
        raise click.ClickException(
            f"The log cannot be read ({kind(fault)}): is DATABASE_URL right, has `flask db upgrade` been run?"
        ) from None
