"""Recipients: who is told of sites so that they are removed, named by a person or by a hosting check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from farthing.pages.masking import storable
from farthing.records.errors import Invalid, Problem
from farthing.records.models import Member, Partner, Recipient
from farthing.records.services import outbox
from farthing.records.services.locked import found_or_made
from farthing.records.services.write import Written, service
from farthing.records.words import Channel, PartnerKind, Verb

KINDS = (PartnerKind.HOTLINE, PartnerKind.POLICE, PartnerKind.HOSTING)
_MAIL = re.compile(r"[^@\s<>\",;:]{1,64}@[^@\s<>\",;:]{1,180}\.[A-Za-z0-9-]{2,63}")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class RecipientDraft:
    """A recipient as a person describes it."""

    name: str
    kind: PartnerKind
    mail: str
    channel: Channel = Channel.MAIL
    countries: tuple[str, ...] = ()
    asked_first: bool = False
    partner: Partner | None = None
    active: bool = True


_FIELDS = ("name", "kind", "mail", "channel", "countries", "asked_first", "partner", "active")


@service(Verb.RECIPIENT_NAMED)
def name_recipient(*, actor: Member, now: datetime, draft: RecipientDraft) -> Written[Recipient]:
    """Names who is told of what is hosted in its countries, or (`asked_first`) before anybody is at home.
    Raises Invalid with all that is wrong."""
    recipient = _described(Recipient(), draft)
    recipient.save(force_insert=True)
    return Written(recipient, about=[recipient], fields=_FIELDS)


@service(Verb.RECIPIENT_CHANGED)
def change_recipient(
    *, actor: Member, now: datetime, recipient: Recipient, draft: RecipientDraft
) -> Written[Recipient]:
    """Describes a recipient anew; one that is not active is told nothing more. Raises Invalid with all that
    is wrong."""
    known = Recipient.objects.select_for_update().get(pk=recipient.pk)
    before = {name: getattr(known, name) for name in _FIELDS}
    _described(known, draft).save(update_fields=_FIELDS)
    fields = [name for name in _FIELDS if getattr(known, name) != before[name]]
    if {"mail", "channel"} & set(fields):
        outbox.readdress(known)
    return Written(known, about=[known] if fields else [], fields=fields)


def host_of(abuse_contact: str, country: str) -> Recipient:
    """The recipient of a host's abuse contact, named by it where it is new. Part of a service."""
    mail = abuse_contact.strip().lower()
    made = found_or_made(
        Recipient,
        "mail",
        [mail],
        lambda missing: [
            Recipient(name=one.partition("@")[2], kind=PartnerKind.HOSTING, mail=one, countries=[country])
            for one in missing
        ],
    )
    return made[mail]


def _described(recipient: Recipient, draft: RecipientDraft) -> Recipient:
    """The row as described, not yet stored."""
    mail = storable(draft.mail).strip().lower()
    countries = list(dict.fromkeys(country.strip().upper() for country in draft.countries))
    problems = list(_problems(recipient, draft, mail, countries))
    if problems:
        raise Invalid(*problems)
    recipient.name, recipient.kind, recipient.mail = storable(draft.name).strip(), draft.kind, mail
    recipient.channel, recipient.countries = draft.channel, countries
    recipient.asked_first, recipient.partner = draft.asked_first, draft.partner
    recipient.active = draft.active
    return recipient


def _problems(
    recipient: Recipient, draft: RecipientDraft, mail: str, countries: list[str]
) -> Iterator[Problem]:
    others = Recipient.objects.exclude(pk=recipient.pk)
    if not draft.name.strip():
        yield Problem("name", "Give it the name by which the house knows it.")
    if draft.kind not in KINDS:
        yield Problem("kind", "Notices go to hotlines, police and hosts.")
    if not _MAIL.fullmatch(mail):
        yield Problem("mail", "This is no mail address.")
    elif (known := others.filter(mail=mail).first()) is not None:
        yield Problem("mail", f"{known.reference} ({known.name}) has this address: change it there.")
    if draft.channel not in Channel:
        yield Problem("channel", "Choose one from the list.")
    elif draft.channel == Channel.ICCAM and draft.kind != PartnerKind.HOTLINE:
        yield Problem("channel", "Only hotlines are told by ICCAM.")
    if not all(_COUNTRY.fullmatch(country) for country in countries):
        yield Problem("countries", "Countries are two letters each, such as NL NO.")
    if draft.asked_first and draft.kind != PartnerKind.POLICE:
        yield Problem("asked_first", "Only police are asked first.")
    elif draft.asked_first and draft.active:
        first = others.filter(asked_first=True, active=True).first()
        if first is not None:
            yield Problem("asked_first", f"{first.reference} ({first.name}) is asked first already.")
    if draft.partner is not None and draft.partner.kind != draft.kind:
        yield Problem("partner", "The organisation is of another kind than its recipient.")
