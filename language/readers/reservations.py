"""What keeps a status that is told from being that of the feature: a part of it, a deadline, another clause."""

from __future__ import annotations

from language.belonging import part_near
from language.governing import by_others
from language.guards import Reason
from language.names import Mention
from language.readers.once import after_more, before_it_is, waits_its_turn, was_once
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import is_russian

REASONED = frozenset({"blocked", "cancelled"})  # what follows one of these is its reason even without "because"
_READY = frozenset({"готовый", "ready", "good"})
_OPEN = frozenset({"закрыть", "закрытый", "закрыться", "closed"})
_OUTSIDERS = frozenset(
    "поставщик вендор провайдер банк магазин сайт клиент сосед конкурент регулятор суд вокзал vendor supplier provider "
    "bank store client customer court regulator competitor landlord".split()
)
_ABROAD = frozenset("соседний чужой конкурент сбер тинькофф competitor rival neighbouring neighboring".split())
_MIGHT = frozenset("should could would might may must".split())
_BEFORE = 3  # words
_MIGHT_HAVE = frozenset({"should've", "could've", "would've"})
_SLOW = frozenset("тормозит тормозят стоит стоят висит висят".split())
_MODALS = frozenset("need needs have has had try trying got ought supposed how time want wants".split())
_BE = frozenset("we're are is am i'm be being they're was were just now".split())
_STOPS = frozenset("stop stopped halt halted pause paused quit".split())
_ACTIVE = frozenset("blocks holds stops halts freezes pauses kills drops cuts cancels closes finishes".split())
_DEVICES = frozenset(
    "phone laptop machine computer mac pc screen browser tv tablet iphone ipad телефон ноутбук ноут комп компьютер "
    "планшет экран браузер айфон мак машина".split()
)
_MY = frozenset("my his her our меня моём моем нас него неё".split())
_SHOULD = frozenset("must gotta should hafta".split())
_BY = frozenset("к ко до by before until till".split())
_PLACES = frozenset("at in as for on from у в во на из для".split())
_WHOLLY = frozenset("все весь полный all full every everyone".split())
_THEIRS = frozenset("their his her его их".split())
_BETWEEN = frozenset("new our the more other".split())
_FAR = 4  # words from the preposition to the noun: "at our sister company"
_SHORTEST = 3
_FOR_WHAT = frozenset("к ко для for to".split())


def said_of_another(s: Sentence, cue: Cue) -> Reason | None:
    """«готова к тестированию», "ready for QA", «готовы обсудить» are no end; «готов бэкенд» is that of a part."""
    if _is_willing(s, cue) or _is_weighed(s, cue) or _at_another_time(s, cue):
        return "plan"
    if _does_it_itself(s, cue) or _is_of_another_clause(s, cue) or _on_my_device(s, cue):
        return "another thing"
    if cue.kind == "blocked" and s.words[cue.last].text in _SLOW and not _tells_why(s, cue):
        return "doubt"
    if cue.kind not in ("done", "in_progress"):
        return "another thing" if _gives_up_doing(s, cue) else None
    if cue.kind == "done" and (_only_for(s, cue) or _limited(s, cue) or after_more(s, cue)):
        return "unfinished"
    return "another thing" if part_near(s, cue.first, cue.last) or _does_something_else(s, cue) else None


def _at_another_time(s: Sentence, cue: Cue) -> bool:
    return was_once(s, cue) or waits_its_turn(s, cue) or before_it_is(s, cue)


def _is_willing(s: Sentence, cue: Cue) -> bool:
    """«готовы приступить», "ready to start": who is ready to begin has not begun."""
    start, _ = s.segment(cue.first)
    infinitive = "INFN" in s.words[cue.first].marks or (cue.first > 0 and s.words[cue.first - 1].text == "to")
    return infinitive and any(word.forms & _READY for word in s.words[start : cue.first])


def _is_weighed(s: Sentence, cue: Cue) -> bool:
    """ "we need to finish", "considered cancelling": told of as a thing to do."""
    first = s.words[cue.first].text
    begun, _ = s.hard_segment(cue.first)
    before = [word.text for word in s.words[max(begun, cue.first - 2) : cue.first]]
    if before[-1:] == ["to"]:
        return cue.kind in ("done", "in_progress") and bool(_MODALS & set(before))
    if set(before[-1:]) & _SHOULD or before == ["have", "got"] or _ought_to_have(s, cue):
        return True
    if by_others(s, cue.first):
        return True
    gerund = cue.language == "en" and first.endswith("ing") and cue.kind != "in_progress"
    return gerund and bool(before) and not _BE & set(before[-1:])


def _ought_to_have(s: Sentence, cue: Cue) -> bool:
    """ "should have shipped", "could've been done": it was not."""
    before = [word.text for word in s.words[max(0, cue.first - _BEFORE) : cue.first] if word.text != "been"]
    if before[-1:] == ["have"]:
        return bool(_MIGHT & set(before))
    return bool(before) and before[-1] in _MIGHT_HAVE


def _does_it_itself(s: Sentence, cue: Cue) -> bool:
    """ "dark theme is killing our battery": the feature does it, it is not done to it."""
    number = cue.first - 1
    named = any(m.end <= s.words[cue.first].start for m in s.of("feature"))
    word = s.words[cue.first].text
    if word in _ACTIVE and any(m.of("feature") and s.words[number].end == m.end for m in s.mentions):
        return True  # "dark theme holds v3.0 hostage"
    gerund = cue.language == "en" and word.endswith("ing") and cue.kind != "in_progress"
    return gerund and named and number >= 0 and s.words[number].text in ("is", "are", "was", "were", "keeps")


def _is_of_another_clause(s: Sentence, cue: Cue) -> bool:
    """«закрыл ноутбук, тёмная тема подождёт»: the verb has an object of its own, and the name stands elsewhere."""
    start, end = s.segment(cue.first)
    named = any(start <= s.index(m.start) < end for m in s.of("feature"))
    if named or any(start <= c.first < end for c in s.all("pronoun")):
        return False
    behind = [n for n in range(cue.last + 1, min(end, cue.last + 3)) if not s.meant(n)]
    if not behind or cue.kind in REASONED:
        return False
    word = s.words[behind[0]]
    return "NOUN" in word.marks or (word.text.isascii() and word.text.isalpha())


def _on_my_device(s: Sentence, cue: Cue) -> bool:
    """ "blocked on my phone", «зависла у меня на ноутбуке»: the thing does not work for somebody, here and now."""
    _, end = s.segment(cue.last)
    behind = s.words[cue.last + 1 : end]
    return any(word.forms & _DEVICES for word in behind) and any(word.text in _MY for word in behind)


def _tells_why(s: Sentence, cue: Cue) -> bool:
    """A reason follows, or nothing at all does: «тормозит из-за юристов», «тёмная тема встала»."""
    _, end = s.segment(cue.last)
    return end == cue.last + 1 or s.has("reason", "reason_kept")


def _limited(s: Sentence, cue: Cue) -> bool:
    """«готова, но …», "done by Friday": not all of it, or not yet."""
    begin, end = s.segment(cue.first)
    if any(begin <= c.first < end for c in s.all("broke_")):
        return True  # «упала в проде»
    _, end = s.hard_segment(cue.first)
    but = next((c for c in s.all("but_") if cue.last < c.first < end), None)
    if but is not None and not any(m.start > s.words[but.first].start for m in s.of("feature")):
        return True
    return any(_is_deadline(s, moment.start) for moment in s.days())


def _is_deadline(s: Sentence, position: int) -> bool:
    """«к пятнице», «до пятницы», "by Friday"."""
    number = s.index(position)
    around = {word.text for word in s.words[max(0, number - 1) : number + 1]}
    return bool(around & _BY)


def _only_for(s: Sentence, cue: Cue) -> bool:
    if not s.words[cue.first].forms & (_READY | _OPEN) or cue.last + 1 >= len(s.words):
        return False
    following = s.words[cue.last + 1]
    apart = s.breaks(s.words[cue.last].end, following.start)
    return not apart and ("INFN" in following.marks or following.text in _FOR_WHAT)


def elsewhere(s: Sentence, cue: Cue, mention: Mention) -> int | None:
    """Where the words end that may tell of another place, maker or time: «… в другом банке», "… as a trend".

    A preposition leads them in, and a noun among them is explained by nothing.
    """
    outsider = _by_an_outsider(s, cue, mention)
    if outsider or cue.kind in REASONED:
        return outsider  # what follows may be the reason
    _, end = s.segment(max(cue.last, s.index(mention.start)))
    inside = [n for n, word in enumerate(s.words) if mention.start <= word.start < mention.end]
    if not inside:
        return None
    if _is_theirs(s, inside[0]) or _is_abroad(s, inside[0]):
        return mention.end
    longer = _goes_on(s, inside[-1], end) if inside[0] > cue.last else None
    return longer or _numbered(s, mention) or _far_off(s, cue, inside[0], end)


def _numbered(s: Sentence, mention: Mention) -> int | None:
    """«тёмная тема 2.0»: the next one of the same name."""
    behind = next((m for m in s.of("release") if not s.text[mention.end : m.start].strip()), None)
    return behind.end if behind is not None and behind.start > mention.end else None


def _far_off(s: Sentence, cue: Cue, first: int, end: int) -> int | None:
    """«… в другом банке», "… at our sister company"."""
    for number in range(min(cue.first, first), end - 1):
        if s.words[number].text not in _PLACES or s.is_named(number) or _is_led_in(s, cue, number):
            continue
        far = next((n for n in range(number + 1, min(end, number + _FAR)) if _is_strange(s, n)), None)
        if far is not None:
            return s.words[far].end
    return None


def _is_abroad(s: Sentence, first: int) -> bool:
    """«в соседнем банке вход уже готов»: the place of others is told before the name."""
    start, _ = s.segment(first)
    return any(word.forms & _ABROAD for word in s.words[start:first])


def _by_an_outsider(s: Sentence, cue: Cue, mention: Mention) -> int | None:
    """«поставщик закрыл чат с поддержкой», «Яндекс запустил …»: who is none of the team may have done it to another."""
    subject = s.words[cue.first - 1] if cue.first else None
    if subject is None or mention.start < subject.start or s.breaks(subject.end, s.words[cue.first].start):
        return None
    closes = s.words[cue.first].forms & _OPEN and subject.forms & _OUTSIDERS
    if not closes and not ({"Orgn"} & subject.marks or subject.forms & _ABROAD):
        return None
    return mention.end


def _is_strange(s: Sentence, number: int) -> bool:
    """A word that nothing explains: a noun, or a Latin word that is no adverb."""
    word = s.words[number]
    if s.meant(number) or len(word.text) < _SHORTEST or word.text.endswith("ly"):
        return False
    return word.text.isascii() or bool("NOUN" in word.marks or not word.marks)


def _is_theirs(s: Sentence, first: int) -> bool:
    """ "their offline mode", «их тёмная тема», "Spotify's offline mode", «тинькоффская тёмная тема»."""
    before = first - 1
    if before < 0 or s.breaks(s.words[before].end, s.words[first].start):
        return False
    word = s.words[before]
    if word.text == "s" and before > 0:
        return not s.meant(before - 1)
    invented = not word.text.isascii() and "ADJF" in word.marks and not is_russian(word.text)
    return word.text in _THEIRS or invented


def _goes_on(s: Sentence, last: int, end: int) -> int | None:
    """Where the words end that make another thing of it: "done with the onboarding course", "closed … with HR"."""
    if last + 1 >= end:
        return None
    noun = last + 1 + (s.words[last + 1].text in _BETWEEN and last + 2 < end)
    following = s.words[noun]
    if following.text.isascii() and following.text.isalpha() and _is_strange(s, noun):
        return following.end
    beside = next((n for n in range(last + 1, end - 1) if s.words[n].text == "with"), None)
    proper = beside is not None and s.text[s.words[beside + 1].start].isupper() and not s.meant(beside + 1)
    return s.words[beside + 1].end if beside is not None and proper else None


def _is_led_in(s: Sentence, cue: Cue, preposition: int) -> bool:
    """The preposition belongs to a phrase that is known, to «для всех», or says who does it: «в работе у Пети»."""
    if s.words[preposition].text == "у" and preposition > cue.last:
        return True
    phrase = any(c.first <= preposition <= c.last and c.last > c.first for c in s.cues)
    return phrase or bool(s.words[preposition + 1].forms & _WHOLLY)


def _gives_up_doing(s: Sentence, cue: Cue) -> bool:
    """«отказались переносить вход», "stop cancelling login": what is given up or stopped is said by the next verb."""
    if cue.kind == "cancelled":
        following = cue.last + 1
        return following < len(s.words) and "INFN" in s.words[following].marks and _does_something_else(s, cue)
    return cue.kind == "blocked" and s.words[cue.last].text in _STOPS and _does_something_else(s, cue)


def _does_something_else(s: Sentence, cue: Cue) -> bool:
    """«начал проверять вход», "finished arguing about dark theme": what was begun or ended is said by the next verb."""
    following = cue.last + 1
    if following >= len(s.words) or s.is_named(following) or s.breaks(s.words[cue.last].end, s.words[following].start):
        return False
    word = s.words[following]
    if s.meant(following) and cue.kind not in REASONED:
        return False
    return "INFN" in word.marks or (word.text.isascii() and word.text.endswith("ing"))
