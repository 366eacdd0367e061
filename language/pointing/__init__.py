"""«она», «туда же», "it": words that stand for what was spoken of last, where a sentence names nothing itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from language.folding import fold
from language.names import Mention
from language.pointing.antecedents import tells_of_a_stranger
from language.readers.looking.cards import becomes_a_feature
from language.sentence import Sentence
from language.things import Thing
from language.vocabulary import Cue

# The cues that point at the last thing of a kind.
_POINTERS = {
    "feature": ("pronoun",),
    "release": ("there", "this_release"),
    "idea": ("this_idea",),
    "risk": ("this_risk",),
    "project": ("this_project",),
}
_DEMONSTRATIVES = frozenset("this that these those эту этот эта это ту той".split())
_TIMES = frozenset("morning afternoon evening week month year quarter sprint время утро неделю раз".split())
_NOUNS = frozenset({"project_noun", "release_noun", "idea_noun", "risk_noun", "plan", "cause_"})
_OTHERS = frozenset(
    "i we you they he she я мы вы ты они".split()
)  # "delete login we don't need it": we need, not login
_IT = frozenset("it it's она оно".split())
_TO = frozenset("в во to into".split())
_PLACES = frozenset({"in", "into", "ship"})
_SWITCH_TO_IT = re.compile(
    r"\W*(?:(?:давай|ну|теперь|then|now|ok|okay|please|let's)\W+)*(?:переключ\w+|перейд\w+|переходим|switch)\s+"
    r"(?:на|в|к|to)\s+(?:него|нему|нее|ней|it)(?:\W+(?:пожалуйста|теперь|please|now|then))*\W*"
)


def may_point(s: Sentence) -> bool:
    """There is a word that may stand for something spoken of before."""
    return s.has(*chain.from_iterable(_POINTERS.values()))


def opens_on_it(s: Sentence) -> bool:
    """ "it depends on login", «она готова»: what stands first is what all is told of."""
    return bool(s.words) and s.words[0].text in _IT


def pointed(s: Sentence, spoken_of: Sequence[Thing]) -> Sentence:
    """«она», «туда же», "it" stand for the thing last talked about, where the sentence itself names none."""
    found = [m for thing in spoken_of if (m := _pointer(s, thing)) is not None]
    return replace(s, mentions=tuple(sorted((*s.mentions, *found), key=lambda m: m.start))) if found else s


def _pointer(s: Sentence, thing: Thing) -> Mention | None:
    """The words that stand for a thing of this kind: «этот релиз» before «он», which is a feature."""
    becoming = becomes_a_feature(s)  # «преврати её в фичу»: an idea, of which a feature is to be made
    others = thing.kind == "feature" and (
        becoming
        or _goes_to_it(s)
        or any(m.whole for m in s.of("project"))
        or s.has("project_noun", "idea_noun", "risk_noun")
        # "move v3.0 to March 1, no, make it March 5", "v3.0 is out, shipped it last night"
        or (s.of("release") and (((s.moments or s.shift) and s.has("move")) or _is_shipped(s)))
    )
    renamed = _renamed(s) if thing.kind == "feature" else None
    taken = (s.of(thing.kind) and not (_beside_another(s, thing) or renamed)) or others
    pointers = _POINTERS[thing.kind]
    if becoming and thing.kind == "idea":
        pointers = ("pronoun",)
    elif thing.kind == "project" and _goes_to_it(s):
        pointers = ("switch",)
    cue = (
        None
        if taken
        else renamed
        or next((c for c in s.all(*pointers) if _points(s, c) and not _says_nothing(s, c)), None)
        or _describes(s, thing)
    )
    if cue is None or (thing.kind == "feature" and (_makes_one(s, cue) or tells_of_a_stranger(s, cue))):
        return None
    return Mention(s.words[cue.first].start, s.words[cue.last].end, (thing,), whole=True)


def _says_nothing(s: Sentence, cue: Cue) -> bool:
    """The "it" of "got it"."""
    return any(o.covers(cue) for o in s.all("thanks", "filler", "turn", "slip"))


def _is_shipped(s: Sentence) -> bool:
    """ "v3.0 was published in the stores, mark it as released": nothing is put into it."""
    return s.has("ship") and all(s.said(c) in _PLACES for c in s.all("put"))


def _describes(s: Sentence, thing: Thing) -> Cue | None:
    """«описание: баллы за покупку»: told of what was spoken of last."""
    cue = s.first("describe") if thing.kind == "feature" and not s.mentions else None
    return cue if cue is not None and cue.first == 0 and s.after(cue.last).startswith(":") else None


def _goes_to_it(s: Sentence) -> bool:
    """«переключись на него», "switch to it": nothing but a project is switched to; "switch it off" goes nowhere."""
    return bool(_SWITCH_TO_IT.fullmatch(fold(s.text)))


def _beside_another(s: Sentence, thing: Thing) -> bool:
    """«она зависит от входа», "login blocks it": one feature is named, and another stands at the other end."""
    features = s.of("feature")
    if thing.kind != "feature" or len(features) != 1 or thing in features[0].things:
        return False
    named = s.index(features[0].start)
    for pointer in s.all("pronoun"):
        first, last = sorted((pointer.first, named))
        joined = not s.breaks(s.words[first].end, s.words[last].start)
        joined = joined and not any(word.text in _OTHERS for word in s.words[first:last])
        if joined and any(first < verb.first < last for verb in s.all("blocks", "depends")):
            return True
    return False


def _renamed(s: Sentence) -> Cue | None:
    """«переименуй её в «Вход и выход»», "rename to Dark mode": what is named there is the new name."""
    order = s.first("rename")
    if order is None:
        return None
    pointer = next((c for c in s.all("pronoun") if order.first < c.first and _at_once(s, order, c)), order)
    place = pointer.last + 1
    while place < len(s.words) and s.words[place].text not in _TO and s.plain(place):
        place += 1
    if place >= len(s.words) - 1 or s.words[place].text not in _TO or s.pause_before(place + 1):
        return None
    named = [m for m in s.mentions if m.start < s.words[place].start or m.of("project")]
    placed_again = any(w.text in _TO for w in s.words[place + 1 :])
    return None if named or (pointer is order and placed_again) else pointer


def _at_once(s: Sentence, order: Cue, pointer: Cue) -> bool:
    return all(s.plain(n) and s.words[n].text not in _TO for n in range(order.last + 1, pointer.first))


def _makes_one(s: Sentence, pointer: Cue) -> bool:
    """«создай фичу Отчёты и добавь её в 2.0»: what stands for a feature is the one that is being made."""
    nouns = [noun for noun in s.all("feature_noun") if noun.first < pointer.first]
    return any(cue.first < noun.first for noun in nouns for cue in s.all("create", "new"))


def _points(s: Sentence, cue: Cue) -> bool:
    """«эту» alone or before «фичу» points at one; «эту неделю», "this coming Friday" point at something else."""
    following = cue.last + 1
    if s.said(cue).startswith("that") and (_is_all_of_it(s, following) or _follows(s, cue, _ANY)):
        return False
    if s.said(cue) == "them" and _follows(s, cue, _TOLD):
        return False
    if s.said(cue) not in _DEMONSTRATIVES or following >= len(s.words):
        return True
    if s.breaks(s.words[cue.last].end, s.words[following].start):
        return True
    if s.words[following].text in _TIMES:
        return False
    kinds = {c.kind for c in s.cues if c.first == following}
    return bool(kinds - _NOUNS) and not s.is_named(following)


def _follows(s: Sentence, cue: Cue, words: frozenset[str]) -> bool:
    """ "show me everything that's done", "I told them": these point at no feature."""
    return cue.first > 0 and s.words[cue.first - 1].text in words


def _is_all_of_it(s: Sentence, number: int) -> bool:
    """ "that's all I had done today", "that is what we called done": it points at no feature."""
    told = [word.text for word in s.words[number : number + 3] if word.text != "is"]
    return len(told) > 1 and told[0] in _ALL_OF_IT and told[1] in _WHO


_ANY = frozenset("everything anything something nothing all those things stuff features ones".split())
_TOLD = frozenset("tell told ask asked asking telling".split())
_ALL_OF_IT = frozenset("all what how why when".split())
_WHO = frozenset("i i've i'd we we've we'd you he she they the everyone".split())
