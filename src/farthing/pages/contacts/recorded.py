"""Contacts that a page does not show by itself: in the objects of its scripts and in data attributes.

A member counts where its name says so ("telegram", "supportEmail"), where its words do ("Mail: …"), or where
the page has next to no text of its own, so that its script draws everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.pages.contacts.mailboxes import mailboxes
from farthing.pages.contacts.messengers import Account
from farthing.pages.contacts.named import account_of
from farthing.pages.options.page import Page
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

_REACHING = re.compile(r"mail|contact|kontakt|support|help|reach|jabber|xmpp|correo|writeto", re.I)
_FOREIGN = re.compile(r"dsn|author|maintainer|bugs|sentry|licen[cs]e|repository|registry|copyright", re.I)
_DRAWN = 600  # signs of visible text below which a page is drawn by its script
_LONGEST = 200
_VALUES = frozenset({"value", "handle", "id", "text", "account", "address", "contact", "data"})
_LABELS = frozenset({"label", "name", "title", "type", "kind", "service", "via", "channel", "app"})
_USER = frozenset({"user", "name", "u", "local", "login", "account", "part1", "mailbox"})
_DOMAIN = frozenset({"domain", "host", "d", "site", "server", "part2"})


def recorded(page: Page, scan: Scan) -> Iterator[Account]:
    """The contacts in one record."""
    text, line = page.document.text, scan.line
    members = {key.lower(): text[start:end] for key, start, end in line.fields}
    edge = line.start
    for key, start, end in line.fields:
        before, edge = edge, end
        if end - start > _LONGEST or _FOREIGN.search(f"{line.path}/{key}"):
            continue
        if key == "cfemail":
            hidden = protected(text[start:end])
            if hidden is not None:
                yield Account("email", hidden, start, end)
            continue
        named = [m for m in scan.all("kind") if before <= scan.start(m) and scan.end(m) <= start]
        inside = [m for m in scan.all("kind", "reach") if before <= scan.start(m) and scan.end(m) <= end]
        reaching = _REACHING.search(f"{line.path}/{key}") is not None
        if named or inside or reaching or page.document.visible < _DRAWN:
            for box in mailboxes(text, start, end, page.lexicon):
                kind = "jabber" if named and named[-1].value == "jabber" else "email"
                yield Account(kind, box.value, box.start, box.end)
        labels = named or (_labels(scan) if key.lower() in _VALUES else [])
        if labels:
            account = account_of(scan, labels[-1].value, text[start:end], start)
            if account is not None:
                yield account
    yield from _split(scan, members)


def _labels(scan: Scan) -> list[Mark]:
    """The services that a record's label names: `{"label": "Support on Telegram", "value": "@name"}`."""
    spans = [(start, end) for key, start, end in scan.line.fields if key.lower() in _LABELS]
    return [m for m in scan.all("kind") if any(s <= scan.start(m) and scan.end(m) <= e for s, e in spans)]


def _split(scan: Scan, members: dict[str, str]) -> Iterator[Account]:
    """A mail address whose halves stand in two data attributes of one element."""
    user = next((members[key] for key in members if key in _USER), "")
    domain = next((members[key] for key in members if key in _DOMAIN), "")
    domain = f"{domain}.{members['tld']}" if "tld" in members else domain
    if scan.line.source == "data" and re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", f"{user}@{domain}"):
        starts, ends = zip(
            *((s, e) for k, s, e in scan.line.fields if k.lower() in _USER | _DOMAIN), strict=True
        )
        yield Account("email", f"{user}@{domain}", min(starts), max(ends))


def protected(written: str) -> str | None:
    """The mail address that Cloudflare's e-mail obfuscation hides: each byte, less the first, is XORed with
    the first."""
    if not re.fullmatch(r"(?:[0-9a-f]{2}){8,150}", written, re.I):
        return None
    key, *signs = bytes.fromhex(written)
    shown = bytes(sign ^ key for sign in signs).decode("utf-8", "replace")
    return shown if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@.]+", shown) else None
