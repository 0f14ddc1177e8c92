"""The hosting pages: a check asked for at a site, its result, and who may be asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from cast import NOW, Cast
from desk.conftest import Enter
from farthing.doors import hosting
from farthing.records.drafts import ObservationDraft
from farthing.records.models import HostingCheck, Site
from farthing.records.services.observations import record


@pytest.fixture
def site(cast: Cast, draft: Callable[..., ObservationDraft]) -> Site:
    return record(actor=cast["analyst"], now=NOW, draft=draft()).site


def test_a_check_is_asked_for_once_and_its_result_stands_on_its_page(enter: Enter, site: Site) -> None:
    client, page = enter("analyst"), reverse("site", args=[site.pk])
    assert "Nobody has looked yet." in client.get(page).content.decode()
    for said in ("waits for the worker", "waits already"):
        answer = client.post(reverse("ask_hosting_check", args=[site.pk]), follow=True)
        assert said in answer.content.decode()
    hosting.work(NOW)
    check = HostingCheck.objects.get()
    shown = client.get(reverse("hosting_check", args=[check.pk])).content.decode()
    assert "could not be told" in shown
    assert shown.count('<th scope="row">') == 4
    assert check.reference in client.get(reverse("hosting_checks")).content.decode()
    assert check.reference in client.get(page).content.decode()


def test_who_may_be_asked_is_said_with_a_reason(enter: Enter, site: Site) -> None:
    client, url = enter("supervisor"), reverse("limit_asking", args=[site.pk])
    assert client.post(url, {"asking": "nobody", "reason": ""}).status_code == 422
    assert client.post(url, {"asking": "everybody", "reason": "x"}).status_code == 422
    client.post(url, {"asking": "nobody", "reason": "an operation runs"})
    site.refresh_from_db()
    assert site.asking == "nobody"
    assert (
        "nobody outside the house" in enter("auditor").get(reverse("site", args=[site.pk])).content.decode()
    )
