"""Coins that share one address, in every language; addresses that only a tag parts from a word."""

from __future__ import annotations

import pytest

from farthing.pages import read

EVM = "0x106e33792fb7195756073F50da1106A767cDc0EE"
TRON = "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"  # TRON's own documentation
BTC = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
XRP = "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"  # the XRP Ledger's genesis account
PAGE = (
    '<!DOCTYPE html><html lang="{code}"><meta charset="utf-8"><body><h1>Members</h1><p>30 days: 9 EUR</p>'
    "{body}</body></html>"
)


def coins(code: str, body: str) -> set[tuple[str | None, str | None]]:
    [reading] = read(PAGE.format(code=code, body=body).encode())
    return {(option.asset, option.address) for option in reading.options if option.rail == "crypto"}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Ethereum (ETH) and Tether (USDT, ERC-20) go to the same address:"),
        ("de", "Ether und Tether (ERC-20) gehen an dieselbe Adresse:"),
        ("fr", "L'ether et l'USDT (ERC-20) partagent la même adresse :"),
        ("es", "Ether y USDT (ERC-20), misma dirección:"),
        ("it", "ETH e USDT (ERC-20) allo stesso indirizzo:"),
        ("pt", "ETH e USDT (ERC-20) no mesmo endereço:"),
        ("ru", "Эфир и USDT (ERC-20) на один адрес:"),
        ("uk", "ETH та USDT (ERC-20) на одну адресу:"),
        ("pl", "ETH oraz USDT (ERC-20) na ten sam adres:"),
        ("cs", "ETH i USDT (ERC-20) na stejnou adresu:"),
        ("nl", "ETH en USDT (ERC-20) op hetzelfde adres:"),
        ("sv", "ETH och USDT (ERC-20) till samma adress:"),
        ("da", "ETH og USDT (ERC-20) til samme adresse:"),
        ("nb", "ETH og USDT (ERC-20) til samme adresse:"),
        ("fi", "ETH ja USDT (ERC-20) samaan osoitteeseen:"),
        ("hu", "ETH és USDT (ERC-20) ugyanarra a címre:"),
        ("ro", "ETH și USDT (ERC-20) la aceeași adresă:"),
        ("el", "ETH και USDT (ERC-20) στην ίδια διεύθυνση:"),
        ("bg", "ETH и USDT (ERC-20) на един адрес:"),
        ("sr", "ETH i USDT (ERC-20) na istu adresu:"),
        ("tr", "ETH ve USDT (ERC-20) aynı adres:"),
        ("ar", "ETH وUSDT (ERC-20) على نفس العنوان:"),
        ("fa", "ETH و USDT (ERC-20) به یک آدرس:"),
        ("he", "ETH ו-USDT (ERC-20) לאותה כתובת:"),
        ("hi", "ETH और USDT (ERC-20) एक ही पते पर:"),
        ("ja", "ETHとUSDT（ERC-20）は同じアドレスです："),
        ("ko", "ETH와 USDT(ERC-20)는 같은 주소입니다:"),
        ("zh", "以太坊和USDT（ERC-20）共用同一地址："),
        ("th", "ETH และ USDT (ERC-20) ใช้ที่อยู่เดียวกัน:"),
        ("vi", "ETH và USDT (ERC-20) cùng một địa chỉ:"),
        ("id", "ETH dan USDT (ERC-20) di alamat yang sama:"),
    ],
)
def test_two_coins_share_one_address(code: str, words: str) -> None:
    both = {("ETH", EVM), ("USDT", EVM)}
    assert coins(code, f"<p>{words} {EVM}</p>") == both
    assert coins(code, f"<p>{words}</p><p><code>{EVM}</code></p>") == both


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "USDT (ERC-20): same address"),
        ("de", "USDT (ERC-20): gleiche Adresse wie ETH"),
        ("fr", "USDT (ERC-20) : même adresse"),
        ("es", "USDT (ERC-20): la misma dirección"),
        ("ru", "USDT (ERC-20) — тот же адрес"),
        ("zh", "USDT（ERC-20）：同上"),
    ],
)
def test_a_coin_named_after_the_address_that_it_shares(code: str, words: str) -> None:
    assert coins(code, f"<p>ETH: {EVM}</p><p>{words}</p>") == {("ETH", EVM), ("USDT", EVM)}


@pytest.mark.parametrize("words", ["ETH only, no USDT:", "Send ETH (not USDT!) to"])
def test_a_coin_that_is_refused_has_no_address(words: str) -> None:
    assert coins("en", f"<p>{words} {EVM}</p>") == {("ETH", EVM)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<p><span>Bitcoin</span><span>{BTC}</span></p>", ("BTC", BTC)),
        (f"<div><a>XRP</a><a>{XRP}</a></div>", ("XRP", XRP)),
        (f"<div><b>Ethereum</b><span>{EVM}</span></div>", ("ETH", EVM)),
        (f"<div><span>USDT</span><span>{TRON}</span></div>", ("USDT", TRON)),
        (f"<div><span>{BTC}</span><span>Bitcoin</span></div>", ("BTC", BTC)),
    ],
)
def test_an_address_that_only_a_tag_parts_from_a_word(body: str, expected: tuple[str, str]) -> None:
    assert coins("en", body) == {expected}


def test_groups_of_an_address_in_elements_of_their_own_stay_one() -> None:
    groups = "".join(f"<span>{BTC[at : at + 4]}</span>" for at in range(0, len(BTC), 4))
    assert coins("en", f"<p>Bitcoin: {groups}</p>") == {("BTC", BTC)}
