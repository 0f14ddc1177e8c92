"""What the words beside an address say: asset, chain, memo, and whether a payment is spoken of at all.

The text before an address counts back to the address before it (at most `BEFORE` bytes), the text behind it
to the end of its line. Nearest word first; visible text before words in tags. Words fill `asset`, `chain` and
`memo`; the only network they ever add is Bitcoin Cash to an old address (FORMATS.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import words
from .chains import CHAINS

BEFORE, BEHIND = 240, 160
_TAG = re.compile(r"<[^<>]*>")
_OPEN_TAG = re.compile(r"<[^<>]*\Z")
_LAST_TAGS = re.compile(r"(?:<[^<>]*>\s*){1,3}\Z")
_END_OF_LINE = re.compile(r"[\r\n]|<(?:br|/?p|/?li|/?div|/?tr)\b", re.IGNORECASE)
_MEMO_NAME = (
    r"(?P<name>destination[ _-]?tag|dest[. _-]*tag|memo(?:[ _-]?(?:id|text|tag))?|payment[ _-]?id|tag"
    r"|comment|note|мемо|тег|тэг|комментар\w*|коментар\w*|备注|備註|标签|標籤|メモ|タグ|메모|태그|kommentar|commentaire|comentario"
    r"|verwendungszweck|notiz|مذكرة|ملاحظة)"
)
_MEMO = re.compile(
    r"(?<![A-Za-z0-9])" + _MEMO_NAME + r"(?P<glue>(?:\s*\([^()\n]{0,30}\))?[\"'\s]*[:=#：]*[\"'\s]*)"
    r"(?P<value>[A-Za-z0-9][A-Za-z0-9._-]{0,63})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MEMO_VALUES = {
    "xrp": re.compile(r"\d{1,10}"),
    "monero": re.compile(r"[0-9a-fA-F]{16}|[0-9a-fA-F]{64}"),
}
_ANY_MEMO = re.compile(r"[A-Za-z0-9._-]{1,64}")
_NO_MEMO = frozenset({"none", "required", "not", "no", "is", "optional", "empty", "needed", "null", "must"})


@dataclass(frozen=True, slots=True)
class Beside:
    """What was read beside one address."""

    asset: str | None = None
    chain: str | None = None
    memo: str | None = None
    speaks_of_payment: bool = False
    says_cash: bool = False


def beside(
    data: bytes, start: int, end: int, previous: int, following: int, networks: tuple[str, ...]
) -> Beside:
    """Read the text around `data[start:end]`, no further than the hits before and behind it."""
    before = data[max(previous, start - BEFORE) : start].decode("utf-8", "replace")
    behind = data[end : min(following, end + BEHIND)].decode("utf-8", "replace")
    line = _END_OF_LINE.split(behind, maxsplit=1)[0][:60]
    texts = (_visible(before), _TAG.sub(" ", line), _in_tags(before))
    asset = _asset(texts, networks)
    return Beside(
        asset=asset,
        chain=_chain(texts, asset) if "evm" in networks else None,
        memo=_memo(_TAG.sub(" ", behind), _visible(before), networks),
        speaks_of_payment=_speaks(texts, networks),
        says_cash=any(words.CASH.search(text) for text in texts),
    )


def _visible(before: str) -> str:
    return _TAG.sub(" ", _OPEN_TAG.sub(" ", before))


def _in_tags(before: str) -> str:
    """The words of the tag that the address stands in, or of those right before it."""
    inside = _OPEN_TAG.search(before) or _LAST_TAGS.search(before)
    return inside[0] if inside else ""


def _nearest(text: str, pattern: re.Pattern[str], first: bool) -> Iterator[str]:
    found = [match[0] for match in pattern.finditer(text)]
    return iter(found if first else reversed(found))


def _asset(texts: tuple[str, str, str], networks: tuple[str, ...]) -> str | None:
    possible = {asset for network in networks for asset in CHAINS[network].assets}
    if "bitcoin" in networks:
        possible.add("BCH")
    for number, text in enumerate(texts):
        for word in _nearest(text, words.ASSET, first=number == 1):
            asset = words.asset_named(word)
            if asset in possible:
                return asset
    return None


_CHAIN_OF_ASSET = {"ETH": "ethereum", "BNB": "bsc", "POL": "polygon", "MATIC": "polygon", "AVAX": "avalanche"}


def _chain(texts: tuple[str, str, str], asset: str | None) -> str | None:
    for number, text in enumerate(texts):
        for word in _nearest(text, words.CHAIN, first=number == 1):
            return words.CHAIN_OF[word.lower()]
    return _CHAIN_OF_ASSET.get(asset or "")


def _speaks(texts: tuple[str, str, str], networks: tuple[str, ...]) -> bool:
    """Whether a coin of these networks, or a payment, is spoken of; a digest's name right before says no."""
    if words.DIGEST.search(texts[0][-24:]) or words.DIGEST.search(texts[2][-24:]):
        return False
    named = {words.NETWORK_OF[word[0].lower()] for text in texts for word in words.NETWORK.finditer(text)}
    if named & set(networks) or _asset(texts, networks) is not None:
        return True
    if "evm" in networks and any(words.CHAIN.search(text) for text in texts):
        return True
    return any(words.PAYMENT.search(text) for text in texts)


def _memo(behind: str, before: str, networks: tuple[str, ...]) -> str | None:
    """The memo named beside an address, on networks where a payment carries one."""
    network = next((name for name in networks if CHAINS[name].memo), None)
    if network is None:
        return None
    shape = _MEMO_VALUES.get(network, _ANY_MEMO)
    for match in (*_MEMO.finditer(behind), *reversed(list(_MEMO.finditer(before)))):
        value, glue = match["value"], match["glue"]
        stated = any(mark in glue for mark in ":=#：") or any(c.isdigit() for c in value)
        if stated and glue and value.lower() not in _NO_MEMO and shape.fullmatch(value):
            return value
    return None
