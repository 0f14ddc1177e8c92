"""`farthing find` as it is typed: what it takes, how it names what it found, and what it says of the rest."""

from __future__ import annotations

import gzip
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.command import farthing
from farthing.cli.inputs import Inputs, finish
from pages.packing import ADDRESS, TEXT, record, tarred, warc, zipped


def test_a_file_is_named_as_it_was_given_and_places_are_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<p>\xff\xfe" + TEXT)
    said = farthing("find", "page.html", folder=tmp_path)
    (hit,) = said.documents
    assert (hit["source"], hit["address"], said.lines, said.status) == ("page.html", ADDRESS, [], 0)
    assert (tmp_path / "page.html").read_bytes()[hit["start"] : hit["end"]] == ADDRESS.encode()


def test_nothing_found_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"30 days access")
    said = farthing("find", tmp_path)
    assert (said.documents, said.lines, said.status) == ([], [], 0)


@pytest.mark.parametrize("words", [("find", "-"), ("find",)])
def test_standard_input_is_read_where_it_is_named_or_nothing_is(words: tuple[str, ...]) -> None:
    said = farthing(*words, given=zipped({"a.txt": TEXT}))
    assert (said.sources, said.status) == (["-!a.txt"], 0)
    assert farthing("find", "-", "-", given=TEXT).sources == ["-"]


def test_folders_are_walked_in_the_order_of_names_and_archives_opened(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.tgz").write_bytes(tarred({"x.txt": TEXT, "in.zip": zipped({"y": TEXT})}, "w:gz"))
    (tmp_path / "b" / "c.txt").write_bytes(TEXT)
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(TEXT))
    data, (place,) = warc((TEXT, {}), packed=True)
    (tmp_path / "e.warc.gz").write_bytes(data)
    names = ["a.tgz!x.txt", "a.tgz!in.zip!y", "b/c.txt", "d.txt.gz", f"e.warc.gz#{place}"]
    said = farthing("find", f"{tmp_path}/")
    assert (said.sources, said.status) == ([f"{tmp_path}/{name}" for name in names], 0)


def test_what_is_no_file_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "c").symlink_to(".")
    os.mkfifo(tmp_path / "d")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "e"))
        (tmp_path / "f.txt").write_bytes(TEXT)
        said = farthing("find", tmp_path, tmp_path / "gone", "/dev/zero")
    assert said.sources == [f"{tmp_path}/a.txt", f"{tmp_path}/f.txt"]
    assert [line.split(" ")[1].rstrip(":").rpartition("/")[2] for line in said.lines] == [
        *("b.txt", "c", "d", "e", "gone", "zero")
    ]
    assert "symbolic link" in said.lines[0]
    assert said.status == 1


def test_a_link_or_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.txt").symlink_to("a.txt")
    said = farthing("find", tmp_path / "b.txt", "/dev/stdin", given=TEXT)
    assert (said.sources, said.status) == ([f"{tmp_path}/b.txt", "/dev/stdin"], 0)


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder that everybody may enter; root, who may read everything, is somebody else in the meantime."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        place = Path(folder)
        place.chmod(0o755)
        (place / "first.txt").write_bytes(TEXT)
        list(Inputs().each([f"{place}/first.txt"]))  # loads what nobody might not be allowed to load
        (place / "a.txt").write_bytes(TEXT)
        (place / "a.txt").chmod(0)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        yield place
        if is_root:
            os.seteuid(0)


def test_what_may_not_be_read_is_said(as_nobody: Path, capfd: pytest.CaptureFixture[str]) -> None:
    inputs = Inputs()
    assert [one.source for one in inputs.each([str(as_nobody)])] == [f"{as_nobody}/first.txt"]
    assert capfd.readouterr().err == f"farthing: {as_nobody}/a.txt: Permission denied\n"
    with pytest.raises(SystemExit, match="1"):
        finish(inputs.failures)


def test_a_name_that_would_play_with_the_terminal_is_shown_harmless(tmp_path: Path) -> None:
    data = zipped({"a\x1b[2J\n.txt": TEXT})
    (tmp_path / "a.zip").write_bytes(data[:20] + b"\0" + data[21:])
    said = farthing("find", "a.zip", folder=tmp_path)
    assert said.sources == ["a.zip!a\x1b[2J\n.txt"]
    assert all(line.isprintable() for line in said.lines)


def test_a_private_key_is_named_by_its_place_and_never_shown(tmp_path: Path) -> None:
    key = b"KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn"  # the key 1, known to everybody
    (tmp_path / "a.txt").write_bytes(b"wallet: " + key)
    said = farthing("find", "a.txt", folder=tmp_path)
    assert said.lines == ["farthing: a.txt: a private key stands at byte 8; its value is not shown"]
    assert said.status == 0


def test_a_broken_member_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    broken = bytearray(gzip.compress(TEXT * 50))
    broken[40] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT, "b.gz": bytes(broken), "c.txt": TEXT}))
    (tmp_path / "b.warc").write_bytes(record("resource", TEXT) + record("resource", TEXT, 5_000))
    said = farthing("find", "a.zip", "b.warc", folder=tmp_path)
    assert said.sources[0] == "a.zip!a.txt"
    assert "a.zip!c.txt" in said.sources
    assert next(source for source in said.sources if source.startswith("b.warc")) == "b.warc#0"
    assert said.lines[0].startswith("farthing: a.zip!b.gz: ")
    assert said.lines[-1].startswith("farthing: b.warc#")
    assert said.status == 1


def test_wrong_use_does_nothing() -> None:
    said = farthing("find", "--no-such-option")
    assert (said.documents, said.status) == ([], 2)
