"""GET /releases/<id>: what is in a release, how likely it is on time, how often its day was moved, its history."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template

from handlers.radar_words import forecast_words
from models import db
from radar import ReleaseFacts, forecast_of, slips
from web.absent import absent
from web.access import ask_to_come_in
from web.as_of import as_of
from web.entries import known_people
from web.past import past_of
from web.standing import Row, standing, thing_then
from web.timeline import timeline
from web.times import Clock
from web.why import why
from web.wording import wording

blueprint = Blueprint("releases", __name__)
blueprint.before_request(ask_to_come_in)

ORDER = ("blocked", "in_progress", "backlog", "done", "cancelled")  # what needs a look first


@blueprint.get("/releases/<int:number>")
def page(number: int) -> str | tuple[str, int]:
    """The release as it stands, or stood; its history page by page (`before`)."""
    session, shown = db.session(), as_of()
    release = thing_then(session, shown, "release", number)
    if release is None:
        return absent(session, shown, "release", number)
    known = standing(session, shown, release["project_id"])
    facts = shown.facts(session, None if known.project["status"] == "active" else release["project_id"])
    watched = next((found for found in facts.releases if found.id == number), None)
    clock = Clock(shown.zone)
    slip = slips(session, [number], shown.zone, shown.past)[number]
    features = [row for row in known.features.values() if row["release_id"] == number]
    return render_template(
        "release.html",
        as_of=shown,
        release=release,
        known=known,
        watched=watched,
        forecast=_forecast(watched),
        why=why(facts, watched) if watched else None,
        slip=slip,
        moves=[(move, clock.tell(move.at)) for move in reversed(slip.moves)],
        line=timeline([(release, slip)], shown.today),
        people=known_people(),
        features=sorted(features, key=_most_urgent_first),
        counts=Counter(row["status"] for row in features),
        order=ORDER,
        past=past_of(session, shown, "release", number),
        **wording(),
    )


def _forecast(watched: ReleaseFacts | None) -> object:
    """The chance with its sample, or why there is none; nothing for what is out or cancelled."""
    return forecast_words(watched, forecast_of(watched)) if watched else ""


def _most_urgent_first(feature: Row) -> tuple[int, str, int]:
    return ORDER.index(feature["status"]), feature["name_key"], feature["id"]
