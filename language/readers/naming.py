"""New names: projects, features and releases are created; names are kept as written."""

from __future__ import annotations

import re
from typing import NamedTuple

from language.correcting import said_last, without_corrected
from language.draft import Draft, Named
from language.folding import clean_name
from language.guards import is_request, keeps_from
from language.names import Mention
from language.numbers import spoken_versions
from language.readers.attributes import described_behind, told_behind
from language.readers.created import NEWNESS, created, name_begins, named_before
from language.readers.leading import is_led_in, without_lead
from language.readers.making import called_off, elsewhere, goes_on, is_compound, is_needless, kept_from_making
from language.readers.quoted import QUOTED
from language.readers.trailing import ends_with_order, is_apart, without_trail
from language.remarks import without_remark
from language.sentence import Sentence
from language.vocabulary import Cue

_IN_PROJECT = re.compile(
    r"[\s,(]*(?:(?:(?:в|во|для|in|for|to|into|under)\s+(?:(?:the|our|наш\w*)\s+)?|(?<=[\s,(]))(?P<noun>проект[ае]?|project)[\s:—–-]*"
    r"|(?P<place>в|во|in|into|to|under)(?:\s+(?:the|our))?)\s*$",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:add|put|bring|include|добавь\w*|закинь\w*|внеси\w*|занеси\w*|кинь\w*)\b", re.IGNORECASE
)  # "add X to Y" says where
# «добавь фичу Вход в личный кабинет» names what leads there
_LEADS_TO = re.compile(
    r"\b(?:вход\w*|переход\w*|доступ\w*|ссылк\w*|выход\w*|возврат\w*|кнопк\w*|приглашени\w*|перевод\w*)\s+во?\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_NEAR = 5
_VERSION = re.compile(r"\bv?\.?\d+(?:\.\d+)*(?:-?[a-z]+\d*)?\b", re.IGNORECASE)
INTO_RELEASE = re.compile(r"\b(?:в|на|к|to|into|in|for)\s+(?:the\s+)?(?:релиз|верси|release|version)", re.IGNORECASE)
_ENDS_HERE = re.compile(
    r"\s*(?:project\b)?(?:[\s,)]*(?:please|pls|thanks|пожалуйста|плиз|плз|пж|спасибо)\b)?[\s.!?,)]*", re.IGNORECASE
)
# It becomes the active one anyway: «создай проект Феникс и переключись на него», "… and switch to it".
_AND_GO_THERE = re.compile(
    r"\s*(?:[,.;]|\s(?:и|and)\s)\s*(?:(?:и|and|then|сразу|потом)\s+)*(?:переключи\w*|перейди\w*|открой|switch|go|move|open)\s+(?:меня\s+|me\s+)?"
    r"(?:(?:на|в|к|to|into)\s+)?(?:него|нему|it|there)[\s.!]*$",
    re.IGNORECASE,
)
_INTO = frozenset("в на к to into in for the".split())
# «Оплата криптой, и ещё одну — Оплата баллами», "Refunds and another one called Receipts"
_ANOTHER = re.compile(
    r"\s*[,;.]?\s+(?:и|and)\s+(?:ещё\s+одн[уа]|еще\s+одн[уа]|another(?:\s+one)?|one\s+more)"
    r"(?=[\s:—–-]*(?:\s[—–-]\s|:|called\b|named\b))[\s:—–-]*(?:(?:called|named)\s+)?",
    re.IGNORECASE,
)
_PLURAL = frozenset({"фичи", "фички", "features"})
_LISTED = re.compile(r"\s*[,;]\s*(?:(?:и|and)\s+)?|\s+(?:и|and)\s+", re.IGNORECASE)  # «Альфа, Бета и Гамма»


def read_new_feature(s: Sentence) -> Draft | list[Draft] | None:
    """«нужна новая фича X», "please set up a feature called X", «добавь в mobile app фичу X»."""
    noun = created(s, "feature_noun")
    if noun is None:
        return None
    if re.match(r"\s*(?:из|from)\s+(?:эт\w+\s+|the\s+|this\s+|my\s+)?(?:иде|idea)", s.after(noun.last), re.IGNORECASE):
        return None  # an idea is to become it: that idea is not known here
    if any(idea.first == noun.last + 1 for idea in s.all("idea_noun")):
        return None  # "my new feature idea"
    start = name_begins(s, noun)
    quoted = QUOTED.search(s.text, start)
    end, slots = told_behind(s, _quotes_end(s, noun, quoted) if quoted else start, len(s.text))
    text = s.text[start:end]
    if not quoted and INTO_RELEASE.search(text):
        return None  # «добавь фичу X в релиз v9.9» makes no new feature, even where X or v9.9 is not known
    if not any(map(str.isalnum, text)):
        text = named_before(s, noun)
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
        for one in listed_names(s, noun, name, text)
    ]


def _quotes_end(s: Sentence, noun: Cue, quoted: re.Match[str]) -> int:
    """Where the name in quotation marks ends, or the last of those listed: «фичи «Альфа», «Бета», PO Анна»."""
    end = quoted.end()
    while s.said(noun) in _PLURAL and (following := QUOTED.search(s.text, end)):
        if _LISTED.sub("", s.text[end : following.start()]).strip():
            break
        end = following.end()
    return end


def says_more(text: str) -> bool:
    """Behind a new project's name something else is told of it: «…, описание: …», "… and switch to it"."""
    return bool(_AND_GO_THERE.search(text)) or described_behind(text, 0, len(text))[0] < len(text)


def listed_names(s: Sentence, noun: Cue, name: str, text: str) -> list[str]:
    """«фичи Альфа, Бета и Гамма» are three, «фичи «Альфа», «Бета»» two; «фичу Альфа и Бета» is one."""
    quoted, several = QUOTED.findall(text), s.said(noun) in _PLURAL
    if quoted:
        names = quoted if several and len(quoted) > 1 else [name]
    else:
        names = (_LISTED if several else _ANOTHER).split(name)
    return [clean_name(one) for one in names if one.strip() or not name]


def read_new_project(s: Sentence) -> Draft | None:
    """«заведи проект X», "start a new project called X"."""
    noun = created(s, "project_noun")
    if noun is None or s.all("feature_noun", "release_noun") or is_compound(s, noun) or is_needless(s, noun):
        return None
    begins = name_begins(s, noun)
    end, slots = described_behind(s.text, begins, len(s.text))
    text = _AND_GO_THERE.sub("", s.text[begins:end])
    name = new_name(text.rstrip(" ?") if is_request(s) else text)
    kept = keeps_from(s, noun.first, noun.last, imperative=True, until=noun.last + 1) or kept_from_making(s, noun)
    return Draft("new project", "project_create", {"name": name, **slots}, noun.language, kept)


def read_new_release(s: Sentence) -> Draft | None:
    """«нужен релиз 1.7 на конец месяца», "plan a v3.2 release, due in two weeks"."""
    noun = s.first("release_noun")
    # "we released v3.0 as a new release" makes none
    known_one_moves = s.of("release") and (s.has("move") or not _orders_one(s) or _goes_into(s, noun))
    noun = noun or _bare_release(s)
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


def _bare_release(s: Sentence) -> Cue | None:
    """ "set up v3.7 for March 5", «заведи 2.7 на 5 марта»: an order, a version, a day, and nothing else."""
    order = s.first("create")
    if order is None or not s.opening(order.first) or s.mentions or len(s.days()) != 1 or _version(s) is None:
        return None
    told = [n for n in range(order.last + 1, len(s.words)) if not (s.plain(n) or s.is_named(n))]
    return order if len(told) == 1 and s.words[told[0]].text[-1].isdigit() else None


def _orders_one(s: Sentence) -> bool:
    return any(s.said(cue) not in NEWNESS for cue in s.all("create"))


def _goes_into(s: Sentence, noun: Cue | None) -> bool:
    """«добавь его в релиз v2.0», "add them to release 3.0": something is put into it."""
    if noun is None or noun.first == 0 or not s.first("pronoun", before=noun.first):
        return False
    return s.words[noun.first - 1].text in _INTO


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
    if project.whole and _GIVES.match(s.text.lstrip()) and not _LEADS_TO.search(s.text[: project.start]):
        return True  # «добавь фичу X в личный кабинет»
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
    if quoted and is_apart(quoted["tail"]):
        return clean_name(quoted.group(1))
    return clean_name(text)


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
