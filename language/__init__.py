"""Text becomes meaning. No Flask, no database; nothing of the project but this room."""

from language.dates import Period
from language.folding import clean_name, fold
from language.meaning import BadDate, Choice, Command, Meaning, NoCommand, Slots, Unknown
from language.things import Kind, Thing, World
from language.understand import spoken_language, understand

__all__ = [
    "BadDate",
    "Choice",
    "Command",
    "Kind",
    "Meaning",
    "NoCommand",
    "Period",
    "Slots",
    "Thing",
    "Unknown",
    "World",
    "clean_name",
    "fold",
    "spoken_language",
    "understand",
]
