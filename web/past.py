"""The history of one thing, page by page, under its card."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from sqlalchemy.orm import Session

from journal import history
from web.as_of import AsOf
from web.entries import Entry, by_day, entries
from web.filters import read_filter
from web.history import up_to

PAGE = 20


@dataclass(frozen=True, slots=True)
class Past:
    """Events by day, the newest first; addresses of the pages beside this one, empty where there is none."""

    days: list[tuple[str, list[Entry]]]
    newest: str = ""
    older: str = ""


def past_of(session: Session, shown: AsOf, kind: str, number: int) -> Past:
    """The page of it that the address asks for (`before`), up to the moment shown. Raises BadFilter."""
    before = request.args.get("before", "").strip()
    asked = {"entity": f"{kind}:{number}"} | ({"before": before} if before else {})
    wanted = up_to(shown, read_filter(asked, shown.zone))
    events = history(session, wanted, PAGE + 1)
    address = url_for(f"{kind}s.page", number=number)
    return Past(
        days=by_day(entries(events[:PAGE], shown)),
        newest=shown.link(address) if before else "",
        older=shown.link(address, before=events[PAGE - 1].id) if len(events) > PAGE else "",
    )
