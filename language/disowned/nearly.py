"""Only nearly said, or only typed: «чуть не сказал …», "…, I nearly wrote", "i typed, and then …"."""

from __future__ import annotations

import re

from language.disowned.telling import Telling

_UTTERED = r"(?:typed|wrote|said|shouted|screamed|yelled|whispered|muttered|dictated|texted)"
# «чуть не сказал …», «сказал бы я, будь моя воля», «во сне бормотал …»
_UNSAID = re.compile(
    r"\b(?:чуть|едва) (?:было )?не (?:сказал|написал|ляпнул|брякнул|крикнул|набрал)[аи]?\b|\bбудь моя воля\b"
    r"|\bхотел[аи]? было (?:сказать|написать|крикнуть|попросить)\b|\b(?:сказал|написал|попросил)[аи]? бы я\b|\bво сне\b"
    r"|\b(?:взя|верну|отда|запусти|постави|отправи|отложи)\w* бы (?:ее |его )?(?:в|на|обратно)\b"
    r"|\b(?:almost|nearly) (?:said|typed|wrote)\b|\bif it were up to me\b|\bin (?:his|her) sleep\b"
)
_TYPED = re.compile(
    rf"\b(?:i|we)(?:['’]d)? (?:nearly|almost|just about) {_UTTERED}\b"
    r"|\bi (?:typed|wrote|was typing)\b\W*(?:and then|when|but then|and at once|and deleted|then)\b"
    r"|\bi kept (?:shouting|typing|yelling|muttering)\b|\bneed none of (?:them|it|that|those)\b"
    # "that is what I want to read here", «вот что я мечтаю услышать»
    r"|\b(?:is|was|that['’]?s|it['’]?s) (?:exactly |just |only |precisely )?(?:what|all|how) "
    r"(?:\w+ ){0,2}?(?:i|we|you)(?:['’](?:d|ll|m|re))? (?:\w+ ){0,2}?(?:hear|heard|read|dream|dreamed|dreamt"
    r"|want to (?:\w+ )?(?:read|hear|see)"
    r"|(?:love|like|hope|wish|dying|longing|waiting) to (?:\w+ )?(?:read|hear|see|write|say|type|report))\b"
    r"|(?<!that )(?<!it )(?<!this )\bwould be (?:my|our|the|a) (?:\w+ )?(?:dream|order|command|wish|joke)\b"
    r"|\b(?:это|вот) (?:все, |то, )?что (?:я|мы) (?:\w+ )?(?:слышу|слышим|(?:мечтаю|мечтаем|хочу|хотим|хотелось бы) "
    r"(?:\w+ )?(?:услышать|прочитать|увидеть|написать))\b"
)


def is_only_nearly_said(told: Telling) -> bool:
    return bool(_UNSAID.search(told.text)) or told.is_about_what_stands_before(_TYPED)
