"""`farthing desk worker` as an operator meets it: what it does not do, it says, and keeps what waits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import desk_server as desks

FARTHING = Path(sys.executable).with_name("farthing")
UNSET = {name: "" for name in ("FARTHING_SMTP", "FARTHING_MAIL_FROM", "FARTHING_EGRESS")}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A new desk's folder, with the environment that names its database."""
    folder, environment = tmp_path_factory.mktemp("worker") / "data", {**UNSET, **desks.own_database()}
    done = command("desk", "init", "--data", folder, "--house", "H", "--admin", "admin", **environment)
    assert done.returncode == 0, done.stderr
    return folder, environment


def command(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FARTHING, *words],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_without_a_mail_server_it_says_so_and_runs_on(data: tuple[Path, dict[str, str]]) -> None:
    folder, environment = data
    one = subprocess.Popen(
        [FARTHING, "desk", "worker", "--data", folder],
        env={**os.environ, **environment, "FARTHING_MAIL_FROM": "desk@house.example"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert one.stdout
    assert one.stderr
    assert "The worker runs" in one.stdout.readline()
    lines = [one.stderr.readline() for _ in range(2)]
    assert one.poll() is None
    one.send_signal(signal.SIGTERM)
    rest = one.communicate(timeout=30)[1]
    assert lines == [
        "farthing: nothing is mailed: set FARTHING_SMTP. The outbox keeps what waits (0 now).\n",
        "farthing: nothing is looked at. Egress is off: the operator turns it on with FARTHING_EGRESS=1.\n",
    ]
    assert (one.returncode, rest) == (0, "")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FARTHING_SMTP", "mail.example", "FARTHING_SMTP is no smtp://HOST:PORT"),
        ("FARTHING_SMTP", "smtp://mail.example:port", "FARTHING_SMTP is no smtp://HOST:PORT"),
        ("FARTHING_MAIL_FROM", "The desk <desk@house.example>", "FARTHING_MAIL_FROM is no mail address"),
    ],
)
def test_what_is_set_wrong_is_named_in_a_line(
    data: tuple[Path, dict[str, str]], name: str, value: str, said: str
) -> None:
    folder, environment = data
    right = {"FARTHING_SMTP": "smtp://127.0.0.1:1", "FARTHING_MAIL_FROM": "desk@house.example"}
    done = command("desk", "worker", "--data", folder, **{**environment, **right, name: value})
    assert done.returncode == 2
    assert done.stderr.startswith(f"farthing: {said}")
    assert done.stderr.count("\n") == 1


def test_a_folder_that_holds_no_desk_or_an_old_one_is_refused(tmp_path: Path) -> None:
    done = command("desk", "worker", "--data", tmp_path)
    assert (done.returncode, "holds no desk" in done.stderr) == (2, True)
    (tmp_path / "secret-key").write_text("a secret of some length", "utf-8")
    done = command("desk", "worker", "--data", tmp_path, **{**UNSET, **desks.own_database()})
    assert (done.returncode, "farthing desk migrate" in done.stderr) == (2, True)


def test_its_help_names_what_to_set() -> None:
    said = command("desk", "worker", "--help", COLUMNS="200").stdout
    for name in ("FARTHING_SMTP", "FARTHING_MAIL_FROM", "FARTHING_EGRESS", "--data"):
        assert name in said
