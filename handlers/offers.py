"""What is offered where a message was not understood: the thing it named, and what was nearest to its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from handlers.conversation import Conversation
from handlers.listing import LABEL
from handlers.reply import Button, do
from handlers.words import say, short
from language import Command, NoCommand, Thing

_MOST = 2  # besides what can be said at all
_LABELS: Mapping[tuple[str, ...], Callable[[], Markup]] = {
    ("undo",): lambda: say("Undo the last step"),
    ("radar_burning",): lambda: say("What is burning?"),
    ("radar_risks",): lambda: say("Where is the risk?"),
    ("what_changed",): lambda: say("What changed?"),
    ("idea_list",): lambda: say("Ideas"),
    ("release_list",): lambda: say("Releases"),
    ("feature_list", "blocked"): lambda: say("What is blocked?"),
    ("feature_list", "in_progress"): lambda: say("What is in progress?"),
    ("feature_list",): lambda: say("Features"),
    ("project_list",): lambda: say("My projects"),
    ("context_show",): lambda: say("Where am I?"),
}


def offers(talk: Conversation, meaning: NoCommand) -> list[Button]:
    """Up to three buttons: the one thing that was named, what was nearest, and always what can be said at all."""
    near: Sequence[Command] = meaning.near or (Command("", "project_list"),)
    first = [*_thing(talk, meaning.thing), *map(_button, near)][:_MOST]
    return [*first, do(str(say("What can I say?")), "help")]


def _thing(talk: Conversation, thing: Thing | None) -> list[Button]:
    """A feature's card, or the way to a project where one is not already."""
    if thing is not None and thing.kind == "feature":
        return [do(short(thing.name, LABEL), "feature_show", feature=thing.id)]
    if thing is not None and thing.kind == "project" and thing.id != talk.context.active_project_id:
        return [do(short(thing.name, LABEL), "project_switch", project=thing.id)]
    return []


def _button(command: Command) -> Button:
    label = _LABELS[(command.intent, *command.slots.values())]
    return do(str(label()), command.intent, **command.slots)
