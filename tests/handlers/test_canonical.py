"""The phrases people are promised, to the letter; the data stands in canonical.yaml."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Template
from typing import Any

import pytest
import yaml

from tests.conftest import Chat
from tests.support.reading import coming, seen, written

DATA = yaml.safe_load((Path(__file__).parent / "canonical.yaml").read_text("utf-8"))
CONTEXT = {
    "ru": ("Контекст: Все проекты", "Контекст: Проект "),
    "en": ("Context: All projects", "Context: Project "),
}
# Latin letters that belong into a Russian answer: names of the tests, roles, versions, examples.
LATIN = re.compile(r"v\d+\.\d+|\b(PO|API|iOS|Artem|Anna|Smith)\b")


def _cases() -> Iterator[Any]:
    for case in DATA["phrases"]:
        phrases = case["say"] if isinstance(case["say"], list) else [case["say"]]
        for phrase in phrases:
            for language in ("ru", "en"):
                words = phrase[language] if isinstance(phrase, dict) else phrase
                yield pytest.param(case, language, words, id=f"{language}: {words}")


def _in(language: str, value: Any) -> Any:
    return value[language] if isinstance(value, dict) and set(value) == {"ru", "en"} else value


class Told:
    """One case with the words of one language filled in."""

    def __init__(self, case: dict[str, Any], language: str, today: dt.date) -> None:
        self.case, self.language = case, language
        self.words = dict(DATA["words"][language], LANGUAGE=language)
        self.words["YESTERDAY"] = written(today - dt.timedelta(days=1), language)
        for name, month, day in (("FEB15", 2, 15), ("MAR1", 3, 1), ("APR1", 4, 1)):
            date = coming(today, month, day)
            self.words |= {name: written(date, language), f"ISO_{name}": date.isoformat()}

    def fill(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        return Template(value).substitute(self.words) if isinstance(value, str) else value

    def of(self, key: str) -> list[str]:
        value = self.fill(_in(self.language, self.case.get(key, [])))
        return value if isinstance(value, list) else [value]

    def take_steps(self, chat: Chat) -> None:
        chat.language = self.language
        for step in self.case.get("after", []):
            sentences = self.fill(DATA["steps"][step][self.language])
            for sentence in [sentences] if isinstance(sentences, str) else sentences:
                chat.tap(sentence) if sentence == "✅" else chat.say(sentence)


@pytest.mark.parametrize("case, language, words", list(_cases()))
def test_a_canonical_phrase_does_what_it_says(
    case: dict[str, Any],
    language: str,
    words: str,
    chat: Chat,
    rows: Callable[..., list[Any]],
    today: dt.date,
) -> None:
    told = Told(case, language, today)
    told.take_steps(chat)
    before = _events(rows)
    chat.say(told.fill(words))
    assert "Не удалось понять" not in chat.said
    assert "did not understand" not in chat.said
    if "asks" in case:
        _holds(chat, told.of("asks"))
        assert [label[0] for label in chat.shown] == ["✅", "❌"]
        assert _events(rows) == before, "nothing may change before the person has said yes"
        chat.tap("✅")

    answered_in = case.get("answers_in", {}).get(language, language)
    _starts_with_the_context(chat, answered_in, told.of("context"))
    _holds(chat, told.of("answer"))
    _is_in_one_language(chat, answered_in)
    assert set(told.of("buttons")) <= set(chat.shown)
    for sql, expected in case.get("rows", {}).items():
        assert [list(row) for row in rows(told.fill(sql))] == told.fill(expected)
    changed = case.get("changes", True)
    assert (_events(rows) > before) is changed
    assert any(label.startswith(case.get("back", "↩️")) for label in chat.shown) is changed


def _events(rows: Callable[..., list[Any]]) -> int:
    return int(rows("SELECT count(*) FROM event_log WHERE action <> 'user_context_created'")[0][0])


def _holds(chat: Chat, expected: list[str]) -> None:
    for piece in expected:
        assert piece in seen(chat.said)


def _starts_with_the_context(chat: Chat, language: str, project: list[str]) -> None:
    everything, one = CONTEXT[language]
    assert chat.said.split("\n")[0] == (one + project[0] if project else everything)


def _is_in_one_language(chat: Chat, language: str) -> None:
    if language == "en":
        assert not re.search("[а-яё]", seen(chat.said), re.IGNORECASE)
    else:
        assert not re.search("[a-z]{2,}", LATIN.sub("", seen(chat.said)), re.IGNORECASE)


def test_every_phrase_of_the_contract_is_here(today: dt.date) -> None:
    """Both languages have the same phrases, and each phrase is there once."""
    seen_phrases = [param.id for param in _cases()]
    assert len(seen_phrases) == len(set(seen_phrases))
    assert sum(phrase.startswith("ru") for phrase in seen_phrases) * 2 == len(seen_phrases)
