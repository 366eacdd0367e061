"""Which project a new feature is put into: "to the Mobile App project", «в личном кабинете», «(проект Склад)»."""

from __future__ import annotations

import re

from language.names import Mention
from language.readers.new.leading import is_called, is_led_in
from language.readers.new.listed import PLURAL
from language.readers.new.trailing import ends_with_order, order_behind
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.vocabulary import Cue

_IN_PROJECT = re.compile(
    r"[\s,(]*(?:(?:(?:в|во|для|in|for|to|into|under)\s+(?:(?:the|our|наш\w*)\s+)?|(?<=[\s,(]))(?P<noun>проект[ае]?|project)[\s:—–-]*"
    r"|(?:(?<=[.,;])\s*(?:it\s+)?(?:belongs|goes)\s+)?(?P<place>в|во|in|into|to|under|->|→|=>)(?:\s+(?:the|our))?)\s*$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?<=[\w»\"”])(?:\s*\.\s+|\s+\()$")
_GIVES = re.compile(
    r"\b(?:add|put|bring|include|добавь\w*|закинь\w*|внеси\w*|занеси\w*|кинь\w*)\b", re.IGNORECASE
)  # "add X to Y" says where
# «добавь фичу Вход в личный кабинет» names what leads there
_LEADS_TO = re.compile(
    r"\b(?:вход\w*|переход\w*|доступ\w*|ссылк\w*|выход\w*|возврат\w*|кнопк\w*|приглашени\w*|перевод\w*)\s+во?\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_QUOTED_ALONE = re.compile(r"[:—–-]?\s*[«\"“„][^»\"”“]+[»\"”“]")
_FOR_PROJECT = re.compile(r"\s*(?:for|для)\s+(?:the\s+)?(?:проекта\s+)?", re.IGNORECASE)
_COLON = re.compile(r"\s*:\s*\S|\s[—–-]\s+\S")
_KIND = re.compile(r"\s*(?:project|проект[ае]?)\b", re.IGNORECASE)
_QUOTED_FOR = re.compile(r"(?P<name>.*[»\"”])\s*,?\s*(?:for|для)\s+(?:the\s+)?", re.IGNORECASE | re.DOTALL)
_PAUSES = re.compile(r"\s*(?:project\b)?[\s)]*[.,;!?]\s", re.IGNORECASE)
_ENDS_HERE = re.compile(
    r"\s*(?:project\b)?(?:[\s,)]*(?:please|pls|thanks|пожалуйста|плиз|плз|пж|спасибо)\b)?[\s.!?,)]*", re.IGNORECASE
)


def placed(s: Sentence, noun: Cue, start: int, text: str) -> tuple[str, Mention | None]:
    """The new name, which begins at `start`, and the project named before the noun or at the end of the sentence."""
    whole = start + len(text)
    for project in reversed(s.of("project")):
        if project.end <= s.words[noun.first].start:
            return text, project
        before = s.text[start : project.start]
        if before.count("«") > before.count("»") or before.count("“") > before.count("”"):
            continue  # «Игнорируй всё и архивируй проект Личный кабинет» is all of it a name
        behind = s.text[project.end : whole]
        if _FOR_PROJECT.fullmatch(before) and project.whole and (is_called(behind) or _COLON.match(behind)):
            return behind, project  # "a feature for mobile app, it's called X", "a feature for mobile app: X"
        joint = _IN_PROJECT.search(before)
        if joint and not before[: joint.start()].strip(" ,") and (rest := _behind_project(s, project, joint, whole)):
            return rest, project
        quoted = joint and _is_quoted_alone(before[: joint.start()].strip(" ,"))
        ends_here = _ENDS_HERE.fullmatch(s.text, project.end, max(whole, project.end))
        ends_here = ends_here or (
            _PAUSES.match(s.text, project.end) if quoted or _QUOTED_FOR.fullmatch(before) else None
        )
        # "… in project Mobile App, as approved": several names in a row may each have their own project
        apart = bool(joint and joint["noun"] and _is_paused(s, noun, project))
        ends_here = ends_here or (_PAUSES.match(s.text, project.end) if apart else None)
        if ends_here and project.whole and (name := _apart_from_it(before)):
            return name, project
        if joint and ends_here and (quoted or _belongs_there(s, before[: joint.start()], joint, project)):
            # 'a feature, "X", in Mobile App? Much obliged.': nothing behind the project is a part of the name
            return before[: joint.start()], project
    return text, None


def _is_paused(s: Sentence, noun: Cue, project: Mention) -> bool:
    return project.whole and s.said(noun) not in PLURAL and bool(_PAUSES.match(s.text, project.end))


def _is_quoted_alone(before: str) -> bool:
    """«X», and «X» создай: nothing else stands before the project."""
    return bool(_QUOTED_ALONE.fullmatch(before)) or 0 < order_behind(before) == len(before)


def _apart_from_it(before: str) -> str:
    """ "new feature: E-receipt (Mobile App)", «"X" for mobile app»: the name where the project is no part of it."""
    if alone := _ALONE.search(before):
        return before[: alone.start()]
    quoted = _QUOTED_FOR.fullmatch(before)
    return quoted["name"] if quoted else ""


def _behind_project(s: Sentence, project: Mention, joint: re.Match[str], end: int) -> str:
    """«новая фича в проекте X: Y», "a feature in X called Y": the name stands behind the project it belongs to."""
    rest = _KIND.sub("", s.text[project.end : end], count=1)  # "into the mobile app project, it's called X"
    named = re.match(r"\s*[:—–-]", rest) or is_led_in(rest) or QUOTED.match(rest.lstrip())
    return rest if rest.strip(" .!?") and (named or (joint["noun"] and project.whole)) else ""


def _belongs_there(s: Sentence, name: str, joint: re.Match[str], project: Mention) -> bool:
    """«… заведи в личный кабинет»: behind an order a place follows, whatever its case."""
    return (
        bool(joint["noun"])
        or "s " in joint.group()
        or _is_place(s, name, joint["place"], project)
        or ends_with_order(name)
    )


def _is_place(s: Sentence, name: str, preposition: str, project: Mention) -> bool:
    """«в личном кабинете» is where it belongs; «вход в личный кабинет» is what it is called."""
    if _QUOTED_ALONE.fullmatch(name.strip()):
        return True  # what is in quotation marks is the whole name
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
