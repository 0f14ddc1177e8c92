"""Words around an address that only seem to take it back, and two coins said to share one."""

from __future__ import annotations

import pytest

from farthing.pages import Option, read

BTC = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
TRON = "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"  # TRON's own documentation
SOL = "3hghJxY4a31Ejdg6Aywq85p7D7zK88rhpMpKhQbYLeVi"


def options(body: str, language: str) -> list[Option]:
    page = f'<html lang="{language}"><meta charset="utf-8"><body><p>30 days: 9 EUR</p>{body}</body></html>'
    [reading] = read(page.encode())
    return list(reading.options)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Please don't send less than $20.", "en"),
        ("Do not send below $20.", "en"),
        ("不再使用", "zh"),
        ("Do not send to it any more.", "en"),
    ],
)
def test_a_least_sum_takes_no_address_back(words: str, language: str) -> None:
    found = [option.address for option in options(f"<p>Bitcoin: {BTC}. {words}</p>", language)]
    assert (BTC in found) == ("$20" in words)


@pytest.mark.parametrize(
    ("words", "language", "assets"),
    [
        ("USDT (TRC20) and Tron (TRX), both to one address:", "en", {"USDT", "TRX"}),
        ("تتر (TRC20) و ترون (TRX)، هر دو به یک نشانی:", "fa", {"USDT", "TRX"}),
        ("USDT (Tron, TRC20), same address as last year:", "en", {"USDT"}),
    ],
)
def test_a_coin_beside_a_token_of_its_network(words: str, language: str, assets: set[str]) -> None:
    found = options(f"<p>{words}</p><p><code>{TRON}</code></p>", language)
    assert {option.asset for option in found if option.address == TRON} == assets


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("सोलाना", "hi"),
        ("سولانا", "ar"),
        ("סולאנה", "he"),
        ("โซลานา", "th"),
        ("索拉纳", "zh"),
        ("Σολάνα", "el"),
    ],
)
def test_an_address_without_a_checksum_after_its_coin(name: str, language: str) -> None:
    found = options(f"<p>{name}: {SOL}</p>", language)
    assert [(option.asset, option.address) for option in found] == [("SOL", SOL)]
