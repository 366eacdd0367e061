"""Updates without a public address: ask Telegram for them, hand them over one by one.

An update is confirmed by asking for the next one, so it is asked for only once `handle` has returned: a
process that dies in between gets the update again, as with the webhook.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

import structlog

from bot.api import BotApi, BotApiError, Busy, Refused, Unreachable
from bot.faults import Passing
from bot.logs import fault as tell_fault

POLL_SECONDS: Final = 25  # how long Telegram holds an empty answer back
READ_TIMEOUT: Final = 35.0  # seconds; shorter than the poll, and every quiet poll would count as a fault
PAUSES: Final = (1, 2, 4, 8, 16, 30)  # seconds, by the faults in a row
TRIES: Final = 3

log = structlog.get_logger(__name__)

Update = dict[str, Any]
Handle = Callable[[Update], None]


def poll(api: BotApi, handle: Handle, *, stop: threading.Event, allowed_updates: Sequence[str]) -> None:
    """Fetch updates and hand them to `handle`, in order, until `stop` is set.

    `handle` returns when the update is done with. If it raises `Passing`, or `Busy` or `Unreachable` from a
    call of its own, the same update comes again after a pause, for as long as it takes. Anything else is a
    fault of ours: the update is tried three times, then logged and left, since one update must never hold up
    all the others. SystemExit(1) after one line in the log if the token is wrong or someone else receives
    the updates. `stop` is looked at between updates, at pauses, and after a long poll: within 35 s.
    """
    offset = 0
    failures = 0
    while not stop.is_set():
        try:
            updates = _fetch(api, offset, allowed_updates)
        except BotApiError as fault:
            _leave_if_hopeless(fault)
            log.warning("no updates could be fetched", fault=str(fault))
            stop.wait(_pause(fault, failures))
            failures += 1
            continue
        failures = 0
        for update in updates:
            if not _deliver(update, handle, stop):
                return
            offset = update["update_id"] + 1


def _fetch(api: BotApi, offset: int, allowed_updates: Sequence[str]) -> list[Update]:
    params = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": list(allowed_updates)}
    updates = api.call("getUpdates", params, read_timeout=READ_TIMEOUT)
    if isinstance(updates, list) and all(_is_update(update) for update in updates):
        return updates
    # Without an id nothing can be confirmed; a loop that guessed would spin or lose updates.
    raise Unreachable("getUpdates brought something that is not a list of updates")


def _is_update(update: object) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


def _deliver(update: Update, handle: Handle, stop: threading.Event) -> bool:
    """Hand one update over until it is done with; False if told to stop before that."""
    waits = failures = 0
    while not stop.is_set():
        try:
            handle(update)
        except (Passing, Busy, Unreachable) as fault:
            log.warning("update comes again", update_id=update["update_id"], fault=str(fault))
            stop.wait(_pause(fault, waits))
            waits += 1
        except Exception as fault:  # noqa: BLE001  # ours, whatever it is
            failures += 1
            tell_fault("update failed", fault, update_id=update["update_id"], attempt=failures, of=TRIES)
            if failures == TRIES:
                return True
            stop.wait(PAUSES[failures - 1])
        else:
            return True
    return False


def _pause(fault: Exception, failures: int) -> int:
    """Seconds to wait: what the fault itself asks for, else 1, 2, 4 … 30 by the failures so far."""
    if isinstance(fault, Busy | Passing):
        return fault.retry_after
    return PAUSES[min(failures, len(PAUSES) - 1)]


def _leave_if_hopeless(fault: BotApiError) -> None:
    """SystemExit(1) for what no waiting mends, after one line that names the mend."""
    code = fault.code if isinstance(fault, Refused) else None
    if code == 409:
        log.error(
            "Another receiver takes this bot's updates, a webhook or a second poller: "
            "run `flask telegram delete`, or stop the other `flask poll`."
        )
    elif code in {401, 404}:  # 404: getUpdates always exists, so the token does not even look like one
        log.error(
            "Telegram does not know this bot: check TELEGRAM_BOT_TOKEN against what @BotFather shows, "
            "and TELEGRAM_API_URL if it is set."
        )
    else:
        return
    raise SystemExit(1)
