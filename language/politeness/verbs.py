"""English verbs of orders in the forms that a polite sentence puts them in: "marking", "marked"."""

from __future__ import annotations

from language.guards.governing import ORDERS

# What is only written down: nobody but Radar does it.
NOTING = frozenset(
    "mark flag set rename assign appoint name note log record list register describe add jot write submit".split()
)
# What Radar does and a team does not, or hardly: softly asked for it is an order all the same.
RECORDING = NOTING | frozenset(
    "put move create make delete remove take cancel close reopen drop archive schedule return change switch update "
    "open tie link unlink attach include pull restore undo revert scrap park shelve hand give enter file reassign "
    "turn slot bump push postpone".split()
)
EVERY = RECORDING | ORDERS | {"show", "introduce", "do"}

_VOWELS = "aeiou"
_IRREGULAR = {
    "put": "put",
    "set": "set",
    "make": "made",
    "take": "took",
    "write": "wrote",
    "give": "gave",
    "undo": "undid",
}
_PARTICIPLES = {"took": "taken", "wrote": "written", "gave": "given", "undid": "undone"}


def gerund(verb: str) -> str:
    """ "mark" → "marking", "move" → "moving", "put" → "putting"."""
    return f"{verb[:-1]}ing" if verb.endswith("e") and verb != "tie" else f"{_doubled(verb)}ing"


def past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    return f"{verb}d" if verb.endswith("e") else f"{_doubled(verb)}ed"


def participle(verb: str) -> str:
    return _PARTICIPLES.get(past(verb), past(verb))


def _doubled(verb: str) -> str:
    short = len(verb) > 2 and verb[-1] not in f"{_VOWELS}wxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    return f"{verb}{verb[-1]}" if short and verb not in ("open", "enter", "register") else verb


BASE = {verb: verb for verb in EVERY}
BY_GERUND = {gerund(verb): verb for verb in EVERY} | {f"{verb}ing": verb for verb in EVERY if not verb.endswith("e")}
BY_PAST = {past(verb): verb for verb in EVERY} | {"cancelled": "cancel", "canceled": "cancel"}
BY_PARTICIPLE = {participle(verb): verb for verb in EVERY} | {"cancelled": "cancel", "canceled": "cancel"}
