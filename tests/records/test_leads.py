"""Leads: what of a saved page is kept, why it is a lead, hunts, reports, and a ranking that learns."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction

from cast import BITCOIN, NOW, Cast
from farthing.doors import hunts
from farthing.pages.reading import Contact, Option, Quote, Reading
from farthing.records.drafts import ObservationDraft
from farthing.records.errors import Forbidden, Invalid
from farthing.records.models import Hunt, Lead, Report, SavedReading, ScannedFile
from farthing.records.selectors.leads import leads
from farthing.records.services import hunts as hunting
from farthing.records.services.brands import name_brand
from farthing.records.services.hunts import LEASE, carry_on, claim_hunt
from farthing.records.services.leads import Scanned, dismiss_lead, record_scan, report_lead
from farthing.records.services.observations import record, record_many
from farthing.records.services.reasons import WEIGHTS
from farthing.records.services.sifting import Page
from farthing.records.words import Hand, LeadReasonKind, LeadState

Draft = Callable[..., ObservationDraft]
FILE = b"f" * 16
EMPTY = Reading("", "en", (), (), (), "0" * 16)


def way(value: str) -> Contact:
    return Contact("telegram", value, 0, 9, Quote("", value, ""))


def scan(cast: Cast, *readings: Reading, done: bool = True) -> int:
    pages = [Page(f"pages.warc#{n}", f"{n:064x}", one) for n, one in enumerate(readings)]
    files = [Scanned(FILE, len(pages), is_done=done)]
    return record_scan(actor=cast["analyst"], now=NOW, pages=pages, files=files)


def hunt(*, most: int = 100) -> int:
    """The worker's hunts; gives how many ended."""
    return hunts.work(NOW, most)


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
    record_scan(actor=cast["analyst"], now=NOW, pages=pages, files=[Scanned(FILE, 1, is_done=True)])
    kept = SavedReading.objects.get()
    stored = f"{kept.source} {json.dumps(kept.kept)}"
    assert kept.source == "[site 1]/index.html"
    assert "site-one" not in stored
    assert "mirror.invalid" not in stored
    assert BITCOIN in stored


def test_a_quiet_page_is_kept_where_its_template_is_known(cast: Cast, draft: Draft) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft())
    assert scan(cast, EMPTY, replace(EMPTY, fingerprint="00ff" * 16)) == 1
    assert reasons(cast) == {"template": WEIGHTS[LeadReasonKind.TEMPLATE]}


NEARLY = "0123" * 15 + "ffff"


def test_a_page_of_a_near_template_says_so_and_weighs_less(cast: Cast, draft: Draft) -> None:
    one = record(actor=cast["analyst"], now=NOW, draft=draft(fingerprint="0123" * 16))
    assert scan(cast, replace(EMPTY, fingerprint=NEARLY)) == 1
    (lead,) = leads(cast["analyst"])
    (reason,) = lead.reasons.all()
    assert reason.words == f"near the template of {one.reference}: 4 of 64 digits differ"
    assert (reason.key, reason.weight) == ("0123" * 16, 2.81)


def test_a_hunt_finds_earlier_readings_of_a_near_template(cast: Cast, draft: Draft, reading: Reading) -> None:
    assert scan(cast, replace(reading, offers=(), options=(), fingerprint=NEARLY)) == 0
    said = {"fingerprint": "0123" * 16, "options": (), "contacts": (), "mirrors": ()}
    record(actor=cast["analyst"], now=NOW, draft=draft(**said))
    hunt()
    assert reasons(cast) == {"template": 2.81}


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
    assert hunt() == 1
    assert reasons(cast) == {"account": WEIGHTS[LeadReasonKind.ACCOUNT]}
    assert Hunt.objects.get().found == 1
    record(actor=cast["analyst"], now=NOW, draft=draft(mirrors=(), contacts=()))
    assert hunt() == 1
    assert [one.found for one in Hunt.objects.order_by("pk")] == [1, 0]  # it was known already


def test_a_hunt_begins_in_the_transaction_that_records(cast: Cast, draft: Draft) -> None:
    with transaction.atomic():
        record(actor=cast["analyst"], now=NOW, draft=draft())
        transaction.set_rollback(True)
    assert not Hunt.objects.exists()
    one = record(actor=cast["analyst"], now=NOW, draft=draft())
    assert one.hunt == Hunt.objects.get()


def test_a_hunt_that_was_cut_short_goes_on_after_its_last_step(
    cast: Cast, draft: Draft, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(cast, replace(reading, offers=(), contacts=(), fingerprint=""))
    entries = [(draft(site_address=f"https://site-{n}.invalid/", mirrors=()), NOW) for n in range(3)]
    record_many(actor=cast["analyst"], now=NOW, entries=entries)
    monkeypatch.setattr(hunting, "A_STEP", 2)
    taken = claim_hunt(now=NOW)
    assert taken is not None
    carry_on(actor=Hand.HOUSE, now=NOW, hunt=taken)  # and here its worker is killed
    assert claim_hunt(now=NOW) is None
    again = claim_hunt(now=NOW + 2 * LEASE)
    assert again is not None
    assert (again.pk, again.done, again.total, again.found) == (taken.pk, 2, 3, 1)
    ended = carry_on(actor=Hand.HOUSE, now=NOW, hunt=again)
    assert (ended.done, ended.found, ended.ended_at) == (3, 1, NOW)
    assert carry_on(actor=Hand.HOUSE, now=NOW, hunt=taken).found == 1  # the one thought dead comes late
    assert Lead.objects.get().reasons.count() == 1


def test_a_brand_that_is_named_makes_leads_of_what_its_sites_show_stronger(
    cast: Cast, draft: Draft, reading: Reading
) -> None:
    one = record(actor=cast["analyst"], now=NOW, draft=draft(mirrors=(), contacts=()))
    hunt()
    scan(cast, replace(reading, offers=(), contacts=(), fingerprint=""))
    before = Lead.objects.get().strength
    brand = name_brand(actor=cast["analyst"], now=NOW, site=one.site, name="Meridian Rooms")
    assert hunt() == 1
    assert reasons(cast) == {"account": 6.0, "brand": WEIGHTS[LeadReasonKind.BRAND]}
    assert Lead.objects.get().strength == before + WEIGHTS[LeadReasonKind.BRAND]
    assert Hunt.objects.get(brand=brand).found == 1


def test_a_host_that_an_observed_page_names_is_a_lead_once_and_becomes_a_report(
    cast: Cast, draft: Draft
) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft())
    hunt()
    record(actor=cast["analyst"], now=NOW, draft=draft(site_address="https://other.invalid/"))
    hunt()
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
    with pytest.raises(Forbidden):
        dismiss_lead(actor=cast["auditor"], now=NOW, lead=Lead.objects.get())
    assert Lead.objects.get().state == LeadState.OPEN


def test_an_option_off_the_chains_is_found_by_its_payee(cast: Cast) -> None:
    card = Option("wallet", 0, 9, Quote("", "", ""), brand="Quill Pay", handle="desk-77")
    assert scan(cast, replace(EMPTY, options=(card,))) == 0
    assert SavedReading.objects.get().keys.filter(kind="account").count() == 1
