"""Removals' notices, from the decision to a real mail server, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import farthing
from cast import NOW, Cast
from farthing.doors import mail
from farthing.doors.hosting import stands_now
from farthing.doors.outbox import Worker
from farthing.formats.notice import Sender
from farthing.records.drafts import ObservationDraft
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import AuditEvent, Delivery, NoticeItem, Removal, Site
from farthing.records.routing import Hosting
from farthing.records.services import removals
from farthing.records.services.hosting import Result, ask_hosting_check, conclude_hosting_check
from farthing.records.services.observations import record
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.words import (
    DeliveryState,
    HandlingLevel,
    HostingMethod,
    MethodOutcome,
    PartnerKind,
    RemovalState,
)
from post_office import PostOffice, open_office

HOME = Hosting("GB", "abuse@host.example", "192.0.2.7", "Host Example")
NORWAY = Hosting("NO", "abuse@fjord.example")
HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
SENDER = Sender("Farthing House", "desk@house.example")

SOURCE = Path(farthing.__file__).parent

MakeSite = Callable[..., Site]


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as office:
        yield office


@pytest.fixture
def site(cast: Cast, draft: Callable[..., ObservationDraft]) -> MakeSite:
    def make(host: str = "one.invalid") -> Site:
        return record(actor=cast["analyst"], now=NOW, draft=draft(site_address=f"https://{host}/pay")).site

    return make


@pytest.fixture
def hotline(cast: Cast) -> None:
    name_recipient(
        actor=cast["supervisor"],
        now=NOW,
        draft=RecipientDraft(
            name="Fjordland",
            kind=PartnerKind.HOTLINE,
            mail="in@hotline.example",
            countries=("no",),
            partner=cast["hotline"].partner,
        ),
    )


@pytest.fixture
def police(cast: Cast) -> None:
    name_recipient(
        actor=cast["supervisor"],
        now=NOW,
        draft=RecipientDraft(
            name="Unit",
            kind=PartnerKind.POLICE,
            mail="unit@police.example",
            asked_first=True,
            partner=cast["police"].partner,
        ),
    )


def worker(office: PostOffice, look: Callable[[Site], Hosting | None] = lambda site: None) -> Worker:
    server = mail.Server.from_url(office.url)
    return Worker(SENDER, lambda to, message: mail.send(server, SENDER.mail, to, message), look)


def opened(cast: Cast, site: Site, hosting: Hosting | None = HOME, **more: object) -> Removal:
    return removals.open_removal(
        actor=cast["analyst"],
        now=NOW,
        site=site,
        hosting=hosting,
        **more,  # type: ignore[arg-type]
    )


def body(office: PostOffice, number: int = -1) -> str:
    part = office.mails[number].get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_notices_to_one_host_are_gathered_for_an_hour_and_sent_as_one(
    cast: Cast, site: MakeSite, office: PostOffice
) -> None:
    first, second = opened(cast, site("one.invalid")), opened(cast, site("two.invalid"))
    assert worker(office).step(NOW + timedelta(minutes=59)) == 0
    assert worker(office).step(NOW + HOUR) == 1
    (message,) = office.mails
    assert message["To"] == "abuse@host.example"
    assert "https://one.invalid/pay" in body(office)
    assert "https://two.invalid/pay" in body(office)
    for removal in (first, second):
        removal.refresh_from_db()
        assert (removal.state, removal.noticed_at) == (RemovalState.NOTICED, NOW + HOUR)
    third = opened(cast, site("three.invalid"))  # the notice is closed: a new one is opened
    assert third.notice_items.get().notice.closed_at is None


def test_the_recipient_is_told_what_the_table_allows_and_the_audit_names_the_rules(
    cast: Cast, site: MakeSite, office: PostOffice
) -> None:
    opened(cast, site(), category="B")
    worker(office).step(NOW + HOUR)
    assert "illegal" in body(office)
    assert "Assessed by" not in body(office)
    told = AuditEvent.objects.get(verb="delivery.made").fields
    assert "site-address:full:101" in told
    assert "category:generalised:102" in told
    assert not any(one.startswith("analyst") for one in told)


def test_outside_the_house_an_analyst_is_his_pseudonym(
    cast: Cast, site: MakeSite, hotline: None, office: PostOffice
) -> None:
    analyst = cast["analyst"]
    analyst.username, analyst.pseudonym = "kestrel", "North 7"
    analyst.save()
    opened(cast, site(), NORWAY)
    worker(office).step(NOW + HOUR)
    worker(office).step(NOW + HOUR + DAY)
    assert len(office.mails) == 2
    for message in office.mails:
        assert "North 7" in body(office)
        assert "kestrel" not in message.as_string()


def test_what_goes_out_never_reads_a_members_name() -> None:
    """By the source: who signs in under which name is read by no room that writes to others."""
    rooms = [path for room in ("doors", "formats", "disclosure") for path in (SOURCE / room).rglob("*.py")]
    rooms += [SOURCE / "records" / "services" / f"{name}.py" for name in ("notices", "corrections", "outbox")]
    named = [
        f"{path.name}: {line.strip()}"
        for path in rooms
        for line in path.read_text().splitlines()
        if ".username" in line and "parts.username" not in line
    ]
    assert named == []


def test_a_reminder_follows_a_day_later_unless_the_site_is_gone(
    cast: Cast, site: MakeSite, office: PostOffice
) -> None:
    one, two = opened(cast, site("one.invalid")), opened(cast, site("two.invalid"))
    worker(office).step(NOW + HOUR)
    removals.end(actor=cast["analyst"], now=NOW + 2 * HOUR, removal=one, state=RemovalState.REMOVED)
    worker(office).step(NOW + HOUR + DAY)
    assert office.mails[-1]["Subject"].startswith("Reminder")
    assert "one.invalid" not in body(office)
    assert "two.invalid" in body(office)
    removals.end(actor=cast["analyst"], now=NOW + 2 * DAY, removal=two, state=RemovalState.REMOVED)
    assert Delivery.objects.filter(state=DeliveryState.WAITING).count() == 0


def test_a_notice_whose_sites_are_all_gone_is_not_sent(
    cast: Cast, site: MakeSite, office: PostOffice
) -> None:
    removal = opened(cast, site())
    removals.end(actor=cast["analyst"], now=NOW, removal=removal, state=RemovalState.REMOVED)
    worker(office).step(NOW + HOUR)
    assert office.mails == []
    assert Delivery.objects.get().state == DeliveryState.NOT_NEEDED


def test_at_home_the_host_is_told_nothing_until_the_police_say_go(
    cast: Cast, site: MakeSite, office: PostOffice, police: None
) -> None:
    removal = opened(cast, site())
    with pytest.raises(Forbidden):  # not yet told
        removals.release(actor=cast["police"], now=NOW, removal=removal)
    worker(office).step(NOW + HOUR)
    assert [message["To"] for message in office.mails] == ["unit@police.example"]
    removal.refresh_from_db()
    assert (removal.state, removal.noticed_at) == (RemovalState.HELD, None)
    for stranger in ("police2", "hotline"):
        with pytest.raises(Forbidden):
            removals.release(actor=cast[stranger], now=NOW + HOUR, removal=removal)
    removals.release(actor=cast["police"], now=NOW + HOUR, removal=removal)
    worker(office).step(NOW + 2 * HOUR)
    assert office.mails[-1]["To"] == "abuse@host.example"
    with pytest.raises(Invalid):
        removals.release(actor=cast["supervisor"], now=NOW + HOUR, removal=removal)


def test_a_site_that_moved_is_told_to_the_new_host_alone(
    cast: Cast, site: MakeSite, office: PostOffice, hotline: None
) -> None:
    moved, stayed = site("one.invalid"), site("two.invalid")
    opened(cast, moved)
    opened(cast, stayed)
    look = {moved.pk: NORWAY, stayed.pk: HOME}
    worker(office, lambda one: look[one.pk]).step(NOW + HOUR)
    assert "one.invalid" not in body(office)
    assert "192.0.2.7, Host Example" in body(office)
    worker(office, lambda one: look[one.pk]).step(NOW + 2 * HOUR)
    assert office.mails[-1]["To"] == "in@hotline.example"
    assert "one.invalid" in body(office)
    assert AuditEvent.objects.filter(verb="removal.moved").count() == 1


def test_a_hotline_says_that_its_site_is_gone_and_twice_is_once(
    cast: Cast, site: MakeSite, office: PostOffice, hotline: None
) -> None:
    removal = opened(cast, site(), NORWAY)
    worker(office).step(NOW + HOUR)
    for _ in range(2):
        removals.end(
            actor=cast["hotline"],
            now=NOW + DAY,
            removal=removal,
            state=RemovalState.REMOVED,
            their_reference="F-77",
        )
    assert NoticeItem.objects.get().their_reference == "F-77"
    assert AuditEvent.objects.filter(verb="removal.ended").count() == 1
    with pytest.raises(Forbidden):
        removals.end(actor=cast["police"], now=NOW, removal=removal, state=RemovalState.REMOVED)


def test_what_is_held_too_closely_is_told_to_nobody_and_waits_for_a_person(
    cast: Cast, site: MakeSite, office: PostOffice
) -> None:
    removal = opened(cast, site(), handling=HandlingLevel.NAMED)
    worker(office).step(NOW + HOUR)
    removal.refresh_from_db()
    assert office.mails == []
    assert removal.state == RemovalState.UNROUTED
    assert "handling" in removal.why


def test_a_partner_that_was_let_go_is_told_nothing(
    cast: Cast, site: MakeSite, office: PostOffice, hotline: None
) -> None:
    opened(cast, site(), NORWAY)
    cast["hotline"].partner.active = False
    cast["hotline"].partner.save()
    worker(office).step(NOW + HOUR)
    assert office.mails == []


def test_what_cannot_be_routed_is_told_to_whom_a_person_names(
    cast: Cast, site: MakeSite, office: PostOffice, hotline: None
) -> None:
    removal = opened(cast, site(), None)
    assert removal.state == RemovalState.UNROUTED
    with pytest.raises(Invalid, match="under way"):
        opened(cast, removal.site)
    recipient = name_recipient(
        actor=cast["supervisor"],
        now=NOW,
        draft=RecipientDraft(name="Cloud", kind=PartnerKind.HOSTING, mail="abuse@cloud.example"),
    )
    removals.tell(actor=cast["analyst"], now=NOW, removal=removal, recipient=recipient)
    worker(office).step(NOW + HOUR)
    assert office.mails[-1]["To"] == "abuse@cloud.example"


def test_a_server_that_is_busy_gets_the_same_bytes_again_and_one_that_refuses_gets_no_more(
    cast: Cast, site: MakeSite, office: PostOffice
) -> None:
    opened(cast, site())
    office.answers = ["451 busy", "550 no"]
    now = NOW + HOUR
    worker(office).step(now)
    first = Delivery.objects.get()
    assert (first.state, first.attempts) == (DeliveryState.WAITING, 1)
    kept = bytes(first.rendered)
    worker(office).step(now + timedelta(minutes=2))
    assert Delivery.objects.get().state == DeliveryState.DEAD
    assert kept
    assert "site" not in Delivery.objects.get().error


def test_a_server_that_is_not_there_loses_nothing(cast: Cast, site: MakeSite) -> None:
    opened(cast, site())
    nowhere = PostOffice(port=1)
    worker(nowhere).step(NOW + HOUR)
    assert Delivery.objects.get().state == DeliveryState.WAITING
    with open_office() as office:
        worker(office).step(NOW + 2 * HOUR)
        assert len(office.mails) == 1


def test_the_address_of_a_mail_server_is_an_smtp_address() -> None:
    server = mail.Server.from_url("smtps://user:p%40ss@mail.example")
    assert (server.port, server.password, server.encrypted) == (465, "p@ss", True)
    for url in ("http://mail.example", "smtp://", "mail.example"):
        with pytest.raises(ValueError, match="FARTHING_SMTP"):
            mail.Server.from_url(url)


def test_a_removal_is_routed_by_the_last_hosting_check(
    cast: Cast, site: MakeSite, office: PostOffice, hotline: None
) -> None:
    known = site()
    check = ask_hosting_check(actor=cast["analyst"], now=NOW, site=known)
    said = Result(HostingMethod.RDAP, MethodOutcome.FOUND, "", country="NO", abuse_contact="a@fjord.example")
    conclude_hosting_check(now=NOW, check=check, results=[said])
    removal = opened(cast, known, None)
    assert (removal.country, removal.state) == ("NO", RemovalState.GATHERED)
    worker(office, stands_now).step(NOW + HOUR)  # nobody may be asked here: it stands where it stood
    assert office.mails[-1]["To"] == "in@hotline.example"


def test_a_register_that_names_nobody_today_is_no_move(cast: Cast, site: MakeSite) -> None:
    removal = opened(cast, site())
    assert not removals.has_moved(removal, Hosting("GB"))
    assert removals.has_moved(removal, Hosting("GB", "abuse@other.example"))
    assert removals.has_moved(removal, Hosting("NO", "abuse@host.example"))
