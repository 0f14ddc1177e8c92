"""The command as it is typed, a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FARTHING = Path(sys.executable).with_name("farthing")


@dataclass(frozen=True)
class Said:
    """What the command said: its documents, its lines to standard error, its exit status."""

    documents: list[dict[str, Any]]
    lines: list[str]
    status: int

    @property
    def sources(self) -> list[str]:
        return [document["source"] for document in self.documents]


def farthing(*words: str | Path, given: bytes = b"", folder: Path | None = None) -> Said:
    """Runs `farthing` with standard input `given`; a traceback is an error of any test."""
    done = subprocess.run(
        [FARTHING, *words], input=given, capture_output=True, cwd=folder, timeout=120, check=False
    )
    told = done.stderr.decode()
    assert "Traceback" not in told, told
    documents = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return Said(documents, told.splitlines(), done.returncode)
