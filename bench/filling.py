"""A desk filled to the size of a network's years: sites, their reports, and all that follows from these.

    FARTHING_DATA=… DJANGO_SETTINGS_MODULE=farthing.settings python bench/filling.py SITES

A hundredth of the decided sites is written through the real models, past the services, which would take days;
the database then copies it, each time a little later, under other numbers and with keyed marks of its own.
What waits (one site in PER, the newest) is written row by row and sealed as in earnest; the rest shares one
value that opens nowhere, and no page opens it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import django

import copied

APART = timedelta(seconds=105)  # 300,000 sites a year
PER, COPIES = 50, 98  # of a hundred times the pattern, two wait
REPORTS = (2, 3)  # of one site, in turn
ACTIONABLE = 3  # one site in so many
OFTEN = 3 * ACTIONABLE  # so many sites show the same address
HOSTS, BRAND = 2000, 200  # hosts in all, and sites a brand
COUNTRIES = ("GB", "NL", "US", "BG", "NO", "DE")
NETWORKS = ("bitcoin", "evm", "monero", "tron", "litecoin")
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Shared:
    """What all rows refer to."""

    analyst: int
    second: int
    sites: int
    end: datetime
    sealed: bytes = bytes(60)

    def waits(self, number: int) -> bool:
        return number > self.sites - self.sites // PER

    @property
    def pattern(self) -> int:
        """So many sites are written, and copied until all that are decided are there."""
        return (self.sites - self.sites // PER) // COPIES

    def at(self, number: int) -> datetime:
        return self.end - (self.sites - number) * APART


def fill(sites: int, now: datetime) -> None:
    """Fills the empty desk that Django is set up on."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection, transaction

    from farthing.records.models import Member, NoticeItem, Removal, Watch

    people = dict(Member.objects.values_list("username", "pk"))
    shared = Shared(people["analyst"], people["analyst2"], sites, now)
    with transaction.atomic():
        write(_world(shared))
        write(rows(shared, range(1, shared.pattern + 1)))
    copied.copy(shared.pattern, COPIES, OFTEN, BRAND, APART)
    with transaction.atomic():
        write(rows(shared, range(shared.pattern * COPIES + 1, sites + 1)))
        for table, state in ((Removal, "noticed"), (Watch, "online")):
            last = table.objects.filter(pk__gt=sites * 0.9)
            last.update(state=state, ended_at=None)
        NoticeItem.objects.filter(removal_id__gt=sites * 0.9).update(ended_at=None)
    with connection.cursor() as cursor:
        tables = list(apps.get_app_config("records").get_models())
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")  # as its autovacuum does


def write(groups: Iterator[Sequence[object]]) -> None:
    for group in groups:
        if group:
            type(group[0])._default_manager.bulk_create(group, batch_size=2000)


def rows(shared: Shared, numbers: range) -> Iterator[Sequence[object]]:
    """All rows of these sites, each table's in turn."""
    from farthing.records.models import AuditEvent

    yield [_site(shared, number) for number in numbers]
    yield [_assessment(shared, number) for number in numbers]
    yield [report for number in numbers for report in _reports(shared, number)]
    decided = [number for number in numbers if not shared.waits(number)]
    yield [_decision(shared, number) for number in decided]
    said = {"actor_id": shared.analyst, "verb": "assessment.decided"}
    yield [AuditEvent(at=shared.at(n), subject=f"V-{n:06d}", **said) for n in decided]
    actionable = [number for number in decided if not number % ACTIONABLE]
    yield from _observed(shared, actionable)
    yield from _removed(shared, actionable)


def _world(shared: Shared) -> Iterator[Sequence[object]]:
    from farthing.records.models import Brand, Recipient

    named = {"named_by_id": shared.analyst, "named_at": shared.end}
    brands = range(1, shared.sites // BRAND + 2)
    yield [Brand(pk=n, name=f"Brand {n}", name_key=f"brand {n}", **named) for n in brands]
    hosts = range(1, HOSTS + 1)
    yield [Recipient(pk=n, name=f"Host {n}", kind="hosting", mail=f"abuse@host-{n}.example") for n in hosts]


def _site(shared: Shared, number: int) -> object:
    from farthing.records.models import Site
    from farthing.records.sealing import Sealer, index

    host, at = f"site-{number}.invalid", shared.at(number)
    site = Site(
        pk=number,
        uid=_uid("site", number),
        data_key=shared.sealed,
        address=shared.sealed,
        address_index=index("site.address", f"{host}/"),
        host_index=index("site.host", host),
        kind="forum" if not number % 400 else "website",
        brand_id=number // BRAND + 1 if not number % (4 * ACTIONABLE) else None,
        first_seen=at,
        last_seen=at,
        recorded_at=at,
    )
    if shared.waits(number):
        site.address = Sealer(site).field("address", f"https://{host}/")
    return site


def _assessment(shared: Shared, number: int) -> object:
    from farthing.records.models import Assessment

    waits = shared.waits(number)
    return Assessment(
        pk=number,
        site_id=number,
        state="waiting" if waits else "decided",
        urgency=0 if not number % 1000 else 1 if not number % 4 else 2,
        in_flood=not number % 97,
        arrived_at=shared.at(number),
        decision_id=None if waits else number,
    )


def _reports(shared: Shared, number: int) -> Iterator[object]:
    from farthing.records.models import Report
    from farthing.records.sealing import Sealer

    source = "analyst" if not number % 5000 else "import" if number % 3 else "public"
    for turn in range(REPORTS[number % 2]):
        report = Report(
            uid=_uid("report", number * 10 + turn),
            data_key=shared.sealed,
            **dict.fromkeys(Report.SEALED, shared.sealed),
            site_id=number,
            assessment_id=number,
            source=source,
            in_danger=not number % 1000,
            received_at=shared.at(number),
        )
        if shared.waits(number):
            sealer = Sealer(report)
            report.address = sealer.field("address", f"https://site-{number}.invalid/")
            report.words = sealer.field("words", "30 days access: 0.01 BTC")
            report.referrer_path = sealer.field("referrer_path", "")
        yield report


def _decision(shared: Shared, number: int) -> object:
    from farthing.records.models import Decision

    actionable = not number % ACTIONABLE
    return Decision(
        pk=number,
        assessment_id=number,
        by_id=shared.second if number % 2 else shared.analyst,
        decided_at=shared.at(number),
        actionable=actionable,
        category="B" if actionable else "",
        ground="" if actionable else "not-found",
    )


def _observed(shared: Shared, numbers: Sequence[int]) -> Iterator[Sequence[object]]:
    """What the pages of these sites said: an offer, an option with its indicator, and a contact each."""
    from farthing.records.models import Contact, Indicator, Observation, Offer, Option, Sighting

    sealed = dict.fromkeys(("data_key", "hidden", "referrer_path"), shared.sealed)
    said = {"commerciality": "direct-visible", "genuineness": "unknown", "language": "en", "zone": "UTC"}
    said |= {"received_kind": "html", "received_size": 1000, "reader_version": "bench", "kept": {}}
    yield [
        Observation(
            pk=n,
            uid=_uid("observation", n),
            site_id=n,
            observed_at=shared.at(n),
            visibility="paywalled" if not n % 2000 else "public",
            fingerprint=_hash("template", n % 20_000)[:16],
            received_sha256=_hash("page", n),
            kept_sha256=_hash("kept", n),
            confirmed_by_id=shared.analyst,
            recorded_at=shared.at(n),
            **sealed,
            **said,
        )
        for n in numbers
    ]
    yield [
        Indicator(
            pk=n // OFTEN,
            identity_hash=_hash("indicator", n // OFTEN),
            account_hash=_hash("account", n // OFTEN),
            network=NETWORKS[n // OFTEN % 5],
            account=_hash("account", n // OFTEN)[:34],
            address=_hash("account", n // OFTEN)[:34],
            first_seen=shared.at(n),
            last_seen=shared.at(n),
        )
        for n in numbers
        if n % OFTEN == 0
    ]
    seen = {n: max(n // OFTEN, 1) for n in numbers}
    place = {"position": 0}
    offer = {"amount": 20, "currency": "EUR", "period": "P30D"}
    yield [Offer(pk=n, observation_id=n, **place, **offer) for n in numbers]
    yield [
        Option(
            pk=n,
            observation_id=n,
            rail="crypto",
            network=NETWORKS[seen[n] % 5],
            address=_hash("account", seen[n])[:34],
            indicator_id=seen[n],
            **place,
        )
        for n in numbers
    ]
    yield [
        Contact(
            pk=n,
            observation_id=n,
            kind="telegram",
            value=f"@desk_{n % 50_000}",
            value_index=_uid("contact", n % 50_000).bytes,
            **place,
        )
        for n in numbers
    ]
    yield [
        Sighting(observation_id=n, option_id=n, site_id=n, indicator_id=seen[n], seen_at=shared.at(n))
        for n in numbers
    ]


def _removed(shared: Shared, numbers: Sequence[int]) -> Iterator[Sequence[object]]:
    """Where these sites stood, who was told, and that they were gone a day later."""
    from farthing.records.models import Delivery, HostingCheck, Notice, NoticeItem, Removal, Watch

    country = {n: COUNTRIES[n // ACTIONABLE % len(COUNTRIES)] for n in numbers}
    told = {n: shared.at(n) + HOUR for n in numbers}
    ended = {n: told[n] + 30 * HOUR for n in numbers}
    host = {n: n % HOSTS + 1 for n in numbers}
    yield [
        HostingCheck(
            pk=n,
            site_id=n,
            state="done",
            asked_by_id=shared.analyst,
            asked_at=shared.at(n),
            done_at=shared.at(n),
            attribution="cdn" if not n % 200 else "host",
            country=country[n],
            organisation=f"Host {host[n]}",
        )
        for n in numbers
    ]
    yield [
        Watch(
            pk=n,
            site_id=n,
            state="person" if not n % 500 else "removed",
            started_by_id=shared.analyst,
            started_at=shared.at(n),
            next_at=None,
            ended_at=ended[n],
        )
        for n in numbers
    ]
    yield [
        Removal(
            pk=n,
            site_id=n,
            state="removed",
            category="B",
            country=country[n],
            host=f"host-{host[n]}.example",
            opened_by_id=shared.analyst,
            opened_at=shared.at(n),
            noticed_at=told[n],
            host_told_at=told[n],
            ended_at=ended[n],
        )
        for n in numbers
    ]
    yield [
        Notice(pk=n, recipient_id=host[n], opened_at=shared.at(n), closed_at=told[n], sent_at=told[n])
        for n in numbers
    ]
    yield [
        NoticeItem(notice_id=n, removal_id=n, recipient_id=host[n], told_at=told[n], ended_at=ended[n])
        for n in numbers
    ]
    yield [
        Delivery(
            pk=n,
            uid=_uid("delivery", n),
            data_key=shared.sealed,
            kind="notice",
            number=n,
            recipient_id=host[n],
            state="dead" if not n % 5000 else "delivered",
            added_at=shared.at(n),
            due_at=told[n],
            ended_at=told[n],
        )
        for n in numbers
    ]


def _hash(kind: str, number: int) -> str:
    return sha256(f"{kind} {number}".encode()).hexdigest()


def _uid(kind: str, number: int) -> UUID:
    return UUID(bytes=sha256(f"{kind} {number}".encode()).digest()[:16])


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]), datetime.now(UTC))
