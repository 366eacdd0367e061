"""GET /ideas: every idea that is waiting, those that belong to no project first, then project by project."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from flask import Blueprint, render_template

from models import Idea, Project, db
from web.access import ask_to_come_in
from web.as_of import as_of
from web.standing import Row, all_rows

MOST = 300  # ideas on the page: it must stay light

blueprint = Blueprint("ideas", __name__)
blueprint.before_request(ask_to_come_in)


@dataclass(frozen=True, slots=True)
class Group:
    """The ideas of a project, None for no project: those there is room for, the newest first, and how many wait."""

    project: Row | None
    shown: list[Row]
    count: int


@blueprint.get("/ideas")
def page() -> str:
    """As they stand, or stood; those of archived projects are left out, as everywhere."""
    session, shown = db.session(), as_of()
    projects = {n: row for n, row in all_rows(session, shown, Project).items() if row["status"] == "active"}
    ideas = [row for row in all_rows(session, shown, Idea).values() if row["converted_to_feature_id"] is None]
    waiting = [row for row in reversed(ideas) if row["project_id"] is None or row["project_id"] in projects]
    return render_template("ideas.html", as_of=shown, groups=_groups(waiting, projects))


def _groups(waiting: list[Row], projects: dict[int, Row]) -> list[Group]:
    """Those of no project first; of all of them together the newest are shown."""
    count = Counter(row["project_id"] for row in waiting)
    newest: dict[int | None, list[Row]] = defaultdict(list)
    for row in waiting[:MOST]:
        newest[row["project_id"]].append(row)
    numbers = [None, *sorted(projects, key=lambda number: projects[number]["name_key"])]
    return [Group(projects.get(n or 0), newest[n], count[n]) for n in numbers if count[n]]
