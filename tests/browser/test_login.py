"""Coming in and going out in a real browser, against the application as production has it."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from urllib.parse import quote

import pytest
from flask import Flask
from init_data_py import sign
from playwright.sync_api import Page, Route, expect
from sqlalchemy import update
from werkzeug.serving import make_server

from app import create_app
from config import Settings
from models import User, db
from tests.browser.conftest import DESK, PHONE, Visit
from tests.conftest import ARTEM, AtHome, Chat, empty
from tests.support.botapi import FakeTelegram

NUMBERS = count(1)
TELEGRAM = "https://web.telegram.org"


@pytest.fixture(scope="module")
def served(database: Flask, settings: Settings) -> Iterator[tuple[Flask, str]]:
    """The application and where it is served; browsers take this machine for a secure place, as they do https."""
    listening = make_server("127.0.0.1", 0, Flask("nothing yet"), threaded=True)
    address = f"http://127.0.0.1:{listening.port}"
    url = str(database.config["SQLALCHEMY_DATABASE_URI"])
    app = create_app(replace(settings, environment="production", database_url=url, public_url=address))
    app.test_client_class = AtHome
    listening.app = app
    serving = threading.Thread(target=listening.serve_forever, daemon=True)
    serving.start()
    yield app, address
    listening.shutdown()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def chat(served: tuple[Flask, str], telegram: FakeTelegram) -> Chat:
    """The person's chat with the bot, on an empty database."""
    app, _ = served
    with app.app_context():
        empty()
        db.session.remove()
    return Chat(app.test_client(), telegram, numbers=NUMBERS)


@pytest.fixture
def look_in(served: tuple[Flask, str], new_page: Callable[..., Page]) -> Callable[..., Visit]:
    return lambda *how, **more: Visit(new_page(*how, **more), served[1])


def link_for(chat: Chat) -> str:
    chat.say("Открой радар")
    return chat.shown["Открыть в браузере"]


def come_in(visit: Visit, link: str) -> None:
    visit.page.goto(link)
    visit.page.get_by_role("button", name="Открыть радар").click()
    visit.page.wait_for_url(f"{visit.address}/")


def expect_outside(visit: Visit) -> None:
    visit.open("/history")
    expect(visit.page.get_by_text("Open radar")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_the_link_to_the_radar_and_out_everywhere(
    chat: Chat, look_in: Callable[..., Visit], size: dict[str, int], scheme: str
) -> None:
    chat.say("Создай проект Mobile App")
    here, elsewhere = look_in(size, scheme), look_in(size, scheme)
    here.page.goto(link_for(chat))
    expect(here.page.get_by_role("heading", name="Войти как Artem?")).to_be_visible()
    here.is_accessible()
    here.is_sound()
    here.page.get_by_role("button", name="Открыть радар").click()
    here.page.wait_for_url(f"{here.address}/")
    here.open("/history")
    expect(here.page.get_by_role("main")).to_contain_text("Mobile App")
    here.is_accessible()
    here.is_sound()

    come_in(elsewhere, link_for(chat))
    here.page.get_by_role("button", name="Выйти").click()
    expect(here.page.get_by_role("heading", name="Вы вышли")).to_be_visible()
    expect(here.page.get_by_text("Open radar")).to_be_visible()
    here.is_accessible()
    expect_outside(elsewhere)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_link_does_not_work_twice(chat: Chat, look_in: Callable[..., Visit], size: dict[str, int]) -> None:
    link, second = link_for(chat), look_in(size)
    come_in(look_in(size), link)
    second.page.goto(link)
    expect(second.page.get_by_text("Эта ссылка уже использована или устарела")).to_be_visible()
    second.is_accessible()
    expect_outside(second)


def test_on_a_phone_a_page_without_links_says_whose_it_is(chat: Chat, look_in: Callable[..., Visit]) -> None:
    visit = look_in(PHONE)
    visit.page.goto(link := link_for(chat))
    name = visit.page.get_by_role("banner").locator("strong")
    expect(name).to_be_visible()
    come_in(visit, link)
    expect(name).to_be_hidden()


def test_the_language_of_the_page_is_the_browsers(chat: Chat, look_in: Callable[..., Visit]) -> None:
    visit = look_in(language="en-US")
    visit.page.goto(link_for(chat))
    expect(visit.page.get_by_role("heading", name="Come in as Artem?")).to_be_visible()


def word_of_telegram() -> str:
    """What Telegram puts behind the "#" of a Mini App's address."""
    user = json.dumps({"id": ARTEM, "first_name": "Artem"})
    return f"#tgWebAppData={quote(sign({'query_id': 'AAE', 'user': user}, '1:TEST'))}&tgWebAppVersion=9.0"


def test_inside_telegram_one_is_in_at_once(chat: Chat, look_in: Callable[..., Visit]) -> None:
    chat.say("/start")
    visit = look_in(PHONE)
    visit.open(f"/login/telegram{word_of_telegram()}")
    visit.page.wait_for_url(f"{visit.address}/")
    expect(visit.page.get_by_role("button", name="Выйти")).to_be_visible()
    visit.is_sound()


def test_outside_telegram_that_page_says_how_to_come_in(chat: Chat, look_in: Callable[..., Visit]) -> None:
    visit = look_in(PHONE)
    visit.open("/login/telegram")
    expect(visit.page.get_by_text("«Открой радар»")).to_be_visible()
    visit.is_accessible()
    visit.is_sound()


def test_in_a_frame_of_telegrams_web_client_the_radar_opens_in_a_tab_of_its_own(
    chat: Chat, look_in: Callable[..., Visit]
) -> None:
    chat.say("/start")
    visit = look_in()
    frame = f'<iframe src="{visit.address}/login/telegram{word_of_telegram()}"></iframe>'

    def client(route: Route) -> None:
        route.fulfill(content_type="text/html", body=f"<!doctype html><title>Telegram</title>{frame}")

    visit.page.route(f"{TELEGRAM}/**", client)
    visit.page.goto(f"{TELEGRAM}/k/")
    with visit.page.expect_popup() as opened:
        visit.page.frame_locator("iframe").get_by_role("button", name="Открыть радар").click()
    expect(opened.value.get_by_role("button", name="Выйти")).to_be_visible()
    assert opened.value.url == f"{visit.address}/"


def test_no_other_page_of_radars_can_be_put_into_a_frame(chat: Chat, look_in: Callable[..., Visit]) -> None:
    visit = look_in()
    come_in(visit, link_for(chat))
    frames = f'<iframe src="{visit.address}/history"></iframe><iframe src="{visit.address}/login/telegram"></iframe>'

    def elsewhere(route: Route) -> None:
        route.fulfill(content_type="text/html", body=f"<!doctype html><title>Evil</title>{frames}")

    visit.page.route("https://evil.example/**", elsewhere)
    visit.page.goto("https://evil.example/")
    refused = re.compile("frame-ancestors")
    visit.page.wait_for_timeout(300)
    assert sum(bool(refused.search(trouble)) for trouble in visit.troubles) == 2


def test_who_is_taken_away_is_out_at_the_next_page(
    chat: Chat, served: tuple[Flask, str], look_in: Callable[..., Visit]
) -> None:
    visit = look_in()
    come_in(visit, link_for(chat))
    with served[0].app_context():
        db.session.execute(update(User).values(is_active=False))
        db.session.commit()
    expect_outside(visit)
