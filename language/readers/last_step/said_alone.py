"""An order to take the last step back that is a clause by itself: what is told around it is only why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import PERSONAL, Word

# «последнее действие», "what I just did", and what may stand beside it
LATEST = frozenset("last latest previous recent последний предыдущий прошлый недавний".split())
STEPS = frozenset(
    "change step action message update command edit modification move thing bit one entry operation "
    "rename deletion delete archive creation switch assignment reschedule "
    "изменение правка действие шаг команда сообщение запись апдейт обновление".split()
)
DID = frozenset(
    "did said wrote sent changed typed entered asked made сделать написать сказать поменять изменить наделать "
    "натворить ввести отправить нажать".split()
)
_WHAT = frozenset("what whatever that everything всё все то что".split())
_BESIDE = frozenset("the my your this i you we i've just have only of мой твой свой этот я ты мы только сейчас".split())
_OTHERS = frozenset("он она они he she they".split())
_OWN = frozenset({"я", "мы", "i", "we"})
# What a slip is told with, and keeps nothing from being taken back: «не то написал», "didn't mean that".
_TOLD_OF_A_SLIP = frozenset({"no_", "never_", "plan", "ago", "mistaken"})
_TOLD_OF_ONESELF = frozenset({"hearsay", "wish", "source", "maybe"})
# "… my last change, that was the wrong project", «… последнее, это я про другое»: why, said without a pause.
_TELLS_WHY = frozenset("that it which this because cause cos as since sorry это потому ибо а".split())
_IS = frozenset("was is were it's that's я".split())
_VERBS = frozenset("take roll wind put turn pull walk bring".split())


def is_of_the_step(word: Word) -> bool:
    return word.text in _WHAT or bool(word.forms & (LATEST | STEPS | DID | _BESIDE))


def tells_of_the_step(s: Sentence, told: Sequence[Word]) -> bool:
    """«последнее действие», "what I just did": only the last step is spoken of."""
    done = any(word.forms & STEPS for word in told) or (
        any(word.forms & DID for word in told) and any(word.text in _WHAT for word in told)
    )
    return done and all(is_of_the_step(word) or s.plain(s.index(word.start)) for word in told)


def up_to_why(s: Sentence, told: Sequence[Word]) -> Sequence[Word]:
    """ "my last change that was from the wrong meeting": what is told of the step itself ends where a slip is told."""
    for number, (one, other) in enumerate(pairwise(told)):
        slipped = any(c.first > s.index(one.start) for c in s.all("slip", "mistaken", "wrong_", "cause_"))
        if number and slipped and one.text in _TELLS_WHY and other.text in _IS:
            return told[:number]
    return told


def taken_around(s: Sentence) -> Cue | None:
    """ "take that last change back": the verb before the step, and its other half behind."""
    for back in s.all("back"):
        verbs = [n for n in range(back.first) if s.words[n].text in _VERBS]
        if s.said(back) == "back" and verbs and tells_of_the_step(s, s.words[verbs[-1] + 1 : back.first]):
            return Cue("unmake", "en", verbs[-1], back.last)
    return None


def doubled(s: Sentence) -> Cue | None:
    """ "undo undo my cat walked over the keyboard": said twice at the beginning, it is all that is ordered."""
    cues = [c for c in s.all("undo") if c.first == c.last]
    pairs = [(one, other) for one, other in pairwise(cues) if other.first == one.first + 1 and s.opening(one.first)]
    told = pairs and (s.has("mine") or any(word.text in _OWN for word in s.words[pairs[0][1].last + 1 :]))
    return Cue("undo", pairs[0][0].language, pairs[0][0].first, pairs[0][1].last) if told else None


def is_said_alone(s: Sentence, cue: Cue) -> bool:
    """Nothing but the order between two pauses, and neither a quotation nor a second order beside it."""
    first, end = s.segment(cue.first)
    if (first, end) == (0, len(s.words)) or s.segment(cue.last) != (first, end):
        return False
    if first and ":" in s.text[s.words[first - 1].end : s.words[first].start]:
        return False
    order = range(cue.first, cue.last + 1)
    slips = s.within("slip", "mistaken", "correction", "halt")
    clause = [n for n in range(first, end) if n not in order and not s.plain(n) and n not in slips]
    return all(is_of_the_step(s.words[n]) for n in clause)


def without_the_story(s: Sentence, cue: Cue) -> tuple[Cue, ...]:
    """The cues that count for an order said alone: those of its clause, and what anybody else says or wants."""
    first, end = s.segment(cue.first)
    outside = [word for n, word in enumerate(s.words) if not first <= n < end]
    others = any(word.text in _OTHERS or word.marks & PERSONAL for word in outside)
    own = not others and any(word.text in _OWN or "1per" in word.marks for word in outside)
    told = _TOLD_OF_A_SLIP | (_TOLD_OF_ONESELF if own else frozenset())
    return tuple(c for c in s.cues if first <= c.first < end or c.kind not in told)
