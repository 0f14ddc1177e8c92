"""Lightning off the chain of invoices: LNURLs (LUD-01) and lightning addresses (LUD-16).

BOLT 11 invoices and BOLT 12 offers come from `coins`; these two carry no payment address, so `coins` leaves
them.
"""

from __future__ import annotations

import re

from farthing.pages.options.page import Page
from farthing.pages.quoting import quote
from farthing.pages.reading import Option

_LNURL = re.compile(
    r"(?<![A-Za-z0-9])(?:lnurl1[02-9ac-hj-np-z]{20,2000}|LNURL1[02-9AC-HJ-NP-Z]{20,2000})(?![A-Za-z0-9])"
)
_SCHEME = re.compile(r"(?:lightning|lnurlp|keyauth):(?://)?([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)", re.I)
_REACH = 9  # tokens from the word "Lightning" to an address
_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def lightning_options(page: Page) -> list[Option]:
    """The options; the lightning addresses among them are payees, though they look like mail addresses."""
    found: dict[str, Option] = {}
    text = page.document.text
    for match in _LNURL.finditer(text):
        if checks(match.group().lower()):
            _add(page, found, match.group().lower(), match.start(), match.end())
    for match in _SCHEME.finditer(text):
        page.payees.add(match.group(1).lower())
        _add(page, found, match.group(1), match.start(1), match.end(1))
    for scan in page.scans:
        if not any(token.kind == "mail" for token in scan.tokens):
            continue
        lightning = [mark for mark in scan.all("net") if mark.value == "lightning"]
        heading = page.heading_of(scan) if not lightning else None
        headed = heading is not None and any(mark.value == "lightning" for mark in heading.all("net"))
        for index, token in enumerate(scan.tokens):
            if token.kind != "mail" or scan.line.hidden:
                continue
            named = any(mark.last < index <= mark.last + _REACH for mark in lightning)
            by_mail = any(scan.ending(at, "kind") for at in range(max(0, index - 3), index))
            if (named or headed) and not by_mail:
                page.payees.add(token.text.lower())
                _add(page, found, token.text, token.start, token.end)
    return list(found.values())


def _add(page: Page, found: dict[str, Option], address: str, start: int, end: int) -> None:
    if address.lower() in found:
        return
    line = page.line_at(start)
    if line is not None and line.is_struck(start, end):
        return
    first, last = page.document.span(start, end)
    found[address.lower()] = Option(
        rail="crypto", asset="BTC", network="lightning", address=address, start=first, end=last,
        quote=quote(page.document, start, end),
    )  # fmt: skip


def checks(lnurl: str) -> bool:
    """Whether the bech32 checksum of an LNURL holds (BIP-173, without its length limit)."""
    prefix, _, data = lnurl.rpartition("1")
    values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    values += [_CHARSET.index(c) for c in data]
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for bit in range(5):
            if top >> bit & 1:
                checksum ^= _GENERATOR[bit]
    return checksum == 1
