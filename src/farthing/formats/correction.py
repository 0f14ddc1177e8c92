"""A correction as a mail: what an earlier notice said, and what holds now. Plain text (RFC 5322).

It names the earlier notice and our references, never an address: that stands in the notice. The same input
gives the same bytes. What it is given has passed `disclosure` already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from farthing.formats.notice import Letter, envelope


@dataclass(frozen=True, slots=True)
class Corrected:
    """One site of an earlier notice; `told_at` is empty where the notice may not have arrived."""

    reference: str
    notice: str
    told_at: datetime | None
    before: str
    after: str
    withdrawn: bool


def mail(letter: Letter, entries: Sequence[Corrected]) -> str:
    """The mail as ASCII text with CRLF line ends."""
    count = f"{len(entries)} {'site' if len(entries) == 1 else 'sites'}"
    message = envelope(letter, f"{letter.reference}: correction of what we told you of {count}")
    message.set_content(text(letter, entries), cte="quoted-printable")
    return message.as_bytes().decode("ascii")


def text(letter: Letter, entries: Sequence[Corrected]) -> str:
    """What a person reads."""
    said = [
        letter.sender.house,
        "",
        "We decided anew on what we told you of. What we said before no longer holds:",
    ]
    for entry in entries:
        told = f", told {entry.told_at:%Y-%m-%d %H:%M} UTC" if entry.told_at else ""
        lines = (
            ("Our reference", entry.reference),
            ("Notice", f"{entry.notice}{told}"),
            ("We said", entry.before),
            ("It is", entry.after),
        )
        said += ["", *(f"{label + ':':<15} {value}" for label, value in lines)]
    if any(entry.withdrawn for entry in entries):
        said += [
            "",
            "For what is not illegal we ask for nothing any more.",
            "What was removed on our word may be put back.",
        ]
    said += [
        "Please correct your records, and tell this to whomever you told of our notice.",
        "",
        f"Correction {letter.reference}. Answers to {letter.sender.mail}.",
        "",
    ]
    return "\n".join(said)
