"""What somebody else said, and who speaks vouches for: "it's true what Ann wrote: login is done" tells it as so."""

from __future__ import annotations

import re

_SAID = r"(?:says|said|wrote|writes|told\s+(?:us|you|me|everyone)|tells\s+(?:us|you)|reported|reports|claimed)"
_WHO = r"(?!nobody|no\b|never)[a-z]+(?:['’]s\s+(?:\w+\s+)?\w+|\s+[a-z]+)?"
_TRUE = r"(?:\s+(?:absolutely|quite|perfectly|really|indeed|all|actually))*\s+(?:true|right|correct|accurate)"
# No question and no denial: "is it true what …", "it isn't true what …" begin or go on otherwise.
_VOUCHED = re.compile(
    rf"^\s*(?:(?:yes|yeah|ok|okay|so|well)[\s,]+)?(?:(?:it(?:['’]s|\s+is)|that['’]s){_TRUE}\s+what\s+{_WHO}\s+{_SAID}"
    rf"|what\s+{_WHO}\s+{_SAID}\s+is{_TRUE})\s*[:,—–-]+\s*(?=\S)",
    re.IGNORECASE,
)


def without_vouching(text: str) -> str:
    """The text of what is vouched for alone."""
    return text if "?" in text or not _CUE.search(text) else _VOUCHED.sub("", text)


_CUE = re.compile(r"\b(?:true|right|correct|accurate)\b", re.IGNORECASE)
