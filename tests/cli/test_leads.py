"""`farthing leads`: folders, archives and broken files, scanned in place and once."""

from __future__ import annotations

import os
from pathlib import Path

from cli.test_desk import data_of, farthing
from desk_server import Desk

PAGES = Path(__file__).parents[1] / "data" / "pages"


def test_saved_pages_are_scanned_once_and_what_is_broken_gets_a_line(
    empty_desk: Desk, tmp_path: Path
) -> None:
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    for name in ("001.html", "002.html", "017.warc"):
        (crawl / name).write_bytes((PAGES / name).read_bytes())
    (crawl / "empty.html").write_bytes(b"")
    (crawl / "broken.warc").write_bytes((PAGES / "017.warc").read_bytes()[:700])
    words = ("--data", empty_desk.data, "--as", "analyst")
    environment = data_of(empty_desk) | {"FARTHING_DEMO": "1"}
    before = {path: path.stat() for path in crawl.iterdir()}
    first = farthing("leads", "scan", crawl, *words, **environment)
    assert first.returncode == 1
    assert "empty.html: the file is empty" in first.stderr
    assert "Traceback" not in first.stderr
    assert {path: path.stat() for path in crawl.iterdir()}.keys() == before.keys()
    again = farthing("leads", "scan", crawl, *words, **environment)
    assert "002.html" not in again.stderr
    os.utime(crawl / "001.html")
    assert "Traceback" not in farthing("leads", "scan", crawl, *words, **environment).stderr
    hunted = farthing("leads", "hunt", *words, **environment)
    assert (hunted.returncode, hunted.stdout) == (0, "0 hunts ended: 0 leads were made or became stronger.\n")


def test_wrong_use_is_said_in_one_line(empty_desk: Desk, tmp_path: Path) -> None:
    environment = data_of(empty_desk) | {"FARTHING_DEMO": "1"}
    for words in (("--data", tmp_path, "--as", "analyst"), ("--data", empty_desk.data, "--as", "auditor")):
        done = farthing("leads", "scan", PAGES, *words, **environment)
        assert done.returncode == 2, words
        assert len(done.stderr.splitlines()) == 1
    nothing = farthing(
        "leads", "scan", tmp_path / "none", "--data", empty_desk.data, "--as", "analyst", **environment
    )
    assert (nothing.returncode, len(nothing.stderr.splitlines())) == (1, 1)
