"""POST /webhook: where Telegram delivers updates."""

from __future__ import annotations

import hmac
import json

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot.faults import Passing
from bot.turn import Desk, take
from bot.updates import NotAnUpdate

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name
_LARGEST = 1024 * 1024  # bytes

blueprint = Blueprint("webhook", __name__)


@blueprint.post("/webhook")
def webhook() -> Response:
    """200 done, 400 not an Update, 403 wrong secret, 413 too large, 503 with Retry-After: once more."""
    secret = current_app.config["TELEGRAM_WEBHOOK_SECRET"]
    # The secret first: a stranger's body is not even read.
    if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
        return Response(status=403)
    desk: Desk = current_app.extensions["desk"]
    try:
        update = json.loads(_body())
    except RequestEntityTooLarge:
        return Response(status=413)
    except (ValueError, RecursionError):
        return Response(status=400)
    try:
        take(desk, update)
    except NotAnUpdate:
        return Response(status=400)
    except Passing as fault:
        return Response(status=503, headers={"Retry-After": str(fault.retry_after)})
    return Response(status=200)


def _body() -> bytes:
    """What was sent; RequestEntityTooLarge where it is more than is taken."""
    # One byte more: a body that does not say how long it is would be cut at the limit without a word.
    request.max_content_length = _LARGEST + 1
    body = request.get_data()
    if len(body) > _LARGEST:
        raise RequestEntityTooLarge
    return body
