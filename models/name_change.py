from __future__ import annotations

from sqlalchemy import BigInteger, TextClause, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class NameChange(Base):
    """A transaction that changed something that can be spoken of by name. Triggers write it: no way passes it by.

    Processes remember the names, and ask in each transaction whether one was changed that they have not seen. They ask
    by snapshot, not by the greatest number or the newest event: a transaction may commit after one with a greater
    number, and its names would never be seen.
    """

    __tablename__ = "name_changes"

    transaction: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


def names_unchanged() -> TextClause:
    """Whether the names are those that were seen in the snapshot `:seen`, as pg_current_snapshot() writes it."""
    return text(
        "NOT EXISTS (SELECT FROM name_changes"
        " WHERE transaction >= CAST(CAST(pg_snapshot_xmin(CAST(:seen AS pg_snapshot)) AS text) AS bigint)"
        " AND NOT pg_visible_in_snapshot(CAST(CAST(transaction AS text) AS xid8), CAST(:seen AS pg_snapshot)))"
    )
