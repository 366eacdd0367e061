"""Leaving a project for all of them, where it is told what is not wanted any more: to be held in one."""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import Cue

_DENIES = frozenset(
    "stop stopped don't dont not quit no never longer хватит перестань перестаньте прекрати прекратите не незачем "
    "надоело довольно ни".split()
)
_HOLDS = frozenset(
    "confine confining limit limiting limited restrict restricting restricted keep keeping hold holding lock locking "
    "locked tie tying tied pin pinning stick sticking stuck be being stay staying sit sitting selected "
    "держать ограничивать ограничить привязывать привязать запирать замыкать зацикливаться быть сидеть торчать".split()
)
_BETWEEN = frozenset(
    "me us it everything you to in on the a single any particular specific only just one want wish need like i we into "
    "inside within at my this that меня нас себя все одним одном одному один каком какой этом этому этим в на к "
    "рамках только лишь хочу хотим надо нужно тут".split()
)
_TOGETHER = frozenset("once together сразу разом вместе целиком".split())
_FROM_NOW = frozenset("now on отныне впредь".split())
_OUT_OF_MIND = frozenset("forget забудь забудьте ни".split())
_MOST = 8  # words from the denial to the project


def leaves(s: Sentence) -> Cue | None:
    """ "stop confining me to one project", «ни в каком проекте сидеть не хочу»: as a cue of its own kind."""
    for place in s.all("project_noun"):
        begins = range(max(0, place.first - _MOST), place.first)
        for denial in begins:
            if s.words[denial].text in _DENIES and _is_held(s, denial, place.first):
                return Cue("leave", place.language, denial, place.last)
    return None


def _is_held(s: Sentence, denial: int, place: int) -> bool:
    """Being held is all that stands between the denial and the project, or right behind it."""
    between = s.words[denial + 1 : place]
    _, end = s.segment(place)
    held = any(word.forms & _HOLDS for word in (*between, *s.words[place + 1 : end]))
    glue = all(word.text in _BETWEEN or word.forms & _HOLDS for word in between)
    return held and glue and not s.breaks(s.words[denial].end, s.words[place].start)


def are_seen_together(s: Sentence, cue: Cue) -> bool:
    """ "all my projects together", «все проекты сразу», "from now on": they are not asked for as a list."""
    said = {word.text for word in s.words[cue.first : cue.last + 1]}
    behind = [word.text for word in s.words[cue.last + 1 : cue.last + 4]]
    return bool(said & _TOGETHER or _TOGETHER & set(behind)) or (
        behind[:1] == ["from"] and set(behind[1:]) <= _FROM_NOW
    )


def is_put_out_of_mind(s: Sentence, where: Cue) -> bool:
    """ "forget which project I'm in", «ни в каком проекте»: nothing is asked."""
    return where.first > 0 and s.words[where.first - 1].text in _OUT_OF_MIND
