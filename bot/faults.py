"""The fault that one update's way tells its callers about: the webhook answers 503, the poller waits."""

from __future__ import annotations


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
