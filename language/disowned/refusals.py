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
# «Ильдар сам предложил себя в PO, я отказала», "Priya volunteered to own it, I declined"
_PROPOSED = re.compile(
    r"\b(?:предлож|предлаг|вызва|вызыва|напраш|напрос|просил|просит|хоте|хочет|рвал|рвет|метил|набив|требова"
    r"|умоля|настаив"
    r"|навяз|offered|volunteered|proposed|suggested|asked|wanted|wants|begged|applied|insisted|lobbied|pushed for)\w*"
)
_WE_REFUSED = re.compile(
    r"[,;.—–]\s*(?:но |а |и |ну |but |and |so )?(?:"
    r"(?:я|мы) (?:\w+ ){0,2}?(?:отказал|отклонил|отверг|отшил|завернул|возразил|развернул|запретил|зарубил|против\b"
    r"|не (?:согласил|дал|пустил|отдал|позволил|разрешил|стал)|сказала? (?:нет|не надо)\b)"
    r"|(?:i|we)(?:['’]ve| have| had)? (?:\w+ )?(?:declined|refused|rejected|vetoed|turned (?:him|her|them|it"
    r"|that) down"
    r"|said no\b|objected|disagreed|wouldn['’]t (?:have|let|allow)|did(?:n['’]t| not) (?:agree|let|allow)))\w*"
)
# "i wanna delete it so bad but the boss wont have it"
_WANTED_IN_VAIN = re.compile(
    r"\b(?:wanna|want to|love to|like to|dying to|itching to|tempted to|хочу|хотел(?:а|и"
    r"|ось)?(?: бы)?)\b[^.!?]*[\s,](?:but|но)\s"
    r"(?:\w+ ){1,3}?(?:won['’]?t|wouldn['’]?t|doesn['’]?t|don['’]?t|isn['’]?t|refuse[sd]?|said no|says no"
    r"|forb(?:ids|ade)"
    r"|never lets?|(?:is|are|was) against|против|не (?:дает|дают|разрешает|разрешают|велит|пускает|позволяет))(?!\w)"
)
_NOBODY_IS_TO = re.compile(
    r"\b(?:nobody|no ?one|none of (?:you|us)) (?:should|must|may|shall|is to|has to|gets to|ever|is going to|dares?)"
    r"(?: to)? (?:\w+ )?(?:write|say|claim|note|record|put|state|tell|think|believe|pretend|type|enter)\b"
)
# "I'd sooner quit than give it to Web", «скорее уволюсь, чем отдам»
_RATHER = re.compile(
    r"\b(?:(?:(?:would|['’]d|\b(?:i|we|you|he|she|they)d) )?(?:sooner|rather)\b[^.!?]*?\bthan(?: to)?"
    r"|(?:скорее|лучше|легче|проще|раньше)\b[^.!?]*?\bчем)\s+(?P<act>\w+)"
)


def is_refused(told: Telling) -> bool:
    s = told.sentence
    return (
        any(pattern.search(told.text) for pattern in (_UNFOUNDED, _SAID_NO, _DENIED))
        or (s.has("create", "idea_noun") and bool(_NOT_TO_NOTE.search(told.text)))
        or _is_proposed_in_vain(told)
        or _is_the_last_resort(told)
        or _is_without_an_order_behind(told, _WANTED_IN_VAIN)
        or _is_without_an_order_behind(told, _NOBODY_IS_TO)
        or _is_forbidden(told)
        or told.is_about_what_stands_before(_REFUSED)
        or (not s.has(*_HOLDS) and told.is_about_what_stands_before(_ANSWERED))
    )


def _is_without_an_order_behind(told: Telling, pattern: re.Pattern[str]) -> bool:
    found = pattern.search(told.text)
    if found is None:
        return False
    number = told.sentence.index(found.end())
    return not any(c.first >= number and told.is_ordered(c) for c in told.acts())


def _is_proposed_in_vain(told: Telling) -> bool:
    """The proposal opens it; "blocked, the vendor wanted more and we refused" tells why."""
    s = told.sentence
    proposed, refused = _PROPOSED.search(told.text), _WE_REFUSED.search(told.text)
    if proposed is None or refused is None or refused.start() < proposed.end():
        return False
    acts = told.acts()
    if not acts or told.orders_behind(s.index(refused.end())):
        return False
    hangs = "INFN" in s.words[acts[0].first].marks or s.words[acts[0].first].start > proposed.start()
    return hangs and any(s.words[c.first].start < refused.start() for c in acts)


def _is_the_last_resort(told: Telling) -> bool:
    s, found = told.sentence, _RATHER.search(told.text)
    if found is None:
        return False
    number = s.index(found.start("act"))
    word = s.words[number]
    act = any(c.first == number for c in told.acts())
    own = word.text.isascii() or bool(word.marks & {"futr", "INFN"})
    return act and own and not any(told.is_ordered(c) for c in told.acts() if c.first != number)


def _is_forbidden(told: Telling) -> bool:
    """«фичи пока не добавлять», «в работу вход до понедельника не брать»: all that is said is what not to do."""
    s = told.sentence
    acts = told.acts()
    denied = next((c for c in acts if "INFN" in s.words[c.first].marks and s.words[c.first - 1].text == "не"), None)
    if denied is None or not denied.first or "?" in told.text or _orders(told):
        return False
    start, end = s.segment(denied.first)
    twice = any(word.text in _DENIES_TOO for word in s.words[start : denied.first - 1])  # «нельзя не закрыть»
    return not twice and all(start <= c.first < end and c.first <= denied.last for c in acts)


def _orders(told: Telling) -> bool:
    s = told.sentence
    return any("impr" in s.words[c.first].marks for c in (*told.acts(), *s.all("set", "put")))


_DENIES_TOO = frozenset("нельзя невозможно не без грех почему зачем чтобы если".split())
