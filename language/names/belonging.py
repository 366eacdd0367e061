"""Whether a name is what is spoken of, or only what something else belongs to: «макеты тёмной темы готовы»."""

from __future__ import annotations

from language.names import Mention
from language.sentence import Sentence
from language.words import OF_PEOPLE, TIMES, Word, is_russian, readings

_PREPOSITIONS = frozenset(
    "по для про к ко с со о об над под на в из от у за for of on in about around behind with without".split()
)
_BETWEEN = frozenset("the our my this that a нашей нашу нашего этой эту этого".split())
_NO_THINGS = frozenset("time money budget need plan way room reason sense capacity hours everything anything".split())
# "listen about login we're stuck": turned to somebody, and no thing
_SUCH = frozenset({"такой", "какой", "следующий"})
_ADDRESSES = frozenset("listen look speaking talking".split())
_PEOPLE = OF_PEOPLE | {"anim"}
_VERBS = frozenset("came went got ran sat stood".split())
_DOERS = frozenset("i we they you he she everybody everyone nobody people guys folks all team".split())
_ACCEPTING = frozenset("qa testers testing review тестировщики тестирование приемка".split())
_ACCEPTED = frozenset(
    "signed approved accepted passed finished принял приняла приняли одобрил одобрила одобрили пропустили".split()
)
_SHORTEST = 3
_QUOTES = '"«“„'
_COPULAS = frozenset("is are was were has have isn't aren't wasn't".split())
# What goes on around a feature, and the people at work on it
_AROUND = frozenset(
    "team call meeting demo ticket workshop sync standup retro party kickoff budget deadline guys crew squad designer "
    "designers developer developers contractor contractors vendor people session interview survey discussion thread "
    "channel chat report video test tests experiment rollout campaign".split()
)
_SHOWN_AT = frozenset("демо презентация показ ревью приемка".split())
# "cancel the onboarding session", whatever is ordered or told of it
_EVENTS = frozenset("meeting call session workshop demo sync standup retro party kickoff interview webinar".split())
_NEAR = 2  # words between a part and the status that is said of it


def belongs(s: Sentence, mention: Mention) -> bool:
    """Something else is spoken of, which the feature merely has: its designs, its tests, its first half."""
    inside = [n for n, word in enumerate(s.words) if mention.start <= word.start < mention.end]
    if not inside:
        return False
    return _is_owned_before(s, inside) or _is_owned_behind(s, inside[-1])


def part_near(s: Sentence, first: int, last: int) -> bool:
    """A part of a feature stands beside the words first..last: «по тёмной теме готов бэкенд»."""
    start, end = s.segment(first)
    parts = [c for c in s.all("part_") if start <= c.first < end and not _is_where(s, c.first)]
    parts = [c for c in parts if not accepts(s, c.last, but=first)]
    parts = [c for c in parts if not (c.last + 1 == first and _is_a_crew(s.words[c.last]))]
    return any(first - _NEAR <= c.last < first or last < c.first <= last + _NEAR for c in parts)


def _is_a_crew(word: Word) -> bool:
    """«фронты сели за вход»: those who make that part."""
    return bool(word.forms & _CREWS) and {"plur", "nomn"} <= word.marks


_CREWS = frozenset("фронт бэк фронтенд бэкенд".split())


def accepts(s: Sentence, number: int, *, but: int = -1) -> bool:
    """ "qa signed off": who accepted a thing, and no part of it; `but`: unless that verb is itself what is judged."""
    verb = number + 1
    told = verb < len(s.words) and verb != but
    return told and s.words[number].text in _ACCEPTING and s.words[verb].text in _ACCEPTED


def _is_where(s: Sentence, number: int) -> bool:
    """«на демо приняли»: shown there, and no part of anything."""
    return number > 0 and s.words[number - 1].text == "на" and bool(s.words[number].forms & _SHOWN_AT)


def _is_owned_before(s: Sentence, inside: list[int]) -> bool:
    """«макеты тёмной темы», «презентация про тёмную тему», "tests for dark theme"."""
    if _is_title(s, inside[0]):
        return True
    leads = len(inside) > 1 and s.words[inside[0]].text in _PREPOSITIONS  # «встреча по входу»
    here = inside[0] if leads else _past(s, inside[0] - 1, inside[0], _BETWEEN)
    preposition = here >= 0 and s.words[here].text in _PREPOSITIONS
    noun = here - 1 if preposition else here
    if leads and not is_russian(s.words[noun].text):
        return False  # «вхот по отпечатку» is the name mistyped
    if noun < 0 or s.breaks(s.words[noun].end, s.words[inside[0]].start) or s.words[noun].text in _PREPOSITIONS:
        return False
    if preposition:
        return _is_thing(s, noun, _PEOPLE)
    return _is_thing(s, noun, OF_PEOPLE) and _is_genitive(s, inside)


def _is_title(s: Sentence, first: int) -> bool:
    """«песня „Тёмная тема“»: a thing of another sort, called so."""
    if not first or s.text[s.words[first].start - 1] not in _QUOTES:
        return False
    apart = s.text[s.words[first - 1].end : s.words[first].start].strip(_QUOTES + " ")
    return not apart and "NOUN" in s.words[first - 1].marks and _is_thing(s, first - 1, _PEOPLE)


def _past(s: Sentence, number: int, start: int, skipped: frozenset[str]) -> int:
    while number >= max(0, start - 2) and s.words[number].text in skipped:
        number -= 1
    return number


def _is_owned_behind(s: Sentence, last: int) -> bool:
    """ "dark theme designs", "dark theme's icons"."""
    following = last + 1
    possessive = following < len(s.words) and s.words[following].text == "s"
    following += possessive
    if following >= len(s.words) or s.breaks(s.words[last].end, s.words[following].start):
        return False
    if not s.words[following].text.isascii():
        return False
    if _is_to_be_part(s, following):
        return False
    return any(c.first == following for c in s.all("part_")) or _is_told_of_its_own(s, following, possessive)


def _is_to_be_part(s: Sentence, number: int) -> bool:
    """ "make onboarding part of v3.0": the name stands between an order and what it is to be a part of."""
    of = number + 1 < len(s.words) and [word.text for word in s.words[number : number + 2]] == ["part", "of"]
    named = [m for m in s.of("feature") if s.index(m.end) == number]
    before = s.index(named[-1].start) - 1 if of and named else -1
    return (
        before >= 0 and s.words[before].text == "make" and any(m.start > s.words[number].start for m in s.of("release"))
    )


def _is_told_of_its_own(s: Sentence, number: int, possessive: bool) -> bool:
    """ "onboarding call is cancelled", "dark theme's designer is done": said of what only bears the name."""
    told = number + 1 < len(s.words) and s.words[number + 1].text in _COPULAS
    word = s.words[number]
    noun = word.text in _AROUND or (possessive and not s.meant(number) and not word.text.endswith(("ly", "ed", "ing")))
    return (told and noun) or word.text in _EVENTS


def _is_thing(s: Sentence, number: int, never: frozenset[str]) -> bool:
    """A noun that nothing explains, or a part that a feature may have; no time, and nothing with these marks."""
    word = s.words[number]
    if any(c.first <= number <= c.last for c in s.all("part_")):
        return True
    if number and s.words[number - 1].forms & _SUCH:
        return False  # «такая ситуация с входом»
    if s.meant(number) or len(word.text) < _SHORTEST or word.forms & (TIMES | _NO_THINGS | _ADDRESSES):
        return False
    if _is_done_by_somebody(s, number):
        return False
    if not word.text.isalpha() or (number > 0 and s.text[word.start].isupper()):
        return False
    return word.text.isascii() or _is_noun(word, never)


def _is_done_by_somebody(s: Sentence, number: int) -> bool:
    """ "everybody clapped for dark theme", "mail just came in push notifications are blocked"."""
    said = s.words[number].text
    return said in _VERBS or (said.endswith("ed") and number > 0 and s.words[number - 1].text in _DOERS)


def _is_noun(word: Word, never: frozenset[str]) -> bool:
    reading = readings(word.text)[0].tag
    return "NOUN" in reading and not word.marks & never


def _is_genitive(s: Sentence, inside: list[int]) -> bool:
    """The name's noun can be a genitive and is not just the name as it is called or an object."""
    for number in inside:
        word = s.words[number]
        nouns = [p.tag for p in readings(word.text) if "NOUN" in p.tag]
        if nouns:
            cases = {str(tag.case) for tag in nouns if "sing" in tag}
            cases = cases if cases & {"gent", "nomn", "accs"} else {str(tag.case) for tag in nouns}  # «пушей»
            return "gent" in cases and not cases & {"nomn", "accs"}
    return False
