"""Deleting and archiving; each is confirmed before it is done. Whatever is to be deleted, nothing new is made of it."""

from __future__ import annotations

from language.draft import Draft, Named, as_named
from language.folding import clean_name
from language.guards import keeps_from
from language.names import Mention
from language.readers.last_step.going_on import is_told_to_go_on
from language.readers.status.subjects import joined
from language.sentence import Sentence
from language.vocabulary import Cue

_NOT = frozenset("не do not don't never".split())
_DONE = frozenset("deleted removed erased wiped trashed nuked".split())
_WHO = frozenset("i we he she they you who somebody someone already just".split())
_FROM = frozenset("from off из с со".split())
_ARTICLES = frozenset("the our".split())
_MY = frozenset("my your his her мой твой свой".split())
_WHY = frozenset("из-за после перед вместо ввиду вследствие after before despite".split())
_WHY_TWO = frozenset({("связи", "с"), ("because", "of"), ("due", "to"), ("instead", "of"), ("вместе", "с")})
_NEAR = 2
_WAS = frozenset("было была был были".split())
_WEIGHED = ("doubt", "wish", "plan")  # "I think it's time we archived X, please do so"
_REMOVES = ("delete", "take_out", "cancelled")


def read_archive(s: Sentence) -> Draft | None:
    """«личный кабинет в архив», "archive X, that project is over"; «верни X из архива»."""
    projects = s.of("project")
    if not projects or s.of("feature"):
        return None
    back = s.first("restore")
    cue = back or s.first("archive") or (s.first("close_") if s.has("project_noun") else None)
    if cue is None:
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True) or ("plan" if _was_archived(s, cue) else None)
    if kept in _WEIGHED and is_told_to_go_on(s):
        kept = None
    intent = "project_restore" if back else "project_archive"
    return Draft("archive", intent, {"project": as_named(s, "project", projects[0])}, cue.language, kept)


def _was_archived(s: Sentence, cue: Cue) -> bool:
    """«заархивировали в прошлом году», «давно пора было заархивировать»: it is only told."""
    return {"VERB", "past"} <= s.words[cue.first].marks or any(
        word.text in _WAS for word in s.words[max(0, cue.first - _NEAR) : cue.first]
    )


def read_delete_kept(s: Sentence) -> Draft | None:
    """«удали идею кешбэк», "delete the risk about the vendor": what was kept word for word goes again."""
    order = opening_removal(s)
    noun = order and s.first("idea_noun", "risk_noun", after=order.last + 1)
    if order is None or noun is None or not _at_once(s, order, noun):
        return None
    kind = "idea" if noun.kind == "idea_noun" else "risk"
    mention = next(iter(s.of(kind)), None)
    said = clean_name(s.after(noun.last).strip(" :,.!—–-"))
    named = as_named(s, kind, mention) if mention else Named(kind, said)  # type: ignore[arg-type]
    kept = keeps_from(s, order.first, order.last, imperative=True, until=noun.last + 1)
    return Draft("delete", f"{kind}_delete", {kind: named}, order.language, kept) if mention or said else None


def read_delete_team(s: Sentence) -> Draft | None:
    """«удали команду Платежи»: a team is no feature, though one may be called like it."""
    order = opening_removal(s)
    team = order and s.first("team", after=order.last + 1)
    if order is None or team is None or not _at_once(s, order, team) or s.has("feature_noun", "project_noun"):
        return None
    if s.text[s.words[team.last].end :].strip(" .!?") == "" or len(s.of("feature")) > 1:
        return None
    return Draft("delete", "team_delete", {}, order.language, keeps_from(s, order.first, order.last, imperative=True))


def opening_removal(s: Sentence) -> Cue | None:
    """The order to remove something that a sentence begins with."""
    cue = s.first(*_REMOVES)
    if cue is None or s.said(cue) == "out of" or any(made.covers(cue) for made in s.all("create")):
        return None  # "just out of the board, …" takes nothing out, "kick things off with …" makes something
    opens = all(s.plain(n) or s.words[n].text in _NOT for n in range(cue.first))
    return cue if opens else None


def _at_once(s: Sentence, order: Cue, noun: Cue) -> bool:
    return all(s.plain(n) or n <= order.last for n in range(order.first, noun.first))


def read_delete(s: Sentence) -> Draft | list[Draft] | None:
    """«снеси нафиг фичу X», "I want X deleted for good", «удали X и Y»."""
    cue = s.first("delete")
    if cue is None or s.of("release"):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True) or ("plan" if _is_told(s, cue) else None)
    for kind in ("feature", "project"):
        if mentions := _in_its_clause(s, cue, kind):
            if _is_taken_from_it(s, cue, mentions[0]) or _from_ones_own(s, mentions[0]):
                kept = kept or "another thing"
            gone = joined(mentions, s) if kind == "feature" else mentions[:1]
            return [Draft("delete", f"{kind}_delete", {kind: as_named(s, kind, m)}, cue.language, kept) for m in gone]
    return None


def _in_its_clause(s: Sentence, cue: Cue, kind: str) -> list[Mention]:
    """«вход готов, завтра удали переводы»: what is to go stands behind the order, if anything does."""
    start, end = s.segment(cue.first)
    mentions = s.of(kind)
    behind = [m for m in mentions if m.start > s.words[cue.last].start]
    inside = [m for m in behind if s.index(m.start) < end]
    told = any(start <= s.index(m.start) < cue.first and not _is_why(s, m) for m in mentions)
    return behind if inside and not told else mentions


def _is_why(s: Sentence, mention: Mention) -> bool:
    """«из-за переводов удали вход», "because of signup delete login"."""
    before = [word.text for word in s.words[: s.index(mention.start)] if word.text not in _ARTICLES][-2:]
    return bool(before) and (before[-1] in _WHY or tuple(before) in _WHY_TWO)


def _is_taken_from_it(s: Sentence, cue: Cue, mention: Mention) -> bool:
    """ "remove Tom from login", «удали приложение с телефона»: what goes is named right behind the order."""
    number = s.index(mention.start) - 1
    while number > cue.last and s.words[number].text in _ARTICLES:
        number -= 1
    return cue.last < number - 1 and s.words[number].text in _FROM and not s.plain(number - 1)


def _from_ones_own(s: Sentence, mention: Mention) -> bool:
    """ "remove login from my phone": there, and nowhere else."""
    behind = s.words[s.index(mention.end) :][:2]
    return len(behind) > 1 and behind[0].text in _FROM and bool(behind[1].forms & _MY)


def _is_told(s: Sentence, cue: Cue) -> bool:
    """«Вася удалил аналитику», "I deleted login": somebody did it, and nobody orders it."""
    word = s.words[cue.first]
    if "impr" in word.marks and ("past" not in word.marks or _opens_on_it(s, cue)) and not _somebody_does(s, cue):
        return False  # «выпили фичу X» is an order, and «удали» is no noun; «аналитику выпили» tells
    if {"VERB", "past"} <= word.marks or ("NOUN" in word.marks and _goes_on_to_tell(s, cue)):
        return True
    before = {w.text for w in s.words[max(0, cue.first - _NEAR) : cue.first]}
    return word.text in _DONE and bool(before & _WHO)


def _opens_on_it(s: Sentence, cue: Cue) -> bool:
    """«выпили фичу X»: what is to go stands right behind; «выпили кофе и X обсудили» tells."""
    nouns = s.within("feature_noun", "project_noun")
    following = next((n for n in range(cue.last + 1, len(s.words)) if s.is_named(n) or not s.plain(n)), None)
    return s.opening(cue.first) and following is not None and (s.is_named(following) or following in nouns)


def _somebody_does(s: Sentence, cue: Cue) -> bool:
    """«мы выпили аналитику», «… которую выпили»: who did it is told before."""
    start, _ = s.segment(cue.first)
    return any("nomn" in s.words[n].marks and not s.is_named(n) for n in range(start, cue.first))


def _goes_on_to_tell(s: Sentence, cue: Cue) -> bool:
    """«удаление входа ничего не даст»: told of, with a verb of its own."""
    _, end = s.segment(cue.first)
    behind = [s.words[n].marks for n in range(cue.last + 1, end) if not s.is_named(n)]
    return any("VERB" in marks and "impr" not in marks for marks in behind)
