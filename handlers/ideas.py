"""Ideas: keep, list, turn into features."""

from __future__ import annotations

from markupsafe import Markup
from sqlalchemy import or_, select

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.listing import listing
from handlers.naming import NAME_LENGTH, fresh_feature_name
from handlers.reply import Refusal, Reply, do
from handlers.words import bold, say, say_n, short
from models import Feature, Idea, Project

_CUT_NAME = 80


def create(talk: Conversation, text: str) -> Reply:
    idea = Idea(project_id=talk.context.active_project_id, content=text)
    talk.journal.create(idea)
    return Reply.of(
        say("The idea is kept: %(text)s", text=short(text)),
        buttons=[do(str(say("Turn into a feature")), "idea_convert", idea=idea.id)],
    )


def show_list(talk: Conversation, everything: str = "") -> Reply:
    query = select(Idea, Project.name).outerjoin(Project, Project.id == Idea.project_id)
    query = query.where(Idea.converted_to_feature_id.is_(None)).order_by(Idea.id.desc())
    query = query.where(or_(Idea.project_id.is_(None), Project.status == "active"))
    if talk.context.active_project_id is not None:
        query = query.where(or_(Idea.project_id == talk.context.active_project_id, Idea.project_id.is_(None)))
    rows = talk.session.execute(query).all()
    if not rows:
        return Reply.of(say("There are no ideas yet."))
    lines = [_line(talk, idea, project) for idea, project in rows]
    title = say_n("%(num)s idea:", "%(num)s ideas:", len(rows))
    return listing(title, lines, more=do("", "idea_list"), everything=everything)


def convert(talk: Conversation, idea: Idea, project: Project | None = None, name: str = "") -> Reply:
    if idea.converted_to_feature_id is not None:
        feature = talk.session.get_one(Feature, idea.converted_to_feature_id)
        raise Refusal(say("That idea is a feature already: %(name)s.", name=bold(feature.name)))
    own = talk.session.get(Project, idea.project_id) if idea.project_id is not None else None
    home = talk.project_for(project or own)
    short_name, description = (name, idea.content) if name else _name_and_description(idea.content)
    feature = Feature(
        project_id=home.id, name=fresh_feature_name(talk.session, home, short_name), description=description
    )
    talk.journal.create(feature)
    talk.journal.change(idea, {"converted_to_feature_id": feature.id})
    return Reply.of(say("The idea is now feature %(name)s.", name=talk.named(feature)))


def delete(talk: Conversation, idea: Idea) -> Reply:
    text = short(idea.content)
    talk.confirm(say("Delete the idea “%(text)s”?", text=text), str(say("Delete")))
    talk.journal.delete(idea)
    return Reply.of(say("The idea is deleted: %(text)s", text=text))


def _name_and_description(content: str) -> tuple[str, str | None]:
    """A short idea is the feature's name; a long one's beginning is, and the whole is its description."""
    name = " ".join(content.split())
    return (name, None) if len(name) <= NAME_LENGTH else (short(name, _CUT_NAME), content)


def _line(talk: Conversation, idea: Idea, project: str | None) -> Markup:
    text = Markup.escape(short(idea.content, 120))
    if talk.context.active_project_id is not None or project is None:
        return text
    return Markup("%s (%s)") % (text, project)


CAPABILITY = Capability(
    name="ideas",
    titles={"ru": "Идеи", "en": "Ideas"},
    intents={"idea_create": create, "idea_list": show_list, "idea_convert": convert, "idea_delete": delete},
)
