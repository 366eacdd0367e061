"""Features: create, show, list, rename, describe, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup
from sqlalchemy import or_, select

from handlers.aside import told_aside
from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.counts import features_words
from handlers.listing import FIRST, LABEL
from handlers.naming import fresh_feature_name, person_name, team_names
from handlers.people import known_spelling
from handlers.releases import refuse_unfit
from handlers.reply import Button, NeedsName, Reply, do
from handlers.scopes import Scope, is_called
from handlers.words import FEATURE_SIGN, FEATURE_STATUS, bold, day, few, say, say_n, short
from models import Dependency, Feature, Project, Release, Risk

_COUNTED: Mapping[str | None, Callable[[int], Markup]] = {
    None: lambda n: say_n("%(num)s feature:", "%(num)s features:", n),
    "backlog": lambda n: say_n("%(num)s feature in the backlog:", "%(num)s features in the backlog:", n),
    "in_progress": lambda n: say_n("%(num)s feature in progress:", "%(num)s features in progress:", n),
    "blocked": lambda n: say_n("%(num)s blocked feature:", "%(num)s blocked features:", n),
    "done": lambda n: say_n("%(num)s finished feature:", "%(num)s finished features:", n),
    "cancelled": lambda n: say_n("%(num)s cancelled feature:", "%(num)s cancelled features:", n),
}

_LACKED: Mapping[str, Any] = {
    "po": Feature.assigned_po,
    "teams": Feature.assigned_teams,
    "release": Feature.release_id,
}


def create(  # noqa: PLR0913  # each is a slot of a sentence
    talk: Conversation,
    name: str,
    project: Project | None = None,
    release: Release | None = None,
    *,
    status: str = "backlog",
    reason: str = "",
    person: str = "",
    teams: str = "",
    text: str = "",
) -> Reply:
    if not name:
        raise NeedsName(say("What is the feature to be called? For example: “Login”."))
    home = _home(talk, project, release)
    if release is not None:
        refuse_unfit(talk, release, home.id, bold(name))
    feature = Feature(
        project_id=home.id,
        name=fresh_feature_name(talk.session, home, name),
        status=status,
        status_reason=reason or None,
        description=text or None,
        assigned_po=known_spelling(talk.session, person_name(person)) if person else None,
        assigned_teams=team_names(teams) if teams else None,
        release_id=release.id if release else None,
    )
    talk.journal.create(feature)
    return Reply.of(
        say(
            "Feature %(name)s is created, status: %(status)s.",
            name=talk.named(feature),
            status=status_word(feature),
        ),
        say("Reason: %(reason)s", reason=short(reason)) if reason else None,
        *_belonging(feature, release),
        Markup.escape(short(text)) if text else None,
        buttons=_steps(feature)[:1],
    )


def _home(talk: Conversation, project: Project | None, release: Release | None) -> Project:
    """The project of a new feature: the one named, the active one, or that of its release where it is neither."""
    if project is None and release is not None and talk.project is None:
        project = talk.session.get_one(Project, release.project_id)
    return talk.project_for(project)


def show(talk: Conversation, feature: Feature) -> Reply:
    release = talk.session.get(Release, feature.release_id) if feature.release_id else None
    waits_for = _neighbours(talk, feature, Dependency.blocked_feature_id, Dependency.blocker_feature_id)
    blocks = _neighbours(talk, feature, Dependency.blocker_feature_id, Dependency.blocked_feature_id)
    return Reply.of(
        say(
            "%(sign)s %(name)s: %(status)s",
            sign=sign(feature),
            name=talk.named(feature),
            status=status_word(feature),
        ),
        say("Reason: %(reason)s", reason=short(feature.status_reason)) if feature.status_reason else None,
        told_aside(feature, talk.today),
        *_belonging(feature, release),
        say("Waits for: %(names)s", names=waits_for) if waits_for else None,
        say("Blocks: %(names)s", names=blocks) if blocks else None,
        Markup.escape(short(feature.description)) if feature.description else None,
        buttons=_steps(feature),
    )


def _belonging(feature: Feature, release: Release | None) -> tuple[Markup | None, ...]:
    """Its release, its PO and its teams, a line each where there are any."""
    version, due = (release.version, day(release.target_date)) if release else ("", "")
    return (
        say("Release: %(version)s, %(day)s", version=version, day=due) if release else None,
        say("PO: %(name)s", name=feature.assigned_po) if feature.assigned_po else None,
        say("Teams: %(names)s", names=feature.assigned_teams) if feature.assigned_teams else None,
    )


def show_list(  # noqa: PLR0913  # each is a slot of a sentence or a button
    talk: Conversation,
    status: str | None = None,
    project: Project | None = None,
    release: Release | None = None,
    *,
    person: str = "",
    lacking: str = "",
    unheard: str = "",
    everything: str = "",
    everywhere: str = "",
) -> Reply:
    """The features of the project, the release, the PO, the status that are named; `lacking`: only those without it."""
    home = _asked_home(talk, project, release)
    query = talk.of_all(select(Feature), Feature) if everywhere else talk.scoped(select(Feature), Feature, home)
    query = query.order_by(Feature.updated_at.desc(), Feature.id.desc())
    wanted: dict[str, object] = {}
    if project is not None:
        wanted["project"] = project.id
    if status:
        query, wanted["status"] = query.where(Feature.status == status), status
    if release is not None:
        query, wanted["release"] = query.where(Feature.release_id == release.id), release.id
    if lacking in _LACKED:
        query, wanted["lacking"] = query.where(_LACKED[lacking].is_(None)), lacking
    features = [row for row in talk.session.scalars(query) if not person or is_called(row.assigned_po, person)]
    if everywhere:
        wanted["everywhere"] = 1
    scope = Scope(release=release, person=person, lacking=lacking, unheard=unheard, everywhere=bool(everywhere))
    if not features:
        return Reply.of(scope.told(_none(status), talk))
    lines = [_line(talk, feature) for feature in features]
    cards = [do(short(f.name, LABEL), "feature_show", feature=f.id) for f in features[:FIRST] if not everything]
    more = do("", "feature_list", **wanted)
    title = scope.told(_counted(status, features), talk)
    return scope.warned(scope.listing(title, lines, more=more, everything=everything, buttons=cards))


def _counted(status: str | None, features: Sequence[Feature]) -> Markup:
    """How many are listed; of all statuses, how many are cancelled: a release counts them apart."""
    cancelled = sum(feature.status == "cancelled" for feature in features) if status is None else 0
    if not cancelled:
        return _COUNTED[status](len(features))
    return say_n(
        "%(features)s, %(num)s of them cancelled:",
        "%(features)s, %(num)s of them cancelled:",
        cancelled,
        features=features_words(len(features), 0),
    )


def _asked_home(talk: Conversation, project: Project | None, release: Release | None) -> Project | None:
    """A release is looked into wherever it is."""
    return talk.session.get_one(Project, release.project_id) if release is not None and project is None else project


def rename(talk: Conversation, feature: Feature, name: str) -> Reply:
    if not name:
        raise NeedsName(say("What is %(name)s to be called?", name=talk.named(feature)))
    home = talk.session.get_one(Project, feature.project_id)
    old = feature.name
    if not talk.journal.change(feature, {"name": fresh_feature_name(talk.session, home, name, feature)}):
        return Reply.of(say("That is its name already."))
    return Reply.of(say("Feature renamed: %(old)s → %(new)s.", old=old, new=talk.named(feature)))


def describe(talk: Conversation, feature: Feature, text: str) -> Reply:
    if not talk.journal.change(feature, {"description": text}):
        return Reply.of(say("That is its description already."))
    return Reply.of(say("Feature %(name)s is described:", name=talk.named(feature)), Markup.escape(short(text)))


def delete(talk: Conversation, feature: Feature) -> Reply:
    name = talk.named(feature)
    contents = Markup(", ").join([Markup.escape(status_word(feature)), *_hanging(talk, feature)])
    talk.confirm(say("Delete feature %(name)s (%(contents)s)?", name=name, contents=contents), str(say("Delete")))
    talk.journal.delete(feature)
    return Reply.of(say("Feature %(name)s is deleted.", name=name))


def _hanging(talk: Conversation, feature: Feature) -> list[Markup]:
    """What is deleted together with a feature."""
    own = or_(Dependency.blocker_feature_id == feature.id, Dependency.blocked_feature_id == feature.id)
    dependencies = talk.count(select(Dependency.id).where(own))
    risks = talk.count(select(Risk.id).where(Risk.feature_id == feature.id))
    told = [say_n("%(num)s dependency", "%(num)s dependencies", dependencies)] if dependencies else []
    return [*told, say_n("%(num)s risk", "%(num)s risks", risks)] if risks else told


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


def _neighbours(talk: Conversation, feature: Feature, own: Any, other: Any) -> Markup | None:
    """The features it waits for or holds up, the unfinished first; of another project with its name."""
    rows = talk.session.scalars(
        select(Feature)
        .join(Dependency, Feature.id == other)
        .where(own == feature.id)
        .order_by(Feature.status.in_(["done", "cancelled"]), Feature.name, Feature.id)
    ).all()
    return few([_beside(talk, feature, row) for row in rows]) if rows else None


def _beside(talk: Conversation, feature: Feature, other: Feature) -> Markup:
    name = Markup("%s %s") % (sign(other), other.name)
    if other.project_id == feature.project_id:
        return name
    return Markup("%s (%s)") % (name, talk.project_name(other.project_id))


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
