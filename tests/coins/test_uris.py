"""Payment URIs: who is paid, how much, with which memo."""

from __future__ import annotations

import pytest

from coins.samples import ETHER, GENESIS, LITECOIN, MONERO, SCRIPT, SEGWIT, TRON, hits
from farthing.coins import find, parse
from farthing.coins.schemes import from_smallest

TOKEN = "0x89205a3a3b2a69de6dbf7f01ed13b2108b2c43e7"  # EIP-681
PAYEE = "0x8e23ee67d1332ad560396262c48ffbb01f93d052"  # EIP-681


@pytest.mark.parametrize(
    "text",
    [
        "bitcoin:{}?amount=0.25&label=Caf%C3%A9",
        '<a href="bitcoin:{}?amount=0.25&amp;label=Caf%C3%A9">pay</a>',
        "BITCOIN:{}?label=Caf%C3%A9&amount=0.25", "bitcoin://{}?amount=0.25&label=Caf%C3%A9",
        "https://qr.example/?d=bitcoin%3A{}%3Famount%3D0.25%26label%3DCaf%C3%A9",
    ],
)  # fmt: skip
def test_bip_21_in_the_ways_pages_write_it(text: str) -> None:
    (hit,) = hits(text.replace("{}", SEGWIT))
    assert (hit.address, hit.text, hit.amount, hit.label) == (SEGWIT, SEGWIT, "0.25", "Café")
    assert (hit.asset, hit.networks) == ("BTC", ("bitcoin",))


def test_an_instruction_in_the_query_gives_a_hit_of_its_own() -> None:
    found = hits(f"bitcoin:{GENESIS}?amount=1&bc={SEGWIT}&req-x={SCRIPT}")
    assert [(hit.address, hit.amount) for hit in found] == [(GENESIS, "1"), (SEGWIT, "1")]


def test_a_scheme_used_as_a_label_is_read_as_text() -> None:
    assert [hit.address for hit in hits(f"Bitcoin:{LITECOIN} Litecoin: {SCRIPT}")] == [LITECOIN, SCRIPT]


def test_a_full_stop_behind_a_uri_is_not_part_of_it() -> None:
    assert [hit.text for hit in hits(f"Pay to bitcoin:{GENESIS}. Thanks (or litecoin:{LITECOIN})")] == [
        GENESIS,
        LITECOIN,
    ]


def test_eip_681_pays_the_target_in_wei() -> None:
    (hit,) = hits(f"ethereum:{ETHER}@137?value=1500000000000000000")
    assert (hit.address, hit.amount, hit.chain, hit.asset) == (ETHER, "1.5", "polygon", "POL")
    (hit,) = hits(f"ethereum:pay-{ETHER.lower()}?value=2.014e18")
    assert (hit.address, hit.amount, hit.chain, hit.check) == (ETHER, "2.014", "ethereum", "unchecked")


def test_eip_681_never_hits_the_token_contract() -> None:
    (hit,) = hits(f"ethereum:{TOKEN}/transfer?address={PAYEE}&uint256=1")
    assert (hit.text, hit.amount, hit.chain) == (PAYEE, None, "ethereum")
    assert hits(f"pay ETH: ethereum:{TOKEN}/approve?address={PAYEE}&uint256=1") == []
    assert hits(f"pay ETH: ethereum:{TOKEN}/transfer?uint256=1") == []
    (hit,) = hits(f"ethereum:token.name.example/transfer?address={PAYEE}")
    assert hit.text == PAYEE


def test_a_chain_specific_prefix_names_the_chain() -> None:
    assert hits(f"base:{ETHER}")[0].chain == "base"
    assert hits(f"eip155:56:{ETHER}")[0].chain == "bsc"
    assert hits(f"bnb:{ETHER.lower()}")[0].check == "unchecked"


def test_a_monero_uri_may_pay_several() -> None:
    second = "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"
    found = hits(
        f"monero:{MONERO};{second}?tx_amount=1.5;2&recipient_name=A;B&tx_payment_id=0123456789abcdef"
    )
    assert [(hit.address, hit.amount, hit.label) for hit in found] == [
        (MONERO, "1.5", "A"),
        (second, "2", "B"),
    ]
    assert found[0].memo == "0123456789abcdef"


def test_a_tron_uri_narrows_and_carries_its_amount() -> None:
    (hit,) = hits(f"tron:{TRON}?amount=12.5")
    assert (hit.networks, hit.amount) == (("tron",), "12.5")


def test_a_uri_whose_address_fails_is_no_hit() -> None:
    assert hits(f"bitcoin:{GENESIS[:-1]}b?amount=1") == []
    assert hits("bitcoin:?amount=1") == []


def test_an_amount_that_is_no_number_gives_none() -> None:
    for amount in ("", "abc", "1e5", "-1", "1,5", "99999999999999999999999999"):
        assert hits(f"bitcoin:{GENESIS}?amount={amount}")[0].amount is None


@pytest.mark.parametrize(
    ("text", "places", "amount"),
    [("1000000000", 9, "1"), ("1", 18, "0.000000000000000001"), ("2.014e18", 18, "2.014"), ("0", 18, "0"),
     ("1e999999999", 18, None), ("-1", 18, None), ("nan", 18, None), ("", 18, None), (None, 18, None)],
)  # fmt: skip
def test_the_smallest_unit_becomes_the_main_one(text: str | None, places: int, amount: str | None) -> None:
    assert from_smallest(text, places) == amount


def test_parse_reads_a_uri_as_a_whole() -> None:
    (address,) = parse(f"litecoin:{SCRIPT}?amount=3")
    assert (address.networks, address.amount, address.asset) == (("litecoin",), "3", "LTC")
    assert parse(f"see litecoin:{SCRIPT}") == ()


def test_a_cash_address_keeps_its_prefix_in_an_explorers_path() -> None:
    address = "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"
    (hit,) = find(f"https://scan.example/address/{address}/transactions".encode())
    assert (hit.text, hit.address) == (address, address)
