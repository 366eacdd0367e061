"""What a sentence that was not understood seems to be about: by the words that were heard in it."""

from __future__ import annotations

from language.classifier import likelihoods
from language.meaning import Command
from language.sentence import Sentence

# Cues, and what can be asked about them without naming anything; the most telling first.
_ABOUT: tuple[tuple[tuple[str, ...], Command], ...] = (
    (("undo", "back_again"), Command("", "undo")),
    (("burning",), Command("", "radar_burning")),
    (("risk_noun", "risk_where", "risks"), Command("", "radar_risks")),
    (("changed", "history"), Command("", "what_changed")),
    (("idea_noun", "ideas"), Command("", "idea_list")),
    (("release_noun", "releases", "ship"), Command("", "release_list")),
    (("blocked", "blocks", "depends"), Command("", "feature_list", {"status": "blocked"})),
    (("in_progress",), Command("", "feature_list", {"status": "in_progress"})),
    (("feature_noun", "features", "done", "backlog", "cancelled", "po", "team"), Command("", "feature_list")),
    (("project_noun", "projects", "switch", "archive"), Command("", "project_list")),
    (("where", "reset"), Command("", "context_show")),
)
_MOST = 2
_PERHAPS = 0.15  # likely enough to be offered


def nearest(s: Sentence) -> tuple[Command, ...]:
    """Up to two commands that name no thing and were nearest to what was said."""
    return tuple(command for kinds, command in _ABOUT if s.has(*kinds))[:_MOST]


def likeliest(s: Sentence) -> tuple[Command, ...]:
    """The same where nothing was understood: first what the sentence as a whole resembles."""
    if not s.words:
        return ()
    likely = likelihoods(s)
    resembled = sorted((c for _, c in _ABOUT if likely.get(_label(c), 0) >= _PERHAPS), key=lambda c: -likely[_label(c)])
    return (*resembled, *(c for c in nearest(s) if c not in resembled))[:_MOST]


def _label(command: Command) -> str:
    return ":".join([command.intent, *command.slots.values()])
