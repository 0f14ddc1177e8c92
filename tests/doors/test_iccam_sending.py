"""Notices to hotlines as ICCAM's reports, against a real stand-in that errs: told once, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cast import BITCOIN, NOW, Cast
from doors import iccam_stand_in
from doors.certificates import Authority
from doors.iccam_stand_in import PASSWORD, USER, Misdeed, StandIn, gigabyte, hang, hang_up, says
from farthing.doors.egress import Exit, Identity, Limits
from farthing.doors.errors import NotSent
from farthing.doors.iccam import Account, ByIccam, Client, IccamError
from farthing.doors.outbox import Worker
from farthing.formats.notice import Sender
from farthing.records.drafts import ObservationDraft
from farthing.records.errors import Invalid
from farthing.records.models import AuditEvent, Delivery, IccamReport, Notice, Removal, Site
from farthing.records.routing import Hosting
from farthing.records.services import outbox, removals
from farthing.records.services.observations import record
from farthing.records.services.recipients import RecipientDraft, name_recipient
from farthing.records.words import Channel, DeliveryState, HandlingLevel, PartnerKind, RemovalState

HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
NORWAY = Hosting("NO", "abuse@fjord.example", "192.0.2.7", "AS64500 Fjord Example")
SHORT = Limits(seconds=1, bytes=100_000, kinds=("application/json", "application/problem+json"))

MakeSite = Callable[..., Site]


@pytest.fixture
def iccam() -> Iterator[StandIn]:
    with iccam_stand_in.opened() as stand_in:
        yield stand_in


@pytest.fixture
def told(cast: Cast, draft: Callable[..., ObservationDraft]) -> Callable[..., Removal]:
    """Opens the removal of a site in Norway, whose hotline is told by ICCAM."""
    name_recipient(
        actor=cast["supervisor"],
        now=NOW,
        draft=RecipientDraft(
            name="Fjordland",
            kind=PartnerKind.HOTLINE,
            mail="in@hotline.example",
            countries=("no",),
            partner=cast["hotline"].partner,
            channel=Channel.ICCAM,
        ),
    )

    def opened(host: str = "one.invalid", **more: Any) -> Removal:
        site = record(actor=cast["analyst"], now=NOW, draft=draft(site_address=f"https://{host}/pay")).site
        return removals.open_removal(actor=cast["analyst"], now=NOW, site=site, hosting=NORWAY, **more)

    return opened


def client(iccam: StandIn, password: str = PASSWORD) -> Client:
    return Client(Exit("first"), Account(iccam.base, USER, password), pause=0, limits=SHORT)


def worker(iccam: StandIn, mails: list[str] | None = None, password: str = PASSWORD) -> Worker:
    taken = [] if mails is None else mails
    sender = Sender("Farthing House", "desk@house.example")
    return Worker(
        sender, lambda to, text: taken.append(text), lambda site: NORWAY, ByIccam(client(iccam, password))
    )


def delivery() -> Delivery:
    return Delivery.objects.order_by("pk")[0]


def test_each_site_of_a_notice_is_a_report_of_its_own_and_its_clock_runs(
    iccam: StandIn, told: Callable[..., Removal]
) -> None:
    one, two = told("one.invalid", category="B"), told("two.invalid")
    worker(iccam).step(NOW + HOUR)
    assert sorted(r["hotlineReference"] for r in iccam.reports.values()) == [
        f"{one.reference}-{Notice.objects.get().reference}",
        f"{two.reference}-{Notice.objects.get().reference}",
    ]
    for removal in (one, two):
        removal.refresh_from_db()
        assert removal.state == RemovalState.NOTICED
        assert removal.noticed_at is not None
        kept = IccamReport.objects.get(item__removal=removal)
        assert kept.reference == kept.item.their_reference == f"{kept.number}/{kept.content}"
        assert any("LTC" in line or "prices" in line for line in kept.unsaid)
    assert delivery().state == DeliveryState.DELIVERED


def test_the_report_says_what_the_table_lets_a_hotline_be_told_and_the_audit_names_the_rules(
    iccam: StandIn, told: Callable[..., Removal]
) -> None:
    told(category="B")
    worker(iccam).step(NOW + HOUR)
    (report,) = iccam.reports.values()
    (url,) = report["urls"]
    assert url["urlString"] == "https://one.invalid/pay"
    assert (url["hostingCountryCode"], url["hostingIpAddress"]) == ("NO", "192.0.2.7")
    assert url["hostingOrganization"] == {
        "autonomousSystemNumber": "64500",
        "organizationName": "Fjord Example",
        "isContentDeliveryNetwork": False,
    }
    assert report["sourceUrlPaymentMethods"] == [13]
    assert report["sourceUrlReferrer"] == "https://front.site-one.invalid/door?x=1"
    assert report["reportingAnalystName"] == USER
    for said in (
        f"bitcoin:{BITCOIN}",
        "0.0025 BTC, P30D, Silver",
        "direct, visible",
        "Category: B",
        "A-analyst",
    ):
        assert said in report["memo"]
    told_by = AuditEvent.objects.get(verb="delivery.made").fields
    assert {"site-address:full:111", "payment-details:full:112", "analyst:masked:113"} <= set(told_by)
    assert not any(one.startswith(("report:", "contacts:", "wording:")) for one in told_by)


def test_what_is_held_too_closely_is_told_to_nobody(iccam: StandIn, told: Callable[..., Removal]) -> None:
    removal = told(handling=HandlingLevel.NAMED)
    worker(iccam).step(NOW + HOUR)
    removal.refresh_from_db()
    assert iccam.reports == {}
    assert removal.state == RemovalState.UNROUTED


def test_a_reminder_is_mailed_with_both_references(iccam: StandIn, told: Callable[..., Removal]) -> None:
    removal, mails = told(), list[str]()
    worker(iccam).step(NOW + HOUR)
    worker(iccam, mails).step(NOW + HOUR + DAY)
    (mail,) = mails
    theirs = IccamReport.objects.get().reference
    assert "Subject: Reminder" in mail
    assert f"{removal.reference}, yours {theirs}" in mail
    assert iccam.posts() == 1


@pytest.mark.parametrize(
    "lost", [hang_up, hang, says(200, b"<html>", "text/html"), says(200, {"no": "number"})]
)
def test_a_report_that_arrived_while_its_answer_was_lost_is_not_made_twice(
    iccam: StandIn, told: Callable[..., Removal], lost: Misdeed
) -> None:
    told()
    iccam.after["POST rest/Reports"] = [lost]
    worker(iccam).step(NOW + HOUR)
    assert (delivery().state, IccamReport.objects.count()) == (DeliveryState.WAITING, 0)
    worker(iccam).step(NOW + 2 * HOUR)
    assert delivery().state == DeliveryState.DELIVERED
    assert len(iccam.reports) == iccam.posts() == 1
    assert IccamReport.objects.get().number in iccam.reports


def test_a_reference_that_iccam_has_already_is_taken_for_our_own_report(
    iccam: StandIn, told: Callable[..., Removal]
) -> None:
    """A supervisor sends again what was given up, and it had arrived."""
    removal = told()
    known = iccam.take(
        {"hotlineReference": f"{removal.reference}-{Notice.objects.get().reference}", "urls": []}
    )
    worker(iccam).step(NOW + HOUR)
    assert list(iccam.reports) == [known]
    assert IccamReport.objects.get().number == known


def test_what_was_taken_before_the_line_broke_is_not_told_again(
    iccam: StandIn, told: Callable[..., Removal]
) -> None:
    one, _ = told("one.invalid"), told("two.invalid")
    iccam.instead["POST rest/Reports"] = [None, hang_up]
    iccam.after["GET rest/Reports/4001"] = [hang_up]  # the first one's content item is asked for later
    worker(iccam).step(NOW + HOUR)
    assert delivery().state == DeliveryState.WAITING
    one.refresh_from_db()
    assert (one.state, IccamReport.objects.get().content) == (RemovalState.NOTICED, None)
    worker(iccam).step(NOW + 2 * HOUR)
    assert len(iccam.reports) == 2
    assert delivery().state == DeliveryState.DELIVERED


def test_one_that_iccam_refuses_goes_to_a_person_and_the_others_are_told(
    iccam: StandIn, told: Callable[..., Removal]
) -> None:
    one, two = told("one.invalid"), told("two.invalid")
    refusal = {"errors": {"urls": ["https://one.invalid/pay cannot be reported"]}}
    iccam.instead["POST rest/Reports"] = [says(400, refusal)]
    worker(iccam).step(NOW + HOUR)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == (RemovalState.UNROUTED, RemovalState.NOTICED)
    assert "ICCAM did not take it" in one.why
    assert "one.invalid" not in one.why
    assert delivery().state == DeliveryState.DELIVERED


def test_a_notice_of_which_iccam_takes_nothing_is_given_up(
    iccam: StandIn, told: Callable[..., Removal]
) -> None:
    removal = told()
    iccam.instead["POST rest/Reports"] = [says(422, {"errors": {"memo": ["too long"]}})]
    worker(iccam).step(NOW + HOUR)
    removal.refresh_from_db()
    assert (delivery().state, removal.state) == (DeliveryState.DEAD, RemovalState.UNROUTED)
    assert "too long" in delivery().error


HOSTILE: dict[str, Misdeed] = {
    "hangs": hang,
    "hangs up": hang_up,
    "1 GB": gigabyte,
    "leads elsewhere": says(302, b"", Location="http://192.0.2.1/"),
    "HTML": says(200, b"<h1>Welcome</h1>", "text/html"),
    "no JSON": says(200, b"{"),
    "deep JSON": says(200, b"[" * 50_000),
    "another shape": says(200, {"reportContents": "none"}),
    "busy": says(429, {}, Retry_After="30"),
    "down": says(503, b"down", "text/plain"),
    "forbidden": says(403, {"errors": {"a": ["no"]}}),
}


@pytest.mark.parametrize("misdeed", HOSTILE.values(), ids=HOSTILE)
def test_whatever_iccam_does_to_a_report_costs_a_line_and_loses_nothing(
    iccam: StandIn, told: Callable[..., Removal], misdeed: Misdeed
) -> None:
    told()
    iccam.instead["POST rest/Reports"] = [misdeed]
    worker(iccam).step(NOW + HOUR)
    waiting = delivery()
    assert (waiting.state, iccam.reports) == (DeliveryState.WAITING, {})
    assert "ICCAM" in waiting.error
    assert "invalid" not in waiting.error
    worker(iccam).step(NOW + 2 * HOUR)
    assert delivery().state == DeliveryState.DELIVERED
    assert len(iccam.reports) == 1


def test_a_token_that_iccam_forgot_is_asked_for_again(iccam: StandIn) -> None:
    one = client(iccam)
    content = iccam.assign("https://one.invalid/", "2026-11-24T08:00:00Z")
    assert one.content(content).number == content
    iccam.tokens.clear()
    assert one.content(content).number == content
    assert iccam.asked.count("POST Authentication") == 2


def test_an_account_that_is_refused_is_a_line_and_is_tried_again_later(
    iccam: StandIn, told: Callable[..., Removal]
) -> None:
    told()
    worker(iccam, password="wrong").step(NOW + HOUR)
    assert (delivery().state, delivery().error) == (
        DeliveryState.WAITING,
        "ICCAM refuses the house’s account.",
    )


def test_how_long_iccam_wants_to_be_left_alone_is_read_and_bounded(iccam: StandIn) -> None:
    for header, minutes in (("60", 1), ("999999", 60), ("soon", 0), ("9" * 400, 0), ("-5", 0)):
        iccam.instead["GET rest/Content"] = [says(429, {}, Retry_After=header)]
        with pytest.raises(IccamError) as caught:
            client(iccam).content(1)
        assert caught.value.wait == timedelta(minutes=minutes)


def test_while_iccam_is_off_what_is_for_it_waits(cast: Cast, told: Callable[..., Removal]) -> None:
    told()
    off = Worker(Sender("House", "desk@house.example"), lambda to, text: None, lambda site: None)
    assert off.step(NOW + HOUR) == 0
    assert (delivery().state, delivery().attempts) == (DeliveryState.WAITING, 0)
    assert outbox.waiting(Channel.ICCAM) == 1


def test_while_no_mail_server_is_named_what_is_mailed_waits_and_iccam_goes_on(
    cast: Cast, iccam: StandIn, told: Callable[..., Removal]
) -> None:
    removal = told()
    host = RecipientDraft("Host", PartnerKind.HOSTING, "abuse@host.example")
    by_mail = name_recipient(actor=cast["supervisor"], now=NOW, draft=host)
    removals.tell(actor=cast["analyst"], now=NOW, removal=removal, recipient=by_mail)
    sender = Sender("Farthing House", "desk@house.example")
    alone = Worker(sender, None, lambda site: NORWAY, ByIccam(client(iccam)))
    assert alone.step(NOW + HOUR) == 1
    assert alone.step(NOW + timedelta(days=9)) == 0
    waits = Delivery.objects.filter(state=DeliveryState.WAITING)
    assert {(one.kind, one.attempts) for one in waits} == {("notice", 0), ("reminder", 0)}


def test_a_worker_that_lost_its_lease_tells_nothing(iccam: StandIn, told: Callable[..., Removal]) -> None:
    told()
    slow = worker(iccam)
    (held,) = outbox.claim(now=NOW + HOUR, most=1)
    outbox.claim(now=NOW + HOUR + outbox.LEASE, most=1)  # another one, to whom it belongs from now on
    with pytest.raises(NotSent, match="Another worker"):
        slow._try(held, NOW + HOUR)
    assert iccam.reports == {}


def test_only_hotlines_are_told_by_iccam(cast: Cast) -> None:
    with pytest.raises(Invalid, match="Only hotlines"):
        name_recipient(
            actor=cast["supervisor"],
            now=NOW,
            draft=RecipientDraft("Unit", PartnerKind.POLICE, "unit@police.example", Channel.ICCAM),
        )


@pytest.mark.parametrize(
    ("base", "user"),
    [("http://iccam.example/", USER), ("ftp://127.0.0.1/", USER), ("https://iccam.example", "")],
)
def test_nothing_goes_to_iccam_unencrypted_or_without_an_account(base: str, user: str) -> None:
    with pytest.raises(ValueError, match="FARTHING_ICCAM"):
        Account(base, user, PASSWORD)


def test_the_house_shows_its_certificate_and_checks_that_of_iccam(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    own, server = str(authority.certificate("house")), authority.certificate("iccam")

    def signed_in(stand_in: StandIn, identity: Identity) -> None:
        account = Account(stand_in.base, USER, PASSWORD, identity)
        Client(Exit("first"), account, pause=0, limits=SHORT).sign_in()

    with iccam_stand_in.opened(authority.asking(server)) as stand_in:
        signed_in(stand_in, Identity(own, str(authority.file)))
        for identity, why in (
            (Identity("", str(authority.file)), "not reached"),  # the server wants to see a certificate
            (Identity(own, ""), "No encrypted connection"),  # and nobody here vouches for its own
            (Identity(str(tmp_path / "none.pem"), str(authority.file)), "cannot be read"),
        ):
            with pytest.raises(IccamError, match=why):
                signed_in(stand_in, identity)
