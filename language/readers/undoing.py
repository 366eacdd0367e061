"""Taking the last step back, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence

from language.draft import Draft
from language.earlier import Earlier
from language.guards import keeps_from
from language.sentence import Sentence
from language.vocabulary import Cue

_SAYS_WHERE = ("in_progress", "backlog", "feature_noun", "release_noun", "project_noun", "archive")
_THE_STEP = frozenset(
    "последний предыдущий прошлый действие шаг изменение last previous latest step change action".split()
)
_ALL = frozenset({"все", "everything", "all"})
_IS = frozenset({"is", "was", "это"})
_BARE = frozenset({"верни", "верните"})
_OWN = frozenset({"я", "i"})
_LONGEST = 12  # words; whoever tells a story means something else


def read_redo(s: Sentence) -> Draft | None:
    return _read(s, "redo")


def read_undo(s: Sentence) -> Draft | None:
    return _read(s, "undo")


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
    return _read(s, "back_again", "redo" if bare else "take_back")


def _read(s: Sentence, kind: str, intent: str = "") -> Draft | None:
    cue = s.first(kind)
    if cue is None or s.mentions or len(s.words) > _LONGEST:
        return None
    if _is_of_something(s, cue):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    if kept == "hearsay" and any(word.text in _OWN for word in s.words):
        kept = None  # «я не то сказала, отмени это»: nobody else's words
    return Draft(kind, intent or kind, {}, cue.language, kept)


def _is_of_something(s: Sentence, cue: Cue) -> bool:
    """«отмени встречу», «отмени всё»: something else than the last step is to be cancelled."""
    following = cue.last + 1
    if following >= len(s.words) or (cue.last > cue.first and s.words[following].text != "to"):
        return False  # "go back to sleep" takes nothing back
    word = s.words[following]
    if s.breaks(s.words[cue.last].end, word.start):
        return False
    if word.text in _ALL or word.text in _IS:
        return True
    _, end = s.segment(following)
    return any(not (s.meant(n) or s.words[n].forms & _THE_STEP) for n in range(following, end))
