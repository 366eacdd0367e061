"""Who answers for a feature: its product owner and its teams."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.alphabets import same_in_another
from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.naming import person_name, team_names
from handlers.reply import NeedsName, Refusal, Reply
from handlers.words import bold, say
from models import Feature, User, name_key

_OWNERS = select(Feature.assigned_po).where(Feature.assigned_po.is_not(None)).distinct()
_TALKERS = select(User.full_name).distinct()


def assign_po(talk: Conversation, feature: Feature, person: str = "") -> Reply:
    if not person:
        raise NeedsName(say("Who is to be the PO of %(name)s?", name=talk.named(feature)), slot="person")
    old, person = feature.assigned_po or "—", known_spelling(talk.session, person_name(person), feature)
    if not talk.journal.change(feature, {"assigned_po": person}):
        return Reply.of(say("%(person)s is the PO of %(name)s already.", person=person, name=talk.named(feature)))
    return Reply.of(say("PO of %(name)s: %(old)s → %(new)s", name=talk.named(feature), old=old, new=bold(person)))


def known_spelling(session: Session, name: str, feature: Feature | None = None) -> str:
    """The name as the team writes it already, where it was said in the other alphabet: else one would become two.

    A PO of another feature comes first, then whoever talks to the bot. As it is, where several fit or it is known
    itself.
    """
    owners = _OWNERS
    if feature is not None:
        owners = owners.where(Feature.id != feature.id)  # its own PO's spelling may be what is mended
    for known in (owners, _TALKERS):
        names = {name_key(one): one for one in session.scalars(known) if one}
        if name_key(name) in names:
            return name
        same = [one for one in names.values() if same_in_another(one, name)]
        if same:
            return same[0] if len(same) == 1 else name
    return _in_full(session, name)


def _in_full(session: Session, first_name: str) -> str:
    """The only person known by this first name, in either alphabet: who says «Артём» means the one there is."""
    if len(first_name.split()) != 1:
        return first_name
    known = {*session.scalars(_OWNERS), *session.scalars(_TALKERS)}
    called = [one for one in known if one and _is_called(one.partition(" ")[0], first_name)]
    return called[0] if len(called) == 1 else first_name


def _is_called(first: str, said: str) -> bool:
    return name_key(first) == name_key(said) or same_in_another(first, said)


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
