"""Broken, locked and hostile containers: each says in one line what is wrong, and the rest is read."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest
import zstandard

from farthing.pages.containers import members
from farthing.pages.containers.budget import FILE_SLACK, MAX_DEPTH, RATIO, STREAM_SLACK
from pages.packing import TEXT, Told, chunked, contents, pieces, record, tarred, warc, zipped

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.compress,
}


def told(data: bytes) -> tuple[dict[str, bytes], list[str]]:
    """What is read of `data`, and what is said."""
    said = Told()
    return contents(data, said), said.lines


@pytest.mark.parametrize("pack", PACKERS.values(), ids=list(PACKERS))
def test_packed_data_that_is_cut_short_is_read_as_far_as_it_goes(pack: Callable[[bytes], bytes]) -> None:
    noise = random.Random(1).randbytes(400_000)
    data = pack(noise)
    found, lines = told(data[:-5])
    assert noise.startswith(found[""])
    assert len(lines) == 1
    assert lines[0].startswith(": the ")
    assert "ends too early" in lines[0] or "damaged" in lines[0]


@pytest.mark.parametrize("pack", PACKERS.values(), ids=list(PACKERS))
def test_what_follows_packed_data_is_said(pack: Callable[[bytes], bytes]) -> None:
    found, lines = told(pack(TEXT) + b"something else")
    assert found == {"": TEXT}
    assert [line for line in lines if "something else follows" in line] == lines != []
    found, lines = told(pack(TEXT) + bytes(70_000))
    assert (found, lines) == ({"": TEXT}, [])


def test_a_damaged_member_of_a_zip_is_named_and_its_neighbours_are_read() -> None:
    files = {"a.txt": TEXT * 30, "b.txt": TEXT * 40, "c.txt": TEXT * 50}
    for streamed in (False, True):
        data = bytearray(zipped(files, streamed=streamed))
        data[data.index(b"b.txt") + 12] ^= 0x55
        found, lines = told(bytes(data))
        assert found["!a.txt"] == files["a.txt"]
        assert found["!c.txt"] == files["c.txt"]
        assert len(lines) == 1
        assert lines[0].startswith("!b.txt: ")
        assert "damaged" in lines[0] or "checksum" in lines[0]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("streamed", [False, True])
def test_a_zip_that_is_cut_short_is_read_as_far_as_it_goes(method: int, streamed: bool) -> None:
    data = zipped({"a.txt": TEXT, "b.txt": random.Random(2).randbytes(5_000)}, method, streamed=streamed)
    for cut in (len(data) // 2, data.index(b"b.txt") + 2, data.index(b"PK\1\2")):
        found, lines = told(data[:cut])
        assert found["!a.txt"] == TEXT
        assert len(lines) == 1, lines


def test_a_locked_member_is_named() -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    data[6] |= 1
    found, lines = told(bytes(data))
    assert (found, lines) == ({"!b.txt": TEXT}, ["!a.txt: is encrypted and was not read"])


# A file and what came through a pipe, both locked; made with Info-ZIP's `zip -P`.
LOCKED = base64.b64decode(
    "UEsDBAoACQAAAAAAIVy+zxBRGwAAAA8AAAAFAAAAYS50eHSTCaxbyw271aeClxhV8yKumWs1AVFf8I/KlVhQSwcIvs8Q"
    "URsAAAAPAAAAUEsDBC0ACQAAAL2CeF2+zxBR//////////8BABQALQEAEAAPAAAAAAAAABsAAAAAAAAAOXLz5UmfVhUO"
    "+8geErDYOKPCTNlM6zUKSX/0UEsHCL7PEFEbAAAAAAAAAA8AAAAAAAAAUEsBAh4DCgAJAAAAAAAhXL7PEFEbAAAADwAA"
    "AAUAAAAAAAAAAQAAAKSBAAAAAGEudHh0UEsBAh4DLQAJAAAAvYJ4Xb7PEFEbAAAADwAAAAEAAAAAAAAAAQAAAIARTgAA"
    "AC1QSwYGLAAAAAAAAAAeAy0AAAAAAAAAAAACAAAAAAAAAAIAAAAAAAAAYgAAAAAAAAC0AAAAAAAAAFBLBgcAAAAAFgEA"
    "AAAAAAABAAAAUEsFBgAAAAACAAIAYgAAALQAAAAAAA=="
)


def test_an_archive_locked_by_another_hand_is_named() -> None:
    found, lines = told(LOCKED)
    assert found == {}
    assert "!a.txt: is encrypted and was not read" in lines


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"7z\xbc\xaf\x27\x1c\0\4", "7-Zip"), (b"Rar!\x1a\x07\0", "RAR"), (b"\x1f\x9d\x90", "compress")],
)
def test_an_archive_that_is_not_read_here_is_named(data: bytes, name: str) -> None:
    found, lines = told(zipped({"a": data + bytes(100), "b.txt": TEXT}))
    assert found == {"!b.txt": TEXT}
    assert len(lines) == 1
    assert name in lines[0]


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_that_is_cut_short_is_read_as_far_as_it_goes(mode: str) -> None:
    data = tarred({"a.txt": TEXT, "b": random.Random(3).randbytes(40_000)}, mode)
    found, lines = told(data[: len(data) // 2])
    assert found["!a.txt"] == TEXT
    assert 0 < len(found["!b"]) < 40_000
    assert len(lines) == 1


def test_a_tar_header_that_is_none_is_said() -> None:
    data = bytearray(tarred({"a.txt": TEXT, "b.txt": TEXT}))
    data[1024 + 3] ^= 1
    found, lines = told(bytes(data))
    assert found == {"!a.txt": TEXT}
    assert len(lines) == 1
    assert "byte 1024" in lines[0]


def sparse_header(name: bytes, stored: int, claimed: int) -> bytes:
    """The header of an old GNU sparse file: one stored piece, and a size to be shuddered at."""
    block = bytearray(512)
    block[: len(name)] = name
    block[124:136] = b"%011o\0" % stored
    block[156:157] = b"S"
    block[257:265] = b"ustar  \0"
    block[386:398] = b"%011o" % 0 + b" "
    block[398:410] = b"%011o" % stored + b" "
    block[483:495] = b"\x80" + claimed.to_bytes(11, "big")
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def test_a_sparse_file_is_as_large_as_what_is_stored_of_it() -> None:
    data = sparse_header(b"huge", len(TEXT), 1 << 60) + TEXT.ljust(512, b"\0") + tarred({"b.txt": TEXT})
    assert contents(data) == {"!huge": TEXT, "!b.txt": TEXT}
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as archive:
        entry = tarfile.TarInfo("GNUSparseFile.0/huge")
        entry.size = 1 << 50
        entry.pax_headers = {"GNU.sparse.realsize": str(1 << 60), "GNU.sparse.name": "huge"}
        archive.addfile(entry)
    start = time.monotonic()
    _, lines = told(target.getvalue())
    assert time.monotonic() - start < 1
    assert len(lines) == 1


def zeros(pack: Callable[[bytes], bytes]) -> bytes:
    """A bomb: some hundred MB of nothing."""
    return pack(bytes(300_000_000))


@pytest.mark.parametrize("pack", PACKERS.values(), ids=list(PACKERS))
def test_a_bomb_ends_with_a_line_and_its_neighbours_are_read(pack: Callable[[bytes], bytes]) -> None:
    bomb = zeros(pack)
    said, sizes = Told(), {}
    data = zipped({"a.txt": TEXT, "bomb": bomb, "b.txt": TEXT}, zipfile.ZIP_STORED)
    for member in members(io.BytesIO(data), tell=said):
        sizes[member.name] = sum(len(piece) for piece in pieces(member.stream, 1 << 16))
    assert sizes["!a.txt"] == sizes["!b.txt"] == len(TEXT)
    assert sizes["!bomb"] <= STREAM_SLACK * 3
    assert len(said.lines) == 1
    assert said.lines[0].startswith("!bomb: unpacks to more than")


def test_many_bombs_share_one_budget_and_honest_members_are_read_all_the_same() -> None:
    bomb = zipped({"zeros": bytes(100_000_000)})
    files = {f"{number}.zip": bomb for number in range(20)}
    said, total, honest = Told(), 0, 0
    data = zipped({**files, "page.html": TEXT}, zipfile.ZIP_STORED)
    for member in members(io.BytesIO(data), tell=said):
        size = sum(len(piece) for piece in pieces(member.stream, 1 << 16))
        total += size
        honest += member.name == "!page.html" and size == len(TEXT)
    assert total < FILE_SLACK + RATIO * len(data) + 20_000_000
    assert honest == 1
    assert len(said.lines) == 20


def test_containers_too_deep_in_one_another_are_not_unpacked() -> None:
    data = TEXT
    for _ in range(MAX_DEPTH):
        data = gzip.compress(data, mtime=0)
    assert contents(data) == {"": TEXT}
    found, lines = told(zipped({"deep": data, "b.txt": TEXT}))
    assert found == {"!b.txt": TEXT}
    assert lines == [f"!deep: is packed more than {MAX_DEPTH} times over and was not unpacked further"]


def test_an_archive_that_holds_itself_ends() -> None:
    """A quine in spirit: every level is twice the same archive again."""
    data = zipped({"a.txt": TEXT})
    for _ in range(12):
        data = zipped({"a.zip": data, "b.zip": data})
    start = time.monotonic()
    _, lines = told(data)
    assert time.monotonic() - start < 20
    assert lines != []


def test_a_zip_of_overlapping_entries_is_read_once() -> None:
    """The trick of bombs without recursion: many directory entries point at one kernel of data."""
    kernel = zipped({"zeros": bytes(10_000_000)})
    directory = kernel[kernel.index(b"PK\1\2") : kernel.index(b"PK\5\6")]
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1000, 1000, 1000 * len(directory), len(kernel), 0)
    data = kernel[: kernel.index(b"PK\1\2")] + directory * 1000 + end
    assert {name: len(body) for name, body in contents(data).items()} == {"!zeros": 10_000_000}


def test_a_warc_cut_short_is_read_as_far_as_it_goes() -> None:
    data, places = warc((TEXT, {}), (TEXT * 20, {}))
    found, lines = told(data[: places[1] + 900])
    assert TEXT in found[f"#{places[0]}"]
    assert TEXT in found[f"#{places[1]}"]
    assert lines == [f"#{places[1]}: the record is cut short; what there is was read"]
    data, places = warc((TEXT, {}), (random.Random(4).randbytes(5_000), {}), packed=True)
    found, lines = told(data[: places[1] + 900])
    assert TEXT in found[f"#{places[0]}"]
    assert len(lines) >= 1
    assert f"#{places[1]}: " in lines[0]


@pytest.mark.parametrize("error", [-30, -1, 2, 30, 300, 10**9])
def test_a_record_with_a_wrong_length_is_named_and_nothing_is_lost(error: int) -> None:
    first = record("resource", TEXT * 2, len(TEXT) * 2 + error)
    data = first + record("resource", TEXT) + record("resource", TEXT)
    found, lines = told(data)
    assert sum(body.count(TEXT) for body in found.values()) >= (3 if error == -1 else 4 - (error < 0))
    assert len(lines) >= (error not in (-1, 2))
    assert all(line.startswith("#") for line in lines)


def test_a_record_that_does_not_say_its_length_is_read_to_the_next() -> None:
    bare = record("resource", TEXT).replace(b"Content-Length: ", b"X: ")
    found, lines = told(bare + record("resource", TEXT))
    assert [TEXT in body for body in found.values()] == [True, True]
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(TEXT)[:-20], {"Transfer-Encoding": "chunked"}),
        (chunked(TEXT).replace(b"10\r\n", b"zz\r\n", 3)[4:], {"Transfer-Encoding": "chunked"}),
        (gzip.compress(TEXT, mtime=0)[:-12], {"Content-Encoding": "gzip"}),
        (b"\x0b\x02\x80nothing\x03", {"Content-Encoding": "br"}),
        (b"5\r\n\x1f\x8b\x08\0\0\r\nzz", {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}),
    ],
)
def test_a_broken_answer_is_named_and_the_next_is_read(body: bytes, headers: dict[str, str]) -> None:
    data, places = warc((body, headers), (TEXT, {}))
    found, lines = told(data)
    assert TEXT in found[f"#{places[1]}"]
    assert all(line.startswith(f"#{places[0]}: ") for line in lines)


@pytest.mark.parametrize(
    "data",
    [
        zipped({"a.txt": TEXT, "b.zip": zipped({"c": TEXT * 9})}),
        zipped({"a.txt": TEXT, "b": TEXT * 9}, streamed=True),
        tarred({"a.txt": TEXT, "b.gz": gzip.compress(TEXT, mtime=0)}),
        tarred({"a.txt": TEXT, "ünï" * 50: TEXT}, "w:xz", tarfile.PAX_FORMAT),
        warc((TEXT, {}), (chunked(zlib.compress(TEXT)), {"Content-Encoding": "deflate"}), packed=True)[0],
        warc((chunked(TEXT), {"Transfer-Encoding": "chunked"}), (zipped({"a": TEXT}), {}))[0],
        zstandard.compress(bz2.compress(TEXT)),
    ],
    ids=["zip", "streamed zip", "tar", "tar.xz", "warc.gz", "warc", "zstd"],
)
def test_bytes_turned_at_random_raise_nothing_and_end(
    data: bytes, repeats: Callable[[int, int], int]
) -> None:
    chance = random.Random(5)
    for _ in range(repeats(150, 20_000)):
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        del broken[chance.randrange(len(broken) // 2, len(broken) + 1) :]
        for member in members(io.BytesIO(bytes(broken)), tell=Told()):
            size = sum(len(piece) for piece in pieces(member.stream, 1 << 16))
            assert size <= STREAM_SLACK + 250 * len(data)
            start, end = member.place(0, max(1, size)) if size else (0, 0)
            assert 0 <= start <= end
