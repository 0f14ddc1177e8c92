"""A notice's mail: readable, the same each time, with a report for programs beside it."""

from __future__ import annotations

import email
import json
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

import pytest

from farthing.formats.notice import Entry, Letter, Sender, mail, xarf

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LETTER = Letter(
    uid=UUID("12345678-1234-4234-8234-123456789abc"),
    reference="N-000001",
    to="abuse@host.example",
    sender=Sender("Saltmarsh Hotline", "desk@hotline.example"),
    written_at=AT,
    reminder=False,
    host=True,
)
ENTRY = Entry(
    address="https://site-one.invalid/päge?x=1",
    reference="X-000001",
    seen_at=AT,
    seen="2026-11-24T12:00Z",
    where="192.0.2.7, Host Example",
    category="illegal",
)


def parsed(text: str) -> EmailMessage:
    message = email.message_from_string(text, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_text_says_what_to_do_where_and_under_which_reference() -> None:
    message = parsed(mail(LETTER, [ENTRY])[0])
    body = message.get_body(("plain",))
    assert body is not None
    said = body.get_content()
    for part in (ENTRY.address, "X-000001", "preserve the evidence", "remove it", "192.0.2.7", "N-000001"):
        assert part in said
    assert "Assessed by" not in said  # what may not be told has no line
    assert message["Message-ID"] == "<12345678-1234-4234-8234-123456789abc@hotline.example>"
    assert message["Subject"] == "N-000001: 1 site to remove"


def test_the_same_notice_gives_the_same_bytes() -> None:
    assert mail(LETTER, [ENTRY, ENTRY]) == mail(LETTER, [ENTRY, ENTRY])


def test_every_site_has_a_report_with_an_id_of_its_own_and_all_that_x_arf_asks_for() -> None:
    second = Entry("http://site-two.invalid/", "X-000002", AT)
    text, unsaid = mail(LETTER, [ENTRY, second])
    reports = [json.loads(part.get_content()) for part in parsed(text).iter_attachments()]
    assert [one["url"] for one in reports] == [ENTRY.address, second.address]
    assert len({one["report_id"] for one in reports}) == 2
    core = {"xarf_version", "report_id", "timestamp", "reporter", "sender", "source_identifier"}
    assert all(
        core | {"category", "type", "classification", "detection_method"} <= set(one) for one in reports
    )
    assert [one["source_identifier"] for one in reports] == ["192.0.2.7", "site-two.invalid"]
    assert unsaid


def test_a_reminder_says_that_it_is_one() -> None:
    reminder = Letter(LETTER.uid, "N-000001", LETTER.to, LETTER.sender, AT, reminder=True, host=False)
    message = parsed(mail(reminder, [ENTRY])[0])
    body = message.get_body(("plain",))
    assert body is not None
    assert message["Subject"].startswith("Reminder")
    assert "a day ago" in body.get_content()


@pytest.mark.parametrize("line", ["x\r\nBcc: other@host.example", "a" * 3000, "\u2028", ".\r\n."])
def test_odd_words_in_an_entry_stay_in_the_body(line: str) -> None:
    message = parsed(mail(LETTER, [Entry(line, "X-000003", AT)])[0])
    assert message["Bcc"] is None
    assert xarf(LETTER, Entry(line, "X-000003", AT))["url"] == line
