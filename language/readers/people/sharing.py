"""Teams that are told to share a feature, and then set on it: "A and B take login together, set them as its teams"."""

from __future__ import annotations

import re

from language.draft import Draft, as_named
from language.guards import keeps_from
from language.guards.questions import asked
from language.readers.people.team_names import can_be_teams
from language.sentence import Sentence

_WHO = re.compile(
    r"^\W*(?:(?:so|ok|okay|well|right|please|and)[\s,]+)*(?P<teams>[^,;:.!?]{2,60}?)\s+(?:will\s+|are\s+going\s+to\s+|now\s+|both\s+)*"
    r"(?:take|share|own|do|build|split|tackle|handle|co-own|work\s+on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SET = re.compile(
    r"(?:\s+(?:together|jointly|between\s+(?:them|themselves)|as\s+a\s+pair|from\s+(?:now\s+on|today(?:\s+on)?)))*\s*[,;.–—-]\s*"
    r"(?:(?:so|please|kindly|and|just)\s+)*(?:set|put|make|mark|note|record|list|assign)\s+(?:them|both)(?:\s+both)?(?:\s+down)?\s+"
    r"(?:as|to\s+be)\s+(?:its|the|both)\s+teams(?:\s+(?:on|for)\s+it)?[\s.!]*(?:(?:please|thanks|thx)[\s.!]*)?$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|&|plus|as\s+well\s+as)\s+(?:the\s+)?", re.IGNORECASE)
_THE = re.compile(r"^(?:(?:both|the|our)\s+)+", re.IGNORECASE)


def read_shared(s: Sentence) -> Draft | None:
    """Both the telling and the order are there, and nothing else."""
    cue, features = s.first("team"), s.of("feature")
    if cue is None or len(features) != 1 or asked(s):
        return None
    who = _WHO.match(s.text[: features[0].start])
    if who is None or not _SET.match(s.text, features[0].end):
        return None
    names = ", ".join(_AND.split(_THE.sub("", who["teams"])))
    if "," not in names or not can_be_teams(names):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    slots = {"feature": as_named(s, "feature", features[0]), "teams": names}
    return Draft("shared", "feature_assign_teams", slots, cue.language, kept)
