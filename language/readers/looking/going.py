"""Who goes to a project or leaves it: whoever speaks, or somebody that is told of."""

from __future__ import annotations

import re

from language.folding import fold
from language.guards import Reason
from language.guards.questions import asked
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import PERSONAL

_OWN_INTENT = re.compile(
    r"\b(?:(?:я|мы)\s+)?(?:буду|будем)\b|\b(?:мне|нам)\s+бы\b|\b(?:пора|надо|хорошо)\s+бы\b|\bхотелось\s+бы\b"
    r"|\b(?:i|we)(?:['’]ll|\s+will)\b|\b(?:i|we)(?:['’]d|\s+would)\s+like\b|\b(?:i|we)\s+(?:want|wish|need)\b"
)
_WEIGHED: tuple[Reason, ...] = ("plan", "wish", "condition")
_TODAY = frozenset("сегодня today".split())
_I = frozenset("я мы ты вы".split())
_SUBJECTS = frozenset("he she they everyone everybody somebody someone nobody people users clients customers".split())
_SPOKEN = frozenset({"речь", "разговор"})  # «дальше речь пойдёт про …»
_ACTIVE = re.compile(r"(?:current|active|selected|текущ\w+|активн\w+)\s+(?:project|context|проект\w*|контекст\w*)")
_BEING_ACTIVE = frozenset("current active selected default текущий активный основной".split())
_WHETHER_HERE = re.compile(
    r"\W*(?:а|so|and|wait|ну)?[\s,]*(?:am\s+i|are\s+we|(?:я|мы)(?:\s+(?:сейчас|щас|еще|все\s+еще|уже|тут))*\s+в)\b"
    r"|\W*(?:is|это)\s+(?:this|it|that|у\s+нас)?"
)
_HERE = frozenset("am is are this that it or one still щас или".split())
_DENIES = ("no_", "never_", "hearsay", "ago", "habit")


def is_own_intent(s: Sentence, kept: Reason | None) -> bool:
    """«сейчас буду работать с …», «мне бы в …»: whoever says so means to go there, and now."""
    now = all(fold(s.text[m.start : m.end]) in _TODAY for m in s.moments) and not s.has(*_DENIES)
    return kept in _WEIGHED and now and _OWN_INTENT.search(fold(s.text)) is not None


def is_made_active(s: Sentence) -> Cue | None:
    """ "set X as my current project", «сделай X активным проектом»: the order, where that is what it says."""
    active = next((c for c in s.all("where") if _ACTIVE.fullmatch(s.said(c))), None)
    active = active or next((c for c in s.all("project_noun") if _is_active(s, c)), None)
    return s.first("set", "create", before=active.first) if active and not asked(s) else None


def _is_active(s: Sentence, noun: Cue) -> bool:
    return noun.first > 0 and bool(s.words[noun.first - 1].forms & _BEING_ACTIVE)


def asks_whether_here(s: Sentence) -> bool:
    """ "am I still in X?", «мы сейчас в личном кабинете?»."""
    if not s.of("project") or s.of("feature") or not s.text.rstrip().endswith("?"):
        return False
    here = _WHETHER_HERE.match(fold(s.text))
    return here is not None and all(s.plain(n) or s.meant(n) or s.words[n].text in _HERE for n in range(len(s.words)))


def others_do(s: Sentence) -> bool:
    """«клиенты уходят в …», «Маша перешла в …», "users switch to …": it is told of others."""
    if any(word.text in _SUBJECTS for word in s.words):
        return True
    return any(_is_told(s, n) for n in range(len(s.words)))


def _is_told(s: Sentence, number: int) -> bool:
    """A verb in the third person or the past, with somebody who does it."""
    word = s.words[number]
    marks = word.marks - {"impr"} if "past" in word.marks else word.marks  # «клиенты перешли в …»
    if "VERB" not in marks or marks & {"impr", "1per", "INFN"} or s.is_named(number):
        return False
    if "past" in word.marks:
        return not any(w.text in _I for w in s.words) and ("plur" not in word.marks or _has_subject(s, number))
    return "3per" in word.marks and _has_subject(s, number)


def _has_subject(s: Sentence, verb: int) -> bool:
    start, end = s.segment(verb)
    around = (n for n in range(start, end) if n != verb and not s.is_named(n))
    return any(_is_somebody(s, n) for n in around)


def _is_somebody(s: Sentence, number: int) -> bool:
    marks = s.words[number].marks
    if s.words[number].forms & _SPOKEN:
        return False
    return bool(marks & PERSONAL) or ({"NOUN", "nomn"} <= marks and not s.meant(number) and not s.plain(number))
