"""From a meaning to the handler that does it, and from its answer to a whole reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select

from handlers import dependencies, features, history, ideas, people, projects, questions, releases, risks
from handlers import statuses, talk as talking, undo
from handlers.capability import Handler
from handlers.conversation import Conversation
from handlers.reply import ANSWER, DO, UNDO, Button, Confirm, NeedsProject, Refusal, Reply, do
from handlers.words import KINDS, say, short
from handlers.world import known_things
from journal import Gone
from language import BadDate, Choice, Command, Meaning, NoCommand, Slots, Thing, Unknown, understand
from language.answers import number, yes_or_no
from models import Feature, Idea, Project, Release, Risk

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
    history.CAPABILITY,
    undo.CAPABILITY,
)
HANDLERS: Mapping[str, Handler] = {
    intent: handler for capability in CAPABILITIES for intent, handler in capability.intents.items()
}
_MODELS: Mapping[str, type[Any]] = {
    "project": Project, "feature": Feature, "release": Release, "idea": Idea, "risk": Risk,
}  # fmt: skip
_MOST_PROJECTS = 3


def answer_text(talk: Conversation, text: str, *, forwarded: bool = False) -> Reply:
    """The whole way from what a person wrote to the reply."""
    question = questions.open_question(talk.session, talk.user.journal_id, talk.now)
    if question is not None and not forwarded:
        answer = _spoken_answer(question, text)
        if answer is not None:
            return _complete(talk, _language(talk, question.command.language), lambda: _answer(talk, question, answer))
    world = known_things(talk.session, talk.context.active_project_id)
    meaning = understand(text, world, talk.today, forwarded=forwarded)
    return _complete(talk, _language(talk, meaning.language), lambda: _act(talk, meaning))


def answer_tap(talk: Conversation, data: str) -> Reply:
    """The whole way from a tapped button to the reply."""
    kind, _, rest = data.partition(":")
    question = questions.open_question(talk.session, talk.user.journal_id, talk.now) if kind == ANSWER else None
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
    with force_locale(language):
        reply: Reply = answer()
        if talk.journal.written:
            reply.buttons.append(_take_back_button(talk))
    reply.language = talk.context.language or language
    with force_locale(reply.language):
        reply.context = talk.context_line()
    return reply


def _take_back_button(talk: Conversation) -> Button:
    undone = talk.journal.written[0]["action"].endswith("_undone")
    label = say("↪️ Redo") if undone else say("↩️ Undo")
    return Button(str(label), f"{UNDO}:{talk.journal.message_id}")


def _act(talk: Conversation, meaning: Meaning) -> Reply:
    if isinstance(meaning, Command):
        return _perform(talk, meaning)
    if isinstance(meaning, Choice):
        return _offer(talk, meaning)
    if isinstance(meaning, Unknown):
        kind = KINDS[meaning.kind]()
        return Reply.of(say("I know no %(kind)s “%(said)s”.", kind=kind, said=short(meaning.said)))
    if isinstance(meaning, BadDate):
        if meaning.problem == "past":
            return Reply.of(say("%(said)s is in the past; nothing is changed.", said=meaning.said))
        return Reply.of(say("There is no such day: %(said)s.", said=meaning.said))
    return _no_command(talk, meaning)


def _no_command(talk: Conversation, meaning: NoCommand) -> Reply:
    """A question about a thing is answered with its card; everything else with what can be said."""
    if meaning.reason == "question" and meaning.thing is not None and meaning.thing.kind == "feature":
        return _perform(talk, Command(meaning.language or "", "feature_show", {"feature": meaning.thing}))
    if meaning.reason == "forwarded":
        return Reply.of(say("This is forwarded, so I change nothing. Write it yourself if it is to be done."))
    return Reply.of(
        say("I did not understand that, and changed nothing."),
        buttons=[do(str(say("What can I say?")), "help"), do(str(say("My projects")), "project_list")],
    )


def _perform(talk: Conversation, command: Command, *, confirmed: bool = False) -> Reply:
    """Run the handler; a step that can't be taken becomes a sentence, one that waits becomes a question."""
    questions.close(talk.session, talk.user.journal_id)
    talk.confirmed, talk.intent = confirmed, command.intent
    try:
        return HANDLERS[command.intent](talk, **_loaded(talk, command.slots))
    except Refusal as refusal:
        reply = Reply.of(refusal.text, buttons=refusal.buttons)
    except Gone:
        reply = Reply.of(say("That has been deleted in the meantime."))
    except Confirm as costly:
        reply = _ask_to_confirm(talk, command, costly)
    except NeedsProject:
        reply = _ask_for_project(talk, command)
    if talk.journal.written:
        raise RuntimeError(f"{command.intent} changed something before it refused")
    return reply


def _loaded(talk: Conversation, slots: Slots) -> Slots:
    """The slots with rows in place of things."""
    loaded = {}
    for name, value in slots.items():
        if isinstance(value, Thing):
            row = talk.session.get(_MODELS[value.kind], value.id)
            if row is None:
                raise Gone
            loaded[name] = row
        else:
            loaded[name] = value
    return loaded


def _offer(talk: Conversation, choice: Choice) -> Reply:
    command = Command(choice.language, choice.intent, choice.slots)
    token = questions.ask(
        talk.session, talk.user.journal_id, talk.now, command, slot=choice.slot, options=choice.options
    )
    asked = say("Which one: “%(said)s”?", said=short(choice.said))
    if not choice.fits:
        asked = say("I do not know “%(said)s”. Did you mean:", said=short(choice.said))
    return Reply.of(asked, buttons=_option_buttons(token, choice.options))


def _option_buttons(token: str, options: tuple[Thing, ...]) -> list[Button]:
    return [questions.button(token, label, n) for n, label in enumerate(questions.labels(options))]


def _ask_to_confirm(talk: Conversation, command: Command, costly: Confirm) -> Reply:
    token = questions.ask(talk.session, talk.user.journal_id, talk.now, command, text=str(costly.text))
    yes = questions.button(token, f"✅ {costly.yes}", questions.YES)
    no = questions.button(token, f"❌ {say('Cancel')}", questions.NO)
    return Reply.of(costly.text, buttons=[yes, no])


def _ask_for_project(talk: Conversation, command: Command) -> Reply:
    rows = talk.session.scalars(
        select(Project).where(Project.status == "active").order_by(Project.updated_at.desc()).limit(_MOST_PROJECTS)
    ).all()
    if not rows:
        return Reply.of(say("Create a project first, for example: “Create project Mobile App”."))
    options = tuple(Thing("project", project.id, project.name) for project in rows)
    token = questions.ask(talk.session, talk.user.journal_id, talk.now, command, slot="project", options=options)
    return Reply.of(say("In which project?"), buttons=_option_buttons(token, options))


def _spoken_answer(question: questions.Open, text: str) -> str | None:
    """What a short text answers to the open question, as its button would."""
    said = yes_or_no(text)
    if said is False:
        return questions.NO
    if question.slot is None:
        return questions.YES if said else None
    option = number(text)
    return str(option - 1) if option and option <= len(question.options) else None


def _answer(talk: Conversation, question: questions.Open, answer: str) -> Reply:
    questions.close(talk.session, talk.user.journal_id)
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
    if kind == UNDO:
        return _perform(talk, Command("", "undo", {"step": rest}))
    if kind == DO:
        command = _command(rest)
        return _perform(talk, command) if command else _too_late()
    token, _, answer = rest.partition(":")
    if question is None or token != question.token:
        return _too_late()
    return _answer(talk, question, answer)


def _command(data: str) -> Command | None:
    """The command a `do` button carries; None where its data is not ours or of an older version."""
    intent, *pairs = data.split(":")
    slots: Slots = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name in _MODELS and not value.isdecimal():
            return None
        slots[name] = Thing(name, int(value), "") if name in _MODELS else value  # type: ignore[arg-type]
    return Command("", intent, slots) if intent in HANDLERS else None


def _too_late() -> Reply:
    reply = Reply.of()
    reply.toast = str(say("This button is no longer good: it was answered, overtaken or is too old."))
    return reply
