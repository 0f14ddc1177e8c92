"""Options with an address: what `coins` finds on the page, its coin and network settled by the words around
it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from farthing.coins import Hit
from farthing.coins.schemes.tokens import ROWS
from farthing.pages.markup.tree import Node, lines_of
from farthing.pages.options.assets import (
    CHAIN_OF_NATIVE,
    HOME,
    NATIVE,
    NATIVE_OF_CHAIN,
    PLATFORMS,
    TOKENS,
    carried,
)
from farthing.pages.options.between import AND, LISTING
from farthing.pages.options.memo import memo_beside
from farthing.pages.options.page import Page, coin_marks
from farthing.pages.options.places import Place
from farthing.pages.options.refusals import is_denied
from farthing.pages.quoting import quote
from farthing.pages.reading import Option
from farthing.pages.words.lexicon import Mark
from farthing.pages.words.scan import Scan

_CONTRACTS = frozenset(contract.lower() for _, contract, *_ in ROWS)
_HAVE_TOKENS = frozenset({"evm", "tron", "solana", "ton", "stellar"})
_LISTING = AND | LISTING  # between the coins of a list
_ALSO_IN = frozenset({"en", "l", "'", "’", "the", "та"})  # "and" here, elsewhere "on" or an article
_PREFIXED = frozenset("وו")  # "and" that is written together with the next word
_BEHIND = 6  # tokens behind an address within which a word still speaks of it
_BOUND = 2  # tokens from a word that warns to a least sum that it warns of
_SENTENCE = frozenset(".;!。；！")
_ABOVE = 4  # lines looked at above an address for its label


@dataclass(frozen=True, slots=True)
class Said:
    """What the words around an address name: coins, networks and chains, in the order of the page."""

    coins: tuple[str, ...]
    networks: tuple[str, ...]
    chains: tuple[str, ...]
    listed: bool  # the coins stand in a list: each of them is meant
    joined: frozenset[str] = frozenset()  # coins after an "and" where one address is said to be for all


def address_options(page: Page, found: list[Place]) -> list[Option]:
    """One option for each coin, network and address."""
    options: dict[tuple[str | None, ...], Option] = {}
    seen: set[str] = set()
    for index, place in enumerate(found):
        line = page.line_at(place.start)
        if line is None:
            continue
        scan = page.by_number.get(line.number)
        if scan is None:  # of a line whose words are not read
            if place.hit.address in seen:
                continue
            scan = Scan(line, [], [])
        seen.add(place.hit.address)
        previous = found[index - 1].end if index else 0
        following = found[index + 1].start if index + 1 < len(found) else len(page.document.text)
        why = _why_out(page, scan, place, previous, following)
        if why is not None:
            page.passed.append((place, why))
            continue
        said = _said(page, scan, place, previous, following)
        for option in _settled(page, place, said):
            key = (option.asset, option.network, option.address, option.chain)
            known = options.get(key)
            if known is None or (known.memo is None and option.memo is not None):
                options[key] = option
    return _without_repeats(list(options.values()))


def _without_repeats(options: list[Option]) -> list[Option]:
    """An address whose words name its coin once needs no second option by default elsewhere."""
    kept: list[Option] = []
    of_kept: set[int] = set()
    of_account: dict[tuple[str | None, str | None], list[Option]] = {}
    for option in options:
        of_account.setdefault((option.address, option.network), []).append(option)
    for option in options:
        twins = [o for o in of_account[option.address, option.network] if o is not option]
        native = option.asset == NATIVE.get(option.network or "")
        hidden = option.quote.before == option.quote.after == ""
        if twins and (hidden and native) and any(o.asset != option.asset for o in twins):
            continue
        if any(o.asset == option.asset and (o.chain or not option.chain) and id(o) in of_kept for o in twins):
            continue
        kept.append(option)
        of_kept.add(id(option))
    return kept


def _why_out(page: Page, scan: Scan, place: Place, previous: int, following: int) -> str | None:
    """Why an address is no option: struck out, given as old, or a token's contract."""
    if scan.line.is_struck(place.start, place.end):
        return "struck out"
    if place.hit.address.lower() in _CONTRACTS:
        return "a token's contract"
    for known, mark in _labels(page, scan, place, previous, following):
        if mark.sense == "retired":
            return f"given as old: {page.document.text[known.start(mark) : known.end(mark)]}"
        if known.start(mark) < place.start and place.hit.networks[0] in _HAVE_TOKENS:
            return "a token's contract"
    return None


def _labels(
    page: Page, scan: Scan, place: Place, previous: int, following: int
) -> Iterator[tuple[Scan, Mark]]:
    """The words "old", "do not use", "contract" that belong to an address: those before it in its line, those
    close behind it that lead to no other, and those of the line above that leads to it alone."""
    for mark in scan.all("retired", "contract"):
        if any(0 < limit.first - mark.last <= _BOUND for limit in scan.all("limit")):
            continue  # "do not send less than 5 €"
        if previous <= scan.start(mark) < place.start:
            yield scan, mark
        elif place.end <= scan.start(mark) < following:
            between = [token for token in scan.tokens if place.end <= token.start < scan.start(mark)]
            to_another = following < scan.line.end and any(token.text in _SENTENCE for token in between)
            if len(between) <= _BEHIND and not to_another:
                yield scan, mark
    above = page.by_number.get(scan.line.number - 1)
    alone = place.start - scan.line.start < 3
    if alone and above is not None and previous <= above.line.start and len(above.tokens) < 25:
        yield from ((above, mark) for mark in above.all("retired", "contract"))


def _said(page: Page, scan: Scan, place: Place, previous: int, following: int) -> Said:
    """The words for coins and networks that belong to an address: before it in its line, after it, above
    it."""
    if scan.line.hidden:
        return _said_around(page, scan, place)
    row = next((node for node in scan.line.node.ancestors() if node.tag == "tr"), None)
    if row is not None:
        inside = _row(page, row, previous, following)
        if any(marks for _, marks in inside):
            return _gather(inside)
    left = _marks(scan, max(previous, scan.line.start), place.start)
    right = _marks(scan, place.end, min(following, scan.line.end))
    bracketed = _brackets(page, place, right, scan)
    if left or bracketed:
        return _gather([(scan, left + bracketed)])
    if right and not (following < scan.line.end):
        return _gather([(scan, right)])
    above = _above(page, scan, previous)
    if above:
        return _gather(above)
    heading = page.heading_of(scan)
    if heading is not None:
        marks = _marks(heading, heading.line.start, heading.line.end)
        if marks:
            return _gather([(heading, marks)])
    below = page.by_number.get(scan.line.number + 1)
    if below is not None and following >= below.line.end and len(below.tokens) < 12:
        return _gather([(below, _marks(below, below.line.start, below.line.end))])
    return Said((), (), (), False)


def _said_around(page: Page, scan: Scan, place: Place) -> Said:
    """For an address that is not shown: the words of its own value, else those at which it stands."""
    own = _marks(scan, scan.line.start, scan.line.end)
    if own or scan.line.source == "script":
        return _gather([(scan, own)])
    shown = page.by_number.get(scan.line.near)
    if shown is None:
        return Said((), (), (), False)
    marks = _marks(shown, shown.line.start, shown.line.end)
    above = [(shown, marks)] if marks else _above(page, shown, 0)
    if above:
        return _gather(above)
    heading = page.heading_of(shown)
    return _gather([(heading, _marks(heading, heading.line.start, heading.line.end))] if heading else [])


def _row(page: Page, row: Node, previous: int, following: int) -> list[tuple[Scan, list[Mark]]]:
    """The words of a table row that stand between the addresses before and after."""
    scans = [page.by_number[line.number] for line in lines_of(row) if line.number in page.by_number]
    return [(scan, _marks(scan, previous, following)) for scan in scans]


def _above(page: Page, scan: Scan, previous: int) -> list[tuple[Scan, list[Mark]]]:
    """The lines above an address up to the one that names its coin, topmost first."""
    found: list[tuple[Scan, list[Mark]]] = []
    for back in range(1, _ABOVE + 1):
        above = page.by_number.get(scan.line.number - back)
        if above is None or above.line.hidden != scan.line.hidden or scan.line.hidden:
            break
        marks = _marks(above, max(previous, above.line.start), above.line.end)
        if marks and (not found or len(above.tokens) < 12):
            found.insert(0, (above, marks))
        named = [mark.value for mark in marks if mark.sense == "coin"]
        if any(coin not in PLATFORMS for coin in named) or previous > above.line.start:
            break
    return found


def _marks(scan: Scan, start: int, end: int) -> list[Mark]:
    marks = [m for m in coin_marks(scan) if start <= scan.start(m) and scan.end(m) <= end]
    if not scan.has("no", "without", "except"):
        return marks
    return [mark for mark in marks if not is_denied(scan, mark)]


def _brackets(page: Page, place: Place, right: list[Mark], scan: Scan) -> list[Mark]:
    """Words in brackets right after an address: "T… (TRC20)"."""
    after = page.document.text[place.end : place.end + 3].strip()
    if not after.startswith(("(", "[", "（")):
        return []
    closing = min(
        (i for i in (page.document.text.find(s, place.end) for s in ")]）") if i > 0), default=place.end
    )
    return [mark for mark in right if scan.end(mark) <= closing]


def _gather(groups: list[tuple[Scan, list[Mark]]]) -> Said:
    coins: list[str] = []
    networks: list[str] = []
    chains: list[str] = []
    joined: set[str] = set()
    listed = any(scan.has("same") for scan, _ in groups)
    for scan, marks in groups:
        last: Mark | None = None
        for mark in marks:
            value = mark.value
            if mark.sense == "coin":
                if last is not None and last.sense == "coin" and mark.first > last.last:
                    listed = listed or _is_joined(scan, last, mark)
                if scan.has("same") and mark.first and scan.tokens[mark.first - 1].text.lower() in AND:
                    joined.add(value)
                coins.append(value)
                last = mark
            else:
                (networks if mark.sense == "net" else chains).append(value)
    return Said(tuple(coins), tuple(networks), tuple(chains), listed, frozenset(joined))


def _is_joined(scan: Scan, one: Mark, other: Mark) -> bool:
    """Whether two coins stand as in a list: "ETH / USDT", "ETH and USDT", "ETH ו-USDT"."""
    between = {token.text.lower() for token in scan.tokens[one.last + 1 : other.first]}
    if not between:
        return one.value != other.value and scan.tokens[other.first].text[0] in _PREFIXED
    if one.value not in TOKENS and between <= _LISTING | _ALSO_IN:
        return True
    return between <= _LISTING or (between <= _PREFIXED | {"-", "־"} and bool(between & _PREFIXED))


def _settled(page: Page, place: Place, said: Said) -> list[Option]:
    hit = place.hit
    network = _network(hit, said)
    carries = carried(network)
    coins = [coin for coin in dict.fromkeys(said.coins) if coin in carries]
    tokens = [coin for coin in coins if coin in TOKENS]
    if tokens and not said.listed:
        coins = [tokens[-1]] if len(tokens) == 1 or network != "evm" else tokens
    elif len(coins) > 1 and not said.listed:
        coins = coins[-1:]
    if said.listed and tokens and not any(coin not in TOKENS for coin in said.coins[:1]):
        coins = [coin for coin in coins if coin in TOKENS or coin in said.joined]
    chain = _chain(hit, said, coins) if network == "evm" else None
    on_network = hit.asset == NATIVE.get(network) and (said.networks or said.chains)
    if hit.asset and hit.asset in carries and not coins and not on_network:
        coins = [hit.asset]
    if not coins:
        coins = [_default(page, network, chain)]
    memo = (hit.memo or "").rstrip(".,;") or memo_beside(page, place.start, place.end, network)
    start, end = page.document.span(place.start, place.end)
    return [
        Option(
            rail="crypto", asset=coin, network=network, address=hit.address, memo=memo,
            chain=chain if chain or network != "evm" else CHAIN_OF_NATIVE.get(coin),
            start=start, end=end, quote=quote(page.document, place.start, place.end),
        )
        for coin in coins
    ]  # fmt: skip


def _network(hit: Hit, said: Said) -> str:
    """Of the networks on which the address is valid the one that the words name, else the first."""
    if len(hit.networks) == 1:
        return hit.networks[0]
    named = [n for n in said.networks if n in hit.networks]
    named += [HOME[coin] for coin in said.coins if HOME.get(coin) in hit.networks]
    return named[-1] if named else hit.networks[0]


def _chain(hit: Hit, said: Said, coins: list[str]) -> str | None:
    if said.chains:
        return said.chains[-1]
    if hit.chain:
        return hit.chain
    return CHAIN_OF_NATIVE.get(coins[0]) if coins else None


def _default(page: Page, network: str, chain: str | None) -> str:
    """With no coin named beside the address: the token that the page speaks of, else the native coin."""
    native = NATIVE_OF_CHAIN.get(chain or "", NATIVE.get(network, network.upper()))
    carries = carried(network)
    if network in ("tron", "evm", "solana", "ton") and (native not in page.spoken or chain):
        for token in ("USDT", "USDC", "DAI", "BUSD"):
            if token in page.spoken and token in carries:
                return token
    return native
