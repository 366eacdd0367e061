"""Lists of features, releases, projects, ideas: «что у нас в работе», «фичи без PO», «что сделали за неделю»."""

from __future__ import annotations

from language.draft import Draft
from language.guards import asked
from language.readers.scopes import named, over
from language.sentence import Sentence
from language.vocabulary import Cue

_STATUSES = ("done", "in_progress", "blocked", "cancelled", "backlog")
_SHORT = 4  # words that may say no more than what is asked
_LONGEST = 14
_PLURALS = (
    ("features", "feature_list"),
    ("releases", "release_list"),
    ("projects", "project_list"),
    ("ideas", "idea_list"),
)
_LACKS = frozenset("без нет нету without no".split())
_LACKED = (("po", "po"), ("team", "teams"), ("release_noun", "release"))  # the cue, and what a list calls it
_REACH = 3  # words between "without" and what is lacked: «нет ни одного релиза»


def read_list(s: Sentence) -> Draft | None:
    """«что у нас в работе», "anything blocked?", «какие фичи есть в личном кабинете»."""
    if s.of("feature") or (_makes(s) and not s.has("list", "show") and not asked(s)):
        return None
    if ":" in s.text:
        return None  # something is being said of a thing, not asked about many
    if s.has("late_"):
        return None
    for plural, intent in _PLURALS:
        cue = s.first(plural)
        if cue is not None and (intent != "project_list" or not s.of("project")):
            return _listed(s, intent, cue)
    status = next((c for c in s.all(*_STATUSES)), None)
    if status is None or s.of("release") or s.of("idea"):
        return None
    asks = asked(s) or s.has("list", "show", "question", "features")
    return _listed(s, "feature_list", status) if asks and len(s.words) <= _LONGEST else None


def _makes(s: Sentence) -> bool:
    """Something is to be made; "release plan" only names what is looked at."""
    plurals = [c for plural, _ in _PLURALS for c in s.all(plural)]
    return any(not any(n.covers(c) for n in plurals) for c in s.all("create"))


def _listed(s: Sentence, intent: str, cue: Cue) -> Draft | None:
    asks = asked(s) or s.has("list", "show", "mine", "question")
    if not asks and len([n for n in range(len(s.words)) if not s.plain(n)]) > _SHORT:
        return None
    slots: dict[str, object] = {}
    if intent in ("feature_list", "release_list") and (projects := s.of("project")):
        slots["project"] = named(s, "project", projects[0])
    if intent != "feature_list":
        return Draft("list", intent, slots, cue.language)
    if releases := s.of("release"):
        slots["release"] = named(s, "release", releases[0])
    if status := _status(s):
        slots["status"] = status
    if (became := over(s)) and _happened(s, status):
        return Draft("what became of features", "what_changed", {**slots, **became}, cue.language)
    if lacking := _lacking(s):
        slots["lacking"] = lacking
    return Draft("list", intent, slots, cue.language)


def _status(s: Sentence) -> str | None:
    found = [c.kind for c in s.all(*_STATUSES) if not s.is_named(c.first)]
    return found[-1] if found else None


def _happened(s: Sentence, status: str | None) -> bool:
    """«что сделали вчера», "what did we finish this week": not what is so now, but what became so then."""
    if status is None or s.has("plan", "ahead_"):
        return False
    marks = frozenset[str]().union(*(s.words[c.first].marks for c in s.all(status)))
    return status in ("done", "cancelled") or ("past" in marks and "PRTS" not in marks)


def _lacking(s: Sentence) -> str | None:
    """What the features are without: «у каких фич нет PO», "features with no release"."""
    for kind, lacked in _LACKED:
        for cue in s.all(kind):
            if any(word.text in _LACKS for word in s.words[max(0, cue.first - _REACH) : cue.first]):
                return lacked
    return None
