"""`farthing read`: what a saved payment page says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from farthing.cli.inputs import STANDARD_INPUT, Input, Inputs, emit, finish

if TYPE_CHECKING:
    from farthing.pages import Reading
    from farthing.pages.containers import Member

# Text that goes with a saved page and is none: what these names say, the bytes do not.
_NO_PAGES = (".css", ".js", ".mjs", ".map", ".json", ".xml", ".svg", ".csv")


def read(
    pages: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PAGE…]",
            help="Saved pages, mails, QR pictures, or archives and folders of them; “-”, or nothing, is "
            "standard input.",
        ),
    ] = None,
) -> None:
    """Read saved payment pages: offers, ways to pay, contacts; one JSON document a page, a line each.

    Reads HTML, MHTML, mail, mailboxes, WARC, plain text and pictures of QR codes, also packed (gzip, bzip2,
    xz, zstd) and in archives (zip, tar). A page in an archive is named “path!name”, one in a WARC or mailbox
    “path#offset”. A page may have 20 MB. Pictures are never kept: only what their QR codes say.

    Exit status: 0 when every page was read; 1 when something could not be read (standard error says what; the
    rest was read); 2 for wrong use.
    """
    inputs = Inputs(as_pages=True)
    for path, found in inputs.files(pages or [STANDARD_INPUT]):
        failures = inputs.failures
        if not sum(_read(one, inputs) for one in found) and inputs.failures == failures:
            inputs.complain(path, "there is no page in it; saved pages, mail, text and QR codes are read")
    finish(inputs.failures)


def _read(one: Input, inputs: Inputs) -> int:
    """Prints what one input says; the number of its pages."""
    from farthing.pages import PagesError
    from farthing.pages import read as read_page

    try:
        data = whole(one.member)
        if one.is_among_others and not is_page(one.source, data):
            return 0
        readings = read_page(data)
    except PagesError as error:
        if one.member.is_part:  # a request, a picture: most of a WARC's records are no pages
            return 0
        inputs.complain(one.source, str(error))
        return 0
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - the command's last resort: the next page is read
        inputs.last_resort(one.source, error)
        return 0
    for reading in readings:
        emit(json.dumps(_document(reading, one), ensure_ascii=False))
    return len(readings)


def whole(member: Member) -> bytes:
    """All of a page's bytes. Raises Unreadable where they are more than a page may have."""
    from farthing.pages import Unreadable
    from farthing.pages.gate import MAX_BYTES

    pieces: list[bytes] = []
    left = MAX_BYTES + 1
    while left and (piece := member.stream.read(left)):
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise Unreadable(
            f"this has more than {MAX_BYTES // 10**6} MB, and a page may not; `farthing find` searches files "
            "of any size"
        )
    return b"".join(pieces)


def is_page(source: str, data: bytes) -> bool:
    """Whether a file in an archive, where much lies beside the pages, is one itself."""
    from farthing.pages.kinds import READ_AS_TEXT, Kind, sniff

    kind = sniff(data)
    if kind is Kind.TEXT:
        return bool(data.strip()) and not source.lower().endswith(_NO_PAGES)
    return kind in READ_AS_TEXT


def _document(reading: Reading, one: Input) -> dict[str, Any]:
    """The document of FORMATS.md, its places those of the file that `source` names."""
    from farthing.pages import to_json

    document = to_json(replace(reading, member=""), one.source)
    for found in (*document["offers"], *document["options"], *document["contacts"]):
        found["start"], found["end"] = one.member.place(found["start"], found["end"])
    return document
