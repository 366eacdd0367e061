"""Lists of features, releases, projects, ideas: «что у нас в работе», «фичи без PO», «что сделали за неделю»."""

from __future__ import annotations

from collections.abc import Sequence

from language.draft import Draft, as_named
from language.guards.questions import asked
from language.readers.looking.scopes import everywhere, over, whose
from language.readers.new.created import asks_for_all
from language.readers.people.speaker import asked_of_speaker
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

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
_ORDERS = ("set", "put", "move", "delete", "assign", "archive", "take_out")
_EVERYTHING = frozenset("все everything".split())
_GIVE = frozenset("давай давайте дай дайте".split())  # «список релизов давай» asks for them
_DONT = frozenset("don't dont do не".split())
_BETWEEN = 2  # words between a negation and the status
_AT = frozenset("в на in on".split())
_REACH = 3  # words between "without" and what is lacked: «нет ни одного релиза»


def read_list(s: Sentence) -> Draft | None:
    """«что у нас в работе», "anything blocked?", «какие фичи есть в личном кабинете»."""
    if not may_ask(s):
        return None
    if everything := _everything_in_a_project(s) or _everything_of_the_speaker(s) or _several_releases(s):
        return everything
    for plural, intent in _PLURALS:
        cue = s.first(plural)
        limits = plural == "projects" and (s.of("project") or (s.has("everywhere") and s.has(*STATUSES)))
        if cue is not None and not limits:
            return _listed(s, intent, cue)
    status = next((c for c in s.all(*STATUSES)), None)
    if status is None or s.of("release") or s.of("idea"):
        return None
    asks = asked(s) or _are_such(s, status) or s.has("list", "show", "question", "features")
    return _listed(s, "feature_list", status) if asks and len(s.words) <= _LONGEST else None


def _are_such(s: Sentence, status: Cue) -> bool:
    """«заблокированные есть? только честно», «готовые»: what is such is asked for, and nothing else is said."""
    such = s.words[status.first].marks
    many = bool(such & {"PRTF", "ADJF"}) and "plur" in such and "nomn" in such and status.first == status.last
    return many and all(s.plain(n) or n == status.first for n in range(len(s.words)))


def may_ask(s: Sentence) -> bool:
    """Nothing is named, made or ordered, nor told of a thing behind a colon; what is late has an answer of its own."""
    if s.of("feature") or ":" in s.text or s.has("late_", "risk_where"):
        return False
    asks = asked(s) or s.has("show")
    return asks or not (_is_order(s) or (_makes(s) and not s.has("list")))


def _is_order(s: Sentence) -> bool:
    """«закрой все фичи», "move all features to 3.1": a list would look as if that were done."""
    return any(
        ({"impr", "VERB"} <= s.words[c.first].marks and s.words[c.first].text not in _GIVE)
        or (s.words[c.first].text.isascii() and c.kind in _ORDERS and s.opening(c.first))
        for c in s.all(*_ORDERS, *STATUSES)
    )


def _everything_in_a_project(s: Sentence) -> Draft | None:
    """«покажи всё по личному кабинету», "show me everything in Mobile App"."""
    projects = s.of("project")
    cue = s.first("show", "list")
    named_all = any(word.text in _EVERYTHING for word in s.words)
    if not projects or cue is None or not named_all or s.has("burning", "changed", *(plural for plural, _ in _PLURALS)):
        return None
    return Draft("list", "feature_list", {"project": as_named(s, "project", projects[0])}, cue.language)


def _several_releases(s: Sentence) -> Draft | None:
    """«покажи 3.0 и 3.1», "when are 3.0 and 3.1 due?": the list tells of each."""
    cue = s.first("show", "list", "question")
    several = len({release.things for release in s.of("release")}) > 1
    moves = any(s.said(c) != "due" for c in s.all("move"))
    ordered = not asked(s) and s.has("put", "ship", *STATUSES)
    if not several or cue is None or moves or ordered or s.has("burning", "changed"):
        return None
    return Draft("list", "release_list", {}, cue.language)


def _everything_of_the_speaker(s: Sentence) -> Draft | None:
    """«что на мне?», "what's assigned to me?"."""
    mine, cue = asked_of_speaker(s), s.first("list", "show", "question")
    if not mine or cue is None or s.mentions or len(s.words) > _SHORT + _REACH:
        return None
    if s.has("burning", "changed", *STATUSES, *(plural for plural, _ in _PLURALS)):
        return None
    return Draft("list", "feature_list", {"person": mine}, cue.language)


def _makes(s: Sentence) -> bool:
    """Something is to be made; "release plan" only names what is looked at."""
    plurals = [c for plural, _ in _PLURALS for c in s.all(plural)]
    return any(not (any(n.covers(c) for n in plurals) or _is_of_all(s, c, plurals)) for c in s.all("create"))


def _is_of_all(s: Sentence, verb: Cue, plurals: Sequence[Cue]) -> bool:
    """«накидай мне все фичи, которые есть»: those that are there are asked for."""
    return any(asks_for_all(s, verb, noun) for noun in plurals if verb.last < noun.first)


def _listed(s: Sentence, intent: str, cue: Cue) -> Draft | None:
    asks = asked(s) or s.has("list", "show", "mine", "question")
    if not asks and len([n for n in range(len(s.words)) if not s.plain(n)]) > _SHORT:
        return None
    slots: dict[str, object] = everywhere(s) if intent == "feature_list" else {}
    if intent in ("feature_list", "release_list") and (projects := s.of("project")) and not s.has("team"):
        slots["project"] = as_named(s, "project", projects[0])
    if intent != "feature_list":
        return Draft("list", intent, slots, cue.language)
    if releases := s.of("release"):
        slots["release"] = as_named(s, "release", releases[0])
    if status := _status(s):
        slots["status"] = status
    if (became := over(s)) and _happened(s, status):
        return Draft("what became of features", "what_changed", {**slots, **became}, cue.language)
    return Draft("list", intent, {**slots, **_theirs(s, cue)}, cue.language)


def _theirs(s: Sentence, cue: Cue) -> dict[str, object]:
    """Whose the features are that are asked for, or what they are without."""
    mine, lacking = asked_of_speaker(s), _lacking(s)
    told: dict[str, object] = {slot: value for slot, value in (("person", mine), ("lacking", lacking)) if value}
    return told or (whose(s) if cue.kind == "features" else {})


def _status(s: Sentence) -> str | None:
    found = [c for c in s.all(*STATUSES) if not s.is_named(c.first) and not _is_forbidden(s, c)]
    if not found or not _is_denied(s, found[-1]):
        # «в бэклоге висят»: where they are says more than how they hang there
        placed = [c for c in found if s.words[c.first].text in _AT]
        return (placed or found)[-1].kind if found else None
    return "backlog" if found[-1].kind == "in_progress" else None  # what is not begun; what is not done may be anything


def _is_forbidden(s: Sentence, cue: Cue) -> bool:
    """ "show what's blocked, but don't unblock anything": said of what is not to be done to them."""
    said = [c for c in s.all("never_", "no_") if c.last == cue.first - 1]
    return any(s.words[c.first].text in _DONT and s.segment(c.first)[0] > 0 for c in said) and s.has("show", "list")


def _is_denied(s: Sentence, cue: Cue) -> bool:
    """«какие фичи не начаты», "which aren't done yet"."""
    return any(0 <= cue.first - c.last - 1 <= _BETWEEN for c in s.all("no_"))


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
