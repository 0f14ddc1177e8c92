"""The tests' own PostgreSQL server: real, apart, and gone when its starter is, however that ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

import postgres

STARTER = """
import postgres, time
server = postgres.start()
print(server.process.pid, server.folder, flush=True)
time.sleep(60)
"""


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    server = postgres.start()
    yield server
    server.stop()


def test_the_server_is_new_enough_and_keeps_data_checksums(server: postgres.Server) -> None:
    with psycopg.connect(server.url("farthing")) as connection:
        version, checksums, listens = connection.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('data_checksums'),"
            " current_setting('listen_addresses')"
        ).fetchone()
    assert version >= postgres.LEAST_VERSION * 10_000
    assert checksums == "on"
    assert listens == ""


def test_a_database_of_ones_own_is_made_beside_the_first(server: postgres.Server) -> None:
    url = postgres.create_database(server.url("farthing"), "desk_1")
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("desk_1",)


def test_nothing_is_left_when_the_server_is_stopped() -> None:
    server = postgres.start()
    server.stop()
    assert server.process.poll() == 0
    assert not server.folder.exists()


@pytest.mark.soak
def test_the_server_goes_when_its_starter_is_killed(repeats: Callable[[int, int], int]) -> None:
    for _ in range(repeats(1, 20)):
        kill_a_starter()


def kill_a_starter() -> None:
    path = {**os.environ, "PYTHONPATH": str(Path(postgres.__file__).parent)}
    with subprocess.Popen([sys.executable, "-c", STARTER], env=path, stdout=subprocess.PIPE) as starter:
        pid, folder = starter.stdout.readline().decode().split()
        starter.send_signal(signal.SIGKILL)
    end = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and not zombie(pid):
        assert time.monotonic() < end, "the server outlived the process that started it"
        time.sleep(0.05)
    shutil.rmtree(folder)


def zombie(pid: str) -> bool:
    """Ended, and only waiting for whoever inherited it to notice."""
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except FileNotFoundError:
        return True
