"""`farthing desk`: the demonstration, and a desk of one's own."""

from __future__ import annotations

import json
import signal
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer

from farthing.cli import house, worker

app = typer.Typer(help="Serve the hotline's desk.", no_args_is_help=True)

Data = Annotated[Path, typer.Option("--data", help="The folder that holds all of the desk's state.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")]
LOOPBACK = "127.0.0.1"
LOOPBACK_NAMES = (LOOPBACK, "localhost")
REQUEST_BYTES = 24 * 1024 * 1024  # a little above the largest upload and the form around it
CAST_FILE = "cast.json"
BEHIND_A_FRONT = {
    "trusted_proxy": LOOPBACK,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"},
}


@app.command()
def demo(
    data: Data,
    port: Port = 8000,
    host: Annotated[str, typer.Option("--host", help="Loopback; no other address is taken.")] = LOOPBACK,
    empty: Annotated[bool, typer.Option("--empty", help="The cast alone, with nothing recorded.")] = False,
) -> None:
    """Serve the demonstration on this machine alone; the data folder is filled when it is new.

    All state lies in the data folder; `cast.json` there, written last, holds the sign-ins.
    """
    if host not in LOOPBACK_NAMES:
        raise house.refuse(f"the demonstration binds loopback only: it does not listen on {host}")
    listener = _listen(port)
    secret = house.make_keys(data, demo=True)
    (data / CAST_FILE).unlink(missing_ok=True)
    house.set_up(data, demo=True)
    house.migrate()
    from farthing.records.demo.load import load
    from farthing.records.errors import RecordsError

    try:
        load(secret, datetime.now(UTC), with_records=not empty)
    except RecordsError as error:
        raise house.refuse(f"{data}: {error}") from error
    base = f"http://localhost:{port}"
    with worker.beside():
        _serve(listener, lambda: _announce(data, base, secret), {})


@app.command()
def init(
    data: Data,
    house_name: Annotated[str, typer.Option("--house", help="The hotline's name.")],
    admin: Annotated[str, typer.Option("--admin", help="The first administrator's sign-in name.")],
) -> None:
    """Make a new desk: its keys, its database, and the first administrator with a password shown once."""
    house.make_keys(data)
    house.set_up(data)
    house.migrate()
    from farthing.records.errors import RecordsError
    from farthing.records.services.members import found_house

    try:
        admission = found_house(house_name, admin, datetime.now(UTC))
    except RecordsError as error:
        raise house.refuse(str(error)) from error
    typer.echo(f"The desk lies in {data}. Keep a copy of {data / house.KEY_RING} apart from the database:")
    typer.echo("without it, nothing that is sealed opens again.")
    typer.echo(f"First sign-in: {admission.member.username}, password {admission.password} (shown once);")
    typer.echo("it leads to enrolling a passkey.")


@app.command()
def migrate(data: Data) -> None:
    """Bring a desk's database to the tables of this version."""
    house.set_up(_existing(data))
    house.migrate()


@app.command()
def serve(
    data: Data,
    port: Port = 8000,
    hosts: Annotated[
        str, typer.Option("--hosts", help="The names it is called by, separated by commas (HTTPS in front).")
    ] = "",
) -> None:
    """Serve a desk behind a TLS front on this machine; everybody signs in with a passkey."""
    listener = _listen(port)
    house.set_up(_existing(data), hosts=hosts)
    house.migrate()
    _serve(listener, lambda: typer.echo(f"The desk listens on {LOOPBACK}:{port}."), BEHIND_A_FRONT)


app.command("worker")(worker.worker)


@app.command("turn-keys")
def turn_keys(data: Data) -> None:
    """Put a new wrapping key in use and wrap every record anew. Stop the desk first.

    The old key stays in the ring, since backups need it; take it out when none of them matters any more.
    """
    house.set_up(_existing(data))
    house.migrate()
    from django.conf import settings

    from farthing.records import keyring
    from farthing.records.services.keys import wrap_anew
    from farthing.seal import SealError

    now = datetime.now(UTC)
    try:
        keyring.turn(settings.KEY_RING_FILE, f"{now:%Y-%m-%d %H:%M:%S}")
        count = wrap_anew(now=now)
    except (SealError, OSError) as error:
        raise house.refuse(str(error)) from error
    typer.echo(f"{count} records are wrapped under the new key. Keep a copy of {settings.KEY_RING_FILE}:")
    typer.echo("the copy made before does not open them.")


@app.command("check-hosting")
def check_hosting(data: Data) -> None:
    """Conclude the hosting checks that wait (by a timer, say). Each method that may not ask says so."""
    house.set_up(_existing(data))
    from farthing.doors import hosting

    typer.echo(f"{hosting.work(datetime.now(UTC))} hosting checks are concluded.")


@app.command()
def recheck(data: Data) -> None:
    """Look at the watched sites that are due (by a timer, say); nothing is looked at while egress is off."""
    house.set_up(_existing(data))
    from farthing.doors import rechecks

    typer.echo(f"{rechecks.work(datetime.now(UTC))} sites were looked at.")


def _existing(data: Path) -> Path:
    if not (data / house.SECRET).exists():
        raise house.refuse(f"{data} holds no desk: make one with `farthing desk init`")
    return data


def _listen(port: int) -> socket.socket:
    """A socket on loopback, taken before anything else is done, so that a port in use costs nothing."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise house.refuse(f"port {port} on {LOOPBACK} cannot be taken: {error.strerror}") from error
    return listener


def _serve(listener: socket.socket, ready: Callable[[], None], proxy: dict[str, Any]) -> None:
    """Serves until Ctrl-C or SIGTERM; `ready` is called once requests are answered. `proxy` says which of a
    front's headers are believed; all others are taken off.

    Requests are held in memory whole, so that what is uploaded is never written to a temporary file.
    """
    import waitress

    from farthing.wsgi import application

    server = waitress.create_server(
        application,
        sockets=[listener],
        threads=4,
        ident=None,
        inbuf_overflow=2 * REQUEST_BYTES,
        outbuf_overflow=2 * REQUEST_BYTES,
        max_request_body_size=REQUEST_BYTES,
        clear_untrusted_proxy_headers=True,
        **proxy,
    )

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGINT):  # also where a shell in the background ignores the latter
        signal.signal(number, stop)
    threading.Timer(0.1, ready).start()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


def _announce(data: Path, base: str, secret: str) -> None:
    """Writes `cast.json` and prints the address and the sign-ins."""
    from farthing.records.demo.cast import CAST, keys, password
    from farthing.records.keyring import write_private

    tokens = keys(secret)
    cast = {
        name: {
            "user": name,
            "password": password(secret, name),
            "role": str(role),
            "token": tokens.get(name),
        }
        for name, (role, _) in CAST.items()
    }
    write_private(data / CAST_FILE, json.dumps({"base": base, "cast": cast}, indent=1))
    lines = [f"Farthing's demonstration: {base}", ""]
    lines += [f"  {name:<12} {member['password']:<32} {member['role']}" for name, member in cast.items()]
    lines += ["", "Sign in with a name and its password. Ctrl-C stops the desk; its data stays."]
    typer.echo("\n".join(lines))
