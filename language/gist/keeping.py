"""Whether what was left out may be, seen what the rest means, and what of it is kept after all: the reason."""

from __future__ import annotations

import re
from dataclasses import replace

from language.gist.cutting import Cut, denies
from language.gist.traits import BEFORE, BEHIND
from language.guards.inversion import inverted_at
from language.guards.questions import asking, asks_from, wonders
from language.intents import asks, gives_a_name, keeps_its_text
from language.meaning import Command, Meaning, commands_of
from language.names.not_meant import excepts
from language.readers.status.because import reason_in
from language.readers.status.outsiders import REASONED
from language.sentence import Sentence
from language.things import Thing
from language.tidying.prefaces import ORDERS
from language.vocabulary import STATUSES
from language.words import BUT

_FEWEST, _SHORT = 3, 5  # words
_DOERS = frozenset("ты вы он она они you he she they".split())
_TOWARDS = frozenset("к ко для for to".split())  # «готова к ревью», "ready for review"
_NO, _OR = frozenset("нет не no not".split()), frozenset("и или or maybe может".split())
_BY_HALVES = frozenset("yet пока".split())
_REFUSE = frozenset("hold nope nah against decided отбой погоди подожди подождите стоп wait".split())
_DOUBTS = ("if_", "maybe", "weighed", "never_", "halt", "refused_")
_CLOCK = re.compile(r"\d:\d\d")  # "[12:30] Anna: …" is a line of somebody's


def changes(meaning: Meaning) -> bool:
    """It is an order with all that it needs, and none that only asks."""
    commands = commands_of(meaning)
    return not any(map(_lacks, commands)) and any(not asks(command.intent) for command in commands)


def _lacks(command: Command) -> bool:
    """Something has to be asked for yet: a value, or the day a release is moved to."""
    dayless = command.intent == "release_move" and not command.slots.keys() & {"date", "shift"}
    return dayless or "" in command.slots.values()


def may_cut(s: Sentence, cut: Cut) -> bool:
    """Nothing that is left out speaks against what is kept, whatever that means."""
    return not (_takes_back(s, cut) if cut.side == BEHIND else _leads_up(s, cut))


def may_leave_out(s: Sentence, cut: Cut, meaning: Meaning, *, to_the_letter: bool) -> bool:
    """Nor does it where that means this. `to_the_letter`: a template fits what is kept."""
    if cut.side == BEHIND and _tells_otherwise(s, cut, meaning):
        return False
    return not _is_of_another(s, cut, meaning) and _keeps_whole(s, cut, meaning, to_the_letter)


def _takes_back(s: Sentence, cut: Cut) -> bool:
    """ "…, isn't it?", "… it never was", «… к пятнице», «…, а может и нет», "ready | for review"."""
    left_out = s.words[cut.number :]
    if "?" in cut.left_out or len(left_out) < _FEWEST or denies(s.words[cut.number - 1]):
        return True
    first, last = s.words[cut.number].text, s.words[-1].text
    short = len(left_out) <= _SHORT and any(map(denies, left_out))
    bare = any(_is_bare_no(s, n) for n in range(cut.number, len(s.words)))
    dated = any(cut.leaves_out(s.index(day.start)) for day in s.days())
    return first in _TOWARDS or denies(s.words[-1]) or last in _BY_HALVES or short or bare or dated or _doubts(s, cut)


def _is_bare_no(s: Sentence, number: int) -> bool:
    """«а может и нет», "or not": a "no" that belongs to no word behind it."""
    word = s.words[number]
    return word.text in _NO and s.words[number - 1].text in _OR


def _doubts(s: Sentence, cut: Cut) -> bool:
    return any(cut.leaves_out(cue.first) for cue in s.all(*_DOUBTS))


def _leads_up(s: Sentence, cut: Cut) -> bool:
    """«закрой | вход», "not dark | theme", «вы | отмените»: the verb, a "not", a "but" or the doer of what is kept."""
    verb = cut.number - 1 in s.within(*ORDERS)
    last = s.words[max(0, cut.number - 2) : cut.number]
    ended = s.breaks(s.words[cut.number - 1].end, s.words[cut.number].start, hard=True)
    held = not ended and (_doubts(s, cut) or any(word.text in _REFUSE for word in s.words[: cut.number]))
    asks = not s.pause_before(cut.number) and _asks_ahead(s, cut.number)
    led_in = verb or asks or excepts([word.text for word in last])
    return led_in or held or any(map(denies, last)) or last[-1].text in _DOERS or bool(_CLOCK.search(cut.left_out))


def _asks_ahead(s: Sentence, number: int) -> bool:
    """«чем | заблокирован вход», "has anybody | finished login": without what asks, it would be told."""
    first, end = s.segment(number)
    verb = inverted_at(s, first, end)
    asked = verb is not None and verb < number
    since = max((n for n in range(first, number) if s.words[n].text in BUT), default=first)  # "don't ask me why but …"
    return asked or asks_from(s, first) or wonders(s) or any(since <= c.first < number for c in asking(s))


def _tells_otherwise(s: Sentence, cut: Cut, meaning: Meaning) -> bool:
    """«больше не заблокирован … он готов», «вход закрой, аналитику …»: another status, or another thing."""
    given = {command.slots.get("status") for command in commands_of(meaning)}
    told = {cue.kind for cue in s.all(*STATUSES) if cut.leaves_out(cue.first)}
    kinds = {thing.kind for thing in _things(meaning)}
    named = any(m.of(kind) for m in s.mentions if cut.leaves_out(s.index(m.start)) for kind in kinds)
    return bool(told - given) or named


def holds_an_order(s: Sentence, cut: Cut) -> bool:
    """«… и создай фичу Отчёты»: what is left out begins something of its own."""
    return any(cut.leaves_out(cue.first) for cue in s.all(*ORDERS))


def _is_of_another(s: Sentence, cut: Cut, meaning: Meaning) -> bool:
    """«отмените чат …»: what names nothing ("undo") is meant of nothing that is named."""
    return not _things(meaning) and any(cut.leaves_out(s.index(m.start)) for m in s.mentions)


def _keeps_whole(s: Sentence, cut: Cut, meaning: Meaning, to_the_letter: bool) -> bool:
    """New words are kept as they stand: they end where one pauses; an idea, a risk, a release is told as one."""
    intents = [command.intent for command in commands_of(meaning)]
    if any(keeps_its_text(intent) or intent == "release_create" for intent in intents) and not to_the_letter:
        return False
    anew = any(gives_a_name(i) or keeps_its_text(i) or i.startswith("feature_assign") for i in intents)
    return not anew or cut.side == BEFORE or s.pause_before(cut.number)


def with_reason(meaning: Meaning, cut: Cut) -> Meaning:
    """With what is told behind it as the reason, where the status is one that has reasons and none was told yet."""
    status = meaning.slots.get("status") if isinstance(meaning, Command) else None
    if not isinstance(meaning, Command) or status not in REASONED or "reason" in meaning.slots or cut.side != BEHIND:
        return meaning
    reason = reason_in(cut.left_out, unmarked=True)
    return replace(meaning, slots={**meaning.slots, "reason": reason}) if reason else meaning


def _things(meaning: Meaning) -> list[Thing]:
    values = (value for command in commands_of(meaning) for value in command.slots.values())
    return [value for value in values if isinstance(value, Thing)]
