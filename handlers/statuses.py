"""The status of a feature, and why it has it."""

from __future__ import annotations

from markupsafe import Markup
from sqlalchemy import select

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.reply import Refusal, Reply
from handlers.words import FEATURE_STATUS, few, say, short
from models import Dependency, Feature


def set_status(talk: Conversation, feature: Feature, status: str, reason: str | None = None, lifted: str = "") -> Reply:
    """`lifted`: the status that is to end, where no more was said («разблокируй»): it takes up nothing finished."""
    if lifted and feature.status in ("done", "cancelled"):
        said = {"status": FEATURE_STATUS[feature.status](), "name": talk.named(feature)}
        raise Refusal(say("%(name)s is not blocked: %(status)s.", **said))
    old, new = FEATURE_STATUS[feature.status](), FEATURE_STATUS[status]()
    if feature.status == status and reason in (None, feature.status_reason):
        return Reply.of(say("%(name)s: %(status)s already.", name=talk.named(feature), status=new))
    if feature.status == status:
        return _change_reason(talk, feature, reason)
    talk.journal.change(feature, {"status": status, "status_reason": reason})
    waiting = _waiting_for(talk, feature) if status == "done" else []
    return Reply.of(
        Markup("%s: %s → %s") % (talk.named(feature), old, new),
        say("Reason: %(reason)s", reason=short(reason)) if reason else None,
        say("Were waiting for it: %(names)s", names=few(waiting)) if waiting else None,
    )


def _change_reason(talk: Conversation, feature: Feature, reason: str | None) -> Reply:
    old, new = feature.status_reason, short(reason or "—")
    talk.journal.change(feature, {"status_reason": reason})
    return Reply.of(
        Markup("%s: %s") % (talk.named(feature), FEATURE_STATUS[feature.status]()),
        say("Reason: %(old)s → %(new)s", old=short(old), new=new) if old else say("Reason: %(reason)s", reason=new),
    )


def _waiting_for(talk: Conversation, feature: Feature) -> list[str]:
    return list(
        talk.session.scalars(
            select(Feature.name)
            .join(Dependency, Dependency.blocked_feature_id == Feature.id)
            .where(Dependency.blocker_feature_id == feature.id, Feature.status.not_in(["done", "cancelled"]))
            .order_by(Feature.name)
        )
    )


CAPABILITY = Capability(
    name="statuses",
    titles={"ru": "Статусы", "en": "Statuses"},
    intents={"feature_status": set_status},
    held=frozenset({"feature_status"}),
)
