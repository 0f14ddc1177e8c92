"""Ways to pay on every rail: what is one, on which network, and what only looks like one."""

from __future__ import annotations

import pytest

from farthing.pages import Option, read

BTC = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
OLD = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
EVM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # EIP-55
EVM2 = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"  # EIP-55
TRON = "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"  # TRON's own documentation
TON = "UQDwPeiZ1CrkcWw0Lu02cIg78j0JUy-HDgPdWYfTmYcEk_dr"
SOL = "3hghJxY4a31Ejdg6Aywq85p7D7zK88rhpMpKhQbYLeVi"
XRP = "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"  # the XRP Ledger's genesis account


def options(body: str, language: str = "en") -> list[Option]:
    page = f'<html lang="{language}"><body><h1>Members area</h1><p>30 days access</p>{body}</body></html>'
    return [option for reading in read(page.encode()) for option in reading.options]


def coins(body: str, language: str = "en") -> set[tuple[str | None, ...]]:
    return {(o.asset, o.network, o.chain, o.address) for o in options(body, language) if o.rail == "crypto"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f"<p>USDT TRC20: {TRON}</p><p>USDT ERC20: {EVM}</p>",
            {("USDT", "tron", None, TRON), ("USDT", "evm", "ethereum", EVM)},
        ),
        (
            f"<p>USDT (BEP20)</p><p>{EVM}</p><p>USDT (Polygon)</p><p>{EVM2}</p>",
            {("USDT", "evm", "bsc", EVM), ("USDT", "evm", "polygon", EVM2)},
        ),
        (f"<p>USDT on Arbitrum One: {EVM}</p>", {("USDT", "evm", "arbitrum", EVM)}),
        (
            f"<p>Tether TRC-20 {TRON} / ERC-20 {EVM}</p>",
            {("USDT", "tron", None, TRON), ("USDT", "evm", "ethereum", EVM)},
        ),
        (f"<p>USDC (SPL): {SOL}</p>", {("USDC", "solana", None, SOL)}),
        (f"<p>Pay in USDT.</p><p>TON network: {TON}</p>", {("USDT", "ton", None, TON)}),
        (f"<p>Send USDT to {TRON}</p>", {("USDT", "tron", None, TRON)}),
        (f"<p>ETH / USDT: {EVM}</p>", {("ETH", "evm", None, EVM), ("USDT", "evm", None, EVM)}),
        (
            f"<p>BNB (BEP20): {EVM}</p><p>MATIC: {EVM2}</p>",
            {("BNB", "evm", "bsc", EVM), ("POL", "evm", "polygon", EVM2)},
        ),
        (f"<p>AVAX C-Chain: {EVM}</p>", {("AVAX", "evm", "avalanche", EVM)}),
        ("<p>Lightning: quiet@pay.example</p>", {("BTC", "lightning", None, "quiet@pay.example")}),
        (
            "<p>Lightning works as well, send it to <code>quiet@pay.example</code></p>",
            {("BTC", "lightning", None, "quiet@pay.example")},
        ),
        (
            "<p>We accept: BTC, XMR, USDT (TRC20, ERC20)</p>",
            {
                ("BTC", "bitcoin", None, None),
                ("XMR", "monero", None, None),
                ("USDT", "tron", None, None),
                ("USDT", "evm", "ethereum", None),
            },
        ),
        (
            "<p>Payment methods</p><ul><li>Bitcoin</li><li>Monero</li></ul>",
            {("BTC", "bitcoin", None, None), ("XMR", "monero", None, None)},
        ),
        (
            "<select name='method'><option>Bitcoin</option><option>Monero</option></select>",
            {("BTC", "bitcoin", None, None), ("XMR", "monero", None, None)},
        ),
        (
            "<p>Bitcoin Cash: bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a</p>",
            {("BCH", "bitcoin-cash", None, "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")},
        ),
        (f"<a href='bitcoin:{BTC}?amount=0.01'>Pay now</a>", {("BTC", "bitcoin", None, BTC)}),
        (
            f"<button data-coin='USDT' data-network='TRC20' data-address='{TRON}'>Pay</button>",
            {("USDT", "tron", None, TRON)},
        ),
    ],
)
def test_a_coin_with_its_network(body: str, expected: set[tuple[str | None, ...]]) -> None:
    assert coins(body) == expected


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (f"<p>Bitcoin <del>{OLD}</del> <b>{BTC}</b></p>", "en"),
        (f"<p>Bitcoin <span style='text-decoration:line-through'>{OLD}</span> {BTC}</p>", "en"),
        (
            f"<style>.gone{{text-decoration:line-through}}</style><p><span class=gone>{OLD}</span> {BTC}</p>",
            "en",
        ),
        (f"<p>Bitcoin {BTC}. Our old wallet {OLD} is closed.</p>", "en"),
        (f"<p>Bitcoin: {BTC}<br>Do not use {OLD} any more!</p>", "en"),
        (f"<p>{OLD} (expired)</p><p>BTC {BTC}</p>", "en"),
        (f"<p>BTC: {BTC}</p><p>Wir nutzen {OLD} nicht mehr.</p>", "de"),
        (f"<p>Adresse BTC : {BTC}. L'ancienne adresse {OLD} n'est plus valable.</p>", "fr"),
        (f"<p>Биткоин: {BTC}</p><p>Старый адрес {OLD} не использовать!</p>", "ru"),
        (f"<p>Bitcoin: {BTC}</p><p>La antigua dirección {OLD} ya no funciona.</p>", "es"),
        (f"<p>比特币：{BTC}</p><p>旧地址 {OLD} 已停用</p>", "zh"),
    ],
)
def test_an_old_address_is_no_option(body: str, language: str) -> None:
    assert {address for *_, address in coins(body, language)} == {BTC}


@pytest.mark.parametrize(
    "body",
    [
        f"<p>USDT contract: {EVM2}. Send to {EVM} (ERC20)</p>",
        f"<p>Token 0xdAC17F958D2ee523a2206206994597C13D831ec7, pay USDT (ERC20) to {EVM}</p>",
    ],
)
def test_a_tokens_contract_is_no_option(body: str) -> None:
    assert {address for *_, address in coins(body)} == {EVM}


@pytest.mark.parametrize(
    ("body", "memo"),
    [
        (f"<p>XRP: {XRP}, destination tag 12345</p>", "12345"),
        (f"<p>XRP {XRP}</p><p>Tag: <b>777</b></p>", "777"),
        (
            f"<table><tr><th>Coin</th><th>Address</th><th>Memo</th></tr><tr><td>XRP</td><td>{XRP}</td><td>998877</td></tr></table>",
            "998877",
        ),
        (
            f"<table><tr><th>Coin</th><th>Address</th><th>Memo</th></tr><tr><td>XRP</td><td>{XRP}</td><td>-</td></tr></table>",
            None,
        ),
    ],
)
def test_a_memo_is_kept_with_its_address(body: str, memo: str | None) -> None:
    assert [option.memo for option in options(body)] == [memo]


@pytest.mark.parametrize(
    ("body", "language", "expected"),
    [
        (
            "<p>We accept Visa, Mastercard and Amex.</p>",
            "en",
            {("card", "Visa"), ("card", "Mastercard"), ("card", "American Express")},
        ),
        (
            "<p>Payment: SEPA transfer, Wise, Western Union.</p>",
            "en",
            {("transfer", "SEPA"), ("transfer", "Wise"), ("transfer", "Western Union")},
        ),
        (
            "<p>Pagamento via Pix, boleto ou cartão.</p>",
            "pt",
            {("transfer", "Pix"), ("other", "Boleto"), ("card", None)},
        ),
        (
            "<p>iDEAL, Bancontact, Klarna</p>",
            "nl",
            {("transfer", "iDEAL"), ("card", "Bancontact"), ("wallet", "Klarna")},
        ),
        (
            "<p>Paga con tarjeta, Bizum o Paysafecard</p>",
            "es",
            {("card", None), ("transfer", "Bizum"), ("gift-card", "paysafecard")},
        ),
        (
            "<p>We take Amazon gift cards and Steam codes. No PayPal!</p>",
            "en",
            {("gift-card", "Amazon"), ("gift-card", "Steam")},
        ),
        ("<p>Cash by mail accepted. No cheques.</p>", "en", {("other", None)}),
        (
            "<p>Zahlung per Überweisung, PayPal oder bar.</p>",
            "de",
            {("transfer", None), ("wallet", "PayPal"), ("other", None)},
        ),
        ("<p>支付方式：支付宝、银联卡</p>", "zh", {("wallet", "Alipay"), ("card", "UnionPay")}),
        ("<p>Apple Pay / Google Pay</p>", "en", {("wallet", "Apple Pay"), ("wallet", "Google Pay")}),
        ("<p>Our bank: IBAN DE89 3704 0044 0532 0130 00</p>", "en", {("transfer", None)}),
        ("<p>Pay with <img src='p.svg' alt='PayPal'></p>", "en", {("wallet", "PayPal")}),
        (
            '<script>var s={"pay":[{"type":"PayPal"},{"type":"Bank transfer"}]}</script>',
            "en",
            {("wallet", "PayPal"), ("transfer", None)},
        ),
        (
            '<script>var s={"pagamento":["Pix","Cartão de crédito"]}</script>',
            "pt",
            {("transfer", "Pix"), ("card", None)},
        ),
        (f"<p>Don't have bitcoin? Use a credit card at any exchange and send it to {BTC}</p>", "en", set()),
        (f"<p>We don't take cards. Bitcoin: {BTC}</p>", "en", set()),
        (f"<p>Bitcoin: {BTC}</p><p>After you transfer the sum, check your mail.</p>", "en", set()),
        (
            "<p>Bitcoin fell to $83,450 while litecoin held, and a bitcoin transfer cost $1.30.</p>",
            "en",
            set(),
        ),
    ],
)
def test_the_other_rails(body: str, language: str, expected: set[tuple[str, str | None]]) -> None:
    assert {(o.rail, o.brand) for o in options(body, language) if o.rail != "crypto"} == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We do not accept cards, only Bitcoin.", {("crypto", "BTC")}),
        ("We accept Bitcoin but no cards.", {("crypto", "BTC")}),
        ("PayPal is not accepted. Pay with Monero.", {("crypto", "XMR")}),
        ("Pay with Bitcoin or Litecoin; cards not accepted", {("crypto", "BTC"), ("crypto", "LTC")}),
        (f"Pay here: {BTC}. We never ask for your bank details or credit card number.", {("crypto", "BTC")}),
        (f"Pay here: {BTC}. Refunds go by bank transfer.", {("crypto", "BTC")}),
    ],
)
def test_a_no_belongs_to_what_it_denies(words: str, expected: set[tuple[str, str | None]]) -> None:
    assert {(o.rail, o.asset) for o in options(f"<p>{words}</p>")} == expected


def test_news_of_coins_are_no_options() -> None:
    assert (
        options(
            "<p>Bitcoin fell 2.1%, ether lost 3%.</p><table><tr><td>BTC/USD</td><td>83,450</td></tr></table>"
        )
        == []
    )


@pytest.mark.parametrize(
    ("body", "handle"),
    [
        ("<p>Pay by PayPal (pay@shop.example)</p>", "pay@shop.example"),
        ("<p>PayPal only, friends and family to pay@shop.example</p>", "pay@shop.example"),
        ("<a href='https://paypal.me/quietshop'>PayPal</a>", "quietshop"),
        ("<p>Pay by Cash App $quietshop</p>", "$quietshop"),
        ("<p>Pay by Swish to 123 000 00 00</p>", "123 000 00 00"),
        ("<p>Pay by bank transfer: DE89 3704 0044 0532 0130 00</p>", "DE89370400440532013000"),
        ("<p>We take PayPal. Questions: help@shop.example</p>", None),
        ("<p>PayPal (at once) or cash.</p><p>PayPal: pay@shop.example</p>", "pay@shop.example"),
    ],
)
def test_the_payees_account_is_kept(body: str, handle: str | None) -> None:
    assert [option.handle for option in options(body)] == [handle]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("<h2>Do you take PayPal or cards?</h2><p>No, neither.</p><p>Pay in Monero.</p>", "en"),
        ("<p>Nehmen Sie PayPal oder Kreditkarte? Nein.</p><p>Zahlung in Monero.</p>", "de"),
        ("<h3>Acceptez-vous PayPal ?</h3><p>Non, depuis 2023.</p><p>Payez en Monero.</p>", "fr"),
        ("<h3>Принимаете ли вы PayPal?</h3><p>Нет.</p><p>Оплата в Monero.</p>", "ru"),
        ("<h3>¿Aceptáis PayPal?</h3><p>No, lo sentimos.</p><p>Se paga en Monero.</p>", "es"),
        ("<h3>PayPal kabul ediyor musunuz?</h3><p>Hayır.</p><p>Ödeme Monero ile.</p>", "tr"),
    ],
)
def test_a_question_answered_with_no_names_no_way_to_pay(body: str, language: str) -> None:
    assert {(o.rail, o.asset) for o in options(body, language)} == {("crypto", "XMR")}


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("la TON scrieți obligatoriu comentariul <b>mf-2207</b>", "ro"),
        ("przy TON wpisz w komentarzu <b>mf-2207</b>", "pl"),
        ("TON: a megjegyzésbe írja <b>mf-2207</b>", "hu"),
        ("при переводе TON укажите в комментарии <b>mf-2207</b>", "ru"),
        ("beim Senden in den Kommentar <b>mf-2207</b>", "de"),
    ],
)
def test_a_comment_in_any_of_its_forms(words: str, language: str) -> None:
    found = options(f"<p>USDT (TON): {TON}<br>{words}</p>", language)
    assert [option.memo for option in found if option.address] == ["mf-2207"]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("<p>付款方式</p><select><option>ATM 轉帳</option><option>信用卡</option></select>", "zh"),
        ("<p>支払い方法</p><ul><li>ATM振込</li><li>クレジットカード</li></ul>", "ja"),
    ],
)
def test_a_transfer_at_a_machine_is_a_transfer(body: str, language: str) -> None:
    assert {option.rail for option in options(body, language)} == {"transfer", "card"}


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Pay</p><div><b>Bitcoin</b><code>{BTC}</code><em>Copy</em></div>",
        f"<p>Pay</p><div><code>{BTC}</code><em>Copy</em></div>",
        f"<p>Pay</p><div>Bitcoin<code>{BTC}</code></div>",
        f"<p>Pay</p><div><b>Bitcoin</b><span>{BTC}</span></div>",
    ],
)
def test_an_address_may_be_parted_from_a_word_by_its_dress_alone(body: str) -> None:
    assert coins(body) == {("BTC", "bitcoin", None, BTC)}
