"""An order without what is said beside it: «закинь вход в 2.1, дату релиза не трогай»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from language.besides.contrasts import apart, instead_of, not_this, not_turned, turned
from language.besides.kept import Kept
from language.besides.runs import is_joint, runs
from language.besides.staying import LEADS, Clause, goes_on, staying
from language.folding import fold
from language.names import Mention, Names
from language.sentence import Sentence
from language.things import Thing
from language.vocabulary import FREE_TEXT

# Without one of these nothing is said beside.
_CUE = re.compile(
    r"\bне[\s-]|n['’]t\b|\bdont\b|\bnot\b|\bno (?:need|change|circumstance|means|account)"
    r"|\bnothing\b|\bnever\b|\bwithout\b|\bhands off\b"
    r"|\b(?:leav|keep|stay|remain|unchang|untouch|unaffect)|\bas[ -](?:is|before)\b"
    r"|\bостав|\bсохран|\bостан|\bостаетс|\bостаютс|\bпусть\b|\bбез измен|\bнаоборот\b|\bнельзя\b|\bвместо\b"
    r"|instead of|rather than|the same|[аоеи]т? же\b|\bпрежн|other way|vice versa|reverse|opposite"
    r"|separate|different|unrelated|отдельн|ни при ч|отношения"
)
# An idea, a risk or a description may hold any words, those too.
_REASON = frozenset({"reason", "причина"})
_NAMES_ANEW = ("create", "rename")
_MOST_LEADS = 4  # words
_ONLY = re.compile(r"^(?:only|только|лишь)\s+", re.IGNORECASE)
_LOOSE = re.compile(r"^[\s,;.!—–-]+|[\s,;—–-]+$")
_GAP = re.compile(r"[\s,;.!…\n—–-]*")


@dataclass(frozen=True, slots=True)
class Beside:
    """The text of the order alone, what it must leave alone, and the things it may point at with "it"."""

    text: str
    kept: tuple[Kept, ...]
    about: tuple[Thing, ...] = ()


def set_apart(s: Sentence, names: Names) -> Beside | None:
    """None where nothing is said beside."""
    if not s.words or not _CUE.search(fold(s.text)):
        return None
    named = [m for m in names.mentions(s.text) if any(m.of(kind) for kind in ("feature", "release", "project"))]
    clauses = _clauses(s, named)
    if not clauses:
        return None
    opening = clauses[0] if clauses[0].about and _opens(s, clauses[0].run) else None
    text = _without(s, [range(0 if clause is opening else clause.run.start, clause.run.stop) for clause in clauses])
    text = _ONLY.sub("", text)  # «только переводы готовы, вход не трогай»
    kept = tuple(clause.kept for clause in clauses)
    if opening is None:
        return Beside(text, kept)
    if text and opening.denies and len(opening.about) == 1 and _names_nothing(s, opening, named):
        text = f"{opening.about[0].name} {text}"
    return Beside(text, kept, opening.about)


def _opens(s: Sentence, run: range) -> bool:
    """Nothing is told before: «нет-нет, вход закрывать не надо, …»."""
    return run.start <= _MOST_LEADS and all(s.plain(n) or s.words[n].text in LEADS for n in range(run.start))


def _names_nothing(s: Sentence, opening: Clause, named: Sequence[Mention]) -> bool:
    """«тёмную тему удалять не надо, просто отмени»: what is told instead is said of the one thing."""
    behind = s.words[opening.run.stop].start if opening.run.stop < len(s.words) else len(s.text)
    kind = opening.about[0].kind
    points = any(c.first >= opening.run.stop for c in s.all("pronoun"))
    makes = any(c.first >= opening.run.stop for c in s.all(*_NAMES_ANEW))
    return not (points or makes or any(m.start >= behind and m.of(kind) for m in named))


def _clauses(s: Sentence, named: Sequence[Mention]) -> list[Clause]:
    stretches = runs(s, named)
    corrects = _corrects(s)
    denied = turned(s, stretches, named) or (None if corrects else instead_of(s, named))
    found: list[Clause] = [denied] if denied else []
    before: range | None = None
    for run in stretches:
        contrast = _no_more(s, run, named) or apart(s, run, named) or (None if corrects else not_this(s, run, named))
        clause = contrast or _unless_new(s, staying(s, run, named, before))
        if clause is None and found and before is not None and found[-1].run.stop == before.stop:
            clause = goes_on(s, run, found[-1], named)
        before = run
        if clause is not None and _counts(s, clause) and not any(set(c.run) & set(clause.run) for c in found):
            found.append(clause)
    return sorted(found, key=lambda clause: clause.run.start)


def _no_more(s: Sentence, run: range, named: Sequence[Mention]) -> Clause | None:
    """«…, больше ничего не меняй»; of «у регистрации ничего не меняй» it is told what is not to be changed."""
    found = not_turned(s, run)
    stays = staying(s, run, named, None) if found is not None and found.run != run else None
    return stays if stays is not None and stays.run == run else found


def _corrects(s: Sentence) -> bool:
    """«ой, не вход, а переводы» takes something back; "under no circumstances" does not."""
    forbids = s.all("never_")
    return any(not any(f.covers(c) for f in forbids) for c in s.all("correction", "halt", "wrong_"))


def _counts(s: Sentence, clause: Clause) -> bool:
    """It asks nothing, and is no part of a text that is kept word for word."""
    first, last = clause.run.start, clause.run.stop
    end = s.words[last].start if last < len(s.words) else len(s.text)
    if "?" in s.text[s.words[last - 1].end : end]:
        return False
    if any(c.first < first for c in s.all(*FREE_TEXT)):
        return False
    begun, _ = s.hard_segment(first)
    return not any(s.words[n].forms & _REASON for n in range(begun, first))


def _unless_new(s: Sentence, clause: Clause | None) -> Clause | None:
    """«создай фичу Голос, звук без изменений»: what Radar does not know may be a part of the new name."""
    if clause is None or clause.kept.things or clause.kept.acts or not s.has(*_NAMES_ANEW):
        return clause
    return clause if s.within("the_rest") & set(clause.run) else None


def _without(s: Sentence, cut: Sequence[range]) -> str:
    """The text without these words, and the pause or "and" that joins them to the rest."""
    kept, position = [], 0
    for run in cut:
        first, last = run.start, run.stop
        if first and is_joint(s, first - 1):
            first -= 1
        start = _past_quotes(s.text, s.words[first - 1].end) if first else 0
        if not first and last < len(s.words) and is_joint(s, last):
            last += 1
        end = s.words[last - 1].end
        if not first:
            end = _GAP.match(s.text, end).end()  # type: ignore[union-attr]
        kept.append(s.text[position:start])
        position = max(position, end)
    rest = "".join([*kept, s.text[position:]])
    if rest.count("(") != rest.count(")"):
        rest = rest.replace("(", "").replace(")", "")
    return _LOOSE.sub("", rest)


def _past_quotes(text: str, position: int) -> int:
    """«… в «Вход по лицу», описание не меняй»: the closing mark belongs to what stands before."""
    while position < len(text) and text[position] in "»”\"'":
        position += 1
    return position
