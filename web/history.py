"""Who changed what, from what to what: the journal in the browser, newest first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import gettext

from config import Settings
from handlers.telling import change_of, headline
from handlers.words import KINDS
from journal import Filter, history
from models import EventLog, db
from web.access import ask_to_come_in
from web.actions import actions
from web.as_of import AsOf, as_of
from web.entries import Entry, by_day, entries, known_people, known_projects, names_of
from web.filters import BadFilter, chosen_in, period_in_words, read_filter
from web.layout import notice, this_page
from web.looks import note_look

PAGE = 50
_EVENT = re.compile(r"[0-9]{1,18}")

blueprint = Blueprint("history", __name__)
blueprint.before_request(ask_to_come_in)


@blueprint.app_errorhandler(BadFilter)
def bad_filter(fault: BadFilter) -> tuple[str, int]:
    return notice(str(fault), 400, (this_page(), gettext("Show it without filters")))


@blueprint.get("/history")
def page() -> str | tuple[str, int]:
    """One page of the journal; `before` is the last event of the page above. 400: the form with what is wrong in it."""
    moment, chosen = as_of(), chosen_in(request.args)
    try:
        wanted = up_to(moment, read_filter(chosen, moment.zone))
    except BadFilter as fault:
        return _shown(moment, chosen, Filter(), [], str(fault)), 400
    html = _shown(moment, chosen, wanted, history(db.session(), wanted, PAGE + 1))
    note_look(moment)
    return html


def _shown(moment: AsOf, chosen: dict[str, str], wanted: Filter, events: Sequence[EventLog], wrong: str = "") -> str:
    settings: Settings = current_app.extensions["settings"]
    shown, people, projects = events[:PAGE], known_people(), known_projects()
    filters: dict[str, Any] = {name: value for name, value in chosen.items() if name != "before"}
    return render_template(
        "history.html",
        days=by_day(entries(shown, moment, people, projects)),
        chosen=filters,
        done=_just_taken_back(request.args.get("done", ""), moment),
        thing=chosen.get("entity", "") if wrong else _one_thing(chosen.get("entity", "")),
        wrong=wrong,
        period="" if wrong else period_in_words(chosen, moment.zone),
        projects=projects,
        people=people,
        kinds=[(name, word()) for name, word in KINDS.items()],
        actions=actions(),
        zone=settings.timezone.key,
        as_of=moment,
        newest=moment.link(url_for("history.page"), **filters) if wanted.before else None,
        older=moment.link(url_for("history.page"), **filters, before=shown[-1].id) if len(events) > PAGE else None,
    )


def up_to(moment: AsOf, wanted: Filter) -> Filter:
    """What there was of this to see at a moment of the past, which itself counts."""
    if moment.past is None:
        return wanted
    end = moment.past + dt.timedelta(microseconds=1)
    return replace(wanted, until=min(end, wanted.until or end))


def _one_thing(entity: str) -> str:
    """What the one thing is called that the page is about, if it is about one: «Фича Вход»."""
    kind, colon, number = entity.partition(":")
    if not colon:
        return ""
    last = history(db.session(), Filter(entity=entity), 1)
    if not last:
        return f"{KINDS[kind]()} #{number}"
    return headline(change_of(last[0]), names_of(last, {})).striptags()


def _just_taken_back(number: str, shown: AsOf) -> Entry | None:
    """The event with which the page before this one has taken a step back."""
    event = db.session.get(EventLog, int(number)) if _EVENT.fullmatch(number) else None
    return entries([event], shown)[0] if event is not None and event.undoes_id is not None else None
