"""Told of long ago, or so in name alone: «была заблокирована прошлой весной», «по плану готова, по жизни нет»."""

from __future__ import annotations

import re

from language.disowned.telling import Telling

# «по плану готова, по жизни нет», «официально готова, а по факту …»
_IN_FACT = re.compile(
    r",\s*(?:а|но)?\s*(?:по (?:жизни|факту)|на (?:деле|самом деле)|в (?:реальности|действительности))\b"
    r"(?=[^.!?]*(?:\bнет\b|\bне\b|пшик|кон[ья]|ноль|пусто|ничего|никак))"
)
# «…, оказалось что не наша»
_PROVED_NOT = re.compile(
    r"\bоказал(?:ось|ся|ась),? что не (?:наш|та|то|тот|у нас|готов)\w*\b|\bоказалось,? (?:что )?нет\b"
)
# «была заблокирована прошлой весной», «помнишь, как стояла?»
_LONG_AGO = re.compile(
    r"\bбыл[аои]?\b.*(?:\b(?:поза)?прошл\w+ (?:весн|лет|осен|зим|год|век)|\bпомни(?:шь|те)\b)"
    r"|\bпомни(?:шь|те)\b.*\bбыл[аои]?\b|\bбыл[аои]? еще при \w+|\bеще при \w+.*\bбыл[аои]?\b"
    r"|\b(?:вспомнил[аи]?|вспоминаю|помню),? как\b"
)
# «висела заблокированной полгода, но это дело прошлое», «была отменена, потом это пережили»
_PAST_AND_GONE = re.compile(
    r"\b(?:стоял|висел|был|числил|лежал|находил|ходил|болтал|торчал)(?:ся|[аио]|ась|ись|ось)?\b[^.!?]*[\s,.;—–-]"
    r"(?:но |а |и |теперь |все )*"
    r"(?:это )?(?:(?:теперь |уже |давно )*(?:дело прошлое|в прошлом|история(?=\W*$)|быльем поросло|неважно|неактуально"
    r"|не важно|не актуально)|потом (?:это |все )?(?:пережили|прошло|отпустило|рассосалось|наладилось))\b"
    r"|\bчто было,? то прошло\b"
    r"|\bбыл[аои]?\b(?:[^.!?]|\.\d)*\bно (?:ее |его |их )?(?:оттуда )?(?:давно|еще тогда|тогда же) (?:уже |же )?\w+ли\b"
)
_NOW = re.compile(r"\b(?:так вот|теперь|сейчас|уже|наконец|снова|опять|все-таки|сегодня|вчера)\b")
_TODAY = re.compile(r"\b(?:now|today|finally|these days|at last)\b")
_REMEMBERED = re.compile(
    r"\bremember\s*\?|\b(?:that['’]?s|that was) (?:still )?from (?:last|the last|the old|an old) \w+"
)
# "this time last year …", "two jobs ago …", "in the old plan …": told of once, where the clause is in the past
_ONCE_OPENING = re.compile(
    r"^\W*(?:(?:and|so|well|but|ah|oh|yeah|funny,?) )*(?:(?:about |around |exactly )?this time last \w+"
    r"|(?:\w+ )?(?:jobs?|employers?|compan(?:y|ies)|bosses|reorgs?|teams?|lives|careers|decades) ago|once upon a time"
    r"|in (?:my|our) (?:first|last|previous|old|former) (?:job|company|project|team|role|gig|life|year)"
    r"|back in (?:(?:19|20)\d\d\b|last \w+|(?:jan|febr)uary|march|april|june|july|august|(?:sept|nov|dec)ember|october)"
    r"|back in (?:my|our|the|his|her|those) (?:\w+ )?(?:days|time|years)"
    r"|in (?:the|those|my) (?:good )?(?:old )?days|back in the day|when (?:i was|we were) (?:young|kids|little"
    r"|at school)"
    r"|(?:under|with) (?:the|our|my) (?:previous|old|former) \w+"
    r"|(?:in|under|according to|by) (?:the|our|my|their) (?:old|original|previous|first|earlier|former|initial"
    r"|very first) "
    r"(?:plan|roadmap|draft|version|scheme|design|schedule|slides?|backlog|team|manager|boss|owner|lead)"
    r"|по (?:старому|прежнему|исходному|первому|прошлому) (?:плану|графику|расписанию)"
    r"|в (?:старом|прежнем|исходном|первом|прошлом) (?:плане|графике|черновике))\b"
)
_IN_THE_PAST = re.compile(
    r"\b(?:was|were|had|got|went|became|stayed|sat|hung|used to|\w{3,}ed|был[аио]?|\w+л[аио]?сь|ждал[аио]?)\b"
)
# "Blocked! That was login all last month."
_THAT_WAS = re.compile(
    r"^\W*(?:\w+ ){0,5}?\w+\s*[!.,?…—–-]+\s*(?:and )?(?:that was|those were|так было с|это (?:был[аио]?|было)) "
    r"(?:the |our |also |just )?(?P<name>\w)"
)


def is_of_once(told: Telling) -> bool:
    """Whatever it was then, or is said to be."""
    if _was_once(told) or _is_called_to_mind(told):
        return True
    so_called = any(pattern.search(told.text, told.behind) for pattern in (_IN_FACT, _PROVED_NOT))
    so_called = so_called or (bool(_PAST_AND_GONE.search(told.text)) and not any(map(told.is_ordered, told.acts())))
    return so_called or _is_of_long_ago(told.text) or told.is_about_what_stands_before(_REMEMBERED)


def _was_once(told: Telling) -> bool:
    """Nothing is ordered beside it, and nothing is told of now."""
    opening = _ONCE_OPENING.match(told.text)
    if opening is None or _NOW.search(told.text) or _TODAY.search(told.text):
        return False
    s = told.sentence
    _, end = s.hard_segment(s.index(opening.start()))
    past = _IN_THE_PAST.search(told.text, opening.end(), s.words[end - 1].end)
    return past is not None and not told.orders_behind(end) and not any(told.is_ordered(c) for c in told.acts())


def _is_called_to_mind(told: Telling) -> bool:
    """A status is called out, and of what it was follows: "Blocked! That was login all last month"."""
    found, s = _THAT_WAS.match(told.text), told.sentence
    if found is None:
        return False
    named = next((m for m in s.mentions if m.start == found.start("name")), None)
    return named is not None and told.stands_before(found.start("name")) and not told.goes_on(named.end)


def _is_of_long_ago(text: str) -> bool:
    found = _LONG_AGO.search(text)
    begun = text.find("был", found.start()) if found else -1
    return found is not None and not _NOW.search(text, begun if begun >= 0 else found.end())
