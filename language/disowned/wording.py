"""Asked how a thing is to be said, or whether it may be at all: "… is that how one would phrase it for you"."""

from __future__ import annotations

import re

from language.disowned.telling import Telling

_HOW = (
    r"(?:how (?:it|one|you|i|we|people|they|the \w+|to|this|that)\b|what (?:one|you|i|we|people|to) (?:\w+ )?"
    r"(?:say|write|type|put|call)\w*"
    r"|(?:the|a|an) (?:\w+ )?(?:way|wording|word|words|phrase|phrasing|term|format|syntax|command|sentence|spelling"
    r"|grammar|english)\b"
    r"|(?:the )?(?:sort|kind|type) of (?:command|order|thing|sentence|phrase|wording)\b"
    r"|(?:correct|proper|good|right) (?:english|wording|grammar|usage|phrasing))"
)
_ASKS_HOW = re.compile(
    r"\bwould (?:that|this|it) (?:\w+ )?(?:work|count|pass|do|be understood) (?:as|for)\b"
    r"|\bdid (?:i|we) (?:spell|say|write|phrase|put|word|get|pronounce) (?:that|it|this) (?:\w+ )?(?:correctly"
    r"|right|properly|well)\b"
    r"|\bjust (?:checking|testing|trying|curious|wondering) (?:how|if|whether) (?:it|that|this|you|the)\b|"
    rf"(?:^|[\s,.;:!?…(—–-])(?:is|would|was|are|will) (?:that|this|it|those|these) (?:be |really |even )?{_HOW}"
    r"|\b(?:or )?how (?:do|does|would|should|shall|must|can) (?:one|you|i|we|people) (?:\w+ )?"
    r"(?:say|phrase|put|word|write|type|spell|formulate|call) (?:it|that|this)\b"
    r"|\bhow (?:do|would) you (?:\w+ )?(?:want|like|prefer|need) (?:it|that|this) (?:phrased|worded|put|said"
    r"|written|spelled)\b"
    r"|\b(?:так|верно|правильно) ли (?:я |это )?(?:пишу|говорю|пишется|сказано|написан\w*|формулирую|выража\w+"
    r"|сформулирова\w+)\b"
    r"|[,.;?!—–-]\s*(?:это |я |тебе |вам |и )*(?:так|правильно) (?:я |это |тебе |вам |надо |нужно |положено )*"
    r"(?:пишется|пишут|говорят|говорить|писать|формулировать|формулируют|сказать|спрашивают)(?: правильно)?\s*\?"
    r"|[,.;?!—–-]\s*(?:это )?(?:правильн\w+|верн\w+) (?:формулировк\w+|команд\w+|запис\w+|выражени\w+)\s*\?"
)
# "does one write that …", "is it even possible from the chat to …"
_OPENING = re.compile(
    r"^\W*(?:(?:so|and|ok|okay|well|hey|hi|um) )*(?:(?:does|do|should|may|can|must|could) (?:one|people|folks|anyone)"
    r" (?:\w+ )?(?:write|say|put|note|type|record|create|make|delete|rename|move|cancel|close|add|set|mark|archive)\b"
    r"|(?:what(?:['’]?s| is| was)|which is|tell me|give me) the (?:\w+ )?(?:command|word|wording|phrase|syntax"
    r"|order|keyword) (?:for|to)\b"
    r"|(?:what|how) (?:do|should|must|can|shall|would) (?:i|we|one|people) (?:\w+ )?(?:tell you|type|write|say"
    r"|phrase)\b"
    r"|(?:would|do|will|can|could|did) (?:you|it|radar) (?:\w+ )?(?:understand|recogni[sz]e|get it"
    r"|know what i mean|count)\b"
    r"|(?:can|could|may|might|would|should) (?:a|an|any) (?:\w+ )?(?:feature|release|project|person|user|team"
    r"|idea|risk)\b"
    r"|do (?:i|we) (?:\w+ )?(?:write|say|type|spell)\b"
    r"|what (?:happens|will happen|would happen|would you do|will you do) if (?:i|we|one|somebody|someone) (?:\w+ )?"
    r"(?:say|said|write|wrote|type|typed|tell|told|send|sent)\b"
    r"|(?:а |и )?что (?:будет|случится|произойдет|сделаешь|ты сделаешь),? (?:если|когда) (?:я|мы|кто-то) (?:\w+ )?"
    r"(?:ска\w+|напи\w+|отправ\w+|попро\w+)\b"
    r"|(?:is it|would it be|is there)(?: \w+)? (?:even|actually|theoretically|technically|really|at all|any|a)? ?"
    r"(?:possible|feasible|way|allowed|permitted)(?: at all)? (?:(?:here )?(?:from|in|via|through|inside|within"
    r"|by|with)"
    r" (?:the |this |a |your |my )?\w+|here|at all)\b"
    r"|(?:is it|would it be) (?:even|actually|theoretically|technically|at all) (?:possible|feasible|allowed"
    r"|permitted)\b)"
)
# "from backlog to blocked without a start can login do that"
_MAY_IT = re.compile(
    r"\b(?:can|could|may|might|would|does|did|will|is)\s+(?!(?:you|we|u|someone|somebody)\b)(?:[\w.'’-]+\s+){1,7}?"
    r"(?:(?:even |really |ever )?(?:do|manage|survive|allow) (?:that|this|it|so)|(?:allowed|able|permitted"
    r"|supposed) to do "
    r"(?:that|this|it|so))\W*$"
)


def is_about_wording(told: Telling) -> bool:
    """No order follows it; "is that how long it takes" asks of something else, and tells why."""
    if told.is_about_what_stands_before(_ASKS_HOW) or (told.acts() and _OPENING.match(told.text)):
        return True
    found = _MAY_IT.search(told.text)
    return found is not None and not any(told.is_ordered(c) for c in told.acts())
