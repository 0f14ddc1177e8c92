"""Other people's implementations: what they write we read, and a wrong character we refuse.

`bip-utils` derives accounts of every coin from a seed; the seeds are random, so the accounts are nobody's.
Monero's, integrated and sub-addresses, and the Shelley era come from its own classes for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import bip_utils as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farthing.coins import account_key, find, formats, parse

B44, B49, B84, B86 = oracle.Bip44Coins, oracle.Bip49Coins, oracle.Bip84Coins, oracle.Bip86Coins
DERIVE = {B44: oracle.Bip44, B49: oracle.Bip49, B84: oracle.Bip84, B86: oracle.Bip86}
SEEDS = st.binary(min_size=32, max_size=64)

COINS = [
    (("bitcoin",), "p2pkh", B44.BITCOIN), (("bitcoin", "litecoin"), "p2sh", B49.BITCOIN),
    (("bitcoin",), "p2wpkh", B84.BITCOIN), (("bitcoin",), "p2tr", B86.BITCOIN),
    (("litecoin",), "p2pkh", B44.LITECOIN), (("litecoin",), "p2sh", B49.LITECOIN),
    (("litecoin",), "p2wpkh", B84.LITECOIN), (("dogecoin",), "p2pkh", B44.DOGECOIN),
    (("dogecoin",), "p2sh", B49.DOGECOIN), (("dash",), "p2pkh", B44.DASH), (("dash",), "p2sh", B49.DASH),
    (("bitcoin-cash",), "p2pkh", B44.BITCOIN_CASH), (("bitcoin-cash",), "p2sh", B49.BITCOIN_CASH),
    (("zcash",), "p2pkh", B44.ZCASH), (("zcash",), "p2sh", B49.ZCASH), (("evm",), "account", B44.ETHEREUM),
    (("evm",), "account", B44.POLYGON), (("tron",), "account", B44.TRON), (("xrp",), "classic", B44.RIPPLE),
    (("solana",), "account", B44.SOLANA), (("cardano",), "byron", B44.CARDANO_BYRON_ICARUS),
    (("ton",), "non-bounceable", B44.TON), (("stellar",), "account", B44.STELLAR),
    (("polkadot",), "account", B44.POLKADOT_ED25519_SLIP), (("cosmos",), "account", B44.COSMOS),
    (("algorand",), "account", B44.ALGORAND),
]  # fmt: skip
# Coins whose addresses cannot be told from those of a network of ours: same version bytes, or 0x.
ALIKE = {"DIGIBYTE", "VERGE", "BITCOIN_SV", "PI_NETWORK"}


def derived(coin: object, seed: bytes) -> object:
    return DERIVE[type(coin)].FromSeed(seed, coin).DeriveDefaultPath()


@pytest.mark.parametrize(("networks", "kind", "coin"), COINS, ids=lambda value: getattr(value, "name", None))
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, data=st.data())
def test_an_address_is_read_and_one_with_a_wrong_character_is_not(
    networks: tuple[str, ...], kind: str, coin: object, seed: bytes, data: st.DataObject
) -> None:
    text = derived(coin, seed).PublicKey().ToAddress()
    reading = formats.read(text)
    assert reading is not None
    assert (reading.networks, reading.kind) == (networks, kind)
    if reading.check == "verified":
        refused(text, reading.accounts, data)


def refused(text: str, accounts: tuple[str, ...], data: st.DataObject) -> None:
    """A wrong character is refused, or (by another case, another mark) writes the same account."""
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("123456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"))
    changed = formats.read(text[:place] + letter + text[place + 1 :])
    assert changed is None or changed.check != "verified" or changed.accounts == accounts


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(1, 99), st.binary(min_size=8, max_size=8), st.data())
def test_monero_in_its_three_kinds(seed: bytes, index: int, payment_id: bytes, data: st.DataObject) -> None:
    wallet = oracle.Monero.FromSeed(sha256(seed).digest())
    primary = wallet.PrimaryAddress()
    texts = {
        "primary": primary,
        "subaddress": wallet.Subaddress(index),
        "integrated": wallet.IntegratedAddress(payment_id),
    }
    for kind, text in texts.items():
        reading = formats.read(text)
        assert reading is not None
        assert (reading.networks, reading.kind, reading.check) == (("monero",), kind, "verified")
        refused(text, reading.accounts, data)
    assert account_key("monero", texts["integrated"]) == ("monero", primary, payment_id.hex())


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.data())
def test_cardano_of_the_shelley_era(seed: bytes, data: st.DataObject) -> None:
    account = oracle.Cip1852.FromSeed(seed, oracle.Cip1852Coins.CARDANO_ICARUS).Purpose().Coin().Account(0)
    shelley = oracle.CardanoShelley.FromCip1852Object(account).Change(oracle.Bip44Changes.CHAIN_EXT)
    text = shelley.AddressIndex(0).PublicKeys().ToAddress()
    reading = formats.read(text)
    assert reading is not None
    assert (reading.networks, reading.kind, reading.check) == (("cardano",), "base", "verified")
    refused(text, reading.accounts, data)
    assert parse(shelley.AddressIndex(0).PublicKeys().ToRewardAddress()) == ()


@pytest.mark.parametrize("version", list(oracle.TonAddrVersions), ids=lambda version: version.name)
@settings(max_examples=15, deadline=None)
@given(seed=st.binary(min_size=32, max_size=32))
def test_ton_in_both_its_kinds(version: oracle.TonAddrVersions, seed: bytes) -> None:
    key = oracle.Ed25519PrivateKey.FromBytes(seed).PublicKey()
    encode = oracle.TonAddrEncoder.EncodeKey
    texts = [encode(key, version=version, is_bounceable=bounceable) for bounceable in (False, True)]
    assert [parse(text)[0].kind for text in texts] == ["non-bounceable", "bounceable"]
    assert len({account_key("ton", text) for text in texts}) == 1


def others() -> Iterator[object]:
    """Coins and test networks that Farthing has no word for."""
    ours = {coin for _, _, coin in COINS}
    for coins in DERIVE:
        for coin in coins:
            if coin not in ours and coin.name not in ALIKE and not coin.name.startswith("MONERO"):
                yield coin


@pytest.mark.parametrize("coin", list(others()), ids=lambda coin: coin.name)
@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_other_coins_and_test_networks_are_no_hits(coin: object, seed: bytes) -> None:
    text = derived(coin, seed).PublicKey().ToAddress()
    hits = find(f"Pay SOL, TON, ETH or BTC to the wallet {text} now".encode())
    alike = {"evm"} if text.startswith("0x") and len(text) == 42 else set()
    if "CARDANO_BYRON" in coin.name:
        alike = {"cardano"}
    assert {network for hit in hits for network in hit.networks} <= alike


@pytest.mark.parametrize("coin", [coin for _, _, coin in COINS], ids=lambda coin: coin.name)
@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_keys_are_no_hits_and_private_ones_are_told(coin: object, seed: bytes) -> None:
    account = derived(coin, seed)
    private = [account.PrivateKey().ToWif()] if account.PrivateKey().ToWif() else []
    private.append(account.PrivateKey().ToExtended())
    told: list[object] = []
    data = f"Pay BTC or SOL: {' , '.join([account.PublicKey().ToExtended(), *private])}".encode()
    assert find(data, on_private_key=told.append) == []
    assert len(told) == len(private)
