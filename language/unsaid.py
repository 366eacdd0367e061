"""What stands before was only typed, begged for, read somewhere or refused: "…, I nearly said", "that's all I hear"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.sentence import Sentence
from language.vocabulary import FREE_TEXT, STATUSES
from language.words import first_names

_UTTERED = r"(?:typed|wrote|said|shouted|screamed|yelled|whispered|muttered|dictated|texted)"
_OF_WORDS = (
    # "…, I nearly said", "I typed, and then …"
    rf"\b(?:i|we)(?:['’]d)? (?:nearly|almost|just about) {_UTTERED}\b"
    r"|\bi (?:typed|wrote|was typing)\b\W*(?:and then|when|but then|and at once|and deleted|then)\b"
    r"|\bi kept (?:shouting|typing|yelling|muttering)\b|\bneed none of (?:them|it|that|those)\b"
    # "… is what Timur typed", "that's all I hear", "that is what I want to read here"
    r"|\b(?:is|was|that['’]?s|it['’]?s) (?:exactly |just |only |precisely )?(?:what|all|how) "
    r"(?:(?!i |we )(?:\w+ ){1,3}?(?:typed|wrote|shouted|screamed|keeps? \w+ing)\b"
    r"|(?:\w+ ){0,2}?(?:i|we|you)(?:['’](?:d|ll|m|re))? (?:\w+ ){0,2}?(?:hear|heard|read|dream|dreamed|dreamt"
    r"|want to (?:\w+ )?(?:read|hear|see)"
    r"|(?:love|like|hope|wish|dying|longing|waiting) to (?:\w+ )?(?:read|hear|see|write|say|type|report))\b)"
    r"|(?<!that )(?<!it )(?<!this )\b(?:is|was) what (?!i |we )(?:\w+ ){1,3}?said\b"
    r"|(?<!that )(?<!it )(?<!this )\bwould be (?:my|our|the|a) (?:\w+ )?(?:dream|order|command|wish|joke)\b"
    # "in some other timeline", "blocked before, remember?"
    r"|\bin (?:some|another|an?|the|my) (?:\w+ ){0,3}?(?:timeline|universe|reality|dimension|novel|fairy tale)\b"
    r"|\bremember\s*\?|\bturns out (?:he|she|they) meant\b"
    # "…, joked Max", "…, the boss muttered", "he goes, and I go"
    r"|[,!?.…]['\"’”»]?\s+"
    r"(?:joked|sang|begged|pleaded|quipped|muttered|sighed|whispered|shouted|yelled|screamed|cried|said) "
    r"(?!(?:it|so|that|to|yes|no|he|she|they|we|i|you|and|in|at|by|with)\b)\w+"
    r"|[,!?.…]['\"’”»]?\s+(?!i |we |and )(?:\w+ ){1,3}"
    r"(?:muttered|joked|quipped|sighed|sang|murmured|whispered|groaned|mumbled|sneered|chuckled|teased)\b(?!\s+and\b)"
    r"|[,!?…]\s+(?!i |we |they )(?:\w+ ){1,2}(?:suggests|proposes|pleads)(?=\s*(?:[.!?…]|$))"
    r"|\b(?:he|she) goes\b(?=\W*[,:]|\s+and i)|\bsaid (?:nobody|no one)\b"
    # "cancel login was the suggestion", "that's from last year's retro"
    r"|(?<!it )(?<!that )(?<!this )\bwas (?:the|only a|just a) "
    r"(?:suggestion|rumou?r|joke|dare|prank|proposal|punchline)\b"
    r"|\b(?:that['’]?s|that was) (?:still )?from (?:last|the last|the old|an old) \w+"
    # "classic line from episode three"
    r"|\b(?:line|quote|scene|lyrics?|words) (?:from|out of) (?:episode|season|that|this|the|some|a|an|my|his|her)\b"
    r"|\b(?:training exercise|fire drill|role-?play|toy data|dummy data|for practice)\b"
    r"|\bturned out to be (?:\w+ )?(?:fantasy|fiction|rumou?r|hoax|joke|prank|lie|dream|fake|nonsense|false"
    r"|misunderstanding|misreading|false alarm)\b"
    # «вот что я мечтаю услышать», «это строчка из песни»
    r"|\b(?:это|вот) (?:все, |то, )?что (?:я|мы) (?:\w+ )?(?:слышу|слышим|(?:мечтаю|мечтаем|хочу|хотим|хотелось бы) "
    r"(?:\w+ )?(?:услышать|прочитать|увидеть|написать))\b"
    r"|\b(?:фраза|цитата|реплика|строчка|строка) из\b"
    r"|\bоказал(?:ся|ась|ось|ись) (?:\w+ )?(?:фантазией|выдумкой|слухом|шуткой|розыгрышем|враньем|уткой|бредом)\b"
)
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
# The same of an order; behind what is stuck or given up it tells why: "blocked, we asked and the answer was no".
_ANSWERS = (
    r"(?:(?:i|we)(?:['’]ve)? (?:just )?(?:said|say|told (?:him|her|them)) (?:no\b|never\b|dream on|forget it|nope)"
    r"|(?:my|the|our) answer (?:is|was|stays|remains) (?:still )?(?:a )?no\b|it (?:stays|remains|is) (?:a )?no\b"
    r"|(?:мой |наш )?ответ (?:—|-|–)? ?нет\b)"
)
_CLAUSE = (
    r"(?:[.,;:!?…—–-]\s*(?:(?:and|but|so|oh|oh no|no|wait|then|а|но|и|так что|нет|ой)\W+)*"
    r"|\s(?:and(?: then)?|lol|haha|but|so|sorry|oh|please|а|но|так что)\s+)"
)
_WORDS = re.compile(_OF_WORDS)
# What is told before an order makes all of that sentence a dream or a test of the microphone.
_AHEAD = re.compile(
    r"\bi (?:dreamt|dreamed)\b|\b(?:mic|sound) check\b"
    r"|\btesting (?:the |my )?(?:mic\w*|keyboard|dictation|speech)\b"
)
# "…, sorry, I meant my own onboarding": the same name again, and another thing.
_OTHER_MEANT = re.compile(r"\bi meant (?:my|his|her|their) own\b")
_DUE = frozenset({"should", "must"})
_NO_STEPS = frozenset("be know see hear have read note".split())
_REFUSED = re.compile(rf"{_CLAUSE}(?:and |then |so )?{_REFUSALS}|{_CLAUSE}(?:no|sorry|please)\W+{_REFUSALS}")
_ANSWERED = re.compile(rf"(?:{_CLAUSE}|\s(?=i |we )){_ANSWERS}")
_DOES = ("delete", "move", "rename", "archive", "undo", "create", "assign", "put", "blocks", "depends")
_HOLDS = ("blocked", "cancelled")


def is_unsaid(s: Sentence, text: str) -> bool:
    """What is told behind the order or the status says that it was none, and no other follows."""
    if any(_leads(s, s.index(m.start())) for m in _AHEAD.finditer(text)) or _is_due_by_somebody(s):
        return True
    if any(_stands_before(s, m.start()) for m in _OTHER_MEANT.finditer(text)):
        return True
    return any(_stands_before(s, at) and not _goes_on(s, end) for at, end in _found(s, text))


def _leads(s: Sentence, number: int) -> bool:
    """An order or a status stands behind this word in its sentence."""
    _, end = s.hard_segment(number)
    return any(number < c.first < end for c in s.all(*STATUSES, *_DOES))


def _is_due_by_somebody(s: Sentence) -> bool:
    """ "igor should restart login and put it in progress": what somebody ought to do."""
    due = [n for n, word in enumerate(s.words) if n and word.text in _DUE and s.words[n - 1].text in first_names()]
    return any(_orders(s, n) for n in due)


def _orders(s: Sentence, number: int) -> bool:
    _, end = s.segment(number)
    if end <= number + 1 or s.words[number + 1].text in _NO_STEPS:
        return False
    return any(number < c.first < end for c in s.all(*STATUSES, *_DOES))


def _found(s: Sentence, text: str) -> Iterator[tuple[int, int]]:
    yield from (m.span() for m in _WORDS.finditer(text))
    yield from (m.span() for m in _REFUSED.finditer(text))
    if not s.has(*_HOLDS):
        yield from (m.span() for m in _ANSWERED.finditer(text))


def _stands_before(s: Sentence, position: int) -> bool:
    """An order or a status does, and nothing whose words are kept as they are."""
    noun = s.first(*FREE_TEXT)
    kept = noun is not None and s.words[noun.first].start < position
    return not kept and any(s.words[c.first].start < position for c in s.all(*STATUSES, *_DOES))


def _goes_on(s: Sentence, position: int) -> bool:
    """Another status, or a name, stands behind: what is meant may be said there."""
    named = any(m.start >= position and m.whole for m in s.mentions)
    return named or any(s.words[c.first].start >= position for c in s.all(*STATUSES, "delete", "archive"))
