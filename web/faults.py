"""What the pages say where there is nothing to show: a sentence in the person's language, and the way to the pages.

Whoever is not known gets the sentence alone: it must not tell a stranger what there is.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, SecurityError

from web.access import at_desk
from web.languages import ask_nobody

_SENTENCES: dict[int, Callable[[], str]] = {
    400: lambda: gettext("Radar cannot make out what was asked. Go back and try it from the page."),
    403: lambda: gettext("That is not open to you."),
    404: lambda: gettext("There is no such page."),
    405: lambda: gettext("This address can only be opened in another way. Go back and try it from the page."),
    413: lambda: gettext("That was more than Radar takes at once. Send less."),
    429: lambda: gettext("That was too many tries. Wait a few minutes and try again."),
}


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(ParseException, _garbled)
    app.register_error_handler(InternalServerError, _broken)


def _refused(fault: HTTPException) -> Response | HTTPException:
    if isinstance(fault, SecurityError):  # under a name that is not ours no address of a page can be made
        return fault
    status = fault.code or 500
    sentence = _SENTENCES.get(status, _SENTENCES[400])()
    answer = make_response(render_template("notice.html", sentence=sentence), status)
    for name, value in fault.get_headers(request.environ):
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _garbled(_: Exception) -> Response | HTTPException:
    """A body that breaks the rules of HTTP shows only while it is read; that is no fault of ours."""
    return _refused(BadRequest())


def _broken(_: InternalServerError) -> tuple[str, int]:
    """Without a query: what has broken may be the database, or the transaction of this request."""
    inside = g.get("signed_in") is not None or at_desk()
    ask_nobody()
    sentence = gettext("Something broke here. Try again in a minute.")
    return render_template("notice.html", sentence=sentence, inside=inside), 500
