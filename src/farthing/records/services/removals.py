"""Removals: opened by a decision, routed by the rule, held for police, ended once the site is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from farthing.pages.masking import mask, storable
from farthing.records.errors import Forbidden, Invalid, Problem
from farthing.records.models import (
    AuditEvent,
    HostingCheck,
    Member,
    Notice,
    NoticeItem,
    Recipient,
    Removal,
    Site,
)
from farthing.records.routing import Hosting, route
from farthing.records.sealing import Opener
from farthing.records.services import clocks, outbox
from farthing.records.services.hosting import standing
from farthing.records.services.rechecks import begin_watch
from farthing.records.services.recipients import host_of
from farthing.records.services.write import Written, service
from farthing.records.site_address import parse
from farthing.records.words import (
    Attribution,
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
LONGEST_NAME = 120
_UNDER_WAY = (RemovalState.GATHERED, RemovalState.NOTICED)


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
def release(
    *, actor: Member, now: datetime, removal: Removal, said_by: str = "", said_at: datetime | None = None
) -> Written[Removal]:
    """The police who were asked say go, on their own page, or through a member of the house, who enters who
    said so and when: now the host is told. Raises Invalid where nothing holds it, or either is not said."""
    removal = locked(removal)
    only_its_own(actor, removal, PartnerKind.POLICE)
    if removal.asked_at is None or removal.go_said_at is not None:
        raise Invalid(Problem("removal", "Nothing holds this notice."))
    if actor.role == Role.PARTNER:
        said_by, said_at = f"{actor.partner.name}, {actor.pseudonym}", now
    removal.go_said_by, removal.go_said_at = _word(said_by, said_at, removal.asked_at, now)
    clocks.word_given(removal, now)
    if removal.ended_at is None:
        if not removal.why:
            _tell(removal, host_of(removal.abuse_contact, removal.country), now)
        removal.state = RemovalState.UNROUTED if removal.why else RemovalState.GATHERED
    removal.save(update_fields=["state", "go_said_by", "go_said_at"])
    reason = f"{removal.go_said_by}, {removal.go_said_at:%Y-%m-%d %H:%M} UTC"
    return Written(removal, about=[removal], fields=("state", "go_said_by", "go_said_at"), reason=reason)


@service(Verb.REMOVAL_ROUTED)
def tell(*, actor: Member, now: datetime, removal: Removal, recipient: Recipient) -> Written[Removal]:
    """A person says who is told, where the rule could not or beside those it chose. Raises Invalid while
    police hold it, and once it has ended."""
    removal = locked(removal)
    if removal.ended_at is not None:
        raise Invalid(Problem("recipient", "This removal has ended."))
    if removal.state == RemovalState.HELD:
        raise Invalid(Problem("recipient", "Police hold this notice: nobody else is told until they say go."))
    if not recipient.active:
        raise Invalid(Problem("recipient", f"{recipient.reference} is told nothing more."))
    _tell(removal, recipient, now)
    if removal.state == RemovalState.UNROUTED:
        removal.state, removal.why = RemovalState.GATHERED, ""
        removal.save(update_fields=["state", "why"])
    return Written(removal, about=[removal, recipient], fields=("state",))


@service(Verb.REMOVAL_ROUTED)
def route_again(*, actor: Member, now: datetime, removal: Removal) -> Written[Removal]:
    """Asks the rule once more, after a recipient was named, say. Raises Invalid where nobody waits for it."""
    removal = locked(removal)
    if removal.state != RemovalState.UNROUTED:
        raise Invalid(Problem("removal", "This removal is under way already."))
    _set_out(removal, known_hosting(removal.site), now)
    return Written(removal, about=[removal], fields=("country", "state"), reason=removal.why)


@service(Verb.REMOVAL_HANDLING_SAID)
def say_handling(
    *, actor: Member, now: datetime, removal: Removal, handling: HandlingLevel, reason: str
) -> Written[Removal]:
    """Says how closely a removal is held from now on; what is not yet sent is decided by it."""
    if not reason.strip():
        raise Invalid(Problem("reason", "Say in a few words why."))
    removal = locked(removal)
    removal.handling = handling
    removal.save(update_fields=["handling"])
    outbox.make_anew(removal.notice_items.values_list("notice_id", flat=True))
    return Written(removal, about=[removal], fields=("handling",), reason=reason)


@service(Verb.REMOVAL_ENDED)
def end(
    *, actor: Member, now: datetime, removal: Removal, state: RemovalState, their_reference: str = ""
) -> Written[Removal]:
    """The site is removed, or is not illegal where it stands. A partner's member says so of what his own
    organisation was told; said twice, it is the same."""
    if state not in ENDS:
        raise Invalid(Problem("state", "A removal ends as removed or as not illegal."))
    removal = locked(removal)
    only_its_own(actor, removal, None)
    note_reference(actor, removal, their_reference)
    if removal.ended_at is not None or is_done(actor, removal):
        return Written(removal, about=[])
    clocks.stop(removal, state, now)
    return Written(removal, about=[removal], fields=("state",), reason=state.label)


def has_moved(removal: Removal, hosting: Hosting) -> bool:
    """Whether a site stands elsewhere than when its removal was routed. A register that names nobody today
    does not say that it moved."""
    contacts = {hosting.abuse_contact.lower(), removal.abuse_contact.lower()} - {""}
    return hosting.country != removal.country or len(contacts) > 1


def follow(removal: Removal, hosting: Hosting, now: datetime) -> bool:
    """What it means for an open removal, held by the caller, that its site stands there; gives whether those
    who were to be told have nothing to do with it any more. Another network under the same contact is
    recorded, and nobody is told twice."""
    if has_moved(removal, hosting):
        moved = bool(removal.country)
        if moved:
            clocks.moved_away(removal, now)
            _say(removal, Verb.REMOVAL_MOVED, ["country", "host"], now)
        _set_out(removal, hosting, now)
        _say(removal, Verb.REMOVAL_ROUTED, ["country", "state"], now)
        return moved
    if hosting.network and hosting.number != removal.host.partition(" ")[0]:
        removal.host = hosting.name
        removal.save(update_fields=["host"])
        _say(removal, Verb.REMOVAL_MOVED, ["host"], now)
    return False


def concluded(check: HostingCheck, now: datetime) -> None:
    """Follows a site that a concluded hosting check found elsewhere, or behind a CDN since the last one.
    Part of the check's transaction."""
    found = Removal.objects.select_for_update(of=("self",)).select_related("site")
    removal = found.filter(site_id=check.site_id, ended_at=None).first()
    hosting = standing(check)
    if removal is None:
        return
    if hosting is not None:
        follow(removal, hosting, now)
    elif check.attribution == Attribution.CDN and removal.state in _UNDER_WAY and not _stood_there(check):
        removal.state, removal.why = RemovalState.UNROUTED, f"It stands behind {check.front} now."
        removal.save(update_fields=["state", "why"])
        _say(removal, Verb.REMOVAL_MOVED, ["state"], now)


def known_hosting(site: Site) -> Hosting | None:
    """Where the last concluded hosting check says that a site stands, if it could say."""
    check = _checks(site.pk).first()
    return None if check is None else standing(check)


def _checks(site: int) -> QuerySet[HostingCheck]:
    done = HostingCheck.objects.filter(site_id=site, state=HostingState.DONE)
    return done.order_by("-asked_at", "-pk")


def _stood_there(check: HostingCheck) -> bool:
    """Whether the check before this one found the same CDN before the server."""
    before = _checks(check.site_id).exclude(pk=check.pk).first()
    return before is not None and (before.attribution, before.front) == (check.attribution, check.front)


def _set_out(removal: Removal, hosting: Hosting | None, now: datetime) -> None:
    """Routes a removal and gathers it into its recipients' notices. Police who said go once are not asked
    again."""
    address = parse(Opener(removal.site).field("address"))
    named = Recipient.objects.filter(active=True, kind__in=(PartnerKind.HOTLINE, PartnerKind.POLICE))
    chosen = route(hosting, settings.HOME_COUNTRY, list(named), address.own_hosts)
    first = chosen.first if removal.go_said_at is None else None
    removal.country = hosting.country if hosting else ""
    removal.host = hosting.name if hosting else ""
    removal.abuse_contact = hosting.abuse_contact if hosting else ""
    removal.why = chosen.why
    if first:
        removal.state, removal.asked_at = RemovalState.HELD, removal.asked_at or now
    else:
        removal.state = RemovalState.UNROUTED if chosen.why else RemovalState.GATHERED
        removal.asked_at = removal.asked_at if removal.go_said_at else None
    removal.save()
    told = [*chosen.told, *([first] if first else [])]
    if chosen.host and not first:
        told.append(host_of(removal.abuse_contact, removal.country))
    for recipient in sorted(told, key=lambda one: one.pk):  # every write locks in the same order
        _tell(removal, recipient, now)


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
    NoticeItem.objects.update_or_create(
        notice=notice, removal=removal, defaults={"dropped": False, "recipient": recipient}
    )


def _word(said_by: str, said_at: datetime | None, asked_at: datetime, now: datetime) -> tuple[str, datetime]:
    """Who said go, and when, as it is stored. Raises Invalid with all that is wrong."""
    said_by = mask(storable(said_by).strip())
    problems = []
    if not said_by or len(said_by) > LONGEST_NAME:
        problems.append(Problem("said_by", "Say who of the police said go."))
    if said_at is None or not asked_at <= said_at <= now:
        problems.append(Problem("said_at", "Say when they said so: after they were asked, and before now."))
    if problems or said_at is None:
        raise Invalid(*problems)
    return said_by, said_at


def locked(removal: Removal) -> Removal:
    return Removal.objects.select_for_update(of=("self",)).select_related("site").get(pk=removal.pk)


def _say(removal: Removal, verb: Verb, fields: list[str], now: datetime) -> None:
    """The house itself did it."""
    AuditEvent.objects.create(at=now, hand=Hand.HOUSE, verb=verb, subject=removal.reference, fields=fields)


def note_reference(actor: Member, removal: Removal, their_reference: str) -> None:
    """Keeps the number under which the actor's organisation has a removal that it was told of."""
    if their_reference:
        told = NoticeItem.objects.filter(removal=removal, recipient__partner=actor.partner)
        told.update(their_reference=mask(their_reference)[:80])


def is_done(actor: Member, removal: Removal) -> bool:
    """Whether nothing is asked of a partner any more: the site moved away from where he was told of it."""
    own = NoticeItem.objects.filter(removal=removal, recipient__partner=actor.partner, ended_at=None)
    return actor.role == Role.PARTNER and not own.exists()


def only_its_own(actor: Member, removal: Removal, kind: PartnerKind | None) -> None:
    """A partner's member acts on what his own organisation was told, and only if it is of `kind`."""
    if actor.role != Role.PARTNER:
        return
    told = NoticeItem.objects.filter(
        removal=removal, dropped=False, recipient__partner=actor.partner, told_at__isnull=False
    )
    if not told.exists() or (kind is not None and actor.partner.kind != kind):
        raise Forbidden("Your organisation was not told of this removal.")
