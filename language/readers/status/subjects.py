"""Which of the features in a sentence a status is said of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.names import Mention
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import CONJUNCTIONS

_COPULAS = frozenset("is are was were isn't aren't got gets".split())
_PASSED = frozenset("still already also just finally now all both".split())
_TELLING = _COPULAS | {"has", "goes", "went"}
_ARTICLES = frozenset("the a our my".split())
_ONE = frozenset("one thing whole".split())
_TOWARDS = frozenset("в на in into to on back".split())
_SHORTEST = 3
_JOINING = re.compile(
    r"\b(?:as\s+well\s+as|и|and|а|также|плюс|plus|еще|ещё|потом|затем|also|then|the|фич[ауи]|feature)\b|[\s,&+/]"
)
_CONTRAST = re.compile(r",|\sа\s", re.IGNORECASE)


def subject_of(s: Sentence, cue: Cue, features: Sequence[Mention]) -> list[Mention]:
    """The features the cue is said of: those joined to the nearest one before it, else behind it."""
    own = _has_its_own(s, cue, features) or orders_another(s, cue, features)
    features = [m for m in features if not own and not _is_only_pointed_at(s, cue, m)]
    if len(features) < 2:
        return list(features)
    features = [m for m in features if not _is_waited_for(s, cue, m)] or list(features)
    if (paired := _paired(s, cue, features)) is not None:
        return [paired]
    start, end = s.words[cue.first].start, s.words[cue.last].end
    others = [c for c in s.all(*STATUSES) if c != cue]
    before = [
        m
        for m in features
        if m.end <= start and not any(m.end <= s.words[c.first].start < start for c in others if c.kind != cue.kind)
    ]
    behind = [
        m for m in features if m.start >= end and not any(end <= s.words[c.first].start < m.start for c in others)
    ]
    if behind and not before:
        return _joined(s, behind, first=True)
    if before and behind and _closer_behind(s, cue, before[-1], behind[0]):
        return _joined(s, behind, first=True)
    if before:
        return _joined(s, before, first=False)
    return [m for m in features if m.end <= start][-1:]


def _is_waited_for(s: Sentence, cue: Cue, mention: Mention) -> bool:
    """«пока не доделали платежи, тёмная тема стоит»: the first is what the other waits for."""
    first, end = s.segment(s.index(mention.start))
    opens = any(first <= c.first < s.index(mention.start) for c in s.all("until_", "before_"))
    return opens and not first <= cue.first < end


def _has_its_own(s: Sentence, cue: Cue, features: Sequence[Mention]) -> bool:
    """ "The budget got cut, so …", «корпоратив отменён, …»: said of what nothing explains, apart from any feature."""
    start, end = s.segment(cue.first)
    if _has_arrived(s, cue, features):
        return True
    if any(start <= s.index(m.start) < end for m in features) or cue.first <= start:
        return False
    verb = cue.first - 1
    while verb > start and s.words[verb].text in _PASSED:
        verb -= 1
    if s.words[verb].text in _COPULAS:
        return verb > start and (_is_thing(s, verb - 1) or _is_of_a_story(s, verb - 1))
    before = s.words[cue.first - 1]
    state = bool(s.words[cue.first].marks & {"ADJS", "PRTS"})
    return state and "nomn" in before.marks and _is_thing(s, cue.first - 1)


def _has_arrived(s: Sentence, cue: Cue, features: Sequence[Mention]) -> bool:
    """«Доехал. Теперь о входе …»: a sentence of its own before any feature, and of whoever speaks."""
    start, end = s.hard_segment(cue.first)
    apart = all(s.index(m.start) >= end for m in features)
    travels = bool(s.words[cue.first].forms & _TRAVELS) and "past" in s.words[cue.first].marks
    return travels and apart and all(s.plain(n) or cue.first <= n <= cue.last for n in range(start, end))


_TRAVELS = frozenset("доехать выехать уехать приехать зайти стартануть".split())


def orders_another(s: Sentence, cue: Cue, features: Sequence[Mention]) -> bool:
    """«вход готов, а виджет верни в бэклог», "…, put the widget back": the order has an object that nobody knows."""
    start, end = s.segment(cue.first)
    orders = [c.first for c in s.all("set", "back", "put") if start <= c.first <= cue.last]
    if not orders:
        return False
    verb = orders[0]
    begun = max((n + 1 for n in range(start, verb) if s.words[n].text in CONJUNCTIONS), default=start)
    if any(begun <= s.index(m.start) < end for m in features) or any(begun <= c.first < end for c in s.all("pronoun")):
        return False
    behind = next((n for n in range(verb + 1, cue.last + 1) if s.words[n].text not in _ARTICLES), verb)
    ordered = "impr" in s.words[verb].marks and begun == verb - 1 and "accs" in s.words[begun].marks
    return (ordered and _is_thing(s, begun)) or (begun == verb < behind and _is_object(s, behind))


def _is_object(s: Sentence, number: int) -> bool:
    word = s.words[number]
    after_article = word.text.isascii() and s.words[number - 1].text in _ARTICLES
    return _is_thing(s, number) and word.text not in _ONE and (after_article or {"NOUN", "accs"} <= word.marks)


def _is_only_pointed_at(s: Sentence, cue: Cue, mention: Mention) -> bool:
    """ "Voice assistant is blocked, no budget for it": what is unknown is told of, and "it" is that."""
    pointer = s.index(mention.start)
    if not any(c.first == pointer for c in s.all("pronoun")):
        return False
    start, end = s.segment(cue.first)
    if start <= pointer < end:
        before = s.words[cue.first - 1] if cue.first > start else None
        states = before is not None and (before.text in _COPULAS or bool(s.words[cue.first].marks & {"ADJS", "PRTS"}))
        told = states and any(_is_thing(s, n) for n in range(start, cue.first))
        return pointer > cue.last and (told or _takes_another(s, cue, pointer))
    return any(_is_thing(s, n) for n in range(start, end) if not cue.first <= n <= cue.last)


def _takes_another(s: Sentence, cue: Cue, pointer: int) -> bool:
    """ "we cancelled the offsite because of it": what it is done to stands right behind it."""
    behind = next((n for n in range(cue.last + 1, pointer) if s.words[n].text not in _ARTICLES), pointer)
    return behind < pointer and _is_thing(s, behind)


def _is_of_a_story(s: Sentence, number: int) -> bool:
    """ "the gateway contract was cancelled", "its release notes are still in progress": no feature's own status."""
    return any(c.first <= number == c.last for kind in ("cause_", "source") for c in s.all(kind))


def _is_thing(s: Sentence, number: int) -> bool:
    """A noun that nothing explains, or an English word that may be one."""
    word = s.words[number]
    letters = word.text.replace("-", "")
    if s.meant(number) or len(letters) < _SHORTEST or not letters.isalpha():
        return False
    return not word.text.endswith("ly") if word.text.isascii() else "NOUN" in word.marks or not word.marks


def _paired(s: Sentence, cue: Cue, features: Sequence[Mention]) -> Mention | None:
    """ "X is done Y is in progress", said without a pause: names and statuses take turns, and a status ends it."""
    cues = [c for c in s.all(*STATUSES) if not s.is_named(c.first)]
    if cue not in cues or len(cues) != len(features):
        return None
    places = [place for m, c in zip(features, cues, strict=True) for place in (m.start, s.words[c.first].start)]
    pairs = list(zip(features, cues, strict=True))
    told = places == sorted(places) and all(_is_told_of(s, m, c) for m, c in pairs[:-1])
    return features[cues.index(cue)] if told else None


def _is_told_of(s: Sentence, mention: Mention, cue: Cue) -> bool:
    """ "login is done", «вход в работу»: what joins them says so."""
    between = s.words[s.index(mention.end) : cue.first + 1]
    return any(word.text in _TELLING for word in between) or between[-1].text in _TOWARDS


def _closer_behind(s: Sentence, cue: Cue, before: Mention, behind: Mention) -> bool:
    """«взяли в работу X»: a verb right before a name speaks of that name."""
    gap_before = s.index(s.words[cue.first].start) - s.index(before.end)
    gap_behind = s.index(behind.start) - cue.last - 1
    apart = s.breaks(before.end, s.words[cue.first].start)
    joined = s.breaks(s.words[cue.last].end, behind.start)
    return gap_behind == 0 and not joined and (apart or gap_before > 0)


def joined(mentions: Sequence[Mention], s: Sentence) -> list[Mention]:
    """The first of them and those that are listed with it."""
    return _joined(s, mentions, first=True)


def _joined(s: Sentence, mentions: Sequence[Mention], *, first: bool) -> list[Mention]:
    """The nearest mention and those joined to it by «и», "and", commas."""
    ordered = list(mentions) if first else list(reversed(mentions))
    found = [ordered[0]]
    for mention in ordered[1:]:
        one, other = sorted((found[-1], mention), key=lambda m: m.start)
        between = _JOINING.sub("", s.text[one.end : other.start].lower())
        beside = not s.text[one.end : other.start].strip()
        if between or (beside and (first or len(found) == 1)):
            break  # side by side without an «и» they are two stories; «X Y и Z готовы» lists all three
        if first and _CONTRAST.search(s.text, one.end, other.start) and _goes_its_own_way(s, mention):
            break
        found.append(mention)
    return found


def _goes_its_own_way(s: Sentence, mention: Mention) -> bool:
    """«отмени вход, переводы его заменят», «…, а переводы пусть подождут»: the second begins a clause of its own."""
    number = s.index(mention.end)
    _, end = s.segment(number - 1)
    if any(number <= c.first < end for c in s.all(*STATUSES)):
        return True
    return any(not s.meant(n) or _is_a_verb(s, n) for n in range(number, end))


def _is_a_verb(s: Sentence, number: int) -> bool:
    """«отмени вход, тёмную тему пока думаем»: whatever the word means elsewhere, nothing is cancelled by it."""
    marks = s.words[number].marks
    return {"VERB", "1per"} <= marks and not any(c.first <= number <= c.last for c in s.all(*STATUSES))
