"""What goes on from the message before: «и вход тоже» does the same to another, «причина: …» tells why."""

from __future__ import annotations

from collections.abc import Sequence

from language.draft import Draft, Named, as_named
from language.earlier import Earlier
from language.guards import Reason
from language.guards.questions import asked
from language.meaning import Command
from language.names import Mention
from language.readers.status.because import reason_alone
from language.readers.status.outsiders import REASONED
from language.sentence import Sentence
from language.vocabulary import STATUSES


def read_same(s: Sentence, same: Command) -> Sequence[Draft]:
    """What was done last, to each feature that the sentence names and says no more of than "too"."""
    features = s.of("feature")
    cue = s.first("too")
    if same.intent == "release_move" or cue is None or not features:
        return []
    bare = all(s.plain(n) or s.is_named(n) or _is_too(s, n) for n in range(len(s.words)))
    if not bare or asked(s):
        return []
    kept: Reason | None = "doubt" if s.has("maybe", "hearsay", "if_") else None  # «переводы вроде бы тоже»
    named = [as_named(s, "feature", m) for m in features]
    return [Draft("the same again", same.intent, {**same.slots, "feature": one}, cue.language, kept) for one in named]


def read_reason(s: Sentence, earlier: Earlier) -> Draft | None:
    """«причина: нет договора» right after a status that has its reasons: it belongs to that."""
    same, just = earlier.same, earlier.just
    if just is None or same is None or same.intent != "feature_status" or same.slots.get("status") not in REASONED:
        return None
    reason = reason_alone(s.text)
    if reason is None or asked(s) or _tells_a_status(s):
        return None
    named = Named("feature", just.name, Mention(0, 0, (just,), whole=True))
    return Draft("the reason for it", same.intent, {**same.slots, "feature": named, "reason": reason}, "")


def _tells_a_status(s: Sentence) -> bool:
    """«из-за юристов вход заблокирован», "because legal is slow, video calls are blocked": of another thing."""
    return any(s.mentions or s.segment(cue.first)[0] > 0 for cue in s.all(*STATUSES))


def _is_too(s: Sentence, number: int) -> bool:
    return any(c.kind in ("too", "feature_noun") and c.first <= number <= c.last for c in s.cues)
