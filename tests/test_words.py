"""Every word that is said has its translation, in both languages, and reads as it should."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask
from flask_babel import Babel, force_locale, gettext

from handlers.words import say_n

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["ru", "en"]
MEND = "run `make words` and translate what is new in translations/ru"
Key = tuple[str | None, str, str | None]  # context, message, its plural

# Nothing in these is a word, or the word is the same in Russian.
NEUTRAL = {
    "%(name)s",
    "EEE d MMM y",
    "EEE d MMM y HH:mm",
    "PO: %(name)s",
    "%(sign)s %(name)s: %(status)s",
}
SPEAKERS = {"say", "say_n", "gettext", "ngettext", "pgettext"}
PLACEHOLDER = re.compile(r"%\(\w+\)\w|%%|%")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
TAG = re.compile(r"</?\w[^>]*>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_said_is_translated(language: str) -> None:
    words = _catalog(language)
    missing = [key for key in _said() if not _translated(_entries(words).get(key))]
    assert not missing, MEND
    assert not [message.id for message in _messages(words) if message.fuzzy]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    words = _catalog(language)
    assert set(_entries(words)) == _said(), MEND
    assert not words.obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_and_tags_of_its_message(language: str) -> None:
    for message in _messages(_catalog(language)):
        for said, translated in _pairs(message):
            assert sorted(PLACEHOLDER.findall(translated)) == sorted(PLACEHOLDER.findall(said)), translated
            assert sorted(TAG.findall(translated)) == sorted(TAG.findall(said)), translated
            assert translated.strip() == translated, translated


def test_russian_is_russian() -> None:
    messages = _messages(_catalog("ru"))
    foreign = {_one(m) for m in messages for t in _strings(m) if not CYRILLIC.search(t)}
    assert foreign == NEUTRAL


def test_russian_quotes_as_russians_do() -> None:
    assert not [t for m in _messages(_catalog("ru")) for t in _strings(m) if re.search('[“”"]', t)]


def test_english_is_said_as_it_stands_in_the_code() -> None:
    assert all(said == translated for m in _messages(_catalog("en")) for said, translated in _pairs(m)), MEND


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    fresh = BytesIO()
    write_mo(fresh, _catalog(language))
    assert _folder(language).joinpath("messages.mo").read_bytes() == fresh.getvalue(), MEND


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_numbers_and_one_line_for_each_message(language: str) -> None:
    lines = _folder(language).joinpath("messages.po").read_text("utf-8").splitlines()
    assert not [line for line in lines if re.match(r"#: .*:\d", line)]
    assert not [line for line in lines[lines.index("") :] if line.startswith('"')]


@pytest.mark.parametrize(
    "number, phrase",
    [
        (0, "0 фич"), (1, "1 фича"), (2, "2 фичи"), (4, "4 фичи"), (5, "5 фич"), (11, "11 фич"),
        (12, "12 фич"), (14, "14 фич"), (21, "21 фича"), (22, "22 фичи"),
        (25, "25 фич"), (101, "101 фича"), (111, "111 фич"),
    ],
)  # fmt: skip
def test_russian_plurals(number: int, phrase: str) -> None:
    with _speaking("ru"):
        assert say_n("%(num)s feature", "%(num)s features", number) == phrase


@pytest.mark.parametrize("number", [1, 2, 5, 11, 21])
def test_each_plural_has_the_form_for_its_number(number: int) -> None:
    """Every counted noun ends as the number wants it: 1 and 21 alike, 5 and 11 alike, 2 by itself."""
    form = {1: 0, 21: 0, 2: 1, 5: 2, 11: 2}[number]
    with _folder("ru").joinpath("messages.mo").open("rb") as compiled:
        words = Translations(compiled)
    for message in _messages(_catalog("ru")):
        if isinstance(message.id, tuple):
            assert len(_strings(message)) == 3
            assert words.ungettext(message.id[0], message.id[1], number) == _strings(message)[form]


@pytest.mark.parametrize("number, phrase", [(1, "1 feature"), (2, "2 features"), (21, "21 features")])
def test_english_plurals(number: int, phrase: str) -> None:
    with _speaking("en"):
        assert say_n("%(num)s feature", "%(num)s features", number) == phrase


@pytest.mark.parametrize(
    "language, first, second", [("ru", "Контекст: Все проекты", "Контекст: Проект %(name)s"),
                                ("en", "Context: All projects", "Context: Project %(name)s")],
)  # fmt: skip
def test_the_context_line_is_as_promised(language: str, first: str, second: str) -> None:
    with _speaking(language):
        assert gettext("Context: All projects") == first
        assert gettext("Context: Project %(name)s") == second


@pytest.mark.parametrize(
    "path", sorted(path for room in ("handlers", "bot", "web") for path in (ROOT / room).rglob("*.py"))
)
def test_what_is_said_stands_in_the_code_word_for_word(path: Path) -> None:
    """A message put together at run time can't be collected, nor one inside an f-string before Python 3.12."""
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    said = [(call.lineno, _argument(call)) for call in calls if _name_of(call.func) in SPEAKERS]
    lost = {f"{path.name}:{line}": words for line, words in said if words not in _collected()}
    if path.name == "words.py":  # where `say` and `say_n` hand on what they are given
        assert [words for words in lost.values() if words is not None] == []
    else:
        assert lost == {}


@cache
def _collected() -> frozenset[str]:
    return frozenset(one for _, one, _ in _said())


@cache
def _said() -> frozenset[Key]:
    """Every message in the code and the templates, found the way `make words` finds it."""
    with ROOT.joinpath("babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT, methods, options)
    return frozenset(_key(context, message) for _, _, message, _, context in found)


@cache
def _catalog(language: str) -> Catalog:
    with _folder(language).joinpath("messages.po").open("rb") as written:
        return read_po(written, locale=language)


def _folder(language: str) -> Path:
    return ROOT / "translations" / language / "LC_MESSAGES"


def _messages(words: Catalog) -> list[Message]:
    return [message for message in words if message.id]


def _entries(words: Catalog) -> dict[Key, Message]:
    return {_key(message.context, message.id): message for message in _messages(words)}


def _key(context: str | None, message: str | tuple[str, ...] | list[str]) -> Key:
    one, *many = [message] if isinstance(message, str) else message
    return context, one, many[0] if many else None


def _one(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _translated(message: Message | None) -> bool:
    return message is not None and bool(_strings(message)) and all(_strings(message))


def _pairs(message: Message) -> list[tuple[str, str]]:
    """Each translated form beside the message it stands for; the last forms all stand for the plural."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    return [(ids[min(n, len(ids) - 1)], translated) for n, translated in enumerate(_strings(message))]


def _name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _argument(call: ast.Call) -> str | None:
    """The message a call says, None where it is not written out; `pgettext` has its context before it."""
    place = 1 if _name_of(call.func) == "pgettext" else 0
    words = call.args[place]
    return words.value if isinstance(words, ast.Constant) and isinstance(words.value, str) else None


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    """Speak a language in an application that needs no database."""
    app = Flask("words")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    Babel(app)
    with app.test_request_context(), force_locale(language):
        yield
