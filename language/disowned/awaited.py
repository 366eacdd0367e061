"""Told for when something else has come about: «отпустят юристы, тогда и добавим», "wait for legal, then delete it"."""

from __future__ import annotations

import re

from language.disowned.telling import Telling
from language.vocabulary import Cue

_THEN = re.compile(r"(?:\bтогда|\bкак [^.!?]+? так) и (?P<verb>\w+)|^\W*вот [^.!?]+ и (?P<next>\w+)")
# «надо поговорить с боссом, прежде чем создавать релиз», "… before we create the release"
_BEFORE = re.compile(
    r"\b(?:прежде чем|перед тем,? как|до того,? как|before)\s+"
    r"(?:(?:we|you|i|they|мы|ты|я|они|нам|мне|can|could|тут)\s+)*"
    r"(?P<act>\w+)"
)
# "wait for legal, then delete it", «дождись юристов и потом удали»
_WAIT = re.compile(
    r"^\W*(?:(?:please|пожалуйста|сначала|first|давай)\W+)*"
    r"(?:wait (?:for|until|till)|hold (?:on )?until|дожди(?:сь|тесь)|дождемся|подожди(?:те)?|подождем)\b"
    r"[^.!?]*?(?:\bthen\b|\bпотом\b|\bзатем\b|\bтогда\b|\bи\b|\band\b|,)\W+(?:(?:only|уже|then|потом|затем"
    r"|тогда|только)\W+)*"
    r"(?P<act>\w+)"
)
# «после релиза отмени», "after the launch, cancel it"; after yesterday's meeting it is told what came of it
_EVENT = (
    r"(?:релиз(?:а|ов)?|запуска|выпуска|выкатки|раскатки|праздников|отпуска|выходных|каникул|нового года"
    r"|приемки|аудита"
    r"|согласования|утверждения|ревью|майских|release|launch|rollout|go-live|golive|holidays?|weekend|vacation"
    r"|new year"
    r"|audit|review|sign-?off|christmas|easter)"
)
_AFTER = re.compile(
    rf"^\W*(?:(?:а|и|ну|так|and|so|ok|then|сразу|right|straight|только|only)\W+)*(?:после|after)\s+(?:(?:the"
    rf"|our|этого|нашего)\s+)?"
    rf"{_EVENT}\W+(?:(?:please|пожалуйста|сразу|уже|just|then)\W+)*(?P<act>\w+)"
)
# «как выпустим v2.0, закрой …», "when v3.0 ships, cancel …"
_AS_SOON = re.compile(r"^\W*(?:(?:а|и|ну|вот|так)\W+)*как\s+(?P<told>[^!?,]+),\s*(?P<act>\w+)")
# "the day login is done i'm off to Spain": when it comes about, and not now
_THE_DAY = re.compile(
    r"^\W*(?:(?:and|so|but|oh|well|yeah) )*(?:on )?(?:the )?(?:very |same )?"
    r"(?:day|moment|minute|second|instant|hour|week|night|morning|evening|month|year|sprint)"
    r"(?: that| when)? (?:the |our |my |release |feature )*(?P<name>\w)"
)
# "subject to budget we create …", "with a bit of luck we create …"
_ON_TERMS = re.compile(
    r"^\W*(?:(?:subject|contingent|conditional) (?:to|up?on)|pending|with (?:a (?:bit|little|lot) of |some )?luck"
    r"|(?:luck|budget|time|legal) permitting|при условии|если повезет|даст бог)\b[^.!?]*?\b(?:we|i|they"
    r"|the team|мы|я|они)\b"
)
_THEN_WE = re.compile(
    r"[\s,]+(?:(?:i|we|you|they|he|she|it)(?:['’]?(?:m|ll|d|re|s))?|(?:my|our|the) \w+|everybody|everyone"
    r"|nobody|let['’]?s|champagne|drinks)\s+\w"
)
_DREADED = re.compile(
    r"^\W*(?:(?:а|и|ну|да|so|and|but)\W+)*"
    r"(?:не дай бо(?:г|же)|не приведи (?:господь|бог)|(?:упаси|избави|сохрани) (?:бог|боже|господь)"
    r"|(?:god|heaven) forbid)\b[\s,]*(?:что(?:бы)?\b|that\b)?"
)
_DELIBERATES = re.compile(
    r"\b(?:как (?:ты |вы )?(?:думае(?:шь|те)|считае(?:шь|те))|что (?:ты |вы )?(?:думае(?:шь|те)|скаже(?:шь|те))"
    r"|(?:ты|вы) как считае(?:шь|те)|твое мнение|что посоветуе(?:шь|те)|what do you (?:think|reckon|say|suggest)"
    r"|what would you (?:do|say)|any thoughts|your thoughts|your call)\W*$"
)
_EITHER = frozenset("или либо or".split())
_SOME_DAY = re.compile(
    r"\b(?:one|some|one of these|one fine|one sunny|one bright) days? (?:we|i|they|you|he|she|somebody|someone)"
    r"(?:['’]ll| will| shall| might| may| must| am going to| are going to)\b"
    r"|\b(?:однажды|когда-нибудь|когда-то|рано или поздно|как-нибудь)\s+"
    r"(?:мы|я|они|ты|вы|все|кто-то)?\s*(?:и\s+)?(?P<verb>\w+)"
)


def is_awaited(told: Telling) -> bool:
    return (
        _is_to_follow(told)
        or any(_is_the_act(told, found) for found in (_WAIT.match(told.text), _AFTER.match(told.text)))
        or _is_before_it(told)
        or _is_as_soon(told)
        or _is_the_day(told)
        or (bool(_ON_TERMS.match(told.text)) and not any(told.is_ordered(c) for c in told.acts()))
        or _is_deliberated(told)
        or _is_some_day(told)
        or _is_dreaded(told)
    )


def _is_to_follow(told: Telling) -> bool:
    """«отпустят юристы, тогда и добавим»."""
    found, s = _THEN.search(told.text), told.sentence
    if found is None:
        return False
    number = s.index(found.start("verb" if found["verb"] else "next"))
    if any(c.first > number and told.is_ordered(c) for c in told.acts()):
        return False  # «как получится, так и сделаем, а пока отмени вход»
    marks = s.words[number].marks
    return {"futr", "1per"} <= marks and "pres" not in marks


def _act_at(told: Telling, position: int) -> Cue | None:
    number = told.sentence.index(position)
    return next((c for c in told.acts() if c.first == number), None)


def _is_the_act(told: Telling, found: re.Match[str] | None) -> bool:
    act = _act_at(told, found.start("act")) if found else None
    return act is not None and told.is_ordered_plainly(act)


def _is_before_it(told: Telling) -> bool:
    """All that might be ordered stands in the clause that something else comes before: "before lunch" is none."""
    s = told.sentence
    for found in _BEFORE.finditer(told.text):
        act = _act_at(told, found.start("act"))
        if act is None:
            continue
        others = [c for c in told.steps() if c.first < s.index(found.start()) and told.is_ordered(c)]
        _, end = s.segment(act.first)
        if not others and not told.orders_behind(end):
            return True
    return False


def _is_as_soon(told: Telling) -> bool:
    found, s = _AS_SOON.match(told.text), told.sentence
    if found is None:
        return False
    when = s.words[s.index(found.start("told")) : s.index(found.end("told"))]
    return any({"futr", "VERB"} <= word.marks for word in when) and _is_the_act(told, found)


def _is_the_day(told: Telling) -> bool:
    """The name stands right behind it, and what will be on that day behind the news."""
    found, s = _THE_DAY.match(told.text), told.sentence
    named = next((m for m in s.mentions if found and m.start == found.start("name")), None)
    if named is None:
        return False
    told_of = [c for c in told.acts() if c.first >= s.index(named.end)]
    end = s.words[told_of[0].last].end if told_of else 0
    return bool(told_of) and bool(_THEN_WE.match(told.text, end)) and not told.orders_behind(s.index(end))


def _is_dreaded(told: Telling) -> bool:
    """«не дай бог вход заблокирован в пятницу», "god forbid login is blocked on Friday"."""
    found, s = _DREADED.match(told.text), told.sentence
    if found is None:
        return False
    first = s.index(found.end())
    _, end = s.segment(first) if first < len(s.words) else (first, first)
    return any(first <= c.first < end for c in told.acts()) and not told.orders_behind(end)


def _is_deliberated(told: Telling) -> bool:
    """«создавать проект X или подождать, как думаешь?»"""
    found, s = _DELIBERATES.search(told.text), told.sentence
    return found is not None and any(w.text in _EITHER and w.start < found.start() for w in s.words)


def _is_some_day(told: Telling) -> bool:
    """ "one day we will archive it", «когда-нибудь мы заархивируем»."""
    s = told.sentence
    for found in _SOME_DAY.finditer(told.text):
        number = s.index(found.end())
        if found["verb"]:
            number = s.index(found.start("verb"))
            if number == len(s.words) or "futr" not in s.words[number].marks:  # a sign is no word
                continue
        before = [c for c in told.steps() if c.first < s.index(found.start()) and told.is_ordered(c)]
        if not before and any(number <= c.first for c in told.acts()):
            return True
    return False
