"""Whether words beside a whole name make another thing of it: «тёмная тема админки», "dark theme for tablets"."""

from __future__ import annotations

from language.names import Mention
from language.sentence import Sentence
from language.words import OF_PEOPLE, TIMES, Word

# «другая тёмная тема», "a dark theme": not the one that is known by this name
_NOT_THE_ONE = frozenset("другой иной прежний бывший чужой ихний прошлогодний похожий".split())
_NOT_THE_ONE_EN = frozenset("a an another other different old previous former legacy similar".split())
_LEADS_ON = frozenset("от для из под со с через о об про for of with from by".split())
_LEADS_ON_EN = frozenset("for of with from by at in".split())
# «с горем пополам», «с божьей помощью», «с первого раза»: how it was done
_MANNER = frozenset(
    "горе грех бой труд помощь успех треск опоздание запас лёгкость легкость раз боль радость скрип божий первый второй"
    " третий блеск удовольствие нуль ноль утро начало конец перерыв".split()
)
_COPULAS = frozenset("is are was were has have isn't aren't".split())
_SHORTEST = 3
_TELLS_NOTHING = frozenset({"tongue_ru", "tongue_en", "speak", "cause_", "asks_", "preface_"})


def namesake(s: Sentence, mention: Mention) -> int | None:
    """Where the words end that make another thing of a name; None where they do not.

    «тёмная тема админки готова» may tell of another feature than «Тёмная тема»: it is asked about.
    """
    first, last = s.index(mention.start), s.index(mention.end) - 1
    if last < first:
        return None
    return _behind(s, last) or (mention.end if _is_set_apart(s, first) else None)


def _is_set_apart(s: Sentence, first: int) -> bool:
    """«другая тёмная тема», "the old dark theme", "a new dark theme"."""
    number = first - 1
    if number > 0 and s.words[number].text == "new":
        number -= 1
    if number < 0 or s.breaks(s.words[number].end, s.words[first].start):
        return False
    before = s.words[number]
    if before.text in _NOT_THE_ONE_EN:
        return s.words[first].text.isascii()
    return "ADJF" in before.marks and bool(before.forms & _NOT_THE_ONE)


def _behind(s: Sentence, last: int) -> int | None:
    _, end = s.segment(last)
    noun = last + 1
    if noun >= end or s.is_named(noun):
        return None
    if s.words[noun].text in _LEADS_ON | _LEADS_ON_EN:
        return _led_in(s, noun, end)
    if noun + 1 < end and _is_attribute(s, noun) and "gent" in s.words[noun].marks:
        noun += 1
    genitive = {"NOUN", "gent"} <= s.words[noun].marks and _is_strange(s, noun)
    return s.words[noun].end if genitive and not _does_something(s, noun, end) else None


def _led_in(s: Sentence, preposition: int, end: int) -> int | None:
    """«уведомления от налоговой», "API integration with Salesforce is done"."""
    noun = preposition + 1
    if any(c.first <= preposition <= c.last and c.last > c.first for c in s.cues):
        return None  # «из-за», "for now"
    if noun + 1 < end and _is_attribute(s, noun) and "NOUN" in s.words[noun + 1].marks:
        noun += 1
    if noun >= end or not _is_strange(s, noun) or any(w.forms & _MANNER for w in s.words[preposition + 1 : noun + 1]):
        return None
    word = s.words[noun]
    if word.text.isascii():
        told = noun + 1 < end and s.words[noun + 1].text in _COPULAS
        return word.end if told else None
    return word.end


def _is_attribute(s: Sentence, number: int) -> bool:
    word = s.words[number]
    return not word.text.isascii() and bool({"ADJF", "PRTF"} & word.marks) and "Apro" not in word.marks


def _is_strange(s: Sentence, number: int) -> bool:
    """A noun that nothing explains, and no time and nobody's name."""
    word = s.words[number]
    known = s.is_named(number) or any(c.first <= number <= c.last for c in s.cues if c.kind not in _TELLS_NOTHING)
    if known or len(word.text) < _SHORTEST or not word.text.isalpha() or word.forms & TIMES:
        return False
    if word.text.isascii():
        return not word.text.endswith("ly")
    capital = s.text[word.start].isupper() and not s.text.isupper()
    person = "Name" in word.marks or (bool(word.marks & OF_PEOPLE) and capital)
    return not person and bool(word.marks & {"NOUN", "ADJF"} or not word.marks)


def _does_something(s: Sentence, number: int, end: int) -> bool:
    """«тёмная тема испытания прошла», «тёмную тему дизайнеры добили»: the noun belongs to a verb behind it."""
    behind = s.words[number + 1 : end]
    if not behind:
        return False
    return _is_verb(behind[0]) or ("nomn" in s.words[number].marks and any(_is_verb(w) for w in behind))


def _is_verb(word: Word) -> bool:
    return "VERB" in word.marks and "NOUN" not in word.marks
