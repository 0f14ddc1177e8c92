"""Recording what a payment page said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from farthing.pages.masking import Hosts
from farthing.records.drafts import ObservationDraft
from farthing.records.errors import AlreadyRecorded, Invalid
from farthing.records.models import Member, Observation
from farthing.records.services.brands import brands_by_name
from farthing.records.services.checks import problems
from farthing.records.services.hunts import begin_brand_hunts, begin_hunt
from farthing.records.services.identity import Identity, concealed, identify
from farthing.records.services.indicators import indicators_by_identity
from farthing.records.services.rows import Rows, observation_rows, store
from farthing.records.services.sites import sites_by_address
from farthing.records.services.write import Written, service
from farthing.records.site_address import SiteAddress, hosts_of, parse
from farthing.records.words import Verb

_FIELDS = ("site", "offers", "options", "contacts", "kept", "referrer_path")


@service(Verb.OBSERVATION_RECORDED)
def record(*, actor: Member, now: datetime, draft: ObservationDraft) -> Written[Observation]:
    """Records one observation: its site and brand where they are new, its offers, options and contacts, the
    indicators that the options name, and a sighting for each. Raises Invalid with every problem named, and
    AlreadyRecorded where a draft of this mark was recorded before."""
    if draft.mark and Observation.objects.filter(draft_mark=draft.mark).exists():
        raise AlreadyRecorded("This page was recorded already.")
    recorded = _record_all(actor, [(draft, now)])
    return Written(recorded[0], about=recorded, fields=_FIELDS)


@service(Verb.OBSERVATION_RECORDED)
def record_many(
    *, actor: Member, now: datetime, entries: Sequence[tuple[ObservationDraft, datetime]]
) -> Written[list[Observation]]:
    """Records many observations at once, each with the time at which it was recorded; all or none."""
    recorded = _record_all(actor, entries)
    return Written(recorded, about=recorded, fields=_FIELDS)


def _record_all(actor: Member, entries: Sequence[tuple[ObservationDraft, datetime]]) -> list[Observation]:
    checked = [(draft, recorded_at, *_checked(draft, recorded_at)) for draft, recorded_at in entries]
    brands = brands_by_name(actor, [(draft.brand, at) for draft, at, _, _ in checked if draft.brand])
    sites = sites_by_address(actor, brands, [(draft, site, at) for draft, at, site, _ in checked])
    indicators = indicators_by_identity(
        [(identity, draft.observed_at) for draft, _, _, found in checked for identity in found if identity]
    )
    now = max(at for _, at in entries)
    hunt = begin_hunt(actor, now, len(entries))
    begin_brand_hunts(actor, now, [brand for brand in brands.values() if not brand.hunts.exists()])
    rows: list[Rows] = [
        observation_rows(actor, draft, sites[site.key], recorded_at, site, found, indicators, hunt)
        for draft, recorded_at, site, found in checked
    ]
    try:
        return store(rows)
    except IntegrityError as error:
        if not any(draft.mark for draft, _ in entries):
            raise
        raise AlreadyRecorded("This page was recorded at the same moment.") from error


def _checked(draft: ObservationDraft, now: datetime) -> tuple[SiteAddress, list[Identity | None]]:
    """The draft's site address and the indicator of each option, or Invalid with all that is wrong."""
    wrong = list(problems(draft, now))
    site: SiteAddress | None = None
    identities: list[Identity | None] = []
    for text, field in ((draft.site_address, "site_address"), *((one, "mirrors") for one in draft.mirrors)):
        try:
            address = parse(text, field)
        except Invalid as error:
            wrong.extend(error.problems)
        else:
            site = address if field == "site_address" else site
    faulty = {problem.field.rpartition(".")[0] for problem in wrong}
    for place, option in enumerate(draft.options):
        if f"options.{place}" in faulty:
            continue
        try:
            identities.append(identify(option, f"options.{place}"))
        except Invalid as error:
            wrong.extend(error.problems)
    if wrong or site is None:
        raise Invalid(*wrong)
    hosts = Hosts(hosts_of(site, draft.mirrors))
    return site, [identity and concealed(identity, hosts) for identity in identities]
