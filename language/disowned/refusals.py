"""A proposal that was refused, or fears that came to nothing: "…, I said no", «…, ему отказали»."""

from __future__ import annotations

import re

from language.disowned.telling import CLAUSE, ENDS, Telling

# «добавить тему просил отдел, ему отказали», «перенести хотел Олег, я не дала»
_DENIED = re.compile(
    r"\b(?:прос|хоте|предлаг|требова|умоля)\w+\b[^.!?]*[,;—–]\s*(?:но |а |и )?"
    r"(?:(?:я|мы) (?:\w+ )?не (?:дал|позволил|разрешил|пустил)"
    r"|(?:ему|ей|им|всем) (?:\w+ )?отказал)[аи]?\b"
)
# «А я ему: нет», «я сказал нет», «послал их лесом»
_SAID_NO = re.compile(
    r"\bя (?:\w+ )?(?:(?:ему|ей|им|всем|сказала?|ответила?|говорю|отвечаю|отрезала?)\b[\s,:—–-]*)+"
    rf"(?:сразу |твердо |что )?нет{ENDS}"
    r"|\bпослал[аи]? (?:их|его|ее|всех) (?:лесом|подальше|куда|далеко|к черту|нафиг)\b"
)
# «опасения, что …, не подтвердились», «просьбу создать … отклонили»
_UNFOUNDED = re.compile(
    r"\b(?:опасени|подозрени|страх|слух|надежд|обещани|сведени|предположени)\w+,? (?:о том,? )?что\b.*"
    r"\b(?:не (?:подтвердил|оправдал)|развеял|рассеял|улетучил)\w+"
    r"|\bпросьб\w+ (?:\w+ )?\w+ть\b.*\b(?:отклонил|отказал|необоснован|нецелесообраз|без удовлетворения)\w*"
)
_NOTE = r"(?:записывать|заводить|создавать|вносить|фиксировать)"
_NEED_NOT = r"не (?:надо|нужно|следует|стоит|буд\w+)"
_IT = r"(?:ее |его |это |пока )?"
_NOT_TO_NOTE = re.compile(rf"\b{_NOTE} {_IT}{_NEED_NOT}\b|\b{_NEED_NOT} {_IT}{_NOTE}\b")
# A clause that refuses what was said before it, whatever is told on.
_REFUSALS = (
    r"(?:hands off|(?:please )?(?:ignore|disregard) (?:it|that|this|me|my last)|(?:so )?never ?mind me"
    r"|disregard(?=\s*[,.!…;]|\s*$)|(?:i )?meant the other"
    r"|forget (?:it|that|i said)|pasted (?:\w+ )?(?:from|into|in) the wrong"
    r"|(?:it was )?(?:the )?wrong (?:chat|slide|window|tab)"
    r"|(?:lol |haha )?(?:no|nah),? (?:it|he|she|that)(?:['’]?s not| isn['’]?t)(?=\s*[,.!…;]|\s*$|\s+i\b)"
    r"|i['’]?m not listening|(?:no|wait|sorry|actually|oops|please)\W+(?:please\W+)?(?:don['’]?t|do not)"
    r"(?=\s*[,.!…;]|\s*$|\s+(?:i|we)\b)|(?:and )?it (?:stays|remains) (?:where|as|how) it (?:is|was)"
    r"|we (?:['’]re keeping|are keeping|keep|['’]ll keep) it(?: of course)?(?=\s*[,.!…;]|\s*$)"
    r"|(?:he|she) said no,? (?:that|it)['’]?s|that['’]?s the (?:old (?:drawing|plan|one|slide|version)|\w+['’]s)"
    r"|(?:sorry,? )?i meant (?:my own|his|her|their|the \w+['’]s)|(?:it['’]?s |that['’]?s )?not ours"
    r"|руки прочь|не обращай(?:те)? внимани[ея]|забудь(?:те)?,? что я|не слушай(?:те)? меня|я не туда"
    r"|пусть (?:все )?остается (?:как|где) (?:есть|было)|остается (?:там|где|как) (?:же|есть|была?))"
)
_REFUSED = re.compile(rf"{CLAUSE}(?:and |then |so )?{_REFUSALS}|{CLAUSE}(?:no|sorry|please)\W+{_REFUSALS}")
# The same of an order; behind what is stuck or given up it tells why: "blocked, we asked and the answer was no".
_ANSWERS = (
    r"(?:(?:i|we)(?:['’]ve)? (?:just )?(?:said|say|told (?:him|her|them)) (?:no\b|never\b|dream on|forget it|nope)"
    r"|(?:my|the|our) answer (?:is|was|stays|remains) (?:still )?(?:a )?no\b|it (?:stays|remains|is) (?:a )?no\b"
    r"|(?:мой |наш )?ответ (?:—|-|–)? ?нет\b)"
)
_ANSWERED = re.compile(rf"(?:{CLAUSE}|\s(?=i |we )){_ANSWERS}")
_HOLDS = ("blocked", "cancelled")


def is_refused(told: Telling) -> bool:
    s = told.sentence
    return (
        any(pattern.search(told.text) for pattern in (_UNFOUNDED, _SAID_NO, _DENIED))
        or (s.has("create", "idea_noun") and bool(_NOT_TO_NOTE.search(told.text)))
        or told.is_about_what_stands_before(_REFUSED)
        or (not s.has(*_HOLDS) and told.is_about_what_stands_before(_ANSWERED))
    )
