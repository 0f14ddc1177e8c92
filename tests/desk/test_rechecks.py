"""The recheck pages: a site watched from its page, and a person's word on what was seen."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from cast import NOW, Cast
from desk.conftest import Enter
from farthing.records.drafts import ObservationDraft
from farthing.records.models import Watch
from farthing.records.services.observations import record
from farthing.records.services.rechecks import Look, claim_watch, record_recheck, start_watch
from farthing.records.words import Seen


def test_a_site_is_watched_from_its_page_once(
    cast: Cast, draft: Callable[..., ObservationDraft], enter: Enter
) -> None:
    site = record(actor=cast["analyst"], now=NOW, draft=draft()).site
    client = enter("analyst")
    for said in ("is watched until it is gone", "watched already"):
        answer = client.post(reverse("start_watch", args=[site.pk]), follow=True)
        assert said in answer.content.decode()
    assert Watch.objects.get().reference in client.get(reverse("watches")).content.decode()


def test_a_person_decides_what_another_page_means(
    cast: Cast, draft: Callable[..., ObservationDraft], enter: Enter
) -> None:
    site = record(actor=cast["analyst"], now=NOW, draft=draft()).site
    watch = start_watch(actor=cast["analyst"], now=NOW, site=site)
    errand = claim_watch(now=NOW, two_exits=False)
    assert errand
    record_recheck(now=NOW, errand=errand, look=Look(Seen.CHANGED, "Another page is there."), two_exits=False)
    page, decide = reverse("watch", args=[watch.pk]), reverse("decide_watch", args=[watch.pk])
    shown = enter("supervisor").get(page).content.decode()
    assert "Another page is there." in shown
    assert "What do you make of it?" in shown
    assert "What do you make of it?" not in enter("auditor").get(page).content.decode()
    assert enter("supervisor").post(decide, {"gone": "yes", "reason": ""}).status_code == 422
    enter("supervisor").post(decide, {"gone": "yes", "reason": "a parking page"})
    assert "removed" in enter("auditor").get(page).content.decode()
