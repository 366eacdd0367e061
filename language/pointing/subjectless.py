"""A status with nothing that it is said of: «готова, закрывай», «заблокирована, ждём вендора», right after talk of it.

Its ending says what it is said of, as «она» would; who says «готова» may speak of herself, and so has to order it too.
"""

from __future__ import annotations

from collections.abc import Sequence

from language.sentence import Sentence
from language.things import Thing
from language.vocabulary import STATUSES, Cue
from language.words import marks

_PRONOUNS = {"femn": "она", "masc": "он", "neut": "оно"}
_NOTES = frozenset(
    "закрыть закрывать отметить отмечать пометить помечать ставить поставить проставить обновить обновлять записать "
    "записывать зафиксировать фиксировать поменять менять исправить".split()
)
_ANOTHERS = ("question", "if_", "maybe", "hearsay", "wish", "feature_noun", "release_noun", "project_noun")


def of_what_was_spoken_of(s: Sentence, spoken_of: Sequence[Thing]) -> str | None:
    """The text with «она» before the status, where that agrees with the one feature spoken of; None otherwise."""
    features = [thing for thing in spoken_of if thing.kind == "feature"]
    if len(features) != 1 or s.mentions or s.has("pronoun", *_ANOTHERS) or "?" in s.text:
        return None
    cue = s.first(*STATUSES)
    if cue is None or cue.first != cue.last or not s.opening(cue.first) or s.first("no_", before=cue.first):
        return None
    gender = _gender(features[0].name)
    said = s.words[cue.first].marks
    if gender not in said or not said & {"ADJS", "PRTS"} or "ADVB" in said or not (_is_paused(s, cue)):
        return None
    if not (_is_noted(s, cue) or ("PRTS" in said and _tells_why(s, cue))):
        return None
    start = s.words[cue.first].start
    return f"{s.text[:start]}{_PRONOUNS[gender]} {s.text[start:]}"


def _gender(name: str) -> str:
    """Of the first noun of a name."""
    for word in name.lower().split():
        said = marks(word)
        if "NOUN" in said:
            return next((gender for gender in ("femn", "masc", "neut") if gender in said and "plur" not in said), "")
    return ""


def _is_paused(s: Sentence, cue: Cue) -> bool:
    """Nothing else belongs to it: «готова,», «заблокирована.»; «готова презентация» is something else."""
    return cue.last + 1 == len(s.words) or s.pause_before(cue.last + 1)


def _is_noted(s: Sentence, cue: Cue) -> bool:
    behind = range(cue.last + 1, len(s.words))
    return any("impr" in s.words[n].marks and s.words[n].forms & _NOTES and s.words[n - 1].text != "не" for n in behind)


def _tells_why(s: Sentence, cue: Cue) -> bool:
    """«заблокирована, ждём вендора»: right behind it is told why."""
    following = cue.last + 1
    return any(c.first == following for c in s.all("reason", "reason_kept", "cause_"))
