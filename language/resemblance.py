"""What a sentence resembles that no other step understood, by the classifier.

Guessed are answers, which change nothing, and what is undone as easily as it is done: a step taken back or brought
back, another active project. A status or any other change of data is never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from language.classifier import likelihoods
from language.draft import Draft, as_named
from language.earlier import Earlier
from language.guards.questions import asked
from language.pointing import pointed
from language.readers.last_step.another_object import names_another_object
from language.readers.looking.elsewhere import of_another_world
from language.readers.looking.going import others_do
from language.readers.looking.lists import may_ask
from language.readers.looking.scopes import everywhere, over, place, scope
from language.sentence import Sentence
from language.things import Thing
from language.vocabulary import Cue

_LIKELY = 0.5  # for an answer
_SURE = 0.8  # for a step taken back
_RATHER_SURE = 0.7  # for another active project, which changes no data
_DONE = frozenset({"undo", "redo", "project_switch", "context_reset"})
_PHRASES = frozenset({"filler", "reset", "switch"})
_TAKES_BACK = frozenset({"undo", "redo"})
_ABOUT = {"feature_show": "feature", "feature_history": "feature", "project_switch": "project"}
_NEVER = frozenset({"nothing", "feature_status"})
_KEEPS = ("if_", "never_", "hearsay", "wish", "plan", "ago")  # told of what is not to be done, or not now
_LONGEST = 25  # words: whoever tells a story asks in a sentence of it


def resembling(s: Sentence, earlier: Earlier) -> list[Draft]:
    """The draft of what is likeliest, where that is likely enough and all it needs was said; else none.

    Nor while Radar waits for an answer: «нет, не то» says no to the question, and a name may resemble anything.
    """
    if earlier.asked or not 0 < len(s.words) <= _LONGEST:
        return []
    likely = likelihoods(s)
    label = max(likely, key=likely.__getitem__)
    intent, _, status = label.partition(":")
    done = intent in _DONE
    if intent in _NEVER or likely[label] < _enough(intent) or (done and (asked(s) or _is_kept(s, intent))):
        return []
    slots = _slots(s, intent, earlier.spoken_of)
    if intent == "what_changed" and (changed := s.first("changed")) and of_another_world(s, changed):
        return []
    if slots is None:
        return []
    return [Draft("resemblance", intent, slots | ({"status": status} if status else {}), "")]


def _enough(intent: str) -> float:
    if intent in _TAKES_BACK:
        return _SURE
    return _RATHER_SURE if intent in _DONE else _LIKELY


def _is_kept(s: Sentence, intent: str) -> bool:
    """It is told of what others do, or is not to be done now; or it is another thing that is to be taken back."""
    own = s.all("own_wish")
    kept = [c for c in s.all(*_KEEPS) if not any(_is_explained(c, other, own) for other in s.cues)]
    if intent in _TAKES_BACK:
        return bool(kept) or names_another_object(s)  # «отмена брони»
    return bool(kept) or others_do(s)


def _is_explained(cue: Cue, other: Cue, own: Sequence[Cue]) -> bool:
    """A longer phrase gives it another meaning ("all at once"), or the speaker's own wish: "I'd like to see …"."""
    return (other.kind in _PHRASES and other.covers(cue)) or (
        cue.kind in ("wish", "plan") and any(w.first <= cue.first <= w.last + 2 for w in own)
    )


def _slots(s: Sentence, intent: str, spoken_of: Sequence[Thing]) -> dict[str, object] | None:
    """What the intent needs of the sentence; None where that was not said, or something was that has no place."""
    if kind := _ABOUT.get(intent):
        about = pointed(s, spoken_of) if kind == "feature" else s
        mentions = about.of(kind)
        return {kind: as_named(about, kind, mentions[0])} if len(mentions) == 1 else None
    limits = _LIMITS.get(intent)
    left = intent == "context_reset" and all(m.of("project") for m in s.mentions)  # "get me out of mobile app"
    if s.of("feature") or (limits is None and s.mentions and not left) or (intent.endswith("_list") and not may_ask(s)):
        return None
    return {slot: value for limit in limits or () for slot, value in limit(s).items()}


# What an answer can be limited to, by its handler in the chat: any other slot would be one too many.
_LIMITS: dict[str, tuple[Callable[[Sentence], dict[str, object]], ...]] = {
    "feature_list": (place, everywhere),
    "radar_burning": (scope, over, everywhere),
    "radar_risks": (scope,),
    "what_changed": (scope, over),
}
