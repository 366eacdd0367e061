"""Words that stand where a name would and are nobody's: «против», "stays the same", "anyone but me", "January"."""

from __future__ import annotations

from language.folding import fold
from language.words import TIMES, forms, marks

# Of these a single one anywhere in it says that something is told, and nobody named.
_NOBODY = frozenset(
    "anyone anybody someone somebody nobody everyone everybody whoever who whom none unknown tbd tba whichever same "
    "against unhappy happy tired busy overloaded swamped stays stay changes change remains remain later tomorrow soon "
    "sometime unclear undecided missing vacant january february march july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday vacation holiday leave sick away "
    "husband wife son daughter brother sister mom mum dad mother father uncle aunt cousin nephew niece grandma grandpa "
    "никто некто никого кто кого кому любой кто-то кто-нибудь кто-либо некому неизвестно непонятно неясно против потом "
    "позже завтра прежний прежняя прежние прежней прежним прежними те же тот та та-же тот-же тоже все всё".split()
)
# A team in small letters is none of these.
_STATES = frozenset(
    "great good bad fine ready late big small new old out off here there ill done gone asleep awesome amazing nice "
    "perfect wonderful brilliant super cool job work well done thanks full understaffed stretched "
    "bored angry sad".split()
)
_STATE_ENDINGS = ("ed", "ly")
_TOLD = frozenset({"ADJS", "PRTS", "VERB", "INFN", "COMP", "PRED", "GRND"})


def is_no_person(said: str) -> bool:
    """ "anyone but", «против»: no owner is named."""
    return any(word in _NOBODY for word in fold(said).split())


def is_no_team(said: str) -> bool:
    """ "overloaded", "great job", «все молодцы»: something is told of the team."""
    words = fold(said).split()
    if any(word in _NOBODY for word in words):
        return True
    small = said == said.lower()
    if small and any(forms(word) & TIMES for word in words):
        return True  # «со следующей недели вход у команды Веб»
    if small and said.isascii():
        return all(word in _STATES or (word.endswith(_STATE_ENDINGS) and len(word) > 4) for word in words)
    return small and any(marks(word) & _TOLD and "NOUN" not in marks(word) for word in words)
