"""What the address of the history asks for, read strictly: `?project=&entity=&user=&action=&since=&until=&before=`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext

from handlers.words import KINDS, day, moment
from journal import Filter

FILTERS = ("project", "entity", "user", "action", "since", "until")
LARGEST_ID, LARGEST_EVENT_ID = 2**31 - 1, 2**63 - 1  # what the columns hold
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
_PERSON = re.compile(r"\w{1,100}", re.ASCII)
_ACTION = re.compile(r"[a-z_]{1,100}")


class BadFilter(ValueError):
    """A filter in the address can't be read; the text is one sentence for the reader."""


def chosen_in(arguments: Mapping[str, str]) -> dict[str, str]:
    """The filters that are set, as they are written, the page's `before` included."""
    return {name: value for name in (*FILTERS, "before") if (value := arguments.get(name, "").strip())}


def read_filter(chosen: Mapping[str, str], zone: dt.tzinfo) -> Filter:
    """The filter the address asks for. Raises BadFilter."""
    values: dict[str, Any] = {name: _READERS[name](chosen[name]) for name in _READERS if name in chosen}
    since, until = _since(chosen.get("since"), zone), _until(chosen.get("until"), zone)
    wanted = Filter(**values, since=since, until=until)
    if wanted.since and wanted.until and wanted.since >= wanted.until:
        raise BadFilter(gettext("The period ends before it begins."))
    return wanted


def period_in_words(chosen: Mapping[str, str], zone: dt.tzinfo) -> str:
    """«С вт 17.11.2026 по вт 24.11.2026»; empty where no period is chosen. Raises BadFilter."""
    ends = {name: _in_words(chosen[name], zone) for name in ("since", "until") if name in chosen}
    if len(ends) == 2:
        return gettext("From %(since)s to %(until)s", **ends)
    if "since" in ends:
        return gettext("Since %(since)s", **ends)
    return gettext("Up to %(until)s", **ends) if ends else ""


def _in_words(value: str, zone: dt.tzinfo) -> str:
    at = _moment(value, zone)
    return day(at.astimezone(zone).date()) if _DAY.fullmatch(value) else moment(at)


def _project(value: str) -> int:
    return _number(value, LARGEST_ID, gettext("The project must be given as its number."))


def _before(value: str) -> int:
    return _number(value, LARGEST_EVENT_ID, gettext("The page must be given as the number of an event."))


def _number(value: str, largest: int, complaint: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 20 and 0 < int(value) <= largest):
        raise BadFilter(complaint)
    return int(value)


def _entity(value: str) -> str:
    kind, colon, number = value.partition(":")
    complaint = gettext("What changed must be given as a kind such as feature, or feature:12 for one thing.")
    if kind not in KINDS:
        raise BadFilter(complaint)
    return f"{kind}:{_number(number, LARGEST_ID, complaint)}" if colon else kind


def _user(value: str) -> str:
    if not _PERSON.fullmatch(value):
        raise BadFilter(gettext("The person must be given as a Telegram number."))
    return value


def _action(value: str) -> str:
    if not _ACTION.fullmatch(value):
        raise BadFilter(gettext("The action must be given as in the log, such as feature_created."))
    return value


_READERS: Mapping[str, Callable[[str], Any]] = {
    "project": _project,
    "before": _before,
    "entity": _entity,
    "user": _user,
    "action": _action,
}


def _since(value: str | None, zone: dt.tzinfo) -> dt.datetime | None:
    return _moment(value, zone) if value else None


def _until(value: str | None, zone: dt.tzinfo) -> dt.datetime | None:
    """Where the period ends; a day counts to its end, a moment to the end of its minute."""
    if not value:
        return None
    step = dt.timedelta(days=1) if _DAY.fullmatch(value) else dt.timedelta(minutes=1)
    return _moment(value, zone, step)


def _moment(value: str, zone: dt.tzinfo, step: dt.timedelta = dt.timedelta()) -> dt.datetime:
    try:
        if not (_DAY.fullmatch(value) or _MOMENT.fullmatch(value)):
            raise ValueError
        at = dt.datetime.fromisoformat(value) + step
        # Into UTC right here: the first and the last year have moments that no other zone can tell.
        return at.replace(tzinfo=zone).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise BadFilter(gettext("A day must be given as 2026-11-27, a moment as 2026-11-27T14:05.")) from None
