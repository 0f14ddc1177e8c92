"""The left-hand navigation: what the member's role may open, asked of the same marks as the doorkeeper's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse

import farthing
from farthing.desk.access import may_open
from farthing.records.models import Member

_ENTRIES = (
    ("", (("home", "Home"), ("record", "Record a page"))),
    (
        "Reports",
        (
            ("queue", "Queue"),
            ("reports", "Reports"),
            ("open_reports", "Open reports"),
            ("leads", "Leads"),
        ),
    ),
    (
        "Records",
        (
            ("observations", "Observations"),
            ("sites", "Sites"),
            ("indicators", "Addresses"),
            ("brands", "Brands"),
            ("hosting_checks", "Hosting"),
            ("watches", "Rechecks"),
            ("proposals", "Brand proposals"),
        ),
    ),
    (
        "Removal",
        (
            ("removals", "Removals"),
            ("recipients", "Recipients"),
            ("removal_times", "Time to removal"),
            ("deliveries", "Deliveries"),
        ),
    ),
    ("Trend", (("trend", "The trend"), ("trend_figures", "Figures for it"))),
    (
        "Oversight",
        (
            ("own_reveals", "My reveals"),
            ("reveals", "Reveals"),
            ("assessing", "Second looks"),
            ("audit", "Audit"),
        ),
    ),
    ("House", (("members", "Members"), ("credentials", "Programs"), ("mfa_index", "Passkeys"))),
)


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    url: str
    current: bool
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    entries: list[Entry]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context of every page: the navigation, whether the member may search, and the version."""
    member = getattr(request, "user", None)
    words: dict[str, Any] = {"version": farthing.__version__, "demonstration": settings.DEMO}
    if not isinstance(member, Member) or not member.is_active or not member.partner.active:
        return words
    groups = [Group(label, _open(entries, member, request)) for label, entries in _ENTRIES]
    return words | {
        "navigation": [group for group in groups if group.entries],
        "may_find": may_open(member.role, resolve(reverse("find"))),
    }


def _open(entries: tuple[tuple[str, str], ...], member: Member, request: HttpRequest) -> list[Entry]:
    found = []
    for name, label in entries:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        if may_open(member.role, resolve(url)):
            here = request.path == url or (name != "home" and request.path.startswith(url))
            found.append(Entry(label, url, here, name))
    return found
