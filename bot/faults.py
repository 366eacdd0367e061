"""The fault that one update's way tells its callers about: the webhook answers 503, the poller waits."""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_OF_THE_DATABASE: Final = (OperationalError, InterfaceError, InternalError, PoolTimeout)
# What comes as one of these, yet would come again each time: a statement after a failed one, and more than
# PostgreSQL's own limits hold.
_OURS: Final = ("25P02", "54")


class Passing(Exception):
    """A fault that will pass; the update must be delivered again.

    `retry_after` is the pause before that, in whole seconds, at least 1. Raise it `from` the fault itself
    (the database away, a lock or statement timeout, the Bot API busy or out of reach): the log needs both.
    """

    def __init__(self, retry_after: int = 1) -> None:
        # The argument goes to Exception as it came: without it pickling between processes fails.
        super().__init__(retry_after)
        self.retry_after = max(1, retry_after)

    def __str__(self) -> str:
        return f"a fault that will pass; deliver the update again in {self.retry_after} s"


def will_pass(fault: Exception) -> bool:
    """Whether the same update may well succeed later: a Passing, or a database away, busy or locked."""
    if isinstance(fault, DBAPIError) and fault.connection_invalidated:  # with a new one it is another matter
        return True
    if not isinstance(fault, _OF_THE_DATABASE):
        return isinstance(fault, Passing)
    code = getattr(fault.orig, "sqlstate", None) if isinstance(fault, DBAPIError) else None
    return not (code or "").startswith(_OURS)
