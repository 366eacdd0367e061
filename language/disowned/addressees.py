"""Said to somebody else: «это не для бота», «Алиса, …», «это я мужу», "not for you"."""

from __future__ import annotations

import re

from language.disowned.telling import ENDS, LIGHT, Telling

# «это не для бота», «… не тебе», "not for the bot"; said aloud, or into another chat.
_TO_OTHERS = re.compile(
    rf"\bне (?:для )?(?:бот[ау]|радар[ау]|тебя|тебе){ENDS}"
    rf"|\bэто я {LIGHT}(?:вслух|по телефону|репетирую|не тебе|не вам|в (?:другой|соседний) чат)\b"
    r"|\bмысли вслух\b|\bэто не сюда\b"
    r"|\b(?:not|wasn't|isn't) (?:meant )?(?:for|to) (?:you|the bot|radar)\b(?=\s*(?:[,.;!]|$))|\btalking to myself\b"
)
# «Алиса, …», «окей гугл, …»; «это я на другой проект ругаюсь»
_ANOTHER_ASSISTANT = re.compile(
    r"^\W*(?:(?:ок|окей|хей|эй|слушай|hey|ok|okay)\W+)?(?:гугл|google|алиса|сири|siri|алекса|alexa)"
    r"(?=\s*[,!:]|\s+(?:создай|удали|отмени|закрой|запиши|добавь|поставь|напомни|включи|create|delete|add|set)\b)"
)
_IT_IS_ME = re.compile(rf"\bэто я {LIGHT}(?P<whom>\w+)(?:\s+(?P<next>\w+))?")
_I_ASK = re.compile(r"\b(?:попрошу|прошу|просим|поруч(?:у|аю|аем)) (?P<whom>\w+)(?= \w+(?:ть|ти|чь)\b)")
_TELLING = frozenset("писать говорить диктовать кричать".split())
_RADAR = frozenset({"боту", "радару"})


def is_said_to_others(told: Telling) -> bool:
    text = told.text
    return (
        bool(_TO_OTHERS.search(text, told.behind))
        or bool(_ANOTHER_ASSISTANT.match(text))
        or _is_said_to_somebody(told)
        or _is_asked_of_somebody(told)
    )


def _is_asked_of_somebody(told: Telling) -> bool:
    """«попрошу Веру закрыть вход», «поручаю Игорю …»: what they are to do is not done."""
    s = told.sentence
    asked = (s.words[s.index(found.start("whom"))] for found in _I_ASK.finditer(told.text))
    return any(
        {"NOUN", "anim"} <= word.marks and word.marks & {"accs", "datv"} and word.text not in _RADAR for word in asked
    )


def _is_said_to_somebody(told: Telling) -> bool:
    """«это я мужу», «это я Косте, он …»; «это я Косте обещал» tells what was promised."""
    s = told.sentence
    for found in _IT_IS_ME.finditer(told.text):
        word = s.words[s.index(found.start("whom"))]
        following = s.words[s.index(found.start("next"))].marks if found["next"] else frozenset[str]()
        dictated = bool(found["next"]) and bool(s.words[s.index(found.start("next"))].forms & _TELLING)
        following = frozenset[str]() if dictated else following
        others = {"NOUN", "datv", "anim"} <= word.marks and word.text not in _RADAR
        if others and "VERB" not in following and (found.start() >= told.behind or dictated):
            return True
    return False
