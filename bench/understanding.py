"""What it takes to understand one message, with 20 projects, 200 features and 40 releases known."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import yaml

from bench.figures import Figure, percentile
from language import Thing, World, understand

SAYINGS = Path(__file__).parent.parent / "tests" / "language" / "sayings"
TODAY = dt.date(2026, 11, 24)
_SUBJECTS = "Вход Оплата Профиль Поиск Корзина Онбординг Каталог Экспорт Подписка Чат".split()
_SIDES = [
    "по отпечатку", "через банк", "в один клик", "для курьеров", "с подсказками", "без пароля", "на планшете",
    "для партнёров", "по расписанию", "в архиве", "с картой", "из Telegram", "по QR коду", "для гостей", "в офлайне",
    "с фильтрами", "на английском", "для бухгалтерии", "с историей", "по ссылке",
]  # fmt: skip
_MEMORY = r"""
import json, re, sys
from app import create_app
from bench.understanding import known, TODAY
from language import understand
from config import load_settings
from pathlib import Path
create_app(load_settings({"DATABASE_URL": "postgresql://localhost/none"}, Path(sys.argv[1])))
world = known()
for line in sys.stdin:
    understand(json.loads(line), world, TODAY)
print(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text()).group(1))
"""


def measure() -> Sequence[Figure]:
    """Every saying of the project's own tests, one after another on one core, and a worker's memory after them.

    The names' index is made anew before each message of `after a new name`: that is what the first message after
    any change of a name costs.
    """
    texts, world = said(), known()
    understand(texts[0], world, TODAY)
    warm = [_milliseconds(text, world) for text in texts]
    renamed = [_milliseconds(text, _renamed(world, number)) for number, text in enumerate(texts[:200])]
    return (
        Figure("a message, median", percentile(warm, 50), "ms"),
        Figure("a message, 95th percentile", percentile(warm, 95), "ms", bar=5),
        Figure("after a new name, 95th percentile", percentile(renamed, 95), "ms"),
        Figure("memory of a worker", _memory(), "MiB", bar=150),
    )


def known() -> World:
    """20 projects with ten features and two releases each."""
    things = [Thing("project", n, f"Проект {n} {side}") for n, side in enumerate(_SIDES, 1)]
    for number, (side, subject) in enumerate(product(_SIDES, _SUBJECTS)):
        project = number // len(_SUBJECTS) + 1
        things.append(Thing("feature", 1000 + number, f"{subject} {side}", project, things[project - 1].name))
    for number in range(40):
        project = number // 2 + 1
        things.append(Thing("release", 2000 + number, f"v{project}.{number % 2}", project, things[project - 1].name))
    return World(tuple(things), 1)


def said() -> list[str]:
    files = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(SAYINGS.glob("*.yaml"))]
    return [entry["say"] for file in files for entry in file]


def _renamed(world: World, number: int) -> World:
    return World((*world.things, Thing("feature", 5000 + number, f"Новая {number}", 1, "Проект")), 1)


def _milliseconds(text: str, world: World) -> float:
    begin = time.perf_counter()
    understand(text, world, TODAY)
    return (time.perf_counter() - begin) * 1000


def _memory() -> float:
    """Peak resident memory, in MiB, of a process that has loaded the application and understood every saying.

    They come to it one by one, as to a worker: the tests' files are no part of it. Linux tells the peak of the program
    itself there (VmHWM of proc(5)); getrusage would tell that of this bench if it is higher, for it outlives exec.
    """
    folder = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(folder / "instance")],
        cwd=folder,
        check=True,
        capture_output=True,
        input="\n".join(map(json.dumps, said())),
        text=True,
    )
    return int(done.stdout.split()[-1]) / 1024
