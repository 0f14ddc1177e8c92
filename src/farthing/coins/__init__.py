"""coins: what a payment address is.

One chain table says which networks there are, one module a format says how an address of that format is
written, checked and spelled canonically, and `find` looks for all of them in bytes. Pure: no file, no clock,
no network.

    find(data)            every address in bytes, with the words beside it
    find_in(stream)       the same in a stream of any length
    warm()                compile the kernel that searches many bytes, and load it; `ready()` only loads it
    parse(text)           strict readings of one whole string: an address or a payment URI
    loosen(text)          readings of what a person types into a search box
    diagnose(text)        what is wrong with a typed address, and where
    account_key(…)        the one key under which every spelling of an account is kept
    lookalike(a, b)       same ends, different middle
    CHAINS                the chain table
"""

from __future__ import annotations

from farthing.coins.account import account_key, account_keys
from farthing.coins.chains import ASSET_WORDS, CHAINS, EVM_CHAINS, Chain, EvmChain
from farthing.coins.diagnose import Problem, diagnose
from farthing.coins.errors import CoinsError, Flaw, MemoDisagrees, WrongNetwork
from farthing.coins.find import find
from farthing.coins.hit import Address, Hit
from farthing.coins.keys import PrivateKey, private_keys
from farthing.coins.lookalike import lookalike
from farthing.coins.loosen import loosen
from farthing.coins.parse import parse
from farthing.coins.places import ready, warm
from farthing.coins.stream import find_in

__all__ = [
    "ASSET_WORDS",
    "CHAINS",
    "EVM_CHAINS",
    "Address",
    "Chain",
    "CoinsError",
    "EvmChain",
    "Flaw",
    "Hit",
    "MemoDisagrees",
    "PrivateKey",
    "Problem",
    "WrongNetwork",
    "account_key",
    "account_keys",
    "diagnose",
    "find",
    "find_in",
    "lookalike",
    "loosen",
    "parse",
    "private_keys",
    "ready",
    "warm",
]
