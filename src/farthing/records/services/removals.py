"""Removals: opened by a decision, routed by the rule, held for police, ended once the site is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from farthing.pages.masking import mask
from farthing.records.errors import Forbidden, Invalid, Problem
from farthing.records.models import (
    AuditEvent,
    HostingCheck,
    Member,
    Notice,
    NoticeItem,
    Partner,
    Recipient,
    Removal,
    Site,
)
from farthing.records.routing import Hosting, route
from farthing.records.sealing import Opener
from farthing.records.services import outbox
from farthing.records.services.hosting import standing
from farthing.records.services.locked import found_or_made
from farthing.records.services.rechecks import begin_watch
from farthing.records.services.write import Written, service
from farthing.records.site_address import parse
from farthing.records.words import (
    DeliveryKind,
    Hand,
    HandlingLevel,
    HostingState,
    PartnerKind,
    RemovalState,
    Role,
    Verb,
)

GATHERED_FOR = timedelta(hours=1)
ENDS = frozenset({RemovalState.REMOVED, RemovalState.NOT_ILLEGAL})


@service(Verb.RECIPIENT_NAMED)
def name_recipient(
    *,
    actor: Member,
    now: datetime,
    name: str,
    kind: PartnerKind,
    mail: str,
    countries: tuple[str, ...] = (),
    asked_first: bool = False,
    partner: Partner | None = None,
) -> Written[Recipient]:
    """Names who is told of what is hosted in `countries`, or (`asked_first`) before anybody is at home."""
    if kind not in (PartnerKind.HOTLINE, PartnerKind.POLICE, PartnerKind.HOSTING):
        raise Invalid(Problem("kind", "Notices go to hotlines, police and hosts."))
    if asked_first and kind != PartnerKind.POLICE:
        raise Invalid(Problem("asked_first", "Only police are asked first."))
    recipient, _ = Recipient.objects.update_or_create(
        mail=mail.strip().lower(),
        defaults={
            "name": name.strip(),
            "kind": kind,
            "countries": [country.upper() for country in countries],
            "asked_first": asked_first,
            "partner": partner,
        },
    )
    return Written(recipient, about=[recipient], fields=("name", "kind", "mail", "countries"))


@service(Verb.REMOVAL_OPENED)
def open_removal(
    *,
    actor: Member,
    now: datetime,
    site: Site,
    hosting: Hosting | None = None,
    category: str = "",
    handling: HandlingLevel = HandlingLevel.LIMITED,
) -> Written[Removal]:
    """Opens the removal of a site that was decided to be actionable, routes it by `hosting` or else by its
    last hosting check, and has the site watched until it is gone. Raises Invalid where one is open."""
    Site.objects.select_for_update().get(pk=site.pk)
    if Removal.objects.filter(site=site, ended_at=None).exists():
        raise Invalid(Problem("site", "This site's removal is under way already."))
    removal = Removal(
        site=site, category=category, handling=handling, opened_by=actor, opened_at=now, state=""
    )
    _set_out(removal, hosting or known_hosting(site), now)
    begin_watch(actor, site, now)
    return Written(removal, about=[removal], fields=("site", "category", "handling", "country"))


@service(Verb.REMOVAL_RELEASED)
def release(*, actor: Member, now: datetime, removal: Removal) -> Written[Removal]:
    """The police who were asked say go, on their own page or through an analyst: now the host is told."""
    removal = Removal.objects.select_for_update(of=("self",)).select_related("site").get(pk=removal.pk)
    _only_its_own(actor, removal, PartnerKind.POLICE)
    if removal.state != RemovalState.HELD:
        raise Invalid(Problem("removal", "Nothing holds this notice."))
    _tell(removal, _host(removal.abuse_contact, removal.country), now)
    removal.state = RemovalState.GATHERED
    removal.save(update_fields=["state"])
    return Written(removal, about=[removal], fields=("state",))


@service(Verb.REMOVAL_ROUTED)
def tell(*, actor: Member, now: datetime, removal: Removal, recipient: Recipient) -> Written[Removal]:
    """A person says who is told, where the rule could not."""
    removal = Removal.objects.select_for_update().get(pk=removal.pk)
    if removal.state != RemovalState.UNROUTED:
        raise Invalid(Problem("removal", "This removal is under way already."))
    _tell(removal, recipient, now)
    removal.state, removal.why = RemovalState.GATHERED, ""
    removal.save(update_fields=["state", "why"])
    return Written(removal, about=[removal, recipient], fields=("state",))


@service(Verb.REMOVAL_ENDED)
def end(
    *, actor: Member, now: datetime, removal: Removal, state: RemovalState, their_reference: str = ""
) -> Written[Removal]:
    """The site is removed, or is not illegal where it stands. A partner's member says so of what his own
    organisation was told; said twice, it is the same."""
    if state not in ENDS:
        raise Invalid(Problem("state", "A removal ends as removed or as not illegal."))
    removal = Removal.objects.select_for_update().get(pk=removal.pk)
    _only_its_own(actor, removal, None)
    if their_reference:
        told = NoticeItem.objects.filter(removal=removal, notice__recipient__partner=actor.partner)
        told.update(their_reference=mask(their_reference)[:80])
    if removal.ended_at is not None:
        return Written(removal, about=[])
    removal.state, removal.ended_at = state, now
    removal.save(update_fields=["state", "ended_at"])
    return Written(removal, about=[removal], fields=("state",), reason=state.label)


def has_moved(removal: Removal, hosting: Hosting) -> bool:
    """Whether a site stands elsewhere than when its removal was routed. A register that names nobody today
    does not say that it moved."""
    contacts = {hosting.abuse_contact, removal.abuse_contact} - {""}
    return hosting.country != removal.country or len(contacts) > 1


def moved(*, removal: Removal, hosting: Hosting, now: datetime) -> None:
    """Routes a removal anew, its host having moved. Part of a transaction; the house itself says so."""
    _set_out(removal, hosting, now)
    AuditEvent.objects.create(
        at=now,
        hand=Hand.HOUSE,
        verb=Verb.REMOVAL_MOVED,
        subject=removal.reference,
        fields=["country", "state"],
    )


def known_hosting(site: Site) -> Hosting | None:
    """Where the last concluded hosting check says that a site stands, if it could say."""
    done = HostingCheck.objects.filter(site=site, state=HostingState.DONE).order_by("-asked_at", "-pk")
    check = done.first()
    return None if check is None else standing(check)


def _set_out(removal: Removal, hosting: Hosting | None, now: datetime) -> None:
    """Routes a removal and gathers it into its recipients' notices."""
    address = parse(Opener(removal.site).field("address"))
    named = Recipient.objects.filter(active=True, kind__in=(PartnerKind.HOTLINE, PartnerKind.POLICE))
    chosen = route(hosting, settings.HOME_COUNTRY, list(named), address.own_hosts)
    removal.country = hosting.country if hosting else ""
    removal.abuse_contact = hosting.abuse_contact if hosting else ""
    removal.why = chosen.why
    if chosen.why:
        removal.state = RemovalState.UNROUTED
    else:
        removal.state = RemovalState.HELD if chosen.first else RemovalState.GATHERED
    removal.save()
    for recipient in chosen.told:
        _tell(removal, recipient, now)
    if chosen.first:
        _tell(removal, chosen.first, now)
    elif chosen.host:
        _tell(removal, _host(removal.abuse_contact, removal.country), now)


def _tell(removal: Removal, recipient: Recipient, now: datetime) -> None:
    """Adds a removal to the recipient's open notice; the first one opens it, and puts it in the outbox."""
    Recipient.objects.select_for_update().get(pk=recipient.pk)  # two at once open one notice
    notice = Notice.objects.filter(recipient=recipient, closed_at=None).first()
    if notice is None:
        notice = Notice.objects.create(recipient=recipient, opened_at=now)
        outbox.put(
            kind=DeliveryKind.NOTICE,
            number=notice.pk,
            recipient=recipient,
            now=now,
            due_at=now + GATHERED_FOR,
        )
    NoticeItem.objects.update_or_create(notice=notice, removal=removal, defaults={"dropped": False})


def _host(abuse_contact: str, country: str) -> Recipient:
    """The recipient of a host's abuse contact, named by it where it is new."""
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


def _only_its_own(actor: Member, removal: Removal, kind: PartnerKind | None) -> None:
    """A partner's member acts on what his own organisation was told, and only if it is of `kind`."""
    if actor.role != Role.PARTNER:
        return
    told = NoticeItem.objects.filter(
        removal=removal,
        dropped=False,
        notice__recipient__partner=actor.partner,
        notice__sent_at__isnull=False,
    )
    if not told.exists() or (kind is not None and actor.partner.kind != kind):
        raise Forbidden("Your organisation was not told of this removal.")
