"""What was seen on a page and became nothing is listed, with its place and the reason."""

from __future__ import annotations

import pytest

from farthing.pages import Reading, read, to_json

PAGE = """<h1>Members area</h1><p>30 days access <s>45 EUR</s> <b>30 EUR</b>, postage 4 EUR</p>
<h2>How to pay</h2>
<p>Bitcoin: bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4</p>
<p>Old address, do not use: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa</p>
<p>mistyped: bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5</p>
<p>Order 7f3a9c1d2e5b4a6088c1f0e2d3b4a596 is kept for a day while the network confirms it.</p>
<p>PayPal: pay@shop.example. Stop these letters: unsubscribe@shop.example</p>"""


def reading() -> Reading:
    return read(PAGE.encode())[0]


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("amount", "45 EUR", "struck out"),
        ("amount", "4 EUR", "word: postage"),
        ("address", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "given as old: Old address"),
        ("number", "7f3a9c1d2e5b4a6088c1f0e2d3b4a596", "no address, account or invoice"),
        ("contact", "unsubscribe@shop.example", "not given as a contact"),
    ],
)
def test_it_is_listed_with_its_reason(kind: str, text: str, reason: str) -> None:
    assert (kind, text, reason) in {(each.kind, each.text, each.reason) for each in reading().unread}


def test_a_near_miss_of_an_address_is_listed() -> None:
    [miss] = [each for each in reading().unread if each.text.endswith("kv8f3t5")]
    assert miss.kind == "address"
    assert miss.reason


def test_everything_stands_at_its_place() -> None:
    for each in reading().unread:
        assert PAGE.encode()[each.start : each.end].decode() == each.text


def test_what_was_read_is_not_listed() -> None:
    listed = {each.text for each in reading().unread}
    assert not listed & {"30 EUR", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "pay@shop.example"}


def test_the_document_has_it() -> None:
    document = to_json(reading(), "page.html")
    assert document["unread"][0].keys() == {"kind", "text", "reason", "start", "end"}
