"""Phrases whose words mean something else together: «рано обрадовались» does not say that it is too early."""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import Cue


def unexplained(s: Sentence) -> list[Cue]:
    """Cues that are no part of a phrase: «рано обрадовались» says that it broke, not that it is too early."""
    phrases = [c for c in s.cues if c.kind in _PHRASES and c.last > c.first]
    return [c for c in s.cues if not any(p.covers(c) for p in phrases)]


# Phrases of these kinds give their words another meaning than they have alone: «отложить на потом» is no plan.
_PHRASES = frozenset(
    {"bug", "filler", "back", "request", "in_progress", "blocked", "cancelled", "backlog", "done", "ought_"}
)
