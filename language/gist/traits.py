"""What a stretch of a sentence shows of itself to the weights: its words, their neighbours, where it is cut off.

Traits of one word are numbers that stand by themselves, so that those of every stretch come by adding up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

from language.sentence import Sentence
from language.words import shortest_form

BUCKETS = 2**16
BEFORE, BEHIND = "<", ">"  # where the stretch stands, seen from what is kept
Side = str
_KINDS = ("feature", "release", "project", "idea", "risk")
_STEMS = (4, 5)  # letters: «докладывал» and «доложил» begin alike
_BEGIN, _END, _CUT = "^", "$", "|"


def tokens(s: Sentence) -> list[str]:
    """Each word in its shortest dictionary form; a word of a name as the kind of thing that it names."""
    return list(_each_token(s))


def of_words(s: Sentence, spoken: Sequence[str], side: Side) -> list[list[int]]:
    """The traits of each word of a sentence with these tokens, as one of a stretch on this side."""
    beside = [_BEGIN, *spoken[:-1]] if side == BEFORE else [*spoken[1:], _END]
    cues = _cues(s)
    found = []
    for word, token, neighbour, kinds in zip(s.words, spoken, beside, cues, strict=True):
        pair = f"{neighbour} {token}" if side == BEFORE else f"{token} {neighbour}"
        stems = [length for length in _STEMS if len(word.text) > length and not token.startswith("<")]
        asks = ["asks"] if s.text[word.end : word.end + 1] == "?" else []
        both = [token, pair, *(f"cue {kind}" for kind in kinds), *asks]
        found.append([*_of_either_side(both, side), *_numbers([f"{word.text[:length]}…" for length in stems], side)])
    return found


def of_cut(s: Sentence, spoken: Sequence[str], number: int, side: Side) -> list[int]:
    """The traits of the place before word `number`, where a stretch on this side is cut off."""
    last, first = spoken[number - 1], spoken[number]
    pause = s.text[s.words[number - 1].end : s.words[number].start].strip()[:1]
    pair = f"{last} {_CUT}" if side == BEFORE else f"{_CUT} {first}"
    marks = () if first.startswith("<") else sorted(s.words[number].marks)
    places = [f"last {last}", f"first {first}", f"at {last} {first}", f"pause {pause}", *(f"mark {m}" for m in marks)]
    return [*_of_either_side([pair], side), *_numbers(places, side)]


def of_stretch(s: Sentence, number: int, side: Side) -> list[int]:
    """The traits of all that is left out where a sentence is cut before word `number`."""
    spoken = tokens(s)
    words = of_words(s, spoken, side)
    left_out = words[:number] if side == BEFORE else words[number:]
    return [*(trait for traits in left_out for trait in traits), *of_cut(s, spoken, number, side)]


def _of_either_side(traits: Sequence[str], side: Side) -> list[int]:
    return [*map(_number, traits), *_numbers(traits, side)]


def _numbers(traits: Sequence[str], side: Side) -> list[int]:
    return [_number(f"{side}{trait}") for trait in traits]


@lru_cache(maxsize=10_000)
def _number(trait: str) -> int:
    """Its bucket; two traits that fall into one are taken for the same (the hashing trick)."""
    return crc32(trait.encode()) % BUCKETS


def _each_token(s: Sentence) -> Iterator[str]:
    for word in s.words:
        mention = s.mention_of(word)
        kind = next((k for k in _KINDS if mention is not None and mention.of(k)), None)
        yield f"<{kind}>" if kind else shortest_form(word)


def _cues(s: Sentence) -> list[list[str]]:
    """The kinds of the cues that end with each word."""
    found: list[list[str]] = [[] for _ in s.words]
    for cue in s.cues:
        found[cue.last].append(cue.kind)
    return found
