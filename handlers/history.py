"""What changed, and the history of one thing."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.listing import listing
from handlers.reply import Reply, do
from handlers.telling import Names, change_of, differences, names_for, net, told, told_with_project
from handlers.words import CREATED, DELETED, day, moment, say
from journal import Filter, changes_since, history
from language import Period
from models import EventLog, Feature

_WEEK = 7
_MOST_EVENTS = 200  # of one thing; the page of its history has them all


def what_changed(talk: Conversation, period: Period | None = None, since: str = "", everything: str = "") -> Reply:
    """The net change of each thing since the given day; without one, since yesterday."""
    first = _first_day(talk, period, since)
    events = changes_since(
        talk.session, dt.datetime.combine(first, dt.time(), talk.zone), talk.context.active_project_id
    )
    changes = net(events)
    if not changes:
        week = talk.today - dt.timedelta(days=_WEEK)
        longer = [do(str(say("For the week")), "what_changed", since=week)] if first > week else []
        return Reply.of(say("Nothing has changed since %(day)s.", day=day(first)), buttons=longer)
    names = names_for(talk.session, changes)
    tell = told if talk.context.active_project_id is not None else told_with_project
    lines = [tell(change, names) for change in changes]
    more = do("", "what_changed", since=first)
    return listing(say("Changed since %(day)s:", day=day(first)), lines, more=more, everything=everything)


def of_feature(talk: Conversation, feature: Feature, everything: str = "") -> Reply:
    events = history(talk.session, Filter(entity=f"feature:{feature.id}"), _MOST_EVENTS)
    names = names_for(talk.session, [change_of(e) for e in events], [e.user_id for e in events])
    lines = [_dated(event, names) for event in events]
    more = do("", "feature_history", feature=feature.id)
    title = say("History of %(name)s, newest first:", name=talk.named(feature))
    return listing(title, lines, more=more, everything=everything)


def _first_day(talk: Conversation, period: Period | None, since: str) -> dt.date:
    if period is not None:
        return period.since
    return dt.date.fromisoformat(since) if since else talk.today - dt.timedelta(days=1)


def _dated(event: EventLog, names: Names) -> Markup:
    change = change_of(event)
    what = (
        Markup.escape(CREATED["feature"]()) if change.before is None else differences(change, names) or say("as it was")
    )
    if change.after is None:
        what = Markup.escape(DELETED["feature"]())
    if event.undoes_id is not None:
        what = Markup("↩️ %s") % what
    who = names.person(event.user_id)
    return Markup("%s, %s: %s") % (moment(event.timestamp), who, what)


CAPABILITY = Capability(
    name="history",
    titles={"ru": "История", "en": "History"},
    intents={"what_changed": what_changed, "feature_history": of_feature},
)
