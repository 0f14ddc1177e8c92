"""`farthing desk` and `farthing observation` as they are typed, each a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

import desk_server as desks
from desk_server import Desk

FARTHING = Path(sys.executable).with_name("farthing")
PAGE = Path(__file__).parents[1] / "data" / "pages" / "001.html"
FIRST_SAVED = "O-004977"  # the 24 saved pages are recorded last of 5,000


def farthing(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FARTHING, *words],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def data_of(desk: Desk) -> dict[str, str]:
    """Where the running desk's database is, for a command beside it."""
    served = Path(f"/proc/{desk.process.pid}/environ").read_bytes().split(b"\0")
    entries = [entry.decode().split("=", 1) for entry in served if entry.startswith(b"FARTHING_DATABASE=")]
    return dict(entries)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_the_demonstration_listens_on_loopback_only(tmp_path: Path) -> None:
    done = farthing("desk", "demo", "--data", tmp_path / "data", "--host", "0.0.0.0")
    assert done.returncode == 2
    assert done.stderr == ("farthing: the demonstration binds loopback only: it does not listen on 0.0.0.0\n")
    assert not (tmp_path / "data").exists()


def test_a_port_in_use_is_said_in_one_line_and_nothing_is_done(tmp_path: Path, taken_port: int) -> None:
    done = farthing("desk", "demo", "--data", tmp_path / "data", "--port", str(taken_port))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert str(taken_port) in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_place_that_cannot_be_the_data_folder_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    port = str(desks.free_port())
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        done = farthing("desk", "demo", "--data", place, "--port", port)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "cannot be the data folder" in done.stderr


def test_a_desk_of_ones_own_is_no_demonstration(tmp_path: Path) -> None:
    database, data = desks.own_database(), tmp_path / "data"
    made = farthing("desk", "init", "--data", data, "--house", "Our House", "--admin", "first", **database)
    assert made.returncode == 0, made.stderr
    assert "first" in made.stdout
    again = farthing("desk", "init", "--data", data, "--house", "Our House", "--admin", "other", **database)
    assert again.returncode == 2
    port = str(desks.free_port())
    demo = farthing("desk", "demo", "--data", data, "--port", port, **database)
    assert demo.returncode == 2
    assert "Another desk than the demonstration lies here." in demo.stderr


def test_whatever_lies_in_the_data_folder_is_its_owners_alone(desk_server: Desk) -> None:
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in desk_server.data.iterdir()}
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}
    assert stat.S_IMODE(desk_server.data.stat().st_mode) == 0o700


def test_an_answer_names_no_server_and_a_forged_front_is_not_believed(desk_server: Desk) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "elsewhere.example"}
    request = urllib.request.Request(f"{desk_server.base}/sign-in/", headers=headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        assert answer.status == 200
        assert answer.headers["Server"] is None
        assert "elsewhere.example" not in answer.read().decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_when_told_to(empty_desk: Desk, number: signal.Signals) -> None:
    empty_desk.process.send_signal(number)
    assert empty_desk.process.wait(15) == 0
    assert "Traceback" not in empty_desk.data.with_name(empty_desk.data.name + ".log").read_text()


def ask(code: str, data: Path, database: dict[str, str]) -> str | None:
    """What `code` prints in a process that has the data folder; None where it fails."""
    settings = {"FARTHING_DATA": str(data), "DJANGO_SETTINGS_MODULE": "farthing.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        env={**os.environ, **settings, **database},
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() if asked.returncode == 0 else None


CAST = "from farthing.records.models import Member; print(Member.objects.count())"
NUMBERS = (
    "from farthing.records.models import *; one = Observation.objects.get(received_sha256='{sha256}'); "
    "print(Observation.objects.count(), one.reference)"
)


def test_killed_while_it_loads_it_begins_afresh(tmp_path: Path) -> None:
    database, data = desks.own_database(), tmp_path / "data"
    port = str(desks.free_port())
    first = subprocess.Popen(
        [FARTHING, "desk", "demo", "--data", data, "--port", port],
        env={**os.environ, **database},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    while ask(CAST, data, database) in (None, "0"):
        assert first.poll() is None
        time.sleep(0.2)
    time.sleep(1)  # into the loading of the records, which comes next and takes many times that
    first.kill()
    first.wait()
    assert not (data / "cast.json").exists()
    with desks.running(data, environment=database):
        # A number given in a transaction that fell is not given again on PostgreSQL: ask for the page's.
        said = ask(NUMBERS.format(sha256=sha256(PAGE.read_bytes()).hexdigest()), data, database)
        assert said
        count, reference = said.split()
        assert count == "5000"
        verified = farthing("observation", "verify", reference, PAGE, "--data", data, **database)
        assert verified.returncode == 0, verified.stderr


def test_a_saved_page_is_verified_by_its_file(desk_server: Desk) -> None:
    words = ("observation", "verify", FIRST_SAVED)
    where = ("--data", desk_server.data)
    database = data_of(desk_server)
    done = farthing(*words, PAGE, *where, **database)
    assert (done.returncode, done.stdout.count("holds ")) == (0, 3), done.stdout + done.stderr
    named = farthing(*words, PAGE, *where, "--as", "auditor", **database)
    assert named.returncode == 0, named.stderr
    other = farthing(*words, PAGE.with_name("002.html"), *where, **database)
    assert other.returncode == 1
    assert "FAILS  the file is the one that was received" in other.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("O-999999", PAGE), 2),
        (("nothing", PAGE), 2),
        ((FIRST_SAVED, PAGE, "--as", "nobody"), 2),
        ((FIRST_SAVED, PAGE, "--as", "admin"), 2),
        ((FIRST_SAVED, "/no/such/file"), 1),
    ],
)
def test_wrong_use_of_verify_is_said_without_a_traceback(
    desk_server: Desk, words: tuple[str | Path, ...], code: int
) -> None:
    done = farthing("observation", "verify", *words, "--data", desk_server.data, **data_of(desk_server))
    assert done.returncode == code
    assert done.stderr.startswith("farthing: ")
    assert "Traceback" not in done.stderr


def test_finding_and_reading_do_not_load_the_desk() -> None:
    code = (
        "import sys, json; from farthing.cli import app; import farthing.coins, farthing.pages; "
        "print(json.dumps([m for m in sys.modules if m.split('.')[0] in ('django', 'allauth', 'waitress')]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_without_the_desk_installed_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['django'] = None; from farthing.cli import main; main()"
    words = ["desk", "demo", "--data", "/nowhere/at/all"]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert "farthing[desk]" in done.stderr
    assert "Traceback" not in done.stderr
