"""The language of the pages: the one the person has chosen, here or by a word to the bot; else the browser's."""

from __future__ import annotations

from uuid import uuid4

from flask import Blueprint, abort, g, has_request_context, redirect, request
from sqlalchemy import select
from werkzeug import Response

from journal import Journal
from models import User, UserContext, db
from web.access import LANGUAGES, ask_to_come_in, visitor
from web.local_path import local_path

NATIVE = {"ru": "Русский", "en": "English"}  # whoever looks for their language reads it in that language
_CONTEXT = "radar.visitors_context"

blueprint = Blueprint("languages", __name__)
blueprint.before_request(ask_to_come_in)


def page_language() -> str:
    """Of those we speak; Russian where nobody says anything."""
    if not has_request_context():
        return LANGUAGES[0]
    chosen = (known.language if (known := _context()) else None) or request.accept_languages.best_match(LANGUAGES)
    return chosen or LANGUAGES[0]


def may_choose() -> bool:
    """Whether there is someone whose choice can be kept: whoever has talked to the bot."""
    return _context() is not None


def ask_nobody() -> None:
    """For a page that must do without the database: whoever looks at it stays unknown."""
    g.signed_in = None
    request.environ[_CONTEXT] = None


def _context() -> UserContext | None:
    """What the visitor has set; read once a request."""
    if _CONTEXT not in request.environ:
        person = visitor()
        request.environ[_CONTEXT] = None if person is None else db.session.get(UserContext, str(person))
    return request.environ[_CONTEXT]  # type: ignore[no-any-return]


@blueprint.post("/language")
def choose() -> Response:
    """Keep the language as the person's choice, which the bot follows too, and go back to the page."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    # Locked as in a message's turn: nothing else of this person goes on at the same time.
    user = db.session.scalar(select(User).where(User.telegram_id == visitor()).with_for_update())
    context = db.session.get(UserContext, user.journal_id) if user else None
    if user is not None and context is not None:  # none of the two: they have never talked to the bot
        Journal(db.session(), user.journal_id, f"page:{uuid4()}").change(context, {"language": language})
        db.session.commit()
    return redirect(local_path(request.form.get("back")), 303)
