"""From what the command line names to streams of bytes: files, folders, archives and their members, standard
input; and lines to standard error."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from farthing.pages.containers import Member

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes to be searched or read. `path` is what was named, or the file found below it.

    `file` is the same for an ordinary file on disk that is no container, for those who would rather open it
    themselves: then `member.stream` is that file, byte for byte.
    """

    path: str
    member: Member
    file: Path | None

    @property
    def source(self) -> str:
        """The path, and the member's name behind it (FORMATS.md)."""
        return self.path + self.member.name

    @property
    def is_among_others(self) -> bool:
        """Whether this is a file in an archive."""
        return bool(self.member.name) and not self.member.is_part


class Inputs:
    """Opens what the command line names; what cannot be read is said on standard error and counted."""

    def __init__(self, *, as_pages: bool = False) -> None:
        self.failures = 0
        self._as_pages = as_pages

    def each(self, paths: list[str]) -> Iterator[Input]:
        """Every file of `paths` and every member in it, one after another; folders in the order of names."""
        for _, found in self.files(paths):
            yield from found

    def files(self, paths: list[str]) -> Iterator[tuple[str, Iterator[Input]]]:
        """The same, file by file, each with its path."""
        for path in paths:
            if path == STANDARD_INPUT:
                yield path, self._members(path, None)
            else:
                yield from self._below(path)

    def complain(self, source: str, why: str) -> None:
        """Says what could not be read, and that something could not."""
        self.failures += 1
        warn(f"{source}: {why}")

    def last_resort(self, source: str, error: Exception) -> None:
        """A fault of our own: its kind and place are said, never the words that it happened on."""
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f", {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
        self.complain(
            source, f"could not be read, by a fault of this program ({type(error).__name__}{place}); tell us"
        )

    def _below(self, path: str) -> Iterator[tuple[str, Iterator[Input]]]:
        """The file, or everything in the folder; folders are walked without a limit to their depth."""
        waiting = [path]
        while waiting:
            one = waiting.pop()
            try:
                found = os.stat(one) if one is path else os.lstat(one)
                if stat.S_ISDIR(found.st_mode):
                    names = sorted(os.listdir(one), reverse=True)
                    waiting += [f"{one.rstrip('/')}/{name}" for name in names]
                    continue
                why_not = _why_not(found.st_mode, is_named=one is path)
                if why_not:
                    self.complain(one, why_not)
                    continue
            except OSError as error:
                self.complain(one, error.strerror or str(error))
                continue
            yield one, self._members(one, Path(one) if stat.S_ISREG(found.st_mode) else None)

    def _members(self, source: str, file: Path | None) -> Iterator[Input]:
        from farthing.pages.containers import members

        try:
            with _opened(source) as stream:
                for member in members(
                    stream,
                    tell=lambda name, why: self.complain(source + name, why),
                    as_pages=self._as_pages,
                ):
                    yield Input(source, member, file if member.is_file else None)
        except OSError as error:
            self.complain(source, error.strerror or str(error))


def _opened(source: str) -> AbstractContextManager[BinaryIO]:
    if source == STANDARD_INPUT:
        return nullcontext(sys.stdin.buffer)
    return cast("BinaryIO", open(source, "rb", buffering=0))


def _why_not(mode: int, *, is_named: bool) -> str | None:
    """Why a thing is not opened: what lies in a folder must be a file, what is named may also be a pipe."""
    if stat.S_ISREG(mode) or (is_named and stat.S_ISFIFO(mode)):
        return None
    if stat.S_ISLNK(mode):
        return "is a symbolic link and was not followed; name what it points to, if that is to be read"
    return "is no file (a device, a pipe or a socket) and was not opened"


def warn(line: str) -> None:
    """One line to standard error, whatever control characters a name brings along."""
    shown = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in line)
    sys.stderr.write(f"farthing: {shown}\n")


def emit(line: str) -> None:
    """One document, as a line of UTF-8, to standard output."""
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


def finish(failures: int) -> None:
    """Writes out what is printed; raises the exit the contract asks for where something failed."""
    sys.stdout.buffer.flush()
    if failures:
        raise SystemExit(1)
