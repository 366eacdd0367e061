"""What changed, and the history of one thing."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.fires import fires
from handlers.listing import listing
from handlers.looks import look
from handlers.reply import Button, Reply, do
from handlers.spans import Span, stamped
from handlers.telling import Names, change_of, differences, names_for, net, told, told_with_project
from handlers.words import CREATED, DELETED, moment, say
from journal import Filter, changes_since, history
from language import Period
from models import EventLog, Feature, Release

_WEEK = 7
_MOST_EVENTS = 200  # of one thing; the page of its history has them all
_LOOK = "look"  # since this person's last look


def what_changed(
    talk: Conversation,
    period: Period | None = None,
    since: str = "",
    until: str = "",
    at: str = "",
    everything: str = "",
) -> Reply:
    """What entered and left the radar, and the net change of each thing; without a period, since yesterday."""
    last_look = look(talk.user, talk.now)
    exact = stamped(at) or (last_look if since == _LOOK else None)
    span = Span.since(exact, talk.zone) if exact else Span.asked(period, since, until, talk.today, talk.zone)
    first_look = None
    if since == _LOOK and last_look is None:
        first_look = say("This is your first look: what has changed since yesterday.")
    changes = net(changes_since(talk.session, span.begin, span.end, talk.context.active_project_id))
    if not changes:
        return Reply.of(first_look, span.nothing(), *fires(talk, span), buttons=_longer(talk, span))
    names = names_for(talk.session, changes)
    tell = told if talk.context.active_project_id is not None else told_with_project
    lines = [tell(change, names) for change in changes]
    reply = listing(span.title(), lines, more=do("", "what_changed", **span.slots), everything=everything)
    if not everything:
        heat = fires(talk, span)
        reply.lines = [line for line in (first_look, reply.lines[0], *heat, *reply.lines[1:]) if line]
        reply.buttons += [do(str(say("What is burning?")), "radar_burning")] if heat and span.end is None else []
    return reply


def of_feature(talk: Conversation, feature: Feature, everything: str = "") -> Reply:
    return _of(talk, "feature", feature, everything)


def of_release(talk: Conversation, release: Release, everything: str = "") -> Reply:
    return _of(talk, "release", release, everything)


def _of(talk: Conversation, kind: str, thing: Feature | Release, everything: str) -> Reply:
    events = history(talk.session, Filter(entity=f"{kind}:{thing.id}"), _MOST_EVENTS)
    names = names_for(talk.session, [change_of(e) for e in events], [e.user_id for e in events])
    lines = [_dated(event, names) for event in events]
    more = do("", f"{kind}_history", **{kind: thing.id})
    title = say("History of %(name)s, newest first:", name=talk.named(thing))
    return listing(title, lines, more=more, everything=everything)


def _longer(talk: Conversation, span: Span) -> list[Button]:
    week = talk.today - dt.timedelta(days=_WEEK)
    return [do(str(say("For the week")), "what_changed", since=week)] if span.first > week else []


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
    intents={"what_changed": what_changed, "feature_history": of_feature, "release_history": of_release},
)
