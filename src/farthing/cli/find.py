"""`farthing find`: payment addresses in any bytes."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from farthing.cli import parallel
from farthing.cli.inputs import STANDARD_INPUT, Input, Inputs, emit, finish, warn
from farthing.cli.lines import line

if TYPE_CHECKING:
    from farthing.coins import PrivateKey


def find(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH…]", help="Files, folders or archives; “-”, or nothing, is standard input."
        ),
    ] = None,
    rejected: Annotated[
        bool, typer.Option("--rejected", help="Add near misses, each with the reason why it is no address.")
    ] = False,
    recover_case: Annotated[
        bool,
        typer.Option(
            "--recover-case",
            help="Recover base58 addresses in capitals or in small letters, where the words beside them name "
            "the coin. Takes about a minute each.",
        ),
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, help="Processes for a large file; by default one for each core."),
    ] = None,
) -> None:
    """Find payment addresses in any bytes: one JSON line a hit, in order of start.

    Looks into folders, gzip, bzip2, xz, zstd, zip, tar, WARC, mail and mailboxes, also inside one another. A
    file in an archive is named “path!name”, a record of a WARC “path#offset”. Pictures, video and sound in
    them are passed over.

    Addresses are checked by their checksum; those without one are hits only where the text around speaks of
    payment. A private key that is met is named on standard error by its place, never by its value.

    Exit status: 0 when everything was read, found or not; 1 when something could not be read (standard error
    says what; the rest was read); 2 for wrong use.
    """
    inputs = Inputs()
    for one in inputs.each(paths or [STANDARD_INPUT]):
        try:
            _search(one, jobs or parallel.cores(), rejected, recover_case)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - the command's last resort: the next file is read
            inputs.last_resort(one.source, error)
    finish(inputs.failures)


def _search(one: Input, jobs: int, rejected: bool, recover_case: bool) -> None:
    """Prints the hits in one input, and where private keys stand."""
    from farthing import coins

    if one.file is not None and not (rejected or recover_case) and parallel.pays(one.file, jobs):
        for lines, keys in parallel.search(one.file, one.source, jobs):
            sys.stdout.buffer.write(lines)
            for start in keys:
                _met(one.source, start)
        return

    def met(key: PrivateKey) -> None:
        _met(one.source, one.member.place(key.start, key.end)[0])

    for hit in coins.find_in(
        one.member.stream, rejected=rejected, recover_case=recover_case, on_private_key=met
    ):
        start, end = one.member.place(hit.start, hit.end)
        emit(line(one.source, replace(hit, start=start, end=end)))


def _met(source: str, start: int) -> None:
    warn(f"{source}: a private key stands at byte {start}; its value is not shown")
