"""What lies in packed files, archives and WARCs is found, named and placed, whatever they are nested in."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import pytest
import zstandard

from farthing.pages.containers import members
from pages.packing import ADDRESS, TEXT, chunked, contents, pieces, tarred, warc, zipped

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.compress,
}
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)


def test_what_is_no_container_is_one_member_without_a_name() -> None:
    assert contents(TEXT) == {"": TEXT}
    assert contents(b"") == {"": b""}


@pytest.mark.parametrize("pack", PACKERS.values(), ids=list(PACKERS))
@pytest.mark.parametrize("step", [1, 7, 1 << 16])
def test_what_is_only_packed_keeps_its_name(pack: Callable[[bytes], bytes], step: int) -> None:
    data = TEXT * 3
    assert contents(pack(data), step=step) == {"": data}
    assert contents(pack(data) + pack(TEXT), step=step) == {"": data + TEXT}


@pytest.mark.parametrize("pack", PACKERS.values(), ids=list(PACKERS))
def test_large_data_comes_out_whole(pack: Callable[[bytes], bytes]) -> None:
    data = b"".join(b"%d members area\n" % (number * number) for number in range(200_000))
    assert contents(pack(data)) == {"": data}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("step", [1, 1 << 16])
def test_the_files_of_a_zip_are_members(method: int, streamed: bool, step: int) -> None:
    files = {"a.txt": TEXT, "folder/b.html": TEXT * 500, "PK\3\4.txt": b"see PK\7\x08PK\3\4PK\1\2" + TEXT}
    named = {f"!{name}": data for name, data in files.items()}
    assert contents(zipped({**files, "empty": b""}, method, streamed=streamed), step=step) == {
        **named,
        "!empty": b"",
    }


@pytest.mark.parametrize("style", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_the_files_of_a_tar_are_members(style: int, mode: str) -> None:
    files = {"a.txt": TEXT, "x" * 90 + "/" + "y" * 90: TEXT * 500, "ünï.html": TEXT}
    assert contents(tarred(files, mode, style)) == {f"!{name}": data for name, data in files.items()}


def test_links_folders_and_devices_in_a_tar_hold_nothing() -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for kind in (tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            entry = tarfile.TarInfo("one")
            entry.type = kind
            entry.linkname = "/etc/passwd"
            archive.addfile(entry)
        entry = tarfile.TarInfo("two")
        entry.size = len(TEXT)
        archive.addfile(entry, io.BytesIO(TEXT))
    assert contents(target.getvalue()) == {"!two": TEXT}


def test_containers_in_one_another_are_named_from_the_outside_in() -> None:
    inner = zipped({"inner.txt": TEXT, "picture.png": PICTURE}, zipfile.ZIP_STORED)
    data = tarred(
        {"outer.zip": zipped({"deep.tar.xz": tarred({"in.zip": inner}, "w:xz")}), "b": TEXT}, "w:gz"
    )
    assert contents(data) == {"!outer.zip!deep.tar.xz!in.zip!inner.txt": TEXT, "!b": TEXT}


def test_pictures_video_and_sound_in_archives_are_passed_over_in_silence() -> None:
    media = {"a.txt": PICTURE, "b": b"\xff\xd8\xff\xe0" + bytes(50), "c": b"OggS" + bytes(50)}
    assert contents(zipped({**media, "page.html": TEXT})) == {"!page.html": TEXT}
    assert contents(zipped({**media, "page.html": TEXT}, streamed=True)) == {"!page.html": TEXT}
    assert contents(gzip.compress(PICTURE)) == {}


def test_the_records_of_a_warc_keep_their_places_in_the_file() -> None:
    data, places = warc((TEXT, {}), (b"<p>" + TEXT, {"Content-Type": "text/html"}))
    found = placed(data)
    for place in places:
        start, end, words = found[f"#{place}"]
        assert data[start:end].decode() == words == ADDRESS
        assert place < start < place + 1_000


def test_a_record_packed_by_itself_is_named_by_its_place_in_the_file() -> None:
    data, places = warc((TEXT, {}), (TEXT, {}), packed=True)
    found = placed(data)
    for place in places:
        start, end, words = found[f"#{place}"]
        record = zlib.decompressobj(31).decompress(data[place:])
        assert record[start:end].decode() == words == ADDRESS


def test_a_warc_packed_as_a_whole_has_the_places_of_what_is_unpacked() -> None:
    data, places = warc((TEXT, {}), (TEXT, {}))
    found = placed(gzip.compress(data))
    start, end, words = found[f"#{places[1]}"]
    assert data[start:end].decode() == words == ADDRESS


def test_the_chunks_of_an_answer_are_put_together_and_keep_their_places() -> None:
    data, (place,) = warc((chunked(TEXT, 40), {"Transfer-Encoding": "chunked"}))
    start, end, words = placed(data)[f"#{place}"]
    assert words == ADDRESS
    assert data[start:end].replace(b"\r\n28\r\n", b"").replace(b"\r\n21\r\n", b"") == ADDRESS.encode()
    data, (place,) = warc((chunked(TEXT, 4_000), {"Transfer-Encoding": "chunked"}))
    start, end, words = placed(data)[f"#{place}"]
    assert data[start:end] == ADDRESS.encode()


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("zstd", zstandard.compress),
        ("x-gzip", lambda data: data),  # the header was kept when the body was unpacked
    ],
)
@pytest.mark.parametrize("in_chunks", [False, True])
def test_a_packed_answer_is_unpacked(coding: str, pack: Callable[[bytes], bytes], in_chunks: bool) -> None:
    body = pack(TEXT)
    headers = {"Content-Encoding": coding, **({"Transfer-Encoding": "chunked"} if in_chunks else {})}
    data, (place,) = warc((chunked(body) if in_chunks else body, headers))
    start, end, words = placed(data)[f"#{place}"]
    assert words == ADDRESS
    assert place < start < end <= len(data)


def test_an_archive_in_a_warc_is_looked_into_and_a_picture_is_not() -> None:
    data, places = warc((zipped({"a.txt": TEXT}), {}), (PICTURE + TEXT, {}), (gzip.compress(TEXT), {}))
    found = contents(data)
    assert found[f"#{places[0]}!a.txt"] == TEXT
    assert TEXT not in found[f"#{places[1]}"]
    assert found[f"#{places[2]}"].endswith(TEXT)


def test_for_the_reader_mailboxes_are_divided_and_records_left_as_they_are() -> None:
    mail = b"From: a@members.example\nSubject: 30 days\n\nwords\nFrom here on\n\n"
    box = b"".join(b"From a@members.example Thu Jan  1 00:00:00 2026\n" + mail for _ in range(3))
    found = {
        member.name: (b"".join(pieces(member.stream, 10)), member.place(0, 5))
        for member in members(io.BytesIO(box), tell=fail, as_pages=True)
    }
    size = len(box) // 3
    assert found == {f"#{n * size}": (box[:size], (n * size, n * size + 5)) for n in range(3)}
    data, (place,) = warc((gzip.compress(TEXT), {"Content-Encoding": "gzip"}))
    records = {
        member.name: b"".join(pieces(member.stream, 100))
        for member in members(io.BytesIO(data), tell=fail, as_pages=True)
    }
    assert records[f"#{place}"] == data[place:-4]


def fail(name: str, why: str) -> None:
    raise AssertionError(f"{name}: {why}")


def placed(data: bytes) -> dict[str, tuple[int, int, str]]:
    """For each member that holds the address: its places in the file, and the words as they were read."""
    found = {}
    for member in members(io.BytesIO(data), tell=fail):
        whole = b"".join(pieces(member.stream, 100))
        at = whole.find(ADDRESS.encode())
        if at >= 0:
            start, end = member.place(at, at + len(ADDRESS))
            found[member.name] = (start, end, whole[at : at + len(ADDRESS)].decode())
    return found
