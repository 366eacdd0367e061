"""Sounds made while thinking: "uh", "um", «э», «эм» say nothing anywhere in a sentence, and are left out of it."""

from __future__ import annotations

import re

_SOUND = r"(?:u+[hm]+|e+rm+|er|h+m{2,}|э+м*|эм+|м-м+|м{2,}|хм+)"
# With the dots drawn behind one, and one comma of two: "dark theme is, um, done". In quotation marks all is kept.
_HESITATION = re.compile(
    rf"(?P<quoted>\"[^\"]*\"|«[^»]*»|“[^”]*”)"
    rf"|(?P<before>^|[\s,])[^\S\n]*(?P<sound>{_SOUND}(?:[\s,]+{_SOUND})*)(?![\w'’-])(?:\s*(?:\.{{2,}}|…|,))?",
    re.IGNORECASE,
)


_STUTTER = re.compile(r"(?<![\w-])(не|no)(?:[\s,-]+\1)+(?![\w-])[\s,]*", re.IGNORECASE)  # «не не не, верни»


# "mark, what's it called, login as done": a word is looked for
_GROPING = re.compile(
    r"(?<=\w)[\s,]+(?:what['’]?s\s+it\s+called|what\s+do\s+you\s+call\s+it|как\s+(?:его|её|ее)\s+там|как\s+там\s+(?:его|её|ее))"
    r"[\s,]+(?=\w)",
    re.IGNORECASE,
)


def without_hesitation(text: str) -> str:
    """The text without such sounds; with a capital letter inside a sentence it is a name or an abbreviation ("ER")."""
    text = _GROPING.sub(" ", text)
    text = _STUTTER.sub(lambda found: "no, " if found[1].isascii() else "нет, ", text)
    return _HESITATION.sub(lambda found: _left(text, found), text).strip() or text


def _left(text: str, found: re.Match[str]) -> str:
    sound = found["sound"]
    if sound is None or (not sound.islower() and (text[: found.start("sound")].strip() or sound[-1].isupper())):
        return found.group()
    return "\n" if found["before"] == "\n" else found["before"].strip()
