"""Whether something new is to be made, and where its name begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from language.readers.new.leading import is_called, is_led_in, is_named_behind, is_ordered
from language.readers.new.listed import PLURAL
from language.readers.new.trailing import (
    ends_with_encouragement,
    ends_with_order,
    is_trail,
    order_behind,
    orders_and_more,
)
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.vocabulary import Cue

_NEAR = 5
# "the team moved to another project": it is only told where
_WHERE = frozenset("to in on from at into with for about of в на из к с от у для про о об по".split())
_ARTICLES = frozenset("the a our совсем".split())
NEWNESS = frozenset({"another", "new", "fresh"})  # they stand beside what is new: "another team, archive that project"
_NEW = frozenset({"новый", "ещё", "еще", "new"})
_WRITTEN = frozenset("запиши запишите заведи заведите создай создайте".split())
_COLONS = (":", "—", "–")
_PAUSES = frozenset(",:—–")
_EACH = frozenset("all every the these those все весь всю всех эти".split())
_OF_MANY = frozenset(
    "фич фичей задач задачи таски тасков функции tasks проектов".split()
)  # «накидай список всех фичей»
_MANY = r"(?:одн\w+|дв[ае]|три|пару|нов\w+|one|two|three|a|couple|of|more|new|\d+)"
_PLUS = re.compile(rf"\s*(?:\+\s*\d*|плюс|plus)(?:\s*{_MANY}\b)*\s*", re.IGNORECASE)
_TO_BACKLOG = re.compile(
    r"\s*(?:ну\s+|и\s+)?(?:(?:до|за|в)?кинь(?:те)?\s+)?(?:нам\s+|мне\s+)?в\s+(?:наш\s+)?б[эе]клог\s*", re.IGNORECASE
)
_WE_MAKE = re.compile(
    r"\b(?:we're|we\s+are|i'm|i\s+am)\s+(?:now\s+)?(?:adding|creating|starting)\s+(?:a|an|another)\s+(?:new\s+)?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*(?:\w+\s+)?(?:дв[ае]|три|четыре|пять|two|three|four|five|\d)\s+(?:нов\w+\s+|new\s+)?", re.IGNORECASE
)
_NEEDED = re.compile(r"\s*(?:нужны|(?:are\s+)?needed)\s*(?::|\s[—–-])", re.IGNORECASE)
_ONE_MORE = re.compile(
    rf"\s*(?:(?:и|а|ну|and|also|then|так|ok|ок)[\s,]+)*(?:ещ[её]|also|one\s+more|another)(?:\s*{_MANY}\b)*\s*",
    re.IGNORECASE,
)
_OPENS = frozenset("open raise put throw drop include bring pop stick get give spin squeeze slot".split())
_INTO = re.compile(r"\s+(?:в|во|in|to)\s+(?:проект[ае]?\s+|the\s+)?$", re.IGNORECASE)


def created(s: Sentence, kind: str) -> Cue | None:
    """The noun, if something before it (or the word "new" with it) says that one is to be made."""
    nouns = s.all(kind)
    for noun in (again for again in (_begun_anew(s, nouns), *nouns) if again):
        verb = [c for c in s.all("create", "new") if c.first < noun.first and noun.first - c.last <= _NEAR + 2]
        named = verb and any(s.words[verb[-1].last].end <= m.start < s.words[noun.first].start for m in s.of("feature"))
        plain = verb and all(s.plain(n) or s.meant(n) for n in range(verb[-1].last + 1, noun.first))
        named_anew = is_called(s.after(noun.last)) or ends_with_order(s.text)
        if verb and (asks_for_all(s, verb[-1], noun) or _tells_that(s, verb[-1], noun)):
            continue
        if verb and all(s.said(v) in NEWNESS for v in verb) and _leads_there(s, verb[-1]) and not named_anew:
            continue  # "the team moved to another project"
        if not verb and any(made(s, noun) for made in _MADE_OTHERWISE):
            return noun
        joined = verb and not s.breaks(s.words[verb[-1].last].end, s.words[noun.first].start)
        if verb and not named and (joined or (plain and s.said(verb[-1]) not in NEWNESS)):
            return noun
    return None


def _tells_that(s: Sentence, verb: Cue, noun: Cue) -> bool:
    """«зафиксируй, что фича X в работе», "note that feature X is done": news of it, and nothing new."""
    return any(word.text in ("что", "that") for word in s.words[verb.last + 1 : noun.first])


def _begun_anew(s: Sentence, nouns: Sequence[Cue]) -> Cue | None:
    """«создай фичу валюта нет стоп создай фичу валютный счёт», "a new feature um create feature X": said once more."""
    for before, noun in reversed(list(pairwise(nouns))):
        order = s.first("create", after=before.last + 1, before=noun.first)
        if order is None or not s.first("create", "new", before=before.first):
            continue
        article = all(s.plain(n) or s.words[n].forms & _NEW for n in range(order.last + 1, noun.first))
        between = range(before.last + 1, order.first)
        taken_back = any(c.first in between for c in s.all("correction", "halt"))
        ordered = any(
            s.words[c.first].text in _WRITTEN | {"create", "add"} for c in s.all("create") if c.first < before.first
        )
        nothing_said = all(s.plain(n) for n in between) and not s.pause_before(order.first) and (between or not ordered)
        if article and s.said(order) not in NEWNESS and (taken_back or nothing_said):
            return noun
    return None


def asks_for_all(s: Sentence, verb: Cue, noun: Cue) -> bool:
    """ "I need all features", «нужны все фичи списком», "need an overview of the features": those that are there."""
    between = s.words[verb.last + 1 : noun.first]
    if QUOTED.search(s.text, s.words[verb.last].end, s.words[noun.first].start):
        return False  # 'add "X" to the features'
    listed = any(verb.last < c.first < noun.first for c in s.all("list"))
    behind = range(noun.last + 1, len(s.words))
    alone = all(s.plain(n) for n in behind) and any(s.words[n].text in _EACH for n in behind)  # «дай фичи все»
    return s.said(noun) in PLURAL | _OF_MANY and (listed or alone or any(word.text in _EACH for word in between))


def _leads_there(s: Sentence, new: Cue) -> bool:
    before = new.first - 1
    while before >= 0 and s.words[before].text in _ARTICLES:
        before -= 1
    return (
        before >= 0 and s.words[before].text in _WHERE and not s.breaks(s.words[before].end, s.words[new.first].start)
    )


def _order_behind(s: Sentence, noun: Cue) -> Cue | None:
    """«фичу новую мне создай: Кэшбэк»: the order between the noun and the name."""
    orders = [c for c in s.all("create") if c.first > noun.last and "impr" in s.words[c.first].marks]
    if not orders or not any(map(str.isalnum, s.after(orders[0].last))):
        return None
    between = range(noun.last + 1, orders[0].first)
    return orders[0] if all(s.plain(n) or s.words[n].forms & _NEW for n in between) else None


def name_begins(s: Sentence, noun: Cue) -> int:
    """The position behind the noun, and behind the order or the newness that follows it."""
    order = _order_behind(s, noun)
    if order is not None and s.first("create", "new", before=noun.first):
        # «нужна новая фича, запиши Где мои деньги» orders only behind; «создай фичу запиши разговор» has done so.
        ordered = any("impr" in s.words[c.first].marks for c in s.all("create") if c.first < noun.first)
        order = None if ordered or s.said(order) not in _WRITTEN else order
    begins = order or noun
    following = begins.last + 1
    newness = order is None and following < len(s.words) and s.words[following].forms & _NEW
    return s.words[following if newness and s.after(following)[:1] in _PAUSES else begins.last].end


def _is_added(s: Sentence, noun: Cue) -> bool:
    """«+ фича X», «ещё фича: X», "plus one feature: X": told as one more on the list."""
    before = s.text[: s.words[noun.first].start]
    set_apart = re.match(r"\s*(?:\S+?\s*){0,3}?[:—–«\"“]", s.after(noun.last))
    if QUOTED.match(s.after(noun.last).lstrip()) and _TO_BACKLOG.fullmatch(before) and not s.of("feature"):
        return True  # «в бэклог фичу «X»»
    if _COUNTED.fullmatch(before) and _NEEDED.match(s.after(noun.last)):
        return True  # «две фичи нужны: …»
    behind = s.after(noun.last)
    named = set_apart or is_called(behind) or is_named_behind(behind)  # "and one more feature called X"
    return bool(_PLUS.fullmatch(before) or (named and _ONE_MORE.fullmatch(before)))


def _is_opened(s: Sentence, noun: Cue) -> bool:
    """ "open a feature named X": one that is not there yet, as its article tells."""
    verb = next((n for n, word in enumerate(s.words[: noun.first]) if word.text in _OPENS and s.opening(n)), None)
    if verb is None or noun.first - verb > _NEAR:
        return False
    return _is_one(s, verb, noun) and is_called(s.after(noun.last))


def _is_wanted(s: Sentence, noun: Cue) -> bool:
    """ "I'd like a feature called X", «хочу фичу под названием X», «хотим фичу Сторис»."""
    if _WE_MAKE.search(s.text, 0, s.words[noun.first].start):
        return is_called(s.after(noun.last))
    wish = s.first("own_wish", before=noun.first)
    begins = s.after(noun.last).lstrip(' :—–«"“')
    if wish is not None and wish.language == "ru" and wish.last == noun.first - 1 and begins[:1].isupper():
        return True
    return wish is not None and (wish.language == "ru" or _is_one(s, wish.last, noun)) and is_called(s.after(noun.last))


def _is_one(s: Sentence, first: int, noun: Cue) -> bool:
    return any(word.text in ("a", "an", "another") for word in s.words[first : noun.first])


def _is_told_new(s: Sentence, noun: Cue) -> bool:
    """«фича новая, называется X», "feature new: X", "feature to create: X"."""
    following = noun.last + 1
    newness = following < len(s.words) and s.words[following].forms & _NEW
    behind = s.after(following) if newness else ""
    named = behind[:1] in _COLONS or is_led_in(behind) or is_ordered(s.after(noun.last))
    return s.opening(noun.first) and named


def _is_ordered_behind(s: Sentence, noun: Cue) -> bool:
    """«фичу «Кэшбэк» создай в проекте Y, юристы требуют»; «фичу «Кэшбэк» добавь в v2.0» makes none."""
    return bool(order_behind(s.after(noun.last))) and s.opening(noun.first) and not s.of("release")


def _ends_with_order(s: Sentence, noun: Cue) -> bool:
    """«проект Склад надо создать», «фичу Кэшбэк заведи в личный кабинет»: the order stands behind the name."""
    text = s.text
    if not ends_with_order(text) and (places := s.of("project")) and is_trail(text[places[-1].end :]):
        text = _INTO.sub("", text[: places[-1].start])
    encouraged = any(word.text in ("давай", "давайте") for word in s.words[: noun.first])
    ordered = ends_with_order(text) or (encouraged and ends_with_encouragement(text)) or orders_and_more(text)
    known = any(m.whole or s.index(m.start) == noun.last + 1 for m in s.of("feature"))
    return noun.last + 2 < len(s.words) and ordered and not known


_MADE_OTHERWISE = (_is_ordered_behind, _ends_with_order, _order_behind, _is_added, _is_opened, _is_wanted, _is_told_new)
