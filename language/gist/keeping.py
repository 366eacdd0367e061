"""Whether what was left out may be, seen what the rest means, and what of it is kept after all: the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from language.drafting import asks
from language.gist.cutting import Cut, denies
from language.gist.traits import BEFORE, BEHIND
from language.meaning import Command, Meaning, Several
from language.prefaces import ORDERS
from language.readers.because import reason_in
from language.readers.outsiders import REASONED
from language.sentence import Sentence
from language.things import Thing
from language.vocabulary import STATUSES

_KEEPS_A_TEXT = re.compile(r"^(idea|risk|release)_create$|_describe$")
_KEEPS_WORDS = re.compile(r"_(create|describe|rename|assign_po|assign_teams)$")
_FEWEST, _SHORT = 3, 5  # words
_DOERS = frozenset("ты вы он она они you he she they".split())
_CLOCK = re.compile(r"\d:\d\d")  # "[12:30] Anna: …" is a line of somebody's


def changes(meaning: Meaning) -> bool:
    """It is an order with all that it needs, and none that only asks."""
    commands = list(_commands(meaning))
    lacking = any(value == "" for command in commands for value in command.slots.values())
    return not lacking and any(not asks(command.intent) for command in commands)


def may_leave_out(s: Sentence, cut: Cut, meaning: Meaning, *, to_the_letter: bool) -> bool:
    """Nothing speaks against it, whatever was learnt. `to_the_letter`: a template fits what is kept."""
    against = _speaks_behind if cut.side == BEHIND else _leads_up
    if against(s, cut, meaning) or _is_of_another(s, cut, meaning):
        return False
    return _keeps_whole(s, cut, meaning, to_the_letter)


def _speaks_behind(s: Sentence, cut: Cut, meaning: Meaning) -> bool:
    """ "…, isn't it?", "… it never was", «… к пятнице», «вход закрой, аналитику …», «больше не … он готов»."""
    left_out = s.words[cut.number :]
    denied = (
        any(denies(word) for word in s.words[cut.number - 1 :])
        if len(left_out) <= _SHORT
        else denies(s.words[cut.number - 1])
    )
    given = {command.slots.get("status") for command in _commands(meaning)}
    told = {cue.kind for cue in s.all(*STATUSES) if cut.leaves_out(cue.first)}
    kinds = {thing.kind for thing in _things(meaning)}
    named = any(m.of(kind) for m in s.mentions if cut.leaves_out(s.index(m.start)) for kind in kinds)
    dated = any(cut.leaves_out(s.index(day.start)) for day in s.days())
    return "?" in cut.left_out or len(left_out) < _FEWEST or denied or bool(told - given) or named or dated


def _leads_up(s: Sentence, cut: Cut, _: Meaning) -> bool:
    """«закрой | вход», "not dark | theme", «вы | отмените»: the verb, a "not" or the doer of what is kept."""
    verb = cut.number - 1 in s.within(*ORDERS)
    last = s.words[max(0, cut.number - 2) : cut.number]
    return verb or any(map(denies, last)) or last[-1].text in _DOERS or bool(_CLOCK.search(cut.left_out))


def holds_an_order(s: Sentence, cut: Cut) -> bool:
    """«… и создай фичу Отчёты»: what is left out begins something of its own."""
    return any(cut.leaves_out(cue.first) for cue in s.all(*ORDERS))


def _is_of_another(s: Sentence, cut: Cut, meaning: Meaning) -> bool:
    """«отмените чат …»: what names nothing ("undo") is meant of nothing that is named."""
    return not _things(meaning) and any(cut.leaves_out(s.index(m.start)) for m in s.mentions)


def _keeps_whole(s: Sentence, cut: Cut, meaning: Meaning, to_the_letter: bool) -> bool:
    """New words are kept as they stand: they end where one pauses; an idea, a risk, a release is told as one."""
    intents = [command.intent for command in _commands(meaning)]
    if any(_KEEPS_A_TEXT.search(intent) for intent in intents) and not to_the_letter:
        return False
    anew = any(_KEEPS_WORDS.search(intent) for intent in intents)
    return not anew or cut.side == BEFORE or s.pause_before(cut.number)


def with_reason(meaning: Meaning, cut: Cut) -> Meaning:
    """With what is told behind it as the reason, where the status is one that has reasons and none was told yet."""
    status = meaning.slots.get("status") if isinstance(meaning, Command) else None
    if not isinstance(meaning, Command) or status not in REASONED or "reason" in meaning.slots or cut.side != BEHIND:
        return meaning
    reason = reason_in(cut.left_out, unmarked=True)
    return replace(meaning, slots={**meaning.slots, "reason": reason}) if reason else meaning


def _things(meaning: Meaning) -> list[Thing]:
    values = (value for command in _commands(meaning) for value in command.slots.values())
    return [value for value in values if isinstance(value, Thing)]


def _commands(meaning: Meaning) -> Iterator[Command]:
    if isinstance(meaning, Command):
        yield meaning
    elif isinstance(meaning, Several):
        yield from meaning.commands
