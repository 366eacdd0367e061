"""Why a thing is on the radar, and what would happen if its first reason were gone: for its page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from handlers.radar_words import place_words, reason_words, step_words, what_if_words
from radar import BURNING, Aside, Facts, FeatureFacts, ReleaseFacts, find, radar, what_if


@dataclass(frozen=True, slots=True)
class Because:
    """A rule that fires."""

    points: int
    words: Markup
    step: Markup


@dataclass(frozen=True, slots=True)
class Why:
    """Without reasons no rule fires, or the thing is put aside and not looked at until then."""

    points: int = 0
    place: str = ""
    reasons: tuple[Because, ...] = ()
    without: str = ""
    aside: Aside | None = None

    @property
    def burns(self) -> bool:
        return self.points >= BURNING


def why(facts: Facts, thing: FeatureFacts | ReleaseFacts) -> Why:
    """The thing's place is that among all of the facts."""
    items = radar(facts)
    item = find(items, "feature" if isinstance(thing, FeatureFacts) else "release", thing.id)
    if item is None:
        return Why(aside=thing.aside)
    reasons = tuple(Because(r.points, reason_words(r), step_words(r)) for r in item.reasons)
    return Why(item.points, place_words(items, item), reasons, what_if_words(what_if(items, item)))
