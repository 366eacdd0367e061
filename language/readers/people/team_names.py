"""The names of the teams that a sentence gives to a feature."""

from __future__ import annotations

from collections.abc import Iterable

from language.folding import clean_name
from language.names import Mention
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import DENIALS, forms, readings

JOINTS = frozenset("и and & плюс plus".split())
# Words that are neither a person's nor a team's name.
NO_NAME = frozenset(
    (
        "these those i i've i'm i'd i'll she he they эти это is are be let let's "
        "пусть будет будут её ее его него неё нее них ней ним them it her him as at on to for of the a an new "
        "новый новая нового за "
        "на у в по над is's команда команду команды команде команд team teams squad и and plus плюс фича фичу "
        "фичи фиче feature features тимы"
    ).split()
)

_NO_TEAM = frozenset({"NPRO", "PREP", "VERB", "INFN"})
# «соседняя команда», "another team": none of those that have a name
_UNNAMED = frozenset(
    "соседний другой чужой смежный один некий какой-то третий любой каждый весь наш свой another other some any "
    "different neighbouring neighboring second third".split()
)
# What a team has, and none is called: "set the team goals for login"
_OF_A_TEAM = frozenset(
    "goals goal meeting meetings lunch dinner breakfast budget lead leads expectations name size standup retro offsite "
    "party picture photo hours schedule spirit call sync workshop".split()
)
_NO_TEAMS = frozenset("вся всей всю наша нашу нашей whole entire no нет ой sorry wait стоп точнее oops".split())


def team_names(s: Sentence, feature: Mention) -> list[str]:
    """The names that no other word explains, in order of the text."""
    names: list[str] = []
    run: list[int] = []
    begun = _ordered_at(s, feature)
    for number, word in enumerate(s.words):
        if number < begun:
            continue
        inside = feature.start <= word.start < feature.end
        known = any(
            c.first <= number <= c.last and c.kind in ("team", "assign", "put", "set", "tail", "feature_noun", "filler")
            for c in s.cues
        ) and not is_capital(s, number)
        no_name = word.text in NO_NAME and not (run and _ends_a_name(s, run[-1], number))
        between = inside or known or word.text in JOINTS or no_name
        if between or (run and _is_apart(s, run[-1], number)):
            names += _joined(s, run)
            run = [] if between else [number]
        else:
            run.append(number)
    return names + _joined(s, run)


def _ordered_at(s: Sentence, feature: Mention) -> int:
    """Where the clause of the order begins, where teams are named in it: "whoever is free: set the teams to A, B"."""
    for cue in s.all("assign", "set", "put"):
        start, _ = s.segment(cue.first)
        behind = any(c.first > cue.first for c in s.all("team"))
        if is_order(s, cue) and behind and start and s.index(feature.start) != start - 1:
            return start
    return 0


def is_order(s: Sentence, cue: Cue) -> bool:
    """«поставь», and "set" where it opens a clause."""
    word = s.words[cue.first]
    opens = cue.first == s.segment(cue.first)[0] and word.text in ("set", "make", "assign", "put", "give", "appoint")
    return "impr" in word.marks or opens


def _is_apart(s: Sentence, before: int, number: int) -> bool:
    start, end = s.words[before].end, s.words[number].start
    return s.breaks(start, end) and "-" not in s.text[start:end]


def is_capital(s: Sentence, number: int) -> bool:
    """Written with a capital letter, and not because it begins the sentence: a name."""
    if number == 0 or s.breaks(s.words[number - 1].end, s.words[number].start, hard=True):
        return False
    return s.text[s.words[number].start].isupper()


def _ends_a_name(s: Sentence, before: int, number: int) -> bool:
    """ "Red Team": its own word for a team, and no word about it."""
    beside = s.words[before].end + 1 == s.words[number].start and s.words[before].text not in NO_NAME
    return beside and is_capital(s, before) and is_capital(s, number) and not s.text.isupper()


def _joined(s: Sentence, run: list[int]) -> list[str]:
    if not run or s.text[s.words[run[-1]].end :].startswith(("'s", "’s")):
        return []  # "Tom's team" is nobody called Tom
    return [clean_name(s.text[s.words[run[0]].start : s.words[run[-1]].end])]


def can_be_teams(said: str) -> bool:
    return not is_one_denied(said.split()) and all(can_be_a_team(name) for name in said.split(","))


def is_one_denied(words: Iterable[str]) -> bool:
    """«Гамма, а не Альфа»; "Not Found" may be a name."""
    return any(word in DENIALS for word in words)


def can_be_a_team(name: str) -> bool:
    """«все в отпуске» are no teams, but something told of one."""
    if name in _OF_A_TEAM or name.lower() in _NO_TEAMS or forms(name.lower()) & _UNNAMED:
        return False
    small = [word for word in name.split() if word.islower() and not word.isascii()]
    return not any(str(readings(word)[0].tag.POS) in _NO_TEAM for word in small)
