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


def what_changed(
    talk: Conversation, period: Period | None = None, since: str = "", until: str = "", everything: str = ""
) -> Reply:
    """The net change of each thing in these days, first and last included; without any, since yesterday."""
    first, last = _days(talk, period, since, until)
    changes = net(_events(talk, first, last))
    if not changes:
        week = talk.today - dt.timedelta(days=_WEEK)
        longer = [do(str(say("For the week")), "what_changed", since=week)] if first > week else []
        return Reply.of(_nothing(talk, first, last), buttons=longer)
    names = names_for(talk.session, changes)
    tell = told if talk.context.active_project_id is not None else told_with_project
    lines = [tell(change, names) for change in changes]
    more = do("", "what_changed", since=first, until=last)
    return listing(_title(talk, first, last), lines, more=more, everything=everything)


def of_feature(talk: Conversation, feature: Feature, everything: str = "") -> Reply:
    events = history(talk.session, Filter(entity=f"feature:{feature.id}"), _MOST_EVENTS)
    names = names_for(talk.session, [change_of(e) for e in events], [e.user_id for e in events])
    lines = [_dated(event, names) for event in events]
    more = do("", "feature_history", feature=feature.id)
    title = say("History of %(name)s, newest first:", name=talk.named(feature))
    return listing(title, lines, more=more, everything=everything)


def _days(talk: Conversation, period: Period | None, since: str, until: str) -> tuple[dt.date, dt.date]:
    if period is not None:
        return period.since, min(period.until, talk.today)
    first = dt.date.fromisoformat(since) if since else talk.today - dt.timedelta(days=1)
    return first, dt.date.fromisoformat(until) if until else talk.today


def _events(talk: Conversation, first: dt.date, last: dt.date) -> list[EventLog]:
    begin = dt.datetime.combine(first, dt.time(), talk.zone)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), talk.zone)
    events = changes_since(talk.session, begin, talk.context.active_project_id)
    return [event for event in events if event.timestamp < end]


def _title(talk: Conversation, first: dt.date, last: dt.date) -> Markup:
    if last >= talk.today:
        return say("Changed since %(day)s:", day=day(first))
    if first == last:
        return say("Changed on %(day)s:", day=day(first))
    return say("Changed from %(first)s to %(last)s:", first=day(first), last=day(last))


def _nothing(talk: Conversation, first: dt.date, last: dt.date) -> Markup:
    if last >= talk.today:
        return say("Nothing has changed since %(day)s.", day=day(first))
    if first == last:
        return say("Nothing changed on %(day)s.", day=day(first))
    return say("Nothing changed from %(first)s to %(last)s.", first=day(first), last=day(last))


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
