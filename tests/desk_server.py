"""The real desk in tests: `farthing desk demo` as a process of its own, on loopback, ended with the test.

`running(data)` starts it, waits until `cast.json` stands (it is written last) and the desk answers, and gives
a `Desk`. Kill tests call `desk.kill()` and start another one on the same data.
"""

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from postgres import create_database

COMMAND = Path(sys.executable).with_name("farthing")
START_SECONDS = 120  # alone it takes 30 at most; here it shares two cores with another worker


@dataclass(frozen=True, slots=True)
class Member:
    user: str
    password: str
    role: str
    token: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    base: str
    cast: Mapping[str, Member]
    data: Path
    process: "subprocess.Popen[bytes]"

    @property
    def local_base(self) -> str:
        """The same desk by the name `localhost`: a passkey is bound to a name, never to an IP address."""
        return self.base.replace("127.0.0.1", "localhost")

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which Django finds the desk's records, whichever database they lie in."""
        served = Path(f"/proc/{self.process.pid}/environ").read_bytes().split(b"\0")
        database = [entry.decode() for entry in served if entry.startswith(b"FARTHING_DATABASE=")]
        own = {
            "FARTHING_DATA": str(self.data),
            "FARTHING_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "farthing.settings",
        }
        return {**os.environ, **own, **dict(entry.split("=", 1) for entry in database)}

    def kill(self) -> None:
        """End the desk with no chance to tidy up, as a power cut would."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def running(data: Path, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[Desk]:
    """Serve the demonstration from `data` with the command's further `options` while the block runs."""
    port = free_port()
    log = data.with_name(data.name + ".log")
    with log.open("wb") as written:
        process = subprocess.Popen(
            [COMMAND, "desk", "demo", "--data", data, "--port", str(port), *options],
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_it_answers(process, data, port, log)
        said = json.loads((data / "cast.json").read_text("utf-8"))
        cast = {name: Member(**member) for name, member in said["cast"].items()}
        yield Desk(said["base"].rstrip("/"), cast, data, process)
    finally:
        end(process)


def own_database() -> dict[str, str]:
    """The environment of a desk with a database of its own: in its data folder, or on the tests' server."""
    url = os.environ.get("FARTHING_DATABASE")
    return {"FARTHING_DATABASE": create_database(url, f"desk_{secrets.token_hex(6)}")} if url else {}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(process: "subprocess.Popen[bytes]", data: Path, port: int, log: Path) -> None:
    end_of_patience = time.monotonic() + START_SECONDS
    while not ((data / "cast.json").exists() and answers(port)):
        if process.poll() is not None:
            raise RuntimeError(
                f"the desk ended with {process.returncode}:\n{log.read_text('utf-8', 'replace')}"
            )
        if time.monotonic() > end_of_patience:
            raise TimeoutError(f"the desk did not answer:\n{log.read_text('utf-8', 'replace')}")
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
    except urllib.error.HTTPError as refused:
        refused.close()
        return True  # it speaks
    except OSError:
        return False
    return True


def end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
