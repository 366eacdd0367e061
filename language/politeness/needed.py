"""What needs to be done on the board itself, told to Radar: «вход надо перевести в работу», «тему нужно отменить».

Only of what nobody but Radar does, and where nobody else is named who is to do it: «надо закрыть вход» may be work
that is still to come, «нам надо отменить …» may be talk of plans.
"""

from __future__ import annotations

import re

from language.politeness.russian import ordered
from language.politeness.sentences import is_kept

_NEED = re.compile(
    r"(?<![\w-])(?:надо|нужно|следует|необходимо|требуется|надлежит|надобно|полагается|положено)\s+(?:(?:срочно|уже|просто|сразу|снова)\s+)?"
    r"(?P<verb>[а-яё]+ть|перевести)(?![\w-])(?P<behind>[^.!?;\n]*)(?P<end>[.!?;\n]|$)",
    re.IGNORECASE,
)
_DOES = {
    "перевести": re.compile(r"^\s*[^,]*\b(?:в|на)\s", re.IGNORECASE),
    "переводить": re.compile(r"^\s*[^,]*\b(?:в|на)\s", re.IGNORECASE),
    "вернуть": re.compile(r"^\s*[^,]*\b(?:в|на)\s", re.IGNORECASE),
    "отметить": re.compile(r"\b(?:готов|как\s|выполнен|заблокирован|отменен|отменён|сделан|закрыт)\w*", re.IGNORECASE),
    "пометить": re.compile(r"\b(?:готов|как\s|выполнен|заблокирован|отменен|отменён|сделан|закрыт)\w*", re.IGNORECASE),
    "проставить": re.compile(r"\bстатус|\bготов", re.IGNORECASE),
    "отменить": re.compile(r"^"),
}
# What leaves it open: somebody else's doing, another time, a condition, a doubt.
_LEAVES_OPEN = re.compile(
    r"(?<![\w-])(?:бы|ли|было|будет|если|когда|пока|как только|чтобы|чтоб|перед|до|к|после|сначала|потом|затем|позже|"
    r"попозже|скоро|завтра|послезавтра|или|либо|не|ни|нам|вам|им|ему|ей|мне|тебе|кому\w*|команде|ребятам|кажется|думаю|"
    r"думает|думают|считаю|считает|считают|наверное|наверно|возможно|видимо|похоже|вроде|может|говорят|говорит|сказал\w*|"
    r"пишет|пишут|уверен\w*|понимаю|согласен|согласна|почему|зачем|кто|что|как|вдруг|хотя|но|а)(?![\w-])",
    re.IGNORECASE,
)
_LIMITS = re.compile(r"\s*(?:но|если|когда|только|как только|после|сначала|или|если)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;\n]\s*")


def needed(text: str) -> str:
    """The text with what needs to be done on the board as a plain order."""
    found = _NEED.search(text)
    if found is None or found["end"] == "?" or is_kept(text, found.start()):
        return text
    does = _DOES.get(found["verb"].lower())
    begun = max((m.end() for m in _SENTENCE.finditer(text, 0, found.start())), default=0)
    before, (first, _, rest) = text[begun : found.start()], found["behind"].partition(",")
    if does is None or not does.search(first) or _LEAVES_OPEN.search(before) or _LEAVES_OPEN.search(first):
        return text
    if _LIMITS.match(rest):
        return text
    if "," in before or ":" in before or (not before.strip() and begun):
        return text
    return f"{text[: found.start()]}{ordered(found['verb'].lower())}{text[found.end('verb') :]}"
