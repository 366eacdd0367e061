"""What is said before the matter itself and takes nothing of it back: "don't laugh, but …", «без шуток, …».

"Everyone asks when login will be ready. Well, it's done" tells of what others ask, and then answers it.
"""

from __future__ import annotations

from dataclasses import dataclass

from language.guards.questions import asking
from language.names.not_meant import EVERY
from language.sentence import Sentence
from language.things import Thing
from language.tidying.addressing import NEEDLESS, TELLERS, ends_without_a_pause, is_addressed
from language.vocabulary import STATUSES, Cue

_BUT = frozenset("but но однако".split())
_REMEMBER = frozenset("remember recall помнишь помните".split())  # "Remember I asked …?" waits for no answer
_LEADS = frozenset("but но однако а just просто well so and".split())
# What tells that the speaker is not sure, alone or denied: "I may be wrong, but …", «не знаю, но …».
_UNSURE = frozenset("wrong mistaken sure certain dunno ошибаться ошибиться уверенный".split())
_UNSURE_IF_DENIED = frozenset("know remember idea знать помнить курс".split())
_PERSONS = frozenset("i i'm you you'll ты вы yes yep да ладно".split())
_HYPOTHETICAL = frozenset("would i'd we'd wouldn't it'd бы".split())
_ANSWERING = frozenset("отвечаю отвечаем отвечу ответ answering answer".split())
_TRAILING = frozenset("it this that me you time это этому вам мне но but".split())
_LIMITS = ("maybe", "if_", "partly", "request", "source")
DISBELIEVED = frozenset(
    "thought think expect expected believe believed hope hoped imagine imagined never ever "
    "думать верить поверить ожидать ждать надеяться рассчитывать чаять".split()
)
ORDERS = (
    "create idea_noun risk_noun describe rename delete archive restore set put move assign show list switch undo redo "
    "take_out ship".split()
)
_STOPPED = 3  # words of "wonder no more"
_MOST_AUX = 5
_KNOWING = frozenset("know knew heard seen noticed guessed missed suspected".split())
_AUX = frozenset("may might probably perhaps maybe must have already not well likely surely will haven't".split())
_TOLD_YOU = frozenset("told tell informed warned reminded".split())
_LONGEST = 14  # words of a preface
_SHORT = 5  # words of an answer that names nothing: «так вот, готова»


@dataclass(frozen=True, slots=True)
class Matter:
    """What is left without the preface, and what that asked about."""

    text: str
    about: tuple[Thing, ...] = ()


def without_preface(s: Sentence) -> Matter | None:
    """The matter without what is said before it; None where nothing is, or it may take something back."""
    last = 0
    about: tuple[Thing, ...] = ()
    for end in _ends(s):
        begun = last
        if end - begun > _LONGEST:
            break
        if not _contrasts(s, end):
            first, _ = s.segment(end - 1)
            begun = max(begun, first) if all(_is_light(s, n) for n in range(begun, max(begun, first))) else end
        if asked := _asked_about(s, min(last, s.hard_segment(end - 1)[0]), end):
            about = asked
        elif begun == end or not _is_preface(s, begun, end):
            continue
        last = end
    while 0 < last < len(s.words) - 1 and (s.words[last].text in _LEADS or _is_answering(s, last)):
        last += 1
    if last == 0 or last >= len(s.words) or _tells_what_to_answer(s, last):
        return None
    return _matter(s, last, about)


def _tells_what_to_answer(s: Sentence, last: int) -> bool:
    """«если спросят, скажу, что готова»: what is said then need not be so; «если спросят: готова» is so."""
    asked = any(word.text.startswith("спр") for word in s.words[:last])
    return asked and any(word.forms & _SAYING for word in s.words[last : last + _FEW])


_SAYING = frozenset("сказать отвечать ответить говорить врать соврать".split())
_FEW = 4  # words from there to the verb


def _matter(s: Sentence, first: int, about: tuple[Thing, ...]) -> Matter:
    """«так вот, готова» is said of what was asked about."""
    text = s.text[s.words[first].start :]
    bare = about and len(s.words) - first <= _SHORT and not any(c.first >= first for c in s.all("pronoun"))
    return Matter(f"{about[0].name} {text}" if bare else text, about)


def _ends(s: Sentence) -> list[int]:
    """The words that something may begin with: behind a pause, behind "but", behind a phrase of this sort."""
    opening = [c.last + 1 for c in s.all("preface_") if all(_is_light(s, n) for n in range(c.first))]
    phrases = [_past_trailing(s, n) for n in opening if s.named_in_segment(n - 1)]
    pauses = [n for n in range(1, len(s.words)) if s.pause_before(n)]
    buts = [n + 1 for n, word in enumerate(s.words) if word.text in _BUT and n > 0 and s.words[n - 1].text not in EVERY]
    named = [n for m in s.mentions[:1] if ends_without_a_pause(s, s.segment(n := s.index(m.start))[0], n)]
    return sorted({n for n in (*phrases, *pauses, *buts, *named) if n < len(s.words)})


def _is_light(s: Sentence, number: int) -> bool:
    return s.plain(number) or s.words[number].text in _PERSONS or number in s.within("preface_")


def _past_trailing(s: Sentence, number: int) -> int:
    while number < len(s.words) - 1 and s.words[number].text in _TRAILING:
        number += 1
    return number


def _is_preface(s: Sentence, begun: int, end: int) -> bool:
    if any(begun <= s.index(m.start) < end for m in s.mentions) or "?" in _between(s, begun, end):
        return False
    return _is_told_to_stop(s, begun, end) or _leads_up(s, begun, end)


def _leads_up(s: Sentence, begun: int, end: int) -> bool:
    inside = [c for c in s.cues if begun <= c.first and c.last < end]
    phrases = [c for c in inside if c.kind == "preface_"]
    inside = [c for c in inside if not any(phrase.covers(c) for phrase in phrases)]  # "for the record" records nothing
    if any(_orders(s, c, begun) for c in inside) or (_doubts(s, inside, begun, end) and not _is_known(s, begun, end)):
        return False
    if any(c.kind == "preface_" for c in inside) or _concedes(s, begun, end):
        return True
    if _contrasts(s, end):
        statuses = {c.kind for c in inside if c.kind in STATUSES}
        following = s.first(*STATUSES, after=end)
        same = following is not None and statuses <= {following.kind}  # «сделали к зиме, но вход готов»
        return same or not statuses or _is_disbelieved(s, begun, end)
    if any(c.kind in STATUSES and not is_addressed(s, begun, c.first) for c in inside):
        return False
    return any(is_addressed(s, begun, n) or _is_asked(s, n, begun) for n in range(begun, end))


def _is_told_to_stop(s: Sentence, begun: int, end: int) -> bool:
    """ "wonder no more, …", "suppose no longer: …": who listens need not, for now it is told."""
    told = [s.words[n].text for n in range(begun, end) if not s.plain(n)]
    return len(told) == _STOPPED and told[1] == "no" and told[2] in ("more", "longer") and s.pause_before(end)


def _is_known(s: Sentence, begun: int, end: int) -> bool:
    """ "you probably know this, but …", "nobody told you, I suppose, but …": what who listens has heard of it."""
    told = [word.text for word in s.words[begun:end]]
    if not _contrasts(s, end) or "you" not in told or "i" in told[: told.index("you")]:
        return False
    who = told.index("you")
    aux = told[who + 1 : who + 1 + _MOST_AUX]
    knows = any(word in _KNOWING and all(w in _AUX for w in aux[:n]) for n, word in enumerate(aux))
    told_by = who > 0 and told[who - 1] in _TOLD_YOU and bool({"nobody", "no", "someone", "somebody"} & set(told[:who]))
    return (knows and who == 0) or told_by


def _concedes(s: Sentence, begun: int, end: int) -> bool:
    """«как бы вы ни ворчали», «кто бы что ни говорил»: so it is all the same."""
    told = [word.text for word in s.words[begun:end]]
    if told[:1] == ["whatever"]:
        return True  # "whatever Tom told you, …"
    return "бы" in told and "ни" in told[told.index("бы") :]


def _contrasts(s: Sentence, end: int) -> bool:
    """ "…, but", «думали, не успеем, а …»: what follows is so all the same."""
    if s.words[end - 1].text in _BUT or s.words[end].text in _BUT:
        return True
    return s.words[end].text == "а" and _is_disbelieved(s, s.hard_segment(end)[0], end)


def _is_disbelieved(s: Sentence, begun: int, end: int) -> bool:
    return any(word.forms & DISBELIEVED for word in s.words[begun:end])


def _orders(s: Sentence, cue: Cue, begun: int) -> bool:
    """Something is told to be done, or named: no preface. "We'd never make it" and «не хочу» tell of somebody."""
    wished = any(c.first == cue.first for c in s.all("own_wish"))
    told = cue.first > begun and s.words[cue.first - 1].text in TELLERS
    addressed = is_addressed(s, begun, cue.first) or s.words[cue.first].text in NEEDLESS | {"thought"}
    marks = s.words[cue.first].marks
    nothing = all(s.plain(n) for n in range(cue.first, cue.last + 1)) or ("past" in marks and "impr" not in marks)
    return cue.kind in ORDERS and not (wished or told or addressed or nothing)


def _doubts(s: Sentence, inside: list[Cue], begun: int, end: int) -> bool:
    """The speaker is not sure, sets a condition or asks."""
    told = [c for c in inside if c.kind == "preface_"]
    asks = asking(s)
    limits = [
        c for c in inside if (c.kind in _LIMITS or c in asks) and s.said(c) != "please" and not _is_only_thought(s, c)
    ]
    if any(not any(p.covers(c) for p in told) for c in limits):
        return True
    denied = {c.last + step for c in inside if c.kind == "no_" for step in (1, 2)}
    return any(
        s.words[n].forms & _UNSURE or (n in denied and s.words[n].forms & _UNSURE_IF_DENIED)
        for n in range(begun, end)
        if not any(c.first <= n <= c.last for c in told)  # "not sure whether to laugh, but …"
    )


def _is_only_thought(s: Sentence, cue: Cue) -> bool:
    """ "I thought it would never be", «никто бы не поверил»: what was thought before, and no doubt of now."""
    past = "past" in s.words[cue.first].marks or s.words[cue.first].text.isascii()
    return s.said(cue) in _HYPOTHETICAL or (past and bool(s.words[cue.last].forms & DISBELIEVED))


def _asked_about(s: Sentence, begun: int, end: int) -> tuple[Thing, ...]:
    """The feature that others ask about, where the answer follows: "it's done", «так вот, она готова»."""
    asks = [n for n in range(begun, end) if _is_asked(s, n, begun)]
    named = [m for m in s.of("feature") if begun <= s.index(m.start) < end]
    asked = "?" in _between(s, begun, end) and s.words[begun].text not in _REMEMBER
    if not asks or len(named) != 1 or len(named[0].things) != 1 or asked:
        return ()
    if any(begun <= c.first < s.index(named[0].start) and c.kind != "show" and _orders(s, c, begun) for c in s.cues):
        return ()
    if any(s.index(m.start) >= end for m in s.mentions) or s.words[end - 1].text in _BUT:
        return ()
    if any(begun <= c.first < asks[0] for c in s.all("if_")):
        return ()  # "dark theme is, if you ask Tom, done"
    following = s.first(*STATUSES, after=end)
    if following is None or any(not (s.plain(n) or _is_answering(s, n)) for n in range(end, following.first)):
        return ()
    return named[0].things


def _is_answering(s: Sentence, number: int) -> bool:
    """«отвечаю: готова»; «отвечаю за вход я» tells whose it is."""
    return s.words[number].text in _ANSWERING and s.after(number).lstrip()[:1] in (":", ",", ".", "—", "–", "-")


def _is_asked(s: Sentence, number: int, begun: int) -> bool:
    """Others ask about it, or need not: "don't worry about login"; «спроси Аню про вход» orders."""
    if is_addressed(s, begun, number):
        return True
    opens = number == begun == 0 or "impr" in s.words[number].marks
    return not opens and any(c.first == number for c in s.all("asks_"))


def _between(s: Sentence, begun: int, end: int) -> str:
    return s.text[s.words[begun].start : s.words[end].start]
