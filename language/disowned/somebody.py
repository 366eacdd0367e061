"""What somebody unnamed did is complained of: «кто-то вернул вход в бэклог без меня», "some genius closed login"."""

from __future__ import annotations

import re

from language.disowned.telling import Telling
from language.vocabulary import Cue

_WHO = (
    r"(?:кто-то|кое-кто|некто|какой-то (?:\w+ )?(?:умник|гений|герой|добрый человек|шутник|дурак|идиот|деятель)"
    r"|(?:нашел(?:ся|ась)|нашлись) (?:\w+ ){0,2}?(?:умник|гений|герой|человек|люди|шутник)\w*"
    r"|somebody|someone|some (?:\w+ )?(?:genius|idiot|hero|joker|clown|wise ?guy|guy|smart(?:y|ie|\s?ass)|moron))"
)
_OPENS = re.compile(
    rf"(?:^|[.!?;…\n]\s*|,\s*|\s[—–-]\s)\W*(?:(?:а|и|ну|вот|блин|опять|снова|and|so|but|great|oh)[\s,]+)*{_WHO}\b"
)
_OF_OURS = re.compile(r"^\s*(?:из|from|on|of) (?:our|the|my|наш\w*|команды|ребят)\b")


def is_done_by_somebody(told: Telling) -> bool:
    """Who it was is not known, and nothing is ordered behind it."""
    found = _OPENS.search(told.text)
    if found is None or _OF_OURS.match(told.text, found.end()):
        return False
    first = told.sentence.index(found.end())
    acts = told.acts()
    if not acts or acts[0].first < first:
        return False  # "back to the backlog with login, somebody started it by mistake" tells why
    return not any(told.is_ordered(act) or _is_told_of_a_thing(told, first, act) for act in acts)


def _is_told_of_a_thing(told: Telling, first: int, act: Cue) -> bool:
    """ "somebody finally fixed it, login is done": in a clause of its own."""
    s = told.sentence
    start, _ = s.segment(act.first)
    return start > first and any(start <= s.index(m.start) < act.first for m in s.mentions)
