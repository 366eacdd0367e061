"""What a message that makes a feature says of it behind its name: its PO, its teams, its release, that it is begun."""

from __future__ import annotations

import re
from typing import Any

from language.folding import clean_name
from language.meaning import SPEAKER
from language.readers.new.ordered import ordered_behind
from language.readers.new.own_release import released_in
from language.readers.people.nominative import is_personal, nominative
from language.sentence import Sentence

_END = r"[\s.!)]*$"
_BEHIND = r"\s*[,;.:(/|]\s*"
_PERSON = r"[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,2}"
_OWNER = re.compile(
    rf"(?:{_BEHIND}|\s[—–-]\s*|\s(?:и|and)\s+(?=(?:po|пио|product\s+owner)\b))"
    r"(?P<told>po|ро|по(?=\s*[:—–-])|пио|owner|product owner|владелец|продакт|ответственн\w+)\b"
    r"(?P<lead>[\s:—–-]*)(?:(?:пусть\s+)?будет\s+|(?:should|will)\s+be\s+|is\s+|это\s+)?"
    rf"(?P<person>{_PERSON}){_END}",
    re.IGNORECASE,
)
_TEAMS = re.compile(
    rf"(?:{_BEHIND}|\s(?:и|and)\s+(?:\w+\s+)?(?=команды?\s*:|teams?\s*:)|\s(?:(?:вместе|together|along)\s+)?(?:with|с)\s+(?:the\s+)?)"
    rf"(?P<told>команд[аыу]|командой|командами|тимы?|teams?)\b(?P<lead>[\s:—–-]*)"
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
_FOR_PERSON = re.compile(rf"\s(?:на|под)\s+(?P<person>[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ][а-яё-]+)?){_END}")  # «на Олю Ким»
_DESCRIBED = re.compile(
    r"\s*(?:[,;.]|\s[—–-]|\s(?:with|с)\s|[,;.]?\s(?:and|и)\s)\s*(?:with\s+|с\s+)?(?:the\s+|its\s+|a\s+)?(?:description|описание|описанием)"
    r"(?:\s+(?:is|такое|будет|ей))?\s*(?::|\s[—–-]\s|\s(?=[«\"“]))\s*(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PLAINLY_TOLD = frozenset("po ро пио команда команды команду тим тимы".split())
_ME = frozenset({"я", "me"})


def told_behind(s: Sentence, start: int, end: int) -> tuple[int, dict[str, Any]]:
    """Where the name ends in `s.text[start:end]`, and the slots that are told behind it, in any order."""
    slots: dict[str, Any] = {}
    while told := _last_told(s, start, end, slots):
        end, slots = told[0], slots | told[1]
    return end, slots


def _last_told(s: Sentence, start: int, end: int, known: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
    """What is told last in this stretch of the text, and was not told behind it."""
    found = (teller(s, start, end) for teller in (ordered_behind, released_in, _owner, _description, _teams))
    return next((told for told in found if told and not told[1].keys() & known.keys()), None)


def _owner(s: Sentence, start: int, end: int) -> tuple[int, dict[str, Any]] | None:
    text = s.text[start:end]
    if (owner := _OWNER.search(text)) and _is_name(owner, "person"):
        said = owner["person"]
        return start + owner.start(), {"person": SPEAKER if said.lower() in _ME else clean_name(said)}
    if owner := _WITH_OWNER.search(text):
        return start + owner.start(), {"person": nominative(clean_name(owner["as"] or owner["by"] or owner["person"]))}
    owner = _FOR_PERSON.search(text)
    if owner and is_personal(owner["person"]):
        return start + owner.start(), {"person": nominative(owner["person"])}
    return None


def _teams(s: Sentence, start: int, end: int) -> tuple[int, dict[str, Any]] | None:
    text = s.text[start:end]
    if team := _FOR_TEAM.search(text):
        return start + team.start(), {"teams": team["en"] or team["ru"]}
    teams = _TEAMS.search(text)
    return (
        (start + teams.start(), {"teams": clean_name(teams["teams"])}) if teams and _is_name(teams, "teams") else None
    )


def _description(s: Sentence, start: int, end: int) -> tuple[int, dict[str, Any]] | None:
    told = described_behind(s.text, start, end)
    return told if told[1] else None


def described_behind(text: str, start: int, end: int) -> tuple[int, dict[str, Any]]:
    """Where the name ends and its description begins: «X, описание: …», "X with description: …"."""
    found = _DESCRIBED.search(text[start:end])
    return (start + found.start(), {"text": clean_name(found["text"])}) if found else (end, {})


def _is_name(found: re.Match[str], slot: str) -> bool:
    """A capital letter, a colon or a plain word before it says so: "Store, owner dashboard" goes on."""
    first = found[slot].split()[0]
    return first != first.lower() or found["lead"].strip() != "" or found["told"].lower() in _PLAINLY_TOLD
