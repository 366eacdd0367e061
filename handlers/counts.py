"""How many features there are in a project or a release: those called off are told apart, for they are of no plan."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, ScalarSelect, func, select

from handlers.conversation import Conversation
from handlers.words import say_n
from models import Feature


def feature_counts(inside: ColumnElement[bool], owner: Any) -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """As two columns of a query of `owner`: the features `inside` that go on or are done, and those cancelled."""
    count = select(func.count()).where(inside).correlate(owner)
    cancelled = Feature.status == "cancelled"
    return count.where(~cancelled).scalar_subquery(), count.where(cancelled).scalar_subquery()


def count_features(talk: Conversation, inside: ColumnElement[bool]) -> tuple[int, int]:
    """The same two numbers."""
    cancelled = func.count().filter(Feature.status == "cancelled")
    every, off = talk.session.execute(select(func.count(), cancelled).where(inside)).one()
    return every - off, off


def features_words(going: int, cancelled: int) -> Markup:
    """«5 фич и 1 отменённая»."""
    features = say_n("%(num)s feature", "%(num)s features", going)
    if not cancelled:
        return features
    return say_n(
        "%(features)s and %(num)s cancelled", "%(features)s and %(num)s cancelled", cancelled, features=features
    )
