"""The tokens that payment URIs name most: what a contract, mint or asset id stands for, and its decimals.

Source: Circle's and Tether's own lists of where USDC and USDT are issued. Where a token is not in this table
nothing is guessed: an amount in raw units of unknown size is none (FORMATS.md).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """What is paid, and how many decimal places its smallest unit has."""

    asset: str
    decimals: int


# Where it is issued (a network, or the chain id on evm), its contract as written there, ticker, decimals.
_ROWS = """
1 0xdAC17F958D2ee523a2206206994597C13D831ec7 USDT 6
1 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48 USDC 6
10 0x94b008aA00579c1307B0EF2c499aD98a8ce58e58 USDT 6
10 0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85 USDC 6
56 0x55d398326f99059fF775485246999027B3197955 USDT 18
56 0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d USDC 18
137 0xc2132D05D31c914a87C6611C10748AEb04B58e8F USDT 6
137 0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359 USDC 6
8453 0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913 USDC 6
42161 0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9 USDT 6
42161 0xaf88d065e77c8cC2239327C5EDb3A432268e5831 USDC 6
43114 0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E USDC 6
tron TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t USDT 6
solana EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v USDC 6
solana Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB USDT 6
ton EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs USDT 6
algorand 31566704 USDC 6
"""
ROWS = tuple(tuple(line.split()) for line in _ROWS.split("\n") if line)


def _key(where: str, contract: str) -> tuple[str, str]:
    """Hexadecimal contracts may be written in any case."""
    return where, contract.lower() if where.isdigit() else contract


_TOKENS = {_key(where, contract): Token(asset, int(decimals)) for where, contract, asset, decimals in ROWS}


def token(where: str, contract: str) -> Token | None:
    """The token with this contract on a network, or on the evm chain of this id."""
    return _TOKENS.get(_key(where, contract))
