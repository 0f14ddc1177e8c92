"""One line of a payment page in each language: its wording, then amount, currency and period of its offers.

The lines stand in `tests/data/wordings/CODE.txt`, as `wording => 9.90 EUR P1M; 89 EUR P1Y`; nothing after the
arrow means that the line offers nothing. `pages.txt` holds whole bodies of pages, each after its language.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from farthing.pages import read

WORDINGS = Path(__file__).parent.parent / "data" / "wordings"
FILES = sorted(path for path in WORDINGS.glob("*.txt") if path.stem != "pages")


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


CASES = [(path.stem, *line.split(" =>")) for path in FILES for line in lines(path)]
BODIES = [(line[:2], *line[3:].split(" =>")) for line in lines(WORDINGS / "pages.txt")]


def wanted(offers: str) -> set[tuple[Decimal, str, str]]:
    parts = [offer.split() for offer in offers.split(";") if offer.strip()]
    return {(Decimal(amount), currency, period) for amount, currency, period in parts}


@pytest.mark.parametrize(("code", "wording", "offers"), CASES + BODIES)
def test_a_line_is_read_as_it_says(code: str, wording: str, offers: str) -> None:
    body = wording if wording.startswith("<") else f"<p>{wording}</p>"
    page = f'<!DOCTYPE html><html lang="{code}"><meta charset="utf-8"><body>{body}</body></html>'
    [reading] = read(page.encode())
    found = {(Decimal(offer.amount), offer.currency, offer.period) for offer in reading.offers}
    assert found == wanted(offers)


def test_every_language_has_ten_lines_at_least() -> None:
    assert len(FILES) >= 31
    assert all(len(lines(path)) >= 10 for path in FILES)
