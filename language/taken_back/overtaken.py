"""What was only thought or told before: "I thought it was done, turns out it's blocked", «думал, готов, а он стоит».

So is what the speaker told: "I said it was cancelled, my mistake, …", «я писала, что вход готов, но стоит».
"""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import CONJUNCTIONS

_THOUGHT = frozenset(
    "thought assumed figured believed думал думала думали считал считала считали полагал полагала полагали "
    "казалось".split()
)
_SAID = frozenset(
    "said told wrote mentioned reported говорил говорила сказал сказала писал писала написал написала сообщал "
    "сообщала сообщил сообщила".split()
)
_ME = frozenset("i я".split())
_TO_WHOM = frozenset(
    "you y'all u everyone everybody them all earlier yesterday тебе вам всем вчера раньше ранее".split()
)
_TURNS = frozenset(
    "but а но однако turns turned actually fact reality mistake wasn't isn't оказалось оказывается оказалась оказался "
    "оказались ошибся ошиблась неправда".split()
)
_LEADS = frozenset("that the our my это что наш наша наше".split())
_LIGHT = frozenset("же вчера раньше уже already once".split())
_WAS = frozenset("was were been была был было были".split())
_DENIED = frozenset("never hardly не nobody никто no one".split())
_FEW = 2  # words between the verb and what is thought of


def was_thought(s: Sentence, number: int) -> bool:
    """What this word tells was thought, and no more than that."""
    verb = _thinking(s, number)
    return verb is not None and s.words[verb].text in _THOUGHT and _turn(s, verb, number) is None


def turned_out(s: Sentence, number: int) -> int | None:
    """The word with which what turned out begins, where this word tells it; None where nothing else was thought."""
    verb = _thinking(s, number)
    return None if verb is None else _turn(s, verb, number)


def is_conceded(s: Sentence, number: int) -> bool:
    """«…, хотя вчера мы думали, что готова», "…, though we thought it was done": it was thought, and is not so."""
    start, _ = s.hard_segment(number)
    clause, _ = s.segment(number)
    if any(word.text in _DESPITE for word in s.words[clause:number]):
        return True  # «…, вопреки слухам», "…, contrary to what they say"
    opens = next((n for n in range(number, start, -1) if s.words[n].text in _THOUGH), None)
    return opens is not None and any(word.text in _THOUGHT for word in s.words[opens + 1 : opens + _NEAR])


_DESPITE = frozenset("вопреки наперекор назло несмотря невзирая despite contrary regardless".split())
_THOUGH = frozenset("хотя хоть although though".split())
_NEAR = 6  # words from "though" to the verb


def is_only_listed(s: Sentence, number: int) -> bool:
    """«значится в бэклоге, а она давно в работе», "it's listed as blocked but it is done": what the board says."""
    start, _ = s.segment(number)
    _, end = s.hard_segment(number)
    listed = any(word.text in _LISTED for word in s.words[start:number])
    listed = listed or (s.words[number - 1].text == "как" and any(w.text in _HANGS for w in s.words[start:number]))
    return listed and any(word.text in _OTHERWISE for word in s.words[number + 1 : end])


_LISTED = frozenset(
    "значится числится числилась значилась числился значился отображается показывается показана показан указана указан "
    "отмечена отмечен помечена помечен записана записан listed marked shown displayed".split()
)
_HANGS = frozenset("висит стоит висела стояла висел стоял".split())
_OTHERWISE = frozenset("а но хотя but though although".split())


def was_so(s: Sentence, number: int) -> bool:
    """ "it was blocked", «была в работе»: what this word tells was so, be it so still or not."""
    return number > 0 and s.words[number - 1].text in _WAS


def _thinking(s: Sentence, number: int) -> int | None:
    """The verb, where a feature is thought of right behind it: "I thought I'd tell you" only announces."""
    start, _ = s.hard_segment(number)
    for verb in range(number):
        thought = s.words[verb].text in _THOUGHT and verb >= start
        denied = verb > start and s.words[verb - 1].text in _DENIED
        if not (thought and not denied) and not _i_told(s, verb):
            continue
        about = verb + 1
        while about < number and about <= verb + _FEW and s.words[about].text in _LEADS | _TO_WHOM:
            about += 1
        if s.is_named(about) or any(c.first == about for c in s.all("pronoun")):
            return verb
    return None


def _i_told(s: Sentence, verb: int) -> bool:
    """ "I told you …", «я же говорила, …»; "Tom told …", "I never said …" are others."""
    if s.words[verb].text not in _SAID:
        return False
    me = next((n for n in range(verb - 1, max(-1, verb - 1 - _FEW), -1) if s.words[n].text in _ME), None)
    return me is not None and all(s.plain(n) or s.words[n].text in _LIGHT for n in range(me + 1, verb))


def _turn(s: Sentence, verb: int, number: int) -> int | None:
    return next((n for n in range(verb + 1, number) if s.words[n].text in _TURNS and not s.is_named(n)), None)


def is_gone_by(s: Sentence, cue: Cue, last: int) -> bool:
    """ "it is done, Tom said it would never be": what was foretold, and is otherwise than it was said to be."""
    start, end = s.segment(cue.first)
    foretold = [n for n in range(max(start, last + 1), end) if s.words[n].text in _FORETOLD]
    named = any(last < s.index(m.start) < end and s.index(m.start) >= start for m in s.mentions)
    if not foretold or named or cue.first < foretold[0]:
        return False
    return any(word.text in _WOULD for word in s.words[foretold[0] : foretold[0] + _SOON])


def is_answered(s: Sentence, cue: Cue, first: int) -> bool:
    """ "customers kept asking for it and now it's done", «просили, и вот она готова»: what they wanted is so."""
    if cue.kind not in ("wish", "habit") or cue.last >= first:
        return False
    joint = next((n for n in range(first - 1, cue.last, -1) if s.words[n].text in CONJUNCTIONS), None)
    if joint is None:
        return False
    told = {word.text for word in s.words[joint:first]}
    return bool(told & _AT_LAST) and any(joint < c.first < first for c in s.all("pronoun"))


_FORETOLD = frozenset("said thought claimed bet swore promised feared expected told".split())
_WOULD = frozenset("would wouldn't couldn't never".split())
_AT_LAST = frozenset("now finally so теперь наконец вот".split())
_SOON = 5  # words from the verb to what it foretold
