"""What a reader made of a sentence, before the names in it are decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from language.guards import Reason
from language.names import Mention
from language.sentence import Sentence
from language.things import Kind


@dataclass(frozen=True, slots=True)
class Named:
    """A slot that takes a thing: the mention it was named by, or only the words where nothing known fits."""

    kind: Kind
    said: str
    mention: Mention | None = None
    elsewhere: bool = False  # words behind it may make it another thing: it is asked about


def as_named(s: Sentence, kind: str, mention: Mention) -> Named:
    """A thing by the name that it has in the sentence."""
    return Named(kind, s.text[mention.start : mention.end], mention)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Draft:
    """An intent with its slots: Named things, days, texts. `rule` tells which reader made it."""

    rule: str
    intent: str
    slots: dict[str, Any] = field(default_factory=dict)
    language: str = "ru"
    kept: Reason | None = None  # it was understood, but something keeps it from being done


Attempt = tuple[Sentence, Sequence[Draft]]  # a way to read a sentence, and what it makes of it
