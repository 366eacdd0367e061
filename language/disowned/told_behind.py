"""What is told behind makes it nobody's news: "… Or so Kevin claims", «… — вот что мне предложили».

Why something is ordered, cancelled or blocked is told with the same words («Отмени вход. Именно это хотел клиент»): of
such a step only a tale counts, or that the words themselves were somebody's.
"""

from __future__ import annotations

import re

from language.disowned.telling import Telling

_ENDS = r"(?:[.;!?…(\n]\s*|\s[—–-]\s+)(?:and |but |well |oh |и |а |но |ну )?"
_BEGINS = rf"(?:{_ENDS}|,\s+(?:and |but |и |а |но )?)"
_SAY = (
    r"(?:says?|said|claims?|claimed|tells?|told|writes?|wrote|reads?|thinks?|thought|hopes?|hoped|insists?|swears?"
    r"|believes?)"
)
_THAT_IS = (
    r"(?:that|this|it|those|these)(?:['’]s|['’]re| is| was| are| were)"
    r"(?: at least| just| only| merely| all| exactly| basically| literally)*"
)
_TALE = (
    r"(?:an? |the |pure |mere |idle )*"
    r"(?:rumou?rs?|gossip|hoax|dream|guesswork|quote|hearsay|speculation|fiction|the words of)\b(?! that)"
)
_SAID = r"(?:говор\w+|пиш\w+|писал\w*|написал\w*|сказал\w*|считает|считают|утвержда\w+|болта\w+|рассказыва\w+)"
_A_TALE = (
    re.compile(rf"{_ENDS}{_THAT_IS} {_TALE}"),
    re.compile(rf"{_ENDS}(?:how )?(?:i )?wish (?:i could say|(?:it|that|this|they) (?:was|were))\b"),
    re.compile(rf"{_BEGINS}(?:была|был|было|были) бы, если\b"),
    re.compile(rf"{_BEGINS}(?:вот|именно) (?:что|так(?:ое|ие))\b(?: \w+){{0,4}}? (?:прислал|предлож|предлаг)\w*\b.*"),
    re.compile(rf"{_BEGINS}так называ\w+ (?:мо|наш|его|ее|их|одн|та |эта |тот )"),
    re.compile(
        rf"{_BEGINS}(?:кричал|орал|вопил|крикнул|говорил|сказал|заявил|писал|написал)[аи]? (?!я\b|мы\b)(?:\w+ )?\w+"
        r"(?=\s*(?:[.!?…]|$))"
    ),
)
_SOMEBODY_SAYS_SO = (
    re.compile(rf"(?:{_ENDS}(?:or )?|, or )(?:at least )?so (?!i |we |the team told)(?:\w+ ){{1,3}}?{_SAY}\b(?! the)"),
    re.compile(rf"{_ENDS}{_THAT_IS} what (?!i |we )(?:[\w'’]+ ){{1,5}}?{_SAY}\b"),
    re.compile(
        rf"{_BEGINS}так,? (?:по крайней мере,? |во всяком случае,? )?(?!я |мы )(?:\w+ ){{0,2}}?{_SAID}\b(?! я\b)"
    ),
    re.compile(rf"{_BEGINS}вот что\b(?: \w+){{0,4}}? {_SAID}\b"),
)
_WITH_A_REASON = ("cancelled", "blocked")
# "I thought about moving v3.0 to March 1. Decided against it" does not cancel v3.0.
_ONLY_WEIGHED = re.compile(
    r"\b(?:thought (?:about|of)|considered|considering|toyed with|wanted to|were going to|was going to|planned to)\b"
    r".{0,80}?[.;,]\s+(?:and |but )?(?:then )?(?:i |we )?(?:decided against|thought better)"
)
# "…, should the auditors ask for it": a condition
_SHOULD_THEY = re.compile(
    rf"{_BEGINS}should (?:(?:the|our|my|their|any) \w+|they|he|she|it|anyone|anybody|somebody|someone) "
    r"(?!be (?:done|fine|ok|in|on)\b)(?:\w+ ){0,3}?\w+\s*(?=[.!]*$)"
)


def is_taken_back_behind(told: Telling) -> bool:
    weighed = _ONLY_WEIGHED.search(told.text)
    if weighed and not told.orders_behind(told.sentence.index(weighed.end())):
        return True
    if told.is_about_what_stands_before(*_A_TALE, _SHOULD_THEY):
        return True
    ordered = any(told.is_ordered_plainly(act) for act in told.acts() if act.kind != "ship")  # "release" is a noun too
    reasoned = ordered or told.sentence.has(*_WITH_A_REASON)
    return not reasoned and told.is_about_what_stands_before(*_SOMEBODY_SAYS_SO)
