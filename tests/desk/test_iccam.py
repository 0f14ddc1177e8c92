"""ICCAM at the desk: both references and what could not be said at a removal, how far it is read at its
recipient, and where a report that was assigned to us came from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from cast import Cast
from desk.conftest import Enter
from farthing.formats.iccam import Action, ActionKind, Content
from farthing.formats.iccam import Report as TheirReport
from farthing.records.drafts import ObservationDraft
from farthing.records.models import NoticeItem, Removal
from farthing.records.routing import Hosting
from farthing.records.services import iccam, iccam_reading, removals
from farthing.records.services.observations import record
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.words import Channel, PartnerKind


@pytest.fixture
def removal(cast: Cast, draft: Callable[..., ObservationDraft]) -> Removal:
    """A removal that a hotline was told of by ICCAM, an hour ago."""
    then = timezone.now() - timedelta(hours=1)
    hotline = RecipientDraft(
        "Fjordland", PartnerKind.HOTLINE, "in@hotline.example", Channel.ICCAM, countries=("NO",)
    )
    name_recipient(actor=cast["supervisor"], now=then, draft=hotline)
    site = record(actor=cast["analyst"], now=then, draft=draft()).site
    one = removals.open_removal(actor=cast["analyst"], now=then, site=site, hosting=Hosting("NO"))
    report = iccam.taken(
        item=NoticeItem.objects.get(), now=then, number=4711, content=8812, unsaid=["prices: no field"]
    )
    actions = (Action(ActionKind.UNKNOWN, "action 42", reason="<b>why"),)
    content = Content(8812, 4711, "https://one.invalid/", actions=actions)
    iccam_reading.looked(report=report, content=content, now=timezone.now())
    return one


def test_a_removal_shows_both_references_what_was_done_and_what_could_not_be_said(
    removal: Removal, enter: Enter
) -> None:
    page = enter("analyst").get(f"/removals/{removal.pk}/").content.decode()
    for shown in (
        "4711/8812",
        f"{removal.reference}-{NoticeItem.objects.get().notice.reference}",
        "action 42",
        "not known here",
        "prices: no field",
    ):
        assert shown in page
    assert "<b>why" not in page
    assert "one.invalid" not in page


def test_a_recipient_says_how_far_iccam_is_read(removal: Removal, enter: Enter) -> None:
    recipient, now = NoticeItem.objects.get().recipient_id, timezone.now()

    def page() -> str:
        return enter("supervisor").get(f"/recipients/{recipient}/").content.decode()

    assert "never read" in page()
    day = iccam_reading.claim_this_day(day=now.date(), now=now)
    iccam_reading.day_read(day=day, now=now, added=0, known=0, faults=["1/2: This is not a site’s address"])
    assert "ICCAM was read last" in page()
    assert "not a site’s address" in page()
    iccam_reading.day_failed(day=day, now=now, error="ICCAM answers 503.", wait=timedelta(0))
    assert "ICCAM fails since" in page()
    assert "ICCAM answers 503." in page()


def test_a_report_says_where_they_say_it_is_hosted(cast: Cast, enter: Enter) -> None:
    now = timezone.now()
    day = iccam_reading.claim_this_day(day=now.date(), now=now)
    content = Content(8812, 4711, "https://one.invalid/", hosted="GB")
    taken, new = iccam_reading.take_assigned(day=day, content=content, report=TheirReport(()), now=now)
    assert new
    page = enter("analyst").get(f"/reports/{taken.report_id}/").content.decode()
    for shown in ("ICCAM", "4711/8812", "GB, as they say"):
        assert shown in page
