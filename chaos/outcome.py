"""What came of it: every update held against the database and against what reached the Bot API."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from chaos.load import Update
from tests.support.botapi import Call

_VERIFIED = re.compile(r"verified (\d+) events, (\d+) rows, (\d+) differences")


@dataclass
class Outcome:
    """One trouble's figures; in the lists stand the updates by which a figure can be looked into."""

    says: str
    control: bool
    incidents: int = 0
    updates: int = 0
    deliveries: int = 0
    lost: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    unanswered: list[int] = field(default_factory=list)
    answered_twice: int = 0
    blocked: int = 0
    differences: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    left_out: str = ""

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.unanswered or self.differences or self.faults)

    @property
    def good(self) -> bool:
        """Nothing amiss; in a control the other way round."""
        return bool(self.left_out) or self.clean is not self.control


def judge(outcome: Outcome, sent: Sequence[Update], events: Counter[str], calls: Sequence[Call], verified: str) -> None:
    """Fill in what was lost, doubled or left unanswered. `events`: how many each update left in the log."""
    answers, refused = _answers(calls)
    for update in sent:
        left = events[str(update.number)]
        if left < update.events:
            outcome.lost.append(update.number)
        elif left > update.events:
            outcome.doubled.append(update.number)
        if update.answer in refused:
            outcome.blocked += 1
        elif not answers[update.answer]:
            outcome.unanswered.append(update.number)
        outcome.answered_twice += answers[update.answer] > 1
    outcome.updates = len(sent)
    found = _VERIFIED.search(verified)
    outcome.differences = int(found[3]) if found else -1
    outcome.faults += [f"the Bot API took no {c.method}: {c.error}" for c in calls if _malformed(c)]


def _answers(calls: Sequence[Call]) -> tuple[Counter[str], set[str]]:
    """How often each answer reached the Bot API, and those it would not bring to a person who blocked the bot."""
    answers: Counter[str] = Counter()
    refused: set[str] = set()
    for call in calls:
        marks = _marks(call)
        if call.ok:
            answers.update(marks)
        elif call.error and call.error.startswith("Forbidden"):
            refused.update(marks)
    return answers, refused


def _marks(call: Call) -> set[str]:
    """By what a call is known: the update its button takes back, or the word it quotes."""
    told = json.dumps(call.params, ensure_ascii=False)
    marks = set(re.findall(r'"u:\d+"', told)) | set(re.findall(r"Кварк\d+", told))
    if call.method == "answerCallbackQuery" and not call.ok:
        # Where the person has blocked the bot this is refused, and the message is not tried any more.
        marks.add(f'"u:{call.params.get("callback_query_id")}"')
    return marks


def _malformed(call: Call) -> bool:
    return bool(call.error and call.error.startswith("Bad Request"))


HEADINGS = ("trouble", "incidents", "updates", "deliveries", "lost", "doubled", "unanswered", "replies twice",
            "blocked", "differences", "faults", "s", "")  # fmt: skip


def table(outcomes: Sequence[Outcome]) -> str:
    rows = [HEADINGS, *map(_row, outcomes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join([f"{row[0]:<{widths[0]}}", *(f"{cell:>{w}}" for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def _row(outcome: Outcome) -> tuple[str, ...]:
    if outcome.left_out:
        return (outcome.says, *[""] * (len(HEADINGS) - 2), f"left out: {outcome.left_out}")
    figures = (
        outcome.incidents, outcome.updates, outcome.deliveries, len(outcome.lost), len(outcome.doubled),
        len(outcome.unanswered), outcome.answered_twice, outcome.blocked, outcome.differences, len(outcome.faults),
        round(outcome.seconds),
    )  # fmt: skip
    verdict = ("caught" if outcome.good else "NOT CAUGHT") if outcome.control else ("" if outcome.good else "FAILED")
    return (outcome.says, *(f"{figure:,}" for figure in figures), verdict)
