"""gunicorn's threaded worker, but the next connection goes to the process that has the fewest.

All processes wait at one listening socket and whichever wakes first takes what comes. Telegram opens its connections at
once and keeps them: on a busy machine one process may have them all before the other has woken, and does all the work
on one core from then on.
"""

from __future__ import annotations

import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

_PAUSE = 0.0005  # seconds that each connection a process has already lets another one go before
_LONGEST = 0.004  # however many it has: what is under way on the others waits meanwhile


class FairWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    def accept(self, listener: Any) -> None:
        """Take a connection, if by then nobody with fewer of them has."""
        time.sleep(min(self.nr_conns * _PAUSE, _LONGEST))
        super().accept(listener)
