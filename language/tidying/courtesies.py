"""Greetings, calls, thanks and emoji around a message: «Коллеги, доброе утро! …», "ok so …", "… Thanks a lot! 🙏".

They say nothing, and what holds of how a sentence begins or ends holds without them too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_ALL = (
    r"(?:\s+(?:всем|коллеги|ребят\w*|друзья|команда|народ|радар|бот"
    r"|all|everyone|everybody|team|folks|guys|there|radar|bot))?"
)
_GREETING = (
    rf"(?:привет(?:ик|ствую)?|здравствуй(?:те)?|хай|добр(?:ое\s+утро|ый\s+(?:день|вечер)|ого\s+(?:дня|утра|вечера))"
    rf"|h(?:i|ey|ello)|good\s+(?:morning|afternoon|evening|day)|morning|yo|dear){_ALL}"
)
_CALL = (
    r"(?:уважаемые\s+|дорогие\s+)?коллеги|ребят[аы]?|народ|друзья|дорогой\s+радар|радар|бот(?:ик)?"
    r"|(?:dear\s+)?(?:folks|guys|everyone|everybody|all|colleagues|radar|bot)"
)
_TEAM = r"команда|(?:dear\s+)?team"  # behind which a colon tells which it is
_LEAD = (
    r"(?:ну|так|итак|ну\s+что|короче|кстати|к\s+слову|слушай(?:те)?|смотри(?:те)?|ладно|окей|ок|пожалуйста|плиз|плз"
    r"|будь\s+добра?|будьте\s+добры)"
    r"|ok(?:ay)?|so|well|right|alright|all\s+right|anyway|by\s+the\s+way|btw|fyi|listen|look|please|pls|quick\s+one"
    r"|let\s+me\s+(?:think|see)|where\s+was\s+i|(?:oh|ah)\s+(?:yes|right)|дай(?:те)?\s+подумать"
    r"|(?P<apology>(?:sorry\s+(?:about|for|to)|(?:прости|извини)(?:те)?\s+за)\s+(?:(?!\s+(?:but|но)\s)[^,.;!?:]){1,40})"
)
# A pause stands behind it, or it is a greeting, which needs none: "hey there create …", "ok so create …".
_OPENING = re.compile(
    rf"\s*(?:(?:{_CALL}|{_LEAD})(?=\s*(?:[,!:;—–]|\.(?!\d))|\s+(?:-|but|но)\s)|(?:{_TEAM})(?=\s*[,!])|{_GREETING}\b(?!-)"
    r"|(?:ok|okay|alright|right)\s+so\b)[\s,!.;—–-]*:?\s*(?:(?:but|но)\s+)?(?=[\w«\"“„'(\[/>+])",
    re.IGNORECASE,
)
_THANKED = (
    r"(?:(?:заранее|большое|всем)\s+)?(?:спасибо|благодарю|спс|пасиб\w*)"
    r"(?:\s+(?:большое|заранее|огромное|всем|радар))?"
    r"|(?:many\s+)?(?:thanks|thank\s+you)"
    r"(?:\s+(?:a\s+lot|a\s+million|a\s+bunch|so\s+much|very\s+much|in\s+advance|all|everyone|radar|mate))?"
    r"|thx|cheers(?:\s+mate)?"
)
_THANKS = re.compile(
    rf"(?:(?<=[!?.…])\s+|(?<=[\w»\"”)?])\s*[,.!;:…—–-]+\s*)(?:{_THANKED})"
    r"(?:,?\s+you(?:['’]re|\s+are|\s+rock)(?:\s+an?|\s+the)?(?:\s+\w+)?)?[\s!.,)]*$",
    re.IGNORECASE,
)
# «прошу Вас, любезный друг, отметить …», "close login, mate"
_FRIEND = (
    r"(?:(?:мо[йя]|мил(?:ый|ая)|любезн(?:ый|ая)|дорог(?:ой|ая)|уважаем(?:ый|ая)|dear|my|old)\s+)*"
    r"(?:друг|дружище|дружок|голубчик|голубушка|приятель|коллега|радар|бот|friend|mate|buddy|pal|radar|chap)"
)
_ADDRESSED = re.compile(
    rf"(?:(?P<before>\bпрошу(?:\s+(?:вас|тебя))?)\s*,\s*{_FRIEND}\s*,\s*|(?<=\w)\s*,\s*{_FRIEND}(?=[\s.!]*$))",
    re.IGNORECASE,
)
# Faces, hands, fire; but not those that tell something: 👍 👎 🔴 🚀 🚫 🛑 🟢, ✅ and the other signs of its block.
_EMOJI = re.compile(r"(?:\s*(?![👍👎🔴🚀🚫🛑🟠-🟫])[\U0001f300-\U0001faff\ufe0f\u200d])+\s*$")
# What is kept as it is written may end in one.
_KEPT = re.compile(
    r"\b(?:созда|завед|завод|добав|нов|назов|назв|переимен|иде|риск|опис|запиш|зов|сдела|нуж|хо[чт]|команд)\w*"
    r"|\b(?:creat|add|new|renam|call|nam|idea|risk|descri|mak|titl|want|need|team)\w*|\b(?:note|log)\b",
    re.IGNORECASE,
)
# "Oops, wrong button, sorry about that. Undo it": between what went wrong and what is to be done
_SORRY = re.compile(r",\s*(?:so\s+)?sorry\s+(?:about|for)\s+(?:that|this|it)(?=\s*[.!])", re.IGNORECASE)
_MOST = 4  # openings: "Hi all, good morning, ok so …"
_FEWEST = 2  # words that are thanked for: «понял, спасибо» is all thanks
_FIRST = re.compile(r"\w+")


def without_courtesies(text: str, begins_a_name: Callable[[str], bool], names_one: Callable[[str], bool]) -> str:
    """The text without greetings, calls and apologies before it, thanks and emoji behind it; something is always left.

    `begins_a_name`: whether a known name begins with a word, as «Радар» may; `names_one`: whether a text names
    anything, as "sorry about login" does, of which more may be told behind.
    """
    for _ in range(_MOST):
        found = _OPENING.match(text)
        if found is None or begins_a_name(_FIRST.search(text)[0]):  # type: ignore[index]  # an opening has a word
            break
        if found["apology"] and names_one(found["apology"]):
            break
        text = text[found.end() :]
    if not _KEPT.search(text) and any(letter.isalpha() for letter in text):
        text = _EMOJI.sub("", text)
    text = _SORRY.sub("", text)
    whom = _ADDRESSED.search(text)
    if whom and (whom["before"] or not (":" in text or "," in text[: whom.start()] or _KEPT.search(text))):
        text = _ADDRESSED.sub(lambda found: f"{found['before']} " if found["before"] else "", text, count=1)
    found = _THANKS.search(text)
    if found is None or len(text[: found.start()].split()) < _FEWEST:
        return text
    return text[: found.start()] + _closing(found.group())


def _closing(thanks: str) -> str:
    """The question mark or the full stop that stood before the thanks."""
    return "." if thanks.lstrip()[:1] in ".!" else ""
