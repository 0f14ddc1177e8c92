"""The memo, destination tag or payment id in the words beside an address."""

from __future__ import annotations

import time

import pytest

from coins.samples import ALGORAND, COSMOS, GENESIS, INTEGRATED, MONERO, STELLAR, TON, X_ADDRESS, XRP
from farthing.coins import find

OTHER = "rEA2XzkTXi6sWRzTVQVyUoSX4yJAzNxucd"  # xrpl.js
ID = "0123456789abcdef"


def memos(text: str) -> list[str | None]:
    return [hit.memo for hit in find(text.encode())]


@pytest.mark.parametrize(
    "text",
    [
        # in words, before and behind
        "XRP: {}\nDestination Tag: 4711", "XRP {} Tag 4711", "XRP {} (tag: 4711)", "XRP {}, dest. tag #4711.",
        "Destination Tag: 4711\nXRP Address: {}", "Memo for XRP = 4711; address {}", "XRP {} memo is 4711",
        "Include tag 4711 when sending XRP to {}", "XRP {} Tag № 4711", "XRP {} MEMO/TAG: 4711",
        # in many languages
        "Адрес XRP: {}, тег получателя: 4711", "Адрес: {}\nТег назначения (Destination Tag): 4711",
        "地址：{} 标签：4711", "地址：{}\n目标标签: 4711", "XRP アドレス: {} 宛先タグ: 4711",
        "XRP 주소 {} 데스티네이션 태그: 4711",
        "Dirección XRP: {} Etiqueta de destino: 4711", "Adresse XRP : {} Étiquette de destination : 4711",
        "XRP-Adresse: {}, Zieltag: 4711", "XRP: {} (Ziel-Tag 4711)", "Endereço XRP: {} Etiqueta: 4711",
        "Indirizzo XRP: {} etichetta: 4711", "عنوان XRP: {} وسم الوجهة: 4711", "XRP पता: {} टैग: 4711",
        "XRP adresi: {} Etiket: 4711", "Adres XRP: {} Znacznik: 4711", "כתובת XRP: {} תג: 4711",
        # in markup
        "<tr><td>XRP</td><td>{}</td><td>Tag</td><td>4711</td></tr>",
        "<tr><th>Address</th><td>{}</td></tr>\n<tr><th>Destination tag</th><td>4711</td></tr>",
        "<dt>Address</dt><dd>{}</dd><dt>Tag</dt><dd>4711</dd>", "<p>{}</p><p>Tag: <code>4711</code></p>",
        '<input value="{}"><input name="destination_tag" value="4711">', '<b data-tag="4711">{}</b>',
        # in JSON, also inside a string
        '{"address":"{}","tag":4711}', '{"address":"{}","destinationTag":"4711"}',
        '{"destination_tag": 4711, "address":"{}"}', '"{\\"to\\":\\"{}\\",\\"dest_tag\\":\\"4711\\"}"',
        '{"pay_address":"{}","payin_extra_id":"4711"}',
        # in links
        "XRP {}:4711", "{}?dt=4711", "https://wallet.example/send/{}?amount=5&dt=4711",
    ],
)  # fmt: skip
def test_a_destination_tag_is_kept(text: str) -> None:
    assert memos(text.replace("{}", XRP)) == ["4711"]


@pytest.mark.parametrize(
    ("text", "memo"),
    [
        (f'XLM {STELLAR} with memo "order 5"', "order 5"), (f"XLM {STELLAR} MEMO: ord-5, thanks", "ord-5"),
        (f"XLM {STELLAR}\nMemo: donation\n", "donation"),
        (f"XLM {STELLAR} Memo (text): <code>abc-7</code>", "abc-7"),
        (f"TON {TON} Memo: user@77", "user@77"), (f"TON {TON} с комментарием «77123»", "77123"),
        (f"TON {TON} Комментарий к переводу: 77123", "77123"), (f"TON {TON} 备注：77123", "77123"),
        (f"https://wallet.example/transfer/{TON}?amount=1&text=order%205", "order 5"),
        (f"XMR {MONERO} paymentId: {ID}", ID), (f"XMR {MONERO} Payment ID: {ID * 4}", ID * 4),
        (f"XMR payment_id={ID} {MONERO}", ID), (f"XMR {MONERO} Zahlungs-ID: {ID}", ID),
        (f"XMR {MONERO} ID de pago: {ID}", ID), (f"XMR {MONERO} ID платежа: {ID}", ID),
        (f"XMR {MONERO} 支付ID：{ID}", ID), (f"ATOM {COSMOS} memo 556677", "556677"),
        (f"ALGO {ALGORAND} note: 556677", "556677"),
    ],
)  # fmt: skip
def test_so_are_memos_comments_and_payment_ids(text: str, memo: str) -> None:
    assert memos(text) == [memo]


@pytest.mark.parametrize(
    "text",
    [
        f"XRP {XRP} memo required", f"XRP {XRP} tag is not required", f"XLM {STELLAR} memo: none",
        f"XLM {STELLAR} no memo", f"XRP {XRP} tag: 99999999999", f"XRP {XRP} tag 5 days ago",
        f"ATOM {COSMOS}. Tags: money 2024", f"XLM {STELLAR}, comment: fast service",
        f"BTC {GENESIS} memo: 4711",
        f"XMR {MONERO} payment id: 4711", f"XRP {XRP}, a stage 4711",
        f"XLM {STELLAR} Memo: see below for more",
    ],
)  # fmt: skip
def test_other_words_are_no_memo(text: str) -> None:
    assert memos(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        f"A {XRP} Tag: 11\nB {OTHER} Tag: 22", f"Tag: 11 A {XRP}\nTag: 22 B {OTHER}",
        f"A {XRP}\nTag: 11\nB {OTHER}\nTag: 22",
        f"<tr><td>{XRP}</td><td>tag 11</td></tr><tr><td>{OTHER}</td><td>tag 22</td></tr>",
        f'[{{"a":"{XRP}","tag":11}},{{"a":"{OTHER}","tag":22}}]',
    ],
)  # fmt: skip
def test_each_address_has_its_own(text: str) -> None:
    assert memos(text) == ["11", "22"]


def test_a_tag_inside_the_address_stays_there() -> None:
    assert memos(f"XMR {INTEGRATED} payment id: {ID}") == [None]
    assert memos(f"XRP {X_ADDRESS}") == [None]


def test_hostile_words_take_no_longer_than_others() -> None:
    for unit in ("memo ", "tag(", "memo: is ", "<b><i>", "tag a b c ", '"memo":'):
        data = (f"XRP {XRP} " + unit * 100).encode() * 40
        start = time.process_time()
        assert len(find(data)) == 40
        assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "words",
    ["Comentariul obligatoriu:", "Komentář:", "W tytule:", "Viesti:", "Közlemény:"],
)
def test_a_memo_is_known_by_the_name_a_language_gives_it(words: str) -> None:
    ton = "EQBaKIMq5Am2p/rfR1IFTwsNWHxBkOpLTmwUain5Fj4llTXk"
    (hit,) = find(f"<p>TON: {ton}<br>{words} <b>mf-2206</b></p>".encode())
    assert hit.memo == "mf-2206"
