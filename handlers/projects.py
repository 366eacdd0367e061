"""Projects: create, switch, rename, archive, delete; and where one is."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy import select

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.counts import count_features, feature_counts, features_words
from handlers.listing import FIRST, LABEL, listing
from handlers.naming import fresh_project_name
from handlers.reply import Button, NeedsName, Refusal, Reply, do
from handlers.words import bold, say, say_n, short
from models import Feature, Project, Release, Risk, UserContext


def create(talk: Conversation, name: str, text: str = "") -> Reply:
    if not name:
        raise NeedsName(say("What is the project to be called? For example: “Mobile App”."))
    project = Project(name=fresh_project_name(talk.session, name), description=text or None)
    talk.journal.create(project)
    talk.switch(project)
    return Reply.of(
        say("Project %(name)s is created, and you are in it.", name=bold(project.name)),
        Markup.escape(short(text)) if text else None,
        say("Next, for example: “Create feature Login”."),
    )


def switch(talk: Conversation, project: Project) -> Reply:
    if project.status == "archived":
        raise Refusal(
            say("Project %(name)s is archived.", name=bold(project.name)),
            [do(str(say("Restore from archive")), "project_restore", project=project.id)],
        )
    talk.switch(project)
    return Reply.of(_contents(talk, project), buttons=_next())


def where(talk: Conversation) -> Reply:
    if talk.project is None:
        active = talk.count(select(Project.id).where(Project.status == "active"))
        return Reply.of(say_n("%(num)s active project.", "%(num)s active projects.", active), buttons=_next())
    return Reply.of(_contents(talk, talk.project), buttons=_next())


def reset(talk: Conversation) -> Reply:
    talk.switch(None)
    return Reply.of(say("You now see all projects."), buttons=_next())


def show_list(talk: Conversation, everything: str = "") -> Reply:
    counts = feature_counts(Feature.project_id == Project.id, Project)
    rows = talk.session.execute(
        select(Project, *counts).order_by(Project.status, Project.updated_at.desc(), Project.id)
    ).all()
    if not rows:
        return Reply.of(
            say("There are no projects yet."),
            buttons=[do(str(say("Create project “My first”")), "project_create", name=say("My first"))],
        )
    lines = [_line(project, features_words(*counts)) for project, *counts in rows]
    title = say_n("%(num)s project:", "%(num)s projects:", len(rows))
    doors = [] if everything else _doors(talk, [project for project, *_ in rows[:FIRST]])
    return listing(title, lines, more=do("", "project_list"), everything=everything, buttons=doors)


def rename(talk: Conversation, project: Project, name: str) -> Reply:
    old = project.name
    if not talk.journal.change(project, {"name": fresh_project_name(talk.session, name, project)}):
        return Reply.of(say("That is its name already."))
    return Reply.of(say("Project renamed: %(old)s → %(new)s.", old=old, new=bold(project.name)))


def describe(talk: Conversation, project: Project, text: str) -> Reply:
    if not talk.journal.change(project, {"description": text}):
        return Reply.of(say("That is its description already."))
    return Reply.of(say("Project %(name)s is described:", name=bold(project.name)), Markup.escape(short(text)))


def archive(talk: Conversation, project: Project) -> Reply:
    if project.status == "archived":
        raise Refusal(say("Project %(name)s is archived already.", name=bold(project.name)))
    talk.confirm(say("Archive project %(name)s (%(contents)s)?", **_named(talk, project)), str(say("Archive")))
    talk.journal.change(project, {"status": "archived"})
    for context in _contexts_in(talk, project):
        talk.journal.change(context, {"active_project_id": None})
    return Reply.of(say("Project %(name)s is in the archive.", name=bold(project.name)))


def restore(talk: Conversation, project: Project) -> Reply:
    if project.status == "active":
        raise Refusal(say("Project %(name)s is not in the archive.", name=bold(project.name)))
    talk.journal.change(project, {"status": "active"})
    return Reply.of(say("Project %(name)s is back from the archive.", name=bold(project.name)))


def delete(talk: Conversation, project: Project) -> Reply:
    asked = say("Delete project %(name)s with everything in it (%(contents)s)?", **_named(talk, project))
    talk.confirm(asked, str(say("Delete")))
    talk.journal.delete(project)
    return Reply.of(say("Project %(name)s is deleted.", name=bold(project.name)))


def _contexts_in(talk: Conversation, project: Project) -> Sequence[UserContext]:
    return talk.session.scalars(
        select(UserContext).where(UserContext.active_project_id == project.id).order_by(UserContext.id)
    ).all()


def _contents(talk: Conversation, project: Project) -> Markup:
    return Markup("%s: %s") % (bold(project.name), _counts(talk, project))


def _named(talk: Conversation, project: Project) -> dict[str, object]:
    """What a question names: the project, and how much is in it."""
    return {"name": bold(project.name), "contents": _counts(talk, project)}


def _counts(talk: Conversation, project: Project) -> Markup:
    features = count_features(talk, Feature.project_id == project.id)
    releases = talk.count(select(Release.id).where(Release.project_id == project.id))
    risks = talk.count(select(Risk.id).where(Risk.project_id == project.id))
    told = [
        features_words(*features),
        say_n("%(num)s release", "%(num)s releases", releases),
        *([say_n("%(num)s risk", "%(num)s risks", risks)] if risks else []),
    ]
    return Markup(", ").join(told)


def _doors(talk: Conversation, shown: Sequence[Project]) -> list[Button]:
    """A way into each project that is shown and not entered yet."""
    here = talk.context.active_project_id
    return [
        do(f"→ {short(project.name, LABEL)}", "project_switch", project=project.id)
        for project in shown
        if project.status == "active" and project.id != here
    ]


def _line(project: Project, features: Markup) -> Markup:
    line = Markup("%s — %s") % (bold(project.name), features)
    return Markup("%s, %s") % (line, say("in the archive")) if project.status == "archived" else line


def _next() -> list[Button]:
    return [
        do(str(say("Features")), "feature_list"),
        do(str(say("Releases")), "release_list"),
        do(str(say("What changed?")), "what_changed"),
    ]


CAPABILITY = Capability(
    name="projects",
    titles={"ru": "Проекты", "en": "Projects"},
    intents={
        "project_create": create,
        "project_switch": switch,
        "context_show": where,
        "context_reset": reset,
        "project_list": show_list,
        "project_rename": rename,
        "project_describe": describe,
        "project_archive": archive,
        "project_restore": restore,
        "project_delete": delete,
    },
)
