"""Who may see a page: who has come in, and in development the person at the desk. Others are told how to come in."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import abort, current_app, render_template, request
from flask_babel import force_locale, get_locale, gettext

from config import LOCAL_USER_ID, Settings
from web.sessions import signed_in

LANGUAGES = ("ru", "en")
OUT = "out"
"""In the address of a page: whoever asks for it has just gone out."""

_OUR_NAMES = frozenset({"127.0.0.1", "::1", "localhost"})
# A tunnel that makes a desk public connects from loopback and may rewrite Host, but it names its client.
_FORWARDED = ("Forwarded", "X-Forwarded-For")


def visitor() -> int | None:
    """The Telegram id of the person who looks at a page; None: nobody we know."""
    user = signed_in()
    if user is not None:
        return user.telegram_id
    return LOCAL_USER_ID if at_desk() else None


def at_desk() -> bool:
    """Whether this is development and the request comes from the machine itself, by its own name.

    The name matters: a site can point its own name at 127.0.0.1 and read what it finds there (DNS rebinding).
    """
    settings: Settings = current_app.extensions["settings"]
    if settings.production or any(name in request.headers for name in _FORWARDED):
        return False
    return _is_loopback(request.remote_addr) and _host_name() in _OUR_NAMES


def only_at_desk() -> None:
    """For `before_request`: elsewhere there is no such page."""
    if not at_desk():
        abort(404)


def only_from_our_pages() -> None:
    """For `before_request`: a page of another site may not post here in the person's name."""
    if request.method == "POST" and not (request.mimetype == "application/json" and from_our_pages()):
        abort(404)


def ask_to_come_in() -> tuple[str, int] | None:
    """For `before_request`: whoever is not known gets a page that says how to come in, in every language."""
    if visitor() is not None:
        return None
    here, words = str(get_locale()), []
    for language in sorted(LANGUAGES, key=lambda language: language != here):  # the reader's own first
        with force_locale(language):
            words.append((language, *_how_to_come_in()))
    return render_template("come_in.html", words=words), 401


def _how_to_come_in() -> tuple[str, str]:
    """Title and sentence."""
    way = gettext("To come in, ask the bot: write “Open radar” to it in Telegram.")
    if OUT in request.args:
        return gettext("You are out"), gettext("You have left Radar in every browser.") + f" {way}"
    return gettext("This page is for the team"), way


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def _host_name() -> str | None:
    try:
        return urlsplit(f"//{request.headers.get('Host', '')}").hostname
    except ValueError:
        return None


def from_our_pages() -> bool:
    """Whether a page of ours has sent the request, as far as the browser says so."""
    # Browsers send the first to addresses they trust, and no page can forge it; the second is for older ones.
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == request.host_url.rstrip("/")
