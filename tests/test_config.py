"""The environment: each rule, and that a mistake is told in one line which never shows the value."""

import re
import stat
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config import LOCAL_USER_ID, ConfigError, Settings, load_settings

ROOT = Path(__file__).resolve().parent.parent

PRODUCTION = {
    "ENVIRONMENT": "production",
    "DATABASE_URL": "postgresql://radar:pa55word@db.internal:5432/radar",
    "TELEGRAM_BOT_TOKEN": "123456:AAH-token_of_a_bot",
    "TELEGRAM_WEBHOOK_SECRET": "hook_secret-1",
    "ALLOWED_TELEGRAM_IDS": "11,22",
    "SECRET_KEY": "k" * 32,
    "PUBLIC_URL": "https://radar.example.org",
}


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return tmp_path / "instance"


def test_a_desk_needs_no_variable_at_all(instance: Path) -> None:
    settings = load_settings({}, instance)

    assert settings.environment == "development"
    assert not settings.production
    assert settings.database_url is None
    assert settings.telegram_bot_token is None
    assert settings.allowed_telegram_ids == {LOCAL_USER_ID}
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.timezone == ZoneInfo("Europe/Moscow")
    assert (settings.port, settings.web_concurrency, settings.threads) == (8000, 2, 4)
    assert (settings.database_pool_size, settings.database_max_overflow) == (20, 10)
    assert settings.embedded_folder == instance / "postgres"


def test_production_takes_what_it_is_given_and_touches_no_folder(instance: Path) -> None:
    settings = load_settings(PRODUCTION, instance)

    assert settings.production
    assert settings.database_url == "postgresql+psycopg://radar:pa55word@db.internal:5432/radar"
    assert settings.telegram_bot_token == PRODUCTION["TELEGRAM_BOT_TOKEN"]
    assert settings.telegram_webhook_secret == PRODUCTION["TELEGRAM_WEBHOOK_SECRET"]
    assert settings.allowed_telegram_ids == {11, 22}
    assert settings.secret_key == PRODUCTION["SECRET_KEY"]
    assert not instance.exists()


def test_the_local_person_is_allowed_on_a_desk_besides_those_listed(instance: Path) -> None:
    assert load_settings({"ALLOWED_TELEGRAM_IDS": " 11 ,22"}, instance).allowed_telegram_ids == {
        LOCAL_USER_ID,
        11,
        22,
    }


@pytest.mark.parametrize(
    "given, kept",
    [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@h:5433/d", "postgresql+psycopg://u:p@h:5433/d"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql:///d?host=/run/pg", "postgresql+psycopg:///d?host=/run/pg"),
        ("postgres://u:p%40s#s@h/d?sslmode=require", "postgresql+psycopg://u:p%40s#s@h/d?sslmode=require"),
    ],
)
def test_every_way_to_write_a_postgresql_address_leads_to_psycopg(instance: Path, given: str, kept: str) -> None:
    assert load_settings({"DATABASE_URL": given}, instance).database_url == kept


@pytest.mark.parametrize(
    "environ, environment",
    [
        ({"RAILWAY_ENVIRONMENT": "production"}, "production"),
        ({"RAILWAY_PUBLIC_DOMAIN": "radar.up.railway.app"}, "production"),
        ({"RAILWAY_ENVIRONMENT": "staging", "ENVIRONMENT": "development"}, "development"),
        ({"RAILWAY_ENVIRONMENT": " "}, "development"),
        ({"RAILWAY_TOKEN": "of-the-command-line"}, "development"),
    ],
)
def test_railways_variables_mean_production_unless_the_environment_is_named(
    instance: Path, environ: dict[str, str], environment: str
) -> None:
    base = PRODUCTION | {"ENVIRONMENT": ""}
    assert load_settings(base | environ, instance).environment == environment


@pytest.mark.parametrize(
    "environ, url",
    [
        ({"PUBLIC_URL": "https://radar.example.org/"}, "https://radar.example.org"),
        ({"RAILWAY_PUBLIC_DOMAIN": "radar.up.railway.app"}, "https://radar.up.railway.app"),
        ({"PUBLIC_URL": "http://x:81", "RAILWAY_PUBLIC_DOMAIN": "radar.up.railway.app"}, "http://x:81"),
        ({"PORT": "9001"}, "http://127.0.0.1:9001"),
    ],
)
def test_the_pages_address_is_the_one_given_or_railways_or_this_machine(
    instance: Path, environ: dict[str, str], url: str
) -> None:
    assert load_settings({"ENVIRONMENT": "development"} | environ, instance).public_url == url


def test_the_names_that_railway_gives_are_known_beside_that_of_ones_own(instance: Path) -> None:
    names = {"RAILWAY_PUBLIC_DOMAIN": "radar.up.railway.app", "RAILWAY_PRIVATE_DOMAIN": "radar.railway.internal"}
    for environ in (names, names | {"PUBLIC_URL": "https://radar.example.org"}):
        settings = load_settings(PRODUCTION | environ, instance)
        assert (settings.railway_domain, settings.private_domain) == tuple(names.values())
    bare = load_settings(PRODUCTION, instance)
    assert (bare.railway_domain, bare.private_domain) == (None, None)


def test_another_bot_api_server_may_have_a_path(instance: Path) -> None:
    settings = load_settings({"TELEGRAM_API_URL": "http://127.0.0.1:8081/api/"}, instance)
    assert settings.telegram_api_url == "http://127.0.0.1:8081/api"


@pytest.mark.parametrize("name", [name for name in PRODUCTION if name not in ("ENVIRONMENT", "PUBLIC_URL")])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_production_names_what_is_missing(instance: Path, name: str, value: str | None) -> None:
    environ = {key: text for key, text in PRODUCTION.items() if key != name}
    if value is not None:
        environ[name] = value
    assert "required" in refusal(environ, instance, name)


WRONG = [
    ("ENVIRONMENT", "staging"),
    ("DATABASE_URL", "sqlite:///radar.db"),
    ("DATABASE_URL", "mysql://u:p4ss@h/d"),
    ("DATABASE_URL", "postgresql+psycopg2://u:p4ss@h/d"),
    ("DATABASE_URL", "db.internal:5432/radar"),
    ("DATABASE_URL", "postgresql://u:p4ss@h:port/d"),
    ("DATABASE_URL", "postgresql://u:p4ss@h"),
    ("DATABASE_URL", "postgresql://u:changeme@h/d"),
    ("DATABASE_URL", "postgresql://<user>:<password>@h/d"),
    ("TELEGRAM_BOT_TOKEN", "AAH-token_of_a_bot"),
    ("TELEGRAM_BOT_TOKEN", "123456:"),
    ("TELEGRAM_BOT_TOKEN", "123456:with space"),
    ("TELEGRAM_BOT_TOKEN", "123456:changeme"),
    ("TELEGRAM_WEBHOOK_SECRET", "пароль"),
    ("TELEGRAM_WEBHOOK_SECRET", "with space"),
    ("TELEGRAM_WEBHOOK_SECRET", "s" * 257),
    ("ALLOWED_TELEGRAM_IDS", "@masha"),
    ("ALLOWED_TELEGRAM_IDS", "77,-88"),
    ("ALLOWED_TELEGRAM_IDS", "77,0"),
    ("ALLOWED_TELEGRAM_IDS", "77,,88"),
    ("ALLOWED_TELEGRAM_IDS", "77;88"),
    ("ALLOWED_TELEGRAM_IDS", "٧٧"),
    ("ALLOWED_TELEGRAM_IDS", str(2**63)),
    ("TELEGRAM_API_URL", "api.telegram.org"),
    ("TELEGRAM_API_URL", "ftp://api.telegram.org"),
    ("TELEGRAM_API_URL", "https://u:p4ss@api.telegram.org"),
    ("PUBLIC_URL", "radar.example.org"),
    ("PUBLIC_URL", "https://"),
    ("PUBLIC_URL", "https://radar.example.org/radar"),
    ("PUBLIC_URL", "https://radar.example.org/?q=77"),
    ("PUBLIC_URL", "https://radar.example.org#top"),
    ("PUBLIC_URL", "https://radar.example.org:99999"),
    ("PUBLIC_URL", "https://[radar.example.org"),
    ("RAILWAY_PUBLIC_DOMAIN", "https://radar.up.railway.app"),
    ("RAILWAY_PRIVATE_DOMAIN", "http://radar.railway.internal"),
    ("SECRET_KEY", "q" * 31),
    ("TIMEZONE", "Moscow"),
    ("TIMEZONE", "Europe"),
    ("TIMEZONE", "../etc/passwd"),
    ("TIMEZONE", "MSK+3"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "http"),
    ("PORT", "8_000"),
    ("WEB_CONCURRENCY", "0"),
    ("WEB_CONCURRENCY", "-7"),
    ("THREADS", "7.5"),
    ("DATABASE_POOL_SIZE", "0"),
    ("DATABASE_MAX_OVERFLOW", "-77"),
    ("METRICS_TOKEN", "q" * 15),
    ("METRICS_TOKEN", "a token with blanks"),
]


@pytest.mark.parametrize("name, value", WRONG)
def test_a_wrong_value_is_refused_by_name_and_never_shown(instance: Path, name: str, value: str) -> None:
    without_page = {key: text for key, text in PRODUCTION.items() if key != "PUBLIC_URL"}
    line = refusal(without_page | {name: value}, instance, name)
    assert not re.search(rf"(?<![\w/]){re.escape(value)}(?![\w/])", line)
    assert "p4ss" not in line


PLACEHOLDERS = [
    "changeme",
    "ChangeMe",
    "change-me-please",
    "changeme123",
    "your-token-here",
    "YOUR_TOKEN_HERE",
]
PLACEHOLDERS += [
    "<token>",
    "...",
    "…",
    "xxxx",
    "replace_me",
    "[key]",
    "{{ token }}",
    "TODO",
    "put-it-here",
    "***",
]


@pytest.mark.parametrize(
    "name", [*PRODUCTION, "TELEGRAM_API_URL", "TIMEZONE", "PORT", "WEB_CONCURRENCY", "THREADS", "METRICS_TOKEN"]
)
@pytest.mark.parametrize("value", PLACEHOLDERS)
def test_a_forgotten_placeholder_is_refused_wherever_it_stands(instance: Path, name: str, value: str) -> None:
    line = refusal(PRODUCTION | {name: value}, instance, name)
    assert "placeholder" in line
    assert value not in line


def test_a_value_that_only_begins_like_a_placeholder_is_taken(instance: Path) -> None:
    environ = PRODUCTION | {
        "TELEGRAM_WEBHOOK_SECRET": "changemeans",
        "DATABASE_URL": "postgresql://my_user@my-db/my_db",
    }
    assert load_settings(environ, instance).telegram_webhook_secret == "changemeans"


def test_metrics_are_open_to_nobody_unless_a_token_is_set(instance: Path) -> None:
    assert load_settings(PRODUCTION, instance).metrics_token is None
    settings = load_settings(PRODUCTION | {"METRICS_TOKEN": "m" * 16}, instance)
    assert settings.metrics_token == "m" * 16
    assert "m" * 16 not in repr(settings)


def test_a_settings_text_holds_no_secret(instance: Path) -> None:
    text = repr(load_settings(PRODUCTION, instance))
    for name in ("DATABASE_URL", "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "SECRET_KEY"):
        assert PRODUCTION[name] not in text
    assert "pa55word" not in text


def test_the_generated_key_is_kept_for_its_owner_alone(instance: Path) -> None:
    first, second = load_settings({}, instance), load_settings({}, instance)

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) == 64
    assert stat.S_IMODE((instance / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in instance.iterdir()] == ["secret_key"]


def test_the_webhook_secret_of_a_desk_follows_from_the_key(instance: Path) -> None:
    first = load_settings({"SECRET_KEY": "one"}, instance)

    assert first.telegram_webhook_secret == load_settings({"SECRET_KEY": "one"}, instance).telegram_webhook_secret
    assert first.telegram_webhook_secret != load_settings({"SECRET_KEY": "two"}, instance).telegram_webhook_secret
    assert len(first.telegram_webhook_secret) == 64
    assert first.secret_key not in first.telegram_webhook_secret


def test_a_broken_key_file_is_told_and_not_replaced(instance: Path) -> None:
    instance.mkdir()
    (instance / "secret_key").write_text("half")
    assert "secret_key" in refusal({}, instance, "SECRET_KEY")
    assert (instance / "secret_key").read_text() == "half"


def test_an_instance_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "writable" in refusal({}, tmp_path / "file" / "instance", "SECRET_KEY")


def test_workers_starting_together_agree_on_the_key(instance: Path) -> None:
    program = (
        "import sys, config, pathlib; sys.stdin.readline();"
        "print(config.load_settings({}, pathlib.Path(sys.argv[1])).secret_key)"
    )
    command = [sys.executable, "-c", program, str(instance)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    starters = [subprocess.Popen(command, **pipes) for _ in range(4)]  # type: ignore[call-overload]
    for starter in starters:  # all imported and waiting: let them go at once
        starter.stdin.write("\n")
        starter.stdin.flush()
    keys = {starter.communicate(timeout=30)[0] for starter in starters}

    assert len(keys) == 1
    assert len(keys.pop().strip()) == 64


def test_the_slower_of_two_starters_takes_the_key_of_the_faster(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faster = load_settings({}, instance).secret_key
    answers = iter([False])  # the slower one looked before the file was there
    monkeypatch.setattr(Path, "exists", lambda _path: next(answers))

    assert load_settings({}, instance).secret_key == faster
    assert [path.name for path in instance.iterdir()] == ["secret_key"]


def test_settings_cannot_be_changed(instance: Path) -> None:
    settings: Settings = load_settings({}, instance)
    with pytest.raises(AttributeError):
        settings.port = 1  # type: ignore[misc]


def refusal(environ: dict[str, str], instance: Path, name: str) -> str:
    """The one line a start with ``environ`` ends with; it begins with the variable's name."""
    with pytest.raises(ConfigError) as refused:
        load_settings(environ, instance)
    line = str(refused.value)
    assert line.startswith(f"{name} ")
    assert "\n" not in line
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    return line
