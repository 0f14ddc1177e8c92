"""Finding addresses in bytes: the settled cases of FORMATS.md, and any bytes at all."""

from __future__ import annotations

import base64
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coins.samples import ETHER, GENESIS, LITECOIN, MONERO, ROOTSTOCK, SCRIPT, SEGWIT, TRON, broken
from farthing.coins import Hit, PrivateKey, find


def only(text: str | bytes) -> Hit:
    (hit,) = find(text.encode() if isinstance(text, str) else text)
    return hit


def test_an_old_script_address_is_valid_on_two_networks_whatever_the_words_say() -> None:
    assert only(f"Litecoin: {SCRIPT}").networks == ("bitcoin", "litecoin")
    assert only(f"Litecoin: {SCRIPT}").asset == "LTC"
    assert only(SCRIPT).networks == ("bitcoin", "litecoin")


def test_a_uri_scheme_narrows() -> None:
    assert only(f"litecoin:{SCRIPT}").networks == ("litecoin",)
    assert only(f"BITCOIN:{SEGWIT.upper()}?amount=1").address == SEGWIT


def test_bitcoin_cash_is_added_only_where_the_words_say_so() -> None:
    assert only(f"BCH: {GENESIS}").networks == ("bitcoin", "bitcoin-cash")
    assert only(f"Bitcoin Cash {SCRIPT}").networks == ("bitcoin", "litecoin", "bitcoin-cash")
    assert only(f"BTC: {GENESIS}").networks == ("bitcoin",)


@pytest.mark.parametrize(
    "text",
    [
        "pay x{}", "pay {}x", "pay 0{}0", "https://a.example/{}abc", "hash {}{}",
    ],
)  # fmt: skip
def test_substrings_of_longer_runs_are_no_hits(text: str) -> None:
    assert find(text.replace("{}", GENESIS).encode()) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://explorer.example/address/{}", "?to={}&x=1", "to%3A{}%26x", '{"a":"\\n{}"}',
        '{"a":"\\u003a{}"}',
        "<a href=3D{}>", "\x1b[1m{}\x1b[0m", "地址{}，谢谢", "кошелёк:{}.", "btc_{}_x",
        "({})", "«{}»", "{}\u200bthanks",
    ],
)  # fmt: skip
def test_what_touches_an_address_in_real_bytes_does_not_hide_it(text: str) -> None:
    hit = only(text.replace("{}", GENESIS))
    assert (hit.text, hit.check) == (GENESIS, "verified")


def test_one_case_hex_needs_support_from_the_text() -> None:
    lower = ETHER.lower()
    assert find(f"object at {lower} freed, see the log for more".encode()) == []
    assert find(f"commit {lower} pays the wallet".encode()) == []
    for words in (
        "ETH",
        "Pay to",
        "кошелёк",
        "付款",
        "USDT BEP20",
        "ödeme",
        "送金先",
        "지갑",
        "العنوان",
        "dirección",
    ):
        hit = only(f"{words}: {lower}")
        assert (hit.address, hit.check) == (ETHER, "unchecked")
    assert only(f'<span data-eth-address="{lower}">').check == "unchecked"
    assert only(lower).check == "unchecked", "a text that is nothing else"


def test_mixed_case_must_hold_eip_55() -> None:
    assert only(f"x {ETHER} y").check == "verified"
    assert find(f"pay ETH {ETHER[:-1]}D".encode()) == []


def test_eip_1191_counts_only_where_words_name_its_chain() -> None:
    assert find(f"pay ETH to {ROOTSTOCK}".encode()) == []
    hit = only(f"RSK wallet {ROOTSTOCK}")
    assert (hit.address, hit.chain, hit.check) == (ETHER, "rootstock", "verified")


@pytest.mark.parametrize(
    ("text", "asset", "chain"),
    [
        (f"USDT (TRC20): {TRON}", "USDT", None), (f"TRX {TRON}", "TRX", None),
        (f"USDT BEP-20 {ETHER}", "USDT", "bsc"), (f"{ETHER} (USDC on Polygon)", "USDC", "polygon"),
        (f"Ethereum: {ETHER}", "ETH", "ethereum"), (f"BNB Smart Chain {ETHER}", "BNB", "bsc"),
        (f"биткоином на {GENESIS}", "BTC", None), (f"比特币地址：{GENESIS}", "BTC", None),
        (f"BTC {GENESIS} LTC {LITECOIN}", "BTC", None), (f"nothing said {GENESIS}", None, None),
        (f'{{"coin":"XMR","to":"{MONERO}"}}', "XMR", None),
    ],
)  # fmt: skip
def test_words_beside_fill_asset_and_chain(text: str, asset: str | None, chain: str | None) -> None:
    hit = find(text.encode())[0]
    assert (hit.asset, hit.chain) == (asset, chain)


def test_words_belong_to_the_nearest_address() -> None:
    hits = find(f"BTC: {GENESIS}\nLTC: {LITECOIN}\nUSDT TRC20: {TRON}\nETH: {ETHER}\n".encode())
    assert [hit.asset for hit in hits] == ["BTC", "LTC", "USDT", "ETH"]


def test_a_payment_id_beside_a_monero_address_is_its_memo() -> None:
    assert only(f"XMR {MONERO} Payment ID: 0123456789abcdef").memo == "0123456789abcdef"
    assert only(f"XMR {MONERO} no payment id needed").memo is None


def test_text_is_as_written_and_offsets_are_bytes() -> None:
    data = f"Ünïcödé 支付 {SEGWIT.upper()} – fin".encode()
    hit = only(data)
    assert data[hit.start : hit.end].decode() == hit.text == SEGWIT.upper()
    assert hit.address == SEGWIT


@pytest.mark.parametrize("address", [GENESIS, SEGWIT, TRON, MONERO, ETHER])
@pytest.mark.parametrize(
    "around", ["{}", "Send BTC to {} now please", "<p>BTC<b>Send</b>{}</p>", "a b {} c d"]
)
def test_broken_spellings_are_recovered_with_their_whole_span(address: str, around: str) -> None:
    for name, text in broken(address):
        data = around.replace("{}", text).encode()
        hits = find(data)
        assert [(hit.address, hit.check) for hit in hits] == [(address, "recovered")], name
        assert data[hits[0].start : hits[0].end].decode() == hits[0].text == text, name


def test_a_span_for_every_letter_is_recovered() -> None:
    hit = only("BTC " + "".join(f'<span class="c">{c}</span>' for c in GENESIS))
    assert (hit.address, hit.check) == (GENESIS, "recovered")


def test_pieces_whose_checksum_fails_are_not_put_together() -> None:
    wrong = GENESIS[:-1] + "b"
    for name, text in broken(wrong):
        assert find(f"pay BTC to {text} now".encode()) == [], name


def test_one_case_hex_is_never_recovered() -> None:
    lower = ETHER.lower()
    assert find(f"pay ETH to {lower[:20]} {lower[20:]}".encode()) == []


def mail(encoding: str, body: bytes, kind: str = "text/plain") -> bytes:
    head = f"Subject: x\nContent-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n"
    return b"--b\n" + head.encode() + body + b"\n--b--\n"


def test_base64_bodies_are_read_and_the_span_is_the_encoded_text() -> None:
    data = mail("base64", base64.encodebytes(f"Плати BTC на {SEGWIT} сегодня".encode() * 2))
    hits = find(data)
    assert [(hit.address, hit.check, hit.asset) for hit in hits] == [(SEGWIT, "recovered", "BTC")] * 2
    for hit in hits:
        assert SEGWIT.encode() in base64.b64decode(data[hit.start : hit.end])


def test_quoted_printable_bodies_are_read() -> None:
    data = mail("Quoted-Printable", f"=D0=91 BTC =3D {GENESIS[:9]}=\n{GENESIS[9:]} and {SEGWIT}=20".encode())
    first, second = find(data)
    assert (first.check, first.text) == ("recovered", f"{GENESIS[:9]}=\n{GENESIS[9:]}")
    assert (second.check, second.text) == ("verified", SEGWIT)
    for hit in (first, second):
        assert data[hit.start : hit.end].decode() == hit.text


def test_media_bodies_are_passed_over() -> None:
    assert find(mail("base64", base64.encodebytes(f"pay {GENESIS} ".encode()), "image/png")) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1251", "koi8-r"])
def test_other_text_encodings_keep_true_offsets(encoding: str) -> None:
    before = "Оплата: " if encoding in ("cp1251", "koi8-r") or "16" in encoding else "Zürich: "
    data = (before * 9 + GENESIS + " and " + SEGWIT + " fin").encode(encoding)
    hits = find(data)
    assert [hit.address for hit in hits] == [GENESIS, SEGWIT]
    plain = "utf-16-le" if encoding == "utf-16" else encoding
    assert [data[hit.start : hit.end].decode(plain) for hit in hits] == [GENESIS, SEGWIT]


def test_rejected_adds_near_misses_with_the_place_of_the_error() -> None:
    wrong = SEGWIT[:20] + ("q" if SEGWIT[20] != "q" else "p") + SEGWIT[21:]
    (hit,) = find(f"pay {wrong}".encode(), rejected=True)
    assert (hit.check, hit.networks) == ("rejected", ())
    assert hit.reason is not None
    assert "character 21" in hit.reason
    assert find(f"pay {wrong}".encode()) == []


def test_a_private_key_is_told_apart_and_its_value_kept_out() -> None:
    told: list[PrivateKey] = []
    key = b"5KN7MzqK5wt2TP1fQCYyHBtDrXdJuXbUzm4A9rKAteGu3Qi5CVR"  # BIP-38's vectors
    data = b"note " + key
    assert find(data, rejected=True, on_private_key=told.append) == []
    assert told == [PrivateKey(5, 5 + len(key), "wif")]
    wide = data.decode().encode("utf-16")
    find(wide, on_private_key=told.append)
    assert wide[told[1].start : told[1].end].decode("utf-16-le").encode() == key


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_without_an_error_and_offsets_are_in_order(data: bytes) -> None:
    for prefix in (b"", b"\xff\xfe", b"content-transfer-encoding: base64\n\n", b"bitcoin:"):
        hits = find(prefix + data, rejected=True)
        assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<b>", "</b>", " ", "\n", "&#", ";", "=\n", "bitcoin:", "?amount=1&", "\u200b", "１", "TR7N",
             "bc1q",
             GENESIS, GENESIS[:17], GENESIS[17:], SEGWIT, ETHER.lower(), "pay ", "0x", "&#49;", "<!--", "%3A"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_offsets_are_true_for_any_mixture(parts: list[str]) -> None:
    data = "".join(parts).encode()
    hits = find(data)
    for hit, following in pairwise(hits):
        assert hit.end <= following.start
    for hit in hits:
        assert data[hit.start : hit.end].decode("utf-8", "replace") == hit.text
        if hit.check != "recovered":
            assert hit.text.lower() == hit.address.lower()


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "<b>1</b>", "TR7N ", "<", "<b ", "&#", "bc1q ", "bitcoin:", "bitcoin:?a=&", "\n ",
             "=\n", "0x"]
)  # fmt: skip
def test_hostile_repetition_takes_no_longer_than_its_size_allows(unit: str) -> None:
    data = (unit * (400_000 // len(unit))).encode()
    start = time.process_time()
    assert find(data) == []
    assert time.process_time() - start < 3, "a second for a megabyte, with room for a slow machine"


@pytest.mark.parametrize("words", ["és Solanán:", "Solanaan:", "Solanayla:"])
def test_a_coins_name_is_known_with_the_endings_of_a_language(words: str) -> None:
    assert only(f"<p>{words}</p><pre>mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN</pre>").asset is None
    assert only(f"Bitcoinban: {GENESIS}").asset == "BTC"
