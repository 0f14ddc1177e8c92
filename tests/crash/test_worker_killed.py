"""The worker killed again and again while it sends: all arrives, and a kill costs one double at most."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

import pytest

from desk_server import COMMAND, Desk
from post_office import open_office

SITES = 60  # each told to a host of its own

PUT = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from farthing.records.models import Member, Site
from farthing.records.routing import Hosting
from farthing.records.sealing import Sealer, index
from farthing.records.services.removals import open_removal
actor, then = Member.objects.get(username="analyst"), timezone.now() - timedelta(hours=2)
for number in range({first}, {sites}):
    key = f"site-{{number}}.invalid/"
    site = Site(address_index=index("site.address", key), host_index=index("site.host", key), kind="website",
                first_seen=then, last_seen=then, recorded_by=actor, recorded_at=then)
    site.address = Sealer(site).field("address", "https://" + key)
    site.save()
    open_removal(actor=actor, now=then, site=site, hosting=Hosting("GB", f"abuse@host-{{number}}.example"))
"""
# Time passes: the leases of the killed end, and what failed is due. Reminders are not: they are a day away.
PASS = """
import django
django.setup()
from django.utils import timezone
from farthing.records.models import Delivery
notices = Delivery.objects.filter(kind="notice", state="waiting")
notices.update(due_at=timezone.now())
print(notices.count(), Delivery.objects.filter(kind="notice", state="delivered").count())
"""


@pytest.mark.soak
def test_a_worker_killed_again_and_again_loses_nothing(
    empty_desk: Desk, repeats: Callable[[int, int], int]
) -> None:
    environment = empty_desk.environment
    empty_desk.kill()
    with open_office() as office:
        environment |= {"FARTHING_SMTP": office.url, "FARTHING_MAIL_FROM": "desk@house.example"}
        run(PUT.format(first=0, sites=SITES), environment)
        kills, most, chance = 0, repeats(6, 60), random.Random()
        waiting, delivered = counted(environment)
        while waiting:
            process = subprocess.Popen(
                [COMMAND, "desk", "worker", "--data", str(empty_desk.data)],
                env=environment,
                stdout=subprocess.PIPE,
            )
            assert process.stdout
            process.stdout.readline()  # it has begun
            if kills < most:
                time.sleep(chance.uniform(0.01, 0.25))
                process.kill()
                kills += 1
            else:
                finish(process, environment)
            process.wait(30)
            process.stdout.close()
            waiting, delivered = counted(environment)
    arrived = Counter(message["Message-ID"] for message in office.mails)
    print(f"\n{kills} kills: {SITES} notices, {sum(arrived.values()) - len(arrived)} arrived twice")
    assert delivered == len(arrived) == SITES
    assert sum(arrived.values()) - SITES <= kills


def finish(process: subprocess.Popen[bytes], environment: dict[str, str]) -> None:
    """Lets the worker send what is left, and ends it in an orderly way."""
    end_of_patience = time.monotonic() + 60
    while counted(environment)[0] and time.monotonic() < end_of_patience:
        time.sleep(0.5)
    process.terminate()


def counted(environment: dict[str, str]) -> tuple[int, int]:
    waiting, delivered = run(PASS, environment).split()
    return int(waiting), int(delivered)


def run(code: str, environment: dict[str, str]) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
