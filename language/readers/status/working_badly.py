"""What works badly for somebody, and is not held up: «тёмная тема тормозит на айфоне», "blocked on my phone"."""

from __future__ import annotations

from language.readers.status.running_on import reason_runs_on_at
from language.sentence import Sentence
from language.vocabulary import Cue

_SLOW = frozenset("тормозит тормозят стоит стоят висит висят".split())
_DEVICES = frozenset(
    "phone laptop machine computer mac pc screen browser tv tablet iphone ipad телефон ноутбук ноут комп компьютер "
    "планшет экран браузер айфон мак машина".split()
)
_TRIED = frozenset("проверить проверять протестировать потестить посмотреть checked tested tried verified".split())
_MY = frozenset("my his her our моём моем моей меня нас него неё себя себе".split())
_FOR = frozenset("у for".split())
_USERS = frozenset("пользователь клиент юзер абонент user customer client people".split())


def is_only_slow(s: Sentence, cue: Cue) -> bool:
    """«тёмная тема тормозит на айфоне»: it works badly, and is not held up."""
    return cue.kind == "blocked" and s.words[cue.last].text in _SLOW and not _tells_why(s, cue)


def is_on_my_device(s: Sentence, cue: Cue) -> bool:
    """ "blocked on my phone", «зависла у меня на ноутбуке»: the thing does not work for somebody, here and now."""
    start, end = s.segment(cue.last)
    behind = s.words[cue.last + 1 : end]
    if (
        cue.kind == "blocked"
        and s.words[start].text == "у"
        and any(w.forms & _DEVICES for w in s.words[start : cue.first])
    ):
        return True
    if cue.kind == "blocked" and len(behind) > 1 and behind[0].text in _FOR and any(w.forms & _USERS for w in behind):
        return True  # «заблокирована у пользователей»
    names = [m for m in s.of("feature") if m.whole]
    if any(word.forms & _TRIED for word in s.words[start:end]):
        return False  # «готова, проверил на своём телефоне»
    told = [w for w in s.words[start:end] if not any(m.start <= w.start < m.end for m in names)]
    return any(word.forms & _DEVICES for word in told) and any(word.text in _MY for word in told)


def _tells_why(s: Sentence, cue: Cue) -> bool:
    """A reason follows, or nothing at all does: «тормозит из-за юристов», «тёмная тема встала»."""
    _, end = s.segment(cue.last)
    told = s.has("reason", "reason_kept") or reason_runs_on_at(s, cue) is not None
    return told or end == cue.last + 1 or _hangs_at(s, cue)


def _hangs_at(s: Sentence, cue: Cue) -> bool:
    """«висит у юристов»: those are what it waits for; «висит у пользователей» works badly."""
    with_whom = cue.last + 2
    hangs = s.words[cue.last].text in _SLOW - {"тормозит", "тормозят"}
    placed = hangs and with_whom < len(s.words) and s.words[cue.last + 1].text == "у"
    return placed and any(c.first == with_whom for c in s.all("cause_"))
