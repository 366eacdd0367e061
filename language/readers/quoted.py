"""What stands in quotation marks."""

from __future__ import annotations

import re

QUOTED = re.compile(r"[«\"“„]([^»\"”“]+)[»\"”“]")
