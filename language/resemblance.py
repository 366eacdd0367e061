"""What a sentence resembles that no other step understood, by the classifier.

Guessed are answers, which change nothing, and what is undone as easily as it is done: a step taken back or brought
back, another active project. A status or any other change of data is never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from language.classifier import likelihoods
from language.draft import Draft
from language.earlier import Earlier
from language.guards import asked
from language.pointing import pointed
from language.readers.another_object import names_another_object
from language.readers.lists import may_ask
from language.readers.scopes import everywhere, named, over, place, scope
from language.sentence import Sentence
from language.things import Thing

_LIKELY = 0.5  # for an answer
_SURE = 0.8  # for what is done
_DONE = frozenset({"undo", "redo", "project_switch", "context_reset"})
_TAKES_BACK = frozenset({"undo", "redo"})
_ABOUT = {"feature_show": "feature", "feature_history": "feature", "project_switch": "project"}
_NEVER = frozenset({"nothing", "feature_status"})
_KEEPS = ("if_", "never_", "hearsay", "wish", "plan")  # told of what is not to be done, or not now
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
    if intent in _NEVER or likely[label] < (_SURE if done else _LIKELY) or (done and (asked(s) or s.has(*_KEEPS))):
        return []
    slots = _slots(s, intent, earlier.spoken_of)
    if intent in _TAKES_BACK and names_another_object(s):
        return []  # «отмена брони»
    if slots is None:
        return []
    return [Draft("resemblance", intent, slots | ({"status": status} if status else {}), "")]


def _slots(s: Sentence, intent: str, spoken_of: Sequence[Thing]) -> dict[str, object] | None:
    """What the intent needs of the sentence; None where that was not said, or something was that has no place."""
    if kind := _ABOUT.get(intent):
        about = pointed(s, spoken_of) if kind == "feature" else s
        mentions = about.of(kind)
        return {kind: named(about, kind, mentions[0])} if len(mentions) == 1 else None
    limits = _LIMITS.get(intent)
    if s.of("feature") or (limits is None and s.mentions) or (intent.endswith("_list") and not may_ask(s)):
        return None
    return {slot: value for limit in limits or () for slot, value in limit(s).items()}


# What an answer can be limited to, by its handler in the chat: any other slot would be one too many.
_LIMITS: dict[str, tuple[Callable[[Sentence], dict[str, object]], ...]] = {
    "feature_list": (place, everywhere),
    "radar_burning": (scope, over, everywhere),
    "radar_risks": (scope,),
    "what_changed": (scope, over),
}
