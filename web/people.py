"""GET /people: who answers for what. All POs and teams with how much is theirs; one of them: `?po=` or `?team=`, and
`?lacking=po` for what is nobody's. A team asked for beside one of the others is kept to as well.

A PO and a team are names at features and nothing else, so that is what they are found by, whatever their letters' case.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from handlers.radar_words import reason_words
from models import Feature, Project, Release, db, name_key
from radar import BURNING, Item, radar
from web.access import ask_to_come_in
from web.as_of import AsOf, as_of
from web.layout import notice
from web.standing import Row, Rows, all_rows
from web.wording import teams_of, wording

NamesOf = Callable[[Row], list[str]]
FINISHED = frozenset({"done", "cancelled"})
MOST = 200  # features of one person or team: the page must stay light

blueprint = Blueprint("people", __name__)
blueprint.before_request(ask_to_come_in)


@dataclass(frozen=True, slots=True)
class Share:
    """A PO or a team, and how much is theirs."""

    name: str
    unfinished: int
    burning: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A feature somebody answers for; `why` is its first reason on the radar."""

    feature: Row
    project: Row
    release: Row | None
    points: int
    why: Markup


@dataclass(frozen=True)
class World:
    """The features of all projects that are not archived, at one moment."""

    features: Sequence[Row]
    projects: Rows
    releases: Rows
    items: Mapping[int, Item]

    def duty(self, row: Row) -> Duty:
        item = self.items.get(row["id"])
        return Duty(
            feature=row,
            project=self.projects[row["project_id"]],
            release=self.releases.get(row["release_id"] or 0),
            points=item.points if item else 0,
            why=reason_words(item.reasons[0]) if item else Markup(),
        )

    def points(self, row: Row) -> int:
        return self.items[row["id"]].points if row["id"] in self.items else 0


@blueprint.get("/people")
def page() -> str | tuple[str, int]:
    """Everyone, or one of them, as it stands, or stood."""
    shown = as_of()
    world = _world(db.session(), shown)
    titles, rows = [], world.features
    if request.args.get("lacking") == "po":
        titles, rows = [gettext("Without a PO")], [row for row in rows if not _pos(row)]
    for kind, names_of in (("po", _pos), ("team", teams_of)):
        if said := request.args.get(kind, "").strip():
            if not (spelt := _spellings(world, names_of, said)):
                return notice(gettext("Nobody of that name answers for a feature."), 404)
            titles.append(spelt.most_common(1)[0][0])
            rows = [row for row in rows if spelt.keys() & names_of(row)]
    if titles:
        return _one(shown, world, " · ".join(titles), rows)
    return render_template(
        "people.html",
        as_of=shown,
        owners=_shares(world, _pos),
        teams=_shares(world, teams_of),
        nobodys=sum(not _pos(row) and row["status"] not in FINISHED for row in world.features),
    )


def _pos(feature: Row) -> list[str]:
    return [feature["assigned_po"]] if feature["assigned_po"] else []


def _world(session: Session, shown: AsOf) -> World:
    """In a constant number of queries."""
    projects = {n: row for n, row in all_rows(session, shown, Project).items() if row["status"] == "active"}
    features = [row for row in all_rows(session, shown, Feature).values() if row["project_id"] in projects]
    items = {item.thing.id: item for item in radar(shown.facts(session)) if item.kind == "feature"}
    return World(features, projects, all_rows(session, shown, Release), items)


def _shares(world: World, names_of: NamesOf) -> list[Share]:
    """By name, each under the spelling that is used most."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    theirs: dict[str, list[Row]] = defaultdict(list)
    for row in world.features:
        for name in names_of(row):
            spelt[name_key(name)][name] += 1
            theirs[name_key(name)].append(row)
    return [
        Share(
            name=spelt[key].most_common(1)[0][0],
            unfinished=sum(row["status"] not in FINISHED for row in theirs[key]),
            burning=sum(world.points(row) >= BURNING for row in theirs[key]),
        )
        for key in sorted(theirs)
    ]


def _spellings(world: World, names_of: NamesOf, said: str) -> Counter[str]:
    """How they who are called so are spelt at the features, and how often."""
    return Counter(name for row in world.features for name in names_of(row) if name_key(name) == name_key(said))


def _one(shown: AsOf, world: World, title: str, rows: Sequence[Row]) -> str:
    """What is hottest first; what is finished below, as far as there is room."""
    ordered = sorted(rows, key=lambda row: (-world.points(row), row["project_id"], row["name_key"], row["id"]))
    unfinished = [row for row in ordered if row["status"] not in FINISHED]
    finished = [row for row in ordered if row["status"] in FINISHED]
    room = max(MOST - len(unfinished), 0)
    return render_template(
        "person.html",
        as_of=shown,
        title=title,
        duties_list=[world.duty(row) for row in unfinished[:MOST]],
        finished=[world.duty(row) for row in finished[:room]],
        left=(len(unfinished[MOST:]), len(finished[room:])),
        burning=sum(world.points(row) >= BURNING for row in unfinished),
        count=len(unfinished),
        **wording(),
    )
