"""A text becomes a meaning: names first, then the sentence around them, then the decision."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from language.amid_talk import amid_talk, may_mean
from language.amid_talk.consent import consented
from language.amid_talk.last_sentence import last_sentence
from language.besides import Beside, set_apart
from language.besides.kept import leaves_alone
from language.deciding import decide, only_thing
from language.disowned import is_disowned
from language.draft import Attempt, Draft
from language.drafting import CREATING, FREE_TEXT, LIVING, TALK, TYING, from_readers, from_templates
from language.earlier import NOTHING, Earlier
from language.gist import gists
from language.gist.keeping import changes, holds_an_order, may_leave_out, with_reason
from language.guards.questions import asked
from language.intents import asks
from language.meaning import Command, Meaning, NoCommand
from language.names import Names, names_of
from language.nearest import likeliest
from language.pointing import may_point, pointed
from language.pointing.by_itself import says_all_by_itself
from language.pointing.elided import said_of_the_last
from language.pointing.ellipsis import filled_in
from language.pointing.subjectless import of_what_was_spoken_of
from language.readers.last_step.again import read_reason, read_same
from language.readers.last_step.amended import read_amended
from language.readers.last_step.instead import read_instead, sets_right
from language.readers.last_step.undoing import read_called_off, read_redo, read_undo
from language.readers.new.together import read_together
from language.readers.status.told_why import tells_why
from language.resemblance import resembling
from language.sentence import Sentence
from language.several.clauses import clause_by_clause
from language.several.filled import read_filled
from language.several.mixed import read_mixed
from language.several.one_by_one import one_by_one
from language.several.unread import all_or_none
from language.spoken import in_language_spoken, spoken_language, without_names
from language.taken_back.redating import redated
from language.taken_back.refusing import taken_back
from language.taken_back.repairing import repaired
from language.taken_back.said_instead import said_instead
from language.taken_back.set_straight import without_what_was_wrong
from language.taken_back.withdrawing import is_withdrawn
from language.taking_apart import take_apart
from language.templates.to_the_letter import said_to_the_letter
from language.things import Thing, World
from language.tidying.parentheses import without_parenthesis
from language.tidying.prefaces import without_preface
from language.tidying.tidied import tidied
from language.understood import Understanding

_MOST_REPAIRS = 3  # in one message
_MOST_TALKS = 4  # ways to leave talk out that are tried: each costs what reading a message does
_NOT_READ = ("question", "not understood")
# What a word of mere talk may keep from being done; hearsay, doubts and conditions are seldom that.
_FOR_A_WORD_BESIDE = (*_NOT_READ, "negation", "plan", "several")
_MOST_WORDS = 150  # that are read for commands; a longer text is kept word for word, or is none
_BARE_COMMAND = re.compile(r"/\w+(?:@\w+)?")  # tapped in the menu: it is in nobody's language


def understand(
    text: str, world: World, today: dt.date, *, forwarded: bool = False, earlier: Earlier = NOTHING
) -> Meaning:
    """What is meant by a text, given the known names and the day it is in the team's time zone.

    Pure: nothing is looked up and nothing is changed. Someone else's words (forwarded) never become a command.
    """
    plain = None if forwarded else said_to_the_letter(text, names_of(world), world, today)
    return plain or explain(text, world, today, forwarded=forwarded, earlier=earlier).meaning


def explain(
    text: str, world: World, today: dt.date, *, forwarded: bool = False, earlier: Earlier = NOTHING
) -> Understanding:
    """The same by the long way, with the steps that led to it."""
    names = names_of(world)
    sentence = take_apart(tidied(text, names), names, today)
    if forwarded:
        return Understanding(sentence, (), NoCommand(None, "forwarded", only_thing(sentence, world)))
    if len(sentence.words) > _MOST_WORDS:
        return _with_likeliest(_decided(sentence, _kept_word_for_word(sentence, earlier.spoken_of), text, world))
    if is_withdrawn(sentence):
        return Understanding(sentence, (), NoCommand(spoken_language(text), "negation", only_thing(sentence, world)))
    if apart := _one_by_one(sentence, world, today, earlier):
        return apart
    understood = _by_grammar(sentence, text, world, today, earlier)
    if not isinstance(understood.meaning, NoCommand):
        return understood
    part = _by_a_part(sentence, understood.meaning, world, today, earlier)
    return part or _by_resemblance(understood, names, world, earlier)


def _by_a_part(s: Sentence, kept: NoCommand, world: World, today: dt.date, earlier: Earlier) -> Understanding | None:
    """What a part of the sentence means, where something else in it kept the whole from being done."""
    if kept.reason in _FOR_A_WORD_BESIDE:
        several = kept.reason == "several"
        if alone := _by_gist(s, world, today, earlier, several=several):
            return alone
    return _amid_talk(s, world, today, earlier)


def _by_resemblance(understood: Understanding, names: Names, world: World, earlier: Earlier) -> Understanding:
    """What a sentence resembles of which nothing was made at all."""
    reason = understood.meaning.reason if isinstance(understood.meaning, NoCommand) else None
    open_to_guess = reason in _NOT_READ and not understood.drafts
    guessed = resembling(understood.sentence, earlier) if open_to_guess else []
    if not guessed:
        return _with_likeliest(understood)
    meaning = decide(guessed, understood.sentence, names, world)
    return Understanding(understood.sentence, tuple(guessed), in_language_spoken(meaning, understood.sentence))


def _with_likeliest(understood: Understanding) -> Understanding:
    """With what a sentence resembles that nothing was made of; asked at the very end, and of no part of it."""
    meaning = understood.meaning
    if not isinstance(meaning, NoCommand) or meaning.reason not in _NOT_READ or understood.drafts:
        return understood
    return replace(understood, meaning=replace(meaning, near=likeliest(understood.sentence)))


def _by_gist(s: Sentence, world: World, today: dt.date, earlier: Earlier, *, several: bool) -> Understanding | None:
    """What is meant without what is only said before it or behind, where that is learnt to change nothing.

    Of several orders none is left out.
    """
    for cut in gists(s):
        if several and holds_an_order(s, cut):
            continue
        told = take_apart(cut.kept, names_of(world), today)
        about = [t for m in s.of("feature") if cut.leaves_out(s.index(m.start)) for t in m.of("feature")]
        # Without a pronoun a part says nothing of what was spoken of: «интеграция с CRM | заблокирована, нет ключей».
        before = earlier.about(about) if may_point(told) else replace(earlier, spoken_of=tuple(about))
        understood = _by_grammar(told, cut.kept, world, today, before)
        fits = all(draft.rule.startswith("template") for draft in understood.drafts)
        if not (changes(understood.meaning) and may_leave_out(s, cut, understood.meaning, to_the_letter=fits)):
            continue
        other = take_apart(cut.left_out, names_of(world), today)
        if not isinstance(_by_grammar(other, cut.left_out, world, today, earlier).meaning, NoCommand):
            return None  # it means something too: they are done together, or not at all
        return replace(understood, meaning=with_reason(understood.meaning, cut))
    return None


def _amid_talk(s: Sentence, world: World, today: dt.date, earlier: Earlier) -> Understanding | None:
    """What is ordered or summed up amid the talk, where the talk before it means nothing by itself."""
    if order := consented(s):
        agreed = _by_grammar(take_apart(order, names_of(world), today), order, world, today, earlier)
        return agreed if changes(agreed.meaning) and not is_disowned(s) else None
    for talk in islice(amid_talk(s), _MOST_TALKS):
        about = {t for m in s.of("feature") if s.index(m.start) < talk.first for t in m.of("feature")}
        told = take_apart(talk.matter, names_of(world), today)
        spoken_of = tuple(about) if len(about) == 1 else ()
        understood = _by_grammar(told, talk.matter, world, today, replace(earlier, spoken_of=spoken_of))
        if not may_mean(talk, understood.meaning, told):
            continue
        other = take_apart(talk.before, names_of(world), today)
        before = _by_grammar(other, talk.before, world, today, earlier).meaning
        if isinstance(before, NoCommand) or (isinstance(before, Command) and asks(before.intent)):
            return None if is_disowned(s) else understood
    return None


def _by_grammar(sentence: Sentence, text: str, world: World, today: dt.date, earlier: Earlier) -> Understanding:
    """By every step but the guess."""
    if is_disowned(sentence):
        return Understanding(sentence, (), NoCommand(spoken_language(text), "hearsay", only_thing(sentence, world)))
    names = names_of(world)
    beside = set_apart(sentence, names)
    alone = _without_aside(beside, world, today, earlier) if beside else None
    understood = alone or _read_whole(sentence, text, world, today, earlier)
    if beside and not leaves_alone(understood.meaning, beside.kept, world.active_project_id):
        tongue = spoken_language(text)
        return Understanding(sentence, (), NoCommand(tongue, "negation", only_thing(sentence, world)))
    return understood


def _one_by_one(s: Sentence, world: World, today: dt.date, earlier: Earlier) -> Understanding | None:
    """All that is ordered in several parts of it, unless something bears on the whole."""
    if set_apart(s, names_of(world)) or is_disowned(s):
        return None

    def read(part: str, there: World, before: Earlier) -> Understanding:
        return _by_grammar(take_apart(part, names_of(there), today), part, there, today, before)

    return one_by_one(s, world, earlier, read)


def _without_aside(beside: Beside, world: World, today: dt.date, earlier: Earlier) -> Understanding | None:
    """What is meant without «…, дату релиза не трогай», where something is."""
    if not beside.text:
        return None
    alone = take_apart(beside.text, names_of(world), today)
    before = earlier.about(beside.about)
    if not beside.about and any(thing.kind == "feature" for kept in beside.kept for thing in kept.things):
        before = replace(earlier, spoken_of=())  # what is spoken of is left out, and nothing of before
    understood = _by_grammar(alone, beside.text, world, today, before)
    return None if isinstance(understood.meaning, NoCommand) else understood


def _read_whole(sentence: Sentence, text: str, world: World, today: dt.date, earlier: Earlier) -> Understanding:
    """The sentence with all that is said in it."""
    names = names_of(world)
    if taken_back(sentence):
        return Understanding(sentence, (), NoCommand(spoken_language(text), "negation", only_thing(sentence, world)))
    if full := said_of_the_last(sentence, earlier.spoken_of):
        sentence = take_apart(full, names, today)
    sentence = _as_meant(sentence, names, today)
    if said_of_it := of_what_was_spoken_of(sentence, earlier.spoken_of):
        sentence = take_apart(said_of_it, names, today)
    if plain := _past_preface(sentence, world, today, earlier):
        return plain
    read = _read_with_pointers(sentence, text, world, today, earlier.spoken_of)
    instead = read_instead(sentence, earlier) or read_called_off(sentence, earlier)
    if _tells_a_step(read) and not (instead and sets_right(sentence, earlier)):
        return read
    again = instead or _again(sentence, earlier)
    return _decided(sentence, [(sentence, again)], text, world) if again else read


def _read_with_pointers(
    s: Sentence, text: str, world: World, today: dt.date, spoken_of: Sequence[Thing]
) -> Understanding:
    """With what «она», "it" stand for, unless the sentence means something else without: then they stand for that."""
    names = names_of(world)
    read = _decided(s, _attempts(s, names, today, spoken_of), text, world)
    if not (spoken_of and may_point(s)):
        return read
    by_itself = _decided(s, _attempts(s, names, today, ()), text, world)
    return by_itself if says_all_by_itself(s, by_itself.meaning, read.meaning) else read


def _tells_a_step(understood: Understanding) -> bool:
    """Whether a step is told, done or kept from being done, and nothing only asked."""
    return any(not asks(draft.intent) for draft in understood.drafts)


def _kept_word_for_word(s: Sentence, spoken_of: Sequence[Thing]) -> Iterator[Attempt]:
    """A text so long tells why, or is an idea, a risk or a description."""
    yield s, list(islice(from_templates(s, linked=True), 1))
    pointing = pointed(s, spoken_of)
    yield pointing, from_readers(pointing, FREE_TEXT)


def _decided(s: Sentence, attempts: Iterable[Attempt], text: str, world: World) -> Understanding:
    """What the first attempt that makes anything of a sentence means."""
    for taken, drafts in attempts:
        if drafts:
            meaning = decide(drafts, taken, names_of(world), world)
            tapped = bool(_BARE_COMMAND.fullmatch(text.strip()))
            spoken = replace(meaning, language="") if tapped else in_language_spoken(meaning, taken)
            return Understanding(taken, tuple(drafts), spoken)
    reason = "question" if asked(s) else "not understood"
    tongue = spoken_language(without_names(s)) or spoken_language(s.text)
    return Understanding(s, (), NoCommand(tongue, reason, only_thing(s, world)))  # type: ignore[arg-type]


def _past_preface(s: Sentence, world: World, today: dt.date, earlier: Earlier) -> Understanding | None:
    """What is meant behind "don't laugh, but …", where something is."""
    matter = without_preface(s)
    if matter is None:
        return None
    told = take_apart(tidied(matter.text, names_of(world)), names_of(world), today)
    understood = _by_grammar(told, matter.text, world, today, earlier.about(matter.about))
    return None if isinstance(understood.meaning, NoCommand) else understood


def _as_meant(s: Sentence, names: Names, today: dt.date) -> Sentence:
    """With what is said otherwise behind in place of what was said first."""
    if straight := without_what_was_wrong(s):
        s = take_apart(straight, names, today)
    for _ in range(_MOST_REPAIRS):
        text = repaired(s) or redated(s)
        if text is None:
            break
        s = take_apart(text, names, today)
    said_in_full = without_parenthesis(s) or filled_in(s)
    return take_apart(said_in_full, names, today) if said_in_full else s


def _again(s: Sentence, earlier: Earlier) -> Sequence[Draft]:
    """What was done last, to another feature or with another day, release or owner."""
    if earlier.same is None:
        return []
    if reason := read_reason(s, earlier):
        return [reason]
    amended = read_amended(s, earlier.same, earlier.spoken_of)
    return [amended] if amended else read_same(s, earlier.same)


def _attempts(s: Sentence, names: Names, today: dt.date, spoken_of: Sequence[Thing]) -> Iterator[Attempt]:
    """Ways to read a sentence, the surest first."""
    yield s, read_together(s)
    yield s, read_filled(s, names, today)
    yield s, read_mixed(s, names, today, spoken_of)
    templates = list(islice(from_templates(s, linked=True), 1))
    # A reason takes all that follows, another command too: with two features the clauses are read one by one.
    if not (templates and "reason" in templates[0].slots and len(s.of("feature")) > 1):
        yield s, templates
    pointing = pointed(s, spoken_of)
    yield pointing, [] if tells_why(pointing) else from_readers(pointing, FREE_TEXT)
    yield from last_sentence(s, names, today)
    corrected = said_instead(s, names, today, spoken_of)
    yield s, from_readers(s, (read_redo, read_undo))
    for taken in (corrected, s) if corrected is not None else (s,):
        yield taken, from_readers(taken, (*TALK, *CREATING, *TYING))
        pointing = pointed(taken, spoken_of)
        drafts = clause_by_clause(pointing, names, today, spoken_of) or from_readers(pointing, LIVING)
        yield pointing, all_or_none(pointing, drafts)
    yield s, list(islice(from_templates(s, linked=False), 1))
