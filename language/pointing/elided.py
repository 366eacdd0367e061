"""A status and its reason that name nothing: "Blocked. Reason: no certificate" is said of what was spoken of last."""

from __future__ import annotations

from collections.abc import Sequence

from language.sentence import Sentence
from language.things import Thing

_REASONED = ("blocked", "cancelled", "backlog")


def said_of_the_last(s: Sentence, spoken_of: Sequence[Thing]) -> str | None:
    """The sentence with the feature it goes without saying; a status alone may be said of anything."""
    features = [thing for thing in spoken_of if thing.kind == "feature"]
    cue = s.first(*_REASONED)
    if cue is None or len(features) != 1 or s.mentions or "?" in s.text or not s.opening(cue.first):
        return None
    if s.has("pronoun") and s.all("pronoun")[0].first < cue.first:
        return None
    reason = s.first("reason", after=cue.last + 1)
    if reason is None or reason.first != cue.last + 1:
        return None
    told = s.text[s.words[cue.first].start : s.words[cue.last].end]
    return f"{features[0].name} {told.lower()}, {s.text[s.words[reason.first].start :]}"
