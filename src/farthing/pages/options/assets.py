"""Which assets move on which network, and which network an asset is at home on."""

from __future__ import annotations

NATIVE = {
    "bitcoin": "BTC", "litecoin": "LTC", "dogecoin": "DOGE", "dash": "DASH", "bitcoin-cash": "BCH", "zcash":
    "ZEC", "monero": "XMR", "evm": "ETH", "tron": "TRX", "xrp": "XRP", "solana": "SOL", "cardano": "ADA",
    "ton": "TON", "stellar": "XLM", "polkadot": "DOT", "cosmos": "ATOM", "algorand": "ALGO", "lightning":
    "BTC",
}  # fmt: skip
_STABLE = frozenset({"USDT", "USDC", "DAI", "BUSD", "TUSD", "FDUSD", "PYUSD", "EURC"})
CARRIES = {
    "evm": _STABLE | {"ETH", "BNB", "POL", "AVAX", "ETC"},
    "tron": frozenset({"TRX", "USDT", "USDC", "TUSD"}),
    "solana": frozenset({"SOL", "USDT", "USDC", "PYUSD", "EURC"}),
    "ton": frozenset({"TON", "USDT"}),
    "stellar": frozenset({"XLM", "USDC", "EURC"}),
    "algorand": frozenset({"ALGO", "USDT", "USDC"}),
    "polkadot": frozenset({"DOT", "USDT", "USDC"}),
    "xrp": frozenset({"XRP"}),
}
TOKENS = _STABLE
NATIVE_OF_CHAIN = {
    "ethereum": "ETH", "bsc": "BNB", "polygon": "POL", "avalanche": "AVAX", "arbitrum": "ETH", "optimism":
    "ETH", "base": "ETH",
}  # fmt: skip
CHAIN_OF_NATIVE = {"BNB": "bsc", "POL": "polygon", "AVAX": "avalanche"}
HOME = {asset: network for network, asset in NATIVE.items() if network != "lightning"} | {
    "BNB": "evm", "POL": "evm", "AVAX": "evm", "ETC": "evm",
}  # fmt: skip
MEMO_NETWORKS = frozenset({"xrp", "stellar", "ton", "cosmos", "algorand", "monero"})


def carried(network: str) -> frozenset[str]:
    """What can be paid with at an address of a network."""
    return CARRIES.get(network, frozenset({NATIVE[network]}) if network in NATIVE else frozenset())


PLATFORMS = {
    "TRX": "tron", "ETH": "evm", "SOL": "solana", "TON": "ton", "BNB": "evm", "POL": "evm", "AVAX": "evm",
    "XLM": "stellar", "ALGO": "algorand",
}  # fmt: skip
