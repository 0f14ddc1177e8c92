"""Masks site addresses in words that are kept: `[site 1]`, `[site 2]` … in place of each.

Whatever looks like a web address, an onion name or a host is masked, not only what is known to be a site: too
much masked costs a reader one reveal, too little puts a site's address where it must never stand. Amounts
("0.5BTC", "12.50"), handles ("@name") and payment addresses hold no host and come through unharmed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

SITE_KINDS = frozenset({"onion", "url", "mirror"})  # contacts that are themselves sites' addresses
MASK = "[site]"

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_GAP = rf"[\s{_INVISIBLE}]*"
_GAPS = re.compile(rf"[\s{_INVISIBLE}]+")
_DOT_WORDS = (
    "dot|punkt|point|punto|ponto|punt|punct|pont|piste|prick|stip|kropka|tečka|bodka|pika|nokta|titik|chấm|"
    "точка|крапка|кропка|נקודה|نقطة|نقطه|डॉट|จุด|点|點|점|닷|ドット"
)
_DOT = rf"(?:[.\u3002\uff0e]|\s?[\[({{<]\s?(?:\.|{_DOT_WORDS})\s?[\])}}>]\s?)"
_LABEL = rf"[\w{_INVISIBLE}-]+"
_CHAIN = rf"(?<![\w-])(?<![\w-]\.){_LABEL}(?:{_DOT}{_LABEL})+"
_TAIL = r"(?::\d{1,5})?(?:/[^\s<>\"']*)?"
_WEB = r"\b(?:[a-z][a-z0-9+.-]{1,15})\s?(?:\[:\]|:)//[^\s<>\"']+"
_NAME = r"(?<![\w.+-])[\w.+-]+@"
_CANDIDATE = re.compile(
    rf"(?P<web>{_WEB})|(?:(?P<name>{_NAME})|(?!{_NAME}))(?P<host>{_CHAIN}){_TAIL}", re.IGNORECASE
)
_TOP_LABEL = re.compile(r"[^\W\d_]{2,}|xn--[\w-]+")
_LETTER = re.compile(r"[^\W\d_]")
_CLOSING = ".,;:!?)]}>»”’\"'"


class Masker:
    """Masks one document after another text by text, giving the same address the same number.

    `hosts` are masked wherever they stand, also spaced out, defanged or with invisible characters between.
    `hidden` lists what was masked, in the order of the numbers.
    """

    def __init__(self, hosts: Iterable[str] = ()) -> None:
        self._hosts = Hosts(hosts)
        self.hidden: list[str] = []
        self._numbers: dict[str, int] = {}
        self._done: dict[str, str] = {}

    def mask(self, text: str) -> str:
        if text and text not in self._done:
            found = _CANDIDATE.sub(self._candidate, storable(text))
            self._done[text] = self.own(found)
        return self._done[text] if text else text

    def own(self, text: str) -> str:
        """`text` with the given hosts masked in it, and no others."""
        return self._hosts.sub(lambda match: self._masked(match[0]), storable(text))

    def contact(self, kind: str, value: str) -> str:
        """What of a contact's value may stand unsealed (see `shown_contact`), a mask in it numbered."""
        shown = shown_contact(kind, value, self._hosts)
        if shown == value:
            return value
        name, mask, _ = shown.partition(MASK)
        assert mask
        return name + self._masked(value[len(name) :])

    def _candidate(self, match: re.Match[str]) -> str:
        if match["web"] is not None:
            address = match[0].rstrip(_CLOSING)
            return self._masked(address) + match[0][len(address) :]
        if not _holds_host(match["host"]):
            return match[0]
        name = match["name"] or ""
        address = match[0][len(name) :].rstrip(_CLOSING)
        return name + self._masked(address) + match[0][len(name) + len(address) :]

    def _masked(self, address: str) -> str:
        number = self._numbers.setdefault(address.casefold(), len(self.hidden) + 1)
        if number > len(self.hidden):
            self.hidden.append(address)
        return f"[site {number}]"


def storable(text: str) -> str:
    """`text` less what no database keeps: NUL and lone surrogates become U+FFFD and "?"."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")


def mask(text: str, hosts: Iterable[str] = ()) -> str:
    """`text` with every site address in it masked and numbered."""
    return Masker(hosts).mask(text)


class Hosts:
    """Finds some hosts in any spelling: spaced out, defanged, with invisible characters between.

    The pattern for that is dear to compile, and most texts do not even hold the letters of a host; so those
    are looked for first, and the pattern is compiled when they are found.
    """

    def __init__(self, hosts: Iterable[str]) -> None:
        folded = {host.casefold() for host in hosts if host}
        self._longest_first = sorted(folded, key=lambda host: (-len(host), host))

    def search(self, text: str) -> bool:
        if not self._may_stand_in(text):
            return False
        plain = any(host in text.casefold() for host in self._longest_first)
        return plain or self._pattern().search(text) is not None

    def sub(self, replace: Callable[[re.Match[str]], str], text: str) -> str:
        return self._pattern().sub(replace, text) if self._may_stand_in(text) else text

    def _may_stand_in(self, text: str) -> bool:
        # The pattern, which ignores case, takes these two letters for an i; folding alone does not.
        letters = _GAPS.sub("", text).replace("ı", "i").replace("İ", "i").casefold()
        return any(all(label in letters for label in host.split(".")) for host in self._longest_first)

    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_spaced, self._longest_first)), re.IGNORECASE)


def shown_contact(kind: str, value: str, hosts: Hosts) -> str:
    """What of a contact may stand unsealed: all of it, or `MASK` in place of a site's address.

    Onions, web addresses and mirrors are sites themselves; an e-mail or jabber account at an onion or at one
    of `hosts` keeps its name only.
    """
    if kind in SITE_KINDS:
        return MASK
    name, at, domain = value.rpartition("@")
    domain = domain.casefold().rstrip("./ ")
    if at and domain.endswith((".onion", ".i2p")):
        return f"{name}@{MASK}"
    if hosts.search(value):
        return f"{name}@{MASK}" if at and name and not hosts.search(name) else MASK
    return value


def _holds_host(chain: str) -> bool:
    """Whether a chain of labels can be a host: letters alone somewhere behind a label with a letter."""
    labels = [re.sub(f"[{_INVISIBLE}]", "", label) for label in re.split(_DOT, chain, flags=re.IGNORECASE)]
    lettered = False
    for label in labels:
        if lettered and _TOP_LABEL.fullmatch(label):
            return True
        lettered = lettered or _LETTER.search(label) is not None
    return False


def _spaced(host: str) -> str:
    """A pattern for `host` that also holds with blanks, invisible characters and defanged dots in it."""
    return _GAP.join(_DOT if letter == "." else re.escape(letter) for letter in host)
