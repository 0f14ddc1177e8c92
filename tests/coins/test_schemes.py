"""Every scheme of payment URI: who is paid, how much, in what, with which memo, and how pages write it."""

from __future__ import annotations

import pytest

from coins.samples import (
    CARDANO,
    CASH,
    ETHER,
    GENESIS,
    INTEGRATED,
    INVOICE,
    LITECOIN,
    MONERO,
    OFFER,
    SCRIPT,
    SEGWIT,
    SILENT,
    SOLANA,
    STELLAR,
    SUBADDRESS,
    TAPROOT,
    TEX,
    TON,
    TRON,
    UNIFIED,
    X_ADDRESS,
    XRP,
    ZCASH,
    hits,
)  # fmt: skip
from farthing.coins.formats import evm_hex
from farthing.coins.schemes.tokens import ROWS, token

USDC, TETHER = ("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "0xdac17f958d2ee523a2206206994597c13d831ec7")
JETTON = "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs"


@pytest.mark.parametrize(
    ("text", "address", "asset", "amount", "memo", "label"),
    [
        # BIP-21, and its rules for numbers
        (f"bitcoin:{GENESIS}?amount=20.3&label=Luke-Jr", GENESIS, "BTC", "20.3", None, "Luke-Jr"),
        (f"bitcoin:{GENESIS}?amount=.5", GENESIS, "BTC", "0.5", None, None),
        (f"bitcoin:{GENESIS}?amount=050.", GENESIS, "BTC", "50", None, None),
        (f"bitcoin:{GENESIS}?amount=50,000.00&label=a", GENESIS, "BTC", None, None, "a"),
        (f"bitcoin:{GENESIS}?amount=42&amount=10", GENESIS, "BTC", None, None, None),
        (f"bitcoin:{GENESIS}?message=Donation%20for%20xyz&pop=callback%3a", GENESIS, "BTC", None, None, None),
        (f"bitcoin:{GENESIS}?label=Tom%26Jerry&amount=1", GENESIS, "BTC", "1", None, "Tom&Jerry"),
        (f"BITCOIN:{SEGWIT.upper()}?AMOUNT=2&LABEL=Hi%20you", SEGWIT, "BTC", "2", None, "Hi you"),
        (f"litecoin://{LITECOIN}/?amount=3", LITECOIN, "LTC", "3", None, None),
        # how pages write it
        (f'{{"u":"bitcoin:{SEGWIT}?amount=0.1\\u0026label=q"}}', SEGWIT, "BTC", "0.1", None, "q"),
        (f'{{"u":"bitcoin:\\/\\/{SEGWIT}?amount=0.1"}}', SEGWIT, "BTC", "0.1", None, None),
        (f'<a href="bitcoin:{SEGWIT}?amount=0.1&#38;label=x.">', SEGWIT, "BTC", "0.1", None, "x."),
        (f'<a href="bitcoin:{SEGWIT}?amount=0.1&amp;amp;label=x">', SEGWIT, "BTC", "0.1", None, "x"),
        (f"Pay (bitcoin:{SEGWIT}?label=a(b)&amount=0.1).", SEGWIT, "BTC", "0.1", None, "a(b)"),
        (f"Pay bitcoin:{SEGWIT}?amount=0.1, or in cash", SEGWIT, "BTC", "0.1", None, None),
        (f"bitcoin:{SEGWIT}?amount=0.1#top", SEGWIT, "BTC", "0.1", None, None),
        (
            f"https://qr.example/?d=bitcoin%3A{SEGWIT}%3Famount%3D0.1%26label%3DCaf%25C3%25A9&size=9",
            *(SEGWIT, "BTC", "0.1", None, "Café"),
        ),
        (f"https://qr.example/?d=ton%3A%2F%2Ftransfer%2F{TON}%3Ftext%3Da", TON, "TON", None, "a", None),
        (f'"text\\nbitcoin:{SEGWIT}?amount=0.1"', SEGWIT, "BTC", "0.1", None, None),
        (f"%20%22bitcoin:{SEGWIT}?amount=0.1", SEGWIT, "BTC", "0.1", None, None),
        (f"**bitcoin:{SEGWIT}** now", SEGWIT, "BTC", None, None, None),
        # Bitcoin Cash, Dogecoin, Dash, TRON
        (f"{CASH}?amount=0.5&label=a", CASH, "BCH", "0.5", None, "a"),
        (f"bitcoincash://{CASH[12:]}?amount=0.5", CASH, "BCH", "0.5", None, None),
        (f"tron:{TRON}?amount=12.5", TRON, "TRX", "12.5", None, None),
        (f"tron:{TRON}?amount=12.5&token={TRON}", TRON, "USDT", "12.5", None, None),
        # Monero's URI_SCHEME.md
        (f"monero:{MONERO}?tx_amount=239.39&tx_description=donation", MONERO, "XMR", "239.39", None, None),
        (f"monero:{MONERO}?tx_payment_id=0123456789abcdef", MONERO, "XMR", None, "0123456789abcdef", None),
        (f"monero:{INTEGRATED}?recipient_name=el%20capitan", INTEGRATED, "XMR", None, None, "el capitan"),
        # BOLT 11 carries its own amount
        (f"LIGHTNING:{INVOICE.upper()}", INVOICE, "BTC", "0.025", None, None),
        (f"lightning:{OFFER}?label=x", OFFER, "BTC", None, None, "x"),
        # Solana Pay
        (f"solana:{SOLANA}?amount=.5&memo=a%20b&reference={TRON}", SOLANA, "SOL", "0.5", "a b", None),
        (f"solana:{SOLANA}?amount=1&spl-token={SOLANA}", SOLANA, None, "1", None, None),
        # SEP-7
        (f"web+stellar:pay?destination={STELLAR}&amount=1&memo=5&msg=a", STELLAR, "XLM", "1", "5", None),
        (f"WEB+STELLAR:pay?destination={STELLAR}&asset_code=USD", STELLAR, "USD", None, None, None),
        # CIP-13
        (f"web+cardano:{CARDANO}?amount=5.5", CARDANO, "ADA", "5.5", None, None),
        # TON: in nano, of a known jetton in its own units
        (f"ton://transfer/{TON}?amount=1500000000&text=order%20%235", TON, "TON", "1.5", "order #5", None),
        (f"ton://transfer/{TON}?amount=1500000&jetton={JETTON}", TON, "USDT", "1.5", None, None),
        (f"ton://transfer/{TON}?amount=1500000&jetton={TON}", TON, None, None, None, None),
        (f"ton:{TON}", TON, "TON", None, None, None),
        # the XRP Ledger
        (f"xrpl:{XRP}?amount=25&dt=123", XRP, "XRP", "25", "123", None),
        (f"xrp:{XRP}?amount=3&currency=RLUSD&issuer={XRP}", XRP, "RLUSD", "3", None, None),
        (f"xrpl:{X_ADDRESS}?amount=3", X_ADDRESS, "XRP", "3", None, None),
        # ZIP-321
        (f"zcash:{UNIFIED}?amount=1&memo=VGhhbmtz", UNIFIED, "ZEC", "1", "Thanks", None),
        (f"zcash:{TEX}?amount=0.123456789", TEX, "ZEC", None, None, None),
        (f"zcash:{ZCASH}?amount=.5&label=a", ZCASH, "ZEC", None, None, "a"),
        (f"zcash:{UNIFIED}?asset_id={'A' * 88}&memo=VGhhbm=", UNIFIED, None, None, None, None),
        # EIP-681, ERC-3770, CAIP-10
        (f"ethereum:{ETHER}?value=2.014e18", ETHER, "ETH", "2.014", None, None),
        (f"ETHEREUM:0X{ETHER[2:].upper()}@137?VALUE=1E18", ETHER, "POL", "1", None, None),
        (f"ethereum:{ETHER}?value=1.5", ETHER, "ETH", None, None, None),
        (f"ethereum:{USDC}/transfer?address={ETHER}&uint256=25000000", ETHER, "USDC", "25", None, None),
        (f"ethereum:{TETHER}@1/transfer?address={ETHER}&uint256=2.5e7", ETHER, "USDT", "25", None, None),
        (f"ethereum:{TETHER}@56/transfer?address={ETHER}&uint256=25", ETHER, None, None, None, None),
        (f"ethereum:shop.example/transfer?address={ETHER}&uint256=25", ETHER, None, None, None, None),
    ],
)  # fmt: skip
def test_a_uri_says_who_is_paid_how_much_and_in_what(
    text: str, address: str, asset: str | None, amount: str | None, memo: str | None, label: str | None
) -> None:
    (hit,) = hits(text)
    assert (hit.address, hit.asset, hit.amount, hit.memo, hit.label) == (address, asset, amount, memo, label)


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        (
            f"bitcoin:{GENESIS}?amount=1&bc={SEGWIT}&BC={TAPROOT.upper()}&lightning={INVOICE}&lno={OFFER}&sp={SILENT}"
            f"&pay={SCRIPT}&tb=tb1qghfhmd4zh7ncpmxl3qzhmq566jk8ckq4gafnmq",
            [(GENESIS, "1"), (SEGWIT, "1"), (TAPROOT, "1"), (INVOICE, "0.025"), (OFFER, "1"), (SILENT, "1")],
        ),
        (f"bitcoin:?sp={SILENT}&lno={OFFER}", [(SILENT, None), (OFFER, None)]),
        (f"monero:{MONERO};{SUBADDRESS}?tx_amount=1;2", [(MONERO, "1"), (SUBADDRESS, "2")]),
        (f"monero:{MONERO}%3B{SUBADDRESS}?tx_amount=1%3B2", [(MONERO, "1"), (SUBADDRESS, "2")]),
        (f"zcash:?address={ZCASH}&amount=1&address.1={TEX}&amount.1=2.5", [(ZCASH, "1"), (TEX, "2.5")]),
        (f"zcash:{ZCASH}?amount=1&address.2={TEX}&amount.1=2.5", [(ZCASH, "1"), (TEX, None)]),
    ],
)  # fmt: skip
def test_a_uri_with_several_payees_gives_one_hit_each(text: str, paid: list[tuple[str, str | None]]) -> None:
    assert [(hit.address, hit.amount) for hit in hits(text)] == paid


@pytest.mark.parametrize(
    "text",
    [
        f"web+stellar:tx?xdr=AAAA&pubkey={STELLAR}",
        f"web+stellar:pay?destination={STELLAR}&network_passphrase=Test%20SDF%20Network%20%3B%20September%202015",
        f"ethereum:{ETHER}@11155111?value=1e18", f"eip155:80002:{ETHER}",
        f"ethereum:{USDC}/approve?address={ETHER}&uint256=1", f"ethereum:{USDC}/transfer?uint256=1",
        "solana:https%3A%2F%2Fshop.example%2Fsolana-pay", "bitcoin:?lightning=lnbc420bogusinvoice",
        "zcash:?address.0=tmEZhbWHTpdKMw5it8YDspUXSMGQyFwovpU&amount.0=2",
        "web+cardano://stake?c94e6fe1123bf111b77b57994bcd836af8ba2b3aa72cfcefbec2d3d4",
    ],
)  # fmt: skip
def test_nobody_is_paid(text: str) -> None:
    assert hits(f"Pay ETH, XLM or ADA with {text} today") == []


def test_the_contracts_of_tokens_are_written_right() -> None:
    for where, contract, asset, _ in ROWS:
        assert token(where, contract) is not None
        if where.isdigit():
            assert evm_hex.parse(contract).check == "verified", asset
            assert token(where, contract.lower()) == token(where, contract)
        elif where != "algorand":
            assert where in hits(f"{where} wallet: {contract}")[0].networks
