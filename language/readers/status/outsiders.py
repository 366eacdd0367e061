"""Whether what is told is done by others, or to a thing of theirs: "Spotify's offline mode", «… в другом банке»."""

from __future__ import annotations

from language.guards.negations import tells_of_the_denied
from language.names import Mention
from language.readers.status.running_on import own_clause_at
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import CREW, TIMES, is_russian

REASONED = frozenset({"blocked", "cancelled"})  # what follows one of these is its reason even without "because"
CLOSED = frozenset({"закрыть", "закрытый", "закрыться", "closed"})
_OUTSIDERS = frozenset(
    "поставщик вендор провайдер банк магазин сайт клиент сосед конкурент регулятор суд вокзал vendor supplier provider "
    "bank store client customer court regulator competitor landlord".split()
)
_ABROAD = frozenset(
    "соседний чужой конкурент сбер тинькофф альфа втб competitor rival neighbouring neighboring".split()
)
_PLACES = frozenset("at in as for on from у в во на из для".split())
# "at nine", «на планёрке»: it is told when, and not where
WHEN = frozenset(
    "first one two three four five six seven eight nine ten eleven twelve noon midday midnight dawn lunch lunchtime "
    "monday tuesday wednesday thursday friday saturday sunday breakfast "
    "standup stand-up planning retro demo grooming kickoff планерка стендап демо ретро обед созвон митинг "
    "груминг".split()
)
_WHOLLY = frozenset("все весь полный all full every everyone both".split())
_THEIRS = frozenset("their his her его их".split())
_THERE = frozenset({"there", "там"})
_MINE = frozenset({"my", "моя", "мой", "моё", "мое"})
_LEADING = frozenset("on with by in".split())
_BETWEEN = frozenset("new our the more other".split())
_INSIDE = frozenset({"в", "во"})
_OPENING = frozenset("а и но ну вот зато".split())
_NO_PLACES = frozenset("итог целое принцип конец результат общее сумма очередь выходной процесс".split())
_FAR = 4  # words from the preposition to the noun: "at our sister company"
_SHORTEST = 3


def elsewhere(s: Sentence, cue: Cue, mention: Mention) -> int | None:
    """Where the words end that may tell of another place, maker or time: «… в другом банке», "… as a trend".

    A preposition leads them in, and a noun among them is explained by nothing.
    """
    _, end = s.segment(max(cue.last, s.index(mention.start)))
    inside = [n for n, word in enumerate(s.words) if mention.start <= word.start < mention.end]
    if not inside:
        return None
    mine = cue.kind == "blocked" and inside[0] > 0 and s.words[inside[0] - 1].text in _MINE
    if is_of_others(s, cue, mention) or _is_in_it(s, cue, inside[0]) or mine:
        return mention.end  # "my dark theme is stuck": that of the app, on somebody's phone
    if cue.kind in REASONED and cue.last < inside[0] - 1 and s.words[inside[0] - 1].text in _LEADING:
        return _goes_on(s, inside[-1], end)  # "blocked on onboarding paperwork"
    if (own := own_clause_at(s, cue.last)) is not None and not s.words[own].forms & _OUTSIDERS:
        end = own  # «… в работе команда вышла из отпуска»
    end = _we_at(s, cue.last, end)
    outsider = _by_an_outsider(s, cue, mention)
    if outsider or cue.kind in REASONED:
        return outsider  # what follows may be the reason
    longer = _goes_on(s, inside[-1], end) if inside[0] > cue.last else None
    return longer or _numbered(s, mention) or _far_off(s, cue, inside[0], end)


def _we_at(s: Sentence, last: int, end: int) -> int:
    """Where we tell of ourselves without a pause: "… is finished we validated it on the new boards"."""
    ours = (n for n in range(last + 1, end) if s.words[n].text in _WE and s.words[n - 1].text not in _RELATING)
    return next(ours, end)


_WE = frozenset("we we've i i've".split())
_RELATING = frozenset("as than that which what where when if until before after".split())


def _is_in_it(s: Sentence, cue: Cue, first: int) -> bool:
    """ "stuck in onboarding all day", "started my onboarding": somebody is, or goes through it."""
    before = s.words[first - 1].text if first else ""
    return (cue.kind == "blocked" and before == "in" and cue.last == first - 2) or before == "my"


def is_of_others(s: Sentence, cue: Cue, mention: Mention) -> bool:
    """A thing of somebody else's bears the same name: "their v3.0", «у мужа на работе», «в телеграме»."""
    first = s.index(mention.start)
    return (
        _is_theirs(s, first)
        or _is_abroad(s, first)
        or _is_placed_before(s, first)
        or _is_told_of_strangers(s, cue, first)
        or _is_theirs_behind(s, cue, mention)
    )


def _is_theirs_behind(s: Sentence, cue: Cue, mention: Mention) -> bool:
    """ "login at my sister's company is blocked"; "Revolut's: login is done there"."""
    first, behind = s.index(mention.start), s.index(mention.end)
    strangers = s.all("kin_", "maker_")
    place = behind if behind < len(s.words) and s.words[behind].text in _PLACES else None
    if place is not None and any(c.first in (place + 1, place + 2) and c.last < cue.first for c in strangers):
        return True
    start, _ = s.hard_segment(first)
    there = cue.last + 1 < len(s.words) and s.words[cue.last + 1].text in _THERE
    return there and any(start <= c.first < first for c in strangers)


def _is_told_of_strangers(s: Sentence, cue: Cue, first: int) -> bool:
    """«у сестры в стартапе запустили вход», "WhatsApp shipped dark theme": whoever they are, they are none of us.

    «друг, вход готов» only speaks to somebody.
    """
    told = {*range(s.segment(first)[0], first)}
    if cue.kind not in REASONED:  # between a name and a hold it is told why
        told |= {*range(s.segment(cue.first)[0], cue.first)}
    return any(c.first in told and not _is_spoken_to(s, c, first) for c in s.all("kin_", "maker_"))


def at_home(s: Sentence, mention: Mention) -> bool:
    """ "my son's onboarding": that of somebody at home."""
    first = s.index(mention.start)
    start, _ = s.segment(first)
    return any(start <= c.first < first and not _is_spoken_to(s, c, first) for c in s.all("kin_"))


def _is_spoken_to(s: Sentence, cue: Cue, first: int) -> bool:
    return (cue.first, cue.last) == (s.segment(first)[0], first - 1)


def _numbered(s: Sentence, mention: Mention) -> int | None:
    """«тёмная тема 2.0»: the next one of the same name."""
    behind = next((m for m in s.of("release") if not s.text[mention.end : m.start].strip()), None)
    return behind.end if behind is not None and behind.start > mention.end else None


def _far_off(s: Sentence, cue: Cue, first: int, end: int) -> int | None:
    """«… в другом банке», "… at our sister company"."""
    for number in range(min(cue.first, first), end - 1):
        if s.words[number].text not in _PLACES or s.is_named(number) or _is_led_in(s, cue, number):
            continue
        if tells_of_the_denied(s, number, cue.first):
            continue  # «не отменена, как указано в протоколе, а готова»
        far = next((n for n in range(number + 1, min(end, number + _FAR)) if is_strange(s, n)), None)
        if far is not None:
            return s.words[far].end
    return None


def _is_abroad(s: Sentence, first: int) -> bool:
    """«в соседнем банке вход уже готов»: the place of others is told before the name."""
    start, _ = s.segment(first)
    if any(word.forms & _ABROAD for word in s.words[start:first]):
        return True
    return any(s.words[n].text == "at" and is_strange(s, n + 1) for n in range(start, first - 1))


def _is_placed_before(s: Sentence, first: int) -> bool:
    """«в нашем фитнес-клубе тёмная тема готова»: a place that nothing explains opens the clause."""
    start, _ = s.segment(first)
    while start < first and s.words[start].text in _OPENING:
        start += 1
    if start >= first - 1 or s.words[start].text not in _INSIDE:
        return False
    noun, described = s.words[first - 1], s.words[start + 1 : first - 1]
    place = "loct" in noun.marks and not noun.forms & (TIMES | _NO_PLACES) and is_strange(s, first - 1)
    return place and all("loct" in word.marks for word in described)


def _by_an_outsider(s: Sentence, cue: Cue, mention: Mention) -> int | None:
    """«поставщик закрыл чат с поддержкой», «Яндекс запустил …»: who is none of the team may have done it to another."""
    subject = s.words[cue.first - 1] if cue.first else None
    if subject is None or mention.start < subject.start or s.breaks(subject.end, s.words[cue.first].start):
        return None
    closes = bool(s.words[cue.first].forms & CLOSED and subject.forms & _OUTSIDERS)
    if not closes and not _in_their_own(s, cue, mention) and not ({"Orgn"} & subject.marks or subject.forms & _ABROAD):
        return None
    return mention.end


def _in_their_own(s: Sentence, cue: Cue, mention: Mention) -> bool:
    """ "Google cancelled dark theme in their app": who did it, and where, are others."""
    behind = [word.text for word in s.words[s.index(mention.end) :][:2]]
    return is_strange(s, cue.first - 1) and len(behind) > 1 and behind[0] in _PLACES and behind[1] in _THEIRS


def is_strange(s: Sentence, number: int) -> bool:
    """A word that nothing explains: a noun, or a Latin word that is no adverb."""
    word = s.words[number]
    if s.meant(number) or len(word.text) < _SHORTEST or word.text.endswith("ly") or word.forms & WHEN:
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
    if following.text.isascii() and following.text.isalpha() and is_strange(s, noun):
        return following.end
    beside = next((n for n in range(last + 1, end - 1) if s.words[n].text == "with"), None)
    proper = beside is not None and s.text[s.words[beside + 1].start].isupper() and not s.meant(beside + 1)
    return s.words[beside + 1].end if beside is not None and proper else None


def _is_led_in(s: Sentence, cue: Cue, preposition: int) -> bool:
    """The preposition belongs to a phrase that is known, to «для всех», or says who does it: «в работе у Пети»."""
    if s.words[preposition].text == "у" and (preposition > cue.last or s.words[preposition + 1].forms & CREW):
        return True
    phrase = any(c.first <= preposition <= c.last and c.last > c.first for c in s.cues)
    phrase = phrase or "свой" in s.words[preposition + 1].forms  # «проверил на своём телефоне»
    return phrase or bool(s.words[preposition + 1].forms & _WHOLLY)


def is_me(s: Sentence, cue: Cue) -> bool:
    """«я заблокирован», «меня заблокировали в чате», "onboarding has me blocked": who speaks is held up."""
    if cue.kind != "blocked" or not cue.first:
        return False
    before = s.words[cue.first - 1].text
    return before in ("меня", "me") or (before == "я" and "PRTS" in s.words[cue.first].marks)


def is_somewhere(s: Sentence, cue: Cue, end: int) -> bool:
    """«застрял в пробке, …», "stuck in traffic, …": who speaks is."""
    if s.words[cue.last].text not in _STUCK or cue.last + 2 >= end:
        return False
    return s.words[cue.last + 1].text in _PLACES and is_strange(s, cue.last + 2)


_STUCK = frozenset("застрял застряла застряли stuck".split())
