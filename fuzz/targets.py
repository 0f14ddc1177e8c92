"""What is fuzzed, and what must hold for any bytes at all.

A target takes bytes and raises where something does not hold: an error that is not the room's own, a place
outside the input, a hit out of order, an address without an account key. `run.py` lets atheris (libFuzzer)
look for such bytes; what it found stands in `corpus/TARGET/` and is replayed by `tests/fuzz`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise

from farthing import coins
from farthing.coins import wide
from farthing.coins.errors import Flaw, MemoDisagrees
from farthing.coins.formats import FORMATS
from farthing.coins.formats.spec import Format, Reading
from farthing.coins.schemes import SCHEMES
from farthing.formats import iccam
from farthing.pages import PagesError, admit, keep, read, strip, to_json
from farthing.pages.containers import members
from farthing.pages.containers.budget import FILE_SLACK, RATIO
from farthing.pages.picture import NoPicture, TooManyPixels, codes

Target = Callable[[bytes], None]


def parses(form: Format) -> Target:
    """A format's `parse`, `validate` and `canonical` agree on any text, and what is valid has a key."""

    def target(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        found = _parsed(form, text)
        assert form.validate(text) == (not isinstance(found, Flaw))
        if isinstance(found, Flaw):
            assert all(0 <= place < max(1, len(text)) for place in found.places)
            return
        reading = found
        assert form.canonical(text) == reading.address
        assert form.canonical(reading.address) == reading.address
        assert len(reading.networks) == len(reading.accounts) > 0
        for network in reading.networks:
            assert coins.account_key(network, reading.address)[0] == network

    return target


def _parsed(form: Format, text: str) -> Reading | Flaw:
    try:
        return form.parse(text)
    except Flaw as flaw:
        return flaw


def finds(data: bytes) -> None:
    """Hits are in order, do not overlap, stand where they say, and have an account key."""
    keys: list[coins.PrivateKey] = []
    hits = coins.find(data, rejected=True, on_private_key=keys.append)
    assert all(0 <= key.start < key.end <= len(data) for key in keys)
    verified = [hit for hit in hits if hit.check != "rejected"]
    assert verified == coins.find(data)
    assert all(one.end <= other.start for one, other in pairwise(verified))
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(data)
        if wide.narrow(data) is None:
            assert hit.text == data[hit.start : hit.end].decode("utf-8", "replace")
    for hit in verified:
        assert hit.networks
        for network in hit.networks:
            coins.account_key(network, hit.address)
            with suppress(MemoDisagrees):
                coins.account_key(network, hit.address, hit.memo)


def uris(data: bytes) -> None:
    """The same for payment URIs: the first byte chooses the scheme."""
    schemes = list(SCHEMES)
    if data:
        scheme = schemes[data[0] % len(schemes)].encode()
        finds(b'<a href="' + scheme + b":" + data[1:] + b'">')
        coins.parse((scheme + b":" + data[1:]).decode("utf-8", "replace"))


def typed(data: bytes) -> None:
    """What a person types into a box: read strictly, loosely, or with what is wrong with it."""
    text = data.decode("utf-8", "replace")
    for address in (*coins.parse(text), *coins.loosen(text)):
        coins.account_keys(address)
    coins.diagnose(text)


def opens(data: bytes) -> None:
    """A container gives members within its budget, with places, and says the rest."""
    for as_pages in (False, True):
        total = 0
        for member in members(io.BytesIO(data), tell=_heard, as_pages=as_pages):
            size = sum(len(piece) for piece in _pieces(member.stream.read))
            start, end = member.place(0, size) if size else (0, 0)
            assert 0 <= start <= end
            assert not member.is_file or size == len(data)
            total += size
        assert total <= len(data) + FILE_SLACK + RATIO * len(data)


def _heard(name: str, why: str) -> None:
    assert why


def _pieces(read_some: Callable[[int], bytes]) -> Iterator[bytes]:
    while piece := read_some(4_096):
        assert len(piece) <= 4_096
        yield piece


def reads(data: bytes) -> None:
    """A page is read, or refused with a sentence; what was read can be written and kept, and has places."""
    strip(data)
    with suppress(PagesError):
        admit(data, name="page", content_type=None)
    try:
        readings = read(data)
    except PagesError:
        return
    for reading in readings:
        json.dumps(to_json(reading, "page"))
        keep(reading).canonical()
        for found in (*reading.offers, *reading.options, *reading.contacts):
            assert 0 <= found.start <= found.end <= len(data)
        for option in reading.options:
            if option.network and option.address:
                assert option.network in coins.CHAINS


def reads_html(data: bytes) -> None:
    """The same, where the bytes are certainly taken for HTML."""
    reads(b"<!doctype html>" + data)


def reads_mail(data: bytes) -> None:
    """The same, where the bytes are certainly taken for mail."""
    reads(b"From: a@members.example\nSubject: 30 days\n" + data)


def decodes(data: bytes) -> None:
    """A picture is decoded, or it is none."""
    try:
        found = codes(data)
    except (NoPicture, TooManyPixels):
        return
    assert all(code.payload and code.share >= 0 for code in found)


def iccam_answers(data: bytes) -> None:
    """Whatever ICCAM answers is read, or is a line."""
    try:
        said = iccam.decoded(data)
    except iccam.Unreadable:
        return
    for reader in (iccam.number, iccam.listed, iccam.report_of, iccam.content_of):
        with suppress(iccam.Unreadable):
            reader(said)
    with suppress(iccam.Unreadable):
        iccam.reports_named(said, "X-000001")
    iccam.said_wrong(data)


TARGETS: dict[str, Target] = {
    **{form.__name__.rpartition(".")[2]: parses(form) for form in FORMATS},  # type: ignore[attr-defined]
    "find": finds,
    "uris": uris,
    "typed": typed,
    **dict.fromkeys(("gzip", "bzip2", "xz", "zstd", "zip", "tar", "warc", "mailbox"), opens),
    "html": reads_html,
    "mail": reads_mail,
    "page": reads,
    "picture": decodes,
    "iccam": iccam_answers,
}


def examples(name: str) -> list[bytes]:
    """Beginnings for a target that are known elsewhere: the published vectors of a format."""
    return [
        example.text.encode()
        for form in FORMATS
        if form.__name__.endswith(f".{name}")  # type: ignore[attr-defined]
        for example in form.EXAMPLES
    ]
