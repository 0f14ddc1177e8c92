"""`farthing find`: payment addresses in any bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated

import typer

from farthing.cli.inputs import STANDARD_INPUT, Input, Inputs, emit, finish, warn

if TYPE_CHECKING:
    from farthing.coins import Hit, PrivateKey
    from farthing.pages.containers.streams import Readable

_ALWAYS = ("start", "end", "text", "address", "networks", "kind", "check")
_WINDOW = 8_000_000


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
            _search(one, rejected)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - the command's last resort: the next file is read
            inputs.last_resort(one.source, error)
    finish(inputs.failures)


def _search(one: Input, rejected: bool) -> None:
    """Prints the hits in one input, and where private keys stand."""

    def met(key: PrivateKey) -> None:
        start, _ = one.member.place(key.start, key.end)
        warn(f"{one.source}: a private key stands at byte {start}; its value is not shown")

    for hit in _find_in(one.member.stream, rejected, met):
        start, end = one.member.place(hit.start, hit.end)
        fields = _fields(replace(hit, start=start, end=end))
        emit(json.dumps({"source": one.source, **fields}, ensure_ascii=False))


def _find_in(stream: Readable, rejected: bool, met: Callable[[PrivateKey], None]) -> Iterator[Hit]:
    """The hits in a stream, a window at a time, cut at the end of a line where there is one."""
    from farthing import coins

    held, at, is_over = b"", 0, False
    while not is_over:
        pieces = [held]
        size = len(held)
        while size < _WINDOW and (piece := stream.read(_WINDOW - size)):
            pieces.append(piece)
            size += len(piece)
        data = b"".join(pieces)
        is_over = size < _WINDOW
        cut = len(data) if is_over else (data.rfind(b"\n") + 1 or len(data))
        keys: list[PrivateKey] = []
        for hit in coins.find(data[:cut], rejected=rejected, on_private_key=keys.append):
            yield replace(hit, start=at + hit.start, end=at + hit.end)
        for key in keys:
            met(replace(key, start=at + key.start, end=at + key.end))
        held, at = data[cut:], at + cut


def _fields(hit: Hit) -> dict[str, object]:
    """The hit's fields by FORMATS.md: those that every hit has, and the others where they say something."""
    fields = asdict(hit)
    return {name: value for name, value in fields.items() if name in _ALWAYS or value is not None}
