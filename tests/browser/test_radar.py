"""The radar in a real browser: read, moved through time and followed, by eye, by keyboard and by ear."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Visit

pytestmark = pytest.mark.usefixtures("sample_world")
EVERY_LOOK = pytest.mark.parametrize(
    "size, scheme",
    [(PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")],
    ids=["phone-light", "phone-dark", "desk-light", "desk-dark"],
)
WEEK_AGO = dt.date.today() - dt.timedelta(days=7)  # noqa: DTZ011  # any day about a week ago will do


@EVERY_LOOK
@pytest.mark.parametrize(
    "path",
    ["/", f"/?as_of={WEEK_AGO}", "/?project=1", "/rules", "/people", "/people?lacking=po", "/ideas", "/?as_of=never"],
)
def test_every_page_is_sound_and_accessible(
    look: Callable[..., Visit], size: dict[str, int], scheme: str, path: str
) -> None:
    page = look(path, size, scheme)
    page.is_accessible()
    if "never" in path:
        page.troubles.clear()  # the browser itself tells of a page with the status 400
    page.is_sound()


@pytest.mark.parametrize("path", ["/", "/rules", "/history", "/people", "/chat"])
@pytest.mark.parametrize("width", [320, 390])
def test_the_bar_stays_in_one_line_on_a_phone(look: Callable[..., Visit], path: str, width: int) -> None:
    visit = look(path, {"width": width, "height": 700})
    bar = visit.page.locator(".bar").bounding_box()
    assert bar is not None
    assert bar["height"] <= 64
    visit.is_sound()


def test_a_blip_is_followed_to_its_page(look: Callable[..., Visit]) -> None:
    visit = look("/")
    blip = visit.page.locator("a.blip.h3").first
    address = blip.get_attribute("href")
    blip.focus()
    expect(visit.page.locator(".told")).to_contain_text("очк")
    expect(visit.page.locator(f'.item.lit .item-name[href="{address}"]')).to_be_visible()
    visit.is_sound()
    blip.press("Enter")
    visit.page.wait_for_url(f"**{address}")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_slider_leaves_a_time_when_there_was_nothing(look: Callable[..., Visit], size: dict[str, int]) -> None:
    visit = look("/?project=1&as_of=2020-01-01", size)
    page = visit.page
    expect(page.get_by_text("Тогда этого проекта ещё не было.")).to_be_visible()
    visit.is_accessible()
    page.get_by_role("slider").press("Home")
    expect(page.locator("#burning")).to_be_visible()
    expect(page.get_by_text("Тогда этого проекта ещё не было.")).to_have_count(0)
    visit.is_sound()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_slider_moves_the_radar_through_time(look: Callable[..., Visit], size: dict[str, int]) -> None:
    visit = look("/", size)
    page = visit.page
    now = page.locator("#burning .item-name").all_text_contents()
    slider = page.get_by_role("slider")
    slider.focus()
    for _ in range(12):
        slider.press("ArrowLeft")
    banner = page.get_by_role("status").filter(has_text="Так было в конце дня")
    expect(banner).to_be_visible()
    page.wait_for_url(re.compile(r"/\?as_of=\d{4}-\d{2}-\d{2}$"))
    expect(slider).to_be_focused()
    told = page.locator("#slide output").inner_text()
    assert slider.get_attribute("aria-valuetext") == told
    expect(banner).to_contain_text(told)
    expect(page.get_by_role("heading", name="Что горело")).to_be_visible()
    expect(page.locator("#turned")).to_have_text("В тот день")
    assert page.locator("#burning .item-name").all_text_contents() != now
    banner.get_by_role("link").click()
    expect(banner).to_have_count(0)
    expect(page.locator("#burning .item-name")).to_have_text(now)
    visit.is_sound()


def test_a_day_of_the_chart_leads_to_that_day(look: Callable[..., Visit]) -> None:
    visit = look("/", PHONE, "dark")
    visit.page.locator(".chart a").nth(20).click()
    expect(visit.page.get_by_text("Так было в конце дня")).to_be_visible()
    expect(visit.page.locator('.chart [aria-current="date"]')).to_have_count(1)
    visit.is_sound()


def test_a_project_is_chosen_at_once(look: Callable[..., Visit]) -> None:
    visit = look("/", language="en-US")
    visit.page.get_by_label("Project").select_option(label="Field Service App")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text(": Field Service App")
    expect(visit.page.locator(".sector")).to_have_count(1)
    visit.is_sound()


def test_the_keyboard_can_skip_the_drawing(look: Callable[..., Visit]) -> None:
    visit = look("/")
    skip = visit.page.get_by_role("link", name="Пропустить схему")
    skip.focus()
    expect(skip).to_be_in_viewport()
    skip.press("Enter")
    expect(visit.page.locator("#legend")).to_be_focused()
    visit.page.get_by_role("link", name="Пропустить график").press("Enter")
    expect(visit.page.get_by_role("slider")).to_be_focused()


@pytest.mark.parametrize("size", [PHONE, {"width": 800, "height": 1000}], ids=["phone", "tablet"])
def test_on_a_narrow_screen_the_drawing_comes_before_the_lists(
    look: Callable[..., Visit], size: dict[str, int]
) -> None:
    visit = look("/", size)
    page = visit.page

    def order() -> list[str]:
        tops = {name: page.locator(name).bounding_box() for name in (".disk", "#burning", ".chart", "#rising", "#late")}
        return sorted(tops, key=lambda name: (tops[name] or {"y": 0})["y"])

    assert order() == [".disk", "#burning", ".chart", "#rising", "#late"]
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.locator(".then")).to_be_visible()
    assert order() == [".disk", "#burning", ".chart", "#rising", "#late"]
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("#left #rising")).to_have_count(1)
    expect(page.locator("#right .chart")).to_have_count(1)
    visit.is_sound()


@pytest.mark.parametrize("size", [PHONE, {"width": 800, "height": 1000}, DESK], ids=["phone", "tablet", "desk"])
def test_the_keyboard_goes_from_card_to_card_as_the_eye_does(look: Callable[..., Visit], size: dict[str, int]) -> None:
    """Column by column, and in each from top to bottom."""
    page = look("/", size).page
    seen = page.evaluate(
        """[...document.querySelectorAll("#main .card")].map(card => {
            const box = card.getBoundingClientRect();
            return [Math.round(box.left), Math.round(box.top)];
        })"""
    )
    assert len(seen) >= 8
    assert seen == sorted(seen)
    first = "#burning a" if size == DESK else "a.sector"  # in one column the drawing stands before the lists
    assert page.locator(first).first.evaluate("link => link.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("width, columns", [(390, 1), (800, 1), (1280, 2)], ids=["phone", "tablet", "desk"])
def test_the_rules_use_the_width_there_is(look: Callable[..., Visit], width: int, columns: int) -> None:
    page = look("/rules", {"width": width, "height": 800}).page
    boxes = page.evaluate("[...document.querySelectorAll('.rule')].map(rule => rule.getBoundingClientRect().toJSON())")
    assert len({box["left"] for box in boxes}) == columns
    assert max(box["right"] for box in boxes) - min(box["left"] for box in boxes) >= width - 96
    text = page.evaluate("document.querySelector('.lead').getBoundingClientRect().width")
    assert text >= width - 96


def test_another_language_is_one_tap_away(look: Callable[..., Visit]) -> None:
    visit = look(f"/?as_of={WEEK_AGO}")
    visit.page.get_by_role("button", name="English").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("What was burning")
    visit.page.get_by_role("button", name="Русский").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Что горело")
    assert str(WEEK_AGO) in visit.page.url
    visit.is_sound()
