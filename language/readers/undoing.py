"""Taking the last step back, and taking that back."""

from __future__ import annotations

from language.draft import Draft
from language.guards import keeps_from
from language.sentence import Sentence

_SAYS_WHERE = ("in_progress", "backlog", "feature_noun", "release_noun", "project_noun", "archive")
_LONGEST = 12  # words; whoever tells a story means something else


def read_redo(s: Sentence) -> Draft | None:
    return _read(s, "redo")


def read_undo(s: Sentence) -> Draft | None:
    return _read(s, "undo")


def read_back(s: Sentence) -> Draft | None:
    """«верни обратно», "bring it back": whatever was done last, an undo too."""
    return None if s.has(*_SAYS_WHERE) else _read(s, "back_again", "take_back")


def _read(s: Sentence, kind: str, intent: str = "") -> Draft | None:
    cue = s.first(kind)
    if cue is None or s.mentions or len(s.words) > _LONGEST:
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    return Draft(kind, intent or kind, {}, cue.language, kept)
