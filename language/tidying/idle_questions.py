"""What is asked for fun behind the news: "login is done. Jealous?", «вход готов, завидно?» put nothing in doubt.

A closed circle of feelings and treats: "Agreed?", "Right?", "Since when?" do put it in doubt.
"""

from __future__ import annotations

import re

_FELT = (
    r"(?:jealous|envious|happy|impressed|surprised|shocked|satisfied|proud|excited|pleased|content|relieved|glad|amazed"
    r"|entertained|thrilled)"
)
_WHO = r"(?:are\s+(?:you|we|they)|aren['’]t\s+(?:you|we)|you|anyone|anybody|everyone|everybody)"
_TO_WHOM = r"(?:now|yet|guys|all|folks|team|boss|mate|people|everyone|much|at\s+last|of\s+(?:me|us))"
_GOOD = r"(?:great|nice|lovely|cool|wonderful|awesome|amazing|fantastic|something|sweet|neat|good|fun)"
_TREAT = (
    r"(?:cake|beers?|drinks?|pizza|coffee|champagne|a\s+party|party|a\s+toast|a\s+pint|pints|lunch|ice\s+cream|tea)"
)
_ASKED = (
    rf"(?:{_WHO}\s+)?(?:not\s+)?{_FELT}(?:\s+{_TO_WHOM}){{0,2}}",
    r"(?:now\s+)?who\s*(?:['’]d|\s+would)(?:['’]ve|\s+have)?\s+thought(?:\s+(?:it|that|so))?|who\s+knew",
    r"can\s+(?:you|anyone)\s+(?:believe|imagine)\s+(?:it|that)|(?:would|wouldn['’]t)\s+you\s+believe\s+it",
    rf"(?:isn['’]t|ain['’]t)\s+(?:that|it|this|life)\s+(?:just\s+)?{_GOOD}",
    rf"how\s+{_GOOD}\s+is\s+that|how\s+about\s+that(?:\s+then)?",
    r"what\s+(?:do|d['’]?)\s*(?:you|ya)\s+say(?:\s+(?:to\s+that|now))+",
    r"(?:do\s+i|don['’]t\s+i|where(?:['’]s|\s+is))\s+(?:(?:get|deserve)\s+)?(?:a|my)\s+(?:\w+\s+)?(?:medal|cookie|biscuit|raise|prize)",
    rf"(?:anyone|anybody|who(?:['’]s|\s+is)|you)\s+(?:up\s+)?for\s+(?:some\s+|a\s+)?{_TREAT}|{_TREAT}\s*,?\s+any(?:one|body)",
    rf"(?:who\s+wants|fancy|time\s+for|shall\s+we\s+(?:have|get|order))\s+(?:some\s+|a\s+)?{_TREAT}|shall\s+we\s+celebrate",
    (
        r"(?:ну\s+)?(?:что\s*,?\s+)?(?:завидно|завидуете|завидуешь|рады|рада|рад|довольны|довольна|доволен|удивлены|съели)"
        r"(?:\s+(?:теперь|вам|тебе|наконец))?"
    ),
    r"кто\s+бы\s+(?:мог\s+)?(?:подумал|подумать)|представляе(?:те|шь)|можете\s+(?:себе\s+)?представить",
)
_IDLE = re.compile(
    rf"(?P<end>\w[)\"»”]?\s*(?:[.!;,\n…]+|\s[—–-])\s*)(?:{'|'.join(_ASKED)})\s*\?+[\s!)]*$", re.IGNORECASE
)


def without_idle_question(text: str) -> str:
    """The text without such a question at its end, where it asks nothing else."""
    found = _IDLE.search(text) if "?" in text else None
    if found is None or "?" in text[: found.start("end")]:
        return text
    return text[: found.end("end")].rstrip(" ,;—–-")
