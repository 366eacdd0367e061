"""What is said to mean its contrary: «ага, готова, конечно», "it is done, and i'm the queen of england"."""

from __future__ import annotations

import re

from language.words import marks

_ASSENT = r"(?:ага|угу|ну да|да уж|да-да|yeah|yep|right|sure|oh|ok|of course)"
_OVERDONE = r"(?:конечно|разумеется|естественно|а как же|sure|right|of course|whatever)"
_ECHO = re.compile(rf"^\W*{_ASSENT}\b.*[,\s…]{_OVERDONE}\W*$", re.IGNORECASE | re.DOTALL)
_TWICE = re.compile(r"^\W*(ну да|да|ага|yeah|right|sure|yes)[\s,]+\1[\s,]", re.IGNORECASE)
# «…, а я балерина», "… and i'm santa": something else is as true as that.
_AS_TRUE = re.compile(r"[,—-]?\s+а\s+я\s+(?:тогда\s+|[—-]\s*)?(?P<who>\w+)(?:\s+\w+)?\W*$", re.IGNORECASE)
_AS_TRUE_TOO = re.compile(
    r"\b(?:and|then)\s+i(?:['’]?m|\s+am)\s+(?:(?:the|an?)\s+)?(?P<who>\w+)(?:\s+of\s+\w+)?\W*$", re.IGNORECASE
)
# «шучу», "just kidding" at either end, and not «не шучу»
_IN_JEST = re.compile(
    r"\(\s*(?:just\s+)?(?:kidding|jk|шучу|шутка|прикол|нет|не-а|not|nope)\W*\)"  # «готова (нет)»
    # «…! Шучу. Выдохни», "… kidding! How was your weekend?": set off, whatever follows
    r"|[.,;!?…—–-]\s*(?:(?:just|only|i['’]?m(?:\s+just)?|no|я|да)\s+)?"
    r"(?:kidding|joking|jk|psych|sike|got (?:you|ya)|gotcha|april fools?['’]?s?|шучу"
    r"|шутка|попались|с первым апреля)\b"
    r"(?=\W*$|\s*[.,;!?…)—–-]|\s+(?:you should|but)\b|\s+[^\w\s])"
    r"|^\W*(?:april fools?['’]?s?|с первым апреля)\W"
    r"|^\W*(?:just\s+)?(?:kidding|jk|шучу|прикол|шутка)\b(?!\s+(?:ли|ль|aside))"
    r"|(?<!\bне )(?<!\bnot )(?<!\bno )\b(?:just\s+kidding|kidding|jk|шучу|шутка|прикалываюсь)\W*$"
    r"|\b(?:ha){2,}\s+gotcha\b|\bgotcha\W*$|[,.!]\s*(?:ha\W+)?got\s+(?:you|ya)\W*$|[,.!]\s+(?:ахаха\w*"
    r"|испугались|повелись)\W*$",
    re.IGNORECASE,
)
# «готова (нет)», "done (not)": the contrary in brackets
_DENIED_BEHIND = re.compile(r"\((?:нет|не|ага|no|not|nope|lol no|jk)\)\W*$", re.IGNORECASE)
# «готова примерно как я к пенсии, то есть никак», "done like I'm an astronaut", "… and pigs can fly"
_COMPARED = re.compile(
    r"\b(?:примерно|почти|так же|настолько|ровно|столь же|точно так)\W+(?:\w+\W+){0,2}?"
    r"(?:как|насколько)\s+(?:я|мы|у меня)\b"
    r"|\bкак\s+(?:я|мы)\s+(?:к|на|в|до)\s+\w+\W*$|\bто есть\s+(?:никак|нет|нисколько|ничуть|ни капли)\W*$"
    r"|\blike\s+i(?:['’]?m|\s+am)\s+(?:an?|the)\b|\bas\s+(?:done|ready|finished|live)\s+as\s+(?:i\s+am|my)\b"
    r"|\b(?:and|when)\s+(?:pigs|cows|elephants)\s+(?:can\s+)?fly\b|\bсвиньи\s+(?:полетели|летают)\b"
    r"|\b(?:and|then)\s+the\s+(?:moon|earth|world)\s+is\s+(?:made\s+of\s+(?:green\s+)?cheese|flat)\b"
    r"|\bsaid\s+no\s+(?:\w+\s+){1,3}?(?:ever|anywhere)\W*$",
    re.IGNORECASE,
)
_FIGURES = frozenset(
    "santa batman superman napoleon cleopatra elvis queen king pope president princess einstein astronaut ballerina "
    "unicorn wizard martian beyonce madonna millionaire billionaire dutchman shakespeare mozart spiderman "
    "gandalf".split()
)
# "sure, it is done and i'm elon musk": scorned from the first word on
_SCORNING = re.compile(
    r"^\W*(?:sure|yeah|right|of course|yep|oh yes|oh sure|uh-huh|aha)\b.*"
    r"\b(?:and|then)\s+i(?:['’]?m|\s+am)\s+\w+(?:\s+\w+)?\W*$",
    re.IGNORECASE,
)


def is_ironic(text: str) -> bool:
    """The text takes back by its tone what it says."""
    jests = _ECHO.search(text) or _TWICE.search(text) or _IN_JEST.search(text) or _DENIED_BEHIND.search(text)
    return bool(jests) or is_mocking(text)


def is_mocking(text: str) -> bool:
    """It is compared to what can never be."""
    if _COMPARED.search(text) or _SCORNING.match(text):
        return True
    if found := _AS_TRUE_TOO.search(text):
        return found["who"].lower() in _FIGURES
    found = _AS_TRUE.search(text)
    return (
        found is not None
        and len(found["who"]) > 1
        and {"NOUN", "nomn"} <= marks(found["who"].lower().replace("ё", "е"))
    )
