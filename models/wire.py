"""Prepared statements sent by libpq's own pipeline.

psycopg's cursors can use it too, but each call of one reads the statement, looks it up, queues it and describes its
result anew, which takes five times as long as the rest. Here a statement is sent whole once on a connection; after that
only its name and its values are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

import psycopg
from psycopg import OperationalError
from psycopg.abc import PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many, send
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from models.prepared import Ready

Rows = list[tuple[Any, ...]]


class Wire:
    """A connection, with what has been prepared on it and how its values are written and read."""

    def __init__(self, driver: psycopg.Connection[Any]) -> None:
        self._driver = driver
        self._prepared: set[bytes] = set()
        self._values = Transformer(driver)

    def run(self, statements: Sequence[Ready]) -> list[Rows]:
        """Send the statements at once and return the rows of each; behind one that fails none is run.

        Raises psycopg's errors. If something else breaks on the way, the connection is left in its pipeline.
        """
        line = self._driver.pgconn
        written = self._written([values for _, values in statements])  # may fail: before anything is sent
        line.enter_pipeline_mode()
        prepares: list[bytes | None] = []  # for each answer to come the name it tells prepared, None: a statement ran
        for (statement, _), values in zip(statements, written, strict=True):
            if statement.name not in self._prepared and statement.name not in prepares:
                line.send_prepare(statement.name, statement.sql)
                prepares.append(statement.name)
            line.send_query_prepared(statement.name, values)
            prepares.append(None)
        line.pipeline_sync()
        answers = self._driver.wait(_answers(line, len(prepares)))
        line.exit_pipeline_mode()
        return self._read(prepares, answers)

    def _written(self, values: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """The values of each statement as they are sent; written all at once, which takes a call instead of many."""
        flat = list(chain.from_iterable(values))
        written = iter(self._values.dump_sequence(flat, [PyFormat.TEXT] * len(flat)))
        return iter([list(islice(written, len(own))) for own in values])

    def _read(self, prepares: Sequence[bytes | None], answers: Sequence[PGresult]) -> list[Rows]:
        rows = []
        for name, answer in zip(prepares, answers, strict=True):
            if answer.status == ExecStatus.TUPLES_OK:
                self._values.set_pgresult(answer)
                rows.append(self._values.load_rows(0, answer.ntuples, tuple))
            elif answer.status != ExecStatus.COMMAND_OK:
                raise error_from_result(answer)
            elif name is None:
                rows.append([])
            else:
                self._prepared.add(name)  # for good: a transaction that is rolled back does not take it along
        return rows


def _answers(line: PGconn, number: int) -> PQGen[list[PGresult]]:
    """What the server says to each of so many commands, once it has said it to all."""
    yield from send(line)
    answers = []
    for _ in range(number):
        said = yield from fetch_many(line)
        if not said:
            raise OperationalError("the connection broke before the answer was whole")
        answers += said
    yield from fetch_many(line)  # the end of the pipeline
    return answers
