"""What all pages share: the words and links around them, and the page that says what does not work."""

from __future__ import annotations

import re

from flask import Flask, render_template, request, url_for
from flask_babel import get_locale, gettext

from handlers.words import day, moment
from web.access import at_desk, visitor
from web.as_of import BadMoment, as_of_now
from web.languages import NATIVE, may_choose

_INDENT = re.compile(r"(?<=>)\n\s+")  # behind a tag: text that people wrote has none, and keeps its empty lines


def register(app: Flask) -> None:
    app.context_processor(_for_every_page)
    app.register_error_handler(BadMoment, _bad_moment)
    app.add_template_filter(day, "day")
    app.add_template_filter(moment, "moment")


def notice(sentence: str, status: int, way_back: tuple[str, str] | None = None) -> tuple[str, int]:
    """A page with one sentence: what the person asked for can't be shown. `way_back`: an address and its words."""
    return render_template("notice.html", sentence=sentence, way_back=way_back or ()), status


def without_indents(html: str) -> str:
    """Half of a long page would be the indentation of its templates."""
    return _INDENT.sub("\n", html)


def this_page() -> str:
    """The page that is asked for, without what the address says of it; for a file of the history, the history."""
    return url_for("history.page") if request.blueprint == "exports" else request.path


def _for_every_page() -> dict[str, object]:
    language = str(get_locale())
    return {
        "language": language,
        "languages": NATIVE if may_choose() else {},
        "address": request.full_path.rstrip("?") if request.method == "GET" else "/",
        "at_desk": at_desk(),
        "inside": visitor() is not None,
        "as_of": as_of_now(),  # a page that can show the past gives its own
        "way_back": (),  # to the radar
    }


def _bad_moment(fault: BadMoment) -> tuple[str, int]:
    return notice(str(fault), 400, (this_page(), gettext("Show it as it is now")))
