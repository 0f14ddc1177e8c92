"""Who may write what, and who may read what: the one table that services and selectors ask.

Roles are not ranked: each has its own duties, and nobody has all. Administrators and auditors never see a
site's address; partner members see only what concerns themselves.
"""

from __future__ import annotations

from enum import StrEnum

from farthing.records.errors import Forbidden
from farthing.records.models import Member
from farthing.records.words import Hand, Role, Scope, Verb


class Shelf(StrEnum):
    """What can be read: one word for a group of selectors."""

    OBSERVATIONS = "observations"  # observations, indicators, sites (never their address), brands
    REVEALS = "reveals"  # everybody's reveals, for the supervisor
    REPORTS = "reports"  # reports and their assessment
    ASSESSING = "assessing"  # how second looks came out, and what is set for them
    OWN_NOTICES = "own-notices"  # what a partner was told so that it is removed
    REMOVALS = "removals"  # removals, notices and deliveries of the house
    RECIPIENTS = "recipients"  # who is told, and how fast sites go there; no record of any site
    AUDIT = "audit"
    MEMBERS = "members"
    CREDENTIALS = "credentials"  # of programs: an organisation's own, or all for the administrator


_DESK = frozenset({Role.ANALYST, Role.SUPERVISOR, Role.DISCLOSURE})
_PUBLISHERS = frozenset({Role.SUPERVISOR, Role.DISCLOSURE})
_ASSESSORS = frozenset({Role.ANALYST, Role.SUPERVISOR})
_NAMERS = frozenset({Role.SUPERVISOR, Role.ADMIN})
_ALL = frozenset(Role)

MAY_WRITE: dict[Verb, frozenset[Role]] = {
    Verb.APPEAL_DECIDED: _ASSESSORS,
    Verb.APPEAL_RAISED: _ASSESSORS,
    Verb.ASSESSING_RULED: frozenset({Role.SUPERVISOR}),
    Verb.ASSESSMENT_DECIDED: _ASSESSORS,
    Verb.ASSESSMENT_GIVEN_BACK: _ASSESSORS,
    Verb.ASSESSMENT_TAKEN: _ASSESSORS,
    Verb.BRAND_NAMED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.BRAND_PROPOSAL_ACCEPTED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.BRAND_PROPOSAL_MADE: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.BRAND_PROPOSAL_REFUSED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.CREDENTIAL_MADE: frozenset({Role.ADMIN, Role.PARTNER}),
    Verb.CREDENTIAL_REVOKED: frozenset({Role.ADMIN, Role.PARTNER}),
    Verb.DELIVERY_GIVEN_UP: frozenset(),  # by the worker
    Verb.DELIVERY_MADE: frozenset(),  # by the worker
    Verb.DELIVERY_SENT_AGAIN: frozenset({Role.SUPERVISOR}),
    Verb.DEMONSTRATION_LOADED: frozenset({Role.ADMIN}),
    Verb.HOSTING_CHECK_ASKED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.HOSTING_CHECKED: frozenset(),  # by nobody at the desk: by the worker
    Verb.KEY_RING_TURNED: frozenset(),  # by nobody at the desk: by who has the key ring's file in hand
    Verb.LABELS_LOADED: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Verb.HUNT_CARRIED_ON: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.LEAD_DISMISSED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.LEAD_SCANNED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.LEAD_TAKEN: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.MEMBER_ADMITTED: frozenset({Role.ADMIN}),
    Verb.MEMBER_DEACTIVATED: frozenset({Role.ADMIN}),
    Verb.MEMBER_PASSKEY_CLEARED: frozenset({Role.ADMIN}),
    Verb.MEMBER_REACTIVATED: frozenset({Role.ADMIN}),
    Verb.MEMBER_ROLE_CHANGED: frozenset({Role.ADMIN}),
    Verb.MEMBER_SIGNED_IN: _ALL,
    Verb.OBSERVATION_RECORDED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.OBSERVATION_VERIFIED: frozenset({Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR}),
    Verb.PARTNER_ADMITTED: frozenset({Role.ADMIN}),
    Verb.PARTNER_LET_GO: frozenset({Role.ADMIN}),
    Verb.RATES_LOADED: _PUBLISHERS,
    Verb.RECIPIENT_CHANGED: _NAMERS,
    Verb.RECIPIENT_NAMED: _NAMERS,
    Verb.REMOVAL_ANSWERED: frozenset({Role.ANALYST, Role.SUPERVISOR, Role.PARTNER}),
    Verb.REMOVAL_ENDED: frozenset({Role.ANALYST, Role.SUPERVISOR, Role.PARTNER}),
    Verb.REMOVAL_HANDLING_SAID: _ASSESSORS,
    Verb.REMOVAL_MOVED: frozenset(),  # by the worker, which looks before it sends
    Verb.REMOVAL_OPENED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.REMOVAL_RELEASED: frozenset({Role.ANALYST, Role.SUPERVISOR, Role.PARTNER}),
    Verb.REMOVAL_ROUTED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.REPORT_ADDED_TO: frozenset(),
    Verb.REPORT_QUESTIONED: _ASSESSORS,
    Verb.REPORT_RECEIVED: _ASSESSORS,
    Verb.REPORTS_IMPORTED: _ASSESSORS,
    Verb.REPORTS_SENT: _ASSESSORS | {Role.PARTNER},
    Verb.REVEAL_ASKED: _DESK,
    Verb.REVEAL_REFUSED: frozenset({Role.SUPERVISOR}),
    Verb.REVEAL_SIGNED: frozenset({Role.SUPERVISOR}),
    Verb.SECOND_LOOK_DECIDED: _ASSESSORS,
    Verb.SECOND_LOOK_GIVEN_BACK: _ASSESSORS,
    Verb.SECOND_LOOK_SETTLED: frozenset({Role.SUPERVISOR}),
    Verb.SECOND_LOOK_TAKEN: _ASSESSORS,
    Verb.SITE_ASKING_LIMITED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.SITE_RECHECKED: frozenset(),  # by the worker
    Verb.SITE_REVEALED: _DESK,
    Verb.TREND_PUBLISHED: _PUBLISHERS,
    Verb.WATCH_DECIDED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.WATCH_STARTED: frozenset({Role.ANALYST, Role.SUPERVISOR}),
    Verb.YEAR_TOTAL_ENTERED: _PUBLISHERS,
}

# What may be done where no member acts: by somebody of the public, or by the house's own clock and workers.
MAY_WRITE_UNNAMED: dict[Hand, frozenset[Verb]] = {
    Hand.PUBLIC: frozenset({Verb.REPORT_RECEIVED, Verb.REPORT_ADDED_TO}),
    Hand.HOUSE: frozenset({Verb.HUNT_CARRIED_ON, Verb.REPORT_RECEIVED}),
}

MAY_READ: dict[Shelf, frozenset[Role]] = {
    Shelf.OBSERVATIONS: _DESK | {Role.AUDITOR},
    Shelf.REVEALS: frozenset({Role.SUPERVISOR, Role.AUDITOR}),
    Shelf.REPORTS: frozenset({Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR}),
    Shelf.ASSESSING: frozenset({Role.SUPERVISOR, Role.AUDITOR}),
    Shelf.OWN_NOTICES: frozenset({Role.PARTNER}),
    Shelf.REMOVALS: _DESK | {Role.AUDITOR},
    Shelf.RECIPIENTS: _DESK | {Role.AUDITOR, Role.ADMIN},
    Shelf.AUDIT: frozenset({Role.AUDITOR, Role.SUPERVISOR}),
    Shelf.MEMBERS: frozenset({Role.ADMIN}),
    Shelf.CREDENTIALS: frozenset({Role.ADMIN, Role.PARTNER}),
}

# What a program may do with a credential: never more than the member in whose name it acts.
MAY_USE: dict[Scope, frozenset[Role]] = {
    Scope.SEND_REPORTS: MAY_WRITE[Verb.REPORTS_SENT],
    Scope.READ_OPEN_REPORTS: MAY_READ[Shelf.OWN_NOTICES],
    Scope.SETTLE_OPEN_REPORTS: MAY_READ[Shelf.OWN_NOTICES],
}


def may_write(member: Member, verb: Verb) -> bool:
    return bool(member.is_active) and member.partner.active and member.role in MAY_WRITE[verb]


def may_read(member: Member, shelf: Shelf) -> bool:
    return bool(member.is_active) and member.partner.active and member.role in MAY_READ[shelf]


def require_write(actor: Member | Hand, verb: Verb) -> None:
    """Raises Forbidden where `actor` may not do what `verb` says."""
    if isinstance(actor, Hand):
        if verb not in MAY_WRITE_UNNAMED.get(actor, frozenset()):
            raise Forbidden(f"This is not done by {actor.label}: {Verb(verb).label}.")
    elif not may_write(actor, verb):
        raise Forbidden(f"A member of role “{Role(actor.role).label}” may not do this: {Verb(verb).label}.")
