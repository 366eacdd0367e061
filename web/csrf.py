"""Every POST of the pages carries a token that no other site can know; without it nothing is done.

The token is signed and bound to the browser's own cookie (Flask-WTF). A form gets it with
`{% from "forms.html" import token %}` and `{{ token() }}`, a script sends it as the header `X-CSRFToken`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Flask, render_template
from flask_babel import gettext
from flask_wtf.csrf import CSRFError, CSRFProtect


def protect(app: Flask, exempt: Sequence[Blueprint | Callable[..., Any]]) -> None:
    """Have every POST checked, except in those rooms and views: a secret tells them their callers, not a cookie."""
    # Bound to the cookie, which has an end of its own: a chat left open over lunch must still send.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # The Referer is looked at nowhere: some browsers withhold it, and what it guards against, a cookie planted by
    # a neighbouring name or over plain http, the prefix `__Host-` of our cookie's name makes impossible.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    protection = CSRFProtect(app)
    for room in exempt:
        protection.exempt(room)
    app.register_error_handler(CSRFError, _refuse)


def _refuse(_: CSRFError) -> tuple[str, int]:
    sentence = gettext("This page is out of date. Open it again and repeat what you did.")
    return render_template("notice.html", sentence=sentence), 400
