"""The page of a thing that is not there, or was not there then: one sentence, and a way to when it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import render_template, url_for
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.telling import title
from handlers.words import bold, moment, say
from journal import Filter, history
from models import EventLog
from web.as_of import AsOf
from web.filters import LARGEST_ID
from web.history import up_to

_MINUTE = dt.timedelta(minutes=1)
_NEVER: dict[str, Callable[[], str]] = {
    "project": lambda: gettext("There is no such project."),
    "feature": lambda: gettext("There is no such feature."),
    "release": lambda: gettext("There is no such release."),
}
_DELETED: dict[str, Callable[[Markup, str], Markup]] = {
    "project": lambda name, when: say("Project %(name)s was deleted: %(when)s.", name=name, when=when),
    "feature": lambda name, when: say("Feature %(name)s was deleted: %(when)s.", name=name, when=when),
    "release": lambda name, when: say("Release %(name)s was deleted: %(when)s.", name=name, when=when),
}
_NOT_YET: dict[str, Callable[[Markup, str], Markup]] = {
    "project": lambda name, when: say("Project %(name)s came to be only later: %(when)s.", name=name, when=when),
    "feature": lambda name, when: say("Feature %(name)s came to be only later: %(when)s.", name=name, when=when),
    "release": lambda name, when: say("Release %(name)s came to be only later: %(when)s.", name=name, when=when),
}


def absent(session: Session, shown: AsOf, kind: str, number: int) -> tuple[str, int]:
    """Why there is nothing to see."""
    sentence, link = _NEVER[kind](), ""
    if number <= LARGEST_ID and (last := history(session, up_to(shown, Filter(entity=f"{kind}:{number}")), 1)):
        sentence, link = _told(_DELETED[kind], last[0]), _before(session, shown, kind, last[0])
    elif number <= LARGEST_ID and (first := _first(session, kind, number)):
        sentence, link = _told(_NOT_YET[kind], first), url_for(f"{kind}s.page", number=number)
    return render_template("absent.html", sentence=sentence, link=link, as_of=shown), 404


def _first(session: Session, kind: str, number: int) -> EventLog | None:
    of_it = (EventLog.entity_type == kind, EventLog.entity_id == number)
    return session.scalar(select(EventLog).where(*of_it).order_by(EventLog.id).limit(1))


def _told(words: Callable[[Markup, str], Markup], event: EventLog) -> Markup:
    row = event.details["after"] or event.details["before"]
    return words(bold(title(row)), moment(event.timestamp))


def _before(session: Session, shown: AsOf, kind: str, deleted: EventLog) -> str:
    """The thing's page as it was last: a moment counts to the end of its minute, so it is the minute before.

    Empty where the thing came and went within one minute: no moment of an address can show it.
    """
    first = _first(session, kind, deleted.entity_id)
    if first is None or first.timestamp >= deleted.timestamp.replace(second=0, microsecond=0):
        return ""
    last = deleted.timestamp.astimezone(shown.zone) - _MINUTE
    return url_for(f"{kind}s.page", number=deleted.entity_id, as_of=f"{last:%Y-%m-%dT%H:%M}")
