"""Ways to pay as each language takes and refuses them, on a page that has an address and one price besides.

The lines stand in `tests/data/ways/CODE.txt`, as `sentence => card transfer BTC`; nothing after the arrow
means that the sentence offers no way to pay.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from farthing.pages import read

WAYS = Path(__file__).parent.parent / "data" / "ways"
MONERO = "41h89uhEnsZH1cX4r4RTnPKbuN5oBngDfMVjVy1hHhSw4Dg1MHxcekHDxvhMM1oeL2ZTHtc3Xg9ob5d1nh9p7XTY4T4ZBMf"
PAGE = (
    '<!DOCTYPE html><html lang="{code}"><meta charset="utf-8"><body><h1>Members</h1>'
    "<p>30 days: 9 EUR</p><p>{sentence}</p><p>XMR</p><p>{address}</p></body></html>"
)
CASES = [
    (path.stem, *line.split(" =>"))
    for path in sorted(WAYS.glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("code", "sentence", "ways"), CASES)
def test_a_sentence_offers_the_ways_that_it_says(code: str, sentence: str, ways: str) -> None:
    page = PAGE.format(code=code, sentence=sentence, address=MONERO)
    [reading] = read(page.encode())
    found = {option.asset if option.rail == "crypto" else option.rail for option in reading.options}
    assert found - {"XMR"} == set(ways.split())


def test_every_language_refuses_something() -> None:
    assert len({code for code, _, ways in CASES if not ways.strip()}) >= 31
