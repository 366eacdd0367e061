"""What gives a name without a word for renaming: «пусть X зовётся Y», "call X Y", "from now on X is Y"."""

from __future__ import annotations

import re

from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import PERSONAL, first_names

_QUOTES = " \t\"'«»“”„"
_TO_BE_CALLED = frozenset({"называться", "зваться", "именоваться"})
# «пусть X зовётся Y», «отныне X будет называться Y»: without these it is only told what something is called.
_LET = re.compile(r"\b(?:пусть|отныне|впредь|с\s+(?:сегодняшнего|этого)\s+(?:дня|момента))\b", re.IGNORECASE)
_NOW = re.compile(r"\bтеперь\b", re.IGNORECASE)
_NAME = (
    r"(?:[«\"“„](?P<quoted>[^»\"”“]+)[»\"”]|['‘](?P<single>\w[^'’‘]*\w)['’](?!\w)"
    r"|(?P<bare>(?-i:[A-ZА-ЯЁ])[^\W\d]+(?:[ -][^\W\d]+){0,3}))"
)
_SINCE = re.compile(
    r"\W*(?:(?:ok|okay|so|well|and|ну|так|и|всё)\W+)*"
    r"(?:from\s+(?:now|today|this\s+day)\s+on(?:wards?)?|henceforth|as\s+of\s+(?:today|now)|starting\s+(?:today|now)"
    r"|отныне|впредь|с\s+(?:сегодняшнего|этого)\s+(?:дня|момента))\W+"
    r"(?:(?:the|our|feature|project|фича|фичу|проект|наш[аи]?)\s+)*[«\"“„'‘]?",
    re.IGNORECASE,
)
_IS_NOW = re.compile(rf"[»\"”'’]?\s*(?:is|это|[—–-](?:\s*это)?)\s+{_NAME}[\s.!]*$", re.IGNORECASE)
# «„Ночной режим“ — новое название тёмной темы»
_IS_ITS_NAME = re.compile(
    rf"\W*?{_NAME}\s*(?:,\s*)?(?:(?:is|will\s+be|shall\s+be)\s+|[—–-]\s*|это\s+|теперь\s+)+(?:the\s+|это\s+)?(?:new\s+(?:name|title)|нов(?:ое|ым)\s+(?:имя|название))\b",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(r"\W*(?:(?:please|let's|from now on)\W+)+", re.IGNORECASE)
_KIND = re.compile(r"\b(?:the|our|feature|project)\b", re.IGNORECASE)
_NOUN = re.compile(r"^\s*(?:feature|project)\s", re.IGNORECASE)  # "call the login feature Key"
_WHO = frozenset("i we you they he she people everyone everybody some".split())
_GIVE = frozenset("give дай дайте дать присвой присвойте присвоить".split())
_THE_NAME = re.compile(r"\b(?:(?:the|a\s+new)\s+name(?:\s+of)?|имя|название|наименование)\b", re.IGNORECASE)
_ITS_NAME = re.compile(r"\b(?:change|set|update)\b.*['’]s\s+(?P<name>name|title)(?=\s+to\b|\s*:)", re.IGNORECASE)
# «наименование фичи X заменить на Y», «название X поменяй на Y»
_ITS_NAME_IS_CHANGED = re.compile(
    r"\b(?:(?:на)?именование|название|имя)\s(?P<of>.*?)[\s,]"
    r"(?P<verb>(?:замен|помен|смен|измен|исправ)(?:и|ить|ять|яй)(?:те)?)\b(?=\s+на\s)",
    re.IGNORECASE,
)


def calls(s: Sentence) -> Cue | None:
    """ "call dark theme Night mode"; "call dark theme done" gives it a status, "call dark theme people" calls them."""
    if given := _let_be_called(s) or _is_from_now_on(s) or _given(s) or _changed(s):
        return given
    call = next((c for c in s.all("set") if s.said(c) == "call" and _opens(s, c)), None)
    if call is None or s.has(*STATUSES) or any(word.text in _WHO for word in s.words[: call.first]):
        return None  # "they call login Hell" tells what they say
    begun = s.words[call.last].end
    name = next((m for m in s.mentions if not _KIND.sub("", s.text[begun : m.start]).strip(_QUOTES)), None)
    return call if name and _NOUN.sub("", s.text[name.end :]).lstrip(_QUOTES)[:1].isupper() else None


def _let_be_called(s: Sentence) -> Cue | None:
    """«пусть проект X называется Y», «отныне X будет зваться Y»."""
    called = [n for n, word in enumerate(s.words) if word.forms & _TO_BE_CALLED and "past" not in word.marks]
    if not called:
        return None
    will_be = called[0] > 0 and s.words[called[0] - 1].text == "будет"
    before = s.text[: s.words[called[0]].start]
    if not (_LET.search(before) or (will_be and _NOW.search(before))):
        return None
    return Cue("rename", "ru", called[0] - will_be, called[0])


def _is_from_now_on(s: Sentence) -> Cue | None:
    """ "from now on Dark theme is Night mode", «отныне тёмная тема — „Ночной режим“»; but no person."""
    mention = next((m for m in s.mentions if m.of("feature") or m.of("project")), None)
    if mention is None or s.has(*STATUSES, "po", "team") or not _SINCE.fullmatch(s.text, 0, mention.start):
        return None
    found = _IS_NOW.match(s.text, mention.end)
    behind = s.words[s.index(mention.end) :]
    if found is None or any(word.marks & PERSONAL or word.text in first_names() for word in behind):
        return None
    number = s.index(mention.end) - 1
    return Cue("rename", "en" if found.group().isascii() else "ru", number, number)


def named_before(s: Sentence, until: int) -> str:
    """The name that is said to be the new one of what is named from `until` on; empty where none is."""
    found = _IS_ITS_NAME.match(s.text)
    return (found["quoted"] or found["single"] or found["bare"]) if found and found.end() <= until else ""


def _opens(s: Sentence, cue: Cue) -> bool:
    """ "from now on call the project X Y"."""
    return s.opening(cue.first) or bool(_FROM_NOW.fullmatch(s.text, 0, s.words[cue.first].start))


def _given(s: Sentence) -> Cue | None:
    """ "give the project mobile app the name Pocket"."""
    give = next((n for n, word in enumerate(s.words) if word.text in _GIVE and s.opening(n)), None)
    name = _THE_NAME.search(s.text) if give is not None else None
    if name is None or not any(m.end <= name.start() for m in s.mentions):
        return None
    first = s.index(name.start())
    return Cue("rename", "en", first, s.index(name.end()) - 1)


def _changed(s: Sentence) -> Cue | None:
    """ "change dark theme's name to Night mode", «наименование фичи X заменить на Y»."""
    changed = _ITS_NAME_IS_CHANGED.search(s.text)
    if changed and any(changed.start("of") <= m.start and m.end <= changed.end("of") + 1 for m in s.mentions):
        number = s.index(changed.start("verb"))
        return Cue("rename", "ru", number, number)
    found = _ITS_NAME.search(s.text)
    if found is None or not any(m.end <= found.start("name") for m in s.mentions):
        return None
    number = s.index(found.start("name"))
    return Cue("rename", "en", number, number)


def speaks_of_its_name(text: str) -> bool:
    """«название тёмной темы поменяй на …»: what is spoken of is the feature's own name."""
    return bool(_ITS_NAME_IS_CHANGED.search(text))
