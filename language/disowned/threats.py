"""What would come of it: "delete login and half of our users will revolt", "archive it and see what happens"."""

from __future__ import annotations

import re

from language.disowned.telling import Telling

# "… and sales will go nuts", "… and thirty people are out of a job"
_OTHERS = r"(?!i |we )(?:\w+ ){1,3}?(?:will|would|are|is) (?:\w+ )?"
_WHO = (
    r"(?:i|we|you|he|she|they|it|that|half|half of|all|all of|everyone|everybody|nobody|(?:the|our|my|your"
    r"|his|her|their) \w+)"
)
_HARM = (
    r"(?:revolt|riot|rebel|lose|sue|quit|leave us|regret|hear from|suffer|starve|die|kill|fire|walk out"
    r"|walk away|resign|go bust"
    r"|go bankrupt|collapse|scream|cry|hate|never forgive|be sorry|be dead|be toast|be doomed|be fired"
    r"|be in trouble|pay for it"
    r"|have a (?:riot|mutiny|strike|problem)|strike|curse|haunt|explode|implode|go mad|go crazy|go mental"
    r"|go nuts|complain)"
)
_OR_ELSE = re.compile(
    rf"\s*,?\s*\band (?:then )?(?:{_WHO} (?:\w+ ){{0,3}}?(?:(?:will|would|might|shall|are going to|is going to"
    rf"|gonna) )?(?:\w+ )?{_HARM}\b"
    rf"|(?:i|we|you|he|she|they|it)['’]?(?:ll|d) (?:\w+ )?{_HARM}\b|{_OTHERS}(?:{_HARM}|out of (?:a job|work)"
    rf"|homeless|unemployed)\b|(?:you['’]?ll|you will) (?:\w+ )?see\b|nothing (?:will|would) (?:ever )?\w+"
    rf"|you can (?:\w+ )?(?:explain|tell|face|answer|deal|find)\b|watch (?:the|our|them"
    rf"|it|everyone|him|her)\b|(?:just )?(?:see|watch|guess|find out"
    r"|imagine) (?:what|who|how)\b|you['’]?re (?:fired|dead|toast|doomed)\b"
    r"|[\w.]+(?:['’]ll)? (?:will |would )?never (?:ship|launch|recover|make it|see the light|finish)\w*)"
    r"|\s*,?\s*\bи (?:\w+ ){0,3}?(?:пожале\w+|потеря(?:ем|ешь|ете)|лишим\w+|взво[ею]т|взбунту\w+"
    r"|посмотри(?:те|м)?,? что|никогда не (?:выйд|взлет|увид|запуст|законч|сда)\w*)\b"
)


def is_a_threat(told: Telling) -> bool:
    """The order opens the message, and its outcome follows at once."""
    s = told.sentence
    ordered = [c for c in told.acts() if told.is_ordered(c) and s.hard_segment(c.first)[0] == s.segment(c.first)[0]]
    if not ordered:
        return False
    found = _OR_ELSE.search(told.text, s.words[ordered[0].first].start)
    return found is not None and not told.orders_behind(s.index(found.end()))
