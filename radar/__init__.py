"""The radar: facts become scores with reasons, and a history becomes a chance. No Flask, no clock of its own."""

from radar.facts import end_of_day, facts_as_of, facts_now, facts_of_moments, slips
from radar.forecast import Forecast
from radar.rules import RULES, Reason, Rule, forecast_of, points_of
from radar.score import (
    BURNING,
    Item,
    Rising,
    WhatIf,
    burning,
    burning_in,
    crossings,
    find,
    late,
    radar,
    rising,
    scored,
    untold,
    what_if,
)
from radar.things import Aside, Facts, FeatureFacts, Move, Neighbour, Pace, ReleaseFacts, RiskFacts, Slip

__all__ = [
    "BURNING",
    "RULES",
    "Aside",
    "Facts",
    "FeatureFacts",
    "Forecast",
    "Item",
    "Move",
    "Neighbour",
    "Pace",
    "Reason",
    "ReleaseFacts",
    "Rising",
    "RiskFacts",
    "Rule",
    "Slip",
    "WhatIf",
    "burning",
    "burning_in",
    "crossings",
    "end_of_day",
    "facts_as_of",
    "facts_now",
    "facts_of_moments",
    "find",
    "forecast_of",
    "late",
    "points_of",
    "radar",
    "rising",
    "scored",
    "slips",
    "untold",
    "what_if",
]
