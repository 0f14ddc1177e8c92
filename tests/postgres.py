"""A real PostgreSQL server of the tests' own: in a temporary folder, reachable by its socket there only.

The server is a child of the process that starts it and dies with it: `stop` ends it in order, and where the
process is killed outright the kernel does (`setpriv --pdeathsig`). A server refuses to run as root, so root
hands it to the user `postgres`, or to `nobody` where there is none.
"""

import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

LEAST_VERSION = 15
OWNER = "farthing"
PORT = 5432  # names the socket file; nothing listens on the network
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "100",
    # What these tests ask is how the server answers, not whether it outlives a power cut.
    "fsync": "off",
    "full_page_writes": "off",
    "log_min_messages": "warning",
}


@dataclass(frozen=True, slots=True)
class Server:
    folder: Path
    process: "subprocess.Popen[bytes]"

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self.folder), safe='')}&port={PORT}"

    def stop(self) -> None:
        """End every session and the server, and take its folder away. May be called twice."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Server:
    """Make a cluster, start a server on it and create the database `farthing`."""
    programs = server_programs()
    # A socket's path may have 107 characters, and a user's own TMPDIR may be closed to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="farthing-postgresql-", dir="/tmp"))
    try:
        become = become_server_user(folder)
        make_cluster(programs, folder, become)
        log = (folder / "server.log").open("wb")
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        settings.append(f"--unix_socket_directories={folder}")
        process = subprocess.Popen(
            [*become, str(programs / "postgres"), "-D", str(folder / "data"), *settings],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            # Ctrl-C goes to the whole foreground group; the server leaves in order after the tests do.
            start_new_session=True,
        )
        log.close()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    server = Server(folder, process)
    try:
        wait_until_it_answers(server)
        create_database(server.url("postgres"), "farthing")
    except BaseException:
        server.stop()
        raise
    return server


def create_database(url: str, name: str) -> str:
    """Create the empty database `name` on the server that `url` leads to, and give the URL of it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    return re.sub(r"(@[^/]*)/[^?]*", rf"\1/{name}", url)


def server_programs() -> Path:
    """The folder of `initdb` and `postgres`, newest version first: Debian keeps them off PATH."""
    beside_path = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=version_in_path, reverse=True)
    found = shutil.which("initdb", path=os.pathsep.join([*beside_path, os.environ.get("PATH", os.defpath)]))
    if found is None:
        raise FileNotFoundError("no PostgreSQL here: apt-get install --no-install-recommends postgresql")
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    version = int(re.search(r"\d+", said)[0])
    if version < LEAST_VERSION:
        raise RuntimeError(f"Farthing needs PostgreSQL {LEAST_VERSION} or later; {found} is {version}")
    return Path(found).resolve().parent


def version_in_path(folder: str) -> int:
    return int(re.sub(r"\D", "", folder) or 0)


def become_server_user(folder: Path) -> list[str]:
    """The words before a command that run it as the server's user, who is given `folder`, until we end."""
    with_us = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() != 0:
        return with_us
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return [*with_us, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def make_cluster(programs: Path, folder: Path, become: list[str]) -> None:
    access = ["--auth=trust", f"--username={OWNER}"]
    kind = ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-sync"]
    made = subprocess.run(
        [*become, str(programs / "initdb"), *access, *kind, str(folder / "data")],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")


def wait_until_it_answers(server: Server) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(server.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if server.process.poll() is not None or time.monotonic() > end:
                log = (server.folder / "server.log").read_text("utf-8", "replace")
                raise RuntimeError(f"the PostgreSQL server did not start:\n{log}") from error
            time.sleep(0.05)
        else:
            return
