"""Where one is, where one goes, what there is to see."""

from __future__ import annotations

from language.dates import DateMention, Period
from language.draft import Draft, Named
from language.folding import fold
from language.guards import asked, keeps_from
from language.names import Mention
from language.readers.scopes import named, scope
from language.sentence import Sentence
from language.vocabulary import Cue

_STATUSES = ("done", "in_progress", "blocked", "cancelled", "backlog")
_SHORT = 4  # words that may say no more than what is asked
_PLURALS = (
    ("features", "feature_list"),
    ("releases", "release_list"),
    ("projects", "project_list"),
    ("ideas", "idea_list"),
)


def read_help(s: Sentence) -> Draft | None:
    cue = s.first("help")
    led_in = cue is not None and len([n for n in range(cue.first) if not s.plain(n)]) > _SHORT
    if cue is None or s.mentions or s.has("feature_noun", "burning") or (len(s.words) > _SHORT and led_in):
        return None
    return Draft("help", "help", {}, cue.language)


def read_language(s: Sentence) -> Draft | None:
    """«говори со мной по-английски», "reply in English from now on"."""
    tongue = next((t for t in ("ru", "en") if s.has(f"tongue_{t}")), None)
    cue = s.first("speak")
    if tongue is None or cue is None or s.mentions:
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    return Draft("language", "language_choose", {"tongue": tongue}, cue.language, kept)


def read_where(s: Sentence) -> Draft | None:
    cue = s.first("where")
    if cue is None or s.of("project") or s.of("feature") or any(c.covers(cue) for c in s.all("risk_where")):
        return None
    if s.has("projects") and not s.has("mine") and cue.last >= s.all("projects")[0].first:
        return None  # "which projects do I have" asks for all of them
    return Draft("where", "context_show", {}, cue.language)


def read_reset(s: Sentence) -> Draft | None:
    cue = s.first("reset")
    if (
        cue is None
        or s.of("feature")
        or s.of("release")
        or s.first("list", before=cue.first)
        or (s.has("switch") and s.of("project"))
    ):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    return Draft("reset", "context_reset", {}, cue.language, kept)


def read_switch(s: Sentence) -> Draft | None:
    """«го в личный кабинет», "let's work on Mobile App now"."""
    projects = s.of("project")
    if not projects or s.of("feature") or s.has("archive", "delete", "rename", "features", "releases"):
        return None
    cue = s.first("switch")
    if cue is None and not _only_goes_to(s, projects[-1]):
        return None
    first, last = (cue.first, cue.last) if cue else (0, 0)
    if any(c.first != first for c in s.all("show", "list")):
        return None
    kept = keeps_from(s, first, last, imperative=True)
    named = Named("project", s.text[projects[-1].start : projects[-1].end], projects[-1])
    return Draft("switch", "project_switch", {"project": named}, cue.language if cue else "", kept)


def _only_goes_to(s: Sentence, project: Mention) -> bool:
    """«хочу в личный кабинет»: a preposition, the project, and nothing else of meaning."""
    before = fold(s.text[: project.start]).split()
    return (
        bool(before)
        and before[-1] in ("в", "to", "into")
        and all(s.plain(n) or s.is_named(n) for n in range(len(s.words)))
    )


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
    return _listed(s, "feature_list", status) if asks and len(s.words) <= 14 else None


def _makes(s: Sentence) -> bool:
    """Something is to be made; "release plan" only names what is looked at."""
    named = [c for plural, _ in _PLURALS for c in s.all(plural)]
    return any(not any(n.covers(c) for n in named) for c in s.all("create"))


def _listed(s: Sentence, intent: str, cue: Cue) -> Draft | None:
    slots: dict[str, object] = {}
    if intent == "feature_list" and (status := _status(s)):
        slots["status"] = status
    asks = asked(s) or s.has("list", "show", "mine", "question")
    if not asks and len([n for n in range(len(s.words)) if not s.plain(n)]) > _SHORT:
        return None
    if intent in ("feature_list", "release_list") and (projects := s.of("project")):
        slots["project"] = Named("project", s.text[projects[0].start : projects[0].end], projects[0])
    return Draft("list", intent, slots, cue.language)


def _status(s: Sentence) -> str | None:
    found = [c.kind for c in s.all(*_STATUSES) if not s.is_named(c.first)]
    return found[-1] if found else None


def read_burning(s: Sentence) -> Draft | None:
    cue = s.first("burning")
    if cue is None or s.of("feature") or len(s.words) > 14 or (s.has("risks") and s.has("show")):
        return None
    if s.has("why_"):
        releases = s.of("release")  # of what is not known by name the templates tell
        return (
            Draft("why", "radar_why", {"release": named(s, "release", releases[0])}, cue.language) if releases else None
        )
    if _is_to_come(s, cue):
        return Draft("rising", "radar_risks", {"ahead": "1", **scope(s)}, cue.language)
    return Draft("burning", "radar_burning", {**_over(s), **scope(s)}, cue.language)


def _is_to_come(s: Sentence, cue: Cue) -> bool:
    """«что будет гореть через неделю», «что скоро загорится», "what will be burning next week"."""
    marks = s.words[cue.first].marks
    return s.has("ahead_") or ("futr" in marks and "past" not in marks)


def _over(s: Sentence) -> dict[str, object]:
    """The days that are asked about, if any."""
    period = s.period() or next((_that_day(day) for day in s.days() if day.value), None)
    return {"period": period} if period else {}


def _that_day(day: DateMention) -> Period:
    """A day gone by is no mistake where one asks what was; «в пятницу» is then the last one, which the answer sees."""
    assert day.value is not None  # noqa: S101  # whoever calls has looked
    return Period(day.start, day.end, day.value, day.value, "day")


def read_risks(s: Sentence) -> Draft | None:
    """«где у нас риски», "where's our biggest risk right now?"."""
    cue = s.first("risk_where", "risk_noun", "late_")
    if cue is None or s.of("feature") or s.has("create", "close_") or len(s.words) > 12:
        return None
    if not (asked(s) or s.has("list", "show", "question") or len(s.words) <= 2):
        return None
    return Draft("risks", "radar_risks", scope(s), cue.language)


def read_changed(s: Sentence) -> Draft | None:
    cue = s.first("changed")
    if cue is None or s.of("feature") or (s.has("rename", "delete") and not asked(s)):
        return None
    slots = scope(s)
    if releases := s.of("release"):
        slots["release"] = named(s, "release", releases[0])
    slots |= {"since": "look"} if s.has("last_look") else _over(s)
    return Draft("changed", "what_changed", slots, cue.language)


def read_radar(s: Sentence) -> Draft | None:
    cue = s.first("radar")
    if cue is None or not s.has("show", "switch") or s.mentions:
        return None
    return Draft("radar", "radar_open", {}, cue.language)
