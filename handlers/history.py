"""What changed, and the history of one thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup
from sqlalchemy import select

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.fires import fires
from handlers.listing import listing
from handlers.looks import Look, look
from handlers.radar_view import asked_day
from handlers.reply import Button, Refusal, Reply, do
from handlers.scopes import Scope, is_called
from handlers.spans import Span, stamped
from handlers.telling import Change, Names, change_of, differences, names_for, net, told, told_with_project
from handlers.words import CREATED, DELETED, FEATURE_STATUS, bold, moment, say, say_n
from journal import Filter, changes_since, history
from language import Period
from models import EventLog, Feature, Project, Release, User

_WEEK = 7
_MOST_EVENTS = 200  # of one thing; the page of its history has them all
_LOOK = "look"  # since this person's last look


def what_changed(  # noqa: PLR0913  # each is a slot of a sentence or a button
    talk: Conversation,
    period: Period | None = None,
    *,
    since: str = "",
    until: str = "",
    at: str = "",
    days: str = "",
    everything: str = "",
    project: Project | None = None,
    release: Release | None = None,
    person: str = "",
    status: str = "",
    unheard: str = "",
) -> Reply:
    """What entered and left the radar, and the net change of each thing; without a period, since yesterday.

    `status`: only the features that came to it.
    """
    looked = look(talk.user, talk.now)
    became = status if status in FEATURE_STATUS else ""
    scope = Scope(project=project, release=release, became=became, unheard=unheard)
    exact = stamped(at) or (looked.since if since == _LOOK else None)
    since, until = days.split("-") if "-" in days else (since, until)
    asked = _of_a_day_gone(talk, period)
    span = Span.since(exact, talk.zone) if exact else Span.asked(asked, since, until, talk.today, talk.zone)
    reply = _changed(talk, scope, span, person, everything)
    if since == _LOOK:
        reply.lines.insert(0, _which_look(looked))
    return scope.warned(reply)


def _of_a_day_gone(talk: Conversation, period: Period | None) -> Period | None:
    """«В пятницу» is the last one here."""
    gone = asked_day(talk, period.until) if period and period.until > talk.today else None
    return replace(period, since=gone, until=gone) if period and gone else period


def _which_look(looked: Look) -> Markup:
    if looked.since is None:
        return say("This is your first look: what has changed since yesterday.")
    if looked.just is None:
        return say("You last looked on %(moment)s.", moment=moment(looked.since))
    ago = _ago(looked.just // dt.timedelta(minutes=1))
    return say("You looked %(ago)s; looks less than half an hour apart count as one.", ago=ago)


def _ago(minutes: int) -> Markup:
    if minutes < 2:  # nobody says «1 минуту назад»
        return say("a minute ago") if minutes else say("just now")
    return say_n("%(num)s minute ago", "%(num)s minutes ago", minutes)


def _changed(talk: Conversation, scope: Scope, span: Span, person: str, everything: str) -> Reply:
    where = scope.project_id(talk)
    events = changes_since(talk.session, span.begin, span.end, where)
    if scope.release is not None:
        events = _of_release(talk, events, scope.release)
    scope, events = _by_person(talk, scope, events, person) if person else (scope, events)
    changes = [change for change in net(events) if not scope.became or _brought(change, scope.became)]
    heat = [] if scope.release or scope.became or person else fires(talk, span, where)
    if not changes:
        return Reply.of(scope.told(span.nothing(), talk), *heat, buttons=_longer(talk, span, scope))
    names = names_for(talk.session, changes)
    tell = told if talk.context.active_project_id is not None and not scope.project else told_with_project
    lines = [tell(change, names) for change in changes]
    title = scope.told(span.title(), talk)
    reply = scope.listing(title, lines, more=do("", "what_changed", **span.slots, **scope.slots), everything=everything)
    if not everything:
        reply.lines = [reply.lines[0], *heat, *reply.lines[1:]]
        reply.buttons += [do(str(say("What is burning?")), "radar_burning")] if heat and span.end is None else []
        reply.buttons += _longer(talk, span, scope)
    return reply


def _of_release(talk: Conversation, events: Sequence[EventLog], release: Release) -> list[EventLog]:
    """Its own changes and those of the features that are in it now."""
    inside = set(talk.session.scalars(select(Feature.id).where(Feature.release_id == release.id)))
    return [
        event
        for event in events
        if (event.entity_type == "release" and event.entity_id == release.id)
        or (event.entity_type == "feature" and event.entity_id in inside)
    ]


def _by_person(
    talk: Conversation, scope: Scope, events: Sequence[EventLog], person: str
) -> tuple[Scope, list[EventLog]]:
    """What the person changed; of a PO who never wrote here, what changed in the features that are theirs."""
    people = talk.session.execute(select(User.telegram_id, User.full_name)).all()
    wrote = {str(number): name for number, name in people if is_called(name, person)}
    if wrote:
        return replace(scope, author=", ".join(wrote.values())), [e for e in events if e.user_id in wrote]
    owners = talk.session.execute(select(Feature.id, Feature.assigned_po).where(Feature.assigned_po.is_not(None))).all()
    theirs = {number for number, po in owners if is_called(po, person)}
    if not theirs:
        raise Refusal(say("I know nobody named %(name)s here: no one who writes to me and no PO.", name=bold(person)))
    mine = [e for e in events if e.entity_type == "feature" and e.entity_id in theirs]
    return replace(scope, person=person), mine


def of_feature(talk: Conversation, feature: Feature, everything: str = "") -> Reply:
    return _of(talk, "feature", feature, everything)


def of_release(talk: Conversation, release: Release, everything: str = "") -> Reply:
    return _of(talk, "release", release, everything)


def who(talk: Conversation, feature: Feature, status: str) -> Reply:
    """Who gave the feature this status last, when, and why."""
    events = history(talk.session, Filter(entity=f"feature:{feature.id}"), _MOST_EVENTS)
    found = next((event for event in events if _brought(change_of(event), status)), None)
    if found is None:
        none = say("%(name)s has never been: %(status)s.", name=talk.named(feature), status=FEATURE_STATUS[status]())
        return Reply.of(none, buttons=[do(str(say("History")), "feature_history", feature=feature.id)])
    line = _dated(found, names_for(talk.session, [change_of(found)], [found.user_id]))
    return Reply.of(
        Markup("%s: %s") % (talk.named(feature), line),
        buttons=[do(str(say("History")), "feature_history", feature=feature.id)],
    )


def _brought(change: Change, status: str) -> bool:
    before, after = change.before or {}, change.after or {}
    return after.get("status") == status != before.get("status")


def _of(talk: Conversation, kind: str, thing: Feature | Release, everything: str) -> Reply:
    events = history(talk.session, Filter(entity=f"{kind}:{thing.id}"), _MOST_EVENTS)
    names = names_for(talk.session, [change_of(e) for e in events], [e.user_id for e in events])
    lines = [_dated(event, names) for event in events]
    more = do("", f"{kind}_history", **{kind: thing.id})
    title = say("History of %(name)s, newest first:", name=talk.named(thing))
    return listing(title, lines, more=more, everything=everything)


def _longer(talk: Conversation, span: Span, scope: Scope) -> list[Button]:
    week = talk.today - dt.timedelta(days=_WEEK)
    if span.first <= week or scope.of_person:
        return []
    return [do(str(say("For the week")), "what_changed", since=week, **scope.slots)]


def _dated(event: EventLog, names: Names) -> Markup:
    change = change_of(event)
    what = (
        Markup.escape(CREATED[change.kind]())
        if change.before is None
        else differences(change, names) or say("as it was")
    )
    if change.after is None:
        what = Markup.escape(DELETED[change.kind]())
    if event.undoes_id is not None:
        what = Markup("↩️ %s") % what
    who = names.person(event.user_id)
    return Markup("%s, %s: %s") % (moment(event.timestamp), who, what)


CAPABILITY = Capability(
    name="history",
    titles={"ru": "История", "en": "History"},
    intents={
        "what_changed": what_changed,
        "feature_history": of_feature,
        "feature_status_history": who,
        "release_history": of_release,
    },
)
