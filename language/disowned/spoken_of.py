"""A step that is judged or denied to be anybody's: "moving it is just like him", "nobody is moving it"."""

from __future__ import annotations

import re

from language.disowned.telling import Telling
from language.vocabulary import Cue

_NOBODY = (["nobody"], ["no", "one"], ["none", "of", "us"], ["none", "of", "them"], ["никто"], ["никто", "из", "нас"])
_AUXILIARIES = frozenset(
    "should must may can shall is are was were will would has have had ever gets wants dares s going be".split()
)
_COPULAS = frozenset("is was would seems seemed sounds sounded feels felt takes took means".split())
# "cancelling it is decided", «удалить, это решение совета»: so it is to be done
_SETTLED = frozenset(
    "decided agreed approved settled final official confirmed done fine ok okay right urgent now better best "
    "on due necessary needed important overdue "
    "решение приказ указание распоряжение просьба точно факт срочно важно окончательно правильно верно надо "
    "пора".split()
)
# what is told of an order right behind its words
_IS_A_SAYING = re.compile(
    r"[\s\"”»]*(?:(?:to|from|into|as|for) (?:[\w.]+ ){1,2}?)?(?:was (?!wrong\b|so\b|too\b)"
    r"|is (?:what (?!i\b|we\b)|how (?!i\b|we\b)|only (?:a|an|what)|just (?:a|an|what)|never (?:what|how))"
    r"|(?:is|was) (?:an? )?(?:\w+ )?(?:line|quote|joke|myth|rumou?r|slogan|lyric|punchline|meme|prank|hoax|legend)\b"
    r"|(?:stood|stands|appeared|appears) (?:in|on)\b)"
)
_NEVER = frozenset("never not nobody's hardly nowhere wasn't isn't".split())
_LIGHT = frozenset({"just", "but", "so"})
_THIS = frozenset({"это"})
_NEAR = 3  # words of the verdict that may say that it is settled


def is_only_spoken_of(told: Telling) -> bool:
    acts = told.acts()
    judged = bool(acts) and (_is_judged(told, acts[0]) or _is_a_saying(told, acts[0]))
    return judged or any(_is_nobodys(told, act) or _is_wondered_at(told, act) for act in acts)


def _is_nobodys(told: Telling, act: Cue) -> bool:
    """ "nobody is moving it to March"; "nobody minds, move it" and «никто не против, переноси» order."""
    words = told.sentence.words
    number = act.first - 1
    while number >= 0 and words[number].text in _AUXILIARIES:
        number -= 1
    before = [word.text for word in words[max(0, number - 2) : number + 1]]
    if not any(before[-len(nobody) :] == nobody for nobody in _NOBODY):
        return False
    start, _ = told.sentence.segment(act.first)
    if any(told.is_ordered(other) and other.first < start for other in told.acts()):
        return False  # "delete login, nobody needs it" tells why
    return (
        words[act.first].text.isascii()
        and words[act.first].text != "to"
        and not told.orders_behind(told.sentence.segment(act.first)[1])
    )


def _is_wondered_at(told: Telling, act: Cue) -> bool:
    """ "describe it in one line? I couldn't": what is asked there is answered by the speaker."""
    s = told.sentence
    _, end = s.hard_segment(act.first)
    if act.kind != "describe" or end >= len(s.words):
        return False
    between = s.text[s.words[end - 1].end : s.words[end].start]
    return "?" in between and ":" not in s.text[: s.words[end].start] and not told.orders_behind(end)


def _is_a_saying(told: Telling, act: Cue) -> bool:
    """ "archive it was a line in somebody's mail", "delete it is what the wall says": the order itself is told of."""
    s = told.sentence
    behind = max((m.end for m in s.mentions), default=0)
    if not told.is_ordered(act) or s.segment(act.first)[0] or not behind or s.has("risk_noun", "idea_noun", "describe"):
        return False
    found = _IS_A_SAYING.match(told.text, behind)
    return found is not None and not told.orders_behind(s.index(found.end()))


# "good evening, login is done", "the thing is …"
_NOUNS = frozenset(
    "evening morning thing something nothing anything everything meeting building king ring spring string "
    "marketing engineering training planning pricing onboarding".split()
)


def _is_judged(told: Telling, act: Cue) -> bool:
    """ "taking it out is just like my predecessor", «выкидывать её это в его духе»."""
    s = told.sentence
    start, end = s.segment(act.first)
    opener = next((n for n in range(start, act.first) if not s.plain(n) and s.words[n].text not in _LIGHT), act.first)
    word = s.words[opener]
    gerund = word.text.isascii() and word.text.endswith("ing") and not (s.is_named(opener) or word.text in _NOUNS)
    if not (gerund or (opener == act.first and "INFN" in word.marks and "impr" not in word.marks)):
        return False
    verdicts = _COPULAS if gerund else _THIS
    verdict = next((n for n in range(act.last + 1, end) if s.words[n].text in verdicts and not s.is_named(n)), None)
    if verdict is None or not any(act.last < s.index(m.start) < verdict for m in s.mentions):
        return False
    behind = [w.text for w in s.words[verdict + 1 : verdict + 1 + _NEAR]]
    settled = any(text in _SETTLED for text in behind) and not _NEVER & set(behind)
    return not settled and not told.orders_behind(verdict)
