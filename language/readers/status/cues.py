"""Which words tell a status: «готова» in «вход готов», but not in «берём готовый виджет» or «переехал из бэклога»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from language.readers.status.beforehand import dictated_order
from language.readers.status.lifting import lifted_holds, overlap
from language.readers.status.outsiders import REASONED, is_strange
from language.readers.status.told_why import explicit_reason_at, unpaused_reason_at
from language.sentence import Sentence
from language.taken_back.overtaken import turned_out
from language.vocabulary import STATUSES, Cue
from language.words import TIMES, Word

_ARROW = re.compile(r"[\s»\"”]*(?:→|->|=>)[\s«\"“]*")
_OBJECT = 2  # words from a verb to what it is done to


def status_cues(s: Sentence) -> list[Cue]:
    """The cues that say what a feature is, or is to be; a hold that is lifted counts as work going on."""
    cues = s.all(*STATUSES)
    reason = explicit_reason_at(s)
    inside = [
        c
        for c in cues
        if (reason is None or c.first < reason)
        and not any(a.covers(c) and not _is_by_the_team(s, a) for a in s.all("assign", "filler"))
    ]
    # «переехала из бэклога в работу»: where it comes from is not what it is.
    left = [c for c in inside if c.first and (s.words[c.first - 1].text in _FROM or _is_taken_out_of(s, c))]
    # «Бэклог → В работе»: so does what stands before an arrow.
    left += [c for c, to in pairwise(inside) if _ARROW.fullmatch(s.text, s.words[c.last].end, s.words[to.first].start)]
    left += [c for c in inside if any(o.covers(c) for o in s.all("weighed")) or _is_of_before(s, c)]  # "close to"
    left += [c for c in inside if any(0 < n.first - c.last <= _OBJECT for n in s.all("dependency_noun"))]  # no status
    told_why = min((at for c in inside if (at := unpaused_reason_at(s, c))), default=len(s.words))
    why = [c for c in inside if c.first >= told_why and not _names_another(s, told_why, c.first)]
    left += [c for c in why if dictated_order(s, c, s.of("feature")) is None]
    left += [c for c in inside if _is_said_to_be_over(s, c)]
    left += [c for c in inside if _calls_a_halt(s, c) or _is_waited_out(s, c, inside)]
    left += [c for c in inside if _is_ended_otherwise(s, c, inside)]
    told = [c for c in inside if c not in left and not _is_said_otherwise(s, c) and not _is_work(s, c)]
    lifted = lifted_holds(s)
    return [*lifted, *(c for c in told if not any(overlap(c, one) for one in lifted))] if lifted else told


_FROM = frozenset("из from с".split())


def _is_taken_out_of(s: Sentence, cue: Cue) -> bool:
    """ "take login out of done": where it is no more."""
    return any(c.last == cue.first - 1 and s.words[c.last].text == "of" for c in s.all("take_out"))


def _is_by_the_team(s: Sentence, cue: Cue) -> bool:
    """ "they are building login": nobody is named who answers for it."""
    return cue.kind == "assign" and cue.first > 0 and s.words[cue.first - 1].text in _TEAM


def _is_waited_out(s: Sentence, cue: Cue, cues: Sequence[Cue]) -> bool:
    """«заблокируй вход, пока переводы в работе», "block login until signup is done": the second only tells how long."""
    held = [c for c in cues if c.last < cue.first and c.kind in REASONED]
    if not held:
        return False
    words = s.words[held[-1].last + 1 : cue.first]
    return any(w.text in _WHILE for w in words) and any(
        s.words[held[-1].last].end <= m.start < s.words[cue.first].start for m in s.of("feature")
    )


_TEAM = frozenset("they we guys lads devs developers folks".split())
_WHILE = frozenset("пока until till while".split())


def _is_ended_otherwise(s: Sentence, cue: Cue, cues: Sequence[Cue]) -> bool:
    """«закрой как ненужную», "closed without building it": what tells how it ends says that nothing was done."""
    if cue.kind != "done":
        return False
    _, end = s.segment(cue.first)
    ways = [c for c in cues if c.kind == "cancelled" and cue.last < c.first < end]
    return any(s.words[n].text in _WAYS for c in ways for n in (c.first - 1, c.first))


_WAYS = frozenset("как за без as without".split())


def _is_of_before(s: Sentence, cue: Cue) -> bool:
    """«предыдущий статус „заблокирована“», "the old status was blocked": what it was, and is not."""
    start, _ = s.segment(cue.first)
    before = s.words[max(start, cue.first - 3) : cue.first]
    return any(one.forms & _OLD and other.forms & _STATUS for one, other in pairwise(before))


_OLD = frozenset("предыдущий прежний прошлый старый бывший previous old former earlier".split())
_STATUS = frozenset({"статус", "status"})


def _is_said_to_be_over(s: Sentence, cue: Cue) -> bool:
    """«статус „в работе“ утратил силу: …», "the label "blocked" is out of date, …": what it was called, and is not."""
    start, end = s.segment(cue.first)
    named = [n for n in range(start, end) if s.words[n].forms & _LABELS]
    over = [n for n in range(start, end) if s.words[n].forms & _OVER] if named else []
    over += [c.first for c in s.all("no_longer") if named and start <= c.first < end]
    return bool(over) and named[0] < max(over)


_LABELS = _STATUS | frozenset("пометка отметка метка ярлык label tag flag mark note".split())
_OVER = frozenset(
    "утратить потерять устареть устаревший неактуальный неактуален недействительный недействителен неверный неверен "
    "outdated obsolete void invalid stale expired wrong date".split()
)


def _calls_a_halt(s: Sentence, cue: Cue) -> bool:
    """The «стоп, …» that opens a message stops who speaks, and no feature."""
    halts = any((c.first, c.last) == (cue.first, cue.last) for c in s.all("halt"))
    return halts and s.opening(cue.first) and s.after(cue.last)[:1] in (",", "!", "…")


def _names_another(s: Sentence, first: int, last: int) -> bool:
    return any(first <= s.index(m.start) < last for m in s.of("feature"))


def _is_work(s: Sentence, cue: Cue) -> bool:
    """«сделай вход», «реализуй»: work is ordered, and nothing told of its being done."""
    word = s.words[cue.first]
    return cue.first == cue.last and "impr" in word.marks and bool(word.forms & _WORK)


_WORK = frozenset(
    "сделать доделать допилить реализовать дописать доработать докрутить дожать внедрить запилить накодить закодить "
    "наваять сварганить смастерить имплементировать выполнить исполнить".split()
)


def _is_said_otherwise(s: Sentence, cue: Cue) -> bool:
    """No status of a feature: «закрой риск»; «берём готовый виджет», where it only describes the next word."""
    word = s.words[cue.last]
    following = s.words[cue.last + 1] if cue.last + 1 < len(s.words) else None
    before = s.words[cue.first - 1] if cue.first and not s.pause_before(cue.first) else None
    bought = before is not None and "INFN" in before.marks and not s.meant(cue.first - 1)  # «дешевле купить готовый»
    describes = (
        "ADJF" in word.marks
        and not word.marks & {"ADJS", "PRTS", "VERB"}
        and following is not None
        and "NOUN" in following.marks
        and not s.breaks(word.end, following.start)
        and _can_agree(word, following)
    )
    describes = describes or _stands_before_a_noun(s, cue)
    step = cue.kind == "cancelled" and following is not None and bool(following.forms & _LATEST)
    nearly = s.said(cue) == "close" and cue.first > 0 and s.words[cue.first - 1].text in _BEING  # "it was close"
    goes_on = word.text == "отмена" and following is not None and not s.breaks(word.end, following.start)
    turned = turned_out(s, cue.first) is not None  # "I thought …" is no idea
    of_a_text = cue.kind == "done" and any(not _is_thinking(s, c) for c in s.all("risk_noun", "idea_noun"))
    of_a_text = of_a_text and not turned
    full = {"ADJF", "accs"} <= word.marks and "ADJS" not in word.marks
    covers = cue.kind == "done" and _is_done_to_another(s, cue)
    return (bought and full) or describes or goes_on or nearly or step or of_a_text or covers


def _is_done_to_another(s: Sentence, cue: Cue) -> bool:
    """«переводы закрывают ту же потребность», "it closes the same gap": what is closed stands right behind."""
    word = s.words[cue.first]
    if cue.first != cue.last or not (word.text in _CLOSES or {"VERB", "pres", "3per"} <= word.marks):
        return False
    behind = s.words[cue.last + 1 : cue.last + 1 + _OBJECT + 1]
    noun = next((n for n, w in enumerate(behind, cue.last + 1) if "NOUN" in w.marks or w.text.isascii()), None)
    if noun is None or s.is_named(noun) or s.breaks(word.end, s.words[noun].start):
        return False
    if word.text.isascii():
        return s.words[cue.last + 1].text in _DETERMINERS and is_strange(s, min(noun + 1, len(s.words) - 1))
    subject = any(m.end <= word.start for m in s.of("feature"))
    return subject and "accs" in s.words[noun].marks and not s.words[noun].forms & TIMES


def _stands_before_a_noun(s: Sentence, cue: Cue) -> bool:
    """ "after three blocked weeks and one cancelled sprint", "the works council wants to see it"."""
    noun = cue.last + 1
    if (
        cue.first != cue.last
        or not cue.first
        or noun >= len(s.words)
        or s.breaks(s.words[cue.last].end, s.words[noun].start)
    ):
        return False
    led = s.words[cue.first - 1].text
    if not s.words[cue.first].text.isascii() or not (led in _DETERMINERS or led.isdecimal()):
        return False
    timed = any(m.start <= s.words[noun].start < m.end for m in s.moments) or bool(s.words[noun].forms & TIMES)
    return timed or (is_strange(s, noun) and not s.words[noun].forms & _PILES)


_CLOSES = frozenset("closes completes finishes delivers".split())
_DETERMINERS = frozenset(
    "the a an one two three four five six seven eight nine ten few several some any every each these those "
    "our their his her my your".split()
)
_PILES = frozenset("column lane swimlane list bucket pile section tab state status board stage category".split())


def _can_agree(word: Word, noun: Word) -> bool:
    """«готовый виджет»; «как готовые приёмку прошли» are words of two clauses."""
    shared = word.marks & noun.marks
    return bool(shared & _CASES) and ("plur" in shared or ("sing" in shared and bool(shared & _GENDERS)))


_CASES = frozenset("nomn gent datv accs ablt loct".split())
_GENDERS = frozenset({"masc", "femn", "neut"})


def _is_thinking(s: Sentence, noun: Cue) -> bool:
    """ "they thought it would take a month": no thought to be kept."""
    return s.said(noun) == "thought" and noun.first > 0 and s.words[noun.first - 1].text in _THINKERS


_THINKERS = frozenset("i we you he she they everyone everybody nobody people who".split())
_LATEST = frozenset("последний предыдущий прошлый".split())  # «отмени последнее изменение по входу»
_BEING = frozenset("is was were are too very pretty quite it's really".split())
