"""What no new name is like: where one would be so, its beginning or its end was not found, and nothing is made.

"stick a new feature on the list" names none, and "night theme, it's called so from now on" holds more than a name.
A name in quotation marks is taken as it stands.
"""

from __future__ import annotations

import re

from language.folding import fold
from language.readers.quoted import QUOTED
from language.words import words

_FEWEST = 3  # words: whom it is for, what to do and to what

# In small letters only: "On the go" and «В один клик» are names as people write them.
_BEGINS = re.compile(
    r"(?:create|add|make)\s+an?\s+(?:bug|mess|problem)|(?:into|onto|in|on|to|at|from|as|of|by|with|not|it|it's|that|which|they|we|i|separate\s+from"
    r"|but|which|whose|but\s+which|haven't|no\s+idea|но|а|какая|какую|ещё|еще|не\s+(?:знаю|придумал\w*|помню)|как\s+назв\w+|в|во|из|от|к|ко|она|он|это|которая|который|чтобы|туда|сюда|нужна|нужны|появилась|появился|пришла)\s"
    r"|(?:не\s+)?(?:надо|нужно|создавай|заводи|добавляй|записывай)(?:те)?\s"
    r"|(?:no\s+(?:not|wait)|нет\s+(?:не|стоп|подожди))\s|(?:the\s+)?(?:first|second)\s+(?:one|is)\s|перв(?:ая|ую|ой|ый)\s.*\sвтор(?:ая|ую|ой)\s"
)
# It is told here how something is called, or that it is to be called otherwise: the name begins or ends here.
_NAMES = re.compile(
    r"\b(?:(?:it['’]?s|it\s+is|is|should\s+be|to\s+be)\s+(?:called|named|titled)|call\s+it|name\s+it|titled|entitled"
    r"|by\s+the\s+name\s+of|rename\s+(?:it|that|this|please)|please\s+(?:rename|create|add)"
    r"|под\s+названием|назов(?:и|ите|[её]м)\s+(?:её|ее|его)|(?:называется|зов[её]тся)"
    r"|переименуй(?:те)?\s+(?:её|ее|его|пожалуйста))\b"
)
# Told of a thing that is there: "another feature called X is in progress", «первая готова, вторая нет».
_TELLS = re.compile(
    r"\b(?:is|are|was|were)\s+(?:already\b|in\s+progress|done|blocked|ready|released|live|cancelled|finished)"
    r"|^(?:готов[аы]?|нет|да|её|ее|его|это|done|ready|it|not|no|yes)$"
)
# A full stop and another sentence behind it; «Dr. House» and "v. 2" have none.
_GOES_ON = re.compile(r"[^\W\d_]{3,}[.!?]\s+\S+\s+\S")


def is_unlikely(name: str) -> bool:
    """It begins inside a sentence, tells how something is called, or a sentence follows in it."""
    return any((_BEGINS.match(name), _NAMES.search(name, 1), _TELLS.search(name), _GOES_ON.search(name)))


def is_for_somebody(text: str, name: str) -> bool:
    """ "a task for Tom to check login", «задачу Пете проверить вход»: what somebody is to do, and no feature."""
    spoken = words(fold(name))
    if len(spoken) < _FEWEST:
        return False
    if spoken[0].text.isascii():
        return bool(re.search(rf"\bfor\s+{re.escape(spoken[0].text)}\s+to\s", fold(text)))
    return {"Name", "datv"} <= spoken[0].marks and "INFN" in spoken[1].marks


def is_unquoted(text: str, name: str) -> bool:
    """The name stands in the text without quotation marks around it."""
    return not any(name in quoted for quoted in QUOTED.findall(text))
