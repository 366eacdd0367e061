"""Radar's words: everything said passes through here, translated and safe for HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import lru_cache
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.support import NullTranslations
from flask import current_app, has_app_context
from flask_babel import Domain, force_locale, get_domain, get_locale, get_timezone
from markupsafe import Markup, escape

_LONGEST_ECHO = 300  # characters of someone's own text that are repeated to them
_LONGEST_REASON = 80
_FEW = 3  # names in one line


class Tongue(NamedTuple):
    """A language with all that is said in it."""

    locale: Locale
    catalogue: NullTranslations


_spoken: ContextVar[Tongue | None] = ContextVar("spoken", default=None)


class in_language:  # noqa: N801  # it is used as a function; a generator would take longer than what it does
    """All that is said within is said in this language; its catalogue is looked up once, not for each sentence."""

    def __init__(self, language: str) -> None:
        self._tongue = _tongue(_domain(), language)

    def __enter__(self) -> None:
        self._before = _spoken.set(self._tongue)

    def __exit__(self, *_: object) -> None:
        _spoken.reset(self._before)


def _domain() -> Domain:
    """The application's catalogues; `get_domain` would look whether this message has some of its own."""
    if not has_app_context():
        return get_domain()
    domain: Domain = current_app.extensions["babel"].instance.domain_instance
    return domain


@lru_cache(maxsize=16)
def _tongue(domain: Domain, language: str) -> Tongue:
    """Of the application's catalogues (`domain`) that of a language. There are few of both."""
    locale = Locale.parse(language)
    with force_locale(locale):
        return Tongue(locale, domain.get_translations())


def _catalogue() -> NullTranslations:
    spoken = _spoken.get()
    return get_domain().get_translations() if spoken is None else spoken.catalogue


def gettext(message: str) -> str:
    return str(_catalogue().ugettext(message))


def pgettext(context: str, message: str) -> str:
    return str(_catalogue().upgettext(context, message))


def ngettext(one: str, many: str, num: int) -> str:
    return str(_catalogue().ungettext(one, many, num))


def _locale() -> Locale | None:
    """That of the reader."""
    spoken = _spoken.get()
    locale: Locale | None = get_locale() if spoken is None else spoken.locale
    return locale


def say(message: str, **values: object) -> Markup:
    """The message in the reader's language; values are escaped for HTML."""
    return Markup(gettext(message) % {name: escape(value) for name, value in values.items()})  # noqa: S704


def say_n(one: str, many: str, num: int, **values: object) -> Markup:
    """Like `say`, in the plural form that the number wants; it is there as %(num)s."""
    safe = {name: escape(value) for name, value in values.items()}
    return Markup(ngettext(one, many, num) % {"num": num, **safe})  # noqa: S704


def bold(text: object) -> Markup:
    return Markup("<b>%s</b>") % text


def quoted(name: str) -> Markup:
    """A name inside a sentence, set off where the language would want a case of it: «Вход»."""
    return Markup(pgettext("name inside a sentence", "%(name)s")) % {"name": name}  # noqa: S704  # it escapes the name


def short(text: str, limit: int = _LONGEST_ECHO) -> str:
    """At most `limit` characters, the cut marked."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def few(names: Sequence[object]) -> Markup:
    """The first three names, and how many more there are."""
    shown = Markup(", ").join(names[:_FEW])  # type: ignore[arg-type]  # it escapes whatever it is given
    return and_more(shown, len(names) - _FEW)


def and_more(shown: Markup, left: int) -> Markup:
    """«Вход, Оплата и ещё 2»; what is shown alone where nothing is left."""
    if left <= 0:
        return shown
    return say_n("%(shown)s, and %(num)s more", "%(shown)s, and %(num)s more", left, shown=shown)


def day(date: dt.date) -> str:
    """A day with its weekday: «пт 27.11.2026», "Fri 27 Nov 2026"."""
    return format_date(date, gettext("EEE d MMM y"), _locale())


def aside_words(until: dt.date, why: str | None) -> Markup:
    """«отложено до пт 04.12.2026: ждём юристов»."""
    line = say("put aside until %(day)s", day=day(until))
    return Markup("%s: %s") % (line, short(why, _LONGEST_REASON)) if why else line


def moment(at: dt.datetime) -> str:
    """Day and time in the team's zone: «пт 27.11.2026 14:05», "Fri 27 Nov 2026 14:05"."""
    return format_datetime(at, gettext("EEE d MMM y HH:mm"), get_timezone(), _locale())


FEATURE_STATUS: dict[str, Callable[[], str]] = {
    "backlog": lambda: pgettext("feature", "backlog"),
    "in_progress": lambda: pgettext("feature", "in progress"),
    "blocked": lambda: pgettext("feature", "blocked"),
    "done": lambda: pgettext("feature", "done"),
    "cancelled": lambda: pgettext("feature", "cancelled"),
}
RELEASE_STATUS: dict[str, Callable[[], str]] = {
    "planned": lambda: pgettext("release", "planned"),
    "released": lambda: pgettext("release", "released"),
    "cancelled": lambda: pgettext("release", "cancelled"),
}
PROJECT_STATUS: dict[str, Callable[[], str]] = {
    "active": lambda: pgettext("project", "active"),
    "archived": lambda: pgettext("project", "archived"),
}
RISK_STATUS: dict[str, Callable[[], str]] = {
    "open": lambda: pgettext("risk", "open"),
    "closed": lambda: pgettext("risk", "closed"),
}
SEVERITY: dict[str, Callable[[], str]] = {
    "low": lambda: pgettext("severity", "low"),
    "medium": lambda: pgettext("severity", "medium"),
    "high": lambda: pgettext("severity", "high"),
    "critical": lambda: pgettext("severity", "critical"),
}
KINDS: dict[str, Callable[[], str]] = {
    "project": lambda: pgettext("kind", "project"),
    "feature": lambda: pgettext("kind", "feature"),
    "release": lambda: pgettext("kind", "release"),
    "idea": lambda: pgettext("kind", "idea"),
    "risk": lambda: pgettext("kind", "risk"),
    "dependency": lambda: pgettext("kind", "dependency"),
    "user_context": lambda: pgettext("kind", "context"),
}
NOT_KNOWN: dict[str, Callable[[str], Markup]] = {
    "project": lambda said: say("I know no project “%(said)s”.", said=said),
    "feature": lambda said: say("I know no feature “%(said)s”.", said=said),
    "release": lambda said: say("I know no release “%(said)s”.", said=said),
    "idea": lambda said: say("I know no idea “%(said)s”.", said=said),
    "risk": lambda said: say("I know no risk “%(said)s”.", said=said),
}
LANGUAGES: dict[str, Callable[[], str]] = {
    "ru": lambda: pgettext("language", "Russian"),
    "en": lambda: pgettext("language", "English"),
}
FEATURE_SIGN = {"backlog": "⚪", "in_progress": "🔵", "blocked": "🔴", "done": "✅", "cancelled": "✖️"}
# In Russian the word agrees with what it is said of: «фича создана», «релиз создан».
CREATED: dict[str, Callable[[], str]] = {
    "project": lambda: pgettext("project", "created"),
    "feature": lambda: pgettext("feature", "created"),
    "release": lambda: pgettext("release", "created"),
    "idea": lambda: pgettext("idea", "created"),
    "risk": lambda: pgettext("risk", "created"),
    "dependency": lambda: pgettext("dependency", "created"),
    "user_context": lambda: pgettext("context", "created"),
}
RESTORED: dict[str, Callable[[], str]] = {  # brought back by an undo or a redo
    "project": lambda: pgettext("project", "restored"),
    "feature": lambda: pgettext("feature", "restored"),
    "release": lambda: pgettext("release", "restored"),
    "idea": lambda: pgettext("idea", "restored"),
    "risk": lambda: pgettext("risk", "restored"),
    "dependency": lambda: pgettext("dependency", "restored"),
    "user_context": lambda: pgettext("context", "restored"),
}
DELETED: dict[str, Callable[[], str]] = {
    "project": lambda: pgettext("project", "deleted"),
    "feature": lambda: pgettext("feature", "deleted"),
    "release": lambda: pgettext("release", "deleted"),
    "idea": lambda: pgettext("idea", "deleted"),
    "risk": lambda: pgettext("risk", "deleted"),
    "dependency": lambda: pgettext("dependency", "deleted"),
    "user_context": lambda: pgettext("context", "deleted"),
}
