from __future__ import annotations

from sqlalchemy import BigInteger, TextClause, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

# Which database, of which start of the server. One that took the place of another, or went back to an earlier moment (a
# standby that takes over, a restored copy), gives numbers of transactions and of rows a second time.
_DATABASE = (
    "(SELECT CAST(oid AS text) || '@' || CAST(extract(epoch FROM pg_postmaster_start_time()) AS text)"
    " FROM pg_database WHERE datname = current_database())"
)


class NameChange(Base):
    """A transaction that changed something that can be spoken of by name. Triggers write it: no way passes it by.

    Processes remember the names, and ask in each transaction whether one was changed that they have not seen. They ask
    by snapshot, not by the greatest number or the newest event: a transaction may commit after one with a greater
    number, and its names would never be seen.

    Where there are many, the trigger takes the rows away that its statement sees, but for those that another
    transaction is taking away: a snapshot that does not show one of them does not show its own, which ends later.
    """

    __tablename__ = "name_changes"

    transaction: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


def names_seen() -> TextClause:
    """The snapshot of now, between the database it is of and the number of the transaction that looks.

    A snapshot counts the transaction that took it neither among those under way nor, once a later one has ended, among
    those to come: what it changes afterwards would pass for seen.
    """
    own = "coalesce(CAST(pg_current_xact_id_if_assigned() AS text), '0')"
    return text(f"{_DATABASE} || '/' || CAST(pg_current_snapshot() AS text) || '/' || {own}")


def names_unchanged() -> TextClause:
    """Whether the names are those that were seen in the snapshot `:seen`, as `names_seen` writes it."""
    snapshot = "CAST(split_part(CAST(:seen AS text), '/', 2) AS pg_snapshot)"
    own = "CAST(split_part(CAST(:seen AS text), '/', 3) AS bigint)"
    return text(
        f"split_part(CAST(:seen AS text), '/', 1) = {_DATABASE}"
        " AND NOT EXISTS (SELECT FROM name_changes"
        f" WHERE transaction >= CAST(CAST(pg_snapshot_xmin({snapshot}) AS text) AS bigint)"
        # What is not begun yet was brought here from another server, whose numbers are ahead.
        " AND transaction < CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)"
        f" AND (transaction = {own}"
        f" OR NOT pg_visible_in_snapshot(CAST(CAST(transaction AS text) AS xid8), {snapshot})))"
    )
