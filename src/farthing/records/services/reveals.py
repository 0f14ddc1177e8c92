"""Reveals: opening a site's sealed address, within a budget and with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from farthing.records.errors import Forbidden, Invalid, Problem
from farthing.records.masking import masked
from farthing.records.models import Member, Reveal, Site
from farthing.records.sealing import Opener
from farthing.records.services.write import Written, service
from farthing.records.words import RevealState, Verb

HOUR = timedelta(hours=1)
LEAST_REASON = 8  # characters; enough to keep "x" from passing for a reason
SIGNED_FOR = timedelta(hours=1)  # how long a supervisor's signature waits to be used


@dataclass(frozen=True, slots=True)
class Revealed:
    """The outcome of asking: the reveal as recorded, and the address where it may be shown now."""

    reveal: Reveal
    address: str | None


@service(Verb.SITE_REVEALED)
def reveal_site(*, actor: Member, now: datetime, site: Site, reason: str) -> Written[Revealed]:
    """Shows a site's address for a stated reason. Beyond the hourly budget it is not shown: the request then
    waits for a supervisor (`address` is None)."""
    if len(reason.strip()) < LEAST_REASON:
        raise Invalid(Problem("reason", "Say in a few words why the address is needed."))
    Member.objects.select_for_update().get(pk=actor.pk)  # two requests at once count one after another
    spent = Reveal.objects.filter(member=actor, shown_at__gt=now - HOUR).count()
    within = spent < settings.REVEALS_AN_HOUR
    reveal = Reveal.objects.create(
        site=site,
        member=actor,
        reason=masked(reason)[:300],
        state=RevealState.SHOWN if within else RevealState.WAITING,
        asked_at=now,
        shown_at=now if within else None,
    )
    address = Opener(site).field("address") if within else None
    verb = Verb.SITE_REVEALED if within else Verb.REVEAL_ASKED
    about = [site] if within else [reveal]
    return Written(Revealed(reveal, address), about=about, fields=("address",), reason=reason, verb=verb)


@service(Verb.REVEAL_SIGNED)
def decide_reveal(*, actor: Member, now: datetime, reveal: Reveal, granted: bool) -> Written[Reveal]:
    """A supervisor signs or refuses a reveal beyond the budget; nobody signs his own."""
    reveal = Reveal.objects.select_for_update().get(pk=reveal.pk)
    if reveal.member_id == actor.pk:
        raise Forbidden("Nobody signs a reveal that he asked for himself.")
    if reveal.state != RevealState.WAITING:
        raise Invalid(Problem("reveal", "This reveal was decided already."))
    reveal.state = RevealState.SIGNED if granted else RevealState.REFUSED
    reveal.signed_by, reveal.signed_at = actor, now
    reveal.save(update_fields=["state", "signed_by", "signed_at"])
    return Written(reveal, about=[reveal], verb=Verb.REVEAL_SIGNED if granted else Verb.REVEAL_REFUSED)


@service(Verb.SITE_REVEALED)
def open_signed(*, actor: Member, now: datetime, reveal: Reveal) -> Written[Revealed]:
    """Shows the address of a reveal that a supervisor signed: once, to its asker, within an hour."""
    reveal = Reveal.objects.select_for_update().select_related("site").get(pk=reveal.pk)
    if reveal.member_id != actor.pk or reveal.state != RevealState.SIGNED or reveal.signed_at is None:
        raise Forbidden("This reveal is not yours to open.")
    if now - reveal.signed_at > SIGNED_FOR:
        raise Forbidden("The signature is older than an hour: ask again.")
    reveal.state, reveal.shown_at = RevealState.SHOWN, now
    reveal.save(update_fields=["state", "shown_at"])
    address = Opener(reveal.site).field("address")
    return Written(Revealed(reveal, address), about=[reveal.site], fields=("address",), reason=reveal.reason)
