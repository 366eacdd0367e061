"""What every answer tells the browser: load nothing from elsewhere, run nothing inline, keep nothing.

Our own few lines and not Flask-Talisman: the health check comes over plain http from inside and must not be sent to
https, one page alone may be framed, and its defaults would have to be switched off one by one.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

from config import Settings

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Addresses of ours never go elsewhere. Not `no-referrer`: browsers would then name no origin when they post.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
_HTTPS_FOR = 365 * 24 * 60 * 60  # seconds


def plain(settings: Settings) -> dict[str, str]:
    """The headers of an answer that is no page."""
    # Not for the names below ours: those may belong to something else.
    https = {"Strict-Transport-Security": f"max-age={_HTTPS_FOR}"} if settings.production else {}
    return {**_HEADERS, **https, "Content-Security-Policy": _policy(), "Cache-Control": "no-store"}


def protect(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer of the application, error pages included."""
    headers = plain(settings)

    def add(response: Response) -> Response:
        own = {"Content-Security-Policy": _policy(_inline(), g.get("framed_by", "'none'"))}
        if request.endpoint == "static":
            # Styles and scripts are asked about each time and mostly found unchanged; the pages hold people's work.
            own["Cache-Control"] = "no-cache"
        for name, value in {**headers, **own}.items():
            response.headers.setdefault(name, value)
        return response

    app.after_request(add)
    app.jinja_env.globals["csp_nonce"] = nonce


def nonce() -> str:
    """What an inline script or style of this answer carries as its `nonce`, to be run or applied at all."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def framed_by(*origins: str) -> None:
    """Let pages of these origins show this answer in a frame; every other answer may be framed by nobody."""
    g.framed_by = " ".join(origins)


def _inline() -> str:
    return f" 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else ""


def _policy(inline: str = "", ancestors: str = "'none'") -> str:
    return (
        f"default-src 'none'; script-src 'self'{inline}; style-src 'self'{inline}; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {ancestors}"
    )
