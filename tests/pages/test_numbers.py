"""Numbers as people write them, in every script and with every sign between the groups."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.pages.offers.numbers import number, plain

DIGITS = {
    "full-width": "０１２３４５６７８９", "arabic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹",
    "hindi": "०१२३४५६७८९", "bengali": "০১২৩৪৫৬৭৮৯", "thai": "๐๑๒๓๔๕๖๗๘๙",
    "tamil": "௦௧௨௩௪௫௬௭௮௯", "gujarati": "૦૧૨૩૪૫૬૭૮૯",
}  # fmt: skip
GROUPS = ["", " ", "\u00a0", "\u202f", "\u2009", "'", "’", "٬"]


def grouped(whole: int, sign: str) -> str:
    return f"{whole:,}".replace(",", sign)


@given(whole=st.integers(0, 10**9), sign=st.sampled_from([*GROUPS, ",", "."]))
def test_groups_of_three_are_thousands(whole: int, sign: str) -> None:
    assert number(grouped(whole, sign)) == whole


@given(
    whole=st.integers(1000, 10**8),
    cents=st.integers(0, 99),
    signs=st.sampled_from([(",", "."), (".", ","), *((group, sign) for group in GROUPS for sign in ",.")]),
)
def test_the_last_sign_of_two_kinds_is_the_decimal_one(
    whole: int, cents: int, signs: tuple[str, str]
) -> None:
    group, decimal = signs
    assert number(f"{grouped(whole, group)}{decimal}{cents:02}") == Decimal(f"{whole}.{cents:02}")


@given(whole=st.integers(1000, 10**9), script=st.sampled_from(sorted(DIGITS)))
def test_digits_of_every_script_count(whole: int, script: str) -> None:
    table = str.maketrans("0123456789", DIGITS[script])
    assert number(str(whole).translate(table)) == whole
    assert number(f"{whole}.25".translate(table)) == Decimal(f"{whole}.25")


@given(whole=st.integers(100_000, 99_99_99_999))
def test_indian_groups(whole: int) -> None:
    head, tail = divmod(whole, 1000)
    pairs = []
    while head:
        head, pair = divmod(head, 100)
        pairs.append(f"{pair:02}" if head else str(pair))
    assert number(",".join([*reversed(pairs), f"{tail:03}"])) == whole


@given(places=st.integers(4, 8), digits=st.integers(1, 999))
def test_many_decimals_are_decimals(places: int, digits: int) -> None:
    for sign in ".,":
        assert number(f"0{sign}{digits:0{places}}", fine=True) == Decimal(f"0.{digits:0{places}}")


@given(st.text(alphabet="0123456789.,' \u202f٫٬", max_size=30))
def test_anything_is_read_or_refused(written: str) -> None:
    value = number(written)
    assert value is None or value >= 0
    assert value is None or "E" not in plain(value)


@pytest.mark.parametrize(
    ("written", "decimal", "fine", "value"),
    [
        ("1.000", ",", False, "1000"), ("1,000", ".", False, "1000"), ("1.000", ".", True, "1.000"),
        ("1,000", ",", True, "1.000"), ("0.500", ".", False, "0.500"), ("12,5", ",", False, "12.5"),
        ("1'234.50", ".", False, "1234.50"), ("1.234.567", ",", False, "1234567"),
        ("٠٫٠٠٠٨", ".", True, "0.0008"),
        ("１，２００", ".", False, "1200"), ("2,00,000", ".", False, "200000"),
        ("1٬200٫5", ".", False, "1200.5"),
    ],
)  # fmt: skip
def test_a_number_means(written: str, decimal: str, fine: bool, value: str) -> None:
    assert number(written, decimal=decimal, fine=fine) == Decimal(value)


@pytest.mark.parametrize("written", ["1.2.3", "10.4.2", "1,2,3.4,5", ""])
def test_a_version_is_no_number(written: str) -> None:
    assert number(written) is None
