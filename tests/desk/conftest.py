"""What the desk's tests share: clients that are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from cast import Cast

Enter = Callable[[str], Client]


@pytest.fixture
def enter(cast: Cast, settings: Settings) -> Enter:
    """A client signed in as one of the cast, in a house where a password alone opens."""
    settings.PASSKEY_REQUIRED = False

    def entered(name: str) -> Client:
        client = Client()
        client.force_login(cast[name])
        return client

    return entered
