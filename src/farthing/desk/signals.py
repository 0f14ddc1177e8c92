"""Whoever signs in leaves an audit event."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

from farthing.records.models import Member
from farthing.records.services import members


@receiver(user_logged_in, dispatch_uid="farthing.desk.signed_in")
def signed_in(user: Member, **_: Any) -> None:
    members.signed_in(actor=user, now=timezone.now())
