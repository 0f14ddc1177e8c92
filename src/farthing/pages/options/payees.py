"""Whom one pays off the chains: the account that stands right behind a brand or a word for transfers.

"PayPal: pay@shop.example", "Cash App $shop", "IBAN DE89 …" (ISO 13616, its checksum must hold), "Pix: +55 …".
Such an account is a payee, and no contact.
"""

from __future__ import annotations

import re

from farthing.pages.options.page import Page
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

_LEAD = (
    r"(?:\s*(?:\([^)\n]{0,24}\)|[:：=#–—-]|"
    r"\b(?:to|an|a|à|para|для|на|for|key|chave|clave|id|account|address|via|me)\b))*\s*"
)
_MAIL = r"[A-Za-z0-9][\w.+-]{0,63}@[\w-]+(?:\.[\w-]+)*"
_ACCOUNT = re.compile(
    rf"{_LEAD}(?P<handle>(?:https?://)?(?:www\.)?(?:paypal\.me|paypal\.com/paypalme|cash\.app|"
    rf"venmo\.com|revolut\.me|ko-fi\.com|monzo\.me)/[^\s<>\"'),;]+|{_MAIL}|"
    r"\$[A-Za-z]\w{1,30}|@[\w-]{2,40}|\+?\d[\d \-]{5,22}\d)"
)
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_NUMBERED = frozenset({"wallet", "transfer"})


def payee(page: Page, scan: Scan, mark: Mark, rail: str) -> tuple[str, int, int] | None:
    """The account behind a brand's name in its line, and its place; None where none stands there."""
    text = page.document.text
    place, stop = scan.end(mark), scan.line.end
    if rail == "transfer":
        iban = _IBAN.search(text, scan.line.start, stop)
        if iban is not None and is_iban(iban.group()):
            return iban.group().replace(" ", ""), iban.start(), iban.end()
    if rail not in _NUMBERED:
        return None
    account = _ACCOUNT.match(text, place, stop)
    if account is None:
        return None
    handle = account.group("handle").rstrip(".")
    digits = handle.lstrip("+").replace(" ", "").replace("-", "")
    if digits.isdigit() and len(digits) < 7:
        return None
    return handle, account.start("handle"), account.start("handle") + len(handle)


def is_iban(written: str) -> bool:
    """Whether the ISO 7064 MOD 97-10 checksum of an IBAN holds."""
    compact = written.replace(" ", "")
    if not 15 <= len(compact) <= 34:
        return False
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
