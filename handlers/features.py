"""Features: create, show, list, rename, describe, delete."""

from __future__ import annotations

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import aliased

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.listing import listing
from handlers.naming import fresh_feature_name
from handlers.reply import Button, Reply, do
from handlers.words import FEATURE_SIGN, FEATURE_STATUS, bold, day, say, say_n, short
from models import Dependency, Feature, Project, Release


def create(talk: Conversation, name: str, project: Project | None = None) -> Reply:
    home = talk.project_for(project)
    feature = Feature(project_id=home.id, name=fresh_feature_name(talk.session, home, name))
    talk.journal.create(feature)
    return Reply.of(
        say("Feature %(name)s is created, status: %(status)s.", name=talk.named(feature), status=status_word(feature)),
        buttons=[_to(feature, "in_progress", say("To work"))],
    )


def show(talk: Conversation, feature: Feature) -> Reply:
    release = talk.session.get(Release, feature.release_id) if feature.release_id else None
    waits_for = _neighbours(talk, feature, Dependency.blocked_feature_id, Dependency.blocker_feature_id)
    blocks = _neighbours(talk, feature, Dependency.blocker_feature_id, Dependency.blocked_feature_id)
    return Reply.of(
        say("%(sign)s %(name)s: %(status)s", sign=sign(feature), name=talk.named(feature), status=status_word(feature)),
        say("Reason: %(reason)s", reason=short(feature.status_reason)) if feature.status_reason else None,
        say("Release: %(version)s, %(day)s", version=release.version, day=day(release.target_date)) if release else None,
        say("PO: %(name)s", name=feature.assigned_po) if feature.assigned_po else None,
        say("Teams: %(names)s", names=feature.assigned_teams) if feature.assigned_teams else None,
        say("Waits for: %(names)s", names=waits_for) if waits_for else None,
        say("Blocks: %(names)s", names=blocks) if blocks else None,
        Markup.escape(short(feature.description)) if feature.description else None,
        buttons=_steps(feature),
    )


def show_list(talk: Conversation, status: str | None = None, everything: str = "") -> Reply:
    query = talk.scoped(select(Feature), Feature).order_by(Feature.updated_at.desc(), Feature.id.desc())
    if status:
        query = query.where(Feature.status == status)
    features = talk.session.scalars(query).all()
    wanted = {"status": status} if status else {}
    if not features:
        return Reply.of(_none(status))
    title = say_n("%(num)s feature", "%(num)s features", len(features))
    if status:
        title = Markup("%s, %s") % (title, FEATURE_STATUS[status]())
    lines = [_line(talk, feature) for feature in features]
    more = do("", "feature_list", **wanted, everything=1)
    return listing(Markup("%s:") % title, lines, more=more, everything=bool(everything))


def rename(talk: Conversation, feature: Feature, name: str) -> Reply:
    home = talk.session.get_one(Project, feature.project_id)
    old = feature.name
    if not talk.journal.change(feature, {"name": fresh_feature_name(talk.session, home, name, feature)}):
        return Reply.of(say("That is its name already."))
    return Reply.of(say("Feature renamed: %(old)s → %(new)s.", old=old, new=talk.named(feature)))


def describe(talk: Conversation, feature: Feature, text: str) -> Reply:
    talk.journal.change(feature, {"description": text})
    return Reply.of(say("Feature %(name)s is described:", name=talk.named(feature)), Markup.escape(short(text)))


def delete(talk: Conversation, feature: Feature) -> Reply:
    name = talk.named(feature)
    talk.confirm(
        say("Delete feature %(name)s (status: %(status)s)?", name=name, status=status_word(feature)),
        str(say("Delete")),
    )
    talk.journal.delete(feature)
    return Reply.of(say("Feature %(name)s is deleted.", name=name))


def status_word(feature: Feature) -> str:
    return FEATURE_STATUS[feature.status]()


def sign(feature: Feature) -> str:
    return FEATURE_SIGN[feature.status]


def _line(talk: Conversation, feature: Feature) -> Markup:
    line = Markup("%s %s — %s") % (sign(feature), talk.named(feature), status_word(feature))
    reason = short(feature.status_reason, 80) if feature.status_reason else ""
    return Markup("%s: %s") % (line, reason) if reason else line


def _none(status: str | None) -> Markup:
    if status is None:
        return say("There are no features yet.")
    return say("No feature has the status “%(status)s”.", status=FEATURE_STATUS[status]())


def _neighbours(talk: Conversation, feature: Feature, own: object, other: object) -> str:
    neighbour = aliased(Feature)
    names = talk.session.scalars(
        select(neighbour.name)
        .join(Dependency, neighbour.id == other)
        .where(own == feature.id)
        .order_by(neighbour.name)
    ).all()
    return ", ".join(names)


def _to(feature: Feature, status: str, label: str) -> Button:
    return do(label, "feature_status", feature=feature.id, status=status)


def _steps(feature: Feature) -> list[Button]:
    """What usually comes next for a feature in this status."""
    start, finish = _to(feature, "in_progress", say("To work")), _to(feature, "done", say("Done"))
    steps = {"backlog": [start], "in_progress": [finish], "blocked": [start, finish]}.get(feature.status, [])
    return [*steps, do(str(say("History")), "feature_history", feature=feature.id)]


CAPABILITY = Capability(
    name="features",
    titles={"ru": "Фичи", "en": "Features"},
    intents={
        "feature_create": create,
        "feature_show": show,
        "feature_list": show_list,
        "feature_rename": rename,
        "feature_describe": describe,
        "feature_delete": delete,
    },
)
