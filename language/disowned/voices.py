"""Somebody else's words or turn: «…, — кричит Петя», «Петя мне: …», "…, joked Max", "igor should restart it"."""

from __future__ import annotations

import re

from language.disowned.telling import Telling
from language.vocabulary import STATUSES, Cue
from language.words import first_names

_UTTERS = re.compile(
    r"\b(?:бормо[тч]|ор[ае]|вопи|крич|крикн|тверд|ны[лет]|пристава|пристае|бубн|ворч|зудит|зудел)\w*"
    r"(?:\s+(?:мне|нам|всем|ему|ей|опять|снова))*[\s:—–-]+(?P<order>\w+)"
)
# «Отметь готовой, — пристаёт Павел»: direct speech, with whose it is behind.
_SPOKEN = re.compile(
    r"[,!?…]\s*[—–-]\s+(?P<who>(?:[^\s,.;!?—–]+\s+){0,5}?)(?:так и\s+)?"
    r"(?P<verb>сказал|говор|заяв|прист[ав]|крич|крикнул|ор[ае]т|прос[ия]|попросил|требу|требова|шути|пошутил"
    r"|ворч|нуди|ны[лет]"
    r"|бормо[тч]|шепч|шепта|шепнул|пиш|написал|вздыха|вздохнул|мечта|умоля|уговарива|настаива|бубн|выда[лею])\w*"
)
# «…, говорит мне начальник»: where the verb stands first, what stands before it was said
_SAYS = re.compile(
    r",\s+(?:говорит|шепчет|кричит|орет|вопит|твердит|бубнит|ворчит|ноет|диктует|пристает|шутит)\b"
    # «…, так написали в чате»
    r"|[,.—–-]\s+так (?!(?:я|мы)\b)(?:\w+ )?"
    r"(?:(?:на)?писал|пиш[еу]т|говор[ия]т|(?:рас)?сказал|болта[ею]т|объявил)[аи]?\b(?! (?:я|мы)\b)"
)
# «Петя мне: удали …», «…, кричал я плееру»
_TO_ME = re.compile(r"(?:^|[.,;!?…]\s*)(?:а |и |вчера |опять )*(?P<who>\w+) (?:мне|нам)(?: \w+)?\s*:")
_I_CRIED = re.compile(r",\s+(?:\w+ )?(?:кричал|орал|шептал|бормотал|твердил|напевал|пел)[аи]? (?:я|мы|он|она)\b")
# «…, это муж диктует мне список», «это кот по клавиатуре прошёл»
_BY_SOMEBODY = re.compile(r"\bэто (?:мо[йя] |наш[аи]? |тут )?(?P<who>\w+)")
# "that was my toddler typing", "my cat sat on the keyboard"
_BY_ACCIDENT = re.compile(
    r"\b(?:that|it|this)(?:['’]s| was| is) (?:just |only )?(?:my|our|the) (?:\w+ )?"
    r"(?:toddler|kid|kids|son|daughter|child|baby|cat|dog|parrot|wife|husband|brother|sister|nephew|niece)\b"
    r"|\b(?:toddler|kid|kids|son|daughter|child|baby|cat|dog|parrot) (?:just |has |had )?"
    r"(?:sat|walked|stepped|jumped|ran|slept|danced|typed|typing|grabbed|got hold|stole|took|hit|pressed"
    r"|was typing)\b"
)
_PETS = frozenset("кот кошка собака попугай ребенок малыш малой".split())
# "… is what Timur typed", "…, joked Max", "…, the boss muttered", "he goes, and I go"
_SAID_BY = re.compile(
    r"\b(?:is|was|that['’]?s|it['’]?s) (?:exactly |just |only |precisely )?(?:what|all|how) "
    r"(?!i |we )(?:\w+ ){1,3}?(?:typed|wrote|shouted|screamed|keeps? \w+ing)\b"
    r"|(?<!that )(?<!it )(?<!this )\b(?:is|was) what (?!i |we )(?:\w+ ){1,3}?said\b"
    r"|[,!?.…]['\"’”»]?\s+"
    r"(?:joked|sang|begged|pleaded|quipped|muttered|sighed|whispered|shouted|yelled|screamed|cried|said) "
    r"(?!(?:it|so|that|to|yes|no|he|she|they|we|i|you|and|in|at|by|with)\b)\w+"
    r"|[,!?.…]['\"’”»]?\s+(?!i |we |and )(?:\w+ ){1,3}"
    r"(?:muttered|joked|quipped|sighed|sang|murmured|whispered|groaned|mumbled|sneered|chuckled|teased)\b(?!\s+and\b)"
    r"|[,!?…]\s+(?!i |we |they )(?:\w+ ){1,2}(?:suggests|proposes|pleads)(?=\s*(?:[.!?…]|$))"
    r"|[,!?.…]\s+(?:they|people|he|she|everybody|everyone) used to (?:say|claim|write|tell|shout)\b"
    r"|[\s,]+(?:they|people|everybody|everyone|he|she) (?:keep|keeps|kept) (?:on )?"
    r"(?:telling|saying|repeating)(?: (?:me|us))?(?=\s*(?:[.!?…]|$))"
    r"|\b(?:is|was|that['’]?s|it['’]?s) what (?:i|we) (?:always|keep|kept|never stop|constantly) "
    r"(?:tell|telling|say|saying|repeat|repeating|told|preach|preaching|warn|warning)\b"
    r"|\b(?:he|she) goes\b(?=\W*[,:]|\s+and i)|\bsaid (?:nobody|no one)\b"
)
_ORDERS = (*STATUSES, "set", "create", "delete", "move", "put", "take_out", "assign", "rename", "archive", "undo")
_DUE = frozenset({"should", "must"})
_NO_STEPS = frozenset("be know see hear have read note".split())
_CRIES = frozenset(
    "кричать орать вопить крикнуть заорать закричать ныть заныть бурчать буркнуть бормотать пробормотать твердить "
    "шептать прошептать шепнуть бросить ляпнуть брякнуть умолять взмолиться рявкнуть гаркнуть скандировать верещать "
    "shouted shouting yelled yelling screamed screaming begged muttered whispered cried barked pleaded moaned whined "
    "joked sang quipped snapped growled blurted chanted bellowed mumbled sighed roared".split()
)
_SPEAKERS = frozenset("i we я мы".split())
_THEY = frozenset("they he she everybody everyone somebody someone они он она".split())
_CONJUNCTIONS = frozenset("and so but и но а поэтому потому that что чтобы".split())
_WHOM = 4  # words from the verb to what was cried: «бросил на ходу», "shouted at me"


def is_somebody_elses_words(told: Telling) -> bool:
    return (
        any(_is_cried(told, act) or _is_cried_behind(told, act) for act in told.acts() if told.is_ordered_plainly(act))
        or any(pattern.search(told.text, told.behind) for pattern in (_SAYS, _I_CRIED))
        or told.is_about_what_stands_before(_SAID_BY)
        or (not told.sentence.has("undo") and told.is_about_what_stands_before(_BY_ACCIDENT))
        or _is_by_somebody(told)
        or _is_told_to_me(told)
        or _is_uttered(told)
        or _is_spoken(told)
        or _is_due_by_somebody(told)
    )


def _is_cried(told: Telling, order: Cue) -> bool:
    """ "the customer shouted cancel it", «коллега бросил на ходу закрой тему»: without a pause between."""
    s = told.sentence
    start, _ = s.segment(order.first)
    for number in range(order.first - 1, max(start, order.first - 1 - _WHOM) - 1, -1):
        word = s.words[number]
        if word.text in _CONJUNCTIONS or s.is_named(number):
            return False
        if word.forms & _CRIES and (word.text.isascii() or word.marks & {"past", "3per"}):
            return number > 0 and s.words[number - 1].text not in _SPEAKERS
    return False


def _is_cried_behind(told: Telling, order: Cue) -> bool:
    """ "cancel it they shouted", «отмени тему кричали они»; "cancel it, they shouted at us" tells why."""
    s = told.sentence
    _, end = s.segment(order.first)
    cried = next((n for n in range(order.last + 1, end) if s.words[n].forms & _CRIES and not s.is_named(n)), None)
    if cried is None or not any(order.first < s.index(m.start) < cried for m in s.mentions):
        return False
    before, behind = s.words[cried - 1], s.words[cried + 1 : end]
    if s.words[cried].text.isascii():
        return before.text in _THEY or bool(behind and s.is_named(cried - 1) and behind[0].text not in _CONJUNCTIONS)
    subjects = [before, *behind[:2]]
    return "past" in s.words[cried].marks and any(
        w.text in _THEY or {"NOUN", "nomn"} <= w.marks for w in subjects if not s.is_named(s.index(w.start))
    )


def _is_by_somebody(told: Telling) -> bool:
    """«…, это муж диктует», «…, это кот прошёл по клавиатуре»; «отмени, это кот» only tells why."""
    s = told.sentence
    if not (s.mentions or s.has("create")):
        return False
    kin = {c.first for c in s.all("kin_")}
    for found in _BY_SOMEBODY.finditer(told.text, told.behind):
        word = s.words[s.index(found.start("who"))]
        if {"nomn", "sing"} <= word.marks and (s.index(word.start) in kin or word.text in _PETS):
            return True
    return False


def _is_told_to_me(told: Telling) -> bool:
    """«Петя мне: удали вход»; «дай мне: список» orders."""
    found, s = _TO_ME.search(told.text), told.sentence
    return found is not None and {"NOUN", "nomn"} <= s.words[s.index(found.start("who"))].marks


def _is_uttered(told: Telling) -> bool:
    """«директор бормотал добавь …»: the order is what somebody cried or muttered."""
    s = told.sentence
    ordered = {c.first for c in s.all(*_ORDERS) if "impr" in s.words[c.first].marks}
    return bool(ordered) and any(s.index(found.start("order")) in ordered for found in _UTTERS.finditer(told.text))


def _is_spoken(told: Telling) -> bool:
    found, s = _SPOKEN.search(told.text), told.sentence
    if found is None or "я" in found["who"].split():
        return False
    word = s.words[s.index(found.start("verb"))]
    return "VERB" in word.marks and bool(word.marks & {"3per", "past"})


def _is_due_by_somebody(told: Telling) -> bool:
    """ "igor should restart login and put it in progress": what somebody ought to do."""
    words = told.sentence.words
    due = [n for n, word in enumerate(words) if n and word.text in _DUE and words[n - 1].text in first_names()]
    return any(_is_to_do_a_step(told, n) for n in due)


def _is_to_do_a_step(told: Telling, number: int) -> bool:
    s = told.sentence
    _, end = s.segment(number)
    if end <= number + 1 or s.words[number + 1].text in _NO_STEPS:
        return False
    return any(number < c.first < end for c in told.steps())
