"""When a release is due: «v2.0 двигаем на 20.03.2027», "delay release v3.0 by one week", «2.0 на неделю позже»."""

from __future__ import annotations

from collections.abc import Sequence

from language.draft import Draft, as_named
from language.folding import fold
from language.guards import keeps_from
from language.guards.questions import asked
from language.names import Mention
from language.names.belonging import belongs
from language.readers.release.due import read_due
from language.readers.release.places import INTO
from language.readers.release.target_day import denied_words, target_day
from language.readers.status.because import marked_reason, unmarked_reason
from language.readers.status.outsiders import is_of_others
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import CONJUNCTIONS, CYRILLIC, RELEASE_NOUNS

_LED_IN = RELEASE_NOUNS | frozenset(
    "давай давайте let's make релизу пусть give дать нужно ехать выйти выходить".split()
)
_TO_A_DAY = frozenset("на к до по to by until till after".split())
_PUTTING = frozenset(
    "перетащить перетаскивать тащить поставить ставить перекинуть перебросить передвинуть запланировать назначить "
    "put schedule slot plan drag kick punt slide pull push carry defer roll".split()
)
_OF_A_RELEASE = RELEASE_NOUNS | {"релиз", "версия", "дата", "срок", "дедлайн", "date", "deadline"}
_SOMEBODY = frozenset("me us him her them меня нас его её ее".split())
_MOVING_ORDERS = frozenset("move reschedule shift delay push bump".split())


def read_move(s: Sentence) -> Draft | Sequence[Draft] | None:
    """«v2.0 двигаем на 20.03.2027, ждём подрядчика», "delay release v3.0 by one week"; it waits for a yes."""
    releases = s.of("release")
    if not releases:
        return None
    cue = _order(s) or _ordered_to_a_day(s, releases)
    if any(not _is_in_the_reason(s, cue, m) for m in s.of("feature")):
        return None
    if cue is None:
        return _only_later(s, releases) or read_due(s, releases)
    moved = s.shift if s.shift is not None else target_day(s, cue)
    if moved is None:
        return _without_a_day(s, cue, releases)
    if len({release.things for release in releases}) > 1:
        return _several_moves(s, cue, releases)
    said = max(moved.end, releases[0].end, s.words[cue.last].end, *(s.words[n].end for n in denied_words(s)))
    marked = marked_reason(s.text[said:])
    # What is not marked as a reason may be a condition: it is looked at like the rest.
    kept = keeps_from(s, cue.first, cue.last, imperative=True, until=s.index(said) if marked else None)
    belonging = belongs(s, releases[0]) and not _is_the_day_of(s, releases[0])
    if belonging or is_of_others(s, cue, releases[0]) or _is_of_a_paper(s, cue, moved.start):
        kept = kept or "another thing"  # «перенеси встречу по 2.0 на пятницу»
    slots: dict[str, object] = {
        "release": as_named(s, "release", releases[0]),
        "shift" if s.shift is not None else "date": moved,
    }
    if reason := marked or unmarked_reason(s.text[said:]):
        slots["reason"] = reason
    return Draft("move a release", "release_move", slots, cue.language, kept)


def _is_in_the_reason(s: Sentence, move: Cue | None, feature: Mention) -> bool:
    """«сдвинь 2.0 на неделю, потому что чат упал»: what is told there is no other thing to be done."""
    told = [c for c in s.all("reason") if move is not None and c.first > move.last]
    return bool(told) and s.words[told[0].last].end <= feature.start


def _is_the_day_of(s: Sentence, release: Mention) -> bool:
    """«дедлайн по 2.0 сдвинулся»: the day is the release's own."""
    number = s.index(release.start)
    return any(word.forms & _OF_A_RELEASE for word in s.words[max(0, number - 2) : number])


def _order(s: Sentence) -> Cue | None:
    """«раньше 1 марта не выйдет, перенеси на 15-е»: the order, and what is told of the release only without one."""
    moves = s.all("move")
    return next((c for c in moves if "impr" in s.words[c.first].marks), None) or next(iter(moves), None)


def _ordered_to_a_day(s: Sentence, releases: Sequence[Mention]) -> Cue | None:
    """«2.1 не успеваем, перетащи релиз на 30.03»: an order that puts features into releases, and here one on a day."""
    if not s.days() or INTO.search(fold(s.text[: releases[-1].start])):
        return None
    orders = [c for c in s.all("put", "set") if s.words[c.first].forms & _PUTTING]
    ordered = [c for c in orders if "impr" in s.words[c.first].marks or s.words[c.first].text.isascii()]
    return next((c for c in ordered if _only_a_day_behind(s, c)), None)


def _only_a_day_behind(s: Sentence, order: Cue) -> bool:
    """Up to its day the order names nothing else: «поставь демо 2.1 на 30 марта» moves no release."""
    _, end = s.segment(order.first)
    days = [day for day in s.days() if order.last < s.index(day.start) < end]
    between = range(order.last + 1, s.index(days[0].start)) if days else range(0)
    return bool(days) and all(s.plain(n) or s.is_named(n) or s.words[n].forms & _OF_A_RELEASE for n in between)


def _only_later(s: Sentence, releases: Sequence[Mention]) -> Draft | None:
    """«давай-ка 2.0 на неделю позже, не успеваем», "v3.0 a week later please": by how much, and perhaps why."""
    if s.shift is None or len(releases) != 1 or asked(s):
        return None
    end = max(releases[0].end, s.shift.end)
    said = [n for n, word in enumerate(s.words) if word.start < end]
    shift = range(s.index(s.shift.start), s.index(s.shift.end))
    if any(not (s.plain(n) or s.is_named(n) or n in shift or s.words[n].forms & _LED_IN) for n in said):
        return None
    if any({"VERB", "past"} <= s.words[n].marks for n in said):
        return None  # «2.1 вышел на неделю позже» tells
    rest = s.text[end:]
    reason = marked_reason(rest) or unmarked_reason(rest)
    if reason is None and any(not s.plain(n) for n in range(len(said), len(s.words))):
        return None
    slots: dict[str, object] = {"release": as_named(s, "release", releases[0]), "shift": s.shift}
    slots |= {"reason": reason} if reason else {}
    kept = keeps_from(s, said[0], said[-1], imperative=True, until=said[-1] + 1)
    return Draft("a release and how much later", "release_move", slots, _tongue(s), kept)


def _tongue(s: Sentence) -> str:
    return "ru" if CYRILLIC.search(fold(s.text)) else "en"


def _without_a_day(s: Sentence, cue: Cue, releases: Sequence[Mention]) -> Draft | None:
    """«перенеси 3.0», "move 3.0 to after the holidays": no day is told, and it is asked for."""
    vague = s.within("vague_")
    behind = s.text[s.words[max(vague)].end :] if vague else ""
    reason = marked_reason(behind) or unmarked_reason(behind)  # «на полторы недели, банк не успевает»
    until = max(vague) + 1 if reason else len(s.words)
    told = [n for n in range(until) if not (cue.first <= n <= cue.last or s.plain(n) or s.is_named(n))]
    if len(releases) != 1 or s.has("mine") or any(word.text in _SOMEBODY for word in s.words):
        return None  # "move me to v3.0"
    if any(s.words[n].text not in RELEASE_NOUNS | _TO_A_DAY for n in told if n not in vague):
        return None
    word = s.words[cue.first]
    ordered = bool(word.marks & {"impr", "INFN"}) or word.text in _MOVING_ORDERS
    if not ordered or keeps_from(s, cue.first, cue.last, imperative=True):
        return None
    slots: dict[str, object] = {"release": as_named(s, "release", releases[0])}
    return Draft("move a release", "release_move", slots | ({"reason": reason} if reason else {}), cue.language)


def _several_moves(s: Sentence, cue: Cue, releases: Sequence[Mention]) -> list[Draft]:
    """«перенеси 3.0 на 18 декабря и 3.1 на 25 декабря»: each with the day behind it, or the one said for all."""
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    drafts = []
    for number, release in enumerate(releases):
        end = releases[number + 1].start if number + 1 < len(releases) else len(s.text)
        own = [day for day in s.days() if release.end <= day.start < end]
        if not own and _is_told_apart(s, release):
            kept = kept or "several"
        own = own or s.days()
        moved: dict[str, object] = {"shift": s.shift} if s.shift is not None else {"date": own[0]}
        slots = {"release": as_named(s, "release", release), **moved}
        drafts.append(Draft("move releases", "release_move", slots, cue.language, kept))
    return drafts


def _is_told_apart(s: Sentence, release: Mention) -> bool:
    """«перенеси 2.1 на 5 апреля, 2.0 успеет и так»: behind the day something else is told of another release."""
    told = [*(day.start for day in s.days()), *([s.shift.end] if s.shift is not None else [])]
    before = [r.end for r in s.of("release") if r.end <= release.start]
    between = s.words[s.index(before[-1]) : s.index(release.start)] if before else ()
    listed = all(word.text in CONJUNCTIONS | RELEASE_NOUNS for word in between)  # «… 2.1 и 2.0»
    if listed or all(release.start < start for start in told):
        return False
    first, last = s.segment(s.index(release.start))
    return not any(first <= c.first < last for c in s.all("too"))


def _is_of_a_paper(s: Sentence, cue: Cue, until: int) -> bool:
    """ "push the v3.0 retro by a week", «сдвинь созвон по 2.0 на час»: that is moved, and no release."""
    _, last = s.segment(cue.first)
    return any(cue.last < c.first < last and s.words[c.first].start < until for c in s.all("papers_"))
