"""The rules for a new name, in one place for projects, features, releases, people."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.reply import Refusal
from handlers.words import bold, say, say_n
from language import Thing
from models import Feature, Project, Release, name_key, version_key

NAME_LENGTH, VERSION_LENGTH, PERSON_LENGTH = 200, 50, 100
_TEAM_LIST_LENGTH = 500
_BETWEEN_TEAMS = re.compile(r"\s*[,;]\s*|\s+(?:и|and)\s+")


def fitting(name: str, limit: int) -> str:
    """The name, if it is neither empty nor longer than its column; else a Refusal."""
    if not any(letter.isalnum() for letter in name):
        raise Refusal(say("A name needs at least one letter or digit."))
    if len(name) > limit or len(name_key(name)) > 2 * limit:  # "ΐ" folds into three letters
        raise Refusal(
            say_n(
                "The name is too long: %(length)s characters, at most %(num)s fits.",
                "The name is too long: %(length)s characters, at most %(num)s fit.",
                limit,
                length=len(name),
            )
        )
    return name


def fresh_project_name(session: Session, name: str, renamed: Project | None = None) -> str:
    """A name no other project bears; else a Refusal that says which one does."""
    rival = session.scalar(select(Project).where(Project.name_key == name_key(fitting(name, NAME_LENGTH))))
    if rival is not None and rival is not renamed:
        if rival.status == "archived":
            raise Refusal(say("There is already a project %(name)s, in the archive.", name=bold(rival.name)))
        raise Refusal(say("There is already a project %(name)s.", name=bold(rival.name)))
    return name


def fresh_feature_name(session: Session, project: Project, name: str, renamed: Feature | None = None) -> str:
    """A name no other feature of the project bears."""
    same = _same(session, Feature, project, Feature.name_key == name_key(fitting(name, NAME_LENGTH)))
    if same is not None and same is not renamed:
        told = {"name": bold(same.name), "project": project.name}
        about = Thing("feature", same.id, same.name, same.project_id)
        raise Refusal(say("There is already a feature %(name)s in %(project)s.", **told), about=about)
    return name


def fresh_version(session: Session, project: Project, version: str) -> str:
    """A version no other release of the project bears."""
    same = _same(session, Release, project, Release.version_key == version_key(fitting(version, VERSION_LENGTH)))
    if same is not None:
        told = {"name": bold(same.version), "project": project.name}
        raise Refusal(say("There is already a release %(name)s in %(project)s.", **told))
    return version


def person_name(name: str) -> str:
    return fitting(name, PERSON_LENGTH)


def team_names(teams: str) -> str:
    """The teams with commas between them, however they were listed."""
    return fitting(", ".join(name for name in _BETWEEN_TEAMS.split(teams) if name), _TEAM_LIST_LENGTH)


def _same(session: Session, model: Any, project: Project, same_key: Any) -> Any:
    return session.scalar(select(model).where(model.project_id == project.id, same_key))
