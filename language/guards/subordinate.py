"""What hangs on another clause: «никто не говорил, что вход отменён», "Ann denies that login is done"."""

from __future__ import annotations

from language.sentence import Sentence

_THAT = frozenset({"что", "будто", "that"})
# What a speaker vouches for the clause behind it with, or only leads it in with: «рад, что», «отметь, что», «так что».
_VOUCHED = frozenset(
    "отметить отмечать записать записывать зафиксировать фиксировать пометить указать учесть учитывать тот "
    "сообщить сообщать напомнить напоминать подтвердить подтверждать уведомить уведомлять доложить докладывать "
    "знать видеть рад счастливый хорошо здорово круто класс супер отлично прекрасно приятно жаль жалко обидно "
    "печально грустно радовать ура факт значит оказаться оказывается выясниться выяснить решить решено "
    "договориться итог плюс важно вид обнаружить забыть спасибо так потому ну а и да благодаря поставить "
    "проставить добавить написать сказать довести внести официально очевидно понятно ясно итак слава новость "
    "дело короче вот то повод за потому-то доводить".split()
)
_VOUCHED_EN = frozenset(
    "note record mark glad happy pleased delighted proud relieved great good thrilled sad sorry afraid know confirm "
    "confirming confirmed report reporting announce say update see so now given out fact news decided agreed remember "
    "remind means write down log state show after before with all than such like on at for is was and but "
    "joy relief pleasure delight shame pity miracle blessing triumph honour honor".split()
)


_INFORMED = frozenset("informed advised aware notified reminded".split())


def hangs_on_another(s: Sentence, first: int) -> bool:
    """What is told at word `first` is only what somebody doubts, denies, says or dreads, in whatever words."""
    start, _ = s.hard_segment(first)
    joint = next((n for n in range(first - 1, start, -1) if s.words[n].text in _THAT and not _is_just_now(s, n)), None)
    if joint is None or not _is_clause_of_its_own(s, joint):
        return False
    if s.words[joint].text == "that":
        governor = s.words[joint - 1]
        if governor.text in _INFORMED and s.words[joint - 2].text == "be":
            return False  # "please be informed that login is done"
        return not (s.meant(joint - 1) or governor.text in _VOUCHED_EN) and governor.text.isascii()
    before = range(start, joint)
    vouched = [n for n in before if s.words[n].forms & _VOUCHED or s.words[n].text in _VOUCHED_EN]
    return all(_is_denied(s, n, start) for n in vouched)


def _is_denied(s: Sentence, number: int, start: int) -> bool:
    """«не отмечай, что …», «не надо пока отмечать, что …»."""
    far = _TO_DO if "INFN" in s.words[number].marks else 1
    return any(word.text in _DENYING for word in s.words[max(start, number - far) : number])


_DENYING = frozenset("не ни нельзя рано".split())
_TO_DO = 3  # words from «не» to the verb: «не надо пока отмечать»


def _is_just_now(s: Sentence, joint: int) -> bool:
    """«готова, только что показали»."""
    return s.words[joint].text == "что" and s.words[joint - 1].text == "только"


def _is_clause_of_its_own(s: Sentence, joint: int) -> bool:
    """«ну что, …» asks for attention, "that one" points."""
    following = joint + 1
    apart = following >= len(s.words) or s.breaks(s.words[joint].end, s.words[following].start)
    if apart or s.is_named(joint):
        return False
    return s.words[joint].text != "that" or s.is_named(following) or s.words[following].text in ("the", "our", "a")
