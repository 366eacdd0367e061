"""The local chat in a real browser against the real server, as `make run` starts it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from models import db
from tests.browser.conftest import DESK, PHONE, Visit
from tests.conftest import empty


@dataclass
class Talk(Visit):
    """One person's look at the chat."""

    def begin(self) -> None:
        """Open the chat and wait for the bot's greeting."""
        self.open("/chat")
        expect(self.answers).to_have_count(1)

    @property
    def answers(self) -> Any:
        return self.page.locator(".message.theirs")

    def say(self, words: str) -> str:
        """Write to the bot; returns what it answers."""
        before = self.answers.count()
        self.page.get_by_label(re.compile("^(Сообщение|Message)$")).fill(words)
        self.page.keyboard.press("Enter")
        expect(self.answers).to_have_count(before + 1)
        return str(self.answers.last.locator(".text").inner_text())

    def key(self, words: str) -> Any:
        return self.answers.last.get_by_role("button", name=re.compile(words))

    def is_sound(self) -> None:
        """Besides, the newest message is in sight."""
        super().is_sound()
        assert self.page.evaluate("document.querySelector('#scroll').scrollWidth <= innerWidth")
        expect(self.page.locator(".message").last).to_be_in_viewport()


@pytest.fixture
def visit(database: Flask, address: str, new_page: Callable[..., Page]) -> Callable[..., Talk]:
    """Opens the chat, empty before the first visit of a test."""
    with database.app_context():
        empty()
        db.session.remove()

    def start(*how: Any, **more: Any) -> Talk:
        new = Talk(new_page(*how, **more), address)
        new.begin()
        return new

    return start


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_newcomers_five_sentences(visit: Callable[..., Talk], size: dict[str, int], scheme: str) -> None:
    chat = visit(size, scheme)
    assert chat.say("Создай проект Mobile App").startswith("Контекст: Проект Mobile App")
    created = chat.say("Создай фичу Вход")
    assert created.startswith("Контекст: Проект Mobile App")
    assert "Вход" in created
    blocked = chat.say("Фича Вход заблокирована, причина: ждём API")
    assert "заблокирована" in blocked
    assert "ждём API" in blocked
    undone = chat.say("Отмени последнее")
    assert "Вход" in undone
    assert "заблокирована →" in undone
    history = chat.say("История фичи Вход")
    assert "→ заблокирована" in history
    assert "↩️" in history
    chat.is_sound()


def test_the_undo_button_works(visit: Callable[..., Talk]) -> None:
    chat = visit()
    chat.say("Создай проект Mobile App")
    before = chat.answers.count()
    chat.key("↩️").click()
    expect(chat.answers).to_have_count(before + 1)
    expect(chat.answers.last).to_contain_text("Контекст: Все проекты")
    expect(chat.key("↪️")).to_be_enabled()
    chat.is_sound()


def test_a_confirmation_is_edited_in_place(visit: Callable[..., Talk]) -> None:
    chat = visit(PHONE)
    chat.say("Создай проект Mobile App")
    chat.say("Удали проект Mobile App")
    count = chat.answers.count()
    question = chat.answers.last
    expect(chat.key("❌")).to_be_enabled()
    chat.key("✅").click()
    expect(question.get_by_role("button", name=re.compile("✅"))).to_have_count(0)
    expect(question).to_contain_text("Mobile App")
    expect(question.locator(".stamp")).to_contain_text("изменено")
    assert chat.answers.count() == count
    chat.is_sound()


def test_a_tap_that_comes_too_late_shows_a_toast(visit: Callable[..., Talk]) -> None:
    chat = visit()
    chat.say("Создай проект Mobile App")
    chat.say("Удали проект Mobile App")
    late = chat.answers.nth(chat.answers.count() - 1).get_by_role("button", name=re.compile("❌"))
    chat.say("Мои проекты")
    late.click()
    expect(chat.page.locator("#toast.shown")).not_to_be_empty()
    expect(late).to_be_enabled()
    chat.is_sound()


def test_messages_written_in_one_go_keep_their_order(visit: Callable[..., Talk]) -> None:
    chat = visit()
    words = chat.page.get_by_label("Сообщение")
    sentences = ["Создай проект Alpha", "Создай фичу Первая", "Создай фичу Вторая", "Фича Вторая готова"]
    for sentence in sentences:
        words.fill(sentence)
        chat.page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(1 + len(sentences))
    assert [m.locator(".text").inner_text() for m in chat.page.locator(".message.mine").all()] == [
        "/start",
        *sentences,
    ]
    assert "Вторая" in chat.answers.last.inner_text()
    chat.is_sound()


def test_enter_sends_and_shift_enter_breaks_the_line(visit: Callable[..., Talk]) -> None:
    chat = visit()
    words = chat.page.get_by_label("Сообщение")
    expect(words).to_be_focused()
    low = words.bounding_box()["height"]  # type: ignore[index]
    words.press_sequentially("раз")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.press("Shift+Enter")
    assert words.bounding_box()["height"] > low  # type: ignore[index]
    words.press_sequentially("два")
    chat.page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(2)
    assert chat.page.locator(".message.mine .text").last.inner_text() == "раз\n\nдва"
    expect(words).to_have_value("")
    expect(words).to_be_focused()
    assert words.bounding_box()["height"] == low  # type: ignore[index]


def test_the_chat_is_there_again_after_a_reload(visit: Callable[..., Talk]) -> None:
    chat = visit()
    chat.say("Создай проект Mobile App")
    count = chat.page.locator(".message").count()
    chat.page.reload()
    expect(chat.page.locator(".message")).to_have_count(count)
    expect(chat.page.locator("#log")).not_to_have_attribute("aria-busy", "true")
    expect(chat.page.locator(".date")).to_have_text("сегодня")
    chat.is_sound()


def test_html_of_a_person_is_only_text(visit: Callable[..., Talk]) -> None:
    chat = visit(PHONE)
    evil = '<img src=x onerror="alert(1)"><b>x</b>' + "ы" * 300
    chat.say(f"Создай проект {evil[:100]}")
    chat.say(evil)
    assert chat.page.locator(".message img, .message script, .mine b").count() == 0
    chat.is_sound()


def test_two_windows_show_the_same_chat(visit: Callable[..., Talk]) -> None:
    first = visit()
    second = visit(PHONE)
    first.say("Создай проект Mobile App")
    expect(second.answers).to_have_count(first.answers.count())
    expect(second.answers.last).to_contain_text("Mobile App")
    first.is_sound()
    second.is_sound()


def test_an_english_browser_is_answered_in_english(visit: Callable[..., Talk]) -> None:
    chat = visit(language="en-US")
    assert chat.page.locator("html").get_attribute("lang") == "en"
    assert chat.say("Create project Mobile App").startswith("Context: Project Mobile App")
    chat.is_sound()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_history_shows_what_was_said(visit: Callable[..., Talk], size: dict[str, int], scheme: str) -> None:
    chat = visit(size, scheme)
    chat.say("Создай проект Mobile App")
    chat.say("Создай фичу Вход")
    chat.page.get_by_role("link", name="История").click()
    expect(chat.page.locator(".event")).to_have_count(2)
    expect(chat.page.locator(".event").first).to_contain_text("Вход")
    chat.page.get_by_label("Что", exact=True).select_option("project")
    chat.page.get_by_role("button", name="Показать").click()
    expect(chat.page.locator(".event")).to_have_count(1)
    assert chat.troubles == []
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_message_that_could_not_be_sent_can_be_sent_again(visit: Callable[..., Talk]) -> None:
    chat = visit(PHONE)
    chat.page.route("**/chat/messages", lambda route: route.abort())
    chat.page.get_by_label("Сообщение").fill("Создай проект Mobile App")
    chat.page.keyboard.press("Enter")
    failed = chat.page.locator(".message.failed")
    expect(failed).to_have_count(1)
    chat.page.unroute("**/chat/messages")
    failed.get_by_role("button").click()
    expect(chat.answers).to_have_count(2)
    expect(failed).to_have_count(0)
    expect(chat.page.locator(".message.mine")).to_have_count(2)


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_bar_tells_in_its_own_line_that_the_line_is_lost(visit: Callable[..., Talk], width: int) -> None:
    chat = visit({"width": width, "height": 700})
    bar, state = chat.page.get_by_role("banner"), chat.page.locator("#state")
    expect(bar.get_by_role("link", name="Радар")).to_be_in_viewport(ratio=1)
    expect(state).to_be_hidden()
    before = bar.bounding_box()
    chat.page.route("**/chat/messages**", lambda route: route.abort())
    chat.page.get_by_label("Сообщение").fill("Мои проекты")
    chat.page.keyboard.press("Enter")
    expect(state).to_have_text("нет связи, пробую снова…")
    expect(state).to_be_in_viewport(ratio=1)
    assert bar.bounding_box() == before
    chat.page.unroute("**/chat/messages**")
    expect(state).to_be_hidden()


def test_the_link_to_the_pages_opens_beside_the_chat(visit: Callable[..., Talk]) -> None:
    chat = visit(PHONE)
    chat.say("Открой радар")
    with chat.page.expect_popup() as opened:
        chat.answers.last.get_by_role("link", name="Открыть в браузере").click()
    page = opened.value
    page.get_by_role("button", name="Открыть радар").click()
    expect(page.get_by_role("button", name="Выйти")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    chat.is_sound()
