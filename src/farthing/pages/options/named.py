"""Options that are only named: coins without an address, cards, transfers, wallets, vouchers, cash."""

from __future__ import annotations

from dataclasses import replace

from farthing.pages.options.assets import CHAIN_OF_NATIVE, HOME, PLATFORMS, TOKENS
from farthing.pages.options.between import AND, BRACKETS, LISTING, ON
from farthing.pages.options.page import Page, coin_marks
from farthing.pages.options.payees import ibans, linked_payees, payee
from farthing.pages.options.worth import SHORT_LINE, is_meant
from farthing.pages.quoting import quote
from farthing.pages.reading import Option
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

_CHAIN_NETWORK = "evm"
_BETWEEN = AND | ON | LISTING | BRACKETS


def rail_options(page: Page) -> list[Option]:
    """One option for each brand; a rail named without a brand gives one of its own."""
    brands: dict[tuple[str, str], Option] = {}
    rails: dict[str, Option] = {}
    for scan in page.scans:
        if not scan.has("brand", "rail", "mayrail") or not _is_read(scan):
            continue
        for mark in scan.all("brand", "rail", "mayrail"):
            if not is_meant(page, scan, mark):
                continue
            if mark.sense == "brand":
                rail, _, brand = mark.value.partition(":")
                known = brands.get((rail, brand))
                if known is None or known.handle is None:
                    later = _option(page, scan, mark, rail, brand)
                    brands[rail, brand] = later if known is None else replace(known, handle=later.handle)
            elif mark.value not in rails:
                rails[mark.value] = _option(page, scan, mark, mark.value, None)
    _linked(page, brands)
    account = None if "transfer" in rails else next(ibans(page), None)
    if account is not None and not any(
        rail == "transfer" and option.handle for (rail, _), option in brands.items()
    ):
        start, end = page.document.span(account.start, account.end)
        words = quote(page.document, account.start, account.end)
        rails["transfer"] = Option("transfer", start, end, words, handle=account.handle)
    branded = {rail for rail, _ in brands}
    options = list(brands.values()) + [option for rail, option in rails.items() if rail not in branded]
    return sorted(options, key=lambda option: option.start)


def _is_read(scan: Scan) -> bool:
    """Visible lines, the records of scripts and data attributes, and the words of pictures."""
    return not scan.line.hidden or scan.line.source in ("script", "data", "alt")


def _option(page: Page, scan: Scan, mark: Mark, rail: str, brand: str | None) -> Option:
    begin, end = scan.start(mark), scan.end(mark)
    account = payee(page, scan, mark, rail)
    if account is not None:
        page.payees.add(account.handle.lower())
        begin, end = min(begin, account.start), max(end, account.end)
    start, stop = page.document.span(begin, end)
    words = quote(page.document, begin, end)
    handle = account.handle if account is not None else None
    return Option(rail=rail, brand=brand, handle=handle, start=start, end=stop, quote=words)


def _linked(page: Page, brands: dict[tuple[str, str], Option]) -> None:
    """Fills in, or adds, the payees of links."""
    for rail, brand, account in linked_payees(page):
        known = brands.get((rail, brand))
        page.payees.add(account.handle.lower())
        if known is None:
            start, end = page.document.span(account.start, account.end)
            words = quote(page.document, account.start, account.end)
            brands[rail, brand] = Option(rail, start, end, words, brand=brand, handle=account.handle)
        elif known.handle is None:
            brands[rail, brand] = replace(known, handle=account.handle)


def coin_options(page: Page, addressed: list[Option]) -> list[Option]:
    """Coins named as a way to pay without an address anywhere on the page."""
    found: dict[tuple[str, str | None, str | None], Option] = {}
    have = {(option.asset, option.network) for option in addressed}
    networks = {option.network for option in addressed}
    assets = {option.asset for option in addressed}
    for scan in page.scans:
        if not scan.has("coin") or not _is_read(scan) or scan.line.node.tag == "title":
            continue
        marks = [mark for mark in coin_marks(scan) if not page.is_sum(scan, mark)]
        for asset, network, chain, mark in _phrases(scan, marks):
            if not is_meant(page, scan, mark):
                continue
            if len(scan.tokens) > SHORT_LINE and not _tells_how(page, scan):
                continue
            if _is_network_name(scan, mark) and PLATFORMS[asset] in networks:
                continue
            explicit = network is not None
            home = network or HOME.get(asset)
            if (asset, home) in have or (asset in assets and not explicit):
                continue
            key = (asset, home, chain)
            twin = _same_address(scan, addressed, home)
            if twin is not None:
                found[key] = replace(twin, asset=asset, chain=chain or CHAIN_OF_NATIVE.get(asset))
            if key not in found:
                begin, end = scan.start(mark), scan.end(mark)
                start, stop = page.document.span(begin, end)
                found[
                    key] = Option( rail="crypto", asset=asset, network=home, chain=chain or
                    CHAIN_OF_NATIVE.get(asset), start=start, end=stop, quote=quote(page.document, begin,
                    end),
                )  # fmt: skip
    return _most_explicit(list(found.values()))


def _same_address(scan: Scan, addressed: list[Option], network: str | None) -> Option | None:
    """The one option of a network whose address a line shares: "USDT (ERC-20): same address"."""
    twins = [option for option in addressed if option.network == network] if scan.has("same") else []
    return twins[0] if len({option.address for option in twins}) == 1 else None


def _tells_how(page: Page, scan: Scan) -> bool:
    """Whether a line speaks of paying, or names other ways too: "neither cards nor PayPal, only Monero"."""
    return page.is_paying(scan) or scan.has("brand", "rail")


def _is_network_name(scan: Scan, mark: Mark) -> bool:
    """ "Tron", "Ethereum", "TON": the name of a network as well as of its coin."""
    also = any(other.sense in ("net", "chain") for other in scan.at.get(mark.first, ()))
    return also and mark.value in PLATFORMS


def _most_explicit(options: list[Option]) -> list[Option]:
    """Without a coin's bare mention where the page also says its network."""
    said = {(option.asset, bool(option.network)) for option in options}
    return [o for o in options if o.network or (o.asset, True) not in said]


def _phrases(scan: Scan, marks: list[Mark]) -> list[tuple[str, str | None, str | None, Mark]]:
    """Each coin with the network that its own words name: "USDT (TRC-20)", "USDC on Base", "Ether"."""
    found: list[tuple[str, str | None, str | None, Mark]] = []
    claimed: set[int] = set()
    coins = [mark for mark in marks if mark.sense == "coin"]
    for mark in coins:
        if mark.first in claimed:
            continue
        if mark.value not in TOKENS:
            lightning = mark.value == "BTC" and any(
                n.value == "lightning" and abs(n.first - mark.last) <= 3 for n in marks if n.sense == "net"
            )
            found.append((mark.value, "lightning" if lightning else None, None, mark))
            continue
        named = _networks_after(scan, mark, marks, claimed)
        found.extend((mark.value, network, chain, mark) for network, chain in named)
        if not named:
            found.append((mark.value, None, None, mark))
    return [entry for entry in found if entry[3].first not in claimed or entry[0] in TOKENS]


def _networks_after(
    scan: Scan, mark: Mark, marks: list[Mark], claimed: set[int]
) -> list[tuple[str, str | None]]:
    """The networks right behind a token's name (or right before it, as in "TRC20 USDT")."""
    found: list[tuple[str, str | None]] = []
    edge = mark.last
    for other in marks:
        if other.first <= mark.last or other.first == mark.first:
            continue
        between = [token.text.lower() for token in scan.tokens[edge + 1 : other.first]]
        if len(between) > 3 or not set(between) <= _BETWEEN:
            break
        listed = set(between) & {"/", ","}
        if other.sense == "coin" and other.value in TOKENS:
            break
        if other.sense == "coin" and (listed or other.value not in PLATFORMS):
            break
        network = _as_network(other)
        if network is not None and network not in found:
            found.append(network)
        claimed.add(other.first)
        edge = other.last
    if not found:
        before = [
            o
            for o in marks
            if o.last < mark.first and mark.first - o.last <= 2 and o.sense in ("net", "chain")
        ]
        found = [n for o in before[-1:] if (n := _as_network(o)) is not None]
    return found


def _as_network(mark: Mark) -> tuple[str, str | None] | None:
    if mark.sense == "net":
        return mark.value, None
    if mark.sense == "chain":
        return _CHAIN_NETWORK, mark.value
    network = PLATFORMS.get(mark.value)
    return (network, CHAIN_OF_NATIVE.get(mark.value)) if network else None
