"""The worker killed between ICCAM's taking a report and our record of it: the report is made once."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from crash.test_worker_killed import run
from desk_server import COMMAND, Desk
from doors import iccam_stand_in
from doors.iccam_stand_in import PASSWORD, USER, Handler

PUT = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from farthing.records.models import Member, Site
from farthing.records.routing import Hosting
from farthing.records.sealing import Sealer, index
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.services.removals import open_removal
cast, then = {one.username: one for one in Member.objects.all()}, timezone.now() - timedelta(hours=2)
hotline = RecipientDraft("Fjordland", "hotline", "in@hotline.example", "iccam", ("NO",))
name_recipient(actor=cast["supervisor"], now=then, draft=hotline)
key = "one.invalid/"
site = Site(address_index=index("site.address", key), host_index=index("site.host", key), kind="website",
            first_seen=then, last_seen=then, recorded_by=cast["analyst"], recorded_at=then)
site.address = Sealer(site).field("address", "https://" + key)
site.save()
open_removal(actor=cast["analyst"], now=then, site=site, hosting=Hosting("NO"))
"""
LEASE_ENDS = """
import django
django.setup()
from django.utils import timezone
from farthing.records.models import Delivery
Delivery.objects.filter(kind="notice", state="waiting").update(due_at=timezone.now())
"""
STATE = """
import django
django.setup()
from farthing.records.models import Delivery, IccamReport
print(*Delivery.objects.filter(kind="notice").values_list("state", flat=True), IccamReport.objects.count())
"""


@pytest.mark.soak
def test_a_report_whose_sender_was_killed_before_its_record_is_made_once(empty_desk: Desk) -> None:
    environment = empty_desk.environment
    empty_desk.kill()
    taken = threading.Event()

    def says_nothing(handler: Handler) -> None:
        taken.set()
        iccam_stand_in.hang(handler)

    with iccam_stand_in.opened() as stand_in:
        environment |= {
            "FARTHING_ICCAM": stand_in.base,
            "FARTHING_ICCAM_USER": USER,
            "FARTHING_ICCAM_PASSWORD": PASSWORD,
            "FARTHING_EGRESS": "1",
        }
        run(PUT, environment)
        stand_in.after["POST rest/Reports"] = [says_nothing]
        with working(environment, empty_desk) as process:
            assert taken.wait(60)
            process.kill()
        assert run(STATE, environment).strip() == "waiting 0"
        run(LEASE_ENDS, environment)
        with working(environment, empty_desk) as process:
            for _ in range(60):
                if run(STATE, environment).strip() == "delivered 1":
                    break
            process.terminate()
        assert run(STATE, environment).strip() == "delivered 1"
        assert len(stand_in.reports) == stand_in.posts() == 1


@contextmanager
def working(environment: dict[str, str], desk: Desk) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker on this desk, until the block is over."""
    process = subprocess.Popen(
        [COMMAND, "desk", "worker", "--data", str(desk.data)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    try:
        yield process
        process.wait(30)
    finally:
        process.kill()
        process.wait(30)
        process.stdout.close()
