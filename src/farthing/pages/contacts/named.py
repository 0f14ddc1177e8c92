"""Accounts whose messenger a word names: "@name" beside it, or the name or number that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.pages.contacts.messengers import PHONE_KINDS, Account, phone
from farthing.pages.options.page import Page
from farthing.pages.taken import Taken
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

_BY_NAME = frozenset({
    "wickr", "threema", "icq", "skype", "discord", "wechat", "qq", "line", "kakaotalk", "kik", "snapchat",
    "wire", "instagram", "twitter", "facebook", "vk", "zalo", "signal", "telegram", "keybase", "viber",
    "teleguard", "ricochet", "briar", "simplex",
})  # fmt: skip
_WITH_AT = frozenset({"instagram", "twitter", "telegram"})
_NUMBERED = frozenset({"icq", "qq"})
_NO_HANDLE = frozenset({"email", "phone", "url", "onion"})
_HANDLE_REACH = 6  # tokens between the word for a messenger and a handle
_DIGITS = re.compile(r"(?<![\w+])\+?\(?\d[\d \u00a0().-]{4,22}\d(?!\w)")
_NAME = r"(@?[A-Za-z0-9*][\w.#-]{2,63})"
# A colon or the like leads to any name; a few words lead only to what no word looks like.
_SET_OFF = re.compile(
    rf"\s*(?:\(?(?:id|uin|me|messenger|ник|логин|user|username|name|nick|nickname|no|№|账号|帳號|号|號|アカウント|아이디)\)?)?"
    rf"\s*(?:[:：=#–—→-]|\bis\b)+\s*[\"“«„']?{_NAME}",
    re.I,
)
_LED_TO = re.compile(
    r"[\s(]*(?:[^\W\d_]{1,14}[\s:：(\"“«„']+){0,3}?((?=[\w.#-]*[\d_#])@?[A-Za-z][\w.#-]{3,40})"
)
_BARE = re.compile(rf"\s*(?:id|uin|no|№)?\s*[:：=#–—-]?\s*{_NAME}", re.I)
# At-rules of style sheets and tags of documentation comments are no accounts.
_NOISE = frozenset({
    "media", "import", "font", "keyframes", "supports", "charset", "page", "layer", "namespace", "container",
    "property", "param", "return", "returns", "author", "license", "version", "see", "since", "throws",
    "type", "typedef", "types", "babel", "angular", "vue", "react",
})  # fmt: skip


def handles(page: Page, scan: Scan, taken: Taken) -> Iterator[Account]:
    """ "@name": telegram, unless the nearest word names another service."""
    text = page.document.text
    near = _services(scan)
    for index, token in enumerate(scan.tokens):
        if token.kind != "handle" or taken.touches(token.start, token.start + 1):
            continue
        if token.text.lower() in page.payees or token.text[1:].lower() in _NOISE:
            continue
        if text[token.end : token.end + 1] in (":", "/", "(", "{"):
            continue
        kind = _handle_kind(page, scan, index, near)
        if kind is not None:
            value = token.text if kind in _WITH_AT else token.text[1:]
            yield Account(kind, value, token.start, token.end)


def _handle_kind(page: Page, scan: Scan, index: int, near: list[Mark]) -> str | None:
    before = [mark for mark in near if index - _HANDLE_REACH <= mark.last < index]
    after = [mark for mark in near if index < mark.first <= index + 4]
    if before:
        return before[-1].value
    if after:
        return after[0].value
    above = page.by_number.get(scan.line.number - 1)
    if above is not None and len(above.tokens) <= 6:
        kinds = _services(above)
        if kinds:
            return kinds[-1].value
    heading = page.heading_of(scan)
    reach = scan.has("reach") or (heading is not None and heading.has("reach", "kind"))
    return "telegram" if reach or len(scan.tokens) <= 3 else None


def _services(scan: Scan) -> list[Mark]:
    return [mark for mark in scan.all("kind") if mark.value not in _NO_HANDLE]


def named(page: Page, scan: Scan) -> Iterator[Account]:
    """What follows the word for a messenger: a number for some, a name for others."""
    text, line = page.document.text, scan.line
    following: Mark | None = None
    number: Account | None = None  # that follows the word behind this one: "WhatsApp / Viber: +380 …"
    for mark in reversed(scan.all("kind")):
        end, stop = scan.end(mark), scan.start(following) if following is not None else line.end
        found = _number(text, mark.value, end, min(stop, end + 60)) or (
            _name(scan, mark.value, text, end, stop) if mark.value in _BY_NAME else None
        )
        joined = following is not None and not any(sign.isalnum() for sign in text[end:stop])
        if found is None and joined and number is not None and mark.value in PHONE_KINDS - {"phone"}:
            found = Account(mark.value, number.value, number.start, number.end)
        number = found if found is not None and found.kind in PHONE_KINDS else None
        following = mark
        if found is not None:
            yield found
    if not scan.tokens or len(scan.tokens) > 4:
        return
    above = page.by_number.get(line.number - 1)  # the word in one cell, the account in the next
    kinds = _services(above) if above is not None and len(above.tokens) <= 4 and not scan.has("kind") else []
    if above is not None and kinds and kinds[-1].last >= len(above.tokens) - 2:
        found = account_of(scan, kinds[-1].value, text[line.start : line.end], line.start)
        if found is not None:
            yield found


def account_of(scan: Scan, kind: str, written: str, place: int) -> Account | None:
    """The account of a kind that `written`, which stands at `place`, is as a whole."""
    found = _number(written, kind, 0, len(written))
    if found is not None:
        return Account(kind, found.value, place + found.start, place + found.end)
    value = written.strip()
    if kind not in _BY_NAME or not re.fullmatch(_NAME, value):
        return None
    return _account(scan, kind, value, place + written.index(value))


def _number(text: str, kind: str, start: int, stop: int) -> Account | None:
    if kind == "phone" or kind not in PHONE_KINDS | _NUMBERED:
        return None
    match = _DIGITS.search(text, start, stop)
    if match is None or any(sign in text[start : match.start()] for sign in ";!?。"):
        return None
    digits = "".join(sign for sign in match.group() if sign.isdigit())
    if kind in _NUMBERED:
        if not 5 <= len(digits) <= 11:
            return None
        return Account(kind, digits, match.start(), match.end())
    if not 7 <= len(digits) <= 15:
        return None
    return Account(kind, phone(match.group()), match.start(), match.end())


def _name(scan: Scan, kind: str, text: str, start: int, stop: int) -> Account | None:
    patterns = (_BARE,) if kind in ("threema", *_NUMBERED) else (_SET_OFF, _LED_TO)
    for pattern in patterns:
        match = pattern.match(text, start, stop)
        if match is not None:
            found = _account(scan, kind, match.group(1), match.start(1))
            if found is not None:
                return found
    return None


def _account(scan: Scan, kind: str, written: str, place: int) -> Account | None:
    value = written.rstrip(".-#")
    if not _is_account(kind, value) or _is_word(scan, place, len(value)):
        return None
    shown = value.lstrip("@")
    return Account(kind, f"@{shown}" if kind in _WITH_AT else shown, place, place + len(value))


def _is_word(scan: Scan, place: int, size: int) -> bool:
    """Whether a name is one of the words that a language file knows: "Telegram: support"."""
    return any(
        mark.sense != "kind" and scan.start(mark) == place and scan.end(mark) == place + size
        for mark in scan.marks
    )


def _is_account(kind: str, name: str) -> bool:
    """Whether a word can be an account of its kind."""
    if kind in ("briar", "simplex", "ricochet"):
        return False  # their shape finds them
    if kind == "signal":
        return re.fullmatch(r"@?[a-z_]\w{2,31}\.\d{2,9}", name, re.I) is not None
    if kind == "threema":
        return re.fullmatch(r"[A-Z0-9*][A-Z0-9]{7}", name) is not None
    if kind == "telegram":
        return re.fullmatch(r"@?[A-Za-z]\w{4,31}", name) is not None
    if kind in _NUMBERED:
        return name.replace("-", "").isdigit() and len(name) >= 5
    return "@" not in name[1:] and not name.lower().startswith(("http", "www"))
