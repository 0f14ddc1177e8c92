"""`farthing read` as it is typed: one document a page, wherever the page lies."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from cli.command import farthing
from pages.packing import ADDRESS, TEXT, chunked, tarred, warc, zipped

PAGE = b"<html><body><p>Members area</p><p>" + TEXT + b"</p><p>0.0025 BTC</p></body></html>"
MAIL = b"From: a@members.example\nSubject: Your 30 days\nTo: b@members.example\n\n" + TEXT
MBOX = (b"From a@members.example Thu Jan  1 00:00:00 2026\n" + MAIL + b"\n") * 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE))
    (tmp_path / "mails.mbox").write_bytes(MBOX)
    (tmp_path / "code.png").write_bytes(
        (Path(__file__).parents[1] / "data" / "pages" / "008.png").read_bytes()
    )
    packed = zipped(
        {"p.html": PAGE, "style.css": b"p { margin: 0 }", "p.png": b"\x89PNG\r\n\x1a\n", "m": MBOX}
    )
    (tmp_path / "site.tar").write_bytes(tarred({"site.zip": packed, "program": b"\x7fELF" + bytes(50)}))
    return tmp_path


def test_every_page_is_a_document_named_by_where_it_lies(folder: Path) -> None:
    half = len(MBOX) // 2
    for name, sources in {
        "page.html": ["page.html"],
        "page.html.gz": ["page.html.gz"],
        "mails.mbox": ["mails.mbox#0", f"mails.mbox#{half}"],
        "code.png": ["code.png"],
        "site.tar": ["site.tar!site.zip!p.html", "site.tar!site.zip!m#0", f"site.tar!site.zip!m#{half}"],
    }.items():
        said = farthing("read", name, folder=folder)
        assert (said.sources, said.lines, said.status) == (sources, [], 0)
        assert all(document["options"][0]["address"] for document in said.documents)


def test_places_are_those_of_the_file_that_is_named(folder: Path) -> None:
    for document in farthing("read", "page.html", "mails.mbox", folder=folder).documents:
        data = (folder / document["source"].partition("#")[0]).read_bytes()
        (option,) = document["options"]
        assert data[option["start"] : option["end"]] == ADDRESS.encode()


@pytest.mark.parametrize("packed", [False, True])
def test_every_answer_of_a_warc_that_is_a_page_is_read(tmp_path: Path, packed: bool) -> None:
    html = {"Content-Type": "text/html"}
    coded = {**html, "Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}
    answers = (
        (PAGE, html),
        (b"p {}", {"Content-Type": "text/css"}),
        (b"\x89PNG\r\n\x1a\n", {}),
        (chunked(gzip.compress(PAGE, mtime=0)), coded),
    )
    data, places = warc(*answers, packed=packed)
    (tmp_path / "a.warc").write_bytes(data)
    said = farthing("read", "a.warc", folder=tmp_path)
    assert (said.sources, said.lines) == ([f"a.warc#{places[0]}", f"a.warc#{places[3]}"], [])
    if not packed:
        (option,) = said.documents[0]["options"]
        assert data[option["start"] : option["end"]] == ADDRESS.encode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"GIF89a" + bytes(30), "cannot be decoded"),
        (b"\x1aE\xdf\xa3" + bytes(30), "this is a video"),
        (zipped({"a": b"\x89PNG\r\n\x1a\n"}), "no page"),
        (zipped({"a.css": b"p {}"}), "no page"),
        (warc((b"\x89PNG\r\n\x1a\n", {}))[0], "no page"),
        (b"<p>30 days access</p>" * 1_000_000, "more than 20 MB"),
    ],
)
def test_what_is_no_page_is_said_and_the_rest_is_read(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "a").write_bytes(data)
    (tmp_path / "b").write_bytes(PAGE)
    said = farthing("read", "a", "b", folder=tmp_path)
    assert (said.sources, said.status, len(said.lines)) == (["b"], 1, 1)
    assert said.lines[0].startswith("farthing: a: ")
    assert why in said.lines[0]


def test_standard_input_is_read() -> None:
    said = farthing("read", given=PAGE)
    assert (said.sources, said.status) == (["-"], 0)
