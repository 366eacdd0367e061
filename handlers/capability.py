"""A capability: something Radar can do, with a name, a title in both languages and its intents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.reply import Reply

Handler = Callable[..., Reply]


@dataclass(frozen=True, slots=True)
class Capability:
    """`intents` maps what can be meant to the function that does it, called as handler(talk, **slots)."""

    name: str
    titles: Mapping[str, str]
    intents: Mapping[str, Handler]
