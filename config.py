"""The environment, read once into one frozen value: what may be set, and how a mistake is told.

A value that is missing, malformed or still a placeholder stops the start with one line that names the
variable and the mend. The line never holds the value: it lands in logs, and the value may be a password.
"""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

Environment = Literal["development", "production"]

LOCAL_USER_ID = 1
"""The Telegram id the person of the local chat goes by. Telegram gives no account so small an id."""

SECRET_KEY_LENGTH = 32
"""Characters; a shorter key of sessions and links could be guessed."""

_LARGEST_ID = 2**63 - 1  # users.telegram_id is a bigint
_LARGEST_PORT = 65535
_DATABASE_SCHEMES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})

# Railway's command line reads these two on a desk; they say nothing about where the program runs.
_RAILWAY_DESK_VARIABLES = frozenset({"RAILWAY_TOKEN", "RAILWAY_API_TOKEN"})

_PLACEHOLDER = re.compile(
    r"(change|replace)[-_ ]?(me|this|it)([^a-z].*)?|(your|insert|enter)[-_ ].*|your(token|secret|key)"
    r"|.*[-_ ]here|<.*>|\[.*\]|\{.*\}|\.{2,}|…|x{3,}|\*+|todo|tbd|fixme|placeholder",
    re.IGNORECASE,
)
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # the alphabet Telegram's setWebhook accepts
_METRICS_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,}")
_BOT_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,19}")  # ASCII digits alone: int() takes "1_0" and other scripts too
_HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")


class ConfigError(ValueError):
    """A variable of the environment is missing or wrong; the text is one line naming it and the mend."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program was told by its environment. Secrets stay out of ``repr``, which ends up in logs."""

    environment: Environment
    database_url: str | None = field(repr=False)
    """``postgresql+psycopg://…``, password included; None: the embedded server."""
    telegram_bot_token: str | None = field(repr=False)
    """None: no Telegram, the local chat only."""
    telegram_webhook_secret: str = field(repr=False)
    allowed_telegram_ids: frozenset[int]
    telegram_api_url: str
    """Without a slash at its end."""
    public_url: str
    """Where the pages are reached: scheme and host, without a slash at its end."""
    secret_key: str = field(repr=False)
    timezone: ZoneInfo
    port: int
    web_concurrency: int
    """Processes."""
    threads: int
    """Threads in each process."""
    database_pool_size: int
    """Connections a process keeps open."""
    database_max_overflow: int
    """Connections a process may open beyond the pool."""
    instance: Path
    """The folder of what this one installation keeps: the generated key, the embedded server."""
    metrics_token: str | None = field(default=None, repr=False)
    """What /metrics asks for; None: there is no such page."""
    railway_domain: str | None = None
    """The name that Railway gives besides a domain of one's own."""
    private_domain: str | None = None
    """The name on Railway's private network, by which a Prometheus beside us comes."""

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def embedded_folder(self) -> Path:
        """Where the embedded PostgreSQL keeps its data, when there is no ``database_url``."""
        return self.instance / "postgres"


def load_settings(environ: Mapping[str, str], instance: Path) -> Settings:
    """Read and check every variable.

    ``environ`` is ``os.environ`` or the like; an empty or blank value counts as unset. ``instance`` is the
    folder a development machine keeps its generated key in; it is made when needed, and left alone in
    production.

    Raises ConfigError for the first variable that is missing, malformed or a placeholder.
    """
    environment = _environment(environ)
    production = environment == "production"
    port = _number(environ, "PORT", default=8000, highest=_LARGEST_PORT)
    secret_key = _secret_key(environ, instance, production=production)
    return Settings(
        environment=environment,
        database_url=_database_url(environ, required=production),
        telegram_bot_token=_bot_token(environ, required=production),
        telegram_webhook_secret=_webhook_secret(environ, secret_key, required=production),
        allowed_telegram_ids=_allowed_ids(environ, production=production),
        telegram_api_url=_api_url(environ),
        public_url=_public_url(environ, port),
        secret_key=secret_key,
        timezone=_timezone(environ),
        port=port,
        web_concurrency=_number(environ, "WEB_CONCURRENCY", default=2),
        threads=_number(environ, "THREADS", default=4),
        database_pool_size=_number(environ, "DATABASE_POOL_SIZE", default=20),
        database_max_overflow=_number(environ, "DATABASE_MAX_OVERFLOW", default=10, lowest=0),
        instance=instance,
        metrics_token=_metrics_token(environ),
        railway_domain=_host_name(environ, "RAILWAY_PUBLIC_DOMAIN"),
        private_domain=_host_name(environ, "RAILWAY_PRIVATE_DOMAIN"),
    )


def _text(environ: Mapping[str, str], name: str) -> str | None:
    """The trimmed value; None when unset or blank. A placeholder was forgotten, not meant: it is refused."""
    value = environ.get(name, "").strip()
    if not value:
        return None
    if _is_placeholder(value):
        raise ConfigError(f"{name} still holds a placeholder: set its real value or remove it")
    return value


def _is_placeholder(value: str) -> bool:
    return _PLACEHOLDER.fullmatch(value) is not None


def _required(environ: Mapping[str, str], name: str, mend: str, *, required: bool) -> str | None:
    value = _text(environ, name)
    if value is None and required:
        raise ConfigError(f"{name} is required in production: {mend}")
    return value


def _number(environ: Mapping[str, str], name: str, *, default: int, lowest: int = 1, highest: int = 10_000) -> int:
    value = _text(environ, name)
    if value is None:
        return default
    if not _WHOLE_NUMBER.fullmatch(value) or not lowest <= int(value) <= highest:
        raise ConfigError(f"{name} is out of range: set a whole number from {lowest} to {highest}")
    return int(value)


def _environment(environ: Mapping[str, str]) -> Environment:
    value = _text(environ, "ENVIRONMENT")
    if value is None:
        # Railway's machines are reached by everyone: taken for a desk, they would open the local chat.
        return "production" if _on_railway(environ) else "development"
    if value == "production":
        return "production"
    if value == "development":
        return "development"
    raise ConfigError("ENVIRONMENT is unknown: set development or production")


def _on_railway(environ: Mapping[str, str]) -> bool:
    return any(
        name.startswith("RAILWAY_") and name not in _RAILWAY_DESK_VARIABLES and value.strip()
        for name, value in environ.items()
    )


def _database_url(environ: Mapping[str, str], *, required: bool) -> str | None:
    mend = "set postgresql://user:password@host:5432/database"
    value = _required(environ, "DATABASE_URL", mend, required=required)
    if value is None:
        return None
    scheme, separator, rest = value.partition("://")
    if not separator or scheme not in _DATABASE_SCHEMES:
        raise ConfigError(f"DATABASE_URL is not a PostgreSQL address: {mend}")
    url = f"postgresql+psycopg://{rest}"
    _check_database_url(url, mend)
    return url


def _check_database_url(url: str, mend: str) -> None:
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        # Without its cause, which would quote the password.
        raise ConfigError(f"DATABASE_URL cannot be read: {mend}") from None
    if not parts.database:
        raise ConfigError(f"DATABASE_URL names no database: {mend}")
    pieces = (parts.username, parts.password, parts.host, parts.database)
    if any(_is_placeholder(piece) for piece in pieces if piece):
        raise ConfigError(f"DATABASE_URL still holds a placeholder: {mend}")


def _bot_token(environ: Mapping[str, str], *, required: bool) -> str | None:
    mend = "set the token @BotFather gave, digits:letters"
    value = _required(environ, "TELEGRAM_BOT_TOKEN", mend, required=required)
    if value is None:
        return None
    if not _BOT_TOKEN.fullmatch(value):
        raise ConfigError(f"TELEGRAM_BOT_TOKEN does not look like a token: {mend}")
    if _is_placeholder(value.partition(":")[2]):
        raise ConfigError(f"TELEGRAM_BOT_TOKEN still holds a placeholder: {mend}")
    return value


def _webhook_secret(environ: Mapping[str, str], secret_key: str, *, required: bool) -> str:
    mend = "set 1 to 256 of A-Z a-z 0-9 _ -, such as `openssl rand -hex 32` prints"
    value = _required(environ, "TELEGRAM_WEBHOOK_SECRET", mend, required=required)
    if value is None:
        # Derived, not drawn: every process of one installation must agree on it.
        return hmac.new(secret_key.encode(), b"telegram webhook", hashlib.sha256).hexdigest()
    if not _WEBHOOK_SECRET.fullmatch(value):
        raise ConfigError(f"TELEGRAM_WEBHOOK_SECRET holds characters Telegram refuses or is too long: {mend}")
    return value


def _allowed_ids(environ: Mapping[str, str], *, production: bool) -> frozenset[int]:
    mend = "set numeric Telegram ids separated by commas, such as 123456789,987654321"
    value = _required(environ, "ALLOWED_TELEGRAM_IDS", mend, required=production)
    pieces = [piece.strip() for piece in value.split(",")] if value else []
    if not all(_WHOLE_NUMBER.fullmatch(piece) and 0 < int(piece) <= _LARGEST_ID for piece in pieces):
        raise ConfigError(f"ALLOWED_TELEGRAM_IDS is malformed: {mend}")
    listed = frozenset(map(int, pieces))
    return listed if production else listed | {LOCAL_USER_ID}


def _api_url(environ: Mapping[str, str]) -> str:
    value = _text(environ, "TELEGRAM_API_URL")
    if value is None:
        return "https://api.telegram.org"
    if not _web_address(value):
        raise ConfigError("TELEGRAM_API_URL is not a web address: set http(s)://host without a query")
    return value.rstrip("/")


def _public_url(environ: Mapping[str, str], port: int) -> str:
    value = _text(environ, "PUBLIC_URL")
    if value is None:
        domain = _host_name(environ, "RAILWAY_PUBLIC_DOMAIN")
        return f"https://{domain}" if domain else f"http://127.0.0.1:{port}"
    parts = _web_address(value)
    if parts is None or parts.path not in ("", "/"):
        raise ConfigError("PUBLIC_URL is not a plain web address: set http(s)://host without path or query")
    return value.rstrip("/")


def _host_name(environ: Mapping[str, str], name: str) -> str | None:
    domain = _text(environ, name)
    if domain is not None and not _HOST_NAME.fullmatch(domain):
        raise ConfigError(f"{name} is not a host name: set one, such as Railway gives, or remove it")
    return domain


def _web_address(value: str) -> SplitResult | None:
    """The parts of an http(s) address; None when it is none, or holds a query, a fragment or a password."""
    if re.search(r"[\s?#@\\]", value):
        return None
    try:
        parts = urlsplit(value)
        port = parts.port  # reading it is what checks it
    except ValueError:
        return None
    good = parts.scheme in ("http", "https") and parts.hostname and port != 0
    return parts if good else None


def _timezone(environ: Mapping[str, str]) -> ZoneInfo:
    name = _text(environ, "TIMEZONE") or "Europe/Moscow"
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # an unknown name, one with "..", a folder of zones
        raise ConfigError("TIMEZONE is unknown: set an IANA name such as Europe/Moscow") from None


def _secret_key(environ: Mapping[str, str], instance: Path, *, production: bool) -> str:
    mend = f"set at least {SECRET_KEY_LENGTH} random characters, such as `openssl rand -hex 32` prints"
    value = _required(environ, "SECRET_KEY", mend, required=production)
    if value is None:
        return _generated_key(instance / "secret_key")
    if production and len(value) < SECRET_KEY_LENGTH:
        raise ConfigError(f"SECRET_KEY is too short: {mend}")
    return value


def _metrics_token(environ: Mapping[str, str]) -> str | None:
    value = _text(environ, "METRICS_TOKEN")
    if value is not None and not _METRICS_TOKEN.fullmatch(value):
        raise ConfigError("METRICS_TOKEN is malformed: set 16 or more of A-Z a-z 0-9 _ -, or nothing")
    return value


def _generated_key(path: Path) -> str:
    """The key kept in ``path``, drawn on the first call."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _keep_new_key(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        raise ConfigError("SECRET_KEY has no place: make the folder instance writable or set it") from None
    if len(key) < SECRET_KEY_LENGTH:
        raise ConfigError("SECRET_KEY is broken in instance/secret_key: delete that file or set it")
    return key


def _keep_new_key(path: Path) -> None:
    """Put a new key into ``path``, whole, unless another process was first.

    Written aside and linked into place: made in place, the file would be empty for a moment, and a worker
    starting in that moment would read no key, or the same half of one for ever after a crash.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
