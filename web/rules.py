"""GET /rules: every rule of the radar, explained by the rule itself.

Each rule is tried on examples (web/rule_examples.py): the points, the reason and the next step on the page are what
the rule says of them, so that the page can tell nothing but what the radar does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import gettext
from markupsafe import Markup

from handlers.radar_words import reason_words, step_words
from handlers.words import say
from radar import BURNING, RULES, Reason, Rule
from radar.forecast import FEWEST_FINISHED
from web.access import ask_to_come_in
from web.as_of import as_of, as_of_now
from web.rule_examples import EXAMPLES

Words = Callable[[], str]

blueprint = Blueprint("rules", __name__)
blueprint.before_request(ask_to_come_in)


@dataclass(frozen=True, slots=True)
class Case:
    """A situation in which a rule fires, and the points it then gives."""

    words: str
    points: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule in words, with its cases from the mildest to the worst, and what is said of the worst."""

    code: str
    about: str
    title: str
    when: str
    cases: Sequence[Case]
    reason: Markup
    step: Markup


@blueprint.get("/rules")
def page() -> str:
    """The rules are the same at any moment; the one that is asked for is kept for the way back."""
    return render_template("rules.html", as_of=as_of(), rules=explained(as_of_now().today), burning=BURNING)


def explained(today: dt.date) -> list[Explained]:
    """Every rule, in the order of the table of rules."""
    return [_explained(rule, today) for rule in RULES]


def _explained(rule: Rule, today: dt.date) -> Explained:
    title, when = WORDS[rule.code]
    cases = EXAMPLES[rule.code](today)
    worst = cases[-1].thing
    reason = Reason(rule, worst, rule.points(worst))
    return Explained(
        code=rule.code,
        about=rule.about,
        title=title(),
        when=when(),
        cases=[Case(case.words, rule.points(case.thing)) for case in cases],
        reason=reason_words(reason),
        step=step_words(reason),
    )


WORDS: Mapping[str, tuple[Words, Words]] = {
    "blocked": (
        lambda: gettext("Blocked"),
        lambda: gettext("The feature's status is “blocked”. Every day adds a point, up to twenty."),
    ),
    "blocked_by": (
        lambda: gettext("Waits for others"),
        lambda: gettext("A feature that is not finished blocks this one, in whatever project it is."),
    ),
    "blocks_others": (
        lambda: gettext("Holds others up"),
        lambda: gettext("The feature is not finished, and others that are not finished either wait for it."),
    ),
    "release_overdue": (
        lambda: gettext("The release is overdue"),
        lambda: gettext("The day of its release has passed, and the feature is not done."),
    ),
    "release_soon": (
        lambda: gettext("The release is near"),
        lambda: gettext("Its release is due within two weeks, and the feature is not done."),
    ),
    "stale": (
        lambda: gettext("No movement"),
        lambda: gettext("In progress, but nobody has changed anything about it for more than two weeks."),
    ),
    "aging": (
        lambda: gettext("Takes unusually long"),
        lambda: gettext(
            "In progress for longer than most features of this project took. It needs %(count)s finished features to "
            "compare with, and then replaces “no movement”.",
            count=FEWEST_FINISHED,
        ),
    ),
    "churn": (
        lambda: gettext("To and fro"),
        lambda: gettext("Within two weeks its status went back, or changed three times or more."),
    ),
    "slipped": (
        lambda: gettext("The release keeps moving"),
        lambda: gettext("The day of its release was put off. What was taken back with an undo does not count."),
    ),
    "no_owner": (
        lambda: gettext("Nobody's feature"),
        lambda: gettext("Its release is due within eleven days, and no PO is named."),
    ),
    "risk": (
        lambda: gettext("A risk hangs on it"),
        lambda: gettext("It has an open risk. The most severe one counts; a low one gives no points."),
    ),
    "release_at_risk": (
        lambda: gettext("The release may be late"),
        lambda: say(
            "The chance that all its features are ready by its day is under 85 %%. Ten thousand times, past weeks of "
            "the project are drawn at random and it is seen how often they suffice. Only how many features there are "
            "counts, not what holds them up: a release may have a good chance and burn."
        ),
    ),
}
