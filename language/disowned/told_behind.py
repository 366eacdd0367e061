"""What is told behind makes it nobody's news: "… Or so Kevin claims", «… — вот что мне предложили»."""

from __future__ import annotations

import re

from language.disowned.telling import Telling

_BEGINS = r"(?:[.;!?…(\n]\s*|,\s+|\s[—–-]\s+)(?:and |but |well |oh |и |а |но |ну )?"
_SAY = (
    r"(?:says?|said|claims?|claimed|tells?|told|writes?|wrote|reads?|thinks?|thought|hopes?|hoped|insists?|swears?"
    r"|believes?)"
)
_WANT = r"(?:wants?|wanted|wishes|announced|offered|proposed|suggested)"
_TALE = (
    r"(?:rumou?rs?|gossip|hoax|lies?|dream|guess|guesswork|quote|hearsay|speculation|fiction|the words of"
    r"|(?:the )?(?:title|name|headline|subject) of)"
)
_SO_THEY_SAY = re.compile(rf"{_BEGINS}(?:or )?(?:at least )?so (?!i |we )(?:\w+ ){{1,3}}?{_SAY}\b")
_THAT_IS_THEIRS = re.compile(
    r"(?:[.;!?…(\n]\s*|\s[—–-]\s+)(?:and |but |well |oh )?(?:that|this|it|those|these)"
    r"(?:['’]s|['’]re| is| was| are| were)(?: at least| just| only| merely| all| exactly| basically| literally)*"
    rf" (?:what (?!i |we )(?:[\w'’]+ ){{1,5}}?(?:{_SAY}|{_WANT})\b|(?:an? |the |pure |mere |idle )*{_TALE}\b)"
)
_NOT_SO = re.compile(
    rf"{_BEGINS}(?:how )?(?:i )?wish (?:i|it|that|we|they) |{_BEGINS}(?:была|был|было|были) бы\b"
    rf"|{_BEGINS}(?:я|мы) отказал(?:ся|ась|ись)\b"
)
_SAID = (
    r"(?:говор\w+|пиш\w+|писал\w*|написал\w*|сказал\w*|считает|считают|утвержда\w+|болта\w+|рассказыва\w+|прислал\w*)"
)
_THEY_SAY = re.compile(
    rf"{_BEGINS}так,? (?:по крайней мере,? |во всяком случае,? )?(?!я |мы )(?:\w+ ){{0,2}}?"
    rf"(?:{_SAID}|называ\w+)\b(?! я\b)"
    rf"|{_BEGINS}(?:вот|именно) (?:что|это|так|такое|такие)\b(?: \w+){{0,4}}? "
    rf"(?:{_SAID}|предлож\w+|предлаг\w+|требу\w+|хот\w+)\b"
    rf"|{_BEGINS}(?:кричал|орал|вопил|крикнул|говорил|сказал|заявил|писал|написал)[аи]? (?!я\b|мы\b)(?:\w+ )?\w+"
    r"(?=\s*(?:[.!?…]|$))"
)


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
    if _ONLY_WEIGHED.search(told.text):
        return True
    return told.is_about_what_stands_before(_SO_THEY_SAY, _THAT_IS_THEIRS, _NOT_SO, _THEY_SAY, _SHOULD_THEY)
