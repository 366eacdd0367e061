"""Taking the last step back, and taking that back."""

from __future__ import annotations

from language.draft import Draft
from language.guards import keeps_from
from language.sentence import Sentence

_LONGEST = 12  # words; whoever tells a story means something else


def read_redo(s: Sentence) -> Draft | None:
    return _read(s, "redo")


def read_undo(s: Sentence) -> Draft | None:
    return _read(s, "undo")


def _read(s: Sentence, kind: str) -> Draft | None:
    cue = s.first(kind)
    if cue is None or s.mentions or len(s.words) > _LONGEST:
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    return Draft(kind, kind, {}, cue.language, kept)
