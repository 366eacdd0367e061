"""The log: JSON lines in production, colours at a desk. What people write, and secrets, never go into it."""

from __future__ import annotations

import logging

import structlog


def configure(*, production: bool) -> None:
    """Set up structlog for the process; safe to call again."""
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if production else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
