"""The contacts of a page, from its scanned lines: each once, in the order of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from farthing.pages.contacts.mailboxes import Mailbox, mailboxes
from farthing.pages.contacts.messengers import PHONE_KINDS, Account, linked, phone, shaped
from farthing.pages.options.page import Page
from farthing.pages.quoting import clean, quote
from farthing.pages.reading import Contact
from farthing.pages.words.scan import Scan

_BY_NAME = frozenset({
    "wickr", "threema", "icq", "skype", "discord", "wechat", "qq", "line", "kakaotalk", "kik", "snapchat",
    "wire", "instagram", "twitter", "facebook", "vk", "briar", "simplex", "matrix", "session", "zalo",
    "signal",
})  # fmt: skip
_NAME = re.compile(
    r"\s*(?:id|ID|Id|ник|логин|user|username|name|账号|帳號|号|號|アカウント|아이디)?\s*(?:[:：=#–—-]|is)\s*(@?[A-Za-z0-9][\w.#-]{2,63})"
)
_BARE_NAME = re.compile(r"\s*(?:id|uin|no|№)?\s*[:：=#–—-]?\s*(@?[A-Za-z0-9*][\w.#-]{2,63})", re.I)
_SHAPED_NAMES = frozenset({"icq", "qq", "threema"})
_HANDLE_REACH = 6  # tokens between the word for a messenger and a handle
_URL = re.compile(
    r"(?:https?|hxxps?)://[^\s<>\"'«»“”]+|(?<![\w@.])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}[a-z]{2,24}(?:/[^\s<>\"']*)?",
    re.I,
)
_MACHINE = re.compile(r"(?:unsubscribe|abuse|no-?reply|do-?not-?reply|postmaster|bounces?)[@+]", re.I)
_WITH_AT = frozenset({"instagram", "twitter", "matrix", "telegram"})
_DIGITS = re.compile(r"\+?\d[\d \u00a0().-]{5,22}\d")
_MESSENGER_HOSTS = re.compile(
    r"^(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me|wa\.me|discord\.|signal\.|paypal\.)", re.I
)


@dataclass(slots=True)
class _Found:
    page: Page
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)

    def add(self, kind: str, value: str, start: int, end: int) -> None:
        value = clean(value)
        key = (kind, value.casefold())
        line = self.page.line_at(start)
        if key in self.contacts or (line is not None and line.is_struck(start, end)):
            return
        first, last = self.page.document.span(start, end)
        self.contacts[key] = Contact(kind, value, first, last, quote(self.page.document, start, end))


def find_contacts(page: Page) -> tuple[Contact, ...]:
    """The ways to reach the seller, without the accounts that are for paying."""
    found = _Found(page)
    text = page.document.text
    taken: list[tuple[int, int]] = []
    for account in [*shaped(text), *linked(text)]:
        if account.kind == "phone" or _is_unwanted(page, account):
            continue
        found.add(account.kind, account.value, account.start, account.end)
        taken.append((account.start, account.end))
    for scan in page.scans:
        _mail(page, scan, found)
        if not scan.line.hidden:
            _handles(page, scan, found, taken)
            _named(page, scan, found)
            _urls(page, scan, found)
    order = sorted(found.contacts.values(), key=lambda contact: (contact.start, contact.end, contact.kind))
    return tuple(order)


def _is_unwanted(page: Page, account: Account) -> bool:
    """Links to share something, and accounts in a line about unsubscribing."""
    line = page.line_at(account.start)
    scan = page.by_number.get(line.number) if line is not None else None
    return scan is not None and scan.has("unsub")


def _mail(page: Page, scan: Scan, found: _Found) -> None:
    line = scan.line
    text = page.document.text
    if "@" not in text[line.start : line.end] and not scan.has("at"):
        return
    if line.hidden and not re.match(r"\s*(?:mailto|xmpp):", text[line.start : line.end], re.I):
        return
    for box in mailboxes(text, line.start, line.end, page.lexicon):
        inside_link = text[box.start - 1 : box.start] == "/" and not line.hidden
        if inside_link or box.value.lower() in page.payees or scan.has("unsub") or _MACHINE.match(box.value):
            continue
        kind = _mail_kind(page, scan, box)
        found.add(kind, box.value, box.start, box.end)


def _mail_kind(page: Page, scan: Scan, box: Mailbox) -> str:
    """E-mail, unless the word right before it says jabber (or the host does)."""
    text = page.document.text
    if text[max(0, box.start - 5) : box.start].lower() == "xmpp:":
        return "jabber"
    before = [mark for mark in scan.all("kind") if scan.end(mark) <= box.start]
    if before:
        return "jabber" if before[-1].value == "jabber" else "email"
    after = [mark for mark in scan.all("kind") if scan.start(mark) >= box.end]
    if after and after[0].value == "jabber" and scan.start(after[0]) - box.end < 4:
        return "jabber"
    heading = page.by_number.get(scan.line.number - 1)
    if heading is not None and box.start - scan.line.start < 3 and len(heading.tokens) < 6:
        kinds = heading.all("kind")
        if kinds and kinds[-1].value == "jabber":
            return "jabber"
    host = box.value.rpartition("@")[2]
    return "jabber" if re.match(r"(?:jabber|xmpp)\.", host, re.I) else "email"


def _handles(page: Page, scan: Scan, found: _Found, taken: list[tuple[int, int]]) -> None:
    """ "@name": telegram, unless the nearest word names another service."""
    for index, token in enumerate(scan.tokens):
        if (
            token.kind != "handle"
            or token.text.lower() in page.payees
            or any(a <= token.start < b for a, b in taken)
        ):
            continue
        if page.document.text[token.end : token.end + 1] == ":":
            continue
        kind = _handle_kind(page, scan, index)
        if kind is not None:
            value = token.text if kind in ("telegram", "instagram", "twitter") else token.text[1:]
            found.add(kind, value, token.start, token.end)


def _handle_kind(page: Page, scan: Scan, index: int) -> str | None:
    near = [mark for mark in scan.all("kind") if mark.value not in ("email", "phone", "url", "onion")]
    before = [mark for mark in near if index - _HANDLE_REACH <= mark.last < index]
    after = [mark for mark in near if index < mark.first <= index + 4]
    if before:
        return before[-1].value
    if after:
        return after[0].value
    above = page.by_number.get(scan.line.number - 1)
    if above is not None and len(above.tokens) <= 6:
        kinds = [
            mark.value for mark in above.all("kind") if mark.value not in ("email", "phone", "url", "onion")
        ]
        if kinds:
            return kinds[-1]
    heading = page.heading_of(scan)
    reach = scan.has("reach") or (heading is not None and heading.has("reach", "kind"))
    return "telegram" if reach or len(scan.tokens) <= 3 else None


def _named(page: Page, scan: Scan, found: _Found) -> None:
    """What follows the word for a messenger: a number for some, a name for others."""
    text, line = page.document.text, scan.line
    for mark in scan.all("kind"):
        end = scan.end(mark)
        following = next((i for i in range(mark.last + 1, len(scan.tokens)) if scan.value(i, "kind")), None)
        stop = scan.tokens[following].start if following is not None else line.end
        if mark.value in PHONE_KINDS:
            number = _DIGITS.search(text, end, min(stop, end + 60))
            digits = sum(sign.isdigit() for sign in number.group()) if number else 0
            if number is not None and 7 <= digits <= 15 and mark.value != "phone":
                found.add(mark.value, phone(number.group()), number.start(), number.end())
                continue
        if mark.value in _BY_NAME:
            name = (_BARE_NAME if mark.value in _SHAPED_NAMES else _NAME).match(text, end, stop)
            if name is not None and _is_account(mark.value, name.group(1)):
                value = name.group(1).rstrip(".-")
                shown = value if mark.value in _WITH_AT else value.lstrip("@")
                found.add(mark.value, shown, name.start(1), name.start(1) + len(value))


def _is_account(kind: str, name: str) -> bool:
    """Whether a word can be an account of its kind."""
    if kind in ("session", "matrix"):
        return False  # their shape finds them
    if kind == "signal":
        return re.fullmatch(r"[a-z_]\w{2,31}\.\d{2,9}", name, re.I) is not None
    if kind == "threema":
        return re.fullmatch(r"[A-Z0-9*][A-Z0-9]{7}", name) is not None
    if kind in ("icq", "qq"):
        return name.replace("-", "").isdigit() and len(name) >= 5
    return "@" not in name[1:] and not name.lower().startswith(("http", "www"))


def _urls(page: Page, scan: Scan, found: _Found) -> None:
    """A web address that the words call a mirror, a website or a form."""
    marks = [mark for mark in scan.all("kind") if mark.value == "url"]
    if not marks:
        return
    text = page.document.text
    for match in _URL.finditer(text, scan.end(marks[0]), scan.line.end):
        value = match.group().rstrip(".,;:!?)")
        if ".onion" in value or "@" in value or _MESSENGER_HOSTS.match(value):
            continue
        if "://" not in value and not _is_host(value):
            continue
        found.add("url", value, match.start(), match.start() + len(value))


def _is_host(value: str) -> bool:
    return value.partition("/")[0].rpartition(".")[2].isalpha() and not re.fullmatch(r"\d+(?:\.\d+)*", value)
