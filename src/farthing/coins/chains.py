"""The chain table: every network Farthing has a word for, and what pages call it.

A `Chain` is a network of FORMATS.md. `words` name the network (matched as whole words, case-folded), `assets`
are what is paid with on it, the native one first; the words for assets stand in `ASSET_WORDS`. `memo` says
what a payment needs besides the address on networks where services share one. `EVM_CHAINS` are the chains
behind the one word `evm`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chain:
    """One network: its word, its name, what is paid with on it, and how text speaks of it."""

    network: str
    name: str
    assets: tuple[str, ...]
    words: tuple[str, ...]
    memo: str | None = None

    @property
    def asset(self) -> str:
        """The native asset's ticker."""
        return self.assets[0]


@dataclass(frozen=True, slots=True)
class EvmChain:
    """One chain behind `evm`: EIP-155 id, ERC-3770 short name, native asset, and the words for it."""

    chain: str
    chain_id: int
    short: str
    asset: str
    words: tuple[str, ...]


_EVM_ASSETS = (
    "ETH", "USDT", "USDC", "BNB", "DAI", "BUSD", "POL", "MATIC", "AVAX", "FTM", "ETC", "WBTC", "WETH",
    "TUSD", "FDUSD", "PYUSD", "SHIB", "LINK", "RBTC", "XDAI", "CRO", "PEPE",
)  # fmt: skip

_ROWS = (
    Chain("bitcoin", "Bitcoin", ("BTC",), ("bitcoin", "btc")),
    Chain("litecoin", "Litecoin", ("LTC",), ("litecoin", "ltc")),
    Chain("dogecoin", "Dogecoin", ("DOGE",), ("dogecoin", "doge")),
    Chain("dash", "Dash", ("DASH",), ("dash",)),
    Chain(
        "bitcoin-cash",
        "Bitcoin Cash",
        ("BCH",),
        ("bitcoin cash", "bitcoin-cash", "bitcoincash", "bch", "bcash"),
    ),
    Chain("zcash", "Zcash", ("ZEC",), ("zcash", "zec")),
    Chain("monero", "Monero", ("XMR",), ("monero", "xmr"), memo="payment id"),
    Chain("evm", "Ethereum and chains like it", _EVM_ASSETS, ("evm", "evm chain")),
    Chain(
        "tron",
        "TRON",
        ("TRX", "USDT", "USDC", "USDD", "TUSD", "BTT"),
        ("tron", "trx", "trc20", "trc-20", "trc 20"),
    ),
    Chain("xrp", "XRP Ledger", ("XRP", "RLUSD"), ("xrp", "xrpl", "ripple"), memo="destination tag"),
    Chain("solana", "Solana", ("SOL", "USDT", "USDC", "PYUSD", "BONK"), ("solana", "sol", "spl")),
    Chain("cardano", "Cardano", ("ADA",), ("cardano", "ada")),
    Chain("ton", "TON", ("TON", "USDT", "NOT"), ("ton", "toncoin", "the open network"), memo="comment"),
    Chain("stellar", "Stellar", ("XLM", "USDC"), ("stellar", "xlm", "lumens"), memo="memo"),
    Chain("polkadot", "Polkadot", ("DOT", "USDT", "USDC"), ("polkadot", "dot")),
    Chain("cosmos", "Cosmos Hub", ("ATOM",), ("cosmos", "atom"), memo="memo"),
    Chain("algorand", "Algorand", ("ALGO", "USDC"), ("algorand", "algo"), memo="note"),
    Chain("lightning", "Lightning", ("BTC",), ("lightning", "lightning network", "bolt11", "bolt12")),
)

CHAINS: dict[str, Chain] = {row.network: row for row in _ROWS}

EVM_CHAINS: tuple[EvmChain, ...] = (
    EvmChain("ethereum", 1, "eth", "ETH", ("ethereum", "erc20", "erc-20", "erc 20", "eth mainnet", "ether")),
    EvmChain(
        "bsc",
        56,
        "bnb",
        "BNB",
        ("bsc", "bep20", "bep-20", "bep 20", "bnb chain", "bnb smart chain", "binance smart chain"),
    ),
    EvmChain("polygon", 137, "matic", "POL", ("polygon", "matic", "polygon pos")),
    EvmChain("arbitrum", 42161, "arb1", "ETH", ("arbitrum", "arbitrum one")),
    EvmChain("optimism", 10, "oeth", "ETH", ("optimism", "op mainnet")),
    EvmChain(
        "base", 8453, "base", "ETH", ("base network", "base chain", "base mainnet", "on base", "base l2")
    ),
    EvmChain("avalanche", 43114, "avax", "AVAX", ("avalanche", "avax", "avax c-chain", "avaxc")),
    EvmChain("fantom", 250, "ftm", "FTM", ("fantom", "ftm")),
    EvmChain("gnosis", 100, "gno", "XDAI", ("gnosis chain", "xdai")),
    EvmChain("ethereum-classic", 61, "etc", "ETC", ("ethereum classic", "ethereum-classic")),
    EvmChain("rootstock", 30, "rsk", "RBTC", ("rsk", "rootstock", "rbtc")),
    EvmChain("linea", 59144, "linea", "ETH", ("linea",)),
    EvmChain("zksync", 324, "zksync", "ETH", ("zksync", "zksync era")),
    EvmChain("cronos", 25, "cro", "CRO", ("cronos",)),
    EvmChain("celo", 42220, "celo", "CELO", ("celo",)),
)

# The chain ids of their test networks, where coins have no worth.
EVM_TEST_CHAINS = (
    3, 4, 5, 31, 42, 69, 97, 300, 338, 420, 1337, 4002, 10200, 17000, 31337, 43113, 44787, 59141, 80001,
    80002, 84531, 84532, 421611, 421613, 421614, 560048, 11155111, 11155420,
)  # fmt: skip

# What pages call an asset, besides its ticker: one asset a line; an underscore stands for a space.
_ASSET_WORDS = """
BTC bitcoin bitcoins xbt биткоин биткойн біткоїн 比特币 比特幣 ビットコイン 비트코인 بيتكوين बिटकॉइन
BTC ביטקוין บิตคอยน์ bitcoinów bitcoinem
LTC litecoin лайткоин лайткойн 莱特币 萊特幣 ライトコイン 라이트코인 لايتكوين
DOGE dogecoin догикоин 狗狗币 狗狗幣 ドージコイン 도지코인
DASH dashcoin 达世币
BCH bitcoin_cash bitcoincash bitcoin-cash bcash 比特币现金 ビットコインキャッシュ
ZEC zcash
XMR monero монеро 门罗币 門羅幣 モネロ 모네로 مونيرو
ETH ethereum ether эфириум эфир 以太坊 以太币 以太幣 イーサリアム 이더리움 إيثريوم إيثيريوم ईथर
USDT tether тезер 泰达币 泰達幣 テザー 테더
USDC usd_coin
BNB binance_coin 币安币
POL polygon
TRX tronix 波场币
XRP ripple рипл 瑞波币 リップル 리플
SOL solana солана ソラナ 솔라나 सोलाना سولانا סולאנה σολάνα โซลานา 索拉纳 索拉納
ADA cardano кардано エイダ
TON toncoin
XLM stellar stellar_lumens lumens
DOT polkadot
ATOM cosmos
ALGO algorand
AVAX avalanche
FTM fantom
ETC ethereum_classic
"""
ASSET_WORDS: dict[str, tuple[str, ...]] = {}
for _asset, *_names in (line.split() for line in _ASSET_WORDS.split("\n") if line):
    _words = tuple(name.replace("_", " ") for name in _names)
    ASSET_WORDS[_asset] = ASSET_WORDS.get(_asset, ()) + _words
