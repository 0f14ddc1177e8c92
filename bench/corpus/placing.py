"""Where an address stands on a page, and what only looks like one."""

from dataclasses import dataclass
from random import Random

import base58

from corpus import encode
from corpus.kinds import Kind

CONTEXTS = {"tag": 35, "path": 20, "query": 15, "uri": 15, "json": 10, "sentence": 5}
_SLUGS = {"Ethereum": "ethereum", "Rootstock": "rootstock"}
_PATTERNS = {
    "tag": (
        "<p>{name} ({asset}): <code>{x}</code></p>",
        '<div class="wallet" data-coin="{asset}"><span>{x}</span></div>',
        '<input readonly name="{asset}_address" value="{x}">',
        '<table><tr><td>{asset} address</td><td class="mono">{x}</td></tr></table>',
    ),
    "path": (
        '<a href="https://explorer.example/{slug}/address/{x}">view</a>',
        "https://scan.example/{slug}/address/{x}/transactions",
    ),
    "query": (
        '<a href="https://pay.example/checkout?coin={asset}&to={x}&amount={amount}">continue</a>',
        "https://pay.example/checkout?network={slug}&address={x}",
    ),
    "uri": ('<a href="{uri}">open</a>', "{uri}"),
    "json": (
        '{{"network":"{slug}","address":"{x}","amount":"{amount}"}}',
        '<script type="application/json">{{"wallets": {{"{asset}": "{x}"}}}}</script>',
    ),
    "sentence": (
        "<p>Send {amount} {asset} by {name} to {x}.</p>",
        "30 days access: pay {amount} {asset} to {x}.",
    ),
    "bare": ('<script>var k="{x}",v=1;</script>', '<li data-key="{x}">tempor</li>'),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """One line: `line[start:start + len(text)]` is the address, or what only looks like one."""

    line: bytes
    start: int
    text: str
    context: str


def place(random: Random, kind: Kind, text: str, context: str | None = None) -> Placed:
    """`text` in a context that leaves no doubt of what it is; a payment is spoken of but in a `bare` one."""
    context = context or random.choices([*CONTEXTS], [*CONTEXTS.values()])[0]
    if context == "uri" and kind.label.endswith("without prefix"):
        context = "tag"  # in a URI the prefix is the scheme
    coin = kind.coin
    line = random.choice(_PATTERNS[context]).format(
        name=coin.name,
        asset=coin.asset,
        slug=_SLUGS.get(coin.name, coin.network),
        amount=f"{random.randint(1, 99_999) / 1e5:.5f}",
        uri=coin.uri.format("\0"),
        x="\0",
    )
    before, after = line.split("\0")
    return Placed((before + text + after).encode(), len(before), text, context)


def near_miss(random: Random, kind: Kind, text: str) -> Placed:
    """`text` with one character changed inside its alphabet (EIP-55: one letter's case), in its own context.

    A kind without a checksum has no near misses: there it is another address where nothing supports it, and
    an offer (whose records must parse) with a character missing.
    """
    if kind.kind == "bolt12-offer":
        at = random.randrange(kind.start, len(text))
        return place(random, kind, text[:at] + text[at + 1 :])
    if not kind.checked:
        return place(random, kind, kind.make(random), "bare")
    changed = _changed(random, kind, text)
    while _is_address(kind, changed):
        changed = _changed(random, kind, text)
    return place(random, kind, changed)


def _changed(random: Random, kind: Kind, text: str) -> str:
    if kind.coin.network == "evm":
        at = random.choice([at for at in range(2, len(text)) if text[at].isalpha()])
        return text[:at] + text[at].swapcase() + text[at + 1 :]
    alphabet = kind.alphabet.upper() if text.isupper() else kind.alphabet
    at = random.randrange(kind.start, len(text))
    return text[:at] + random.choice(alphabet.replace(text[at], "")) + text[at + 1 :]


def _is_address(kind: Kind, text: str) -> bool:
    """Whether the change made another address, where a checksum is so short that this happens."""
    if kind.coin.network == "evm":
        digits = text[2:]
        return text == encode.eip55(digits.lower()) or digits in (digits.lower(), digits.upper())
    if kind.coin.network == "polkadot":
        return text == encode.ss58(base58.b58decode(text)[:-2])
    return False
