"""From a meaning to the handler that does it, and from its answer to a whole reply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from handlers import (
    aside,
    asking,
    dependencies,
    features,
    history,
    ideas,
    instead,
    pages,
    people,
    projects,
    questions,
    radar,
    releases,
    risks,
    statuses,
    undo,
)
from handlers import talk as talking
from handlers.buttons import MODELS, command_of
from handlers.capability import Handler
from handlers.conversation import Conversation
from handlers.offers import offers
from handlers.radar_why import settled
from handlers.reply import (
    ANSWER,
    DO,
    UNDO,
    Button,
    Confirm,
    NeedsDay,
    NeedsName,
    NeedsProject,
    NeedsThing,
    Refusal,
    Reply,
    do,
)
from handlers.spoken import (
    earlier_of,
    forget,
    remember,
    remember_all,
    remember_change,
    remember_created,
    remember_thing,
)
from handlers.words import NOT_KNOWN, in_language, say, say_n, short
from journal import Gone
from language import (
    SPEAKER,
    BadDate,
    Choice,
    Command,
    Meaning,
    NoCommand,
    Several,
    Slots,
    Thing,
    Unknown,
    World,
    understand,
)
from language.answers import refuses
from models import Release

CAPABILITIES = (
    talking.CAPABILITY,
    projects.CAPABILITY,
    features.CAPABILITY,
    statuses.CAPABILITY,
    people.CAPABILITY,
    dependencies.CAPABILITY,
    releases.CAPABILITY,
    ideas.CAPABILITY,
    risks.CAPABILITY,
    radar.CAPABILITY,
    aside.CAPABILITY,
    history.CAPABILITY,
    pages.CAPABILITY,
    undo.CAPABILITY,
    instead.CAPABILITY,
)
HANDLERS: Mapping[str, Handler] = {
    intent: handler for capability in CAPABILITIES for intent, handler in capability.intents.items()
}
_HELD = frozenset(intent for capability in CAPABILITIES for intent in capability.held)
_WITH_CARD = ("feature", "release")
_OF_THE_MENU = re.compile(r"\s*/\w+(?:@\w+)?\s*")


def answer_text(talk: Conversation, text: str, *, forwarded: bool = False) -> Reply:
    """The whole way from what a person wrote to the reply."""
    question = questions.still_open(talk.question, talk.now)
    asked = question is not None
    if question is not None and not forwarded:
        answer = asking.spoken_answer(question, text)
        if answer is not None:
            return _complete(talk, _language(talk, question.command.language), lambda: _answer(talk, question, answer))
        told = asking.said_day(question, text, talk.today)
        if told is not None:
            return _complete(talk, _language(talk, question.command.language), lambda: _act(talk, told))
        if refuses(text):
            _close_question(talk)
            question = None
    world = World(talk.known.things, talk.context.active_project_id)
    talk.lap("names")
    earlier = replace(earlier_of(talk.user, talk.now), asked=asked)
    meaning = understand(text, world, talk.today, forwarded=forwarded, earlier=earlier)
    talk.lap("understanding")
    if not forwarded:
        meaning = asking.said_name(question, text, meaning) or meaning
    # A command of the menu (/undo) is in nobody's language.
    spoken = None if _OF_THE_MENU.fullmatch(text) else meaning.language
    return _complete(talk, _language(talk, spoken), lambda: _act(talk, meaning))


def answer_tap(talk: Conversation, data: str) -> Reply:
    """The whole way from a tapped button to the reply."""
    kind, _, rest = data.partition(":")
    question = questions.still_open(talk.question, talk.now) if kind == ANSWER else None
    spoken = question.command.language if question else None
    return _complete(talk, _language(talk, spoken), lambda: _tap(talk, kind, rest, question))


def not_text(talk: Conversation) -> Reply:
    """The answer to a sticker, a photo, a voice message: Radar reads text only."""
    return _complete(talk, _language(talk, None), lambda: Reply.of(say("I read text only: please write it.")))


def _language(talk: Conversation, spoken: str | None) -> str:
    """The one chosen, else the one spoken, else the one spoken last."""
    if spoken and spoken != talk.user.language:
        talk.user.language = spoken
    return talk.context.language or spoken or talk.user.language


def _complete(talk: Conversation, language: str, answer: Any) -> Reply:
    """The reply with its context line first and, after a change, a button to take it back."""
    with in_language(language):
        reply: Reply = answer()
    reply.language = talk.context.language or language
    with in_language(reply.language):
        reply.context = talk.context_line()
        if talk.journal.written:
            remember_created(talk.user, talk.journal.written, talk.now)
            reply.buttons.append(_take_back_button(talk))
        remember_change(talk.user, talk.journal.written, talk.now)
    return reply


def _take_back_button(talk: Conversation) -> Button:
    undone = all(event["action"].endswith("_undone") for event in talk.journal.written)
    label = say("↪️ Redo") if undone else say("↩️ Undo")
    return Button(str(label), f"{UNDO}:{talk.journal.message_id}")


def _act(talk: Conversation, meaning: Meaning) -> Reply:
    meaning = settled(talk, meaning) if isinstance(meaning, Choice) else meaning
    if isinstance(meaning, Command):
        return _perform(talk, meaning)
    if isinstance(meaning, Several):
        return _perform_all(talk, meaning)
    if isinstance(meaning, Choice):
        forget(talk.user, meaning.options[0].kind, talk.now)
        return asking.offer(talk, meaning)
    if isinstance(meaning, Unknown):
        forget(talk.user, meaning.kind, talk.now)
        return Reply.of(NOT_KNOWN[meaning.kind](short(meaning.said)), buttons=_lists(meaning.kind))
    if isinstance(meaning, BadDate):
        return _no_such_day(meaning)
    return _no_command(talk, meaning)


def _no_such_day(meaning: BadDate) -> Reply:
    if meaning.problem == "past":
        return Reply.of(say("%(said)s is in the past; nothing is changed.", said=short(meaning.said)))
    return Reply.of(say("There is no such day: %(said)s.", said=short(meaning.said)))


def _lists(kind: str) -> list[Button]:
    """Where to look for a name that was not found."""
    if kind == "project":
        return [do(str(say("My projects")), "project_list")]
    lists = {"feature": say("Features"), "release": say("Releases"), "idea": say("Ideas")}
    return [do(str(lists[kind]), f"{kind}_list")] if kind in lists else []


def _no_command(talk: Conversation, meaning: NoCommand) -> Reply:
    """A question about a thing is answered with its card; everything else with what can be said."""
    if meaning.reason == "forwarded":
        return Reply.of(say("This is forwarded, so I change nothing. Write it yourself if it is to be done."))
    if meaning.reason == "several":
        unclear = say("That is several things at once, and not all are clear to me. One at a time, please.")
        return Reply.of(unclear, buttons=offers(talk, meaning))
    if meaning.reason != "not understood" and meaning.thing is not None and meaning.thing.kind in _WITH_CARD:
        kind = meaning.thing.kind
        card = _perform(talk, Command(meaning.language or "", f"{kind}_show", {kind: meaning.thing}))
        if meaning.reason != "question":
            card.lines.insert(0, _why_not(meaning))
        return card
    return Reply.of(say("I did not understand that, and changed nothing."), buttons=offers(talk, meaning))


def _why_not(meaning: NoCommand) -> Markup:
    if meaning.reason == "later":
        return say("A later day is named, and I do this at once or not at all: nothing is changed.")
    return say("I took this for no order, and changed nothing.")


def _perform(talk: Conversation, command: Command, *, confirmed: bool = False) -> Reply:
    """Run the handler; a step that can't be taken becomes a sentence, one that waits becomes a question."""
    if command.intent not in HANDLERS:
        return _no_command(talk, NoCommand(command.language, "not understood"))
    _close_question(talk)
    talk.confirmed, talk.intent = confirmed, command.intent
    remember(talk.user, command, talk.now)
    try:
        return HANDLERS[command.intent](talk, **_loaded(talk, command.slots, hold=command.intent in _HELD))
    except Refusal as refusal:
        if refusal.about is not None:
            remember_thing(talk.user, refusal.about, talk.now)
        reply = Reply.of(refusal.text, buttons=refusal.buttons)
    except Gone:
        reply = Reply.of(say("That has been deleted in the meantime."))
    except Confirm as costly:
        reply = asking.ask_to_confirm(talk, command, costly)
    except (NeedsProject, NeedsDay, NeedsName, NeedsThing) as needs:
        reply = asking.ask_for(talk, command, needs)
    if talk.journal.written:
        raise RuntimeError(f"{command.intent} changed something before it refused")
    return reply


def _perform_all(talk: Conversation, several: Several) -> Reply:
    """Do every command of one message, or none: they are taken back together as well."""
    if any(command.intent not in HANDLERS for command in several.commands):
        return _no_command(talk, NoCommand(several.language, "several"))
    _close_question(talk)
    remember_all(talk.user, several.commands, talk.now)
    lines: list[Markup] = []
    talk.confirmed = False
    try:
        with talk.journal.savepoint():
            for command in several.commands:
                talk.intent = command.intent
                slots = _loaded(talk, command.slots)
                if command.intent == "release_add_feature" and "release" not in slots:
                    slots["release"] = _just_made(talk)
                lines += HANDLERS[command.intent](talk, **slots).lines
    except Confirm:
        return Reply.of(_one_at_a_time(several, talk.intent), say("Nothing is changed."))
    except (Refusal, Gone, NeedsProject, NeedsDay, NeedsName, NeedsThing) as obstacle:
        why = obstacle.text if isinstance(obstacle, Refusal) else say("Not all of it can be done in one go.")
        return Reply.of(why, say("Nothing is changed."))
    return Reply.of(*lines)


def _just_made(talk: Conversation) -> Release | None:
    """The release that a command before it in the same message made: «заведи релиз 2.5 на 15 апреля, туда вход»."""
    made = [e["entity_id"] for e in talk.journal.written if e["action"] == "release_created"]
    return talk.session.get(Release, made[-1]) if made else None


def _one_at_a_time(several: Several, costly: str) -> Markup:
    """Which of the steps are asked about before they are done: each in a message of its own."""
    steps = [command for command in several.commands if command.intent == costly]
    names = [value.name for step in steps for value in step.slots.values() if isinstance(value, Thing)]
    return say_n(
        "%(names)s: I ask about that step before I take it. Please write it in a message of its own.",
        "%(names)s: I ask about each of these steps before I take it. One at a time, please.",
        len(steps),
        names=", ".join(names),
    )


def _close_question(talk: Conversation) -> None:
    if talk.question is not None:
        questions.close(talk.session, talk.user.journal_id)
        talk.question = None


def _loaded(talk: Conversation, slots: Slots, *, hold: bool = False) -> Slots:
    """The slots with rows in place of things."""
    loaded = {}
    for name, value in slots.items():
        if isinstance(value, Thing):
            read = talk.journal.hold if hold else talk.session.get
            row = read(MODELS[value.kind], value.id)
            if row is None:
                raise Gone
            loaded[name] = row
        else:
            loaded[name] = talk.user.full_name if value == SPEAKER else value
    return loaded


def _answer(talk: Conversation, question: questions.Open, answer: str) -> Reply:
    _close_question(talk)
    if answer == questions.NO:
        reply = Reply.of(say("All right, nothing is changed."))
    elif answer == questions.YES and question.slot is None:
        reply = _confirmed(talk, question)
    else:
        command = questions.chosen(question, int(answer)) if answer.isdecimal() else None
        if command is None:
            return _too_late()
        reply = _perform(talk, command)
    reply.replaces = True
    return reply


def _confirmed(talk: Conversation, question: questions.Open) -> Reply:
    """Do it, if it is still what was asked; where the world has moved on, the question is asked anew."""
    talk.confirmed = False
    try:
        HANDLERS[question.command.intent](talk, **_loaded(talk, question.command.slots))
    except Confirm as costly:
        if str(costly.text) == question.text:
            return _perform(talk, question.command, confirmed=True)
    except (Refusal, Gone):
        pass
    return _perform(talk, question.command)


def _tap(talk: Conversation, kind: str, rest: str, question: questions.Open | None) -> Reply:
    if kind == UNDO and rest:  # without a step it would be the last one's turn, which no button says
        return _perform(talk, Command("", "undo", {"step": rest}))
    if kind == DO:
        command = command_of(rest, HANDLERS)
        return _perform(talk, command) if command else _too_late()
    token, _, answer = rest.partition(":")
    if question is None or token != question.token:
        return _too_late()
    return _answer(talk, question, answer)


def _too_late() -> Reply:
    reply = Reply.of()
    reply.toast = str(say("This button is no longer good: it was answered, overtaken or is too old."))
    return reply
