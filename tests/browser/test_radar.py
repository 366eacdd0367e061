"""The radar in a real browser: read, moved through time and followed, by eye, by keyboard and by ear."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import DESK, PHONE, Visit

pytestmark = pytest.mark.usefixtures("sample_world")
EVERY_LOOK = pytest.mark.parametrize(
    "size, scheme",
    [(PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")],
    ids=["phone-light", "phone-dark", "desk-light", "desk-dark"],
)


@EVERY_LOOK
@pytest.mark.parametrize("path", ["/", "/?as_of={friday}", "/history"])
def test_every_page_is_sound_and_accessible(
    look: Callable[..., Visit], size: dict[str, int], scheme: str, path: str
) -> None:
    page = look(path.format(friday="2026-11-13"), size, scheme)
    page.is_sound()
    page.is_accessible()
