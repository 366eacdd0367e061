"""What a message that makes a feature says of it behind its name: its PO, its teams, its release, that it is begun."""

from __future__ import annotations

import re
from typing import Any

from language.draft import Named
from language.folding import clean_name
from language.meaning import SPEAKER
from language.names import Mention
from language.readers.nominative import nominative
from language.readers.ordered import ordered_behind
from language.sentence import Sentence
from language.vocabulary import Cue

_END = r"[\s.!)]*$"
_BEHIND = r"\s*[,;.:(/|]\s*"
_PERSON = r"[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,2}"
_OWNER = re.compile(
    rf"{_BEHIND}(?P<told>po|ро|по(?=\s*[:—–-])|пио|owner|product owner|владелец|продакт|ответственн\w+)\b"
    r"(?P<lead>[\s:—–-]*)"
    rf"(?P<person>{_PERSON}){_END}",
    re.IGNORECASE,
)
_TEAMS = re.compile(
    rf"(?:{_BEHIND}|\s(?:и|and)\s+(?:\w+\s+)?(?=команды?\s*:|teams?\s*:)|\s(?:with|с)\s+(?:the\s+)?)(?P<told>команд[аыу]|командой|командами|тимы?|teams?)\b(?P<lead>[\s:—–-]*)"
    rf"(?P<teams>[^\W\d_][\w'’-]*(?:(?:\s*,\s*|\s+(?:и|and)\s+|\s)[^\W\d_][\w'’-]*){{0,7}}){_END}",
    re.IGNORECASE,
)
# "for the Backend team", «для команды Бэкенд»: a capital letter tells it from a name like «Чат для команды»
_FOR_TEAM = re.compile(
    rf"[\s,]+(?:for\s+(?:the\s+)?(?P<en>[A-Z]\w+)\s+team|(?:for\s+team|для\s+команды)\s+(?P<ru>[A-ZА-ЯЁ]\w+)){_END}"
)
# "with Dana Whitfield as its owner", «с владельцем Ириной Котовой»
_WITH_OWNER = re.compile(
    rf"[\s,]+with\s+(?P<as>{_PERSON})\s+as\s+(?:its\s+|the\s+)?(?:po|(?:product\s+)?owner|product\s+manager|pm){_END}"
    rf"|[\s,]+owned\s+by\s+(?P<by>{_PERSON}){_END}"
    rf"|[\s,]+(?:with|с)\s+(?:po|(?:product\s+)?owner|владельцем|продактом|пио)\s+(?P<person>{_PERSON}){_END}",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"\s*(?:[,;.]|\s[—–-]|\s(?:with|с)\s|[,;.]?\s(?:and|и)\s)\s*(?:with\s+|с\s+)?(?:the\s+|its\s+|a\s+)?(?:description|описание|описанием)"
    r"(?:\s+(?:is|такое|будет|ей))?\s*(?::|\s[—–-]\s|\s(?=[«\"“]))\s*(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_RELEASE = re.compile(
    r"(?P<joint>\s*[,;.]\s*(?:и\s+|and\s+)?|\s(?:и|and)\s+|\s)"
    r"(?P<order>(?:(?:сразу\s+)?(?:добавь|поставь|положи|включи|закинь|кинь|внеси|запланируй|запихни)(?:те)?"
    r"\s+(?:(?:её|ее)\s+)?(?:сразу\s+)?|сразу\s+|(?:add|put|schedule|plan|slot)\s+it\s+"
    r"|(?:it|она)\s+(?:(?:should|has\s+to|must|needs\s+to|is\s+to)\s+(?:be|go|ship)|(?:goes|ships|пойд[её]т|едет|ид[её]т)"
    r"|должна\s+(?:быть|войти|попасть))\s+))?(?P<where>в|на|к|для|into|in|to|for)\s+(?:the\s+)?"
    r"(?P<noun>(?:релиз\w*|верси\w+|release|version)\s+)?$",
    re.IGNORECASE,
)
_RELEASE_TOLD = re.compile(r"\s*[,;.]\s*(?:релиз|версия|release|version)[\s:—–-]*$", re.IGNORECASE)  # «…, релиз 2.1»
_ITSELF = re.compile(r"[\s.!]*(?:(?:её|ее|его|it)[\s.!]*)?", re.IGNORECASE)
_TO_RELEASE = re.compile(r"\s(?:в|to|into)\s+$", re.IGNORECASE)
_PLAINLY_TOLD = frozenset("po ро пио команда команды команду тим тимы".split())
_ME = frozenset({"я", "me"})
_IN = frozenset({"в", "in"})  # «Баллы в v2.0»; «Подготовка к v2.0» may be a name
_NEGATED = re.compile(
    r"\b(?:не|not|don't|dont|never)\s+(?:add|put|schedule|plan|slot|добавляй|ставь|клади|включай)", re.IGNORECASE
)
# «добавь фичу Вход в релиз 2.0» may mean a feature that has another name here: that one is asked for, not made.
_MAKING = frozenset("создать создавать завести заводить новый create new make".split())


def told_behind(s: Sentence, start: int, end: int) -> tuple[int, dict[str, Any]]:
    """Where the name ends in `s.text[start:end]`, and the slots that are told behind it, in any order."""
    slots: dict[str, Any] = {}
    while True:
        text = s.text[start:end]
        ordered = ordered_behind(s, start, end)
        release = None if "release" in slots else _into(s, start, end)
        if ordered and not ordered[1].keys() & slots.keys():
            end, slots = ordered[0], slots | ordered[1]
        elif release is not None:
            end, slots["release"] = release
        elif "person" not in slots and (owner := _OWNER.search(text)) and _is_name(owner, "person"):
            end, slots["person"] = start + owner.start(), _person(owner["person"])
        elif "person" not in slots and (owner := _WITH_OWNER.search(text)):
            end, slots["person"] = (
                start + owner.start(),
                nominative(clean_name(owner["as"] or owner["by"] or owner["person"])),
            )
        elif "text" not in slots and (described := described_behind(s.text, start, end))[1]:
            end, slots = described[0], slots | described[1]
        elif "teams" not in slots and (team := _FOR_TEAM.search(text)):
            end, slots["teams"] = start + team.start(), team["en"] or team["ru"]
        elif "teams" not in slots and (teams := _TEAMS.search(text)) and _is_name(teams, "teams"):
            end, slots["teams"] = start + teams.start(), clean_name(teams["teams"])
        else:
            return end, slots


def described_behind(text: str, start: int, end: int) -> tuple[int, dict[str, Any]]:
    """Where the name ends and its description begins: «X, описание: …», "X with description: …"."""
    found = _DESCRIBED.search(text[start:end])
    return (start + found.start(), {"text": clean_name(found["text"])}) if found else (end, {})


def _person(said: str) -> str:
    return SPEAKER if said.lower() in _ME else clean_name(said)


def _is_name(found: re.Match[str], slot: str) -> bool:
    """A capital letter, a colon or a plain word before it says so: "Store, owner dashboard" goes on."""
    first = found[slot].split()[0]
    return first != first.lower() or found["lead"].strip() != "" or found["told"].lower() in _PLAINLY_TOLD


def _into(s: Sentence, start: int, end: int) -> tuple[int, Named] | None:
    """The known release at the end of the text, and where what leads to it begins."""
    if _NEGATED.search(s.text, start, end):
        return None
    for mention in s.of("release"):
        if start < mention.start and _ITSELF.fullmatch(s.text, mention.end, max(end, mention.end)):
            if told := _RELEASE_TOLD.search(s.text, start, mention.start):
                return told.start(), _named(s, mention)
            led = _RELEASE.search(s.text, start, mention.start)
            version = led and led["where"].lower() in _IN and s.text[mention.start].lower() == "v"
            if led and (led["order"] or (_is_made(s) and (led["noun"] or led["joint"].strip() or version))):
                return led.start(), _named(s, mention)
    return None


def release_before(s: Sentence, noun: Cue) -> Named | None:
    """«создай в релизе 2.1 фичу X»."""
    orders = [s.words[c.first].start for c in s.all("create") if s.opening(c.first)]
    noun_at = s.words[noun.first].start
    known = [m for m in s.of("release") if orders and orders[0] < m.start and m.end <= noun_at]
    return _named(s, known[0]) if len(known) == 1 else None


def goes_into_release(s: Sentence, end: int) -> bool:
    """«добавь фичи Вход и Выход в 2.1»: the text ends in a release that is there."""
    return not _is_made(s) and any(m.end == end and _TO_RELEASE.search(s.text, 0, m.start) for m in s.of("release"))


def _is_made(s: Sentence) -> bool:
    return any(s.words[n].forms & _MAKING for cue in s.all("create", "new") for n in range(cue.first, cue.last + 1))


def _named(s: Sentence, mention: Mention) -> Named:
    return Named("release", s.text[mention.start : mention.end], mention)
