"""A hotline's day through the real desk: from what somebody reports to what is gone."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect

import desk_server as desks
from browser.chromium import clean_page
from browser.outside import ABUSE, Outside, outside
from browser.soundness import faults
from browser.steps import sign_in
from desk_server import Desk
from farthing.desk.tokens import YOUNGEST

HOUR, TEN_MINUTES = timedelta(hours=1), timedelta(minutes=10)
HOST = "journey-three.invalid"
pytestmark = pytest.mark.xdist_group("journeys")  # one desk for all of them


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with nothing recorded, for the journeys below; each leaves an empty queue."""
    with desks.running(
        tmp_path_factory.mktemp("house") / "data", "--empty", environment=desks.own_database()
    ) as desk:
        yield desk


@pytest.fixture
def world(house: Desk, tmp_path: Path) -> Iterator[Outside]:
    with outside(house, tmp_path, HOST) as world:
        yield world


@pytest.fixture
def reporter(browser: Browser) -> Iterator[Page]:
    """Somebody of the public, whose browser runs no scripts and must get no cookie."""
    with clean_page(browser, java_script_enabled=False) as (page, complaints):
        yield page
        assert page.context.cookies() == []
    assert complaints.lines == []


def report(page: Page, desk: Desk, address: str, *, danger: bool = False) -> str:
    """Reports a site as the public does; gives the receipt."""
    page.goto(desk.base + "/report/")
    page.get_by_label("Address of the site").fill(address)
    page.get_by_label("What you saw there about payment").fill("30 days access costs 0.01 BTC")
    page.get_by_label("A child may be in danger now").set_checked(danger)
    page.wait_for_timeout(YOUNGEST.total_seconds() * 1000 + 200)
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("h1")).to_have_text("Thank you. Your report is here.")
    return page.locator(".receipt").inner_text()


def come_back(page: Page, desk: Desk, receipt: str) -> str:
    """What the receipt's page says of the report."""
    page.goto(desk.base + "/report/receipt/")
    page.get_by_label("Your receipt").fill(receipt)
    page.get_by_role("button", name="Show my report").click()
    return page.locator("h1").inner_text()


def take_the_next(page: Page, desk: Desk) -> str:
    """The reference of the assessment that the queue gave."""
    page.goto(desk.base + "/queue/")
    page.get_by_role("button", name="Take the next").click()
    return page.locator("h1").inner_text().removeprefix("Assessment ")


def decide(page: Page, choice: str, **further: str) -> None:
    page.get_by_label(choice, exact=True).check()
    for label, value in further.items():
        page.get_by_label(label.replace("_", " "), exact=True).select_option(label=value)
    page.get_by_role("button", name="Decide", exact=True).click()


def test_from_an_anonymous_report_to_its_removal(
    page: Page, reporter: Page, house: Desk, world: Outside
) -> None:
    receipt = report(reporter, house, f"http://{HOST}/pay?session=0123456789abcdef")
    assert come_back(reporter, house, receipt) == "Your report is received"

    sign_in(page, house, "analyst")
    taken = take_the_next(page, house)
    wrong = faults(page)
    page.get_by_role("button", name="Show the address").click()
    expect(page.locator(".address mark")).to_contain_text("0123456789abcdef")  # may name the reporter
    wrong += faults(page)
    page.locator("main a[href^='/sites/']").first.click()
    page.get_by_role("button", name="Check the hosting").click()
    site = page.url
    assert world.worker.do("trace") == 1
    page.goto(site)
    expect(page.locator("#hosting ~ .wide tbody tr")).to_contain_text("GB")
    page.goto(f"{house.base}/queue/")
    page.get_by_role("link", name=taken).click()
    decide(page, "actionable", Category="B")
    expect(page.locator(".message")).to_contain_text(f"{taken} is decided")
    assert come_back(reporter, house, receipt) == "Your report was looked at"

    assert world.worker.do("look") == 1  # the page is there
    assert world.worker.do("send", HOUR) == 1
    (notice,) = world.office.mails
    text = notice.get_body(("plain",))
    assert text
    assert notice["To"] == ABUSE
    assert f"http://{HOST}/pay" in text.get_content()
    assert "0123456789abcdef" not in notice.as_string()

    world.show("gone", "404 Not Found")
    assert [world.worker.do("look", TEN_MINUTES) for _ in range(3)] == [1, 1, 1]
    page.goto(f"{house.base}/rechecks/?state=removed")
    expect(page.locator("main tbody tr")).to_have_count(1)
    assert come_back(reporter, house, receipt) == "What you reported is gone from where it was"
    reporter.get_by_label("Your answer, or what you want to add").fill("Thank you.")
    reporter.wait_for_timeout(YOUNGEST.total_seconds() * 1000 + 200)
    reporter.get_by_role("button", name="Add it").click()
    expect(reporter.get_by_role("status")).to_have_text("It is added to your report.")
    assert wrong == []


def test_two_analysts_at_once_never_take_the_same(
    page: Page, reporter: Page, browser: Browser, house: Desk
) -> None:
    for number in range(3):
        report(reporter, house, f"http://at-once-{number}.invalid/")
    with clean_page(browser) as (second, complaints):
        sign_in(page, house, "analyst")
        sign_in(second, house, "analyst2")
        for one in (page, second):
            one.goto(house.base + "/queue/")
        # Both press before either has an answer.
        for one in (page, second):
            one.evaluate("document.querySelector('.heading form').requestSubmit()")
        for one in (page, second):
            expect(one.locator("h1")).to_contain_text("Assessment V-")
        taken = {one.locator("h1").inner_text() for one in (page, second)}
        assert len(taken) == 2

        for one in (page, second):
            one.goto(house.base + "/queue/")
        third = page.locator("tbody tr th").first.inner_text()
        page.get_by_role("button", name=f"Take {third}").click()
        expect(page.locator("h1")).to_have_text(f"Assessment {third}")
        second.get_by_role("button", name=f"Take {third}").click()
        expect(second.locator(".message")).to_have_text("This one does not wait any more: another took it.")
        assert second.get_by_label("actionable", exact=True).count() == 0
    assert complaints.lines == []


def test_an_appeal_is_decided_by_someone_else(
    page: Page, reporter: Page, browser: Browser, house: Desk
) -> None:
    receipt = report(reporter, house, "http://appealed.invalid/")
    sign_in(page, house, "analyst")
    taken = take_the_next(page, house)
    decide(page, "not actionable", Why_not="nothing found there")
    assert come_back(reporter, house, receipt) == "There is nothing more we can do"
    page.goto(f"{house.base}/assessments/{int(taken.removeprefix('V-'))}/")
    page.get_by_label("Who appeals").fill("The reporter's counsel: the members area was overlooked.")
    page.get_by_role("button", name="Enter the appeal").click()
    expect(page.locator(".message")).to_contain_text("Someone else than before decides it")
    assert page.get_by_role("button", name="Decide", exact=True).count() == 0
    wrong = faults(page)
    with clean_page(browser) as (second, complaints):
        sign_in(second, house, "analyst2")
        second.goto(house.base + "/queue/")
        second.get_by_role("region", name="Appeals").get_by_role("link").click()
        wrong += faults(second)
        decide(second, "actionable", Category="B")
        expect(second.locator("#decided ~ .wide tbody tr")).to_have_count(2)
        expect(second.locator("#decided ~ .wide tbody tr").last).to_contain_text("stands")
    assert complaints.lines == []
    assert come_back(reporter, house, receipt) == "Your report was looked at"
    assert wrong == []


def test_a_child_in_danger_is_at_the_top_within_a_minute(page: Page, reporter: Page, house: Desk) -> None:
    report(reporter, house, "http://earlier.invalid/")
    sign_in(page, house, "analyst")
    began = monotonic()
    report(reporter, house, "http://urgent.invalid/", danger=True)
    page.goto(house.base + "/queue/")
    first = page.locator("main section").first
    expect(first.locator("h2")).to_contain_text("danger")
    expect(first.locator("tbody tr")).to_have_count(1)
    expect(page.locator(".message.error")).to_contain_text("Police on duty")
    assert monotonic() - began < 60
    waits = re.fullmatch(r"at most (\d+) minutes?", first.locator("tbody td.number").inner_text())
    assert waits
    assert int(waits[1]) <= 60  # of the public's reports the hour alone is kept
    wrong = faults(page)
    top = first.locator("tbody th").inner_text()
    assert take_the_next(page, house) == top
    assert wrong + faults(page) == []
    take_the_next(page, house)
