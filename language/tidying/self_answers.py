"""Who asks and answers alone tells it: "Is login ready? Yes, it is." says that login is ready."""

from __future__ import annotations

import re

_YES = r"(?:yes|yep|yeah|yup|aye|indeed|oh\s+yes|why\s+yes|of\s+course|absolutely|sure)"
_IT_IS = (
    r"(?:it|they|we|she|he)\s+(?:really\s+|finally\s+|certainly\s+|sure\s+|now\s+)?(?:is|are|has|have)"
    r"(?:\s+(?:indeed|now|at\s+last|finally))?"
)
_ANSWERED = re.compile(
    r"^\s*(?P<lead>(?:so|well|ok|okay|and|right)[\s,]+)?(?P<verb>is|are|has|have)\s+(?P<who>(?:we|i|they)\s+)?(?P<told>[^?:\n]{3,80}?)\s*\?+\s+"
    rf"(?:{_YES}[\s,]+(?:{_IT_IS}|indeed|of\s+course|absolutely|finally|at\s+last)|{_IT_IS}|{_YES}(?=\s*(?:[.!]|$)))"
    r"(?=\s*(?:[.!,;—–\n]|$))",
    re.IGNORECASE,
)


def answered_alone(text: str) -> str:
    """ "Is login ready? Yes, it is, since Monday" as "login ready, since Monday"."""
    found = _ANSWERED.match(text) if "?" in text else None
    if found is None:
        return text
    who = f"{found['who']}{found['verb'].lower()} " if found["who"] else ""
    return f"{who}{found['told']}{text[found.end() :]}"
