"""Signing in: by password in the demonstration, with a passkey elsewhere, never for who was shut out."""

from __future__ import annotations

from time import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cast import Cast
from farthing.records.models import AuditEvent, Member
from farthing.records.words import Verb

PASSWORD = "larch-button-window-nine"


@pytest.fixture
def house(cast: Cast, settings: Settings) -> Cast:
    settings.PASSKEY_REQUIRED = False
    cache.clear()  # the count of failed tries
    for name in ("analyst", "stranger"):
        cast[name].set_password(PASSWORD)
        cast[name].save()
    return cast


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> str:
    """Where the sign-in page sends to."""
    answer = client.post(reverse("account_login"), {"login": name, "password": password} | more)
    return str(answer.headers.get("Location", answer.status_code))


def give_passkey(member: Member) -> None:
    Authenticator.objects.create(
        user=member, type=Authenticator.Type.WEBAUTHN, data={"name": "key", "credential": {}}
    )


def used_passkey(client: Client, member: Member) -> None:
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "webauthn", "at": time(), "passwordless": True}
    ]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()


def test_a_right_password_opens_the_desk_and_leaves_an_audit_event(house: Cast) -> None:
    client = Client()
    assert sign_in(client, "analyst") == "/"
    assert client.get("/").status_code == 200
    event = AuditEvent.objects.get(verb=Verb.MEMBER_SIGNED_IN)
    assert event.actor == house["analyst"]


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(house: Cast) -> None:
    answers = [
        Client().post(reverse("account_login"), {"login": name, "password": "not-the-right-password"})
        for name in ("analyst", "nobody-of-that-name")
    ]
    said = [answer.content.decode().partition('role="alert">')[2].partition("<")[0] for answer in answers]
    assert said[0]
    assert said[0] == said[1]
    assert not AuditEvent.objects.exists()


def test_guessing_is_stopped_after_a_few_tries(house: Cast) -> None:
    client = Client()
    for _ in range(6):
        sign_in(client, "analyst", "not-the-right-password")
    assert sign_in(client, "analyst") == "200"
    assert b"Too many failed" in client.post(
        reverse("account_login"), {"login": "analyst", "password": PASSWORD}
    ).content  # fmt: skip


def test_who_came_for_a_page_is_sent_there_but_never_elsewhere(house: Cast) -> None:
    client = Client()
    asked = client.get(reverse("sites"))
    assert asked["Location"] == "/sign-in/?next=/sites/"
    assert sign_in(client, "analyst", next="/sites/") == "/sites/"
    assert sign_in(Client(), "analyst", next="https://elsewhere.example/") == "/"


def test_a_member_of_an_organisation_that_was_shut_out_stays_out(house: Cast) -> None:
    client = Client()
    assert sign_in(client, "stranger") == reverse("account_inactive")
    assert client.get("/")["Location"] == reverse("account_login")
    assert not AuditEvent.objects.exists()


def test_a_member_who_was_shut_out_stays_out(house: Cast) -> None:
    house["analyst"].is_active = False
    house["analyst"].save()
    client = Client()
    sign_in(client, "analyst")
    assert client.get("/")["Location"] == reverse("account_login")


def test_without_a_passkey_only_its_enrolment_opens(house: Cast, settings: Settings) -> None:
    settings.PASSKEY_REQUIRED = True
    client = Client()
    sign_in(client, "analyst")
    for name in ("home", "record", "find", "account_change_password", "audit"):
        assert client.get(reverse(name))["Location"] == reverse("mfa_add_webauthn"), name
    assert client.get(reverse("mfa_list_webauthn")).status_code == 200
    adding = client.get(reverse("mfa_add_webauthn"))
    assert adding["Location"].startswith(reverse("account_reauthenticate"))
    shown = client.post(adding["Location"], {"password": PASSWORD})
    assert shown["Location"] == reverse("mfa_add_webauthn")
    assert client.get(shown["Location"]).status_code == 200


def test_once_there_is_a_passkey_a_password_is_not_enough(house: Cast, settings: Settings) -> None:
    settings.PASSKEY_REQUIRED = True
    analyst = house["analyst"]
    before = Client()
    sign_in(before, "analyst")
    give_passkey(analyst)
    for name in ("home", "record", "mfa_list_webauthn", "mfa_add_webauthn", "account_reauthenticate"):
        sent = before.get(reverse(name))["Location"]
        assert sent.startswith(reverse("mfa_reauthenticate_webauthn")), name
    after = Client()
    assert sign_in(after, "analyst") == reverse("mfa_authenticate")
    assert after.get("/")["Location"] == reverse("account_login")


def test_a_session_that_used_the_passkey_opens_the_house(house: Cast, settings: Settings) -> None:
    settings.PASSKEY_REQUIRED = True
    client = Client()
    client.force_login(house["analyst"])
    give_passkey(house["analyst"])
    used_passkey(client, house["analyst"])
    assert client.get(reverse("record")).status_code == 200


def test_signing_out_needs_the_button_and_ends_the_session(house: Cast) -> None:
    client = Client()
    sign_in(client, "analyst")
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get("/").status_code == 200
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")
    assert client.get("/")["Location"] == reverse("account_login")


def test_a_password_is_changed_by_who_knows_the_old_one(house: Cast) -> None:
    client = Client()
    sign_in(client, "analyst")
    new = "window-larch-button-eleven"
    said = {"password1": new, "password2": new}
    refused = client.post(
        reverse("account_change_password"), said | {"oldpassword": "not-the-right-password"}
    )
    assert refused.status_code == 200
    assert (
        client.post(reverse("account_change_password"), said | {"oldpassword": PASSWORD}).status_code == 302
    )
    assert sign_in(Client(), "analyst", new) == "/"
