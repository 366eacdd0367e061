"""«не та, я про вход»: what the last message did to one feature is taken back, and done to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers import people, releases, statuses
from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.reply import Refusal, Reply
from handlers.undo import undo
from handlers.words import say
from journal import last_step, live_events
from models import Feature, Release


def do_to_another(talk: Conversation, feature: Feature) -> Reply:
    """One message, one step: both are taken back together."""
    before, after = _last_change(talk)
    if after["id"] == feature.id:
        raise Refusal(say("%(name)s is what I changed.", name=talk.named(feature)))
    with talk.journal.savepoint():
        taken_back = undo(talk)
        done = _again(talk, feature, before, after)
    return Reply.of(*taken_back.lines, *done.lines, buttons=done.buttons)


def _last_change(talk: Conversation) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What this person's last step changed of the one feature that it was about: the old values, the whole row."""
    step = last_step(talk.session, talk.user.journal_id)
    events = live_events(talk.session, step) if step else []
    if len(events) != 1 or events[0].entity_type != Feature.entity_type:
        raise _nothing()
    before, after = events[0].details["before"], events[0].details["after"]
    if before is None or after is None:
        raise _nothing()
    return before, after


def _nothing() -> Refusal:
    return Refusal(say("There is no last step that could be done to another feature."))


def _again(talk: Conversation, feature: Feature, before: Mapping[str, Any], after: Mapping[str, Any]) -> Reply:
    if "status" in before:
        return statuses.set_status(talk, feature, after["status"], after["status_reason"])
    if "assigned_po" in before and after["assigned_po"]:
        return people.assign_po(talk, feature, after["assigned_po"])
    if "assigned_teams" in before and after["assigned_teams"]:
        return people.assign_teams(talk, feature, after["assigned_teams"])
    if "release_id" in before:
        release = talk.session.get(Release, after["release_id"]) if after["release_id"] else None
        return releases.add_feature(talk, feature, release) if release else releases.remove_feature(talk, feature)
    raise _nothing()


CAPABILITY = Capability(
    name="instead",
    titles={"ru": "Не та", "en": "The other one"},
    intents={"feature_instead": do_to_another},
)
