"""Taking the last step back, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from language.draft import Draft
from language.earlier import Earlier
from language.guards import Reason, keeps_from
from language.guards.governing import is_my_asking
from language.guards.questions import asked
from language.names import Mention
from language.readers.last_step.said_alone import (
    DID,
    LATEST,
    STEPS,
    doubled,
    is_of_the_step,
    is_said_alone,
    taken_around,
    tells_of_the_step,
    up_to_why,
    without_the_story,
)
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import PERSONAL, Word

_SAYS_WHERE = ("in_progress", "backlog", "feature_noun", "release_noun", "project_noun", "archive")
_ALL = frozenset({"все", "everything", "all"})
_IS = frozenset({"is", "was", "это"})
_BARE = frozenset({"верни", "верните"})
_MADE = STEPS | frozenset("внести внесённый внесенный сделанный введённый введенный записанный".split())
_LIKE = frozenset({"ADJF", "ADJS", "PRTF", "PRTS", "COMP"})
_BEING = frozenset({"быть", "оказаться", "явно"})
_NOUNS = ("feature_noun", "release_noun", "project_noun", "idea_noun", "risk_noun", "team", "po")
_OWN = frozenset({"я", "i"})
_OTHERS = frozenset("он она они he she they".split())
# What tells that the last step was a slip, and why an order to take it back follows.
_SLIPS = ("wrong_", "mistaken", "correction", "halt", "slip", "turn")
# What a slip is told with, and keeps nothing from being taken back: «не то написал», "didn't mean that".
_TOLD_OF_A_SLIP = frozenset({"no_", "never_", "hearsay", "wish", "plan", "ago", "maybe", "mistaken", "source"})
_UNDONE = frozenset("отменить отменять откатить откатывать отмотать".split())
_WHAT = frozenset({"что", "what"})
_SOON = 6  # words from the order to the verb
_STRIKES = frozenset({"scratch", "strike", "scrap"})
_MIND_CHANGED = frozenset({"передумать"})
_WENT = frozenset("went gone came".split())
_ARTICLES = frozenset("the an a your that".split())
_OF_THE_UNDO = frozenset("the that my this last".split())
_UNDOES = frozenset("undo revert rollback".split())
_DETERMINERS = frozenset("my our the a an his her their".split())
_LAST_STEP = LATEST | STEPS | DID
_TELLS = frozenset({"VERB", "PRED"})
_NEAR = 3  # words: «мою старую подписку»
_LEADS_ON = frozenset({"to", "the"})
_A_FEATURE = frozenset("она ее его эту эта этот ту их они".split())  # «отмени её»: the feature that was spoken of
_LONGEST = 12  # words; whoever tells a story means something else
_LONGEST_STORY = 30  # where the order stands alone beside it
_OTHER = frozenset("wrong another other different другой не".split())


def read_redo(s: Sentence) -> Draft | None:
    cue = _brought_back(s) or s.first("redo") or _undone_undo(s) or _regretted(s)
    if cue is not None and s.words[cue.first].forms & _MIND_CHANGED and s.has("as_it_was"):
        return None  # «передумал, верни как было»
    return _read(s, cue, "redo")


def _brought_back(s: Sentence) -> Cue | None:
    """«верни обратно то, что я сейчас отменил», "put back what I undid": what was undone is to be again."""
    for cue in s.all("back", "back_again", "undo", "unmake"):
        verb = s.words[cue.first]
        begins = all(s.plain(n) or n in s.within("put", "set") for n in range(cue.first))
        if not ("impr" in verb.marks or (verb.text.isascii() and begins)):
            continue
        behind = range(cue.last + 1, min(len(s.words), cue.last + 2 + _SOON))
        undone = next((n for n in behind if _was_undone(s.words[n])), None)
        if undone is not None and any(s.words[n].text in _WHAT for n in range(cue.last + 1, undone)):
            return Cue("redo", cue.language, cue.first, undone)
    return None


def _was_undone(word: Word) -> bool:
    return word.text == "undid" or ("past" in word.marks and bool(word.forms & _UNDONE))


def _undone_undo(s: Sentence) -> Cue | None:
    """ "cancel the undo", "revert the revert", «отмени откат»: the undo itself is what is taken back."""
    for noun in range(2, len(s.words)):
        if s.words[noun].text in _UNDOES and s.words[noun - 1].text in _OF_THE_UNDO:
            taken = s.first("undo", "cancelled", "unmake", "back", before=noun - 1)
            apart = taken is None or s.segment(taken.first) != s.segment(noun)
            return None if taken is None or apart else Cue("redo", taken.language, taken.first, noun)
    return None


def read_undo(s: Sentence) -> Draft | None:
    """ "undo", "take back what I just did", "put it back the way it was"; "scratch that" alone."""
    alone = next((c for c in s.all("undo") if is_said_alone(s, c)), None)
    ordered = _named_before(s) or doubled(s) or alone or s.first("undo") or taken_around(s) or _unmade(s)
    return _read(s, ordered or _as_it_was(s) or _struck(s), "undo")


def read_called_off(s: Sentence, earlier: Earlier) -> Sequence[Draft]:
    """«отмена», "cancel" alone, right after something was changed: that is taken back."""
    told = [word.text for n, word in enumerate(s.words) if not s.plain(n)]
    if earlier.just is None or told not in (["отмена"], ["cancel"]):
        return []
    return [Draft("called off", "undo", {}, "en" if told == ["cancel"] else "ru")]


def read_back(s: Sentence) -> Draft | None:
    """«верни обратно», "bring it back": whatever was done last, an undo too; «верни» alone is said of an undo."""
    if s.has(*_SAYS_WHERE):
        return None
    # «нет, верни» takes back what was just done, as «верни обратно» does.
    bare = any(s.said(cue) in _BARE for cue in s.all("back_again")) and not s.has("no_")
    return _read(s, s.first("back_again"), "redo" if bare else "take_back")


def _regretted(s: Sentence) -> Cue | None:
    """«зря я это отменил, давай возвращай»: an undo that was a slip, and an order to bring it back."""
    if not s.has("slip", "mistaken"):
        return None
    undone = [c for c in s.all("unmake") if {"past"} <= s.words[c.first].marks and s.words[c.first].forms & _UNDONE]
    back = (c for c in s.all("back", "back_again") if undone and undone[0].last < c.first)
    return next((Cue("redo", c.language, c.first, c.last) for c in back if "impr" in s.words[c.first].marks), None)


def _unmade(s: Sentence) -> Cue | None:
    """A verb of taking back, and behind it the last step and nothing else: «убери последнюю правку»."""
    never_mind = [c for c in s.all("slip") if s.said(c) in ("never mind", "nevermind")]
    for cue in (*s.all("unmake", "undo", "cancelled", "delete", "take_out"), *never_mind):
        _, end = s.segment(cue.last)
        if tells_of_the_step(s, up_to_why(s, s.words[cue.last + 1 : end])) and not s.has(*_NOUNS):
            return cue
    return None


def _named_before(s: Sentence) -> Cue | None:
    """«последняя правка лишняя, убери её»: the last step is named first, and the order closes the sentence."""
    for cue in s.all("unmake", "undo", "cancelled", "delete", "take_out"):
        before, behind = s.words[: cue.first], range(cue.last + 1, s.segment(cue.last)[1])
        ordered = bool(s.words[cue.first].marks & {"impr", "INFN"}) and all(s.plain(n) for n in behind)
        last = any(one.forms & LATEST and other.forms & _MADE for one, other in pairwise(before)) and any(
            word.forms & STEPS for word in before
        )
        if ordered and last and all(_is_said_of_the_step(s, n) for n in range(cue.first)):
            return Cue("unmake", cue.language, cue.first, cue.last)
    return None


def _is_said_of_the_step(s: Sentence, number: int) -> bool:
    """«последнее внесённое изменение», «… было ошибкой»."""
    word = s.words[number]
    slipped = any(c.first <= number <= c.last for c in s.all("slip", "mistaken", "wrong_"))
    polite = is_my_asking(word.text)
    return (
        is_of_the_step(word) or s.plain(number) or slipped or polite or bool(word.forms & _BEING or word.marks & _LIKE)
    )


def _as_it_was(s: Sentence) -> Cue | None:
    """«сделай как было», "restore the previous state"."""
    as_before = s.first("as_it_was")
    made = s.first("back", "set", "put", "restore", "back_again", "create", "unmake") if as_before else None
    if made is None or as_before is None or made.first > as_before.first:
        return None
    return Cue(made.kind, made.language, made.first, as_before.last)


def _struck(s: Sentence) -> Cue | None:
    """ "scratch that" with nothing else said."""
    cues = [c for c in s.all("correction") if s.words[c.first].text in _STRIKES or s.said(c) == "i take that back"]
    alone = all(s.plain(n) or any(c.first <= n <= c.last for c in s.all(*_SLIPS, "no_")) for n in range(len(s.words)))
    return cues[-1] if cues and alone else None


def _read(s: Sentence, cue: Cue | None, intent: str) -> Draft | None:
    elsewhere = s.has("reset", "projects")  # "go back to all projects" goes, and takes nothing back
    if cue is None or elsewhere or _last_of_something(s, cue) or _is_of_the_feature(s, cue):
        return None
    alone = is_said_alone(s, cue)
    if _names_a_thing(s) and not (alone and _was_ruined(s, cue)):
        return None
    if len(s.words) > (_LONGEST_STORY if alone else _LONGEST):
        return None
    if _is_a_noun(s, cue) or _is_of_something(s, cue) or _is_told(s, cue, alone=alone):
        return None
    told = replace(s, cues=without_the_story(s, cue)) if alone else s
    return Draft(cue.kind, intent, {}, cue.language, _kept(told, cue))


def _is_of_the_feature(s: Sentence, cue: Cue) -> bool:
    """«отмени эту фичу»: it is given up, and no step is taken back."""
    following = cue.last + 1
    while following < len(s.words) and s.words[following].text in _THIS:
        following += 1
    return any(noun.first == following for noun in s.all("feature_noun")) and not s.words[cue.first].text.isascii()


_THIS = frozenset("эту ту данную нашу".split())


def _was_ruined(s: Sentence, cue: Cue) -> bool:
    """ "I've just ruined dark theme. Undo that, please.": my own slip is told in a sentence before, and no step."""
    start, _ = s.hard_segment(cue.first)
    before = s.words[:start]
    own = any(word.text in _OWN or word.text in _I_HAVE for word in before)
    return own and all(s.index(m.start) < start for m in s.mentions) and not s.has(*STATUSES, *_NOUNS, *_OTHER_STEPS)


_I_HAVE = frozenset("i've we i'm мы".split())
_OTHER_STEPS = ("delete", "rename", "create", "move", "take_out", "blocks", "depends", "question")


def _names_a_thing(s: Sentence) -> bool:
    """Something is named, and not only to say that it is not meant: "undo that, not the Undo send feature"."""
    return any(not (_is_set_apart(s, s.index(m.start)) or _is_another(s, m)) for m in s.mentions)


def _is_another(s: Sentence, mention: Mention) -> bool:
    """«я про другой банк», "that was the wrong project": a part of a name that stands for none of the known."""
    number = s.index(mention.start)
    return not mention.whole and number > 0 and bool(s.words[number - 1].forms & _OTHER)


def _is_set_apart(s: Sentence, number: int) -> bool:
    start, _ = s.segment(number)
    led_in = [
        word.text for word in s.words[start:number] if word.text not in _ARTICLES | {"а", "and", "фичу", "feature"}
    ]
    return start > 0 and led_in in (["not"], ["не"])


def _is_a_noun(s: Sentence, cue: Cue) -> bool:
    """ "the undo button is broken": it is spoken of and not ordered."""
    alone = cue.first == cue.last and s.words[cue.first].text.isascii()
    return alone and cue.first > 0 and s.words[cue.first - 1].text in _ARTICLES


def _is_told(s: Sentence, cue: Cue, *, alone: bool) -> bool:
    """«отменил последнее», «завтра отменю это»: told of, or meant for later."""
    start, end = s.segment(cue.first)
    near = [m for m in s.moments if not alone or start <= s.index(m.start) < end]
    if any(word.text in _WENT for word in s.words[: cue.first]):
        return True  # "we went back to how it was"
    said = s.words[cue.first : cue.last + 1]
    verb = next((w for w in said if "VERB" in w.marks and "быть" not in w.forms), None)
    if verb is None or verb.marks & {"impr", "INFN"}:
        return bool(near)
    return bool(verb.marks & {"past", "3per"}) or {"futr", "sing"} <= verb.marks or bool(near)


def _kept(s: Sentence, cue: Cue) -> Reason | None:
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    if kept is None or asked(s):
        return kept
    if _is_dismissed(s, cue):
        kept = keeps_from(_without(s, cue, {"no_", "never_"}), cue.first, cue.last, imperative=True)
    if kept is not None and _tells_of_a_slip(s, cue):
        return keeps_from(_without(s, cue, _TOLD_OF_A_SLIP), cue.first, cue.last, imperative=True)
    return kept


def _is_dismissed(s: Sentence, cue: Cue) -> bool:
    """«нет, верни», "never mind, undo it", "oh no take that back": the no is said to what was done."""
    before = [c for c in s.all("no_", "never_", "slip") if c.last < cue.first]
    said = [s.said(c) for c in before if not any(o.covers(c) for o in before)]
    return all(word in ("нет", "no", "nope") or word.startswith("never mind") for word in said)


def _tells_of_a_slip(s: Sentence, cue: Cue) -> bool:
    """«я не то сказала, отмени это»: the speaker's own words, told before the order."""
    if any(word.text in _OTHERS or word.marks & PERSONAL for word in s.words[: cue.first]):
        return False
    slips = [c for c in s.all(*_SLIPS) if c.first < cue.first and s.said(c) != "no"]
    own = any(c.kind == "hearsay" and c.first and s.words[c.first - 1].text in _OWN for c in s.cues)
    return bool(slips) or own


def _without(s: Sentence, cue: Cue, kinds: frozenset[str] | set[str]) -> Sentence:
    """The sentence as it is without these cues before the order; a «не» right at it still denies it."""
    denied = cue.first and s.words[cue.first - 1].text in ("не", "not", "don't", "dont", "never")
    begins = cue.first - 1 if denied else cue.first
    return replace(s, cues=tuple(c for c in s.cues if c.last >= begins or c.kind not in kinds))


def _is_of_something(s: Sentence, cue: Cue) -> bool:
    """«отмени встречу», «отмени всё»: something else than the last step is to be cancelled."""
    bare = cue.kind == "undo" and cue.first == cue.last
    if (bare and any(map(partial(_stands_for_a_feature, s), range(len(s.words))))) or _points_back(s, cue):
        return True
    following = cue.last + 1
    if tells_of_the_step(s, s.words[following : s.segment(cue.last)[1]]):
        return False
    if following >= len(s.words) or (cue.last > cue.first and s.words[following].text not in _LEADS_ON):
        return False  # "go back to sleep", "roll back the release" take nothing back here
    apart = s.breaks(s.words[cue.last].end, s.words[following].start)
    return (not apart and _governs(s, following)) or _goes_on_to_something(s, following)


def _last_of_something(s: Sentence, cue: Cue) -> bool:
    """«отмени последнюю остановку», «отменить последнее решение совета»: the last of something else."""
    following = cue.last + 1
    if not s.words[cue.last].forms & LATEST or following >= len(s.words) or s.pause_before(following):
        return False
    word = s.words[following]
    return {"NOUN", "accs"} <= word.marks and not (is_of_the_step(word) or s.plain(following))


def _stands_for_a_feature(s: Sentence, number: int) -> bool:
    """«отменяй эту»; «не ту строчку прочитала» tells of a line."""
    behind = s.words[number + 1].marks if number + 1 < len(s.words) else frozenset[str]()
    return s.words[number].text in _A_FEATURE and not ("ADJF" in s.words[number].marks and "NOUN" in behind)


def _governs(s: Sentence, following: int) -> bool:
    """What stands right behind the order is neither the last step nor empty words."""
    start, end = s.segment(following)
    if s.words[following].text == "the":
        steps = any(word.forms & (LATEST | STEPS) for word in s.words[following:end])
        return not steps or any(start <= c.first < end for c in s.all(*_NOUNS))  # "undo the damage"
    if s.words[following].text in _ALL or s.words[following].text in _IS:
        return True
    return any(not (s.meant(n) or is_of_the_step(s.words[n])) for n in range(following, end))


def _points_back(s: Sentence, cue: Cue) -> bool:
    """«зря отменили встречу, верни её»: it stands for what was named before."""
    named = [w for n, w in enumerate(s.words[: cue.first]) if {"NOUN", "accs"} <= w.marks and not s.meant(n)]
    pointed = any(word.text in _A_FEATURE for word in s.words[cue.last + 1 :])
    return pointed and any(not is_of_the_step(word) for word in named)


def _goes_on_to_something(s: Sentence, following: int) -> bool:
    """«отмени мне, пожалуйста, столик на вечер»: nothing but polite words up to what is cancelled."""
    begun = following
    while following < len(s.words) and _is_polite(s, following):
        following += 1
    return begun < following < len(s.words) and _is_object(s, following)


def _is_polite(s: Sentence, number: int) -> bool:
    return s.plain(number) or is_my_asking(s.words[number].text)


def _is_object(s: Sentence, opening: int) -> bool:
    """A noun, and no verb that says what it did: «рука дрогнула» only tells why."""
    _, end = s.segment(opening)
    told, word = s.words[opening:end], s.words[opening]
    whose = any(c.first == opening for c in s.all("mine"))
    if (s.meant(opening) and not whose) or any(one.marks & _TELLS or one.forms & _LAST_STEP for one in told):
        return False
    if word.text.isascii():
        return s.words[opening - 1].text in _DETERMINERS
    return any({"NOUN", "accs"} <= one.marks for one in told[:_NEAR])
