"""The contacts of a page, from its scanned lines: each once, in the order of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain

from farthing.pages.contacts.mailboxes import Mailbox, mailboxes
from farthing.pages.contacts.messengers import Account, linked, shaped
from farthing.pages.contacts.named import handles, named
from farthing.pages.contacts.recorded import recorded
from farthing.pages.markup.headers import SENDER
from farthing.pages.options.page import Page
from farthing.pages.quoting import clean, quote
from farthing.pages.reading import Contact
from farthing.pages.taken import Taken
from farthing.pages.words.scan import Scan

_URL = re.compile(
    r"(?:https?|hxxps?)://[^\s<>\"'«»“”]+|(?<![\w@.])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}[a-z]{2,24}(?:/[^\s<>\"']*)?",
    re.I,
)
_MOST = 2_000  # contacts of one page
_NO_MORE = "behind so many contacts no more are listed"
_LIST = 12  # entries of a list of web addresses
_MACHINE = re.compile(r"(?:unsubscribe|abuse|no-?reply|do-?not-?reply|postmaster|bounces?|git)[@+]", re.I)
_WRITING = re.compile(r"\s*(?:mailto|xmpp|smtp|matmsg):", re.I)
_AT = re.compile("[@＠]")
_MESSENGER_HOSTS = re.compile(
    r"^(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me|wa\.me|discord\.|signal\.|paypal\.)", re.I
)


@dataclass(slots=True)
class _Found:
    page: Page
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        return len(self.contacts) >= _MOST

    def add(self, kind: str, value: str, start: int, end: int) -> None:
        value = clean(value)
        key = (kind, value.casefold())
        line = self.page.line_at(start)
        if key in self.contacts or (line is not None and line.is_struck(start, end)):
            return
        if self.is_full:
            self.page.document.give_up(start, _NO_MORE)
            return
        first, last = self.page.document.span(start, end)
        self.contacts[key] = Contact(kind, value, first, last, quote(self.page.document, start, end))


def find_contacts(page: Page) -> tuple[Contact, ...]:
    """The ways to reach the seller, without the accounts that are for paying."""
    found = _Found(page)
    text = page.document.text
    spans: list[tuple[int, int]] = []
    for account in chain(shaped(text), linked(text)):
        if found.is_full:
            page.document.give_up(account.start, _NO_MORE)
            break
        if account.kind == "phone" or _is_unwanted(page, account):
            continue
        found.add(account.kind, account.value, account.start, account.end)
        spans.append((account.start, account.end))
    taken = Taken(spans)
    for scan in page.scans:
        if scan.line.source in ("script", "data"):
            for account in recorded(page, scan):
                if account.value.lower() not in page.payees and not _MACHINE.match(account.value):
                    found.add(account.kind, account.value, account.start, account.end)
            continue
        _mail(page, scan, found)
        if not scan.line.hidden:
            for account in (*handles(page, scan, taken), *named(page, scan)):
                found.add(account.kind, account.value, account.start, account.end)
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
    if line.hidden:
        if not _WRITING.match(text, line.start, line.end):
            return
    elif not scan.has("at", "at_sign") and not _AT.search(text, line.start, line.end):
        return
    for box in mailboxes(text, line.start, line.end, page.lexicon):
        inside_link = text[box.start - 1 : box.start] == "/" and not line.hidden
        if inside_link or box.value.lower() in page.payees:
            continue
        if line.node.names != SENDER and (scan.has("unsub") or _MACHINE.match(box.value)):
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


def _urls(page: Page, scan: Scan, found: _Found) -> None:
    """A web address that the words call a mirror, a website or a form; or a list of them under such words."""
    marks = [mark for mark in scan.all("kind") if mark.value == "url"]
    text, line = page.document.text, scan.line
    if not marks and not _is_listed(page, scan):
        return
    for match in _URL.finditer(text, scan.end(marks[0]) if marks else line.start, line.end):
        value = match.group().rstrip(".,;:!?)")
        if ".onion" in value or "@" in value or _MESSENGER_HOSTS.match(value):
            continue
        if "://" not in value and not _is_host(value):
            continue
        found.add("url", value, match.start(), match.start() + len(value))


def _is_listed(page: Page, scan: Scan) -> bool:
    """Whether a line is a web address alone, in a list that words like "mirrors" stand above."""
    for back in range(_LIST):
        entry = page.by_number.get(scan.line.number - back)
        if entry is None or entry.line.hidden:
            return False
        if back and any(mark.value == "url" for mark in entry.all("kind")) and len(entry.tokens) < 12:
            return True
        if not _URL.fullmatch(page.document.text, entry.line.start, entry.line.end):
            return False
    return False


def _is_host(value: str) -> bool:
    return value.partition("/")[0].rpartition(".")[2].isalpha() and not re.fullmatch(r"\d+(?:\.\d+)*", value)
