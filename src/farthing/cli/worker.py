"""`farthing desk worker`: sends what waits in the outbox, and looks where servers are and what is gone. The
demonstration runs it in its one process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from farthing.cli import house
from farthing.cli.inputs import warn

if TYPE_CHECKING:
    from farthing.doors.outbox import Worker


def worker(
    data: Annotated[Path, typer.Option("--data", help="The folder that holds all of the desk's state.")],
) -> None:
    """Send notices and reminders, check hosting and look at watched sites, until Ctrl-C or SIGTERM; several
    may run at once.

    Notices leave by the mail server that FARTHING_SMTP names (smtp://HOST:PORT or smtps://USER:PASSWORD@HOST),
    from the address in FARTHING_MAIL_FROM. Without these nothing is mailed, and what is to be stays in
    the outbox. Hotlines are told by ICCAM where FARTHING_ICCAM names it. It looks where FARTHING_EGRESS=1
    lets it.
    """
    if not (data / house.SECRET).exists():
        raise house.refuse(f"{data} holds no desk: make one with `farthing desk init`")
    house.set_up(data)
    house.require_tables(data)
    one = made()
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    from farthing.doors import looks

    typer.echo("The worker runs; Ctrl-C ends it.")
    for line in _left_undone():
        warn(line)
    looking = threading.Thread(target=looks.run, args=(stop,), daemon=True)
    looking.start()
    _read_iccam(stop)
    if one is None:
        stop.wait()
    else:
        one.run(stop)


def _read_iccam(stop: threading.Event) -> None:
    """Reads ICCAM beside the rest, where it is named: a conversation of its own, so that neither waits."""
    from django.conf import settings

    from farthing.doors import iccam

    if settings.ICCAM:
        reading = threading.Thread(target=iccam.run, args=(stop, iccam.connected()), daemon=True)
        reading.start()


def _left_undone() -> Iterator[str]:
    """What this worker does not do, and what to set so that it does."""
    from django.conf import settings

    from farthing.doors import egress
    from farthing.records.services.outbox import waiting
    from farthing.records.words import Channel

    there = {"FARTHING_SMTP": settings.SMTP, "FARTHING_MAIL_FROM": settings.MAIL_FROM}
    if unset := " and ".join(name for name, value in there.items() if not value):
        yield f"nothing is mailed: set {unset}. The outbox keeps what waits ({waiting(Channel.MAIL)} now)."
    if not settings.ICCAM and (count := waiting(Channel.ICCAM)):
        yield f"no hotline is told by ICCAM: set FARTHING_ICCAM. The outbox keeps what waits ({count} now)."
    try:
        egress.exits()
    except egress.EgressError as error:
        yield f"nothing is looked at. {error}"


@contextmanager
def beside() -> Iterator[None]:
    """Runs a worker beside what is done in the block, where there is a mail server to send by."""
    one, stop = made(), threading.Event()
    thread = threading.Thread(target=one.run, args=(stop,), daemon=True) if one else None
    if thread:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        if thread:
            thread.join(5)


def made() -> Worker | None:
    """The worker that settings describe, or nothing where neither a mail server nor ICCAM is named."""
    from django.conf import settings

    from farthing.doors import hosting
    from farthing.doors.iccam import ByIccam, IccamError, connected
    from farthing.doors.outbox import Worker
    from farthing.formats.notice import Sender
    from farthing.records.selectors.house import house_name

    if not settings.ICCAM and not (settings.SMTP and settings.MAIL_FROM):
        return None
    try:
        iccam = ByIccam(connected()) if settings.ICCAM else None
    except IccamError as error:
        raise house.refuse(str(error)) from error
    return Worker(Sender(house_name(), settings.MAIL_FROM), _post(), hosting.stands_now, iccam)


def _post() -> Callable[[str, str], None] | None:
    """Hands a message to the mail server that is named, if one is."""
    from django.conf import settings

    from farthing.doors import mail

    if not (settings.SMTP and settings.MAIL_FROM):
        return None
    if not mail.is_address(settings.MAIL_FROM):
        raise house.refuse("FARTHING_MAIL_FROM is no mail address")
    try:
        server = mail.Server.from_url(settings.SMTP)
    except ValueError as error:
        raise house.refuse(str(error)) from error
    return lambda to, message: mail.send(server, settings.MAIL_FROM, to, message)
