"""Releases: create, fill, move, ship, show, list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy import select

from handlers.aside import told_aside
from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.counts import count_features, feature_counts, features_words
from handlers.listing import FIRST, LABEL, listing
from handlers.naming import fresh_version
from handlers.release_card import show
from handlers.reply import Button, NeedsDay, NeedsThing, Refusal, Reply, do
from handlers.words import RELEASE_STATUS, bold, day, few, say, say_n, short
from language import Shift, Thing
from models import Feature, Project, Release

_MOST_RELEASES = 100


def create(talk: Conversation, version: str, date: dt.date | None = None, project: Project | None = None) -> Reply:
    home = talk.project_for(project)
    fresh = fresh_version(talk.session, home, version)
    if date is None:
        raise NeedsDay(
            say(
                "For which day? Say, for example: “Create release %(version)s for February 15”.",
                version=fresh,
            )
        )
    release = Release(project_id=home.id, version=fresh, target_date=date)
    talk.journal.create(release)
    return Reply.of(say("Release %(name)s is planned for %(day)s.", name=talk.named(release), day=day(date)))


def add_feature(talk: Conversation, feature: Feature, release: Release | None = None) -> Reply:
    if release is None:
        raise NeedsThing(say("Into which release?"), "release", _planned(talk, feature))
    refuse_unfit(talk, release, feature.project_id, talk.named(feature))
    if feature.release_id == release.id:
        return Reply.of(say("%(feature)s is in %(release)s already.", **_names(talk, feature, release)))
    old = _version_of(talk, feature)
    talk.journal.change(feature, {"release_id": release.id})
    return Reply.of(
        say(
            "%(feature)s: %(old)s → %(release)s (%(day)s)",
            old=old,
            day=day(release.target_date),
            **_names(talk, feature, release),
        )
    )


def _planned(talk: Conversation, feature: Feature) -> list[Thing]:
    """The releases that the feature may be put into, the nearest first; a Refusal where there is none."""
    rows = talk.session.execute(
        select(Release.id, Release.version, Release.project_id)
        .where(Release.project_id == feature.project_id, Release.status == "planned")
        .order_by(Release.target_date, Release.id)
        .limit(_MOST_RELEASES)
    ).all()
    if not rows:
        raise Refusal(say("There is no planned release yet. Say, for example: “Create release v1.0 for February 15”."))
    return [Thing("release", release_id, version, project_id) for release_id, version, project_id in rows]


def refuse_unfit(talk: Conversation, release: Release, project_id: int, feature: Markup) -> None:
    """A Refusal where the release cannot take a feature of that project, or no feature any more."""
    if project_id != release.project_id:
        different = say(
            "%(feature)s and %(release)s belong to different projects.", feature=feature, release=bold(release.version)
        )
        raise Refusal(different)
    if release.status != "planned":
        raise Refusal(_closed(talk, release))


def remove_feature(talk: Conversation, feature: Feature, release: Release | None = None) -> Reply:
    if feature.release_id is None:
        raise Refusal(say("%(name)s is in no release.", name=talk.named(feature)))
    if release is not None and feature.release_id != release.id:
        actual = _version_of(talk, feature)
        raise Refusal(say("%(name)s is not in it, but in %(actual)s.", name=talk.named(feature), actual=actual))
    old = _version_of(talk, feature)
    talk.journal.change(feature, {"release_id": None})
    return Reply.of(say("%(name)s is taken out of release %(old)s.", name=talk.named(feature), old=old))


def move(
    talk: Conversation, release: Release, date: dt.date | None = None, shift: Shift | None = None, reason: str = ""
) -> Reply:
    """To another day, with the reason for it; a move without one drops the reason of the last."""
    if release.status != "planned":
        raise Refusal(_closed(talk, release))
    if date is None and shift is None:
        raise NeedsDay(say("To which day is %(name)s to be moved?", name=talk.named(release)))
    date = date or _shifted(talk, release, shift)
    if release.target_date == date:
        return Reply.of(say("%(name)s is planned for %(day)s already.", name=talk.named(release), day=day(date)))
    change = Markup("%s: %s → %s") % (talk.named(release), day(release.target_date), day(date))
    why = say("Reason: %(reason)s", reason=short(reason)) if reason else None
    asked = say("Move release %(change)s?", change=change)
    talk.confirm(Markup("\n").join(line for line in (asked, _inside(talk, release), why) if line), str(say("Move")))
    talk.journal.change(release, {"target_date": date, "date_reason": reason or None})
    return Reply.of(change, why)


def _inside(talk: Conversation, release: Release) -> Markup | None:
    """How much is moved with it; what is cancelled is in it no more than by name."""
    going, cancelled = count_features(talk, Feature.release_id == release.id)
    parts = [
        say_n("%(num)s feature is in it.", "%(num)s features are in it.", going) if going else None,
        say_n("%(num)s cancelled one besides.", "%(num)s cancelled ones besides.", cancelled) if cancelled else None,
    ]
    return Markup(" ").join(part for part in parts if part) or None


def ship(talk: Conversation, release: Release) -> Reply:
    if release.status != "planned":
        raise Refusal(_closed(talk, release))
    talk.confirm(
        say(
            "Release %(name)s is out? %(unfinished)s",
            name=talk.named(release),
            unfinished=_unfinished(talk, release),
        ),
        str(say("It is out")),
    )
    talk.journal.change(release, {"status": "released"})
    return Reply.of(say("Release %(name)s is out.", name=talk.named(release)))


def show_list(talk: Conversation, project: Project | None = None, everything: str = "") -> Reply:
    counts = feature_counts(Feature.release_id == Release.id, Release)
    query = talk.scoped(select(Release, *counts), Release, project)
    rows = talk.session.execute(query.order_by(Release.status != "planned", Release.target_date, Release.id)).all()
    if not rows:
        return Reply.of(say("There are no releases yet."))
    lines = [_line(talk, release, features_words(*counts)) for release, *counts in rows]
    title = say_n("%(num)s release:", "%(num)s releases:", len(rows))
    named: dict[str, object] = {"project": project.id} if project is not None else {}
    cards = [_card_button(talk, release) for release, *_ in rows[:FIRST] if not everything]
    return listing(title, lines, more=do("", "release_list", **named), everything=everything, buttons=cards)


def _card_button(talk: Conversation, release: Release) -> Button:
    """Versions are much alike from project to project: where there are several, the label names its own."""
    here = talk.context.active_project_id == release.project_id
    name = release.version if here else f"{release.version} · {talk.project_name(release.project_id)}"
    return do(short(name, LABEL), "release_show", release=release.id)


def _shifted(talk: Conversation, release: Release, shift: Shift | None) -> dt.date:
    """The release's day moved; a Refusal where that is past or no day at all."""
    try:
        date = shift.apply(release.target_date) if shift else release.target_date
    except OverflowError:
        raise Refusal(say("There is no such day.")) from None
    if date < talk.today:
        raise Refusal(say("%(said)s is in the past; nothing is changed.", said=day(date)))
    return date


def _names(talk: Conversation, feature: Feature, release: Release) -> dict[str, Markup]:
    return {"feature": talk.named(feature), "release": bold(release.version)}


def _closed(talk: Conversation, release: Release) -> Markup:
    status = RELEASE_STATUS[release.status]()
    return say("Release %(name)s is closed: %(status)s.", name=talk.named(release), status=status)


def _version_of(talk: Conversation, feature: Feature) -> str:
    release = talk.session.get(Release, feature.release_id) if feature.release_id else None
    return release.version if release else "—"


def _unfinished(talk: Conversation, release: Release) -> Markup:
    names: Sequence[str] = talk.session.scalars(
        select(Feature.name)
        .where(Feature.release_id == release.id, Feature.status.not_in(["done", "cancelled"]))
        .order_by(Feature.name)
    ).all()
    if not names:
        return say("Nothing in it is unfinished.")
    return say_n(
        "%(num)s feature is not finished: %(names)s",
        "%(num)s features are not finished: %(names)s",
        len(names),
        names=few(names),
    )


def _line(talk: Conversation, release: Release, features: Markup) -> Markup:
    line = Markup("%s — %s, %s") % (talk.named(release), day(release.target_date), features)
    if release.status != "planned":
        return Markup("%s, %s") % (line, RELEASE_STATUS[release.status]())
    aside = told_aside(release, talk.today)
    return Markup("%s, %s") % (line, aside) if aside else line


CAPABILITY = Capability(
    name="releases",
    titles={"ru": "Релизы", "en": "Releases"},
    intents={
        "release_create": create,
        "release_add_feature": add_feature,
        "release_remove_feature": remove_feature,
        "release_move": move,
        "release_out": ship,
        "release_show": show,
        "release_list": show_list,
    },
)
