"""Of somebody else's thing: «у конкурентов, не у нас», «это у них», "sorry, I meant my own onboarding"."""

from __future__ import annotations

import re

from language.disowned.telling import BEGINS, ENDS, LIGHT, Telling
from language.questions import asking
from language.vocabulary import STATUSES

_ELSEWHERE_MEANT = re.compile(r"\bэто (?:я )?(?:на|про|о|об|в|из) друг\w+ (?:проект|банк|чат|команд|компани|фирм)\w*")
# «к нам не относится», «у конкурентов, не у нас»: a clause of its own.
_OF_OTHERS = re.compile(
    rf"{BEGINS}{LIGHT}(?:(?:к нам|нас) {LIGHT}"
    r"не (?:относ(?:ится|ятся)|каса(?:ется|ются)|трон\w+|задел\w*|затрон\w+|косн\w+)"
    rf"|не (?:к нам|у нас|про нас)|у (?:них|конкурентов|соседей)){ENDS}"
)
_THERE = re.compile(
    r"\bу нас (?:тут )?(?:в|на) (?:подъезд|дом|двор|сад|школ|дач|жэк|тсж|поликлиник|институт|деревн)\w*"
    r"|\b(?:там у (?:него|нее|них)|у (?:него|нее|них) там)\s"
    r"(?=[^,.;!?]*\b(?:готов|в работе|заблокир|отмен|запуст|выпуст|работает))"
)
_BUT_OURS = re.compile(r"\b(?:а|но|зато) (?:вот )?у нас\b")
_ELSEWHERE = re.compile(r"^\W*(?:(?:а|и|вон|вот|кстати|слышали?|видели?)\s+)*у (?!нас\b|меня\b)\w+")
_THEIRS = re.compile(r"(?:[,.;]\s*|\s[—–-]\s+|\s)это (?:у них|там у|у тех)\b")
# "…, sorry, I meant my own onboarding": the same name again, and another thing.
_OTHER_MEANT = re.compile(r"\bi meant (?:my|his|her|their) own\b")


def is_of_others(told: Telling) -> bool:
    return (
        bool(_THERE.search(told.text) or _OF_OTHERS.search(told.text, told.behind))
        or (bool(told.sentence.mentions) and bool(_ELSEWHERE_MEANT.search(told.text, told.behind)))
        or any(told.stands_before(m.start()) for m in _OTHER_MEANT.finditer(told.text))
        or _is_set_against_ours(told)
    )


def _is_set_against_ours(told: Telling) -> bool:
    """«у логистов релиз передвинули, а у нас всё по плану»: what was told before is of others."""
    s, ours = told.sentence, _BUT_OURS.search(told.text)
    if ours is None or not (_ELSEWHERE.match(told.text) or _THEIRS.search(told.text, 0, ours.start())):
        return False
    steps = [s.words[c.first] for c in s.all(*STATUSES, "move", "ship", "put")]
    steps = [word for word in steps if word.start > ours.start() and "INFN" not in word.marks]
    return not steps and not any(m.start > ours.start() for m in s.mentions) and not asking(s)
