"""The journal: the only door for changes, and the four uses of its log."""

from journal.as_of import State, as_of
from journal.export import as_dict, export
from journal.guard import BehindTheJournal, guard
from journal.history import Filter, changes_since, history
from journal.record import Gone, Journal, Overtaken, now
from journal.undo import (
    InTheWay,
    NothingToTakeBack,
    last_is_taking_back,
    last_step,
    last_undo,
    live_events,
    take_back,
    taken_back,
)
from journal.verify import Report, verify

__all__ = [
    "BehindTheJournal",
    "Filter",
    "Gone",
    "InTheWay",
    "Journal",
    "NothingToTakeBack",
    "Overtaken",
    "Report",
    "State",
    "as_dict",
    "as_of",
    "changes_since",
    "export",
    "guard",
    "history",
    "last_is_taking_back",
    "last_step",
    "last_undo",
    "live_events",
    "now",
    "take_back",
    "taken_back",
    "verify",
]
