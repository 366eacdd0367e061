"""Who answers for a feature: its product owner and its teams."""

from __future__ import annotations

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.naming import person_name, team_names
from handlers.reply import NeedsName, Refusal, Reply
from handlers.words import bold, say
from models import Feature


def assign_po(talk: Conversation, feature: Feature, person: str = "") -> Reply:
    if not person:
        raise NeedsName(say("Who is to be the PO of %(name)s?", name=talk.named(feature)), slot="person")
    old = feature.assigned_po or "—"
    if not talk.journal.change(feature, {"assigned_po": person_name(person)}):
        return Reply.of(say("%(person)s is the PO of %(name)s already.", person=person, name=talk.named(feature)))
    return Reply.of(say("PO of %(name)s: %(old)s → %(new)s", name=talk.named(feature), old=old, new=bold(person)))


def assign_teams(talk: Conversation, feature: Feature, teams: str) -> Reply:
    old = feature.assigned_teams or "—"
    names = team_names(teams)
    if not talk.journal.change(feature, {"assigned_teams": names}):
        return Reply.of(say("The teams of %(name)s are %(teams)s already.", teams=names, name=talk.named(feature)))
    return Reply.of(say("Teams of %(name)s: %(old)s → %(new)s", name=talk.named(feature), old=old, new=bold(names)))


def delete_team(_: Conversation) -> Reply:
    """A team is only a name at its features: it can't be deleted on its own."""
    raise Refusal(
        say("Teams can't be deleted: they are only named at features. To change them: “Teams of feature …: …”.")
    )


CAPABILITY = Capability(
    name="people",
    titles={"ru": "Люди", "en": "People"},
    intents={"feature_assign_po": assign_po, "feature_assign_teams": assign_teams, "team_delete": delete_team},
    held=frozenset({"feature_assign_po", "feature_assign_teams"}),
)
