"""How members sign in: django-allauth's flows, closed to sign-up and without mail."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from farthing.records.models import Member


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth brings no types
    """Members are admitted by an administrator alone; one whose organisation was shut out stays out."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The desk sends no mail."""

    def pre_login(self, request: HttpRequest, user: Member, **about: Any) -> HttpResponse | None:
        if not user.partner.active:
            user.is_active = False  # in memory only: allauth then shows the page for those shut out
        refused: HttpResponse | None = super().pre_login(request, user, **about)
        return refused

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"
