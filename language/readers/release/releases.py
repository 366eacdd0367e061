"""Releases: what goes into them, that they are out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.besides.left_alone import is_left_alone
from language.draft import Draft, Named, as_named
from language.folding import fold
from language.guards import Reason, keeps_from
from language.guards.governing import is_planned
from language.guards.negations import negated
from language.names import Mention
from language.readers.release.left_out import leaves_one_out
from language.readers.release.places import (
    NOT_INTO,
    NOUN,
    PLACE,
    TO_RELEASE,
    VERSION,
    goes_on_to_another,
    goes_with,
    is_denied,
    is_of_the_move,
)
from language.readers.release.verbless import is_bare, is_bare_with_a_remark
from language.readers.status.outsiders import is_of_others, is_strange
from language.sentence import Sentence
from language.vocabulary import Cue

_ENGLISH_ORDERS = frozenset(
    "put add move include schedule assign slot throw stick bring target bundle squeeze shift push bump kick punt defer "
    "slide place pop transfer pull shove chuck roll carry reschedule postpone attach queue".split()
)
# "release" behind one of these (the last of "let's") is what is done, not what it is done to.
_BEFORE_A_VERB = frozenset("to please s lets can could you just go and now we i then".split())
_ARTICLES = frozenset("a an the this that our my their next last each every any some no for of".split())
_INCLUDE = frozenset("include includes включить включать включает вместить содержать".split())
_MIGHT = frozenset({"could", "might"})
_PREPOSITIONS = frozenset({"in", "into", "to"})
_UNKNOWN_VERSION = re.compile(r"(?:релиз\w*|верси\w+|release|version)\s+(v?\d[\w.]*)|\b(v\d+(?:\.\d+)+)", re.IGNORECASE)
_ARROW = re.compile(r"→|->|=>")
_INTO_ONE = re.compile(rf"\b(?:в|to|into|in)\s+(?:a\s+|какой-нибудь\s+)?{NOUN}[\s.!]*$")


def read_put(s: Sentence) -> list[Draft]:
    """«тёмную тему давай в релиз 2.0», "X goes into v3.0", «X → релиз v2.0»; the last release named is meant."""
    features = s.of("feature")
    puts = s.all("put", "fill")
    puts = [
        c for c in puts if not (c.first and s.words[c.first - 1].text == "не")
    ] or puts  # «не едут в 2.0, едут в 2.1»
    # "won't make it into v3.0, move it to v3.1": the order counts, whatever is told before it.
    moves_on = s.first("take_out") if goes_on_to_another(s) else None  # «вынеси из 2.0 в 2.1 аналитику»
    cue = next((c for c in puts if _is_order(s, c)), None) or next(iter(puts), None) or s.first("there") or moves_on
    arrow = bool(_ARROW.search(s.text))
    if not features or (cue is None and not arrow and not _in_no_words(s, features)):
        return []
    if cue is not None and _is_only_a_place(s, cue) and not _is_put_all_the_same(s, features):
        return []
    if cue is not None and not _is_order(s, cue) and any(c.last < cue.first for c in s.all("blocked", "cancelled")):
        return []  # "login is blocked: waiting for v2.0 to ship": it is told why, and the release is part of that
    language = cue.language if cue else "ru"
    target = _target(s)
    if target is None:
        return _into_which(s, cue, features)
    if not (_into(s, target) or arrow or _includes(s, cue, features)):
        return []
    kept = _kept_from_putting(s, cue, target)
    return [
        Draft(
            "into a release",
            "release_add_feature",
            {"feature": as_named(s, "feature", f), "release": target},
            language,
            kept,
        )
        for f in _put_there(s, features, target)
    ]


def _goes_nowhere(s: Sentence, cue: Cue, target: Named) -> bool:
    """The only release stands in a clause that denies it, apart from the order."""
    if target.mention is None or not is_denied(s, target.mention):
        return False
    start, end = s.segment(s.index(target.mention.start))
    return not start <= cue.first < end


def _kept_from_putting(s: Sentence, cue: Cue | None, target: Named) -> Reason | None:
    """Why it is not put there. A release is a plan in itself: «поедет в 2.1» puts it there as surely as «перенеси»."""
    first, last = (cue.first, cue.last) if cue else (0, 0)
    if (reason := keeps_from(s, first, last, imperative=True)) and not (reason == "wish" and _ought_instead(s)):
        return reason
    if is_planned(s):
        return "plan"
    if not _is_order(s, cue) and (s.has("no_longer") or negated(s, first, last, imperative=False)):
        return "negation"  # "dark theme no longer ships with v3.0"
    if cue is not None and _goes_nowhere(s, cue, target):
        return "negation"  # "it's not going out with v3.0" tells where it does not go
    if (another := _takes_another_out(s, target)) or leaves_one_out(s, first, target):
        return "several" if another else "another thing"
    might = cue is not None and cue.first and s.words[cue.first - 1].text in _MIGHT  # "login could go in v3.0"
    return "doubt" if might or s.has("mistaken") else None  # "somebody put it into v3.0 by mistake"


def _takes_another_out(s: Sentence, target: Named) -> bool:
    """ "login goes into v3.0, and signup comes out": what is told of the other is no part of this order."""
    if target.mention is None:
        return False
    place = s.index(target.mention.end)
    return any(s.index(m.start) >= place for m in s.of("feature")) and any(c.first >= place for c in s.all("take_out"))


def _ought_instead(s: Sentence) -> bool:
    """ "it ought to go into v2.1 instead": what it ought to be puts right what was said before."""
    wishes = {s.said(c) for c in s.all("ought_", "wish")}
    return wishes <= {"ought to", "should really"} and any(word.text == "instead" for word in s.words)


def _put_there(s: Sentence, features: list[Mention], target: Named) -> list[Mention]:
    """The features without one that is only told of behind: "put X into v3.0, it pairs nicely with Y"."""
    place = target.mention.end if target.mention else s.text.find(target.said)
    told = [m for m in features if (m.start > place and _is_told_of(s, m, place)) or is_left_alone(s, m)]
    return [m for m in features if m not in told] or features


def _is_told_of(s: Sentence, mention: Mention, place: int) -> bool:
    first, last = s.segment(s.index(mention.start))
    return s.words[first].start > place and any(not s.meant(n) for n in range(first, last))


def _includes(s: Sentence, cue: Cue | None, features: list[Mention]) -> bool:
    """ "v3.0 should include push notifications": the release stands before, what goes into it behind.

    «дополни 2.1 тёмной темой» fills it in any order.
    """
    if cue is not None and cue.kind == "fill":
        return True
    if cue is None or not s.words[cue.first].forms & _INCLUDE:
        return False
    before = [r for r in s.of("release") if r.end <= s.words[cue.first].start]
    return len(before) == 1 and features[0].start >= s.words[cue.last].end


def _in_no_words(s: Sentence, features: list[Mention]) -> bool:
    return is_bare(s, features) or is_bare_with_a_remark(s, features)


def _is_put_all_the_same(s: Sentence, features: list[Mention]) -> bool:
    return _is_put_by_an_unknown_verb(s, features[0]) or is_bare_with_a_remark(s, features)


def _is_put_by_an_unknown_verb(s: Sentence, feature: Mention) -> bool:
    """ "tuck offline mode into v3.0": whatever the verb that opens its clause, "into" says what it does."""
    first, end = s.segment(s.index(feature.start))
    verb = next((n for n in range(first, end) if not s.plain(n)), None)
    if (
        verb is None
        or (s.meant(verb) and s.words[verb].text != "take")
        or "into" not in {word.text for word in s.words}
    ):
        return False
    word, behind = s.words[verb].text, s.text[s.words[verb].end : feature.start].strip()
    return word.isascii() and word.isalpha() and not word.endswith(("ed", "ing", "s")) and behind in ("", "the", "our")


def _target(s: Sentence) -> Named | None:
    """The release that is named last, known or not."""
    releases = s.of("release")
    if releases and (elsewhere := _unknown_behind(s, releases[-1].end)):
        return elsewhere
    if releases:
        meant = [r for r in releases if not is_denied(s, r)] or releases
        placed = [r for r in meant if PLACE.search(fold(s.text[: r.start]))]  # "to v3.1, v3.0 is full"
        return as_named(s, "release", (placed or meant)[-1])
    unknown = _UNKNOWN_VERSION.search(s.text)
    if unknown is None or NOT_INTO.search(fold(s.text[: unknown.start()])):
        return None  # «не в 2.0, а …»
    return Named("release", unknown.group(1) or unknown.group(2))


def _unknown_behind(s: Sentence, position: int) -> Named | None:
    """ "won't make it into v3.0, shift it to v3.9": where it goes is not known, and nowhere else."""
    for version in VERSION.finditer(s.text, position):
        known = any(m.start < version.end() and version.start() < m.end for m in (*s.mentions, *s.moments))
        if (
            not known
            and not NOT_INTO.search(fold(s.text[: version.start()]))
            and TO_RELEASE.search(fold(s.text[: version.start()]))
        ):
            return Named("release", version.group())
    return None


def _into_which(s: Sentence, cue: Cue | None, features: list[Mention]) -> list[Draft]:
    """«добавь вход в релиз», "put login into a release": which one is asked for."""
    told = [n for n in range(len(s.words)) if not (s.plain(n) or s.is_named(n) or is_of_the_move(s, n))]
    if cue is None or told or len(features) != 1 or not _is_order(s, cue) or not _INTO_ONE.search(fold(s.text)):
        return []
    if keeps_from(s, cue.first, cue.last, imperative=True):
        return []
    return [
        Draft("into a release", "release_add_feature", {"feature": as_named(s, "feature", features[0])}, cue.language)
    ]


def _is_only_a_place(s: Sentence, cue: Cue) -> bool:
    """ "dark theme in v3.0 looks great", "dark theme was in v3.0": told of where it is, not put there."""
    others = [c for c in s.all("put") if s.said(c) not in _PREPOSITIONS]
    if others or s.said(cue) not in _PREPOSITIONS:
        return False
    told = [n for n in range(len(s.words)) if not (s.plain(n) or s.is_named(n) or is_of_the_move(s, n))]
    return bool(told) or any(word.text in ("was", "were") for word in s.words)


def _is_order(s: Sentence, cue: Cue | None) -> bool:
    """«не успеем перекинь в 2.1»: a negation before an order speaks of something else."""
    if cue is None:
        return False
    word = s.words[cue.first]
    return "impr" in word.marks or word.text in _ENGLISH_ORDERS


def read_ship(s: Sentence) -> Draft | None:
    """«v3.0 зарелизили», "we've just released v3.0 to the stores"; it is confirmed before it is done."""
    releases = s.of("release")
    cue = next((c for c in s.all("ship") if not _is_noun(s, c, releases)), None)
    if cue is None or len(releases) != 1 or s.of("feature") or s.days() or _is_out_of_something(s, cue):
        return None
    if _is_told_of_us(s, cue, releases[0]):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=False) or _of_another(s, releases[0], cue)
    if is_of_others(s, cue, releases[0]):
        kept = kept or "another thing"
    return Draft(
        "a release is out", "release_out", {"release": as_named(s, "release", releases[0])}, cue.language, kept
    )


def _is_out_of_something(s: Sentence, cue: Cue) -> bool:
    """ "v3.0 is out of scope", "… out to lunch", «вышел боком», «вышел из-под контроля»."""
    behind = [word.text for word in s.words[cue.last + 1 :][:2]]
    said = s.words[cue.last].text == "out" and (behind[:1] == ["of"] or behind == ["to", "lunch"])
    return said or (s.words[cue.last].text.startswith("вышел") and bool(_ODDLY & set(behind)))


_ODDLY = frozenset("боком комом криво из-под обед перекур".split())


def _is_told_of_us(s: Sentence, cue: Cue, release: Mention) -> bool:
    """«вышли покурить, обсудили 2.0», "we went out and discussed v3.0": the release stands by a verb of its own."""
    if release.start < s.words[cue.last].end:
        return False
    told = [s.words[n] for n in range(cue.last + 1, s.index(release.start)) if not s.meant(n)]
    return any("VERB" in w.marks or (w.text.isascii() and w.text.endswith("ed")) for w in told)


def _of_another(s: Sentence, release: Mention, cue: Cue) -> Reason | None:
    """ "v3.0 build is out", «v2.0 айфона вышел», "the iOS v3.0 is out": something else of that number."""
    first, behind = s.index(release.start), s.index(release.end)
    goes_on = behind < cue.first and (is_strange(s, behind) or any(c.first == behind for c in s.all("part_")))
    before = s.words[first - 1] if first else None
    if before is None or s.text.isupper() or s.meant(first - 1):
        return "another thing" if goes_on else None
    proper = any(map(str.isupper, s.text[before.start + 1 : before.end]))
    return "another thing" if goes_on or proper else None


def _is_noun(s: Sentence, cue: Cue, releases: Sequence[Mention]) -> bool:
    """ "show release v2.0", "release v2.0": the noun before its version; "let's release v2.0" is the verb."""
    if s.said(cue) != "release":
        return False
    if cue.first and s.words[cue.first - 1].text in _ARTICLES:
        return True  # "a silly name for a release"
    if not any(s.index(r.start) == cue.last + 1 for r in releases):
        return False
    if cue.first and s.words[cue.first - 1].text == "to" and any(c.last < cue.first for c in s.all("put", "create")):
        return True  # "add it to release v2.0"
    return cue.first == 0 or s.words[cue.first - 1].text not in _BEFORE_A_VERB


def _into(s: Sentence, target: Named) -> bool:
    """The release stands where a place does: behind «в», «на», "to", or behind the word release; or «туда же»."""
    if s.has("there"):
        return True
    if target.mention is not None and goes_with(s, target.mention):
        return True
    start = target.mention.start if target.mention else s.text.find(target.said)
    return bool(PLACE.search(fold(s.text[:start])))
