"""GET /ideas: every idea that is waiting, those that belong to no project first, then project by project."""

from __future__ import annotations

from flask import Blueprint, render_template

from models import Idea, Project, db
from web.access import ask_to_come_in
from web.as_of import as_of
from web.standing import Row, all_rows

MOST = 300  # ideas on the page: it must stay light

blueprint = Blueprint("ideas", __name__)
blueprint.before_request(ask_to_come_in)


@blueprint.get("/ideas")
def page() -> str:
    """As they stand, or stood; those of archived projects are left out, as everywhere."""
    session, shown = db.session(), as_of()
    projects = {n: row for n, row in all_rows(session, shown, Project).items() if row["status"] == "active"}
    ideas = [row for row in all_rows(session, shown, Idea).values() if row["converted_to_feature_id"] is None]
    waiting = [row for row in reversed(ideas) if row["project_id"] is None or row["project_id"] in projects]
    return render_template(
        "ideas.html",
        as_of=shown,
        groups=_groups(waiting[:MOST], projects),
        left=max(len(waiting) - MOST, 0),
    )


def _groups(ideas: list[Row], projects: dict[int, Row]) -> list[tuple[Row | None, list[Row]]]:
    """The project, None for none, and its ideas, the newest first."""
    ordered = sorted(projects.values(), key=lambda row: row["name_key"])
    of = {number: [row for row in ideas if row["project_id"] == number] for number in (None, *projects)}
    groups: list[tuple[Row | None, list[Row]]] = [(None, of[None]), *((row, of[row["id"]]) for row in ordered)]
    return [(project, found) for project, found in groups if found]
