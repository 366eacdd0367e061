"""The pause before the order that ends a dictated message: «X не начать пока не готов Y | поставь зависимость».

Whoever dictates leaves the comma out, and what denies or doubts what is told before would be taken to deny the order.
"""

from __future__ import annotations

import re

_TIE = re.compile(
    r"(?<![,.;:!?—–-])(?<!\bне)(?<!\bnot)(?<!n['’]t)(?<!\bnever)\s+(?="
    r"(?:(?:и|так и)\s+)?(?:поставь|отметь|добавь|запиши|сделай|проставь|зафиксируй|укажи)(?:те)?\s+"
    r"(?:эту\s+|такую\s+)?(?:зависимость|связь)"
    r"|(?:(?:and|so|please)\s+)?(?:add|set|put|mark|note|record|create|make)\s+(?:the\s+|a\s+|that\s+|this\s+)?"
    r"(?:dependency|link)"
    r")(?=\S+(?:\s+\S+){1,4}[\s.!]*$)",
    re.IGNORECASE,
)


def with_pauses(text: str) -> str:
    """The text with a comma there; as it is where it has no such order."""
    return _TIE.sub(", ", text, count=1)
