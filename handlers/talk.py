"""The first word, help, and the language to speak."""

from __future__ import annotations

from markupsafe import Markup
from sqlalchemy import select

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.reply import Button, Reply, do
from handlers.words import LANGUAGES, bold, in_language, say
from models import Project


def start(talk: Conversation) -> Reply:
    return Reply.of(
        say("Hello, %(name)s! I am Radar: I remember your projects.", name=bold(talk.user.full_name)),
        say("Write as you speak: “Feature Login is done”, “Move release v2.0 to March 1”."),
        say("Three things to try:"),
        buttons=_to_try(talk),
    )


def greet(talk: Conversation) -> Reply:
    return Reply.of(say("Hello! Ask or tell me anything about your projects."), buttons=_to_try(talk))


def be_thanked(_: Conversation) -> Reply:
    return Reply.of(say("You are welcome!"))


def agree(_: Conversation) -> Reply:
    return Reply.of(say("Good. I am here."))


def introduce(talk: Conversation) -> Reply:
    return Reply.of(
        say("I am Radar: I remember your projects, features and releases, and say what is burning."),
        buttons=_to_try(talk),
    )


def show_help(talk: Conversation) -> Reply:
    return Reply.of(
        say("Write as you speak, for example:"),
        Markup("• %s") % say("“Create project Mobile App”, “Switch to project Mobile App”, “My projects”"),
        Markup("• %s") % say("“Create feature Login”, “Feature Login is blocked, reason: waiting for the API”"),
        Markup("• %s") % say("“Create release v2.0 for February 15”, “Add feature Login to release v2.0”"),
        Markup("• %s") % say("“What is burning?”, “Where is the risk?”, “What changed since Friday?”"),
        Markup("• %s") % say("“Put Login aside until Friday”, “History of feature Login”, “Undo”, “Redo”"),
        Markup("• %s") % say("“Idea: …”, “Risk: …, high”, “Open radar”, “Language: Russian”"),
        buttons=_to_try(talk),
    )


def choose_language(talk: Conversation, tongue: str) -> Reply:
    talk.journal.change(talk.context, {"language": tongue})
    with in_language(tongue):
        return Reply.of(say("I now speak %(language)s.", language=LANGUAGES[tongue]()))


def _to_try(talk: Conversation) -> list[Button]:
    if talk.session.scalar(select(Project.id).limit(1)) is None:
        first = do(str(say("Create project “My first”")), "project_create", name=say("My first"))
    else:
        first = do(str(say("My projects")), "project_list")
    return [
        first,
        do(str(say("What changed?")), "what_changed"),
        do(str(say("What is burning?")), "radar_burning"),
    ]


CAPABILITY = Capability(
    name="talk",
    titles={"ru": "Разговор", "en": "Conversation"},
    intents={
        "start": start,
        "help": show_help,
        "language_choose": choose_language,
        "greeting_show": greet,
        "thanks_show": be_thanked,
        "agreement_show": agree,
        "introduction_show": introduce,
    },
)
