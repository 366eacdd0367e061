"""What people say, and what it means: the data stand in sayings/*.yaml, one entry a test."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from language import Choice, Command, Earlier, Meaning, Several, Shift, Thing, World, understand

TODAY = dt.date(2026, 11, 24)
SAYINGS = Path(__file__).parent / "sayings"
PROJECTS: dict[str, dict[str, list[str]]] = {
    "Мобильный банк": {
        "feature": [
            "Вход по отпечатку",
            "Переводы по номеру телефона",
            "Интеграция аналитики",
            "Интеграция платежей",
            "Интеграция уведомлений",
            "Тёмная тема",
        ],
        "release": ["v2.0", "v2.1"],
        "idea": ["Виджет с балансом"],
        "risk": ["подрядчик сорвёт сроки"],
    },
    "Личный кабинет": {
        "feature": ["Регистрация", "Восстановление пароля", "История заказов", "Чат с поддержкой"],
        "release": ["1.4"],
        "idea": ["Бейджики за отзывы"],
        "risk": ["упадёт смс шлюз"],
    },
    "Mobile App": {
        "feature": ["Push notifications", "Offline mode", "Dark theme", "API integration", "Onboarding"],
        "release": ["v3.0"],
        "idea": ["Barcode scanner"],
        "risk": ["store review may take three weeks"],
    },
}
READING = ("_show", "_list", "_history", "what_changed", "help", "radar_", "context_show", "start")


def things() -> tuple[Thing, ...]:
    found = []
    for number, (project, kinds) in enumerate(PROJECTS.items(), start=1):
        found.append(Thing("project", number, project))
        for kind, names in kinds.items():
            for name in names:
                found.append(Thing(kind, len(found) + 100, name, number, project))  # type: ignore[arg-type]
    return tuple(found)


THINGS = things()


def entries() -> list[Any]:
    return [
        pytest.param(entry, id=f"{path.stem}-{number:03}")
        for path in sorted(SAYINGS.glob("*.yaml"))
        for number, entry in enumerate(yaml.safe_load(path.read_text("utf-8")), start=1)
    ]


@pytest.mark.parametrize("entry", entries())
def test_a_saying_means_what_its_author_meant(entry: dict[str, Any]) -> None:
    meaning = meant(entry)
    if entry.get("beyond"):
        # Not understood yet: until it is, nothing may be changed.
        assert changes_nothing(meaning), told(entry, meaning)
    elif "choice" in entry:
        assert isinstance(meaning, Choice), told(entry, meaning)
        assert {o.name for o in meaning.options} == set(entry["choice"]), told(entry, meaning)
    elif "several" in entry:
        assert isinstance(meaning, Several), told(entry, meaning)
        assert len(meaning.commands) == len(entry["several"]), told(entry, meaning)
        for wanted in entry["several"]:
            assert any(fits(wanted, command) for command in meaning.commands), told(entry, meaning)
    elif entry.get("nothing"):
        assert changes_nothing(meaning), told(entry, meaning)
    else:
        assert isinstance(meaning, Command), told(entry, meaning)
        assert fits(entry, meaning), told(entry, meaning)


def meant(entry: dict[str, Any]) -> Meaning:
    context = entry.get("context", "Мобильный банк")
    active = None if context == "all" else list(PROJECTS).index(context) + 1
    last = entry.get("spoken_of", [])
    spoken_of = [t for t in THINGS if t.name in ([last] if isinstance(last, str) else last)]
    done = dict(entry.get("same", {}))
    same = Command("", done.pop("intent"), done) if done else None
    just = next((t for t in THINGS if t.name == entry.get("just")), None)
    return understand(entry["say"], World(THINGS, active), TODAY, earlier=Earlier(spoken_of, same, just))


def changes_nothing(meaning: Meaning) -> bool:
    if isinstance(meaning, Command):
        return meaning.intent.startswith(READING) or meaning.intent.endswith(READING)
    return not isinstance(meaning, Several)


def fits(wanted: dict[str, Any], command: Command) -> bool:
    return command.intent == wanted["means"] and all(
        slot_fits(name, value, command) for name, value in wanted.get("slots", {}).items()
    )


def slot_fits(name: str, value: Any, command: Command) -> bool:
    if name == "days":
        shift = command.slots.get("shift")
        return isinstance(shift, Shift) and shift.days == value
    actual = command.slots.get(name.rstrip("~"))
    actual = actual.name if isinstance(actual, Thing) else actual
    if name.endswith("~"):
        return str(value).casefold() in str(actual or "").casefold()
    return str(actual).casefold() == str(value).casefold()


def told(entry: dict[str, Any], meaning: Meaning) -> str:
    return f"{entry['say']!r} was taken as {meaning}"
