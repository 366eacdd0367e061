"""Names that are listed: «фичи Альфа, Бета и Гамма», one a line, in quotation marks, "X and another one called Y"."""

from __future__ import annotations

import re

from language.folding import clean_name
from language.name_end import without_tail
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.vocabulary import Cue

# «Оплата криптой, и ещё одну — Оплата баллами», "Refunds and another one called Receipts"
_ANOTHER = re.compile(
    r"\s*[,;.]?\s+(?:и|and)\s+(?:ещё\s+одн[уа]|еще\s+одн[уа]|another(?:\s+one)?|one\s+more)"
    r"(?=[\s:—–-]*(?:\s[—–-]\s|:|called\b|named\b))[\s:—–-]*(?:(?:called|named)\s+)?"
    r"|\s+и\s+ещ[её]\s+(?-i:(?=[А-ЯЁA-Z«]))",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-–—•*·+]|\d+\s*[.)])\s*")
PLURAL = frozenset({"фичи", "фички", "фичами", "features", "проекты", "projects"})
_COUNTED = re.compile(
    r"[\s,;]*\b(?:(?:и|and)\s+)?(?:the\s+)?(?:first|second|third|fourth|перв(?:ая|ую)|втор(?:ая|ую)|треть(?:я|ю))\b"
    r"(?:\s+(?:one|is|called|named|это|называется)\b)*[\s:,—–-]*",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*[,;&]\s*(?:(?:и|and)\s+)?|\s+(?:и|and)\s+", re.IGNORECASE)  # «Альфа, Бета и Гамма»


_CLOSED = re.compile(
    r"(?P<list>[\s:—–-]*(?P<first>[^\s,][^,]*)(?:,[^,]+)*?,?\s(?:и|and)\s[^,;.—–(]*[^,;.—–(\s])"
    r"(?:\s*[,;.]\s+|\s+[—–-]\s+|\s+\()(?P<tail>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LISTED_LAST = re.compile(r",\s*(?:и|and)\s|^(?:и|and|плюс|plus)\s", re.IGNORECASE)
_REMARKS = re.compile(
    r"(?:the|our|my|all|both|as|because|since|so|it|that|this|they|we|i|everyone|marketing|sales|legal|не|все|всё|наш\w*|это|как"
    r"|потому|так|а\s+то|чтобы?|пока|обе|оба|они|мы|я)\s",
    re.IGNORECASE,
)


def quotes_end(s: Sentence, noun: Cue, quoted: re.Match[str]) -> int:
    """Where the name in quotation marks ends, or the last of those listed: «фичи «Альфа», «Бета», PO Анна»."""
    end = quoted.end()
    while s.said(noun) in PLURAL and (following := QUOTED.search(s.text, end)):
        if _LISTED.sub("", s.text[end : following.start()]).strip():
            break
        end = following.end()
    return end


def without_remark_behind(text: str) -> str:
    """ "Kudos, Streaks and Boards, the holy trinity": behind the last of several, which "and" leads in, none follows.

    A capital letter or another "and" behind the comma is one more: "Search and Filter, Sort, Map".
    """
    if QUOTED.search(text) or "\n" in text.strip():
        return text
    found = _CLOSED.match(text)
    if found is None or _LISTED_LAST.search(found["tail"]):
        return text
    capital = found["first"][:1].isupper()
    told = found["tail"].strip()
    remarked = told[:1].islower() if capital else bool(_REMARKS.match(told)) or without_tail(text) == found["list"]
    return found["list"] if remarked else text


def lists_several(s: Sentence, noun: Cue, text: str) -> bool:
    """«фичи Альфа и Бета», «фичу Альфа, и ещё одну — Бета»."""
    return s.said(noun) in PLURAL or len(_ANOTHER.split(text)) > 1


def listed_names(s: Sentence, noun: Cue, name: str, text: str) -> list[str]:
    """«фичи Альфа, Бета и Гамма» are three, «фичи «Альфа», «Бета»» two; «фичу Альфа и Бета» is one."""
    quoted, several = QUOTED.findall(text), s.said(noun) in PLURAL
    lines = [_BULLET.sub("", line) for line in text.strip(" :\n").splitlines()] if several else []
    if len(lines) > 1:
        names = lines
    elif several and len(counted := _COUNTED.split(name)) > 2 and not counted[0].strip(" ,:"):
        names = counted[1:]  # "first one X second one Y"
    elif quoted:
        names = quoted if several and len(quoted) > 1 else [name]
    else:
        names = (_LISTED if several else _ANOTHER).split(name)
    return [clean_name(one) for one in names if one.strip() or not name]
