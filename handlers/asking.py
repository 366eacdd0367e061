"""Asking the person: which one is meant, in which project, whether to go on; and what a short text answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy import select

from handlers import questions
from handlers.conversation import Conversation
from handlers.listing import LABEL
from handlers.reply import Button, Confirm, NeedsDay, NeedsName, NeedsProject, NeedsThing, Reply
from handlers.words import say, short
from language import BadDate, Choice, Command, Meaning, NoCommand, Shift, Thing, Unknown
from language.answers import another_day, name_told, named, number, yes_or_no
from models import Project

_MOST_BUTTONS = 3
_DAY = "date"
_NAMES = frozenset({"name", "person"})
_TAKE_A_SHIFT = frozenset({"release_move", "aside_put"})
_MOST_PROJECTS = 200


def offer(talk: Conversation, choice: Choice) -> Reply:
    talk.intent = choice.intent
    said, here = short(choice.said), talk.context.active_project_id
    asked = say("Which one: “%(said)s”?", said=said)
    if not choice.fits:
        asked = say("I do not know “%(said)s”. Did you mean:", said=said)
    elif here is not None and all(option.project_id not in (None, here) for option in choice.options):
        asked = say("“%(said)s” is not in this project. Did you mean:", said=said)
    command = Command(choice.language, choice.intent, choice.slots)
    return _choose(talk, command, choice.slot, choice.options, asked)


def ask_for(talk: Conversation, command: Command, needs: NeedsProject | NeedsDay | NeedsName | NeedsThing) -> Reply:
    """The question for what a step needs and nobody said."""
    if isinstance(needs, NeedsProject):
        return _ask_for_project(talk, command)
    if isinstance(needs, NeedsThing):
        return _choose(talk, command, needs.slot, needs.options, needs.text)
    slot, buttons = (_DAY, needs.buttons) if isinstance(needs, NeedsDay) else (needs.slot, ())
    questions.ask(talk.session, talk.user.journal_id, talk.now, command, slot=slot)
    return Reply.of(needs.text, buttons=buttons)


def _ask_for_project(talk: Conversation, command: Command) -> Reply:
    rows = talk.session.scalars(
        select(Project)
        .where(Project.status == "active")
        .order_by(Project.updated_at.desc(), Project.id)
        .limit(_MOST_PROJECTS)
    ).all()
    if not rows:
        return Reply.of(say("Create a project first, for example: “Create project Mobile App”."))
    options = tuple(Thing("project", project.id, project.name) for project in rows)
    asked = say("In which project?")
    if len(rows) > _MOST_BUTTONS:
        asked = say("In which project? Tap one or write its name.")
    return _choose(talk, command, "project", options, asked)


def ask_to_confirm(talk: Conversation, command: Command, costly: Confirm) -> Reply:
    token = questions.ask(talk.session, talk.user.journal_id, talk.now, command, text=str(costly.text))
    yes = questions.button(token, f"✅ {costly.yes}", questions.YES)
    return Reply.of(costly.text, buttons=[yes, _cancel(token)])


def _cancel(token: str) -> Button:
    label = str(say("Cancel"))  # not inside the f-string, where the catalogue's extraction does not look
    return questions.button(token, f"❌ {label}", questions.NO)


def said_name(question: questions.Open | None, text: str, meaning: Meaning) -> Command | None:
    """The command with the name that was asked for, where the text is not understood as anything else."""
    if question is None or question.slot not in _NAMES or not _may_be_a_name(meaning):
        return None
    name, asked = name_told(text), question.command
    return Command(asked.language, asked.intent, {**asked.slots, question.slot: name}) if name else None


def _may_be_a_name(meaning: Meaning) -> bool:
    if isinstance(meaning, NoCommand):
        return meaning.reason == "not understood"
    if isinstance(meaning, Command):
        return meaning.intent.endswith("_rename")  # «назови её Вход»
    return isinstance(meaning, Choice | Unknown) and meaning.intent.endswith("_show")


def said_day(question: questions.Open, text: str, today: dt.date) -> Command | BadDate | None:
    """The command with the day that was asked for, or that is said instead while the move waits for a yes."""
    if question.slot != _DAY and question.command.intent != "release_move":
        return None
    slots = dict(question.command.slots)
    day = another_day(text, today, slots.pop(_DAY, None))
    slots.pop("shift", None)
    if day is None or (isinstance(day, Shift) and question.command.intent not in _TAKE_A_SHIFT):
        return None
    if isinstance(day, BadDate):
        return day
    slots["shift" if isinstance(day, Shift) else _DAY] = day
    return Command(question.command.language, question.command.intent, slots)


def spoken_answer(question: questions.Open, text: str) -> str | None:
    """What a short text answers to the open question, as its button would."""
    said = yes_or_no(text)
    if said is False:
        return questions.NO
    if question.slot is None:
        return questions.YES if said else None
    if said and len(question.options) == 1:
        return "0"
    option = named(text, question.options)
    if option is not None:
        return str(option)
    shown = min(len(question.options), _MOST_BUTTONS)
    told = number(text, shown)
    return str(told - 1) if told and told <= shown else None


def _choose(talk: Conversation, command: Command, slot: str, options: Sequence[Thing], asked: Markup) -> Reply:
    """A question with a button for each of the first three options; any of them can be named as well."""
    token = questions.ask(talk.session, talk.user.journal_id, talk.now, command, slot=slot, options=options)
    labels = questions.labels(options[:_MOST_BUTTONS], talk.project.name if talk.project else None)
    lines: list[Markup] = []
    if not questions.fit_on_buttons(labels):
        labels = [f"{number}. {label}" for number, label in enumerate(labels, 1)]
        lines = [Markup.escape(short(label)) for label in labels]
    buttons = [questions.button(token, short(label, LABEL), n) for n, label in enumerate(labels)]
    return Reply.of(asked, *lines, buttons=[*buttons, _cancel(token)] if len(buttons) == 1 else buttons)
