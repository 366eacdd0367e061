"""GET /features/<id>: the card of a feature, why it is on the radar, what it hangs together with, and its history."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, render_template
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import EventLog, db
from web.absent import absent
from web.access import ask_to_come_in
from web.as_of import AsOf, as_of
from web.seen import seen
from web.standing import Row, Standing
from web.wording import severest_first

blueprint = Blueprint("features", __name__)
blueprint.before_request(ask_to_come_in)

FINISHED = frozenset({"done", "cancelled"})


@blueprint.get("/features/<int:number>")
def page(number: int) -> str | tuple[str, int]:
    """The feature as it stands, or stood; its history page by page (`before`)."""
    session, shown = db.session(), as_of()
    found = seen(session, shown, "feature", number, lambda facts: facts.features)
    if found is None:
        return absent(session, shown, "feature", number)
    known, watched = found.known, found.watched
    return render_template(
        "feature.html",
        **found.told(session, shown),
        release=known.releases.get(found.row["release_id"] or 0),
        since=watched.since if watched else _status_since(session, shown, number),
        first=watched.started if watched and watched.again else None,
        blockers=_unfinished_first(known.blockers(number)),
        waiting=_unfinished_first(known.waiting(number)),
        risks=_risks(known, number),
    )


def _status_since(session: Session, shown: AsOf, number: int) -> dt.date | None:
    """The day on which the feature got the status it has at the moment shown."""
    before = EventLog.details["before"]
    at = session.scalar(
        select(func.max(EventLog.timestamp)).where(
            EventLog.entity_type == "feature",
            EventLog.entity_id == number,
            EventLog.timestamp <= shown.moment,
            or_(func.jsonb_typeof(before) == "null", before.has_key("status")),
        )
    )
    return at.astimezone(shown.zone).date() if at else None


def _unfinished_first(features: list[Row]) -> list[Row]:
    return sorted(features, key=lambda row: (row["status"] in FINISHED, row["name_key"], row["id"]))


def _risks(known: Standing, number: int) -> list[Row]:
    """Open ones first, the most severe at the top."""
    risks = [row for row in known.risks.values() if row["feature_id"] == number]
    return sorted(risks, key=severest_first)
