"""What is named beside a known feature and is not known: «добавь вход и экспорт в 2.0» leaves none out in silence."""

from __future__ import annotations

from language.draft import Named
from language.names import Mention
from language.readers.quoted import QUOTED
from language.sentence import Sentence


def leaves_one_out(s: Sentence, first: int, target: Named) -> bool:
    """Between the order at word `first` and the release something is to go there that is not known."""
    return _is_quoted(s, first, target) or any(_stands_beside(s, feature) for feature in s.of("feature"))


def _is_quoted(s: Sentence, first: int, target: Named) -> bool:
    """«добавь «Вход» и «Экспорт» в 2.0»."""
    start, end = s.words[first].start, target.mention.start if target.mention else s.text.find(target.said)
    quoted = [m.span(1) for m in QUOTED.finditer(s.text, start, max(start, end))]
    return any(not any(m.start < b and a < m.end for m in s.mentions) for a, b in quoted)


def _stands_beside(s: Sentence, feature: Mention) -> bool:
    joint, other = s.index(feature.end), s.index(feature.end) + 1
    if other >= len(s.words) or s.words[joint].text not in ("и", "and") or s.meant(other):
        return False
    noun = "NOUN" in s.words[other].marks or s.words[other].text.isascii()
    return noun and s.after(other).lstrip().startswith(("в ", "на ", "to ", "into "))
