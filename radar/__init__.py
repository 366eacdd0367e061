"""The radar: facts become scores with reasons, and a history becomes a chance. No Flask, no clock of its own."""

from radar.facts import Facts, FeatureFacts, Pace, ReleaseFacts, RiskFacts, end_of_day, facts_as_of, facts_now
from radar.forecast import Forecast
from radar.rules import RULES, Reason, Rule, forecast_of
from radar.score import BURNING, Item, Rising, WhatIf, at_risk, burning, find, radar, rising, what_if
from radar.things import Neighbour

__all__ = [
    "BURNING",
    "RULES",
    "Facts",
    "FeatureFacts",
    "Forecast",
    "Item",
    "Neighbour",
    "Pace",
    "Reason",
    "ReleaseFacts",
    "Rising",
    "RiskFacts",
    "Rule",
    "WhatIf",
    "at_risk",
    "burning",
    "end_of_day",
    "facts_as_of",
    "facts_now",
    "find",
    "forecast_of",
    "radar",
    "rising",
    "what_if",
]
