"""Where one is, where one goes, what there is to see."""

from __future__ import annotations

import re

from language.draft import Draft, Named, as_named
from language.folding import fold
from language.guards import keeps_from
from language.guards.questions import asked, is_request
from language.names import Mention
from language.parts import part_of
from language.readers.looking.elsewhere import of_another_world
from language.readers.looking.going import asks_whether_here, is_made_active, is_own_intent, others_do
from language.readers.looking.leaving import are_seen_together, is_put_out_of_mind, leaves
from language.readers.looking.scopes import everywhere, over, scope
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_HOW_TO = re.compile(
    r"\W*(?:а\s+|ну\s+|слушай\s+|подскажи\s+|скажи\s+)*как\s+(?:мне\s+|можно\s+|нам\s+|тут\s+|здесь\s+|тебе\s+)*"
    r"\w{3,}(?:ть|ти|чь)(?:ся|сь)?\b"
    r"|\W*(?:so\s+|and\s+|hey\s+)*how\s+(?:do|can|should|could|would)\s+(?:i|we|you)\s+\w"
    r"|\W*(?:so\s+|and\s+|hey\s+)*how\s+to\s+\w"
)
_GOES = re.compile(r"(?:^|\s)(?:в|на|to|into)(?:\s+(?:the|проект|project))*$")
_MAY_I = re.compile(
    r"\W*(?:а\s+|ну\s+)?(?:можно|могу(?:\s+ли)?(?:\s+я)?|can\s+i|may\s+i|could\s+i|can\s+we|could\s+we|may\s+we)\b"
)
_DOING = frozenset({"делаем", "делаете", "делают"})
_CONTEXT = frozenset("context filter scope view контекст фильтр".split())
_OWNERS = frozenset("my our the your мне нам мой мою наш нашу".split())
_SUMMARIES = frozenset({"сводка", "summary"})
_SHORT = 4  # words that may say no more than what is asked


def read_help(s: Sentence) -> Draft | None:
    """«что ты умеешь», "how do I rename a feature?": what can be said."""
    if not s.mentions and (how := _HOW_TO.match(fold(s.text))):
        return Draft("help", "help", {}, "en" if how.group().strip().isascii() else "ru")
    cue = s.first("help")
    led_in = cue is not None and len([n for n in range(cue.first) if not s.plain(n)]) > _SHORT
    if (
        cue is None
        or _is_put_away(s, cue)
        or s.mentions
        or s.has("feature_noun", "release_noun", "burning")
        or (len(s.words) > _SHORT and led_in)
    ):
        return None
    return Draft("help", "help", {}, cue.language)


def _is_put_away(s: Sentence, cue: Cue) -> bool:
    """«закройте подсказки», «убери справку», "turn off the instructions": nobody asks for them."""
    closes = s.all("close_", "take_out", "delete", "off_")
    return any(c.first < cue.first and ("impr" in s.words[c.first].marks or c.language == "en") for c in closes)


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
    if asks_whether_here(s):
        return Draft("where", "context_show", {}, "")
    if cue is None or s.of("project") or s.of("feature") or any(c.covers(cue) for c in s.all("risk_where")):
        return None
    if is_put_out_of_mind(s, cue) or _goes_on(s, cue):
        return None
    if s.has("projects") and not s.has("mine") and cue.last >= s.all("projects")[0].first:
        return None  # "which projects do I have" asks for all of them
    return Draft("where", "context_show", {}, cue.language)


def _goes_on(s: Sentence, cue: Cue) -> bool:
    """ "where are we exposed", "where are we going for lunch": something else is asked."""
    following = cue.last + 1
    if s.said(cue) != "where are we" or following >= len(s.words):
        return False
    return not (s.plain(following) or s.breaks(s.words[cue.last].end, s.words[following].start))


def read_reset(s: Sentence) -> Draft | None:
    cue = s.first("reset") or leaves(s)
    if (
        cue is None
        or s.of("feature")
        or s.of("release")
        or _is_of_another(s, cue)
        or (s.first("list", before=cue.first) and not are_seen_together(s, cue))
        or _asks_of_all(s)
        or (_are_shown(s, cue) and not are_seen_together(s, cue))
        or (s.has("switch") and s.of("project"))
        or others_do(s)
        or any("INFN" in s.words[c.first].marks for c in s.all("create"))  # «не надо никакого проекта заводить»
    ):
        return None
    kept = None if cue.kind == "leave" else keeps_from(s, cue.first, cue.last, imperative=True)
    kept = None if is_own_intent(s, kept) else kept
    return Draft("reset", "context_reset", {}, cue.language, kept)


def _are_shown(s: Sentence, cue: Cue) -> bool:
    """«все проекты покажи» asks for a list of them."""
    return s.has("projects") and s.has("show") and cue.last >= s.all("projects")[0].first


def _is_of_another(s: Sentence, cue: Cue) -> bool:
    """ "done with this project meeting", "reset my password", «сбрось ссылку»: another noun follows."""
    following = cue.last + 1
    while following < len(s.words) and s.words[following].text in _OWNERS:
        following += 1
    if not (s.words[cue.first].text == "done" or cue.first == cue.last) or following >= len(s.words):
        return False
    if s.words[following].forms & _CONTEXT:
        return False
    apart = s.breaks(s.words[cue.last].end, s.words[following].start)
    return not (apart or s.plain(following) or s.meant(following) or "ADJF" in s.words[following].marks)


def _asks_of_all(s: Sentence) -> bool:
    """«что в работе по всем проектам»: asked of all of them, and the context stays."""
    return s.has("everywhere") and s.has("burning", "changed", "risk_where", "features", *STATUSES)


def read_switch(s: Sentence) -> Draft | None:
    """«го в личный кабинет», "let's work on Mobile App now"."""
    projects = s.of("project")
    if not projects or s.of("feature") or s.has("archive", "delete", "rename", "features", "releases"):
        return None
    cue = s.first("switch") or is_made_active(s)
    if cue is None and not _only_goes_to(s, projects[-1]):
        return None
    first, last = (cue.first, cue.last) if cue else (0, 0)
    if any(c.first != first for c in s.all("show", "list")):
        return None
    marks = s.words[first].marks
    ordered = cue is not None and "impr" in marks and "past" not in marks  # «клиенты перешли в …» tells
    if others_do(part_of(s, *_clause(s, first)) if ordered else s):
        return None
    kept = keeps_from(s, first, last, imperative=True)
    if kept == "negation" and ordered and _is_told_beside(s, first):
        kept = None
    kept = None if is_own_intent(s, kept) or (kept == "question" and _MAY_I.match(fold(s.text))) else kept
    start, end = s.hard_segment(first)
    beside = [m for m in projects if cue and start <= s.index(m.start) < end] or projects  # «… Банк меня утомил»
    named = Named("project", s.text[beside[-1].start : beside[-1].end], beside[-1])
    return Draft("switch", "project_switch", {"project": named}, cue.language if cue else "", kept)


def _clause(s: Sentence, number: int) -> tuple[int, int]:
    first, end = s.segment(number)
    return s.words[first].start, s.words[end - 1].end


def _is_told_beside(s: Sentence, number: int) -> bool:
    """«переключись на банк, не туда зашёл»: what is denied is another clause, and is no order."""
    start, end = s.segment(number)
    outside = [c for c in s.all("no_", "never_") if not start <= c.first < end]
    inside = any(start <= c.first < end for c in s.all("no_", "never_"))
    told = all(any("past" in s.words[n].marks for n in range(*s.segment(c.first))) for c in outside)
    return bool(outside) and not inside and told


def _only_goes_to(s: Sentence, project: Mention) -> bool:
    """«хочу в личный кабинет»: a preposition, the project, and nothing else of meaning."""
    before = fold(s.text[: project.start]).split()
    if s.has("changed", "list", "question"):
        return False  # «что нового в личном кабинете»
    return (
        bool(before)
        and _GOES.search(" ".join(before)) is not None
        and all(s.plain(n) or s.is_named(n) or _is_project(s, n) for n in range(len(s.words)))
    )


def _is_project(s: Sentence, number: int) -> bool:
    return any(c.first <= number <= c.last for c in s.all("project_noun"))


def read_burning(s: Sentence) -> Draft | None:
    cue = s.first("burning")
    doing = cue is not None and s.words[cue.last].text in _DOING  # «что сейчас делаем» asks what is in work
    if cue is None or doing or s.of("feature") or len(s.words) > 14 or (s.has("risks") and s.has("show")):
        return None
    if any(phrase.covers(cue) for phrase in s.all("ideas", "features")):
        return None  # "idea summary"
    if s.words[cue.first].forms & _SUMMARIES and s.has("changed"):
        return None  # «сводка изменений», "a summary of changes"
    if s.has("why_"):
        releases = s.of("release")  # of what is not known by name the templates tell
        return (
            Draft("why", "radar_why", {"release": as_named(s, "release", releases[0])}, cue.language)
            if releases
            else None
        )
    if _is_to_come(s, cue):
        return Draft("rising", "radar_risks", {"ahead": "1", **scope(s)}, cue.language)
    return Draft("burning", "radar_burning", {**over(s), **scope(s), **everywhere(s)}, cue.language)


def _is_to_come(s: Sentence, cue: Cue) -> bool:
    """«что будет гореть через неделю», «что скоро загорится», "what will be burning next week"."""
    return s.has("ahead_") or _is_future(s, cue)


def _is_future(s: Sentence, cue: Cue) -> bool:
    marks = s.words[cue.last].marks
    return "futr" in marks and "past" not in marks


def read_risks(s: Sentence) -> Draft | None:
    """«где у нас риски», "where's our biggest risk right now?"."""
    cue = s.first("risk_where", "risk_noun", "late_")
    made = any("новый" not in s.words[c.first].forms for c in s.all("create"))  # «к новому году» makes nothing
    if cue is None or s.of("feature") or made or s.has("close_") or len(s.words) > 12:
        return None
    if not (
        asked(s)
        or is_request(s)
        or s.has("list", "show", "question")
        or len(s.words) <= 2
        or _of_a_project(s, cue)
        or _is_all_said(s, cue)
    ):
        return None
    return Draft("risks", "radar_risks", scope(s), cue.language)


def _is_all_said(s: Sentence, cue: Cue) -> bool:
    """ "quick risk check please": a phrase that asks by itself, and nothing else."""
    return cue.last > cue.first and all(s.plain(n) or cue.first <= n <= cue.last for n in range(len(s.words)))


def _of_a_project(s: Sentence, cue: Cue) -> bool:
    """«риски по проекту X»: nothing else is said."""
    return bool(s.of("project")) and s.opening(cue.first) and all(s.meant(n) for n in range(len(s.words)))


def read_changed(s: Sentence) -> Draft | None:
    cue = s.first("changed")
    if (
        cue is None
        or s.of("feature")
        or _is_future(s, cue)
        or of_another_world(s, cue)
        or (s.has("rename", "delete") and not asked(s))
    ):
        return None
    slots = scope(s)
    if releases := s.of("release"):
        slots["release"] = as_named(s, "release", releases[0])
    slots |= {"since": "look"} if s.has("last_look") else over(s)
    return Draft("changed", "what_changed", slots, cue.language)


def read_radar(s: Sentence) -> Draft | None:
    cue = s.first("radar")
    if cue is None or not s.has("show", "switch") or s.mentions:
        return None
    return Draft("radar", "radar_open", {}, cue.language)
