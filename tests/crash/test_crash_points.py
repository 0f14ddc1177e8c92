"""The worker killed at every point of a delivery's way, by its name: all arrives, and what arrives twice is
the same to the byte, its id with it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crash.test_worker_killed import PUT, run
from desk_server import Desk
from farthing.doors.points import Point
from farthing.records.services.outbox import LEASE
from post_office import open_office

SEEN_BY_ITS_RECEIVER = {Point.SENT, Point.MARKING}  # and not by the house: it is sent once more
STATES = """
import django
django.setup()
from farthing.records.models import AuditEvent, Delivery, Removal
print(
    Delivery.objects.filter(kind="notice", state="delivered", rendered=None).count(),
    Delivery.objects.filter(kind="reminder", state="waiting").count(),
    Removal.objects.filter(state="noticed").count(),
    AuditEvent.objects.filter(verb="delivery.made").count(),
)
"""


def test_killed_at_any_point_nothing_is_lost_and_a_second_copy_is_the_same(empty_desk: Desk) -> None:
    """A delivery a point: the worker is killed there, and the next one sets out when the lease is over."""
    environment = empty_desk.environment
    empty_desk.kill()
    with open_office() as office:
        environment |= {"FARTHING_SMTP": office.url, "FARTHING_MAIL_FROM": "desk@house.example"}
        worker = started(environment)
        for number, point in enumerate(Point):
            office.mails.clear()
            run(PUT.format(first=number, sites=number + 1), environment)
            now = datetime.now(UTC)
            assert told(worker, point, now) == "killed", point
            assert told(worker, "-", now + LEASE + timedelta(seconds=1)) == "ended", point
            copies = [message.as_bytes() for message in office.mails]
            assert len(copies) == (2 if point in SEEN_BY_ITS_RECEIVER else 1), point
            assert len(set(copies)) == 1, point
            assert run(STATES, environment).split() == [str(number + 1)] * 4, point
        worker.communicate(timeout=30)


def started(environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("point_worker.py"))],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(worker: subprocess.Popen[str], point: str, now: datetime) -> str:
    """How a worker ended that is killed at this point."""
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(f"{point} {now.isoformat()}\n")
    worker.stdin.flush()
    return worker.stdout.readline().strip()
