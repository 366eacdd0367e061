"""A project that was asked for and has nothing on the radar: what it is called, and why there is nothing."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy.orm import Session

from web.as_of import AsOf
from web.standing import Row, thing_then


@dataclass(frozen=True, slots=True)
class Unlit:
    name: str
    sentence: str


def unlit(session: Session, shown: AsOf, number: int) -> Unlit | None:
    """None: there is no such project, and there was none then."""
    if row := thing_then(session, shown, "project", number):
        return Unlit(row["name"], _why(row, past=shown.past is not None))
    if shown.past is not None and (row := thing_then(session, AsOf(shown.now, shown.zone), "project", number)):
        return Unlit(row["name"], gettext("This project was not there yet."))
    return None


def _why(project: Row, *, past: bool) -> str:
    if project["status"] == "archived":
        if past:
            return gettext("The project was in the archive: the radar left it out.")
        return gettext("The project is in the archive: the radar leaves it out.")
    if past:
        return gettext("Nothing was open in this project: no unfinished feature, no planned release, no risk.")
    return gettext("Nothing is open in this project: no unfinished feature, no planned release, no risk.")
