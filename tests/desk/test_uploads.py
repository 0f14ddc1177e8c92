"""What is uploaded stays in memory: the real desk is watched from outside while a large page passes."""

from __future__ import annotations

import base64
import os
import random
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadhandler import SkipFile
from django.test import RequestFactory
from pytest_django import Settings

import desk_server as desks
from desk.recording import GENESIS, filled
from desk_server import Desk
from farthing.desk.uploads import MemoryOnly, was_too_large

FULL = 19_900_000  # bytes, just below the gate's limit
MEDIA = random.Random(7).randbytes(600)
DATABASE_FILES = ("desk.sqlite3", "desk.sqlite3-wal", "desk.sqlite3-shm")


class Browser:
    """Just enough of one: cookies, forms and their tokens, over a real socket."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> SimpleNamespace:
        return self._send(urllib.request.Request(self._base + path))

    def post(self, path: str, fields: dict[str, str], form: SimpleNamespace) -> SimpleNamespace:
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token(form)} | fields).encode()
        return self._send(urllib.request.Request(self._base + path, data))

    def upload(self, path: str, data: bytes, form: SimpleNamespace) -> SimpleNamespace:
        edge = "xXxXxXxXxXxX"
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token(form)}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="page"; filename="page.mhtml"\r\n'
            "Content-Type: multipart/related\r\n\r\n"
        )
        request = urllib.request.Request(
            self._base + path, head.encode() + data + f"\r\n--{edge}--\r\n".encode()
        )
        request.add_header("Content-Type", f"multipart/form-data; boundary={edge}")
        return self._send(request)

    def _send(self, request: urllib.request.Request) -> SimpleNamespace:
        with self._opener.open(request, timeout=60) as answer:
            return SimpleNamespace(content=answer.read(), url=answer.url)


def token(answer: SimpleNamespace) -> str:
    return answer.content.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose temporary folder is its own, so that whatever is put there is seen."""
    (tmp_path / "temporary").mkdir()
    environment = desks.own_database() | {"TMPDIR": str(tmp_path / "temporary")}
    with desks.running(tmp_path / "data", "--empty", environment=environment) as running:
        yield running


def saved_page(size: int) -> bytes:
    """An MHTML page (RFC 2557) of `size` bytes: a few lines that sell, and otherwise pictures."""
    lines = f"<html><body><p>30 days access: 0.01 BTC</p><p>Bitcoin: {GENESIS}</p></body></html>"
    picture = base64.encodebytes(MEDIA * 1000).replace(b"\n", b"\r\n")
    parts = [
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: http://media.invalid/pay\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="part"\r\n\r\n'
        b"--part\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Location: http://media.invalid/pay\r\n\r\n" + lines.encode() + b"\r\n"
    ]
    head = b"--part\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    while sum(map(len, parts)) + len(head) + len(picture) < size:
        parts.append(head + picture)
    rest = size - sum(map(len, parts)) - len(head) - len(b"--part--\r\n")
    return b"".join([*parts, head, picture[: max(0, rest)], b"--part--\r\n"])


@contextmanager
def watched(process: int) -> Iterator[set[str]]:
    """The files that `process` holds open for writing at any time within the block."""
    seen: set[str] = set()
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.002):
            for handle in Path(f"/proc/{process}/fd").iterdir():
                try:
                    name, flags = os.readlink(handle), open_flags(process, handle.name)
                except FileNotFoundError:
                    continue  # closed in between
                if flags & (os.O_WRONLY | os.O_RDWR):
                    seen.add(name)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        stop.set()
        watcher.join()


def open_flags(process: int, handle: str) -> int:
    """The flags with which a file was opened (proc(5): fdinfo, in octal)."""
    lines = Path(f"/proc/{process}/fdinfo/{handle}").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("flags:")).split()[1], 8)


def written(process: int) -> int:
    """Bytes that `process` has given to write calls on files so far (proc(5): wchar)."""
    lines = Path(f"/proc/{process}/io").read_text().splitlines()
    return int(dict(line.split(": ") for line in lines)["wchar"])


def test_a_large_page_full_of_media_passes_and_nothing_but_the_database_is_written(
    desk: Desk, tmp_path: Path
) -> None:
    browser = Browser(desk.base)
    who = desk.cast["analyst"]
    browser.post("/sign-in/", {"login": who.user, "password": who.password}, browser.get("/sign-in/"))
    start = browser.get("/record/")
    page = saved_page(FULL)
    assert len(page) == FULL
    assert page.count(base64.b64encode(MEDIA[:57])) > 10

    before = written(desk.process.pid)
    with watched(desk.process.pid) as opened:
        form = browser.upload("/record/", page, start)
        sent = filled(form) | {"site_address": "http://media.invalid/pay", "confirm": "1"}
        done = browser.post("/record/confirm/", sent, form)
    assert "/observations/" in done.url
    assert GENESIS.encode() in done.content
    assert f"{FULL:,} bytes".encode() in done.content

    assert written(desk.process.pid) - before < 2_000_000
    files = {Path(name.removesuffix(" (deleted)")) for name in opened if name.startswith("/")}
    data = {file.name for file in files if file.is_relative_to(desk.data)}
    assert data <= set(DATABASE_FILES)
    elsewhere = {file for file in files if not file.is_relative_to(desk.data)}
    assert not [file for file in elsewhere if file.is_relative_to(tmp_path) and file.suffix != ".log"]
    assert not [file for file in elsewhere if str(file).startswith(("/tmp/", "/var/tmp/", "/dev/shm/"))
                and not file.is_relative_to(tmp_path)]  # fmt: skip
    assert list((tmp_path / "temporary").iterdir()) == []
    kept = b"".join(file.read_bytes() for file in desk.data.rglob("*") if file.is_file())
    for piece in (MEDIA[:40], base64.b64encode(MEDIA[:57]), b"media.invalid"):
        assert piece not in kept


def test_a_page_above_the_limit_is_answered_with_a_sentence(desk: Desk) -> None:
    browser = Browser(desk.base)
    who = desk.cast["analyst"]
    browser.post("/sign-in/", {"login": who.user, "password": who.password}, browser.get("/sign-in/"))
    with pytest.raises(urllib.error.HTTPError) as refused:
        browser.upload("/record/", saved_page(22_000_000), browser.get("/record/"))
    with refused.value as answer:
        assert answer.code == 413
        assert b"more than 20 MB" in answer.read()


def handler(request: object) -> MemoryOnly:
    one = MemoryOnly(request)  # type: ignore[arg-type]  # django-stubs asks for a HttpRequest alone
    one.new_file("page", "page.html", "text/html", None, "utf-8", {})
    return one


def test_a_file_within_the_limit_is_kept_whole_in_memory(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 10
    one = handler(RequestFactory().post("/"))
    for chunk in (b"12345", b"67890"):
        assert one.receive_data_chunk(chunk, 0) is None
    file = one.file_complete(10)
    assert (file.read(), file.size) == (b"1234567890", 10)


def test_a_file_is_dropped_at_the_first_byte_too_many(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 10
    request = RequestFactory().post("/")
    one = handler(request)
    one.receive_data_chunk(b"1234567890", 0)
    assert not was_too_large(request)
    with pytest.raises(SkipFile):
        one.receive_data_chunk(b"1", 10)
    assert was_too_large(request)


def test_no_other_handler_can_take_a_file(settings: Settings) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["farthing.desk.uploads.MemoryOnly"]
