"""The invented world that the demonstration watches: hands, the sites each of them runs, and its addresses.

A *hand* stands behind all sites of a brand, or behind one site alone: the same template, prices, languages,
contacts, and addresses that change from time to time. Everything follows from the seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from random import Random

from farthing.records.demo import addresses, growth
from farthing.records.demo.chance import seeded
from farthing.records.demo.wording import FIRST_WORDS, HOST_WORDS, SECOND_WORDS, TIERS, WORDINGS, Wording
from farthing.records.words import SiteKind


@dataclass(frozen=True, slots=True)
class Coin:
    """What a page asks to be paid with: how it says so, and what that means."""

    said: str
    asset: str
    network: str
    chain: str
    since: int
    dollars: int  # about what one was worth; 1 for a coin that follows the dollar


COINS = (
    Coin("Bitcoin", "BTC", "bitcoin", "", 2018, 30_000),
    Coin("Litecoin", "LTC", "litecoin", "", 2018, 90),
    Coin("Ethereum", "ETH", "evm", "ethereum", 2018, 2_000),
    Coin("Dogecoin", "DOGE", "dogecoin", "", 2020, 1),
    Coin("USDT (TRC20)", "USDT", "tron", "", 2020, 1),
    Coin("USDT (ERC20)", "USDT", "evm", "ethereum", 2019, 1),
    Coin("USDT (BEP20)", "USDT", "evm", "bsc", 2021, 1),
    Coin("Monero", "XMR", "monero", "", 2019, 160),
)
_LIKELY = (8, 3, 4, 1, 5, 2, 2, 3)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who stands behind one or more sites; `brand` is empty where nobody has given it a name."""

    number: int
    brand: str
    wording: Wording
    coins: tuple[Coin, ...]
    tiers: tuple[str, ...]
    price: int  # dollars for thirty days of the first tier
    changes_after: int  # days until an address is replaced
    an_address_a_site: bool
    contacts: tuple[tuple[str, str], ...]
    fingerprint: str

    def address(self, coin: Coin, at: datetime, site: int) -> str:
        """The address for `coin` that the hand's pages show at `at`."""
        turn = at.toordinal() // self.changes_after
        owner = f"site {site}" if self.an_address_a_site else f"hand {self.number}"
        return addresses.address(coin.network, seeded(owner, coin.network, turn))


@dataclass(frozen=True, slots=True)
class Site:
    number: int
    address: str
    kind: SiteKind
    hand: Hand


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody looked at a site: which one, when, and for the how manieth time."""

    site: Site
    at: datetime
    first: bool


def visits(sites: int, observations: int, now: datetime) -> list[Visit]:
    """`observations` visits to `sites` sites, earliest first; each site is visited at least once."""
    random = seeded("world")
    firsts = growth.first_visits(sites, now, random)
    hands = _hands_of_sites(firsts, random)
    made = [_site(number, hand, random) for number, hand in enumerate(hands)]
    found = [Visit(site, at, True) for site, at in zip(made, firsts, strict=True)]
    again = growth.returns(firsts, observations - sites, now, random)
    found += [Visit(made[number], at, False) for number, at in again]
    return sorted(found, key=lambda visit: (visit.at, visit.site.number))


def brand_names() -> list[str]:
    """As many invented names as there are brands."""
    return [f"{first} {second}" for first, second in product(FIRST_WORDS, SECOND_WORDS)][: growth.BRANDS]


def _hands_of_sites(firsts: list[datetime], random: Random) -> Iterator[Hand]:
    """Who stands behind each site, in the order of their first visits: brands grow, and new ones appear."""
    names = brand_names()
    random.shuffle(names)
    branded: list[Hand] = []
    for number, at in enumerate(firsts):
        due = 1 + number * growth.BRANDS * 5 // (len(firsts) * 4)  # every name has come up by four fifths
        if len(branded) < min(due, growth.BRANDS):
            branded.append(_hand(number, names[len(branded)], at, random))
            yield branded[-1]
        elif random.random() < 0.75:
            # Few brands are large: the square of a uniform number leans to the older half of the last sixty.
            recent = branded[-60:]
            yield recent[int(random.random() ** 2 * len(recent))]
        else:
            yield _hand(number, "", at, random)


def _hand(number: int, brand: str, at: datetime, random: Random) -> Hand:
    known = [(coin, weight) for coin, weight in zip(COINS, _LIKELY, strict=True) if coin.since <= at.year]
    drawn = random.choices(
        [coin for coin, _ in known], [weight for _, weight in known], k=random.choice((1, 1, 2, 2, 3))
    )
    return Hand(
        number=number,
        brand=brand,
        wording=random.choices(WORDINGS, (8, 3, 2, 3, 1, 1, 1, 3, 1))[0],
        coins=tuple(dict.fromkeys(drawn)),
        tiers=random.choice(TIERS),
        price=random.choice((10, 15, 20, 25, 30, 40, 50)),
        changes_after=random.choice((45, 90, 180, 365, 3650)),
        an_address_a_site=random.random() < 0.2,
        contacts=tuple(_contacts(number, random)),
        fingerprint=random.randbytes(8).hex(),
    )


def _contacts(number: int, random: Random) -> Iterator[tuple[str, str]]:
    """One or two ways to reach the hand; `{host}` stands for the site on which it is written."""
    word = random.choice(HOST_WORDS)
    ways = {
        "email": random.choice((f"{word}{number}@postbox.example", "office@{host}")),
        "telegram": f"@{word}_{number}",
        "session": addresses.session_id(random),
        "jabber": f"{word}{number}@chat.example",
    }
    for kind in random.sample(list(ways), k=random.choice((1, 1, 2))):
        yield kind, ways[kind]


def _site(number: int, hand: Hand, random: Random) -> Site:
    kind = random.choices(tuple(_KINDS), tuple(_KINDS.values()))[0]
    return Site(number, _address(number, kind, random), kind, hand)


def _address(number: int, kind: SiteKind, random: Random) -> str:
    if kind is SiteKind.HIDDEN_SERVICE:
        return f"http://{addresses.onion(random)}/"
    host = invented_host(number, random)
    return f"https://{host}/{random.choice(('', '', 'join', 'members/pay'))}"


def invented_host(number: int, random: Random) -> str:
    """A host that no other site has and that can never exist (RFC 2606)."""
    words = "-".join(random.sample(HOST_WORDS, 2))
    return f"{words}-{number:04d}.{random.choice(('invalid', 'test'))}"


_KINDS = {
    SiteKind.WEBSITE: 50,
    SiteKind.HIDDEN_SERVICE: 20,
    SiteKind.FORUM: 8,
    SiteKind.FILE_HOST: 6,
    SiteKind.IMAGE_BOARD: 5,
    SiteKind.LINK_SITE: 5,
    SiteKind.BLOG: 3,
    SiteKind.OTHER: 3,
}
