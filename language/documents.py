"""The data files of this room, written in YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# libyaml, where PyYAML was built with it: in plain Python they take a second to read, and leave megabytes of holes.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def document(path: Path) -> Any:
    """What the file says."""
    return yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506  # a safe one, either way
