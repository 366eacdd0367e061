"""What is ordered of a feature by the very message that makes it: "… and set it to in progress", «… и назначь PO Анну».

Each order behind the new name is read like one about any feature, and becomes a slot of the new one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from language.draft import Draft
from language.names import Mention
from language.parts import about, part_of
from language.readers.new.leading import is_called
from language.readers.notes import descriptions
from language.readers.people import owners as people
from language.readers.people import teams
from language.readers.release import releases
from language.readers.status import statuses
from language.sentence import Sentence
from language.things import Thing
from language.vocabulary import STATUSES, Cue
from language.words import Word

JOINT = re.compile(
    r"\s*[,;.]\s+(?:(?:and|also|then|и|а\s+также|затем|потом|ещё|еще)\s+)*|\s+(?:with|со?)\s+(?=status|статус)|(?<!\bit's)(?<!\bis)(?<!\bона)\s+(?=already\s+in\s|уже\s+в\s)|\s+(?:and|и|then)\s+(?:(?:then|also|потом|затем|ещё|еще|(?:note|mark|record)\s+that)\s+)?",
    re.IGNORECASE,
)
_AT_ONCE = frozenset("сразу же прямо straight right away immediately please пожалуйста just also ещё еще".split())
_ORDERS = ("set", "assign", "hand_over", "put", "describe", "in_progress", "blocked", "po", "team")
_PLAIN_ORDERS = frozenset("make set put assign mark give".split())
_ALSO = ("po", "team")
_CLOSING = '"»”'
_BEGINS = ("in_progress", "blocked", "done")
_BEHIND = frozenset({"уже", "already", "её", "ее"})  # «…, готова уже», «…, в работу её»
_ALREADY = frozenset({"уже", "already"})
_STATUS = frozenset({"статус", "статусом", "status"})
_SAYS = _STATUS | frozenset("сразу уже already it's it she она ее её immediately".split())
_POINTERS = frozenset("it its it's her his them она ей ее её его нее неё ней нему".split())
_NEW = Thing("feature", 0, "")
_READERS: tuple[Callable[[Sentence], Draft | list[Draft] | None], ...] = (
    descriptions.read_description,
    people.read_po,
    teams.read_teams,
    releases.read_put,
    statuses.read_statuses,
)
_SLOTS = {
    "feature_status": ("status", "reason"),
    "feature_assign_po": ("person",),
    "feature_assign_teams": ("teams",),
    "release_add_feature": ("release",),
    "feature_describe": ("text",),
}
_MOST_ORDERS = 12  # pauses from the end of a message behind which one is looked for


def ordered_behind(s: Sentence, start: int, end: int) -> tuple[int, dict[str, Any]] | None:
    """Where the last order behind a new name begins, and what it gives the feature; None where there is none."""
    told: dict[str, Any] = {}
    for joint in list(JOINT.finditer(s.text, start, end))[: -_MOST_ORDERS - 1 : -1]:
        if joint.start() == start and s.text[start - 1] not in _CLOSING:
            continue
        if is_called(s.text[joint.end() : end]):
            continue  # "…, call it Card freeze" gives a name
        order = part_of(s, joint.end(), end)
        opening = _opening(order)
        if opening is not None and _is_an_order(order, opening):
            slots = _slots(order, opening)
            if slots and not slots.keys() & told.keys():
                return joint.start(), slots | told
        elif opening is not None and opening.kind in _ALSO and (more := _slots(order, opening)):
            end, told = joint.start(), told | more  # «назначь PO Анну и команды iOS и Бэкенд»
        elif (news := _told(order, joint.group())) and not news.keys() & told.keys():
            return joint.start(), news | told
    return None if told else _run_on(s, start, end)


def orders_on(s: Sentence, start: int, known: Mention) -> tuple[int, list[Draft]]:
    """Where the orders about a feature that is there begin: «… и закрой её», "… and mark it done"."""
    end, found = len(s.text), list[Draft]()
    for joint in list(JOINT.finditer(s.text, start, end))[: -_MOST_ORDERS - 1 : -1]:
        order = part_of(s, joint.end(), end)
        opening = _opening(order, *STATUSES)
        if opening is None or not _is_an_order(order, opening) or order.of("feature"):
            continue
        drafts = list(_read(about(order, known.things, _pointer(order))))
        if len(drafts) == 1 and drafts[0].intent in _SLOTS and not drafts[0].kept:
            end, found = joint.start(), [*drafts, *found]
    return end, found


def _pointer(s: Sentence) -> Word | None:
    return next((word for word in s.words if word.text in _POINTERS), None)


def _told(s: Sentence, joint: str) -> dict[str, Any]:
    """«сразу в работу», "it's blocked by legal", "Lena Hart owns it": no order, and plainly of nothing else."""
    slots = _given(s)
    status = s.first(*STATUSES)
    if slots.get("status") in _BEGINS and status is not None:
        around = [n for n in range(len(s.words)) if n < status.first or s.words[n].text in _BEHIND]
        plain = all(s.plain(n) or s.words[n].text in _AT_ONCE | _STATUS for n in range(status.first))
        paused = bool(set(joint) & set(",.;"))
        alone = paused and 0 == status.first < status.last == len(s.words) - 1  # «…, в работу»; "Buy, hold" is a name
        said = alone or any(s.words[n].text in _SAYS for n in around)
        said = said and (slots["status"] != "done" or any(s.words[n].text in _ALREADY for n in around))
        return slots if plain and said else {}
    if ("person" in slots or "teams" in slots) and joint.strip():
        named = [n for n, word in enumerate(s.words) if s.text[word.start].isupper() and not s.meant(n)]
        rest = [n for n in range(len(s.words)) if n not in named and not s.meant(n)]
        return slots if named and not rest else {}
    if "release" in slots and s.words[0].text in _POINTERS:
        return slots  # "it should be in v3.0"
    return {}


def _run_on(s: Sentence, start: int, end: int) -> tuple[int, dict[str, Any]] | None:
    """The same without a pause: «… экспресс оплата поставь по ней продуктом Олю», "… seat map make Dana its PO"."""
    verbs = [c for c in s.all("set", "assign") if _is_plain_order(s, c) and start < s.words[c.first].start < end]
    for verb in reversed(verbs):
        order = part_of(s, s.words[verb.first].start, end)
        opening = _opening(order)
        named = s.text[start : s.words[verb.first].start].strip()
        if named and opening is not None and _pointer(order) and (slots := _slots(order, opening)):
            return start + len(s.text[start : s.words[verb.first].start].rstrip(" ,.;")), slots
    return None


def _is_plain_order(s: Sentence, verb: Cue) -> bool:
    """«поставь», "make", and no noun that looks like one: "seat map", "card switch"."""
    word = s.words[verb.first]
    return word.text in _PLAIN_ORDERS or ("impr" in word.marks and "NOUN" not in word.marks)


def _opening(s: Sentence, *kinds: str) -> Cue | None:
    """The cue that opens the order, of things one does with a feature."""
    first = next((n for n, word in enumerate(s.words) if word.text not in _AT_ONCE), None)
    return next((c for c in s.all(*_ORDERS, *kinds) if c.first == first), None)


def _is_an_order(s: Sentence, opening: Cue) -> bool:
    """A verb in the imperative, in Russian by its form: «назначь», "make"."""
    if opening.kind in _ALSO and any("impr" in s.words[c.first].marks for c in s.all("assign", "set")):
        return True  # «ответственным назначь Тимура»
    word = s.words[opening.first]
    if word.text.isascii() and opening.kind == "in_progress":
        return _pointer(s) is not None or any(w.text.startswith("work") for w in s.words)  # "Pause and resume"
    return "impr" in word.marks or (word.text.isascii() and opening.kind not in _ALSO)


def _slots(s: Sentence, opening: Cue) -> dict[str, Any]:
    found = _given(s)
    plainly = opening.kind == "set" or "reason" in found or not s.said(opening).isascii()
    only_named = found.get("status", "in_progress") != "in_progress" and not plainly
    return {} if only_named else found  # "Find a card and block it" is a name


def _given(s: Sentence) -> dict[str, Any]:
    """What it gives the new feature, where it speaks of no other."""
    if any(mention.whole for mention in s.of("feature")):
        return {}
    drafts = [draft for draft in _read(about(s, (_NEW,), _pointer(s))) if draft.intent in _SLOTS]
    if len(drafts) != 1 or drafts[0].kept or drafts[0].slots.get("status") == "cancelled":
        return {}  # nobody gives up in the same breath what they make: "Robert'); DROP TABLE" is a name
    found = drafts[0].slots
    return {slot: found[slot] for slot in _SLOTS[drafts[0].intent] if found.get(slot) is not None}


def _read(s: Sentence) -> Iterator[Draft]:
    """By the first reader that makes anything of it, as for any other feature."""
    for reader in _READERS:
        drafts = reader(s)
        if drafts:
            yield from [drafts] if isinstance(drafts, Draft) else drafts
            return
