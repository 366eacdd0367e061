"""A capability: something Radar can do, with a name, a title in both languages and its intents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.reply import Reply

Handler = Callable[..., Reply]


@dataclass(frozen=True, slots=True)
class Capability:
    """`intents` maps what can be meant to the function that does it, called as handler(talk, **slots).

    `held` are those that name one thing and are sure to change it: it is locked as it is read, which saves a query and
    has the answer tell of the very state that is changed.
    """

    name: str
    titles: Mapping[str, str]
    intents: Mapping[str, Handler]
    held: frozenset[str] = frozenset()
