"""Every network and kind of FORMATS.md, with the words and the payment URI that go with it on a page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

import base58
import bech32

from corpus import encode

BASE58 = base58.BITCOIN_ALPHABET.decode()
BECH32 = bech32.CHARSET
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
CASH = "bitcoincash:"


@dataclass(frozen=True, slots=True)
class Coin:
    """What pages call a network: its word, ticker and name, and the URI that pays an address on it."""

    network: str
    asset: str
    name: str
    uri: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to write an address.

    `label` names it in the tables, `networks` is where the string is valid, `start` how many characters a
    near miss leaves alone, `alphabet` what it draws from; `upper` where upper case is the same address.
    """

    label: str
    coin: Coin
    kind: str
    make: Callable[[Random], str]
    alphabet: str
    start: int
    networks: tuple[str, ...]
    checked: bool = True
    upper: bool = False

    def address(self, text: str) -> str:
        """The canonical spelling (FORMATS.md)."""
        if self.coin.network == "evm":
            return encode.eip55(text[2:].lower())
        lower = text.lower() if self.upper else text
        bare = self.coin.network == "bitcoin-cash" and not lower.startswith(CASH)
        return CASH + lower if bare else lower


BITCOIN = Coin("bitcoin", "BTC", "Bitcoin", "bitcoin:{}?amount=0.0025")
SILENT = Coin("bitcoin", "BTC", "Bitcoin", "bitcoin:?sp={}")
LITECOIN = Coin("litecoin", "LTC", "Litecoin", "litecoin:{}?amount=0.5")
DOGECOIN = Coin("dogecoin", "DOGE", "Dogecoin", "dogecoin:{}?amount=120")
DASH = Coin("dash", "DASH", "Dash", "dash:{}?amount=1.5")
CASH_COIN = Coin("bitcoin-cash", "BCH", "Bitcoin Cash", "{}?amount=0.1")
ZCASH = Coin("zcash", "ZEC", "Zcash", "zcash:{}?amount=0.75")
MONERO = Coin("monero", "XMR", "Monero", "monero:{}?tx_amount=0.3")
EVM = Coin("evm", "ETH", "Ethereum", "ethereum:{}?value=2500000000000000")
ROOTSTOCK = Coin("evm", "RBTC", "Rootstock", "rsk:{}")
TRON = Coin("tron", "USDT", "TRC20", "tron:{}?amount=30")
XRP = Coin("xrp", "XRP", "Ripple", "xrpl:{}?amount=25")
SOLANA = Coin("solana", "SOL", "Solana", "solana:{}?amount=0.4")
CARDANO = Coin("cardano", "ADA", "Cardano", "web+cardano:{}?amount=40")
TON = Coin("ton", "TON", "Toncoin", "ton://transfer/{}?amount=5000000000")
STELLAR = Coin("stellar", "XLM", "Stellar", "web+stellar:pay?destination={}&amount=50")
POLKADOT = Coin("polkadot", "DOT", "Polkadot", "polkadot:{}")
COSMOS = Coin("cosmos", "ATOM", "Cosmos", "cosmos:{}")
ALGORAND = Coin("algorand", "ALGO", "Algorand", "algorand://{}?amount=5000000")
LIGHTNING = Coin("lightning", "BTC", "Lightning", "lightning:{}")


def _kind(
    coin: Coin,
    kind: str,
    make: Callable[[Random], str],
    alphabet: str = BASE58,
    start: int = 1,
    *,
    spelling: str = "",
    networks: tuple[str, ...] = (),
    upper: bool = False,
) -> Kind:
    label = f"{coin.network} {kind}{spelling}"
    return Kind(label, coin, kind, make, alphabet, start, networks or (coin.network,), upper=upper)


def _unchecked(coin: Coin, kind: str, make: Callable[[Random], str]) -> Kind:
    return Kind(f"{coin.network} {kind}", coin, kind, make, "", 0, (coin.network,), checked=False)


def _drawn(size: int, write: Callable[[bytes], str]) -> Callable[[Random], str]:
    """What `write` makes of so many random bytes."""
    return lambda random: write(random.randbytes(size))


def _hashed(coin: Coin, kind: str, version: str, start: int = 1, networks: tuple[str, ...] = ()) -> Kind:
    """Version bytes and a hash of 20 bytes in Base58Check."""
    make = _drawn(20, lambda digest: encode.base58_check(bytes.fromhex(version) + digest))
    return _kind(coin, kind, make, start=start, networks=networks)


def _segwit(coin: Coin, kind: str, hrp: str, version: int, size: int) -> Kind:
    make = _drawn(size, lambda program: encode.segwit(hrp, version, program))
    return _kind(coin, kind, make, BECH32, len(hrp) + 2, upper=True)


def _bech32(coin: Coin, kind: str, hrp: str, make: Callable[[Random], str]) -> Kind:
    return _kind(coin, kind, make, BECH32, len(hrp) + 1, upper=True)


def _in_bech32(coin: Coin, kind: str, hrp: str, size: int, constant: int = encode.BECH32) -> Kind:
    make = _drawn(size, lambda payload: encode.in_bech32(hrp, encode.symbols(payload), constant))
    return _bech32(coin, kind, hrp, make)


def _cash(kind: str, version: int, size: int, prefix: str = CASH, spelling: str = "") -> Kind:
    make = _drawn(size, lambda digest: prefix + encode.cash_address(version, digest))
    return _kind(CASH_COIN, kind, make, BECH32, len(prefix) + 1, spelling=spelling, upper=True)


def _evm(spelling: str, make: Callable[[Random], str], coin: Coin = EVM, checked: bool = True) -> Kind:
    return Kind(f"evm {spelling}", coin, "account", make, "abcdef", 2, ("evm",), checked)


def _digits(random: Random) -> str:
    """Twenty bytes whose EIP-55 spelling has both cases, so that one case is never right by chance."""
    while True:
        digits = random.randbytes(20).hex()
        if encode.eip55(digits)[2:] not in (digits, digits.upper()):
            return digits


KINDS: tuple[Kind, ...] = (
    _hashed(BITCOIN, "p2pkh", "00"),
    _hashed(BITCOIN, "p2sh", "05", networks=("bitcoin", "litecoin")),
    _segwit(BITCOIN, "p2wpkh", "bc", 0, 20),
    _segwit(BITCOIN, "p2wsh", "bc", 0, 32),
    _segwit(BITCOIN, "p2tr", "bc", 1, 32),
    _bech32(SILENT, "silent-payment", "sp", lambda r: encode.two_keys(r, "sp", encode.BECH32M)),
    _hashed(LITECOIN, "p2pkh", "30"),
    _hashed(LITECOIN, "p2sh", "32"),
    _segwit(LITECOIN, "p2wpkh", "ltc", 0, 20),
    _segwit(LITECOIN, "p2wsh", "ltc", 0, 32),
    _segwit(LITECOIN, "p2tr", "ltc", 1, 32),
    _bech32(LITECOIN, "mweb", "ltcmweb", lambda r: encode.two_keys(r, "ltcmweb", encode.BECH32)),
    _hashed(DOGECOIN, "p2pkh", "1e"),
    _hashed(DOGECOIN, "p2sh", "16"),
    _hashed(DASH, "p2pkh", "4c"),
    _hashed(DASH, "p2sh", "10"),
    _cash("p2pkh", 0, 20),
    _cash("p2pkh", 0, 20, "", " without prefix"),
    _cash("p2sh", 8, 20),
    _cash("p2sh", 8, 20, "", " without prefix"),
    _cash("p2sh32", 8 | 3, 32),
    _cash("p2pkh", 16, 20, spelling=" for tokens"),
    _cash("p2sh", 24, 20, spelling=" for tokens"),
    _hashed(ZCASH, "p2pkh", "1cb8", 2),
    _hashed(ZCASH, "p2sh", "1cbd", 2),
    _in_bech32(ZCASH, "sapling", "zs", 43),
    _bech32(ZCASH, "unified", "u", encode.unified),
    _in_bech32(ZCASH, "tex", "tex", 20, encode.BECH32M),
    _kind(MONERO, "primary", _drawn(64, partial(encode.monero, 18))),
    _kind(MONERO, "subaddress", _drawn(64, partial(encode.monero, 42))),
    _kind(MONERO, "integrated", _drawn(72, partial(encode.monero, 19))),
    _evm("EIP-55", lambda r: encode.eip55(_digits(r))),
    _evm("EIP-1191", lambda r: encode.eip55(_digits(r), "30"), ROOTSTOCK),
    _evm("lower case", lambda r: "0x" + _digits(r), checked=False),
    _evm("upper case", lambda r: "0x" + _digits(r).upper(), checked=False),
    _hashed(TRON, "account", "41"),
    _kind(XRP, "classic", _drawn(20, lambda account: encode.base58_check(b"\0" + account, encode.RIPPLE))),
    _kind(XRP, "x-address", encode.x_address),
    _unchecked(SOLANA, "account", lambda r: base58.b58encode(encode.ed25519(r)).decode()),
    _bech32(CARDANO, "base", "addr", lambda r: encode.shelley(r, r.randrange(4), r.randbytes(28))),
    _bech32(CARDANO, "pointer", "addr", lambda r: encode.shelley(r, r.choice((4, 5)), b"\x81\x16\x03\x05")),
    _bech32(CARDANO, "enterprise", "addr", lambda r: encode.shelley(r, r.choice((6, 7)), b"")),
    _kind(CARDANO, "byron", encode.byron, start=6),
    _kind(TON, "bounceable", lambda r: encode.ton(r, 0x11), BASE64, 2),
    _kind(TON, "non-bounceable", lambda r: encode.ton(r, 0x51), BASE64, 2),
    _unchecked(TON, "raw", _drawn(32, lambda account: "0:" + account.hex())),
    _kind(STELLAR, "account", _drawn(32, partial(encode.strkey, 6)), BASE32, 2),
    _kind(STELLAR, "muxed", _drawn(40, partial(encode.strkey, 12)), BASE32, 2),
    _kind(POLKADOT, "account", _drawn(32, lambda key: encode.ss58(b"\0" + key))),
    _in_bech32(COSMOS, "account", "cosmos", 20),
    _kind(ALGORAND, "account", lambda r: encode.algorand(encode.ed25519(r)), BASE32),
    _bech32(LIGHTNING, "bolt11", "lnbc2500u", encode.invoice),
    Kind("lightning bolt12", LIGHTNING, "bolt12-offer", encode.offer, BECH32, 4, ("lightning",), False, True),
)
