"""What the words beside an address say: asset, chain, memo, and whether a payment is spoken of at all.

The text before an address counts back to the address before it (at most `BEFORE` bytes), the text behind it
to the end of its line; a memo may stand further off (`memos`). Nearest word first; visible text before words
in tags. Words fill `asset`, `chain` and `memo`; the only network they ever add is Bitcoin Cash to an old
address (FORMATS.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from farthing.coins import words
from farthing.coins.chains import CHAINS
from farthing.coins.memos import memo_beside

BEFORE, BEHIND, FOR_MEMO = 240, 160, 400
_TAG = re.compile(r"<[^<>]*>")
_OPEN_TAG = re.compile(r"<[^<>]*\Z")
_LAST_TAGS = re.compile(r"(?:<[^<>]*>\s*){1,3}\Z")
_END_OF_LINE = re.compile(r"[\r\n]|<(?:br|/?p|/?li|/?div|/?tr)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """What was read beside one address."""

    asset: str | None = None
    chain: str | None = None
    memo: str | None = None
    speaks_of_payment: bool = False
    says_cash: bool = False


def beside(
    data: bytes, start: int, end: int, previous: int, following: int, networks: tuple[str, ...], *, ask: bool
) -> Beside:
    """Read the text around `data[start:end]`, no further than the hits before and behind it.

    Whether it speaks of a payment is only looked up if `ask`.
    """
    texts = _texts(data, start, end, previous, following)
    tag = memo(data, start, end, previous, following, networks)
    if not any(map(words.says_anything, texts)):
        return Beside(memo=tag)
    asset = _asset(texts, networks)
    return Beside(
        asset=asset,
        chain=_chain(texts, asset) if "evm" in networks else None,
        memo=tag,
        speaks_of_payment=ask and _speaks(texts, networks, asset),
        says_cash="bitcoin" in networks and _says_cash(texts),
    )


def names_network(data: bytes, start: int, end: int, previous: int, following: int, network: str) -> bool:
    """Whether the words beside `data[start:end]` name this network or something that is paid on it."""
    texts, assets = _texts(data, start, end, previous, following), CHAINS[network].assets
    return any(
        any(asset in assets for asset in words.assets_in(text))
        or any(name == network for _, name in words.NETWORKS.found(text))
        for text in texts
    )


def _texts(data: bytes, start: int, end: int, previous: int, following: int) -> tuple[str, str, str]:
    """What is visible before, what follows on the line, and the words of the tags around."""
    before = data[max(previous, start - BEFORE) : start].decode("utf-8", "replace")
    behind = data[end : min(following, end + BEHIND)].decode("utf-8", "replace")
    line = _END_OF_LINE.split(behind, maxsplit=1)[0][:60]
    opened = before.rfind("<")
    if opened > before.rfind(">"):  # in a tag
        return _TAG.sub(" ", before[:opened]) + " ", _TAG.sub(" ", line), before[opened:]
    is_tag_last = opened >= 0 and before.rstrip().endswith(">")
    tags = _LAST_TAGS.search(before) if is_tag_last else None
    return _TAG.sub(" ", before), _TAG.sub(" ", line), tags[0] if tags else ""


def _asset(texts: tuple[str, str, str], networks: tuple[str, ...]) -> str | None:
    possible = _assets(networks)
    for text, nearest in zip(texts, _NEAREST, strict=True):
        named = [asset for asset in words.assets_in(text) if asset in possible]
        if named:
            return named[nearest]
    return None


@lru_cache(maxsize=256)
def _assets(networks: tuple[str, ...]) -> frozenset[str]:
    """What is paid on these networks, or (on Bitcoin Cash) to an address that looks the same."""
    possible = {asset for network in networks for asset in CHAINS[network].assets}
    return frozenset(possible | {"BCH"} if "bitcoin" in networks else possible)


# Which of the words in the text before, behind and in tags is nearest to the address: last, first, last.
_NEAREST = (-1, 0, -1)
_CHAIN_OF_ASSET = {"ETH": "ethereum", "BNB": "bsc", "POL": "polygon", "MATIC": "polygon", "AVAX": "avalanche"}


def _chain(texts: tuple[str, str, str], asset: str | None) -> str | None:
    for text, nearest in zip(texts, _NEAREST, strict=True):
        named = words.EVM.found(text)
        if named:
            return named[nearest][1]
    return _CHAIN_OF_ASSET.get(asset or "")


def _speaks(texts: tuple[str, str, str], networks: tuple[str, ...], asset: str | None) -> bool:
    """Whether a coin of these networks, or a payment, is spoken of; a digest's name right before says no."""
    if words.DIGESTS.found(texts[0][-24:]) or words.DIGESTS.found(texts[2][-24:]):
        return False
    return asset is not None or any(
        words.PAYMENT.found(text)
        or any(network in networks for _, network in words.NETWORKS.found(text))
        or ("evm" in networks and words.EVM.found(text))
        for text in texts
    )


def _says_cash(texts: tuple[str, str, str]) -> bool:
    return any(network == "bitcoin-cash" for text in texts for _, network in words.NETWORKS.found(text))


def memo(
    data: bytes, start: int, end: int, previous: int, following: int, networks: tuple[str, ...]
) -> str | None:
    """The memo in the text around `data[start:end]`, where a payment on one of the networks carries one."""
    network = next((name for name in networks if CHAINS[name].memo), None)
    if network is None:
        return None
    before = data[max(previous, start - FOR_MEMO) : start].decode("utf-8", "replace")
    behind = data[end : min(following, end + FOR_MEMO)].decode("utf-8", "replace")
    return memo_beside(before, behind, network)
