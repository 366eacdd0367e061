"""Text becomes meaning. No Flask, no database; nothing of the project but this room."""

from language.dates import Period, Shift
from language.earlier import Earlier
from language.folding import clean_name, fold
from language.meaning import SPEAKER, BadDate, Choice, Command, Meaning, NoCommand, Several, Slots, Unknown
from language.spoken import spoken_language
from language.things import Kind, Thing, World
from language.understand import explain, understand
from language.understood import Understanding

__all__ = [
    "SPEAKER",
    "BadDate",
    "Choice",
    "Command",
    "Earlier",
    "Kind",
    "Meaning",
    "NoCommand",
    "Period",
    "Several",
    "Shift",
    "Slots",
    "Thing",
    "Understanding",
    "Unknown",
    "World",
    "clean_name",
    "explain",
    "fold",
    "spoken_language",
    "understand",
]
