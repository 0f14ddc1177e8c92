"""From paths on the command line to bytes: files, folders, standard input; and lines to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One file's bytes under its `source`, the path as given (below a folder: joined to it)."""

    source: str
    data: bytes


class Inputs:
    """Opens what the command line names; what cannot be read is said on standard error and counted."""

    def __init__(self) -> None:
        self.failures = 0

    def each(self, paths: list[str]) -> Iterator[Input]:
        """Every file of `paths`, folders walked in the order of names."""
        for path in paths:
            if path == STANDARD_INPUT:
                yield Input(path, sys.stdin.buffer.read())
            else:
                yield from self._below(path)

    def complain(self, source: str, why: str) -> None:
        self.failures += 1
        warn(f"{source}: {why}")

    def _below(self, path: str) -> Iterator[Input]:
        place = Path(path)
        try:
            if place.is_dir():
                for one in sorted(place.iterdir()):
                    if not one.is_symlink():
                        yield from self._below(f"{path.rstrip('/')}/{one.name}")
                return
            data = place.read_bytes()
        except OSError as error:
            self.complain(path, error.strerror or str(error))
            return
        yield Input(path, data)


def warn(line: str) -> None:
    """One line to standard error."""
    sys.stderr.write(f"farthing: {line}\n")


def emit(line: str) -> None:
    """One document, as a line of UTF-8, to standard output."""
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


def finish(failures: int) -> None:
    """Writes out what is printed; raises the exit the contract asks for where something failed."""
    sys.stdout.buffer.flush()
    if failures:
        raise SystemExit(1)
