"""Reveals with their budget and signatures, the audit, and who may come in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cast import NOW, Cast
from desk.conftest import Enter
from desk.recording import tree
from farthing.records.drafts import ObservationDraft
from farthing.records.models import AuditEvent, Member, Observation, Partner, Reveal
from farthing.records.services.observations import record
from farthing.records.words import RevealState, Verb

REASON = "to write to the hosting provider"
PATH = "hxxps[:]//front[.]site-one[.]invalid/door?x=1"
SHOWN = "hxxps[:]//shop[.]site-one[.]invalid/pay"


@pytest.fixture
def seen(cast: Cast, draft: Callable[..., ObservationDraft]) -> Observation:
    path = "https://front.site-one.invalid/door?x=1 > second.invalid/list"
    return record(actor=cast["analyst"], now=NOW, draft=draft(referrer_path=path))


def reveal(client: Client, seen: Observation, reason: str = REASON, **more: str) -> str:
    answer = client.post(reverse("reveal_site", args=[seen.site_id]), {"reason": reason} | more, follow=True)
    return answer.content.decode()


def test_a_reveal_needs_a_reason(enter: Enter, seen: Observation) -> None:
    body = reveal(enter("analyst"), seen, reason="x")
    assert SHOWN not in body
    assert "Say in a few words" in body
    assert not Reveal.objects.exists()


def test_a_revealed_address_is_defanged_and_no_link(enter: Enter, seen: Observation) -> None:
    client = enter("analyst")
    body = reveal(client, seen)
    assert SHOWN in body
    assert "site-one.invalid" not in body
    assert PATH not in body  # the path was not asked for
    event = AuditEvent.objects.get(verb=Verb.SITE_REVEALED)
    assert (event.subject, event.reason) == (seen.site.reference, REASON)


def test_from_an_observation_what_it_keeps_sealed_is_shown_with_it(enter: Enter, seen: Observation) -> None:
    body = reveal(enter("analyst"), seen, observation=str(seen.pk))
    assert SHOWN in body
    for sealed in (f"{PATH} &gt; second[.]invalid/list", "mirror[.]invalid", "[site 1]"):
        assert sealed in body
    subjects = set(AuditEvent.objects.filter(verb=Verb.SITE_REVEALED).values_list("subject", flat=True))
    assert subjects == {seen.site.reference, seen.reference}


def test_an_observation_of_another_site_is_not_opened_with_it(
    enter: Enter, cast: Cast, seen: Observation, draft: Callable[..., ObservationDraft]
) -> None:
    other = record(actor=cast["analyst"], now=NOW, draft=draft(site_address="https://other.invalid/"))
    answer = enter("analyst").post(
        reverse("reveal_site", args=[seen.site_id]), {"reason": REASON, "observation": other.pk}
    )
    assert answer.status_code == 403
    assert not Reveal.objects.exists()


def test_beyond_the_budget_a_supervisor_signs_and_it_opens_once(
    enter: Enter, seen: Observation, settings: Settings
) -> None:
    settings.REVEALS_AN_HOUR = 0
    analyst, supervisor = enter("analyst"), enter("supervisor")
    assert SHOWN not in reveal(analyst, seen)
    waiting = Reveal.objects.get()
    assert waiting.reference in supervisor.get(reverse("reveals")).content.decode()
    assert "waits for your signature" in tree(supervisor.get("/")).css_first(".message").text()
    opened = reverse("open_signed", args=[waiting.pk])
    assert analyst.post(opened).status_code == 403
    supervisor.post(reverse("decide_reveal", args=[waiting.pk]), {"decision": "sign"})
    assert enter("analyst2").post(opened).status_code == 404
    assert b"Open once" in analyst.get(reverse("own_reveals")).content
    assert SHOWN in analyst.post(opened).content.decode()
    assert analyst.post(opened).status_code == 403


def test_a_signed_reveal_opens_what_was_asked_for_and_lapses_within_an_hour(
    enter: Enter, seen: Observation, settings: Settings
) -> None:
    settings.REVEALS_AN_HOUR = 0
    for _ in range(2):
        reveal(enter("analyst"), seen, observation=str(seen.pk))
    first, second = Reveal.objects.order_by("pk")
    enter("supervisor").post(reverse("decide_reveal", args=[first.pk]), {"decision": "sign"})
    opened = enter("analyst").post(reverse("open_signed", args=[first.pk]))
    assert PATH in opened.content.decode()  # the observation's sealed words came with it
    enter("supervisor").post(reverse("decide_reveal", args=[second.pk]), {"decision": "sign"})
    assert b"Open once" in enter("analyst").get(reverse("own_reveals")).content
    Reveal.objects.filter(pk=second.pk).update(signed_at=timezone.now() - timedelta(minutes=61))
    body = enter("analyst").get(reverse("own_reveals")).content.decode()
    assert "lapsed" in body
    assert "Open once" not in body
    assert b"is signed" not in enter("analyst").get(reverse("home")).content


def test_reveals_sort_and_the_audit_takes_a_reference_as_it_is_said(enter: Enter, seen: Observation) -> None:
    for name in ("supervisor", "analyst"):
        body = reveal(enter(name), seen)
        assert f"The audit has it under {seen.site.reference}" in body
    client = enter("supervisor")
    rows = tree(client.get(reverse("reveals"), {"sort": "asked", "dir": "asc"})).css(
        "[aria-labelledby=all] tr"
    )
    assert [row.css("td")[1].text() for row in rows[1:]] == ["supervisor", "analyst"]
    for said in (f"s-{seen.site_id}", seen.site.reference):
        narrowed = tree(client.get(reverse("audit"), {"subject": said, "actor": "Analyst"}))
        assert len(narrowed.css("tbody tr")) == 1
    assert b"Nothing matches" in client.get(reverse("audit"), {"subject": "S-999999"}).content


def test_a_reveal_is_neither_signed_nor_refused_without_a_word(
    enter: Enter, seen: Observation, settings: Settings
) -> None:
    settings.REVEALS_AN_HOUR = 0
    reveal(enter("analyst"), seen)
    enter("supervisor").post(reverse("decide_reveal", args=[Reveal.objects.get().pk]), {})
    assert Reveal.objects.get().state == RevealState.WAITING


def test_a_refused_reveal_stays_shut(enter: Enter, seen: Observation, settings: Settings) -> None:
    settings.REVEALS_AN_HOUR = 0
    analyst = enter("analyst")
    reveal(analyst, seen)
    waiting = Reveal.objects.get()
    enter("supervisor").post(reverse("decide_reveal", args=[waiting.pk]), {"decision": "refuse"})
    assert analyst.post(reverse("open_signed", args=[waiting.pk])).status_code == 403
    again = enter("supervisor").post(
        reverse("decide_reveal", args=[waiting.pk]), {"decision": "sign"}, follow=True
    )
    assert b"decided already" in again.content


def test_nobody_signs_his_own(enter: Enter, seen: Observation, settings: Settings) -> None:
    settings.REVEALS_AN_HOUR = 0
    supervisor = enter("supervisor")
    reveal(supervisor, seen)
    shown = tree(supervisor.get(reverse("reveals")))
    assert shown.css_first("form.decide") is None
    number = Reveal.objects.get().pk
    assert supervisor.post(reverse("decide_reveal", args=[number]), {"decision": "sign"}).status_code == 403


def test_a_forms_address_opened_as_a_page_says_so_on_a_page(enter: Enter, seen: Observation) -> None:
    answer = enter("analyst").get(reverse("reveal_site", args=[seen.site_id]))
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert tree(answer).css_first("h1").text() == "No page"


def test_auditors_and_administrators_see_no_form_that_reveals(enter: Enter, seen: Observation) -> None:
    auditor = enter("auditor")
    assert tree(auditor.get(reverse("site", args=[seen.site_id]))).css_first("form.reveal") is None
    reveal(enter("analyst"), seen)
    assert tree(auditor.get(reverse("reveals"))).css_first("form.decide") is None


def test_what_looks_unusual_stands_on_the_supervisors_page(
    enter: Enter, cast: Cast, seen: Observation, settings: Settings
) -> None:
    settings.REVEALS_AN_HOUR = 5
    for name in ("analyst", "analyst2", "disclosure"):
        client = enter(name)
        for _ in range(4):
            reveal(client, seen)
    shown = tree(enter("supervisor").get(reverse("reveals")))
    assert "analyst2" in shown.css_first("section[aria-labelledby=unusual]").text()
    assert seen.site.reference in shown.css_first("section[aria-labelledby=most]").text()


def test_the_audit_is_narrowed_by_deed_person_and_record(enter: Enter, seen: Observation) -> None:
    reveal(enter("analyst"), seen)
    auditor = enter("auditor")
    url = reverse("audit")
    for query, rows in (
        ("verb=site.revealed", 1),
        (f"subject={seen.site.reference.lower()}", 1),
        ("actor=analyst&verb=observation.recorded", 1),
        ("actor=nobody", 0),
    ):
        shown = tree(auditor.get(f"{url}?{query}"))
        assert len(shown.css("tbody tr")) == rows, query
    assert REASON in tree(auditor.get(f"{url}?verb=site.revealed")).css_first("tbody").text()


def test_an_administrator_admits_a_partner_and_its_member_and_sees_the_password_once(enter: Enter) -> None:
    admin = enter("admin")
    partner = {"name": "North Hotline", "kind": "hotline", "country": "nl"}
    assert admin.post(reverse("admit_partner"), partner).status_code == 302
    assert admin.post(reverse("admit_partner"), partner).status_code == 422
    number = Partner.objects.get(name="North Hotline").pk
    wanted = {"username": "north-one", "role": "partner", "partner": number}
    answer = admin.post(reverse("admit_member"), wanted)
    member = Member.objects.get(username="north-one")
    password = tree(answer).css("code.address")[1].text()
    assert member.check_password(password)
    assert password not in admin.get(reverse("members")).content.decode()
    assert admin.post(reverse("admit_member"), wanted).status_code == 422
    assert (
        admin.post(reverse("admit_member"), wanted | {"username": "x", "role": "analyst"}).status_code == 422
    )


def test_the_own_house_comes_first_and_is_the_one_offered(enter: Enter) -> None:
    page = tree(enter("admin").get(reverse("members")))
    assert page.css_first("[aria-labelledby=partners] tbody th").text() == "Farthing House"
    assert page.css_first("#id_partner option").text() == "Farthing House (own house)"


def test_an_administrator_changes_a_role_shuts_out_and_lets_in_again(enter: Enter, cast: Cast) -> None:
    admin, number = enter("admin"), cast["analyst2"].pk
    admin.post(reverse("change_role", args=[number]), {"role": "supervisor"})
    admin.post(reverse("deactivate", args=[number]))
    changed = Member.objects.get(pk=number)
    assert (changed.role, changed.is_active) == ("supervisor", False)
    admin.post(reverse("reactivate", args=[number]))
    assert Member.objects.get(pk=number).is_active
    assert admin.post(reverse("change_role", args=[number]), {"role": "partner"}).status_code == 422


def test_who_lost_a_passkey_begins_anew(enter: Enter, cast: Cast) -> None:
    answer = enter("admin").post(reverse("clear_passkeys", args=[cast["analyst"].pk]))
    password = tree(answer).css("code.address")[1].text()
    assert Member.objects.get(username="analyst").check_password(password)


def test_nobody_changes_his_own_membership(enter: Enter, cast: Cast) -> None:
    admin, own = enter("admin"), cast["admin"].pk
    assert tree(admin.get(reverse("member", args=[own]))).css_first("main form") is None
    for deed in ("deactivate", "clear_passkeys"):
        assert admin.post(reverse(deed, args=[own])).status_code == 403
