"""What runs on behind a status without a pause: «вход отменяем регулятор запретил», «в бэклог сил ни у кого нет»."""

from __future__ import annotations

from language.guards.questions import asking
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import Word

# What makes the words behind a doubt, another step or somebody's word, and no clause that only tells why.
_LIMITS = ("if_", "maybe", "weighed", "ago", "tell_", "hearsay", "until_", "correction", "halt", "turn", "back", "set")
_SOURCES = ("source",)
_UNSUBJECTED = ("wish", "own_wish", "never_", *_SOURCES)
_HELD = ("blocked", "cancelled", "backlog")
_JOINTS = frozenset("и а но или если когда пока чтобы чтоб что как до кроме без из-за который хотя зато".split())
_LACKING = ("не", "нет", "некому", "некого", "отсутствовать")
_MOST_BETWEEN = 4  # words from who does it to the verb
_FEWEST = 2
_GENDERS = frozenset({"masc", "femn", "neut"})


def own_clause_at(s: Sentence, last: int) -> int | None:
    """The word behind word `last`, where a clause with a subject of its own begins there: «… | команда вышла»."""
    first = last + 1
    _, end = s.segment(last)
    if first >= end or s.breaks(s.words[last].end, s.words[first].start):
        return None
    return first if _has_subject(s, first, end) and not _names_a_feature(s, first, end) else None


def reason_runs_on_at(s: Sentence, cue: Cue) -> int | None:
    """The word where it is told why, right behind a hold or an end and the name that it is said of."""
    start, end = s.segment(cue.last)
    first = cue.last + 1
    named = [m for m in s.of("feature") if start <= s.index(m.start) < end]
    if cue.kind not in _HELD or not named:
        return None
    beside = next((m for m in named if s.index(m.start) == first), None)
    if beside is not None:
        first = s.index(beside.end)
    elif not any(s.index(m.start) < cue.first for m in named):
        return None
    if end - first < _FEWEST or s.words[first].text in _JOINTS or s.words[first].text.isascii():
        return None
    if _names_a_feature(s, first, end) or _is_unsure(s, first, end):
        return None
    return first if _has_subject(s, first, end) or _tells_why(s, first, end) else None


def _tells_why(s: Sentence, first: int, end: int) -> bool:
    """Nobody is named, and what is lacking or what we do is told."""
    if any(first <= c.first < end for c in s.all(*_UNSUBJECTED)):
        return False
    return _lacks(s, first, end) or _is_told_of_us(s, first) or _will_not(s, first)


def _will_not(s: Sentence, first: int) -> bool:
    """«отменяем не окупится»; «в бэклог не ляжет» denies the step."""
    ours = {"VERB", "indc", "1per"} <= s.words[first - 1].marks
    return ours and s.words[first].text == "не" and "3per" in s.words[first + 1].marks


def _names_a_feature(s: Sentence, first: int, end: int) -> bool:
    return any(first <= s.index(m.start) < end for m in s.of("feature"))


def _is_unsure(s: Sentence, first: int, end: int) -> bool:
    """A condition, a question, a rumour; or another status, which may put the first one right."""
    if any(first <= c.first < end for c in (*s.all(*_LIMITS), *asking(s))):
        return True
    if any({"impr", "VERB"} <= word.marks for word in s.words[first:end]):
        return True
    others = [c for c in s.all(*STATUSES) if first <= c.first < end]
    return any(_may_put_right(c, s.words[c.first]) for c in others)


def _may_put_right(cue: Cue, word: Word) -> bool:
    """«… заблокирована теперь готова»; «решили допилить», «клиент отказался» tell why."""
    return bool(word.marks & {"ADJS", "PRTS"}) or (cue.kind not in _HELD and "INFN" not in word.marks)


def _has_subject(s: Sentence, first: int, end: int) -> bool:
    """«регулятор запретил», «новый директор против не был»: a noun, and a verb that agrees with it."""
    noun = first
    while noun < end - 1 and "ADJF" in s.words[noun].marks and "NOUN" not in s.words[noun].marks:
        noun += 1
    who = s.words[noun]
    if not {"NOUN", "nomn"} <= who.marks or s.plain(noun):
        return False
    verbs = s.words[noun + 1 : min(end, noun + 2 + _MOST_BETWEEN)]
    return any(_agrees(who, verb) for verb in verbs)


def _agrees(who: Word, verb: Word) -> bool:
    if not {"VERB", "indc"} <= verb.marks or "NOUN" in verb.marks or "1per" in verb.marks:
        return False
    if "plur" in verb.marks and "sing" not in verb.marks:
        return "plur" in who.marks
    return "sing" in who.marks and ("past" not in verb.marks or bool(who.marks & verb.marks & _GENDERS))


def _lacks(s: Sentence, first: int, end: int) -> bool:
    """«на дизайн денег не дали», «сил ни у кого нет», «не успеваем»; «в бэклог не кладём» denies the step."""
    told = [c for c in s.all("cause_", "late_") if first <= c.first < end]
    return any(s.words[c.first].text in _LACKING for c in told)


def _is_told_of_us(s: Sentence, first: int) -> bool:
    """«решили сначала допилить светлую», «ждём договор»: what we do or did goes on behind the status."""
    word = s.words[first]
    past = {"VERB", "past", "plur"} <= word.marks
    return (past or {"VERB", "1per", "plur", "pres"} <= word.marks) and first not in s.within(*STATUSES, "put", "move")
