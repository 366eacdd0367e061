"""Coming in and going out: by a one-time link of the bot, or inside Telegram by Telegram's own word."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import ColumnElement, and_, select, update
from werkzeug import Response as AnyResponse

from config import Settings
from journal import now
from models import LoginLink, User, db, token_hash
from web import limits, sessions
from web.access import OUT, at_desk, from_our_pages
from web.headers import framed_by
from web.local_path import local_path
from web.mini_app import FRAMED_BY, person_of

log = structlog.get_logger()
blueprint = Blueprint("login", __name__)
blueprint.add_app_template_global(sessions.signed_in)  # the pages show the way out to whoever is in


@blueprint.get("/login/<token>")
def ask(token: str) -> AnyResponse:
    """A button, for programs that look at links open them too: only a person presses it. 410: the link is dead."""
    user = _owner(token)
    if user is None or not sessions.may_come_in(user):
        return redirect("/") if sessions.signed_in() else _dead()
    return make_response(render_template("login.html", name=user.full_name, next=local_path(request.args.get("next"))))


@blueprint.post("/login/<token>")
def come_in(token: str) -> AnyResponse:
    """Use the link up and begin a session. 410: the link is dead, 429: too many tries."""
    user = _owner(token)
    if pause := limits.pause_for_address() or (limits.pause_for_person(user) if user else 0):
        return _too_often(pause)
    if user is None or not sessions.may_come_in(user) or not _use_up(token):
        return _dead()
    return _begin(user, "link")


@blueprint.get("/login/telegram")
def mini_app() -> str:
    """What Telegram opens inside itself. Its script hands Telegram's word on; a frame gets nothing but that."""
    framed_by(*FRAMED_BY)
    return render_template("mini_app.html", next=local_path(request.args.get("next")))


@blueprint.post("/login/telegram")
def come_in_by_telegram() -> AnyResponse:
    """Begin a session on Telegram's word. 400: it is not Telegram's or too old, 403: not on the list, 429: too many.

    No token of the page is asked for: in a frame of Telegram's web client the page has no cookie to bind it to.
    Telegram's word is itself what no other site can know, and where the request comes from is checked.
    """
    settings: Settings = current_app.extensions["settings"]
    if pause := limits.pause_for_address():
        return _too_often(pause)
    token = settings.telegram_bot_token
    told = person_of(request.form.get("init_data", ""), token) if token and from_our_pages() else None
    if told is None:
        return _refused("telegram", 400)
    telegram_id, fresh = told
    user = db.session.scalar(select(User).where(User.telegram_id == telegram_id))
    if user is None or not sessions.may_come_in(user):
        return _refused("telegram", 403)
    if pause := limits.pause_for_person(user):
        return _too_often(pause)
    if fresh:
        return _begin(user, "telegram")
    here = sessions.signed_in()
    return _onward() if here is not None and here.id == user.id else _refused("telegram", 400)


@blueprint.post("/logout")
def go_out() -> AnyResponse:
    """End the person's sessions, in every browser. A desk stays open, and says so."""
    sessions.end_everywhere()
    if not at_desk():
        return redirect(f"{url_for('radar.page')}?{OUT}=1", 303)
    title, sentence = gettext("You are out"), gettext("At this machine the pages are open to whoever sits at it.")
    return make_response(render_template("notice.html", title=title, sentence=sentence))


def _owner(token: str) -> User | None:
    """Whose link that is, as long as it is good."""
    return db.session.scalar(select(User).join(LoginLink, LoginLink.user_id == User.id).where(_good(token)))


def _use_up(token: str) -> bool:
    """Use the link up; False where another request was first."""
    statement = update(LoginLink).where(_good(token)).values(used_at=now()).returning(LoginLink.user_id)
    return db.session.execute(statement).first() is not None


def _good(token: str) -> ColumnElement[bool]:
    return and_(LoginLink.token_hash == token_hash(token), LoginLink.used_at.is_(None), LoginLink.expires_at > now())


def _begin(user: User, way: str) -> AnyResponse:
    sessions.begin(user)
    log.info("came in", user=user.telegram_id, way=way)
    return _onward()


def _onward() -> AnyResponse:
    return redirect(local_path(request.form.get("next")), 303)


def _dead() -> Response:
    sentence = gettext("This link has been used or is too old. Ask the bot for a new one: write “Open radar” to it.")
    return make_response(render_template("notice.html", sentence=sentence), 410)


def _refused(way: str, status: int) -> Response:
    log.warning("not let in", way=way, status=status)
    sentence = gettext("Telegram's word did not let you in. Write “Open radar” to the bot and open it from there.")
    return make_response(render_template("notice.html", sentence=sentence), status)


def _too_often(pause: int) -> Response:
    log.warning("not let in", status=429)
    sentence = gettext("That was too many tries. Wait a few minutes and try again.")
    answer = make_response(render_template("notice.html", sentence=sentence), 429)
    answer.headers["Retry-After"] = str(pause)
    return answer
