"""What is kept of a saved page, the keys by which it is found, and the reasons that make it a lead."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from farthing import pages
from farthing.pages.masking import mask
from farthing.pages.reading import Reading
from farthing.records.contacts import contact_key
from farthing.records.drafts import OptionDraft
from farthing.records.errors import Invalid
from farthing.records.models import (
    SavedReading,
)
from farthing.records.sealing import index
from farthing.records.services.identity import identify
from farthing.records.services.reasons import Key, Reason, known_of, known_templates, learned, near_reasons
from farthing.records.site_address import parse
from farthing.records.words import LeadReasonKind, TraitKind

_BETWEEN = re.compile("[/!]")
_ENDING = r"\.(?:warc|x?html?|mht|mhtml|eml|mbox|txt|zip|tar|tgz|gz|bz2|xz|zst)"
_PIECE = re.compile(rf"(.*?)((?:{_ENDING})*(?:#\d+)*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page as it was read: the name of its place, the SHA-256 of its bytes, what it says."""

    source: str
    sha256: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is kept of a page, and by which keys it is found."""

    mark: bytes
    source: str
    language: str
    kept: dict[str, Any]
    keys: Collection[Key] = field(default=())
    sells: bool = False

    def row(self, now: datetime) -> SavedReading:
        return SavedReading(
            mark=self.mark,
            source=self.source,
            language=self.language,
            kept=self.kept,
            reader_version=pages.READER_VERSION,
            scanned_at=now,
        )


def worth_keeping(found: Sequence[Page]) -> list[Page]:
    """The pages that could ever be a lead: those that say something, and those cut from a known template or
    from one near it."""
    quiet = {page.reading.fingerprint for page in found if not says_something(page.reading)} - {""}
    known = known_templates(quiet).keys()
    return [page for page in found if says_something(page.reading) or page.reading.fingerprint in known]


def says_something(reading: Reading) -> bool:
    paid = any(one.address or one.handle or one.merchant_id for one in reading.options)
    return bool(reading.offers or reading.contacts or paid)


def sifted(page: Page) -> Sifted:
    """What is kept of a page, and the keys by which it is found."""
    reading = page.reading
    keys: set[Key] = {(TraitKind.TEMPLATE, reading.fingerprint)} if reading.fingerprint else set()
    for contact in reading.contacts:
        value = index("contact.value", contact_key(contact.kind, contact.value))
        keys.add((TraitKind.CONTACT, value.hex()))
    for option in reading.options:
        said = OptionDraft(
            option.rail,
            asset=option.asset or "",
            network=option.network or "",
            address=option.address or "",
            memo=option.memo or "",
            brand=option.brand or "",
            handle=option.handle or "",
            merchant_id=option.merchant_id or "",
        )
        try:
            identity = identify(said, "option")
        except Invalid:
            continue
        if identity:
            keys.add((TraitKind.ACCOUNT, identity.account_hash))
    return Sifted(
        mark=index("scan.page", f"{page.source}\0{page.sha256}\0{reading.member}"),
        source=_shown_source(page.source)[-300:],
        language=(reading.language or "")[:8],
        kept=pages.keep(reading, _named_hosts(reading)).document,
        keys=keys,
        sells=bool(reading.offers) and any(one.address or one.handle for one in reading.options),
    )


def _named_hosts(reading: Reading) -> list[str]:
    """Every host that the page names. Nobody has said yet which are the site's own, so all are masked,
    in contacts too; the keys find them all the same."""
    hosts = []
    for address in pages.keep(reading).hidden:
        try:
            hosts.append(parse(address).host)
        except Invalid:
            continue
    return hosts


def _shown_source(source: str) -> str:
    """A place as it can be found again: what the file is called stays, a site's address in it is masked."""
    pieces = [_PIECE.fullmatch(piece) for piece in _BETWEEN.split(source)]
    return "/".join(f"{mask(piece[1])}{piece[2]}" for piece in pieces if piece)


def known_reasons(found: Sequence[Sifted]) -> dict[bytes, list[Reason]]:
    """For each page, by its mark, the reasons that it is a lead: what of its keys the house knows, and that
    it sells."""
    reasons = known_of({key for one in found for key in one.keys})
    cut = {key for one in found for kind, key in one.keys if kind == TraitKind.TEMPLATE}
    reasons |= near_reasons({key for key in cut if (TraitKind.TEMPLATE, key) not in reasons})
    sells = Reason(
        LeadReasonKind.PAYMENT, "", "offers and a way to pay", learned(LeadReasonKind.PAYMENT, [""])[""]
    )
    return {
        one.mark: [reasons[key] for key in sorted(one.keys) if key in reasons] + [sells] * one.sells
        for one in found
    }
