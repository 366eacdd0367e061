"""New names: projects, features and releases are created, projects and features renamed; names are kept as written."""

from __future__ import annotations

import re
from typing import NamedTuple

from language.correcting import said_last, without_corrected
from language.draft import Draft, Named
from language.folding import clean_name, fold
from language.guards import is_request, keeps_from
from language.names import Mention
from language.numbers import spoken_versions
from language.readers.attributes import told_behind
from language.readers.created import created, name_begins
from language.readers.leading import is_led_in, without_lead
from language.readers.making import QUOTED, called_off, elsewhere, goes_on, is_compound, is_needless, kept_from_making
from language.readers.trailing import ends_with_order, is_trail, without_trail
from language.remarks import without_remark
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_EDGE = r"[\s:,—–-]*"
_IN_PROJECT = re.compile(
    r"[\s,(]*(?:(?:(?:в|во|для|in|for|to|into|under)\s+(?:(?:the|our|наш\w*)\s+)?|(?<=[\s,(]))(?P<noun>проект[ае]?|project)[\s:—–-]*"
    r"|(?P<place>в|во|in|into|to|under)(?:\s+(?:the|our))?)\s*$",
    re.IGNORECASE,
)
_GIVES = re.compile(r"\b(?:add|put|bring|include|добавь\w*)\b", re.IGNORECASE)  # "add X to Y" says where
_NEAR = 5
_VERSION = re.compile(r"\bv?\.?\d+(?:\.\d+)*(?:-?[a-z]+\d*)?\b", re.IGNORECASE)
_LET_IT_BE = "пусть(?: она| он)? (?:будет|называется|зовётся|зовется)"
_TO_NEW_NAME = re.compile(
    rf"^{_EDGE}(?:по[- ](?:другому|новому){_EDGE})?(?:(?:в|на|to|into|as|->|→|называется|called|{_LET_IT_BE})\b)?"
    rf"{_EDGE}",
    re.IGNORECASE,
)
# "rename the offline mode feature, it's airplane mode now", «…, она теперь X», «…, будет X»
_NOW_IS = re.compile(
    rf"^{_EDGE}(?:(?:feature|project|task|фич\w+|проект\w*)\b{_EDGE})?"
    rf"(?:(?:it['’]s|(?:it\s+)?(?:is|will\s+be|should\s+be)|it['’]ll\s+be|now|это|она|он|будет|станет|теперь|отныне)\b{_EDGE})*"
)
_QUESTION = re.compile(
    r"(?:who|what|where|when|why|how|which|whose|is|are|do|does|can"
    r"|кто|что|где|куда|когда|почему|зачем|как|какой|какая|сколько|чей|можно)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b(?:{_LET_IT_BE}|call it|be called|is called|called|renamed to|name it|to|теперь называется|называется"
    r"|назови(?:те)?(?: её| его)?)\b"
    rf"{_EDGE}",
    re.IGNORECASE,
)
INTO_RELEASE = re.compile(r"\b(?:в|на|к|to|into|in|for)\s+(?:the\s+)?(?:релиз|верси|release|version)", re.IGNORECASE)
_AFTERTHOUGHT = re.compile(
    r"\s*(?:,\s*(?:rename|переименуй|please|kindly|пожалуйста)\b.*"
    r"|\s+(?:from now on|now|instead|please|пожалуйста|плз))[\s.!]*$",
    re.IGNORECASE,
)
_OUGHT = re.compile(r"\b(?:should|must|needs?\s+to|has\s+to|have\s+to|to)\s+(?:now\s+)?be\s+$", re.IGNORECASE)
_BY_OTHERS = re.compile(r"\sby\s+\w+(?:\s\w+)?$", re.IGNORECASE)  # "was renamed to Night by marketing"
_QUOTES = " \t\"'«»“”„"
_IS_CALLED = frozenset({"называется", "зовется", "именуется"})
_TOLD_NAMES = frozenset({"renamed", "called"})
_CALLS_IT = frozenset({"call it", "name it", "назови", "назовём", "назовем", "назови ее", "назови её"})
_ENDS_HERE = re.compile(
    r"\s*(?:project\b)?(?:[\s,)]*(?:please|pls|thanks|пожалуйста|плиз|плз|пж|спасибо)\b)?[\s.!?,)]*", re.IGNORECASE
)
_NO_NAME = re.compile(r"(?:a|an|so|it|him|her|that|because|потому|так|из-за)\b", re.IGNORECASE)
_INTO = frozenset("в на к to into in for the".split())
_PLURAL = frozenset({"фичи", "фички", "features"})
_LISTED = re.compile(r"\s*[,;]\s*(?:(?:и|and)\s+)?|\s+(?:и|and)\s+", re.IGNORECASE)  # «Альфа, Бета и Гамма»


def read_new_feature(s: Sentence) -> Draft | list[Draft] | None:
    """«нужна новая фича X», "please set up a feature called X", «добавь в mobile app фичу X»."""
    noun = created(s, "feature_noun")
    if noun is None:
        return None
    if re.match(r"\s*(?:из|from)\s+(?:эт\w+\s+|the\s+|this\s+|my\s+)?(?:иде|idea)", s.after(noun.last), re.IGNORECASE):
        return None  # an idea is to become it: that idea is not known here
    start = name_begins(s, noun)
    quoted = QUOTED.search(s.text, start)
    end, slots = told_behind(s, quoted.end() if quoted else start, len(s.text))
    text = s.text[start:end]
    if not quoted and INTO_RELEASE.search(text):
        return None  # «добавь фичу X в релиз v9.9» makes no new feature, even where X or v9.9 is not known
    if not any(map(str.isalnum, text)) and (before := QUOTED.search(s.text[: s.words[noun.first].start])):
        text = before.group()  # «"Saved recipients" as a new feature»
    name, project = _name_and_project(s, noun, text.rstrip(" ?") if is_request(s) else text)
    kept = (
        keeps_from(s, noun.first, noun.last, imperative=True, until=noun.last + 1)
        or kept_from_making(s, noun, placed=project is not None)
        or goes_on(s, noun, end)
        or (None if project else elsewhere(s, noun))
    )
    if project is not None:
        slots["project"] = Named("project", s.text[project.start : project.end], project)
    return [
        Draft("new feature", "feature_create", {"name": one, **slots}, noun.language, kept)
        for one in listed_names(s, noun, name, quoted=quoted is not None)
    ]


def listed_names(s: Sentence, noun: Cue, name: str, *, quoted: bool) -> list[str]:
    """«фичи Альфа, Бета и Гамма» are three; «фичу Альфа и Бета» is one."""
    names = _LISTED.split(name) if s.said(noun) in _PLURAL and not quoted else [name]
    return [clean_name(one) for one in names if one.strip() or not name]


def read_new_project(s: Sentence) -> Draft | None:
    """«заведи проект X», "start a new project called X"."""
    noun = created(s, "project_noun")
    if noun is None or s.all("feature_noun", "release_noun") or is_compound(s, noun) or is_needless(s, noun):
        return None
    text = s.text[name_begins(s, noun) :]
    name = new_name(text.rstrip(" ?") if is_request(s) else text)
    kept = keeps_from(s, noun.first, noun.last, imperative=True, until=noun.last + 1) or called_off(s)
    return Draft("new project", "project_create", {"name": name}, noun.language, kept)


def read_new_release(s: Sentence) -> Draft | None:
    """«нужен релиз 1.7 на конец месяца», "plan a v3.2 release, due in two weeks"."""
    noun = s.first("release_noun")
    known_one_moves = s.of("release") and (s.has("move") or _goes_into(s, noun))
    if noun is None or s.of("feature") or s.has("feature_noun") or not s.first("create", "new") or known_one_moves:
        return None
    cue = s.first("create", "new")
    version = _version(s)
    dates = s.days()
    if cue is None or version is None or (cue.first > noun.last + _NEAR and not dates):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True) or called_off(s)
    slots: dict[str, object] = {"version": version, "date": dates[0] if dates else None}
    if projects := s.of("project"):
        slots["project"] = Named("project", s.text[projects[0].start : projects[0].end], projects[0])
    return Draft("new release", "release_create", slots, noun.language, kept)


def _goes_into(s: Sentence, noun: Cue | None) -> bool:
    """«добавь его в релиз v2.0», "add them to release 3.0": something is put into it."""
    if noun is None or noun.first == 0 or not s.first("pronoun", before=noun.first):
        return False
    return s.words[noun.first - 1].text in _INTO


def read_rename(s: Sentence) -> Draft | None:
    """«X переименуй в Y», "X should be called Y from now on"."""
    cue = s.first("rename") or _calls(s)
    if cue is None or any(_is_what_it_is_called(s, one) for one in (cue, *s.all("rename"))):
        return None
    for kind in ("feature", "project"):
        mention = next((m for m in s.of(kind)), None)
        if mention is None:
            continue
        name = _renamed_to(s, cue, mention)
        told = s.words[cue.first].text in _TOLD_NAMES and not _OUGHT.search(s.text[: s.words[cue.first].start])
        kept = keeps_from(s, cue.first, cue.last, imperative=not told, until=max(cue.last, s.index(mention.end)) + 1)
        if kept is None and _NO_NAME.match(name):
            kept = "another thing"  # "Tom called dark theme a disaster"
        if kept is None and _asks_whether(s, cue, name):
            kept = "question"
        if kept is None and told and _BY_OTHERS.search(name):
            kept = "hearsay"
        named = Named(kind, s.text[mention.start : mention.end], mention)
        return Draft("rename", f"{kind}_rename", {kind: named, "name": name}, cue.language, kept)
    return None


def _calls(s: Sentence) -> Cue | None:
    """ "call dark theme Night mode"; "call dark theme done" gives it a status, "call dark theme people" calls them."""
    named = next((n for n, word in enumerate(s.words) if word.text in _IS_CALLED), None)
    if named and any(word.text == "пусть" for word in s.words[:named]):
        return Cue("rename", "ru", named, named)  # «пусть проект X называется Y»
    call = next((c for c in s.all("set") if s.said(c) == "call" and s.opening(c.first)), None)
    if call is None or s.has(*STATUSES):
        return None
    begun = s.words[call.last].end
    name = next((m for m in s.mentions if not s.text[begun : m.start].strip(_QUOTES)), None)
    return call if name and s.text[name.end :].lstrip(_QUOTES)[:1].isupper() else None


def _is_what_it_is_called(s: Sentence, cue: Cue) -> bool:
    """ "create a feature called X", "need a feature in Mobile App, call it X": what is made has that name."""
    told = s.words[cue.first].text in _TOLD_NAMES
    nouns = [c for c in s.all("feature_noun", "project_noun") if c.last < cue.first]
    made = [c for c in nouns if c.last == cue.first - 1] if told else nouns
    named = told or fold(s.said(cue)) in _CALLS_IT
    return named and bool(made) and bool(s.first("create", "new", before=made[0].first))


def _name_and_project(s: Sentence, noun: Cue, text: str) -> tuple[str, Mention | None]:
    """The new name, and the project named before the noun or at the end of the sentence."""
    start = name_begins(s, noun)
    whole = start + len(text)
    for project in reversed(s.of("project")):
        if project.end <= s.words[noun.first].start:
            return new_name(text), project
        before = s.text[start : project.start]
        joint = _IN_PROJECT.search(before)
        if joint and not before[: joint.start()].strip(" ,") and (rest := _behind_project(s, project, joint, whole)):
            return new_name(rest), project
        ends_here = _ENDS_HERE.fullmatch(s.text, project.end, max(whole, project.end))
        if joint and ends_here and joint.start() > 0 and _belongs_there(s, before[: joint.start()], joint, project):
            return new_name(before[: joint.start()]), project
    return new_name(text), None


def _behind_project(s: Sentence, project: Mention, joint: re.Match[str], end: int) -> str:
    """«новая фича в проекте X: Y», "a feature in X called Y": the name stands behind the project it belongs to."""
    rest = s.text[project.end : end]
    named = re.match(r"\s*[:—–-]", rest) or is_led_in(rest) or QUOTED.match(rest.lstrip())
    return rest if rest.strip(" .!?") and (named or (joint["noun"] and project.whole)) else ""


def _belongs_there(s: Sentence, name: str, joint: re.Match[str], project: Mention) -> bool:
    """«… заведи в личный кабинет»: behind an order a place follows, whatever its case."""
    return bool(joint["noun"]) or _is_place(s, joint["place"], project) or ends_with_order(name)


def _is_place(s: Sentence, preposition: str, project: Mention) -> bool:
    """«в личном кабинете» is where it belongs; «вход в личный кабинет» is what it is called."""
    if preposition.lower() in ("to", "into"):
        return project.whole and bool(_GIVES.match(s.text.lstrip()) or _followed_by_noun(s, project))
    if preposition.lower() not in ("в", "во"):
        return True
    inside = [w for w in s.words if project.start <= w.start < project.end]
    if project.whole and all(word.text.isascii() for word in inside):
        return True  # a Latin name tells no case: «добавь фичу Сплит в Mobile App»
    return any("loct" in word.marks and "accs" not in word.marks for word in inside)


def _followed_by_noun(s: Sentence, project: Mention) -> bool:
    """ "to the Mobile App project"."""
    return any(s.words[c.first].start >= project.end for c in s.all("project_noun")[-1:])


def new_name(text: str) -> str:
    """The name as it is to be kept: what leads it in and polite words behind it are no part of it."""
    text = without_remark(without_lead(said_last(without_lead(text))))
    if not QUOTED.search(text):
        text = without_trail(text)
    quoted = re.fullmatch(r"[\s:,—–-]*[«\"“„]([^»\"”“]*)[»\"”“](?P<tail>.*)", text, re.DOTALL)
    if quoted and is_trail(quoted["tail"]):
        return clean_name(quoted.group(1))
    return clean_name(text)


def renamed(text: str) -> str:
    """The new name behind what leads it in: «в Чат с банком. Нет, лучше в Чат с оператором» leads it in twice."""
    last = said_last(text)
    if last != text:
        last = _TO_NEW_NAME.sub("", last, count=1)
    said = _AFTERTHOUGHT.sub("", last)  # "First steps now, rename it"
    return clean_name(without_remark(_AFTERTHOUGHT.sub("", said)))


def _asks_whether(s: Sentence, cue: Cue, name: str) -> bool:
    """«переименовать X в Y?» asks, and so does "rename X to Y?" unless Y itself is a question: «Где мои деньги?»."""
    if not name.endswith("?") or is_request(s):
        return False
    return "INFN" in s.words[cue.first].marks or not _QUESTION.match(name)


def _renamed_to(s: Sentence, cue: Cue, mention: Mention) -> str:
    behind = s.text[max(mention.end, s.words[cue.last].end) :]
    if s.words[cue.last].start > mention.end:
        named = _NAMED.search(s.text, mention.end)
        order_last = not any(map(str.isalnum, behind))  # «теперь X называется Y, переименуй»
        if named and (order_last or named.end() >= s.words[cue.first].start):
            behind = s.text[named.end() :]
        elif order_last:  # «X в Y переименуй»
            behind = s.text[mention.end : s.words[cue.first].start]
    elif named := _NAMED.match(behind.lstrip(" ,:—–-")):
        behind = behind.lstrip(" ,:—–-")[named.end() :]
    quoted = QUOTED.findall(said_last(behind))
    if quoted:
        return clean_name(quoted[0])
    return renamed(_TO_NEW_NAME.sub("", _NOW_IS.sub("", behind, count=1), count=1))


class _Version(NamedTuple):
    start: int
    end: int
    value: str


def _version(s: Sentence) -> str | None:
    """The version, in figures or in words, that is no part of a date."""
    spoken = [(v.start, v.end, v.value) for v in spoken_versions(s.text)]
    written = [(m.start(), m.end(), m.group()) for m in _VERSION.finditer(s.text)]
    found = without_corrected(s.text, [_Version(*one) for one in sorted(spoken + written)])
    for start, end, value in found:
        if not any(d.start < end and start < d.end for d in s.days()):
            return value
    return None


def version_in(text: str) -> str | None:
    """The version that a text begins with: «v3.0 с датой» is v3.0."""
    found = _VERSION.match(text)
    return found.group() if found else None


def version_said(text: str) -> str | None:
    """The version that a text is in words: «два пять» is 2.5."""
    return next((v.value for v in spoken_versions(text) if (v.start, v.end) == (0, len(text))), None)
