"""Leads: what of a saved page is kept, why it is a lead, hunts, reports, and a ranking that learns."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from cast import BITCOIN, NOW, Cast
from farthing.pages.reading import Contact, Option, Quote, Reading
from farthing.records.drafts import ObservationDraft
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import Hunt, Lead, Report, SavedReading, ScannedFile
from farthing.records.selectors.leads import leads
from farthing.records.services.leads import carry_on, dismiss_lead, record_scan, report_lead, start_hunt
from farthing.records.services.observations import record
from farthing.records.services.sifting import WEIGHTS, Page
from farthing.records.words import LeadReasonKind, LeadState

Draft = Callable[..., ObservationDraft]
FILE = b"f" * 16
EMPTY = Reading("", "en", (), (), (), "0" * 16)


def way(value: str) -> Contact:
    return Contact("telegram", value, 0, 9, Quote("", value, ""))


def scan(cast: Cast, *readings: Reading, done: bool = True) -> int:
    pages = [Page(f"pages.warc#{n}", f"{n:064x}", one) for n, one in enumerate(readings)]
    said = {"file": FILE, "members": len(pages), "pages": pages, "done": done}
    return record_scan(actor=cast["analyst"], now=NOW, **said)


def hunt(cast: Cast) -> Hunt:
    going = start_hunt(actor=cast["analyst"], now=NOW)
    while going.ended_at is None:
        going = carry_on(actor=cast["analyst"], now=NOW, hunt=going)
    return going


def reasons(cast: Cast) -> dict[str, float]:
    (lead,) = leads(cast["analyst"])
    return {reason.kind: reason.weight for reason in lead.reasons.all()}


def test_a_page_with_a_known_account_contact_and_template_says_so(
    cast: Cast, draft: Draft, reading: Reading
) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft())
    assert scan(cast, reading) == 1
    (lead,) = leads(cast["analyst"])
    kinds = [reason.kind for reason in lead.reasons.order_by("pk")]
    assert kinds == ["account", "contact", "contact", "contact", "template", "payment"]
    assert lead.strength == 6 + 3 * 5 + 3 + 2


def test_a_new_payment_page_is_a_weak_lead_and_a_page_that_says_nothing_is_not_kept(
    cast: Cast, reading: Reading
) -> None:
    assert scan(cast, reading, EMPTY) == 1
    assert reasons(cast) == {"payment": WEIGHTS[LeadReasonKind.PAYMENT]}
    assert SavedReading.objects.count() == 1


def test_nothing_of_a_page_is_kept_but_the_reading_and_no_sites_address(cast: Cast, reading: Reading) -> None:
    pages = [Page("shop.site-one.invalid/index.html", "0" * 64, reading)]
    record_scan(actor=cast["analyst"], now=NOW, file=FILE, members=1, pages=pages, done=True)
    kept = SavedReading.objects.get()
    stored = f"{kept.source} {json.dumps(kept.kept)}"
    assert kept.source == "[site 1]/index.html"
    assert "site-one" not in stored
    assert "mirror.invalid" not in stored
    assert BITCOIN in stored


def test_a_quiet_page_is_kept_where_its_template_is_known(cast: Cast, draft: Draft) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft())
    assert scan(cast, EMPTY, replace(EMPTY, fingerprint="00ff00ff00ff00ff")) == 1
    assert reasons(cast) == {"template": WEIGHTS[LeadReasonKind.TEMPLATE]}


def test_a_file_scanned_again_gives_nothing_twice(cast: Cast, reading: Reading) -> None:
    assert [scan(cast, reading, done=False), scan(cast, reading)] == [1, 0]
    assert ScannedFile.objects.get().is_done
    assert Lead.objects.count() == 1


def test_an_earlier_reading_is_found_when_its_account_is_recorded_later(
    cast: Cast, draft: Draft, reading: Reading
) -> None:
    quiet = replace(reading, offers=(), contacts=(), fingerprint="")
    assert scan(cast, quiet) == 0
    record(actor=cast["analyst"], now=NOW, draft=draft(mirrors=(), contacts=()))
    assert hunt(cast).found == 1
    assert reasons(cast) == {"account": WEIGHTS[LeadReasonKind.ACCOUNT]}
    assert hunt(cast).found == 0  # what was hunted for once is not hunted for again


def test_a_hunt_that_was_cut_short_goes_on(cast: Cast, draft: Draft, reading: Reading) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft())
    started = start_hunt(actor=cast["analyst"], now=NOW)
    assert start_hunt(actor=cast["analyst2"], now=NOW) == started
    assert (started.after, started.at < started.upto) == (0, True)


def test_a_host_that_an_observed_page_names_is_a_lead_once_and_becomes_a_report(
    cast: Cast, draft: Draft
) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft())
    hunt(cast)
    record(actor=cast["analyst"], now=NOW, draft=draft(site_address="https://other.invalid/"))
    hunt(cast)
    assert reasons(cast) == {"host": WEIGHTS[LeadReasonKind.HOST]}
    report = report_lead(actor=cast["analyst"], now=NOW, lead=Lead.objects.get())
    assert report.source == "analyst"
    assert Lead.objects.get().report == report
    assert leads(cast["analyst"]).count() == 0


def test_a_saved_pages_address_is_said_by_who_has_the_file(cast: Cast, reading: Reading) -> None:
    scan(cast, reading)
    lead = Lead.objects.get()
    with pytest.raises(Invalid):
        report_lead(actor=cast["analyst"], now=NOW, lead=lead, address="")
    assert not Report.objects.exists()
    report_lead(actor=cast["analyst"], now=NOW, lead=lead, address="https://found.invalid/pay")
    with pytest.raises(Invalid, match="decided already"):
        dismiss_lead(actor=cast["analyst"], now=NOW, lead=lead)


def test_a_dismissal_lowers_what_rests_on_the_same_reason(cast: Cast, draft: Draft, reading: Reading) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft())
    pages = [
        replace(EMPTY, contacts=(way("@site_desk"), way(f"@other_{n}")), fingerprint="") for n in range(3)
    ]
    scan(cast, *pages)
    first, *others = leads(cast["analyst"])
    dismiss_lead(actor=cast["analyst"], now=NOW, lead=first, note="A shop's own help desk")
    now = list(leads(cast["analyst"]))
    assert {lead.pk for lead in now} == {lead.pk for lead in others}
    assert all(lead.strength < others[0].strength * 0.7 for lead in now)
    assert scan(cast, *pages, replace(EMPTY, contacts=(way("@site_desk"),), fingerprint="")) == 1
    newest = Lead.objects.order_by("-pk").first()
    assert newest is not None
    assert newest.strength == now[0].strength


def test_an_auditor_scans_and_decides_nothing(cast: Cast, reading: Reading) -> None:
    scan(cast, reading)
    for act in (
        lambda: dismiss_lead(actor=cast["auditor"], now=NOW, lead=Lead.objects.get()),
        lambda: start_hunt(actor=cast["auditor"], now=NOW),
    ):
        with pytest.raises(Forbidden):
            act()
    assert Lead.objects.get().state == LeadState.OPEN


def test_an_option_off_the_chains_is_found_by_its_payee(cast: Cast) -> None:
    card = Option("wallet", 0, 9, Quote("", "", ""), brand="Quill Pay", handle="desk-77")
    assert scan(cast, replace(EMPTY, options=(card,))) == 0
    assert SavedReading.objects.get().keys.filter(kind="account").count() == 1
