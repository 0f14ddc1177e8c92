"""Every command that the README shows is run here, as it stands there.

A line of a block fenced as `sh` is a command. `farthing …` runs in a folder that has the repository's
`tests`; `make …` must be a target, and `make demo` is started, waited for and stopped, on data and a port of
its own.
"""

import json
import os
import re
import shlex
import signal
import subprocess
import time
from pathlib import Path

import pytest

import desk_server
from house.repository import ROOT, make, own_environment, text_of

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SERVES = ("make demo", "farthing desk demo")
GOES_THERE = ("git clone ", "cd ")


def commands() -> list[str]:
    lines = "".join(BLOCK.findall(text_of(ROOT / "README.md"))).replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    (folder / "tests").symlink_to(ROOT / "tests")
    return folder


def test_the_readme_shows_the_two_commands() -> None:
    shown = [" ".join(command.split("#")[0].split()) for command in commands()]
    assert "make demo" in shown
    assert "make test" in shown


@pytest.fixture(scope="module")
def database() -> dict[str, str]:
    """One database for all commands that use one, as a reader of the README would have."""
    return desk_server.own_database()


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_readme_works(command: str, folder: Path, database: dict[str, str]) -> None:
    if command.startswith(SERVES):
        serves(command, folder)
    elif command.startswith("make "):
        targets = shlex.split(command, comments=True)[1:]
        done = make("-n", "-o", "install", *targets)
        assert done.returncode == 0, done.stderr
    elif re.match(r"(?:\.venv/bin/)?farthing ", command):
        runs(command.removeprefix(".venv/bin/"), folder, database)
    else:
        assert command.startswith(GOES_THERE), f"{command!r}: say in this test how it is to be run"


def runs(command: str, folder: Path, database: dict[str, str]) -> None:
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=own_environment(**database),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def serves(command: str, folder: Path) -> None:
    """Start what serves, on a free port, with data apart; wait for `cast.json`; see it answer; stop it."""
    port, data = desk_server.free_port(), folder / "demo"
    words = shlex.split(command, comments=True)
    if words[0] == "make":
        words += ["-o", "install", f"PORT={port}", f"DATA={data}"]
    else:
        words += ["--port", str(port), "--data", str(data)]  # the last one said holds
    process = subprocess.Popen(
        words,
        cwd=ROOT if words[0] == "make" else folder,
        env=own_environment(**desk_server.own_database()),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        served = wait_until_served(process, data, port)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=30)
    assert served, said
    cast = json.loads((data / "cast.json").read_text("utf-8"))
    assert cast["base"].rstrip("/") == f"http://localhost:{port}"  # a name: passkeys bind to no IP address
    assert cast["base"].rstrip("/") in said
    assert cast["cast"]["analyst"]["user"] in said
    assert "Traceback" not in said


def wait_until_served(process: "subprocess.Popen[str]", data: Path, port: int) -> bool:
    end = time.monotonic() + desk_server.START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        if (data / "cast.json").exists() and desk_server.answers(port):
            return True
        time.sleep(0.1)
    return False
