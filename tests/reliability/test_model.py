"""Two people, crashes, redeliveries and undo, step by step against a model; and the order of what each chat saw."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot import claims
from bot.api import Unreachable
from journal import verify
from models import db
from tests.conftest import ARTEM, MARIA, Chat, empty
from tests.reliability.model import Model
from tests.support.botapi import FakeTelegram, check

NAMES = ("Вход", "Поиск", "Оплата", "Чеки")
STATUSES = {"готова": "done", "в работе": "in_progress", "в бэклоге": "backlog", "отменена": "cancelled"}
UNDO = "Отмени последнее"
PEOPLE = (ARTEM, MARIA)
BOUNDS = settings(
    max_examples=20, stateful_step_count=25, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), print_blob=False,
    phases=(Phase.explicit, Phase.generate),  # shrinking takes minutes here; the steps are printed as they are
)  # fmt: skip

Json = dict[str, Any]
Effect = Callable[[Model, int], bool]
Said = tuple[str, Effect]


class Crash(BaseException):
    """The process is no more: nothing catches this, and nothing after it is done."""


def words() -> st.SearchStrategy[Said]:
    """What may be said, and what it should do to the model."""
    name = st.sampled_from(NAMES)
    created = name.map(lambda n: (f"Создай фичу {n}", lambda model, who: model.create(who, n)))
    moved = st.tuples(name, st.sampled_from(sorted(STATUSES))).map(
        lambda it: (f"Фича {it[0]} {it[1]}", _changes(it[0], status=STATUSES[it[1]], status_reason=None))
    )
    blocked = name.map(
        lambda n: (f"Фича {n} заблокирована, причина: API", _changes(n, status="blocked", status_reason="API"))
    )
    assigned = st.tuples(name, st.sampled_from(["Анна", "Пётр"])).map(
        lambda it: (f"Назначь PO фичи {it[0]}: {it[1]}", _changes(it[0], assigned_po=it[1]))
    )
    back = st.sampled_from([(UNDO, lambda m, who: m.undo(who)), ("Верни отменённое", lambda m, who: m.redo(who))])
    return st.one_of(created, moved, blocked, assigned, back, back)


def _changes(name: str, **values: str | None) -> Effect:
    return lambda model, who: model.change(who, name, dict(values))


@dataclass
class Line:
    """The Bot API's end of the line: it takes what is well formed, and may break before or after a call."""

    chats: dict[int, list[str]] = field(default_factory=dict)  # the updates each chat saw answers to, in order
    breaks: BaseException | None = None
    after: bool = False

    def call(self, method: str, params: Json, *, until: float) -> bool:
        check(method, params)
        if self.breaks is not None and not self.after:
            raise self.breaks
        for key in re.findall(r"'callback_data': 'u:(\d+)'", str(params)):
            self.chats.setdefault(params["chat_id"], []).append(key)
        if self.breaks is not None:
            raise self.breaks
        return True


class TwoPeople(RuleBasedStateMachine):
    """Each person's updates come in order: what crashed is delivered again before they say anything else."""

    app: Flask
    telegram: FakeTelegram

    def __init__(self) -> None:
        super().__init__()
        empty()
        self.line, self.model = Line(), Model()
        desk = replace(self.app.extensions["desk"], api_for=lambda _: self.line)
        self.patches = pytest.MonkeyPatch()
        self.patches.setitem(self.app.extensions, "desk", desk)
        self.people = {
            ARTEM: Chat(self.app.test_client(), self.telegram),
            MARIA: Chat(self.app.test_client(), self.telegram, MARIA, "Мария"),
        }
        self.people[MARIA].numbers = iter(range(500_000, 600_000))
        self.taken: list[tuple[int, Json]] = []
        self.pending: dict[int, tuple[Json, Effect | None]] = {}

    @initialize()
    def a_project_both_are_in(self) -> None:
        self._deliver(ARTEM, self.people[ARTEM].message("Создай проект Радар"))
        self._deliver(MARIA, self.people[MARIA].message("Переключись на проект Радар"))

    @rule(who=st.sampled_from(PEOPLE), said=words())
    def say(self, who: int, said: Said) -> None:
        self._finish(who)
        self._deliver(who, self._written(who, said))
        said[1](self.model, who)

    @rule(who=st.sampled_from(PEOPLE), name=st.sampled_from(NAMES))
    def delete(self, who: int, name: str) -> None:
        self._finish(who)
        self._deliver(who, self.people[who].message(f"Удали фичу {name}"))
        self._deliver(who, self.people[who].message("да"))
        self.model.delete(who, name)

    @rule(who=st.sampled_from(PEOPLE), said=words())
    def crash_in_the_middle(self, who: int, said: Said) -> None:
        self._finish(who)
        with self._broken("stored", Crash()), pytest.raises(Crash):
            self._post(who, update := self._written(who, said))
        self.pending[who] = (update, said[1])

    @rule(who=st.sampled_from(PEOPLE), said=words())
    def database_goes_away(self, who: int, said: Said) -> None:
        self._finish(who)
        with self._broken("stored", OperationalError("", {}, Exception())):
            update = self._written(who, said)
            assert self._post(who, update) == 503
        self.pending[who] = (update, said[1])

    @rule(who=st.sampled_from(PEOPLE), said=words(), after=st.booleans())
    def crash_after_the_commit(self, who: int, said: Said, after: bool) -> None:
        self._finish(who)
        self.line.breaks, self.line.after = Crash(), after
        with pytest.raises(Crash):
            self._post(who, update := self._written(who, said))
        self.line.breaks = None
        said[1](self.model, who)
        self.pending[who] = (update, None)

    @rule(who=st.sampled_from(PEOPLE), said=words())
    def telegram_is_out_of_reach(self, who: int, said: Said) -> None:
        self._finish(who)
        self.line.breaks, self.line.after = Unreachable("no answer in time"), False
        update = self._written(who, said)
        assert self._post(who, update) == 503
        self.line.breaks = None
        said[1](self.model, who)
        self.pending[who] = (update, None)

    @rule(who=st.sampled_from(PEOPLE))
    def deliver_what_crashed(self, who: int) -> None:
        self._finish(who)

    @rule(number=st.integers(0, 50))
    def deliver_something_again(self, number: int) -> None:
        if self.taken:
            who, update = self.taken[number % len(self.taken)]
            seen = [len(chat) for chat in self.line.chats.values()]
            assert self._post(who, update) == 200
            assert [len(chat) for chat in self.line.chats.values()] == seen, "answered a second time"

    @invariant()
    def the_tables_are_as_the_model_says(self) -> None:
        with db.engine.connect() as connection:
            query = 'SELECT name, status, status_reason, assigned_po FROM features ORDER BY name COLLATE "C"'
            found = [dict(row._mapping) for row in connection.execute(text(query))]
        assert found == self.model.rows

    def teardown(self) -> None:
        try:
            for who in PEOPLE:
                self._finish(who)
            self._answers_came_in_the_order_of_events()
            with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
                assert verify(connection).differences == []
        finally:
            self.patches.undo()

    def _answers_came_in_the_order_of_events(self) -> None:
        for who in PEOPLE:
            with db.engine.connect() as connection:
                query = (
                    "SELECT message_id FROM event_log WHERE user_id = :who AND message_id NOT LIKE 'user:%' ORDER BY id"
                )
                events = connection.execute(text(query.replace(":%", r"\:%")), {"who": str(who)}).scalars().all()
            assert list(dict.fromkeys(self.line.chats.get(who, []))) == list(dict.fromkeys(events))

    def _finish(self, who: int) -> None:
        """Deliver again what this person's queue still holds."""
        if who in self.pending:
            update, effect = self.pending.pop(who)
            with db.engine.begin() as connection:
                connection.execute(text("UPDATE processed_messages SET send_after = NULL"))  # as if time had passed
            self._deliver(who, update)
            if effect is not None:
                effect(self.model, who)

    def _written(self, who: int, said: Said) -> Json:
        # What made the scene is not to be taken back: a person without a step of their own asks something.
        idle = said[0] == UNDO and self.model.last(who, {"do", "redo"}) is None
        return self.people[who].message("Где я?" if idle else said[0])

    def _deliver(self, who: int, update: Json) -> None:
        assert self._post(who, update) == 200
        self.taken.append((who, update))

    def _post(self, who: int, update: Json) -> int:
        return self.people[who].post(update).status_code

    @contextmanager
    def _broken(self, step: str, fault: BaseException) -> Iterator[None]:
        def broken(*_: object) -> None:
            raise fault

        with self.patches.context() as patches:
            patches.setattr(claims, step, broken)
            yield


def test_whatever_happens_radar_holds_what_the_model_says(app: Flask, telegram: FakeTelegram) -> None:
    machine = type("Machine", (TwoPeople,), {"app": app, "telegram": telegram})

    run_state_machine_as_test(machine, settings=BOUNDS)


def test_the_model_itself_takes_back_and_puts_again() -> None:
    model = Model()
    model.create(1, "Вход")
    model.change(1, "Вход", {"status": "done"})
    assert model.undo(1)
    assert model.redo(1)
    assert model.rows == [{"name": "Вход", "status": "done", "status_reason": None, "assigned_po": None}]
    model.change(2, "Вход", {"status": "blocked"})
    assert not model.undo(1), "the other's change stands in the way"
    assert not model.redo(2)
