"""Outside the demonstration a passkey is required: to come in at all, and in the very session."""

from __future__ import annotations

from time import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cast import Cast
from farthing.records.models import Member


def came_in(member: Member, *methods: str) -> Client:
    """A client signed in by these methods ("password", "webauthn")."""
    client = Client()
    client.force_login(member)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "webauthn", "at": time()}
        if method == "webauthn"
        else {"method": "password", "at": time(), "username": member.username}
        for method in methods
    ]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()
    return client


@pytest.fixture
def earnest(settings: Settings) -> None:
    settings.PASSKEY_REQUIRED = True


PAGES = ["home", "record", "observations", "sites", "own_reveals", "find"]


@pytest.mark.usefixtures("earnest")
@pytest.mark.parametrize("page", PAGES)
def test_who_has_no_passkey_is_led_to_enrolling_one(cast: Cast, page: str) -> None:
    answer = came_in(cast["analyst"], "password").get(reverse(page))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("mfa_add_webauthn"))


@pytest.mark.usefixtures("earnest")
@pytest.mark.parametrize("page", PAGES)
def test_a_passkey_that_was_not_used_in_this_session_opens_nothing(cast: Cast, page: str) -> None:
    Authenticator.objects.create(user=cast["analyst"], type=Authenticator.Type.WEBAUTHN, data={})
    answer = came_in(cast["analyst"], "password").get(reverse(page))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))


@pytest.mark.usefixtures("earnest")
def test_who_used_his_passkey_is_in(cast: Cast) -> None:
    Authenticator.objects.create(user=cast["analyst"], type=Authenticator.Type.WEBAUTHN, data={})
    assert came_in(cast["analyst"], "password", "webauthn").get(reverse("home")).status_code == 200


def test_in_the_demonstration_a_password_alone_is_enough(cast: Cast, settings: Settings) -> None:
    settings.PASSKEY_REQUIRED = False
    assert came_in(cast["analyst"], "password").get(reverse("home")).status_code == 200
