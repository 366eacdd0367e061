"""What the tests of the pages share: a log, a look at a page, the statements it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import flask_babel
import pytest
from flask import Flask

from models import User, db
from tests.conftest import ARTEM, MARIA
from tests.support.asked import asked
from tests.support.log import Log


@pytest.fixture
def log(app: Flask) -> Log:
    db.session.add_all([User(telegram_id=ARTEM, full_name="Artem"), User(telegram_id=MARIA, full_name="Мария")])
    db.session.commit()
    return Log()


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    """The statements sent to the database."""
    with asked() as sent:
        yield sent


def look(app: Flask, path: str, status: int = 200, language: str = "en") -> str:
    """A page as a browser of that language gets it."""
    flask_babel.refresh()
    answer = app.test_client().get(path, headers={"Accept-Language": language})
    assert answer.status_code == status, answer.text
    return answer.text


def cost(app: Flask, queries: list[str], path: str) -> int:
    """How many statements a page takes."""
    db.session.expire_all()
    queries.clear()
    look(app, path)
    return len(queries)


def words(html: str) -> str:
    """The text without markup, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace(" :", ":")


def told(page: str) -> list[str]:
    """Each event's line."""
    return list(map(words, re.findall(r'<p class="event-what"[^>]*>(.*?)</p>', page, re.DOTALL)))
