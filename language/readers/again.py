"""The same as before, said of another feature: «и вход тоже», "onboarding too"."""

from __future__ import annotations

from collections.abc import Sequence

from language.draft import Draft, Named
from language.guards import asked
from language.meaning import Command
from language.sentence import Sentence


def read_same(s: Sentence, same: Command) -> Sequence[Draft]:
    """What was done last, to each feature that the sentence names and says no more of than "too"."""
    features = s.of("feature")
    cue = s.first("too")
    if same.intent == "release_move":
        return []
    bare = all(s.plain(n) or s.is_named(n) or _is_too(s, n) for n in range(len(s.words)))
    if cue is None or not features or not bare or asked(s):
        return []
    named = [Named("feature", s.text[m.start : m.end], m) for m in features]
    return [Draft("the same again", same.intent, {**same.slots, "feature": one}, cue.language) for one in named]


def _is_too(s: Sentence, number: int) -> bool:
    return any(c.kind in ("too", "feature_noun") and c.first <= number <= c.last for c in s.cues)
