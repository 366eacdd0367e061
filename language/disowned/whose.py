"""Of somebody else's thing: «у конкурентов, не у нас», «это у них», "sorry, I meant my own onboarding"."""

from __future__ import annotations

import re

from language.disowned.telling import BEGINS, ENDS, LIGHT, Telling
from language.guards.questions import asking
from language.readers.last_step.another_object import is_the_last_of_another
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
# «готова у Тинькофф, а не у нас», "the bank down the road released v3.0", «в магазине напротив …»
_NOT_OURS = re.compile(r"\bу [\w«»\"]+(?: [\w«»\"]+)?, а не у нас\b|\bat \w+(?: \w+)?, not (?:at )?(?:ours|us|here)\b")
_NEXT_DOOR = re.compile(
    r"^\W*(?:(?:а|и|вон|кстати|и вот|the|a|in|at|у|в|во|на)\s+)*(?:\w+\s+){1,2}"
    r"(?:down the (?:road|street)|across the (?:road|street)|next door|напротив|по соседству|через дорогу)\b"
    r"(?!\s*[,:;.—–-])"
)
_THEIRS = re.compile(r"(?:[,.;]\s*|\s[—–-]\s+|\s)это (?:у них|там у|у тех)\b")
# "…, sorry, I meant my own onboarding": the same name again, and another thing.
_OTHER_MEANT = re.compile(r"\bi meant (?:my|his|her|their) own\b")
_OTHER = frozenset(
    "партнерский партнёрский дружественный прежний прошлый старый бывший другой чужой предыдущий сторонний "
    "previous former old last ex partner rival sister other another".split()
)
_FIRMS = frozenset(
    "банк компания фирма работа место контора подрядчик вендор агентство холдинг студия работодатель вуз офис отдел "
    "bank company firm job shop place agency vendor contractor employer startup supplier studio gig bureau app "
    "product employers gigs jobs".split()
)
_PARTNERS = frozenset("партнер партнёр франшиза франчайзи банк-партнер компания-партнер".split())
_PLACES = frozenset("у в во на at in on with inside".split())
_ARTICLES = frozenset("a an the my our one some this that s мой моя моем моей нашей нашем наш одной одном".split())
_HELD = frozenset("had has kept have держать иметь мариновать".split())
# what bears the name of a feature, and is on a screen or a shelf
_ITEMS = frozenset("tab tabs thread threads window windows folder folders wallpaper playlist hashtag meme".split())
_TALK = frozenset(
    "форум чат реддит редит гитхаб хабр пикабу твиттер фейсбук браузер forum reddit github twitter".split()
)
_UNDONE = (*STATUSES, "delete", "archive")
_ANOTHERS = re.compile(
    r"\b(?:belongs? to|is owned by|are owned by|comes from|is from|was made by|is) (?:some |an?|the )?\s*"
    r"(?:(?:other|another|different) (?:\w+ )?(?:vendor|company|bank|firm|maker|supplier)"
    r"|someone else['’]?s|somebody else['’]?s)"
    r"|[,—–]\s*(?:она |это |он )?чуж(?:ая|ой|ое|ие)\b"
)


def is_of_others(told: Telling) -> bool:
    return (
        _is_at_another_firm(told)
        or _is_kept_by_another_firm(told)
        or _is_an_item(told)
        or bool(told.sentence.mentions and _ANOTHERS.search(told.text, told.behind))
        or bool(_THERE.search(told.text) or _OF_OTHERS.search(told.text, told.behind))
        or (bool(told.sentence.mentions) and bool(_ELSEWHERE_MEANT.search(told.text, told.behind)))
        or any(told.stands_before(m.start()) for m in _OTHER_MEANT.finditer(told.text))
        or (bool(told.sentence.mentions) and bool(_NOT_OURS.search(told.text) or _NEXT_DOOR.match(told.text)))
        or _is_set_against_ours(told)
        or _is_undone_elsewhere(told)
    )


def _is_set_against_ours(told: Telling) -> bool:
    """«у логистов релиз передвинули, а у нас всё по плану»: what was told before is of others."""
    s, ours = told.sentence, _BUT_OURS.search(told.text)
    if ours is None or not (_ELSEWHERE.match(told.text) or _THEIRS.search(told.text, 0, ours.start())):
        return False
    steps = [s.words[c.first] for c in s.all(*STATUSES, "move", "ship", "put")]
    steps += [s.words[c.first] for c in s.all("create", "rename", "assign") if "impr" in s.words[c.first].marks]
    steps = [word for word in steps if word.start > ours.start() and "INFN" not in word.marks]
    return not steps and not any(m.start > ours.start() for m in s.mentions) and not asking(s)


def _is_undone_elsewhere(told: Telling) -> bool:
    """ "undo the last reorg if you can"."""
    s = told.sentence
    undo = s.first("undo", "unmake")
    opens = undo is not None and s.words[undo.first].text.isascii() and s.opening(undo.first) and not s.mentions
    return undo is not None and opens and is_the_last_of_another(s, undo.first + 1)


def _firms(told: Telling) -> list[tuple[int, int]]:
    """The words of "previous firm", «партнёрского банка», «банка-партнёра», "partner's shop"."""
    words = told.sentence.words
    found = []
    for n, word in enumerate(words):
        if any(part in _PARTNERS for form in word.forms for part in (form, form.rpartition("-")[2])):
            found.append((n, n))
        if not word.forms & _OTHER:
            continue
        noun = n + 1 + (n + 1 < len(words) and words[n + 1].text == "s")
        if noun < len(words) and words[noun].forms & _FIRMS:
            found.append((n, noun))
    return found


def _led_in_by(told: Telling, number: int) -> int:
    """The word before a noun and what describes it."""
    words = told.sentence.words
    number -= 1
    while number >= 0 and (words[number].text in _ARTICLES):
        number -= 1
    return number


def _is_at_another_firm(told: Telling) -> bool:
    """«у партнёрского банка вход отменён», "at my previous firm, login was cancelled"; what broke there tells why."""
    s = told.sentence
    for first, last in _firms(told):
        place = _led_in_by(told, first)
        if place < 0 or s.words[place].text not in _PLACES:
            continue
        start, end = s.segment(first)
        alone = last == end - 1 and all(s.plain(n) for n in range(start, place)) and end < len(s.words)
        named = next((s.index(m.start) for m in s.mentions if s.index(m.start) > last), None)
        if named is None or (not alone and named >= end):
            continue
        clause_end = s.segment(named)[1]
        if not alone and any("VERB" in s.words[n].marks and not s.meant(n) for n in range(last + 1, named)):
            continue
        acts = [c for c in told.steps() if last < c.first < clause_end]
        if acts and not any(told.is_ordered_plainly(c) and "past" not in s.words[c.first].marks for c in acts):
            return True
    return False


def _is_kept_by_another_firm(told: Telling) -> bool:
    """ "the old vendor had login in progress", «прежний подрядчик держал вход в работе»."""
    s = told.sentence
    for _, last in _firms(told):
        held = last + 1
        if held >= len(s.words) or not s.words[held].forms & _HELD:
            continue
        _, end = s.segment(held)
        if any(held < s.index(m.start) < end for m in s.mentions) and not told.orders_behind(end):
            return True
    return False


def _is_an_item(told: Telling) -> bool:
    """ "close dark theme tab", «закрой тёмную тему на форуме»: what is on a screen, and no feature."""
    s = told.sentence
    if s.has("create", "rename", "idea_noun", "risk_noun"):
        return False
    for mention in s.of("feature"):
        behind = s.index(mention.end)
        _, end = s.segment(behind - 1)
        words = s.words[behind:end]
        item = bool(words) and words[0].text in _ITEMS
        talk = len(words) > 1 and words[0].text in ("на", "в", "on") and bool(words[1].forms & _TALK)
        if (item or talk) and any(c.first < behind and told.is_ordered(c) for c in s.all(*_UNDONE)):
            return True
    return False
