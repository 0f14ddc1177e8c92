"""Reveals: opening a site's sealed address, within a budget and with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from farthing.pages.masking import mask
from farthing.records.errors import Forbidden, Invalid, Problem
from farthing.records.models import Assessment, Member, Observation, Reveal, Site
from farthing.records.sealing import Opener, hidden_addresses
from farthing.records.services.write import Written, service
from farthing.records.words import RevealState, Verb

HOUR = timedelta(hours=1)
LEAST_REASON = 8  # characters; enough to keep "x" from passing for a reason


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What an observation of the site keeps sealed: the path that leads there, the addresses behind the masks
    of its quotes (`[site 1]` first), and the contacts that are themselves addresses."""

    observation: Observation
    referrer_path: str
    hidden: tuple[str, ...]
    contacts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Revealed:
    """The outcome of asking: the reveal as recorded, and the address where it may be shown now, with what one
    observation keeps sealed where that was asked for too."""

    reveal: Reveal
    address: str | None
    unsealed: Unsealed | None = None


@service(Verb.SITE_REVEALED)
def reveal_site(
    *, actor: Member, now: datetime, site: Site, reason: str, observation: Observation | None = None
) -> Written[Revealed]:
    """Shows a site's address for a stated reason, and with it what `observation` (one of this site) keeps
    sealed. Beyond the hourly budget nothing is shown: the request then waits for a supervisor (`address` is
    None)."""
    if len(reason.strip()) < LEAST_REASON:
        raise Invalid(Problem("reason", "Say in a few words why the address is needed."))
    if observation is not None and observation.site_id != site.pk:
        raise Forbidden("This observation is of another site.")
    Member.objects.select_for_update().get(pk=actor.pk)  # two requests at once count one after another
    spent = Reveal.objects.filter(member=actor, assessment=None, shown_at__gt=now - HOUR).count()
    within = spent < settings.REVEALS_AN_HOUR
    reveal = Reveal.objects.create(
        site=site,
        observation=observation,
        member=actor,
        reason=mask(reason)[:300],
        state=RevealState.SHOWN if within else RevealState.WAITING,
        asked_at=now,
        shown_at=now if within else None,
    )
    if not within:
        return Written(
            Revealed(reveal, None), about=[reveal], fields=("address",), reason=reason, verb=Verb.REVEAL_ASKED
        )
    return _shown(reveal)


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
    """Shows what was asked for in a reveal that a supervisor signed: once, to its asker, within an hour."""
    reveal = Reveal.objects.select_for_update().get(pk=reveal.pk)
    if reveal.member_id != actor.pk or reveal.state != RevealState.SIGNED:
        raise Forbidden("This reveal is not yours to open.")
    if not reveal.may_be_opened(now):
        raise Forbidden("The signature is older than an hour: ask again.")
    reveal.state, reveal.shown_at = RevealState.SHOWN, now
    reveal.save(update_fields=["state", "shown_at"])
    return _shown(reveal)


def opened_to_assess(actor: Member, assessment: Assessment, now: datetime) -> Reveal:
    """The reveal of what is opened because it is assessed: shown at once, beside the budget. Part of a
    service."""
    return Reveal.objects.create(
        site=assessment.site,
        assessment=assessment,
        member=actor,
        reason=f"Assessing {assessment}",
        state=RevealState.SHOWN,
        asked_at=now,
        shown_at=now,
    )


def _shown(reveal: Reveal) -> Written[Revealed]:
    """The opened address, and the audit's word on everything that was opened with it."""
    site, observation, reason = reveal.site, reveal.observation, reveal.reason
    address = Opener(site).field("address")
    if observation is None:
        return Written(Revealed(reveal, address), about=[site], fields=("address",), reason=reason)
    return Written(
        Revealed(reveal, address, _unsealed(observation)),
        about=[site, observation],
        fields=("address", *Observation.SEALED, "contacts"),
        reason=reason,
    )


def _unsealed(observation: Observation) -> Unsealed:
    opener = Opener(observation)
    sealed = observation.contacts.exclude(sealed_value=None).order_by("position")
    return Unsealed(
        observation,
        opener.field("referrer_path"),
        tuple(hidden_addresses(observation)),
        tuple((contact.kind, opener.contact(contact)) for contact in sealed),
    )
