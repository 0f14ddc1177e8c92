"""The pages that show what was recorded: lists, one record, find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cast import BITCOIN, NOW, Cast
from desk.conftest import Enter
from desk.recording import tree
from farthing.records.drafts import ObservationDraft
from farthing.records.models import Observation
from farthing.records.services.observations import record, record_many

HOST = "shop.site-one.invalid"


@pytest.fixture
def seen(cast: Cast, draft: Callable[..., ObservationDraft]) -> Observation:
    return record(actor=cast["analyst"], now=NOW, draft=draft(brand="Blue Door"))


@pytest.fixture
def client(enter: Enter) -> Client:
    return enter("analyst")


@pytest.mark.parametrize("page", ["observations", "sites", "indicators", "brands", "home"])
def test_a_list_names_what_was_recorded_by_reference(client: Client, seen: Observation, page: str) -> None:
    answer = client.get(reverse(page))
    links = {link.attributes["href"] for link in tree(answer).css("main td a, main th a")}
    assert links & {
        reverse("observation", args=[seen.pk]),
        reverse("site", args=[seen.site_id]),
        reverse("indicator", args=[seen.options.get().indicator_id]),
        reverse("brand", args=[seen.site.brand_id]),
    }
    assert HOST.encode() not in answer.content


def test_a_list_shows_fifty_a_page(
    client: Client, cast: Cast, draft: Callable[..., ObservationDraft]
) -> None:
    many = [(draft(site_address=f"https://number-{n}.invalid/"), NOW) for n in range(61)]
    record_many(actor=cast["analyst"], now=NOW, entries=many)
    first = tree(client.get(reverse("sites")))
    assert len(first.css("tbody tr")) == 50
    assert "1–50 of 61" in first.css_first(".paging").text()
    last = tree(client.get(reverse("sites") + str(first.css_first("[rel=next]").attributes["href"])))
    assert len(last.css("tbody tr")) == 11
    assert last.css_first("[rel=next]") is None
    assert client.get(reverse("sites") + "?page=99&sort=first&dir=asc").status_code == 200


def test_a_list_is_narrowed(client: Client, seen: Observation) -> None:
    for page, hit, miss in (
        ("observations", "network=bitcoin", "network=tron"),
        ("observations", "visibility=public", "visibility=contact"),
        ("sites", "kind=website", "kind=forum"),
        ("indicators", "network=bitcoin", "network=monero"),
    ):
        assert len(tree(client.get(f"{reverse(page)}?{hit}")).css("tbody tr")) == 1, page
        assert len(tree(client.get(f"{reverse(page)}?{miss}")).css("tbody tr")) == 0, page


def test_an_address_has_its_page_with_line_table_offers_and_sites(client: Client, seen: Observation) -> None:
    shown = tree(client.get(reverse("indicator", args=[seen.options.get().indicator_id])))
    assert shown.css_first("code.address").text() == BITCOIN
    assert len(shown.css("svg circle")) == 1
    assert "0.0025" in shown.css_first("section[aria-labelledby=offers]").text()
    assert seen.site.reference in shown.css_first("section[aria-labelledby=sites]").text()


@pytest.mark.parametrize(
    "spelling",
    [
        BITCOIN,
        f"bitcoin:{BITCOIN}?amount=0.1",
        " ".join(BITCOIN[at : at + 4] for at in range(0, len(BITCOIN), 4)),
        BITCOIN[:10] + "\u200b" + BITCOIN[10:],
    ],
)
def test_an_address_is_found_in_any_spelling(client: Client, seen: Observation, spelling: str) -> None:
    shown = tree(client.post(reverse("find"), {"q": spelling}))
    assert [code.text() for code in shown.css("tbody code")] == [BITCOIN]


@pytest.mark.parametrize(
    ("text", "kind"),
    [(HOST, "Site"), (f"https://{HOST}/pay", "Site"), ("@site_desk", "Contact")],
)
def test_a_host_and_a_contact_are_found(client: Client, seen: Observation, text: str, kind: str) -> None:
    answer = client.post(reverse("find"), {"q": text})
    rows = tree(answer).css("tbody tr")
    assert len(rows) == 1
    assert kind in rows[0].text()
    link = rows[0].css_first("a").attributes["href"]
    assert HOST not in str(link)
    assert client.get(str(link)).status_code == 200


def test_what_is_asked_is_in_no_address_and_in_no_session(client: Client, seen: Observation) -> None:
    answer = client.post(reverse("find"), {"q": HOST})
    assert answer.status_code == 200  # no redirect that could carry it
    assert HOST not in str(list(client.session.items()))
    assert tree(answer).css_first("#find").attributes["value"] == HOST


def test_an_observation_shows_who_says_what_and_what_was_kept(client: Client, seen: Observation) -> None:
    shown = tree(client.get(reverse("observation", args=[seen.pk])))
    text = shown.css_first("main").text()
    for said in (seen.received_sha256, seen.kept_sha256, "Reader", "by analyst", "Europe/London"):
        assert said in text
    assert len(shown.css("main mark")) >= 4
    assert shown.css_first("td .origin.confirmed") is not None


def test_a_record_that_is_not_there_is_a_page_that_says_so(client: Client, seen: Observation) -> None:
    for page in ("observation", "site", "indicator", "brand", "contact"):
        answer = client.get(reverse(page, args=[999_999]))
        assert answer.status_code == 404, page
        assert b"Not found" in answer.content


def test_a_site_is_put_under_a_brand_by_an_analyst(client: Client, seen: Observation) -> None:
    url = reverse("name_brand", args=[seen.site_id])
    assert client.post(url, {"name": " ", "evidence": ""}).status_code == 422
    assert client.post(url, {"name": "Larch House", "evidence": "same template"}).status_code == 302
    seen.site.refresh_from_db()
    assert seen.site.brand is not None
    assert seen.site.brand.name == "Larch House"


def test_a_partners_member_is_told_what_there_is_for_him(enter: Enter) -> None:
    shown = tree(enter("police").get(reverse("home")))
    mine = {"Home", "Open reports", "Programs", "The trend", "Passkeys"}
    assert {link.text() for link in shown.css(".side a")} == mine
    assert shown.css_first(".find") is None
