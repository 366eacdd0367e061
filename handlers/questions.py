"""The one open question of a person: asking it, keeping it, finding what an answer means."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from handlers.listing import LABEL
from handlers.reply import ANSWER, Button
from language import Command, Period, Shift, Slots, Thing
from models import Question

GOOD_FOR = dt.timedelta(hours=1)
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Open:
    """A question that still waits: the command it is about, and what was asked."""

    token: str
    command: Command
    slot: str | None  # the slot that is to be chosen; None for a confirmation
    options: tuple[Thing, ...]
    text: str  # what was to be confirmed, word for word


def ask(session: Session, user_id: str, now: dt.datetime, command: Command, **asked: Any) -> str:
    """Keep a question in place of an older one; returns the token that its buttons carry."""
    token = secrets.token_urlsafe(6)
    body = {
        "intent": command.intent,
        "language": command.language,
        "slots": {name: _stored(value) for name, value in command.slots.items()},
        "slot": asked.get("slot"),
        "options": [_stored(option) for option in asked.get("options", ())],
        "text": asked.get("text", ""),
    }
    values = {"token": token, "body": body, "asked_at": now}
    statement = insert(Question).values(user_id=user_id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))
    return token


def still_open(question: Question | None, now: dt.datetime) -> Open | None:
    """The person's question, unless it has been answered, overtaken, or is an hour old."""
    if question is None or now - question.asked_at > GOOD_FOR:
        return None
    body = question.body
    slots = {name: _revived(value) for name, value in body["slots"].items()}
    options = tuple(_revived(option) for option in body["options"])
    command = Command(body["language"], body["intent"], slots)
    return Open(question.token, command, body["slot"], options, body["text"])


def close(session: Session, user_id: str) -> None:
    """The question is answered or overtaken: its buttons do nothing any more."""
    session.execute(delete(Question).where(Question.user_id == user_id))


def button(token: str, label: str, answer: str | int) -> Button:
    return Button(label, f"{ANSWER}:{token}:{answer}")


def chosen(question: Open, number: int) -> Command | None:
    """The command with its slot filled by the option of this number, counted from 0."""
    if question.slot is None or not 0 <= number < len(question.options):
        return None
    slots: Slots = {**question.command.slots, question.slot: question.options[number]}
    return Command(question.command.language, question.command.intent, slots)


def _stored(value: Any) -> Any:
    if isinstance(value, Thing):
        return {"kind": value.kind, "id": value.id, "name": value.name, "project": value.project}
    if isinstance(value, Period):
        return {"since": value.since.isoformat(), "until": value.until.isoformat(), "label": value.label}
    if isinstance(value, Shift):
        return {"days": value.days, "months": value.months}
    return {"date": value.isoformat()} if isinstance(value, dt.date) else value


def _revived(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    if "date" in value:
        return dt.date.fromisoformat(value["date"])
    if "since" in value:
        days = dt.date.fromisoformat(value["since"]), dt.date.fromisoformat(value["until"])
        return Period(0, 0, *days, value["label"])
    if "days" in value:
        return Shift(0, 0, value["days"], value["months"])
    return Thing(value["kind"], value["id"], value["name"], None, value["project"])


def labels(options: Sequence[Thing], here: str | None) -> list[str]:
    """Full names, with the project unless it is the one the person is in."""
    return [f"{o.name} — {o.project}" if o.project and o.project != here else o.name for o in options]


def fit_on_buttons(shown: Sequence[str]) -> bool:
    """Whether these labels can be read on buttons and told apart there."""
    return len(set(shown)) == len(shown) and max(map(len, shown)) <= LABEL
