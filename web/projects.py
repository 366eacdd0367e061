"""GET /projects/<id>: a project on one page. Its board, its releases in time, its risks, ideas and last changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template

from handlers.radar_words import forecast_words, held_words
from handlers.words import FEATURE_STATUS
from journal import Filter, history
from models import db
from radar import Facts, FeatureFacts, Item, burning_in, forecast_of, radar, slips
from web.absent import absent
from web.access import ask_to_come_in
from web.as_of import as_of
from web.entries import by_day, entries
from web.history import up_to
from web.layout import without_indents
from web.standing import Row, Standing, standing, thing_then
from web.timeline import timeline
from web.wording import severest_first, wording

RECENT = 12  # changes at the foot of the page
SHOWN = 6  # cards of a finished column that are open from the start
MOST = 100  # cards of one column: a page must stay light

blueprint = Blueprint("projects", __name__)
blueprint.before_request(ask_to_come_in)


@dataclass(frozen=True, slots=True)
class Card:
    """A feature on the board; `points` of the radar, and what it knows of the feature where it is unfinished."""

    feature: Row
    release: str
    points: int
    watched: FeatureFacts | None


@dataclass(frozen=True, slots=True)
class Column:
    """One status of the board; `folded` are cards behind a fold, `left` those for which there is no room."""

    status: str
    count: int
    cards: Sequence[Card]
    folded: Sequence[Card]
    left: int


@blueprint.get("/projects/<int:number>")
def page(number: int) -> str | tuple[str, int]:
    """The project as it stands, or stood."""
    session, shown = db.session(), as_of()
    if thing_then(session, shown, "project", number) is None:
        return absent(session, shown, "project", number)
    known, facts = standing(session, shown, number), shown.facts(session, number)
    items = radar(facts)
    moves = slips(
        session, [n for n, row in known.releases.items() if row["status"] != "cancelled"], shown.zone, shown.past
    )
    recent = history(session, up_to(shown, Filter(project=number)), RECENT)
    html = render_template(
        "project.html",
        as_of=shown,
        project=known.project,
        known=known,
        columns=_board(known, facts, items),
        line=timeline([(known.releases[n], slip) for n, slip in moves.items()], shown.today),
        forecasts={release.id: forecast_words(release, forecast_of(release)) for release in facts.releases},
        held={release.id: held_words(burning_in(items, release.id)) for release in facts.releases},
        asides={release.id: release.aside for release in facts.releases if release.aside},
        risks=sorted((row for row in known.risks.values() if row["status"] == "open"), key=severest_first),
        ideas=[row for row in reversed(known.ideas.values()) if row["converted_to_feature_id"] is None],
        days=by_day(entries(recent, shown)),
        **wording(),
    )
    return without_indents(html)


def _board(known: Standing, facts: Facts, items: Sequence[Item]) -> list[Column]:
    """A column for each status, in the order of work; what burns stands first, then what was touched last."""
    points = {item.thing.id: item.points for item in items if item.kind == "feature"}
    watched = {feature.id: feature for feature in facts.features}
    cards: dict[str, list[Card]] = {status: [] for status in FEATURE_STATUS}
    latest = sorted(known.features.values(), key=lambda row: (row["updated_at"], row["id"]), reverse=True)
    for row in sorted(latest, key=lambda row: -points.get(row["id"], 0)):
        cards[row["status"]].append(_card(row, known, points, watched.get(row["id"])))
    return [_column(status, found) for status, found in cards.items()]


def _card(row: Row, known: Standing, points: Mapping[int, int], watched: FeatureFacts | None) -> Card:
    release = known.releases.get(row["release_id"] or 0)
    return Card(row, release["version"] if release else "", points.get(row["id"], 0), watched)


def _column(status: str, cards: Sequence[Card]) -> Column:
    open_from_start = SHOWN if status in ("done", "cancelled") else MOST
    room = cards[:MOST]
    return Column(status, len(cards), room[:open_from_start], room[open_from_start:], len(cards) - len(room))
