"""The tables. This room imports nothing else of the project."""

from models.access_attempt import AccessAttempt
from models.base import Base, db, engine_options
from models.chat_message import ChatMessage
from models.dependency import Dependency
from models.event import EventLog
from models.feature import Feature
from models.idea import Idea
from models.login_attempt import LoginAttempt
from models.login_link import LoginLink
from models.migration_info import MigrationInfo
from models.name_change import NameChange
from models.name_key import name_key, version_key
from models.processed_message import ProcessedMessage
from models.project import Project
from models.question import Question
from models.release import Release
from models.risk import Risk
from models.token_hash import token_hash
from models.user import User
from models.user_context import UserContext
from models.web_session import WebSession

__all__ = [
    "AccessAttempt",
    "Base",
    "ChatMessage",
    "Dependency",
    "EventLog",
    "Feature",
    "Idea",
    "LoginAttempt",
    "LoginLink",
    "MigrationInfo",
    "NameChange",
    "ProcessedMessage",
    "Project",
    "Question",
    "Release",
    "Risk",
    "User",
    "UserContext",
    "WebSession",
    "db",
    "engine_options",
    "name_key",
    "token_hash",
    "version_key",
]
