"""Whom one pays off the chains: the account that a brand or a word for transfers names.

"PayPal: pay@shop.example", "Cash App $shop", "IBAN DE89 …" (ISO 13616, its checksum must hold), "Pix: +55 …",
the number of a card (ISO/IEC 7812, its checksum must hold), links such as paypal.me. Such an account is a
payee, and no contact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from farthing.pages.options.page import Page
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

_REACH = 48  # signs between a brand and its account
_MAIL = r"[A-Za-z0-9][\w.+-]{0,63}@[\w-]+(?:\.[\w-]+)*"
_LINK = (
    r"(?:https?://)?(?:www\.)?(?:paypal\.me|paypal\.com/paypalme|cash\.app|venmo\.com|revolut\.me|monzo\.me|"
    r"wise\.com/pay/me)/[^\s<>\"'),;]+"
)
_ACCOUNT = re.compile(
    rf"(?P<handle>{_LINK}|{_MAIL}|(?<!\w)\$[A-Za-z]\w{{1,30}}|(?<![\w@])@[\w-]{{2,40}}|"
    rf"(?<![\w.,+-])\+?\d[\d \u00a0-]{{5,24}}\d(?![\w.,]?\d)|"
    rf"(?<![0-9A-Fa-f-])[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}|\b[ZREUPG]\d{{7,12}}\b)"
)
_STOP = re.compile(r"[;!?。！？|]|\.\s|[$€£₽₹¥]")
_KEY = re.compile(
    r"chave|clave|llave|key|\bid\b|konto|account|cuenta|conta|ключ|номер|number|numéro|num[ee]ro|nummer|"
    r"账号|帳號|아이디|आईडी|пол[уь]ч|кошел|wallet|handle|tag",
    re.I,
)
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_AS_DIGITS = {ord(sign): str(value) for value, sign in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10)}
_CARD = re.compile(r"(?<![\d.,-])\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{2,3})?(?![\d.,-])")
_LINKED = (
    (re.compile(r"paypal\.(?:me|com/paypalme)/([\w.-]{2,60})", re.I), "wallet", "PayPal"),
    (re.compile(r"cash\.app/(\$[A-Za-z]\w{1,30})", re.I), "wallet", "Cash App"),
    (re.compile(r"venmo\.com/(?:u/)?([\w-]{3,40})", re.I), "wallet", "Venmo"),
    (re.compile(r"revolut\.me/([\w-]{3,40})", re.I), "wallet", "Revolut"),
    (re.compile(r"wise\.com/pay/me/([\w-]{3,40})", re.I), "transfer", "Wise"),
    (re.compile(r"upi://pay\?(?:[^\s\"'<>]{0,200}&)?pa=([\w.%@-]{3,80})", re.I), "transfer", "UPI"),
)
# Merchant-presented codes (EMV QRCPS): whose scheme it is, and the length of the key that follows.
_EMV = (
    (re.compile(r"br\.gov\.bcb\.pix01(\d\d)", re.I), "Pix"),
    (re.compile(r"A000000677010111(?:01|02|03)(\d\d)"), "PromptPay"),
    (re.compile(r"SG\.PAYNOW0101[02]02(\d\d)", re.I), "PayNow"),
    (re.compile(r"hk\.com\.hkicl02(\d\d)", re.I), "FPS"),
    (re.compile(r"ID\.CO\.QRIS\.WWW02(\d\d)", re.I), "QRIS"),
)


@dataclass(frozen=True, slots=True)
class Payee:
    """An account to pay to, and where the text has it."""

    handle: str
    start: int
    end: int


def payee(page: Page, scan: Scan, mark: Mark, rail: str) -> Payee | None:
    """The account that belongs to a brand's name in its line; None where there is none."""
    text, line = page.document.text, scan.line
    if rail in ("transfer", "card"):
        bank = next(ibans(page, line.start, line.end), None) if rail == "transfer" else None
        if bank is not None:
            return bank
        for card in _CARD.finditer(text, scan.end(mark), line.end):
            if is_card(card.group()):
                return Payee(re.sub(r"\D", "", card.group()), card.start(), card.end())
    if rail not in ("wallet", "transfer"):
        return None
    place = scan.end(mark)
    account = _ACCOUNT.search(text, place, min(line.end, place + _REACH + 90))
    if account is None or account.start() - place > _REACH or not _belongs(page, scan, mark, account.start()):
        return None
    handle = account.group("handle").rstrip(".")
    digits = re.sub(r"[ \u00a0+-]", "", handle)
    if digits.isdigit() and not 7 <= len(digits) <= 20:
        return None
    return Payee(handle, account.start(), account.start() + len(handle))


def _belongs(page: Page, scan: Scan, mark: Mark, stop: int) -> bool:
    """Whether what stands between a brand and an account leads from the one to the other."""
    between = page.document.text[scan.end(mark) : stop]
    if _STOP.search(between):
        return False
    keyed = _KEY.search(between) is not None
    for other in scan.marks:
        if not (scan.end(mark) <= scan.start(other) and scan.end(other) <= stop):
            continue
        if other.sense in ("brand", "coin", "rail", "no", "reach") or (other.sense == "kind" and not keyed):
            return False
    return True


def linked_payees(page: Page) -> Iterator[tuple[str, str, Payee]]:
    """(rail, brand, payee) of the links and codes that pay somebody."""
    for pattern, rail, brand in _LINKED:
        for match in pattern.finditer(page.document.text):
            yield rail, brand, Payee(match.group(1), match.start(1), match.end(1))

    for scheme, brand in _EMV:
        for match in scheme.finditer(page.document.text):
            key = page.document.text[match.end() : match.end() + int(match.group(1))]
            if key.strip():
                yield "transfer", brand, Payee(key, match.end(), match.end() + len(key))


def ibans(page: Page, start: int = 0, end: int | None = None) -> Iterator[Payee]:
    """The bank accounts in the visible text and in QR codes, or in a piece of the text."""
    codes = [(s.line.start, s.line.end) for s in page.scans if s.line.source == "code"]
    for first, last in [(start, end)] if end is not None else [(start, page.document.visible), *codes]:
        for match in _IBAN.finditer(page.document.text, first, last):
            if is_iban(match.group()):
                yield Payee(match.group().replace(" ", ""), match.start(), match.end())


def is_iban(written: str) -> bool:
    """Whether the ISO 7064 MOD 97-10 checksum of an IBAN holds."""
    compact = written.replace(" ", "")
    if not 15 <= len(compact) <= 34:
        return False
    turned = compact[4:] + compact[:4]
    return int(turned.translate(_AS_DIGITS)) % 97 == 1


def is_card(written: str) -> bool:
    """Whether the Luhn checksum of a card's number holds (ISO/IEC 7812-1, annex B)."""
    digits = [int(sign) for sign in written if sign.isdigit()][::-1]
    return sum(digits[::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10
