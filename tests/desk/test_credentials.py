"""Keys of programs at the desk: made for one's own organisation, shown once, revoked at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cast import Cast
from desk.conftest import Enter
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import AuditEvent, Credential
from farthing.records.services import credentials as service
from farthing.records.words import Scope, Verb

URL = "/credentials/"
KEY = re.compile(rb"frt_[0-9]+_[A-Za-z0-9_-]{43}")
FORM = {"name": "report import", "scopes": ["reports:send", "open-reports:read"], "life": "90"}


def test_a_partner_makes_a_key_that_is_shown_once(enter: Enter, cast: Cast) -> None:
    client = enter("hotline")
    made = client.post(f"{URL}make/", FORM)
    (key,) = set(KEY.findall(made.content))
    assert made["Cache-Control"] == "no-store"
    one = Credential.objects.get()
    assert (one.member, one.scopes) == (cast["hotline"], FORM["scopes"])
    assert one.expires_at - one.made_at == timedelta(days=90)
    page = client.get(URL)
    assert one.reference.encode() in page.content
    assert not KEY.search(page.content)
    assert service.credential_of_key(key.decode(), timezone.now()) == one
    event = AuditEvent.objects.get(verb=Verb.CREDENTIAL_MADE)
    assert (event.subject, event.actor) == (one.reference, cast["hotline"])


def test_a_key_is_made_by_who_has_just_shown_who_he_is(enter: Enter, cast: Cast) -> None:
    cast["hotline"].set_password("a password of fourteen")
    cast["hotline"].save()
    client = enter("hotline")
    asked = client.post(f"{URL}make/", FORM)
    assert (asked.status_code, asked["Location"].startswith("/again/")) == (302, True)
    assert Credential.objects.count() == 0
    made = client.post(asked["Location"], {"password": "a password of fourteen"})
    assert KEY.search(made.content)
    assert Credential.objects.get().name == FORM["name"]


def test_what_is_missing_is_said_and_nothing_is_made(enter: Enter) -> None:
    client = enter("police")
    for wrong in ({"name": ""}, {"scopes": []}, {"scopes": ["everything"]}, {"life": "9999"}):
        assert client.post(f"{URL}make/", FORM | wrong).status_code == 422, wrong
    assert Credential.objects.count() == 0


def test_the_administrator_makes_one_in_the_name_of_whoever_could_use_it(enter: Enter, cast: Cast) -> None:
    client = enter("admin")
    assert (
        client.post(f"{URL}make/", FORM | {"member": cast["analyst"].pk}).status_code == 422
    )  # one scope too many
    made = client.post(f"{URL}make/", FORM | {"member": cast["analyst"].pk, "scopes": ["reports:send"]})
    assert KEY.search(made.content)
    assert client.post(f"{URL}make/", FORM | {"member": cast["stranger"].pk}).status_code == 422
    assert client.post(f"{URL}make/", FORM | {"member": cast["auditor"].pk}).status_code == 422
    one = Credential.objects.get()
    assert (one.member, one.made_by) == (cast["analyst"], cast["admin"])


def test_an_organisation_sees_and_revokes_its_own_alone(enter: Enter, cast: Cast) -> None:
    hotline, police = enter("hotline"), enter("police")
    hotline.post(f"{URL}make/", FORM)
    one = Credential.objects.get()
    assert one.reference not in police.get(URL).content.decode()
    assert police.post(f"{URL}{one.pk}/revoke/").status_code == 404
    with pytest.raises(Forbidden):
        service.revoke_credential(actor=cast["police"], now=timezone.now(), credential=one)
    with pytest.raises(Forbidden):
        service.make_credential(
            actor=cast["police"],
            now=timezone.now(),
            name="x",
            scopes=(Scope.SEND_REPORTS,),
            life=timedelta(days=1),
            member=cast["hotline"],
        )
    assert enter("admin").get(URL).content.count(b"Revoke") == 1
    hotline.post(f"{URL}{one.pk}/revoke/")
    hotline.post(f"{URL}{one.pk}/revoke/")
    one.refresh_from_db()
    assert one.revoked_at
    assert AuditEvent.objects.filter(verb=Verb.CREDENTIAL_REVOKED).count() == 1
    assert b"Revoke" not in hotline.get(URL).content


def test_an_organisation_has_twenty_at_most_and_none_lives_longer_than_a_year(cast: Cast) -> None:
    def make(days: int) -> None:
        service.make_credential(
            actor=cast["police"],
            now=timezone.now(),
            name="x",
            scopes=(Scope.SEND_REPORTS,),
            life=timedelta(days=days),
        )

    for wrong in (0, -1, 367):
        with pytest.raises(Invalid):
            make(wrong)
    for _ in range(service.MOST_AT_ONCE):
        make(1)
    with pytest.raises(Invalid, match="20 credentials"):
        make(1)


def test_the_api_is_described_on_a_page_without_scripts_of_others(enter: Enter) -> None:
    page = enter("hotline").get("/api/").content.decode()
    for said in (
        "POST /api/v1/reports",
        "open-reports:settle",
        "in_danger",
        "taken-up · removed",
        "Retry-After",
    ):
        assert said in page, said
    assert "cdn" not in page
    assert enter("analyst").get("/api/").status_code == 403
