"""The journal's own desk serves here too."""

from __future__ import annotations

from tests.journal.conftest import desk

__all__ = ["desk"]
