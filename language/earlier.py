"""What was spoken of and done in the messages before this one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from language.meaning import Command
from language.things import Thing


@dataclass(frozen=True, slots=True)
class Earlier:
    """What pronouns and corrections point at.

    `spoken_of` are the things last talked about, one of a kind, for «она в работе», «туда же»; `same` is what was
    done to a feature last, without the feature, for «и вход тоже»; `just` the one feature that the last message
    changed, for «не та, я про вход»; `asked` tells that a question of Radar's is open, which what is said may answer.
    """

    spoken_of: Sequence[Thing] = ()
    same: Command | None = None
    just: Thing | None = None
    asked: bool = False

    def about(self, things: Iterable[Thing]) -> Earlier:
        """With these as what is spoken of; features of before give way to any."""
        told = tuple(things)
        return replace(self, spoken_of=(*told, *(t for t in self.spoken_of if not told or t.kind != "feature")))


NOTHING = Earlier()
