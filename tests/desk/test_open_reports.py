"""A partner's open reports: its own alone, without an address, settled once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from cast import NOW, Cast
from desk.conftest import Enter
from farthing.records.drafts import ObservationDraft
from farthing.records.models import NoticeItem, Removal
from farthing.records.routing import Hosting
from farthing.records.services import removals
from farthing.records.services.observations import record
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.words import HandlingLevel, PartnerKind, RemovalState

URL = "/open-reports/"


@pytest.fixture
def removal(cast: Cast, draft: Callable[..., ObservationDraft]) -> Removal:
    """A removal that the partner hotline was told of an hour ago."""
    name_recipient(
        actor=cast["supervisor"],
        now=NOW,
        draft=RecipientDraft(
            name="Fjordland",
            kind=PartnerKind.HOTLINE,
            mail="in@hotline.example",
            countries=("NO",),
            partner=cast["hotline"].partner,
        ),
    )
    site = record(actor=cast["analyst"], now=NOW, draft=draft()).site
    removal = removals.open_removal(actor=cast["analyst"], now=NOW, site=site, hosting=Hosting("NO"))
    NoticeItem.objects.update(told_at=NOW + timedelta(hours=1))
    return removal


def test_a_hotline_sees_its_own_by_reference_country_and_age_without_the_address(
    removal: Removal, enter: Enter
) -> None:
    page = enter("hotline").get(URL).content.decode()
    assert removal.reference in page
    assert "NO" in page
    assert "site-one" not in page
    for other in ("police", "exchange"):
        assert removal.reference not in enter(other).get(URL).content.decode()
    assert enter("analyst").get(URL).status_code == 403


def test_what_is_told_and_not_yet_sent_is_not_shown(removal: Removal, enter: Enter) -> None:
    NoticeItem.objects.update(told_at=None)
    assert removal.reference not in enter("hotline").get(URL).content.decode()


def test_it_says_what_became_of_a_report_with_its_own_reference(removal: Removal, enter: Enter) -> None:
    client = enter("hotline")
    url = f"{URL}{removal.pk}/"
    assert client.post(url, {"said": "nothing"}, follow=True).status_code == 200
    removal.refresh_from_db()
    assert removal.ended_at is None
    client.post(url, {"said": "removed", "theirs": "F-77"})
    removal.refresh_from_db()
    assert removal.state == RemovalState.REMOVED
    assert NoticeItem.objects.get().their_reference == "F-77"
    client.get(URL)  # says thanks
    assert removal.reference not in client.get(URL).content.decode()
    assert enter("police").post(url, {"said": "removed"}).status_code == 404


def test_what_an_embargo_lies_on_by_now_is_not_shown(removal: Removal, cast: Cast, enter: Enter) -> None:
    removals.say_handling(
        actor=cast["supervisor"],
        now=NOW,
        removal=removal,
        handling=HandlingLevel.EMBARGO,
        reason="a court asks",
    )
    assert "Nothing is open" in enter("hotline").get(URL).content.decode()
