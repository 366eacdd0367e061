"""Risks: write down, close."""

from __future__ import annotations

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.reply import Refusal, Reply, do
from handlers.words import SEVERITY, bold, say, short
from models import Feature, Project, Risk


def create(
    talk: Conversation,
    text: str,
    severity: str = "medium",
    feature: Feature | None = None,
    project: Project | None = None,
) -> Reply:
    named = talk.session.get_one(Project, feature.project_id) if feature else project
    home = talk.project_for(named)
    risk = Risk(project_id=home.id, feature_id=feature.id if feature else None, severity=severity, description=text)
    talk.journal.create(risk)
    elsewhere = talk.context.active_project_id != home.id
    return Reply.of(
        say(
            "The risk is written down, %(severity)s: %(text)s",
            severity=SEVERITY[severity](),
            text=short(text),
        ),
        say("Feature: %(name)s", name=talk.named(feature)) if feature else None,
        say("Project: %(name)s", name=home.name) if elsewhere and not feature else None,
        buttons=[do(str(say("Close")), "risk_close", risk=risk.id)],
    )


def close(talk: Conversation, risk: Risk) -> Reply:
    if risk.status == "closed":
        raise Refusal(say("That risk is closed already: %(text)s", text=short(risk.description)))
    talk.journal.change(risk, {"status": "closed"})
    return Reply.of(say("The risk is closed: %(text)s", text=bold(short(risk.description))))


def delete(talk: Conversation, risk: Risk) -> Reply:
    text = short(risk.description)
    talk.confirm(say("Delete the risk “%(text)s”?", text=text), str(say("Delete")))
    talk.journal.delete(risk)
    return Reply.of(say("The risk is deleted: %(text)s", text=text))


CAPABILITY = Capability(
    name="risks",
    titles={"ru": "Риски", "en": "Risks"},
    intents={"risk_create": create, "risk_close": close, "risk_delete": delete},
)
