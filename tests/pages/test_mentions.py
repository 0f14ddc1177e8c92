"""Sums that a sentence mentions beside the prices of a page: prices of others, running costs, goals, ages.

The lines stand in `tests/data/mentions/CODE.txt`, as `sentence => 6 EUR P1M`; nothing after the arrow means
that the sentence offers nothing.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from farthing.pages import read

MENTIONS = Path(__file__).parent.parent / "data" / "mentions"
PAGE = (
    '<!DOCTYPE html><html lang="{code}"><meta charset="utf-8"><body><h1>Members</h1>'
    "<p>30 days: 9 EUR</p><p>365 days: 90 EUR</p><p>{sentence}</p></body></html>"
)
BESIDE = {(Decimal(9), "EUR", "P30D"), (Decimal(90), "EUR", "P365D")}
CASES = [
    (path.stem, *line.split(" =>"))
    for path in sorted(MENTIONS.glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("code", "sentence", "offers"), CASES)
def test_a_sentence_offers_only_what_is_sold(code: str, sentence: str, offers: str) -> None:
    [reading] = read(PAGE.format(code=code, sentence=sentence).encode())
    found = {(Decimal(offer.amount), offer.currency, offer.period) for offer in reading.offers}
    parts = [offer.split() for offer in offers.split(";") if offer.strip()]
    assert found - BESIDE == {(Decimal(amount), currency, period) for amount, currency, period in parts}


def test_every_language_mentions_a_dozen_sums() -> None:
    assert {code for code, _, _ in CASES} == {path.stem for path in MENTIONS.glob("*.txt")}
    assert len(CASES) >= 12 * 31
