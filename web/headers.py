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


def protect(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer of the application, error pages included."""
    headers = dict(_HEADERS)
    if settings.production:
        # Not for the names below ours: those may belong to something else.
        headers["Strict-Transport-Security"] = f"max-age={_HTTPS_FOR}"

    def add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", _policy())
        # Styles and scripts are asked about each time and mostly found unchanged; the pages hold people's work.
        response.headers.setdefault("Cache-Control", "no-cache" if request.endpoint == "static" else "no-store")
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


def _policy() -> str:
    inline = f" 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else ""
    ancestors = g.get("framed_by", "'none'")
    return (
        f"default-src 'none'; script-src 'self'{inline}; style-src 'self'{inline}; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {ancestors}"
    )
