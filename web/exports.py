"""The history as a file, with the filters of its page: CSV for people and their tables, JSON for programs.

Both are read and sent batch by batch, each batch from where the one before it ended: however long the log, memory stays
the same, and no database connection is held while a slow reader takes its time.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, request, stream_with_context
from flask_babel import get_locale, gettext

from config import Settings
from handlers.telling import Names, change_of, happened, headline
from handlers.words import KINDS
from journal import Filter, as_dict, history
from models import EventLog, db
from web.access import ask_to_come_in
from web.actions import action_words
from web.as_of import as_of
from web.entries import known_people, names_of
from web.filters import chosen_in, read_filter
from web.history import up_to

BATCH = 500
_BOM = "\ufeff"  # without it Excel reads UTF-8 as if it were an old Windows table
# What a table program would take for a formula (OWASP, "CSV Injection"); full-width signs count as well.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

blueprint = Blueprint("exports", __name__)
blueprint.before_request(ask_to_come_in)


@blueprint.get("/history.csv")
def as_csv() -> Response:
    """A table in the reader's language, for Excel and its kin: UTF-8 with BOM, rows end with CRLF.

    Columns are parted by what Excel expects in that language: a semicolon in Russian, a comma in English.
    """
    return _file(_csv_rows, "text/csv; charset=utf-8", "history.csv")


@blueprint.get("/history.json")
def as_json() -> Response:
    """A JSON array, one event a line, each as `flask journal export` prints it, newest first."""
    return _file(_json_lines, "application/json", "history.json")


def _file(write: Callable[[Filter, ZoneInfo], Iterator[str]], kind: str, name: str) -> Response:
    settings: Settings = current_app.extensions["settings"]
    wanted = up_to(as_of(), read_filter(chosen_in(request.args), settings.timezone))
    answer = Response(stream_with_context(write(wanted, settings.timezone)), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _written(wanted: Filter, write: Callable[[list[EventLog]], str]) -> Iterator[str]:
    """All events the filter finds, newest first, batch by batch in writing."""
    while events := history(db.session(), wanted, BATCH):
        wanted = replace(wanted, before=events[-1].id)
        text = write(events)
        db.session.remove()  # whoever reads slowly must not hold a connection
        yield text


def _csv_rows(wanted: Filter, zone: ZoneInfo) -> Iterator[str]:
    separator = ";" if str(get_locale()) == "ru" else ","
    yield _BOM + _table([_titles()], separator)
    people = known_people()

    def rows(events: list[EventLog]) -> str:
        names = names_of(events, people)
        return _table([_row(event, names, zone) for event in events], separator)

    yield from _written(wanted, rows)


def _titles() -> list[str]:
    return [
        gettext("Event"),
        gettext("Time"),
        gettext("Who"),
        gettext("Project"),
        gettext("Kind"),
        gettext("What"),
        gettext("Change"),
        gettext("Action"),
        gettext("Undoes event"),
        gettext("Code of the action"),
    ]


def _row(event: EventLog, names: Names, zone: ZoneInfo) -> list[str]:
    change = change_of(event)
    kind = KINDS[change.kind]()
    return [
        str(event.id),
        f"{event.timestamp.astimezone(zone):%Y-%m-%d %H:%M:%S}",
        names.person(event.user_id),
        names.thing("project", event.project_id) if event.project_id is not None else "",
        kind,
        headline(change, names).striptags()[len(kind) + 1 :],
        happened(change, names).striptags(),
        action_words(event.action),
        str(event.undoes_id or ""),
        event.action,
    ]


def _table(rows: Sequence[Sequence[str]], separator: str) -> str:
    written = StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows([map(_harmless, row) for row in rows])
    return written.getvalue()


def _harmless(cell: str) -> str:
    """The cell as text, whatever a table program would make of it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _json_lines(wanted: Filter, _: ZoneInfo) -> Iterator[str]:
    yield "["
    comma = "\n"
    for lines in _written(wanted, _lines):
        yield comma + lines
        comma = ",\n"
    yield "\n]\n"


def _lines(events: list[EventLog]) -> str:
    return ",\n".join(json.dumps(as_dict(event), ensure_ascii=False) for event in events)
