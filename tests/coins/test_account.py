"""One key for every spelling of one account."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coins.samples import ETHER, GENESIS, INTEGRATED, MONERO, ROOTSTOCK, SCRIPT, SEGWIT
from farthing.coins import MemoDisagrees, WrongNetwork, account_key, account_keys, formats, lookalike, parse
from farthing.coins.codecs import base58, bech32, crc16
from farthing.coins.formats import evm_hex
from farthing.coins.formats.spec import Format


@given(st.binary(min_size=20, max_size=20))
def test_litecoins_two_script_spellings_are_one_account(digest: bytes) -> None:
    old, new = base58.encode_check(b"\x05" + digest), base58.encode_check(b"\x32" + digest)
    assert account_key("litecoin", old) == account_key("litecoin", new)
    assert account_key("bitcoin", old) == ("bitcoin", old, None)
    with pytest.raises(WrongNetwork):
        account_key("bitcoin", new)


@given(st.binary(min_size=20, max_size=20))
def test_the_case_of_an_address_does_not_matter_where_the_format_allows_it(payload: bytes) -> None:
    hexadecimal = "0x" + payload.hex()
    upper = "0x" + payload.hex().upper()
    keys = {account_key("evm", text) for text in (hexadecimal, upper, parse(hexadecimal)[0].address)}
    assert len(keys) == 1
    segwit = bech32.encode("bc", [0, *bech32.to_symbols(payload)], bech32.BECH32)
    assert account_key("bitcoin", segwit) == account_key("bitcoin", segwit.upper())


def test_the_two_checksum_cases_of_one_0x_account_have_one_key() -> None:
    assert account_key("evm", ROOTSTOCK) == account_key("evm", ETHER)


def test_a_tag_inside_the_address_comes_out_as_the_memo() -> None:
    network, key, memo = account_key("monero", INTEGRATED)
    assert memo is not None
    assert account_key("monero", key, memo) == account_key("monero", INTEGRATED)
    assert account_key("monero", INTEGRATED, memo.upper()) == (network, key, memo)
    assert account_key("monero", MONERO) == ("monero", MONERO, None)


def test_a_memo_beside_that_differs_is_refused() -> None:
    with pytest.raises(MemoDisagrees):
        account_key("monero", INTEGRATED, "0000000000000001")


def test_an_address_valid_on_two_networks_has_two_keys() -> None:
    keys = account_keys(parse(SCRIPT)[0])
    assert [key[0] for key in keys] == ["bitcoin", "litecoin"]


def test_an_old_address_on_bitcoin_cash_has_the_cash_address_as_its_key() -> None:
    assert account_key("bitcoin-cash", GENESIS)[1].startswith("bitcoincash:q")


@pytest.mark.parametrize(
    ("network", "address"), [("bitcoin", ETHER), ("tron", GENESIS), ("no-such", GENESIS), ("evm", "")]
)
def test_an_address_of_another_network_is_refused(network: str, address: str) -> None:
    with pytest.raises(WrongNetwork):
        account_key(network, address)


def test_white_space_around_an_address_does_not_matter() -> None:
    assert account_key("bitcoin", f" {SEGWIT}\n", " ") == ("bitcoin", SEGWIT, None)


@given(st.binary(min_size=20, max_size=20))
def test_a_tex_address_and_its_transparent_one_are_one_account(digest: bytes) -> None:
    transparent = base58.encode_check(b"\x1c\xb8" + digest)
    tex = bech32.encode("tex", bech32.to_symbols(digest), bech32.BECH32M)
    keys = {account_key("zcash", text) for text in (transparent, tex, tex.upper())}
    assert keys == {("zcash", transparent, None)}


@given(st.binary(min_size=20, max_size=20))
def test_every_case_of_a_0x_account_is_one(account: bytes) -> None:
    digits = account.hex()
    spellings = [f"0x{digits}", f"0X{digits.upper()}", f"0x{digits.upper()}", evm_hex.spell(digits)]
    spellings.append(evm_hex.spell(digits, evm_hex.CHAIN_IDS_1191["rootstock"]))
    assert {account_key("evm", text) for text in spellings} == {("evm", f"0x{digits}", None)}


@pytest.mark.parametrize("form", [form for form in formats.FORMATS if form.SPEC.any_case])
def test_formats_in_any_case_have_one_key_in_each(form: Format) -> None:
    for example in form.EXAMPLES:
        for network in form.parse(example.text).networks:
            spellings = (example.text.lower(), example.text.upper(), example.address, f" {example.text}\n")
            assert len({account_key(network, text) for text in spellings}) == 1


@given(st.binary(min_size=32, max_size=32), st.sampled_from([b"\x11", b"\x51"]))
def test_spellings_of_one_account_are_no_lookalikes(account: bytes, tag: bytes) -> None:
    body = tag + b"\0" + account
    raw = body + crc16.xmodem(body).to_bytes(2, "big")
    one, other = base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode()
    assert not lookalike(one, other)
    changed = bytes([*account[:10], account[10] ^ 1, *account[11:]])
    assert not lookalike(f"0:{account.hex()}", one)
    assert lookalike(f"0:{account.hex()}", f"0:{changed.hex()}")
