"""What official letters are written with: "This is to inform you that …", "close the same", "w.e.f. today".

What announces news says nothing more; "the same" is what was told of, and a title is no part of a name.
"""

from __future__ import annotations

import re

_KINDLY = r"(?:(?:please|kindly|hereby|humbly|respectfully|formally|duly|also|further|simply|just)\s+)*"
_YOU = r"(?:you|you\s+all|all|all\s+of\s+you|everyone|all\s+concerned|the\s+team|your\s+good\s+self)"
_TELL = r"(?:inform|apprise|advise|notify|intimate|update)"
_NOTICE = r"(?:your\s+|the\s+)?(?:kind\s+)?(?:notice|attention|knowledge|information)"
# Only what is told to whoever listens: "kindly inform Tom that …" orders, and is none of these.
_ANNOUNCES = re.compile(
    rf"(?P<before>^\W*(?:(?:dear\s+\w+|hi|hello|hey|sir|madam)\W+)?|[.!?\n]\s+)"
    rf"(?:{_KINDLY}(?:this\s+is\s+{_KINDLY}to|(?:i|we)\s+(?:wish|beg|would\s+like|am\s+writing|am|are\s+writing|have)\s+{_KINDLY}to|i\s+hereby|we\s+hereby)"
    rf"\s+{_KINDLY}(?:{_TELL}\s+{_YOU}|{_TELL}|bring\s+(?:it\s+)?to\s+{_NOTICE}|confirm|certify|state|place\s+on\s+record)(?:\s+of\s+the\s+fact)?"
    rf"|(?:please|kindly)\s+{_KINDLY}(?:be\s+(?:informed|advised|notified|apprised)|note|find|take\s+note)"
    rf"|it\s+is\s+{_KINDLY}(?:informed|confirmed|stated|certified|submitted)"
    rf"|this\s+is\s+for\s+(?:your\s+)?(?:kind\s+)?information)\s+that\s+",
    re.IGNORECASE,
)
# The same in Russian, of what the speaker tells: «имею честь сообщить Вам, что …», «с радостью извещаю, что …».
_ANNOUNCES_IN_RUSSIAN = re.compile(
    r"(?P<before>^\W*(?:(?:добрый\s+(?:день|вечер)|доброе\s+утро|здравствуйте|уважаем\w+\s+\w+|коллеги)[\s,.!]+)*|[.!?\n]\s+)"
    r"(?:(?:с|не\s+без)\s+(?:\w+\s+)?\w+(?:ью|ом|ем)\s+)?"
    r"(?:(?:(?:имею|имеем)\s+(?:честь|удовольствие|счастье)|спеш(?:у|им)|рад[аы]?|позвольте|разрешите|хочу|хотим)\s+"
    r"(?:известить|уведомить|оповестить|сообщить|доложить|проинформировать|довести\s+до\s+(?:вашего\s+)?сведения)"
    r"|извеща(?:ю|ем)|уведомля(?:ю|ем)|оповеща(?:ю|ем)|сообща(?:ю|ем)|докладыва(?:ю|ем)|информиру(?:ю|ем)"
    r"|дов(?:ожу|одим)\s+до\s+(?:вашего\s+)?сведения)"
    r"(?:\s+(?:вас|вам|тебя|тебе|всех|всем|команду|команде))?(?:\s*,?\s*что\s+|\s*:\s*|\s+[—–-]\s+)",
    re.IGNORECASE,
)
_STATUS = r"(?:done|completed?|closed|finished|blocked|cancelled|canceled|in\s+progress|ready|released|on\s+hold|live)"
_THE_SAME = re.compile(
    r"(?P<order>\b(?:close|mark|cancel|complete|record|note|update|delete|remove|flag|assign|block|reopen|drop|set)\s+)the\s+same"
    rf"(?=\s*(?:[.,;!]|$|as\s+{_STATUS}\b|to\s+{_STATUS}\b|accordingly|at\s+the\s+earliest|please|in\s+(?:the\s+)?(?:system|tool|radar)))",
    re.IGNORECASE,
)
_NEEDFUL = re.compile(r"\b(?:(?:please|kindly)\s+)?do\s+the\s+needful(?:\s+and\b|\s*[.!,;])?", re.IGNORECASE)
_SINCE_NOW = re.compile(
    r"\s+w\.?\s?e\.?\s?f\.?\s+(?:today|now|this\s+morning|yesterday|immediate(?:ly|\s+effect))\b", re.IGNORECASE
)
_TITLE = re.compile(
    r"(?P<before>\b(?:to|assign|appoint|make|name|entrust|give|hand|depute|is|owner|po|by)\s+)(?:Mr|Ms|Mrs|Dr|Prof|Smt|Shri|Sri|Er|Miss)\.?\s+(?=[A-Z])"
)


def without_ceremony(text: str) -> str:
    """The text in plain words."""
    if "that" in text:
        text = _ANNOUNCES.sub(lambda found: found["before"], text)
    if " the same" in text:
        text = _THE_SAME.sub(lambda found: f"{found['order']}it", text)
    if "needful" in text:
        text = _NEEDFUL.sub(" ", text).strip() or text
    return _TITLE.sub(lambda found: found["before"], _SINCE_NOW.sub("", text))


def without_announcement(text: str) -> str:
    """The Russian text with the news itself alone."""
    return _ANNOUNCES_IN_RUSSIAN.sub(lambda found: found["before"], text)
