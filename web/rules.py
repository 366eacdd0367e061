"""GET /rules: every rule of the radar, explained from the table of rules itself."""

from __future__ import annotations

from flask import Blueprint, render_template

from web.access import ask_to_come_in

blueprint = Blueprint("rules", __name__)
blueprint.before_request(ask_to_come_in)


@blueprint.get("/rules")
def page() -> str:
    return render_template("rules.html")
