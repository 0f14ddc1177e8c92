"""The slip on which a page's reading travels from the upload to the confirmation.

Between the two nothing is stored: the reading goes into the form's hidden field, sealed under the key ring
and bound to the member, and comes back with the confirmation. A slip that was changed, is another member's,
or is older than twelve hours does not open.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from farthing.pages.reading import Contact, Offer, Option, Quote, Reading, Unread
from farthing.records.drafts import Received
from farthing.records.models import Member
from farthing.records.sealing import open_draft, seal_draft
from farthing.seal import Broken

LIFETIME = 12 * 3600  # seconds: a shift and its breaks


class SlipBroken(Exception):
    """The slip does not open: the page has to be given again."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What was received (kind, size, hash; never its name) and what the reader read in it."""

    received: Received
    reader_version: str
    readings: tuple[Reading, ...]

    def chosen(self, place: int) -> Slip:
        """The same slip with the one page that the analyst chose."""
        return Slip(self.received, self.reader_version, (self.readings[place],))

    @property
    def reading(self) -> Reading:
        return self.readings[0]


def seal(member: Member, slip: Slip) -> str:
    text = json.dumps(asdict(slip), ensure_ascii=False, separators=(",", ":"))
    return seal_draft(_purpose(member), text)


def unseal(member: Member, sealed: str) -> Slip:
    """Raises SlipBroken where the slip is not this member's, was changed, or is too old."""
    try:
        given = json.loads(open_draft(_purpose(member), sealed, LIFETIME))
    except Broken as error:
        raise SlipBroken(str(error)) from error
    readings = tuple(_reading(reading) for reading in given["readings"])
    return Slip(Received(**given["received"]), given["reader_version"], readings)


def mark_of(sealed: str) -> str:
    """The mark that an observation keeps of its slip, so that one slip is recorded once."""
    return sha256(sealed.encode()).hexdigest()


def _purpose(member: Member) -> str:
    return f"record:{member.pk}"


def _reading(given: dict[str, Any]) -> Reading:
    return Reading(
        member=given["member"],
        language=given["language"],
        offers=_with_quotes(Offer, given["offers"]),
        options=_with_quotes(Option, given["options"]),
        contacts=_with_quotes(Contact, given["contacts"]),
        fingerprint=given["fingerprint"],
        unread=tuple(Unread(**row) for row in given["unread"]),
    )


def _with_quotes(shape: Any, rows: Sequence[dict[str, Any]]) -> tuple[Any, ...]:
    return tuple(shape(**(row | {"quote": Quote(**row["quote"])})) for row in rows)
