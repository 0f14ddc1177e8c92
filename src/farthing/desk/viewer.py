"""Who looks: the signed-in member of a request that the doorkeeper let through."""

from __future__ import annotations

from django.http import HttpRequest

from farthing.records.models import Member


def viewer_of(request: HttpRequest) -> Member:
    member = request.user
    assert isinstance(member, Member), "the doorkeeper lets nobody else through"
    return member
