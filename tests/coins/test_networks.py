"""The further networks: one account in all its spellings, their payment URIs, memos and settled cases."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coins.samples import CASH, GENESIS, OFFER, SOLANA, STELLAR, TON, XRP
from farthing.coins import Hit, MemoDisagrees, PrivateKey, account_key, find, parse
from farthing.coins.codecs import base32, base58, cashaddr, crc16
from farthing.coins.formats import xrp_base58

TON_BASE64 = TON.translate(str.maketrans("-_", "+/"))
MUXED = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ"  # SEP-23
USDC_MINT = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"  # Solana Pay


def only(text: str) -> Hit:
    data = text.encode()
    (hit,) = find(data)
    assert data[hit.start : hit.end].decode() == hit.text
    return hit


@given(st.binary(min_size=32, max_size=32), st.sampled_from([b"\0", b"\xff"]))
def test_the_spellings_of_a_ton_account_have_one_key(account: bytes, workchain: bytes) -> None:
    spellings = [f"{int.from_bytes(workchain, 'big', signed=True)}:{account.hex()}"]
    spellings.append(spellings[0].upper())
    for tag in (b"\x11", b"\x51"):
        body = tag + workchain + account
        raw = body + crc16.xmodem(body).to_bytes(2, "big")
        spellings += [base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode()]
    assert {account_key("ton", spelling) for spelling in spellings} == {("ton", spellings[0], None)}


@given(st.binary(min_size=20, max_size=20), st.one_of(st.none(), st.integers(0, 2**32 - 1)))
def test_an_x_address_is_its_classic_address_and_its_tag(account: bytes, tag: int | None) -> None:
    flag = b"\0" if tag is None else b"\1"
    body = b"\x05\x44" + account + flag + (tag or 0).to_bytes(8, "little")
    x_address = base58.encode_check(body, xrp_base58.ALPHABET)
    classic = base58.encode_check(b"\0" + account, xrp_base58.ALPHABET)
    memo = None if tag is None else str(tag)
    assert account_key("xrp", x_address) == account_key("xrp", classic, memo) == ("xrp", classic, memo)
    if tag is not None:
        assert account_key("xrp", x_address, f"0{tag}") == ("xrp", classic, memo)
        with pytest.raises(MemoDisagrees):
            account_key("xrp", x_address, str(tag + 1))


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**64 - 1))
def test_a_muxed_address_is_its_account_and_its_id(key: bytes, number: int) -> None:
    def strkey(body: bytes) -> str:
        return base32.encode(body + crc16.xmodem(body).to_bytes(2, "little"))

    account, muxed = strkey(b"\x30" + key), strkey(b"\x60" + key + number.to_bytes(8, "big"))
    assert account_key("stellar", muxed) == account_key("stellar", account, str(number))


@given(st.binary(min_size=20, max_size=20), st.sampled_from([(0, b"\0"), (8, b"\5")]))
def test_legacy_cash_and_token_spellings_are_one_account(digest: bytes, kind: tuple[int, bytes]) -> None:
    plain = cashaddr.encode("bitcoincash", kind[0], digest)
    token = cashaddr.encode("bitcoincash", kind[0] | 16, digest)
    legacy = base58.encode_check(kind[1] + digest)
    spellings = (plain, plain.upper(), plain.split(":")[1], token, legacy)
    assert {account_key("bitcoin-cash", spelling) for spelling in spellings} == {
        ("bitcoin-cash", plain, None)
    }


def test_a_tex_address_pays_the_transparent_account_with_its_hash() -> None:
    # ZIP-320's vector
    tex, transparent = "tex10wur2u9clts5dcpu2vc6qg93uzyj7cca2xm732", "t1VEuDXP1QocoNaxrq4gZArTqqKCZdrwjG7"
    keys = {account_key("zcash", tex), account_key("zcash", transparent)}
    assert all(key[1].startswith("t1") for key in keys)


@pytest.mark.parametrize(
    ("text", "memo"),
    [
        (f"XRP: {XRP} Destination Tag: 12345", "12345"), (f"XRP {XRP} (tag 77)", "77"),
        (f"XLM {STELLAR}\nMemo: order-7", "order-7"),
        (f'{{"xlm":"{STELLAR}","memo":"A7"}}', "A7"),
        (f"Memo (required): 4711<br>{STELLAR}", "4711"), (f"TON {TON} комментарий: 55", "55"),
        (f"XRP {XRP}, no tag required", None), (f"XRP {XRP} tag: none", None),
        (f"BTC {GENESIS} memo: 12", None),
    ],
)  # fmt: skip
def test_a_memo_in_the_words_beside_is_kept(text: str, memo: str | None) -> None:
    assert only(text).memo == memo


def test_a_tag_inside_the_address_stays_there_in_a_hit() -> None:
    assert only(f"XLM {MUXED}").memo is None
    assert parse(MUXED)[0].memo == "0"


def test_a_cash_address_is_the_same_with_and_without_its_prefix() -> None:
    assert only(f"BCH {CASH}").text == CASH
    assert only(f"BCH {CASH.upper()}?amount=1").text == CASH.upper()
    hit = only(f"BCH {CASH.split(':')[1]}")
    assert (hit.address, hit.text) == (CASH, CASH.split(":")[1])


def test_a_32_byte_key_needs_support_from_the_text() -> None:
    assert find(f"cache entry {SOLANA} evicted after an hour".encode()) == []
    assert only(f"Solana: {SOLANA}").check == "unchecked"
    assert only(f"SOL {SOLANA}").asset == "SOL"


def test_a_mistyped_checksummed_address_is_not_read_as_an_unchecked_key() -> None:
    assert find(b"Pay SOL or LTC: LTC1QDP7P2RPX4A2F8XH7A4CRVPPCZGG4EGMV5C78WZ") == []


def test_solana_pay_names_its_token_and_no_mint_or_reference_is_a_hit() -> None:
    hit = only(f"solana:{SOLANA}?amount=0.01&spl-token={USDC_MINT}&reference={USDC_MINT}&memo=a")
    assert (hit.text, hit.asset, hit.amount, hit.memo) == (SOLANA, "USDC", "0.01", "a")


@pytest.mark.parametrize("written", [TON, TON_BASE64])
@pytest.mark.parametrize("cut", ["\u200b", "\n", " ", "<wbr>", "\u00ad", "<br>"])
def test_a_broken_ton_address_is_recovered(written: str, cut: str) -> None:
    text = written[:13] + cut + written[13:30] + cut + written[30:]
    hit = only(f"TON wallet {text} thanks")
    assert (hit.address, hit.check, hit.text) == (written, "recovered", text)


def test_ton_needs_its_own_boundaries() -> None:
    assert find(f"pay TON A{TON}".encode()) == find(f"pay TON {TON}-x".encode()) == []
    assert only(f"https://tonviewer.example/{TON}/tokens").text == TON


def test_raw_ton_needs_support_and_is_lower_case() -> None:
    raw = "0:0C39661089F86EC5926EA7D4EE4223D634BA4ED6DCC2E80C7B6A8E6D59F79B04"
    assert only(f"TON {raw}").address == raw.lower()
    assert find(f"line 12, column {raw}".encode()) == []


def test_an_offer_may_be_divided_and_must_parse() -> None:
    divided = OFFER[:40] + "+\n  " + OFFER[40:]
    assert only(f"tip {divided} thanks").address == OFFER
    assert find(OFFER[:-8].encode()) == []


def test_lnurl_and_lightning_addresses_are_never_hits() -> None:
    for text in (
        "lightning:LNURL1DP68GURN8GHJ7UM9WFMXJCM99E3K7MF0V9CXJ0M385EKVCENXC6R2C35XVUKXEFCV5MKVV34X5EKZD3EV56NYD3HXQURZEPEXEJXXEPNXSCRVWFNV9NXZCN9XQ6XYEFHVGCXXCMYXYMNSERXFQ5FNS",
        "tip me@shop.example",
    ):
        assert find(f"pay {text}".encode()) == []


def test_zip_321_memos_are_decoded() -> None:
    address = "tex10wur2u9clts5dcpu2vc6qg93uzyj7cca2xm732"
    hit = only(f"zcash:{address}?amount=0.789&memo=VGhhbmtzIGZvciB0aGUgYnJlYWQ")
    assert (hit.memo, hit.amount) == ("Thanks for the bread", "0.789")
    assert only(f"zcash:{address}?memo=!").memo is None


def test_sep_7_never_hits_the_issuer() -> None:
    hit = only(
        f"web+stellar:pay?destination={STELLAR}&amount=5&asset_code=USDC&asset_issuer={STELLAR[:1]}{STELLAR[1:]}"
    )
    assert (hit.text, hit.asset, hit.amount) == (STELLAR, "USDC", "5")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SCZANGBA5YHTNYVVV4C3U252E2B6P6F5T3U6MM63WBSBZATAQI3EBTQ4", "seed"),  # SEP-23, seed
        ("sn3nxiW7v8KXzPzAqzyHXbSSKNuN9", "seed"),  # XRP Ledger documentation
    ],
)
def test_seeds_are_told_apart(text: str, kind: str) -> None:
    told: list[PrivateKey] = []
    assert find(f"pay {text} now".encode(), on_private_key=told.append) == []
    assert [key.kind for key in told] == [kind]
