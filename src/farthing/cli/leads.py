"""`farthing leads`: saved pages that a crawler left, read in place for leads; and hunts through earlier
readings."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from farthing.cli import house
from farthing.cli.inputs import Input, Inputs, finish
from farthing.cli.read import is_page, whole

if TYPE_CHECKING:
    from rich.progress import Progress

    from farthing.pages import Reading
    from farthing.records.models import Member
    from farthing.records.services.sifting import Page

app = typer.Typer(help="Find leads in saved pages.", no_args_is_help=True)

Data = Annotated[Path, typer.Option("--data", help="The desk's data folder.")]
As = Annotated[str, typer.Option("--as", help="The analyst or supervisor who does this.")]
AT_ONCE = 200  # pages kept in one transaction
_RARELY = 50_000  # objects made between two searches for garbage


@app.command()
def scan(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Folders and files of saved pages.")],
    data: Data,
    as_member: As,
    watch: Annotated[
        int, typer.Option("--watch", min=0, help="Look again every so many seconds, until Ctrl-C.")
    ] = 0,
) -> None:
    """Read saved pages (WARC, MHTML, HTML, text, archives of them) where they lie, and make leads of them.

    Nothing of a page is kept but its reading, every site's address masked. A scan that was cut short goes on
    where it stopped; a file that was read whole is passed over until its size or time changes.

    Exit status: 0 when all was read; 1 when something could not be read (standard error says what; the rest
    was read); 2 for wrong use.
    """
    member = house.member(data, as_member)
    failures = 0
    while True:
        inputs = Inputs(as_pages=True)
        with _progress() as progress, _refusals():
            _scan(paths, member, inputs, progress)
        failures += inputs.failures
        if not watch:
            break
        try:
            time.sleep(watch)
        except KeyboardInterrupt:
            break
    finish(failures)


@app.command()
def hunt(data: Data, as_member: As) -> None:
    """Carry on at once with the hunts that wait for the worker, until none is left.

    A hunt begins by itself whenever something is recorded or a brand is named: earlier readings are searched
    for it. One that was cut short goes on where it stopped.
    """
    member = house.member(data, as_member)
    from farthing.records.selectors.leads import hunts_under_way
    from farthing.records.services.hunts import carry_on, claim_hunt

    count = found = 0
    with _progress() as progress, _refusals():
        bar = progress.add_task("hunts", total=hunts_under_way(member).count())
        while (going := claim_hunt(now=datetime.now(UTC))) is not None:
            found -= going.found
            task = progress.add_task(going.reference, total=going.total, completed=going.done)
            while going.ended_at is None:
                going = carry_on(actor=member, now=datetime.now(UTC), hunt=going)
                progress.update(task, completed=going.done)
            count, found = count + 1, found + going.found
            progress.remove_task(task)
            progress.advance(bar)
    typer.echo(f"{count} hunts ended: {found} leads were made or became stronger.")


def _scan(paths: list[str], member: Member, inputs: Inputs, progress: Progress) -> None:
    """A bar over the bytes of all files, since nobody knows how many pages they hold. What is loaded by now
    stays; to look for garbage less often saves a tenth of the time."""
    gc.freeze()
    gc.set_threshold(_RARELY, 20, 20)
    task = progress.add_task("bytes", total=sum(map(_size_below, paths)))
    batch = _Batch(member)
    for path, found in inputs.files(paths):
        _scan_file(path, found, batch, inputs)
        progress.advance(task, _size(path))
    batch.keep()


class _Batch:
    """Pages and files that are kept in one transaction."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self._pages: list[Page] = []
        self._files: dict[bytes, tuple[int, bool]] = {}

    def add(self, mark: bytes, members: int, pages: list[Page], *, done: bool = False) -> None:
        self._pages += pages
        self._files[mark] = members, done
        if max(len(self._pages), len(self._files)) >= AT_ONCE:
            self.keep()

    def keep(self) -> None:
        from farthing.records.services.leads import Scanned, record_scan

        if self._files:
            files = [Scanned(mark, *how_far) for mark, how_far in self._files.items()]
            record_scan(actor=self.member, now=datetime.now(UTC), pages=self._pages, files=files)
        self._pages, self._files = [], {}


def _scan_file(path: str, found: Iterator[Input], batch: _Batch, inputs: Inputs) -> None:
    from farthing.records.selectors.leads import file_mark, scanned

    try:
        about = os.stat(path)
    except OSError as error:
        inputs.complain(path, error.strerror or str(error))
        return
    mark = file_mark(os.path.abspath(path), about.st_size, about.st_mtime_ns)
    before = scanned(batch.member, mark)
    if before is not None and before.is_done:
        return
    passed = before.members if before is not None else 0
    count = 0
    for count, one in enumerate(found, start=1):
        if count > passed:
            batch.add(mark, count, _read(one, inputs))
    batch.add(mark, count, [], done=True)


def _template(fingerprint: str) -> Reading:
    """A page that a glance was enough for: nothing but its template may be known."""
    from farthing.pages import Reading

    return Reading("", None, (), (), (), fingerprint)


def _size_below(path: str) -> int:
    """The bytes of a file, or of all files in a folder; what cannot be read has none."""
    if not os.path.isdir(path):
        return _size(path)
    return sum(_size(f"{folder}/{name}") for folder, _, names in os.walk(path) for name in names)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _read(one: Input, inputs: Inputs) -> list[Page]:
    """What one input says, page by page; what cannot be read gets its line."""
    from farthing.pages import PagesError
    from farthing.pages import read as read_page
    from farthing.pages.glance import glance
    from farthing.records.services.sifting import Page

    try:
        data = whole(one.member)
        if one.is_among_others and not is_page(one.source, data):
            return []
        seen = glance(data)
        readings = (
            read_page(data, built=seen.built)
            if seen.may_say
            else [_template(mark) for mark in seen.fingerprints]
        )
    except PagesError as error:
        if not one.member.is_part:  # a request, a picture: most of a WARC's records are no pages
            inputs.complain(one.source, str(error))
        return []
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - the command's last resort: the next page is read
        inputs.last_resort(one.source, error)
        return []
    digest = sha256(data).hexdigest()
    return [Page(one.source, digest, reading) for reading in readings]


@contextmanager
def _refusals() -> Iterator[None]:
    """What the records refuse, as wrong use."""
    from farthing.records.errors import RecordsError

    try:
        yield
    except RecordsError as error:
        raise house.refuse(str(error)) from error


def _progress() -> Progress:
    """A bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, disable=not console.is_terminal)
