"""GET /: the radar, now or at any moment of the past."""

from __future__ import annotations

from flask import Blueprint, render_template

from web.access import ask_to_come_in
from web.as_of import as_of

blueprint = Blueprint("radar", __name__)
blueprint.before_request(ask_to_come_in)


@blueprint.get("/")
def page() -> str:
    return render_template("radar.html", as_of=as_of())
