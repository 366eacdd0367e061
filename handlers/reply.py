"""What a handler gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from language import Thing

DO, UNDO, ANSWER = "d", "u", "q"


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what a tap on it does: one of three.

    `data`: callback data of at most 64 bytes. `url`: an address for the browser. `web_app`: an https address that
    Telegram opens inside itself, and tells who the person is.
    """

    label: str
    data: str = ""
    url: str = ""
    web_app: str = ""


def do(label: str, intent: str, **slots: object) -> Button:
    """A button that does what a sentence would: slots are ids of things or plain values."""
    return Button(label, ":".join([DO, intent, *(f"{name}={value}" for name, value in slots.items())]))


@dataclass
class Reply:
    """The result in lines of HTML, and what can be done next.

    `context` and `language` are set when the answer is complete. A `toast` is all that is shown of a tap that
    came too late. `replaces`: the answer to a question stands where the question stood. `secret`: it lets whoever has
    it in, so it can't be forwarded, and is forgotten once it is sent.
    """

    lines: list[Markup]
    buttons: list[Button] = field(default_factory=list)
    context: Markup = field(default_factory=Markup)
    language: str = "ru"
    toast: str | None = None
    replaces: bool = False
    secret: bool = False

    @classmethod
    def of(cls, *lines: Markup | None, buttons: Sequence[Button] = ()) -> Reply:
        """A reply of these lines; None is left out."""
        return cls([line for line in lines if line], list(buttons))


@dataclass
class Confirm(Exception):
    """A costly step waits for a yes: what exactly will happen."""

    text: Markup
    yes: str


@dataclass
class Refusal(Exception):
    """The step can't be taken: one clear sentence. Raised before anything was changed.

    `about`: what the sentence speaks of, for «она» in the next message.
    """

    text: Markup
    buttons: Sequence[Button] = ()
    about: Thing | None = None


@dataclass
class NeedsProject(Exception):
    """The step needs a project, and none is active or named."""


@dataclass
class NeedsDay(Exception):
    """The step needs a day, and none is said: the question for it, with days that may be meant."""

    text: Markup
    buttons: Sequence[Button] = ()


@dataclass
class NeedsName(Exception):
    """The step needs a new name or a person's, and none is said: the question for it, and the slot it is for."""

    text: Markup
    slot: str = "name"


@dataclass
class NeedsThing(Exception):
    """The step needs one of these things, and none is said: the question for it, and the slot it is for."""

    text: Markup
    slot: str
    options: Sequence[Thing]
