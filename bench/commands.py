"""The command from a cold start: a process of its own for each page."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from measure import PAGES, Row, milliseconds, seconds

COMMAND = Path(sys.executable).with_name("farthing")
LIMITS = {"find": "< 400 ms", "read": "< 800 ms"}
TIMES = 10


def rows() -> Iterator[Row]:
    page = PAGES / "001.html"
    for name, limit in LIMITS.items():
        taken = seconds(
            lambda name=name: subprocess.run([COMMAND, name, page], capture_output=True, check=True), TIMES
        )
        yield Row(f"`farthing {name}`, one page, cold", milliseconds(taken), limit)
