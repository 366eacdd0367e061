"""POST /webhook: where Telegram delivers updates.

It is answered in front of Flask. On the way to a view Flask opens a session, looks for the route and dresses the answer
for a browser, which takes longer than all that the webhook does itself.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, current_app, request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wsgi import get_content_length, get_input_stream

from bot.faults import Passing
from bot.logs import fault as tell_fault
from bot.turn import Desk, take
from bot.updates import NotAnUpdate

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name
_SECRET = f"HTTP_{SECRET_HEADER.upper().replace('-', '_')}"
_LARGEST = 1024 * 1024  # bytes
_PATH = "/webhook"

Answer = tuple[int, Mapping[str, str]]  # status and headers; the body is empty

blueprint = Blueprint("webhook", __name__)


@blueprint.post(_PATH)
def webhook() -> Response:
    """What the door leaves to Flask: a name that is perhaps ours, an error that is to have a page."""
    status, headers = _answer(request.environ)
    return Response(status=status, headers=headers)


class Door:
    """Answers updates that come under our own name, and leaves everything else to the application behind it."""

    def __init__(self, app: Flask, host: str | None, headers: Mapping[str, str]) -> None:
        """`host`: the name it answers to, None: any; `headers` of each of its answers."""
        self._app, self._behind = app, app.wsgi_app
        self._host = host
        self._headers = [("Content-Length", "0"), *headers.items()]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_update(environ):
            return self._behind(environ, start_response)
        with self._app.app_context():
            status, headers = self._answer(environ)
        start_response(f"{status} {HTTPStatus(status).phrase}", [*self._headers, *headers.items()])
        return []

    def _is_update(self, environ: WSGIEnvironment) -> bool:
        if environ.get("PATH_INFO") != _PATH or environ["REQUEST_METHOD"] != "POST":
            return False
        return self._host is None or environ.get("HTTP_HOST") == self._host

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        try:
            return _answer(environ)
        except Exception as fault:  # noqa: BLE001  # as Flask would, without the text: it may hold what people wrote
            tell_fault("request failed", fault, endpoint="webhook.webhook")
            return 500, {}


def _answer(environ: WSGIEnvironment) -> Answer:
    """200 done, 400 not an Update, 403 wrong secret, 413 too large, 503 with Retry-After: once more."""
    secret = current_app.config["TELEGRAM_WEBHOOK_SECRET"]
    # The secret first: a stranger's body is not even read.
    if not hmac.compare_digest(environ.get(_SECRET, "").encode(), secret.encode()):
        return 403, {}
    desk: Desk = current_app.extensions["desk"]
    try:
        update = json.loads(_body(environ))
    except RequestEntityTooLarge:
        return 413, {}
    except (ValueError, RecursionError, ClientDisconnected, ParseException):
        return 400, {}
    try:
        take(desk, update)
    except NotAnUpdate:
        return 400, {}
    except Passing as fault:
        return 503, {"Retry-After": str(fault.retry_after)}
    return 200, {}


def _body(environ: WSGIEnvironment) -> bytes:
    """What was sent; RequestEntityTooLarge where it is more than is taken."""
    length = get_content_length(environ)
    if length is not None and length <= _LARGEST and "wsgi.input_terminated" in environ:
        body: bytes = environ["wsgi.input"].read(length)
        if len(body) < length:
            raise ClientDisconnected
        return body
    # One byte more: a body that does not say how long it is would be cut at the limit without a word.
    body = get_input_stream(environ, max_content_length=_LARGEST + 1).read()
    if len(body) > _LARGEST:
        raise RequestEntityTooLarge
    return body
