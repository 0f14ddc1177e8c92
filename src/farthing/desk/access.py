"""Who may open which page.

Every view of ours carries a mark (`allow`), the sign-in pages of django-allauth stand in the table below, and
a view that has neither opens for nobody. The roles come from the one table of `records.permissions`; a view
is only refused earlier here, never allowed more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TypeVar

from django.urls import ResolverMatch

from farthing.records.words import Role

_MARK = "farthing_access"
V = TypeVar("V", bound=Callable[..., object])


class Door(Enum):
    """How far in a page lies that is not tied to a role."""

    STREET = "who is not signed in, too"
    SERVICE = "programs, which show a key to the door itself"
    PORCH = "any member, also one who has no passkey yet"
    THRESHOLD = "any member, also one who has yet to use his passkey since he signed in"
    HOUSE = "any member"


Mark = Door | frozenset[Role]

ALL = frozenset(Role)

# The pages of django-allauth that the desk uses, by the name of their address.
SIGN_IN_PAGES: dict[str, Door] = {
    "account_login": Door.STREET,
    "account_logout": Door.STREET,
    "account_inactive": Door.STREET,
    "mfa_login_webauthn": Door.STREET,
    "mfa_authenticate": Door.STREET,
    "mfa_index": Door.PORCH,
    "mfa_list_webauthn": Door.PORCH,
    "mfa_add_webauthn": Door.PORCH,
    "account_reauthenticate": Door.PORCH,
    "mfa_reauthenticate_webauthn": Door.THRESHOLD,
    "mfa_edit_webauthn": Door.HOUSE,
    "mfa_remove_webauthn": Door.HOUSE,
    "account_change_password": Door.HOUSE,
}


def allow(who: Door | Iterable[Role]) -> Callable[[V], V]:
    """Marks a view as open to members of these roles, or as far in as a door, and to nobody else."""

    def mark(view: V) -> V:
        setattr(view, _MARK, who if isinstance(who, Door) else frozenset(who))
        return view

    return mark


def mark_of(match: ResolverMatch) -> Mark | None:
    """The mark of the view behind an address, or None where it opens for nobody."""
    return SIGN_IN_PAGES.get(match.url_name or "") or getattr(match.func, _MARK, None)


def may_open(role: str, match: ResolverMatch) -> bool:
    """Whether a member of `role` who is fully signed in may open the page."""
    mark = mark_of(match)
    return isinstance(mark, Door) or (mark is not None and role in mark)
