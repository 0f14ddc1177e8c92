"""Verification: what is kept of an observation, recomputed from the original file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from farthing import pages
from farthing.pages.keep import canonical
from farthing.records.models import AuditEvent, Member, Observation
from farthing.records.sealing import Opener
from farthing.records.services.write import Written, service
from farthing.records.site_address import hosts_of, parse
from farthing.records.words import Hand, Verb


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was recomputed: whether it holds, as a sentence."""

    holds: bool
    sentence: str


@service(Verb.OBSERVATION_VERIFIED)
def verify_observation(
    *, actor: Member, now: datetime, number: int, original: bytes
) -> Written[tuple[Check, ...]]:
    """Holds observation `number` against its original file. Raises Observation.DoesNotExist."""
    observation, checks, outcome = _held(number, original)
    return Written(checks, about=[observation], reason=outcome)


def verify_on_the_machine(*, now: datetime, number: int, original: bytes) -> tuple[Check, ...]:
    """The same by whoever has the data folder and its key ring in hand, and needs no leave: the audit
    says that the house itself did it. Raises Observation.DoesNotExist."""
    with transaction.atomic():
        observation, checks, outcome = _held(number, original)
        verb, subject = Verb.OBSERVATION_VERIFIED, observation.reference
        AuditEvent.objects.create(at=now, hand=Hand.HOUSE, verb=verb, subject=subject, reason=outcome)
    return checks


def _held(number: int, original: bytes) -> tuple[Observation, tuple[Check, ...], str]:
    observation = Observation.objects.select_related("site").get(pk=number)
    checks = tuple(_checks(observation, original))
    return observation, checks, "holds" if all(check.holds for check in checks) else "does not hold"


def _checks(observation: Observation, original: bytes) -> Iterator[Check]:
    received = sha256(original).hexdigest() == observation.received_sha256
    yield Check(received, "the file is the one that was received (SHA-256)")
    stored = sha256(canonical(observation.kept)).hexdigest() == observation.kept_sha256
    yield Check(stored, "the kept readings are those that were recorded (SHA-256)")
    if observation.reader_version != pages.READER_VERSION:
        versions = f"read by reader {observation.reader_version}, this is reader {pages.READER_VERSION}"
        yield Check(False, f"the readings cannot be recomputed here: {versions}")
    elif received:
        same = _recomputed(observation, original)
        yield Check(same, "the kept readings are what the reader reads in the file")


def _recomputed(observation: Observation, original: bytes) -> bool:
    """Whether one of the file's pages, read and masked again, gives the kept document."""
    opener = Opener(observation)
    mirrors = [opener.contact(one) for one in observation.contacts.filter(kind="mirror").order_by("position")]
    hosts = hosts_of(parse(Opener(observation.site).field("address")), mirrors)
    kept = (pages.keep(reading, hosts).canonical() for reading in pages.read(original))
    return any(sha256(document).hexdigest() == observation.kept_sha256 for document in kept)
