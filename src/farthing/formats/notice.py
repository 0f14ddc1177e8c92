"""A notice as a mail: plain text for a person, and one X-ARF report for each site for a program.

Sources: RFC 5322 and RFC 2046 for the mail, XARF v4 (`xarf-core.json`, `content-csam.json`) for the reports.
The same input gives the same bytes. What it is given has passed `disclosure` already.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid5

XARF_VERSION = "4.0.0"
UNSAID = (
    "category: X-ARF has a scale of its own; “baseline” stands for what was assessed as illegal",
    "kind of site: X-ARF has no field for it, it stands in the text alone",
    "path to the site: X-ARF has no field for it",
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose notice it is, and where an answer goes."""

    house: str
    mail: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One site of a notice, as far as its recipient may be told; what he may not is the empty text."""

    address: str
    reference: str
    seen_at: datetime
    seen: str = ""
    where: str = ""
    category: str = ""
    kind: str = ""
    analyst: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What all of a notice's sites have in common. `uid` is the delivery's id, by which a second copy is
    dropped."""

    uid: UUID
    reference: str
    to: str
    sender: Sender
    written_at: datetime
    reminder: bool
    host: bool  # it goes to whoever runs the server


def mail(letter: Letter, entries: Sequence[Entry]) -> tuple[str, tuple[str, ...]]:
    """The mail as ASCII text with CRLF line ends, and what its X-ARF reports could not carry."""
    subject = f"{letter.reference}: {len(entries)} {'site' if len(entries) == 1 else 'sites'} to remove"
    message = envelope(letter, f"Reminder of {subject}" if letter.reminder else subject)
    message["X-XARF"] = "PLAIN"
    message.set_content(text(letter, entries), cte="quoted-printable")
    for number, entry in enumerate(entries, 1):
        message.add_attachment(
            json.dumps(xarf(letter, entry), indent=1).encode(),
            maintype="application",
            subtype="json",
            filename=f"xarf-{number}.json",
        )
    message.set_boundary(f"=_{letter.uid.hex}")
    return message.as_bytes().decode("ascii"), UNSAID


def envelope(letter: Letter, subject: str) -> EmailMessage:
    """A mail without its contents; every mail about removals begins so."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = letter.sender.mail
    message["To"] = letter.to
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{letter.uid}@{_domain(letter.sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    return message


def text(letter: Letter, entries: Sequence[Entry]) -> str:
    """What a person reads. Addresses stand as they are: whoever is to remove a page has to find it."""
    said = [letter.sender.house, ""]
    if letter.reminder:
        said += ["We told you of the following a day ago and have not heard that it is gone.", ""]
    said += [
        "Trained analysts of this hotline assessed what stands at the following addresses as illegal.",
        "Please preserve the evidence (content, account and payment data, access logs) for the police,",
        "then remove it, and tell us under our reference when it is gone."
        if letter.host
        else "Please see that evidence is preserved and that it is removed, and tell us under our reference.",
        "Do not open the addresses unless your work asks for it, and do not pass this notice on.",
    ]
    for entry in entries:
        lines = (
            ("Our reference", entry.reference),
            ("Address", entry.address),
            ("Last seen", entry.seen),
            ("Hosted at", entry.where),
            ("Category", entry.category),
            ("Kind of site", entry.kind),
            ("Assessed by", entry.analyst),
        )
        said += ["", *(f"{label + ':':<15} {value}" for label, value in lines if value)]
    said += ["", f"Notice {letter.reference}. Answers to {letter.sender.mail}.", ""]
    return "\n".join(said)


def xarf(letter: Letter, entry: Entry) -> dict[str, object]:
    """One X-ARF v4 report, of category content."""
    contact = {
        "org": letter.sender.house[:200],
        "contact": letter.sender.mail,
        "domain": _domain(letter.sender),
    }
    server = entry.where.partition(",")[0]
    return {
        "xarf_version": XARF_VERSION,
        "report_id": str(uuid5(letter.uid, entry.reference)),
        "timestamp": entry.seen_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "reporter": contact,
        "sender": contact,
        "source_identifier": server if _is_address(server) else urlsplit(entry.address).hostname or "",
        "category": "content",
        "type": "csam",
        "url": entry.address,
        "classification": "baseline",
        "detection_method": "manual_review",
        "evidence_source": "researcher_analysis",
        "description": f"Our reference {entry.reference}. Please preserve evidence, then remove.",
    }


def _domain(sender: Sender) -> str:
    return sender.mail.rpartition("@")[2]


def _is_address(text: str) -> bool:
    return bool(text) and (":" in text or text.replace(".", "").isdigit())
