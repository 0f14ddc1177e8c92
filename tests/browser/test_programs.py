"""A partner's program, from the key made in the browser to the report at the top of the analysts' queue."""

from __future__ import annotations

from playwright.sync_api import Page

from browser.steps import show_again, sign_in, sign_out
from desk_server import Desk
from doors.program import Program


def test_what_a_program_reports_with_a_new_key_is_first_in_the_queue(page: Page, empty_desk: Desk) -> None:
    sign_in(page, empty_desk, "hotline")
    page.get_by_role("link", name="Programs", exact=True).click()
    page.get_by_label("Program").fill("report import")
    page.get_by_label("send reports").check()
    page.get_by_role("button", name="Make the key").click()
    show_again(page, empty_desk, "hotline")
    program = Program(empty_desk.base, page.locator("dd code").first.inner_text())
    assert program.get("open-reports").status == 403
    answer = program.post(
        "reports",
        {"reports": [{"address": "https://one.invalid/"}, {"address": "two.invalid", "in_danger": True}]},
    )
    assert answer.json["accepted"] == 2
    page.goto(f"{empty_desk.base}/credentials/")
    row = page.locator("tr", has_text="report import")
    assert "never" not in row.inner_text()
    row.get_by_role("button", name="Revoke").click()
    assert program.get("openapi.json").status == 401
    sign_out(page)
    sign_in(page, empty_desk, "analyst")
    page.goto(f"{empty_desk.base}/reports/")
    assert page.get_by_text("Fjordland Hotline").count() == 2
    page.goto(f"{empty_desk.base}/queue/")
    first = page.locator("main tbody tr").first
    assert "V-000002" in first.inner_text()  # the one that says so came second
