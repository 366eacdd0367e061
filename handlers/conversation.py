"""What a handler knows while it answers one message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.reply import Confirm, NeedsProject, Refusal, do
from handlers.words import bold, say
from handlers.world import Known, Memory, read_names
from journal import Journal
from models import Feature, Project, Question, Release, User, UserContext


@dataclass
class Conversation:
    """One person's message being answered, inside its transaction."""

    session: Session
    journal: Journal
    user: User
    context: UserContext
    zone: ZoneInfo
    now: dt.datetime
    public_url: str = ""  # where the pages are reached
    confirmed: bool = False
    intent: str = ""  # what was done, for the log
    question: Question | None = None  # the one that was open when the message came
    memory: Memory = field(default_factory=Memory)
    remembered: Known | None = None  # the names, where none has changed since they were read
    lap: Callable[[str], None] = lambda _: None  # told at the end of each step, for the log

    @property
    def today(self) -> dt.date:
        """The day it is for the team."""
        return self.now.astimezone(self.zone).date()

    @property
    def project(self) -> Project | None:
        """The active project; None means all projects."""
        number = self.context.active_project_id
        return self.session.get(Project, number) if number is not None else None

    def context_line(self) -> Markup:
        """The first line of every reply."""
        if self.project is None:
            return say("Context: All projects")
        return say("Context: Project %(name)s", name=self.project.name)

    def switch(self, project: Project | None) -> None:
        self.journal.change(self.context, {"active_project_id": project.id if project else None})

    def confirm(self, text: Markup, yes: str) -> None:
        """Go on only once the person has said yes to exactly this text."""
        if not self.confirmed:
            raise Confirm(text, yes)

    def project_for(self, project: Project | None) -> Project:
        """Where something new belongs: the project named, the active one, or the only one there is."""
        chosen = project or self.project or self._only_project()
        if chosen is None:
            raise NeedsProject
        if chosen.status == "archived":
            raise Refusal(
                say("Project %(name)s is archived; restore it first.", name=bold(chosen.name)),
                [do(str(say("Restore from archive")), "project_restore", project=chosen.id)],
            )
        return chosen

    def _only_project(self) -> Project | None:
        active = self.session.scalars(select(Project).where(Project.status == "active").limit(2)).all()
        return active[0] if len(active) == 1 else None

    def named(self, thing: Feature | Release) -> Markup:
        """The thing's name in bold; with its project where the context does not say it."""
        name = bold(thing.name if isinstance(thing, Feature) else thing.version)
        if self.context.active_project_id == thing.project_id:
            return name
        return Markup("%s (%s)") % (name, self.project_name(thing.project_id))

    @cached_property
    def known(self) -> Known:
        """All that can be spoken of by name."""
        if self.journal.written:  # perhaps names, and what is not committed must not be remembered
            return read_names(self.session)
        return self.remembered or self.memory.renew(self.session)

    def project_name(self, number: int) -> str:
        """The name of any project, also of one that came or came back after the names were read."""
        return self._project_names.get(number) or self.session.get_one(Project, number).name

    @cached_property
    def _project_names(self) -> Mapping[int, str]:
        """Every project's name by its id: at most one query, however long the list that needs it."""
        if not any(event["entity_type"] == "project" for event in self.journal.written):
            return self.known.projects
        rows = self.session.execute(select(Project.id, Project.name))
        return {row.id: row.name for row in rows}

    def scoped(self, query: Any, model: Any, project: Project | None = None) -> Any:
        """The query limited to the project named, the active one, or all that are not archived."""
        if project is not None:
            return query.where(model.project_id == project.id)
        if self.context.active_project_id is not None:
            return query.where(model.project_id == self.context.active_project_id)
        return self.of_all(query, model)

    def of_all(self, query: Any, model: Any) -> Any:
        """The query limited to the projects that are not archived."""
        return query.join(Project, Project.id == model.project_id).where(Project.status == "active")

    def count(self, query: Any) -> int:
        return self.session.scalar(select(func.count()).select_from(query.subquery())) or 0
