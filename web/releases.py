"""GET /releases/<id>: what is in a release, how likely it is on time, how often its day was moved, its history."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template

from handlers.radar_words import forecast_words, held_words
from models import db
from radar import ReleaseFacts, burning_in, forecast_of, radar, slips
from web.absent import absent
from web.access import ask_to_come_in
from web.as_of import as_of
from web.entries import known_people
from web.seen import seen
from web.standing import Row
from web.timeline import timeline
from web.times import Clock

blueprint = Blueprint("releases", __name__)
blueprint.before_request(ask_to_come_in)

ORDER = ("blocked", "in_progress", "backlog", "done", "cancelled")  # what needs a look first


@blueprint.get("/releases/<int:number>")
def page(number: int) -> str | tuple[str, int]:
    """The release as it stands, or stood; its history page by page (`before`)."""
    session, shown = db.session(), as_of()
    found = seen(session, shown, "release", number, lambda facts: facts.releases)
    if found is None:
        return absent(session, shown, "release", number)
    clock = Clock(shown.zone)
    slip = slips(session, [number], shown.zone, shown.past)[number]
    features = [row for row in found.known.features.values() if row["release_id"] == number]
    return render_template(
        "release.html",
        **found.told(session, shown),
        watched=found.watched,
        forecast=_forecast(found.watched),
        held=held_words(burning_in(radar(found.facts), number)),
        slip=slip,
        moves=[(move, clock.tell(move.at)) for move in reversed(slip.moves)],
        line=timeline([(found.row, slip)], shown.today),
        people=known_people(),
        features=sorted(features, key=_most_urgent_first),
        counts=Counter(row["status"] for row in features),
        order=ORDER,
    )


def _forecast(watched: ReleaseFacts | None) -> object:
    """The chance with its sample, or why there is none; nothing for what is out or cancelled."""
    return forecast_words(watched, forecast_of(watched)) if watched else ""


def _most_urgent_first(feature: Row) -> tuple[int, str, int]:
    return ORDER.index(feature["status"]), feature["name_key"], feature["id"]
