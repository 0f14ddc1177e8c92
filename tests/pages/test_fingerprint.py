"""The fingerprint is the same within a template, near for near ones, far for others: on 60 invented
templates, each of four pages and two near variants, and on the development pages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from farthing.pages import read
from farthing.pages.fingerprint import DIGITS, NEAR, bands, distance
from pages.score import PAGES, page_files

FAMILIES = 60
SYLLABLES = [first + last for first in "bcdfghjklmnprstvwz" for last in "aeiou"]
FRAMES = ("div", "section", "article", "table", "ul", "dl", "form", "fieldset")


class Template:
    """An invented template: blocks of a frame and parts, each with classes of its own hand."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.blocks = [self.block() for _ in range(self.chance.randint(4, 9))]

    def name(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=3))

    def block(self) -> list[str]:
        frame, item = self.chance.choice(FRAMES), self.name()
        parts = [f'<{{p}} class="{self.name()}">{{text}}</{{p}}>' for _ in range(self.chance.randint(1, 4))]
        tags = [self.chance.choice(("p", "span", "b", "h3", "small", "i")) for _ in parts]
        inner = "".join(part.replace("{p}", tag) for part, tag in zip(parts, tags, strict=True))
        rows = {"table": ("<tr><td>", "</td></tr>"), "ul": ("<li>", "</li>"), "dl": ("<dd>", "</dd>")}
        before, after = rows.get(frame, ("<div>", "</div>"))
        return [f'<{frame} class="{item}">', f"{before}{inner}{after}", f"</{frame}>"]

    def page(self, seed: int, blocks: list[list[str]] | None = None) -> str:
        """A page with its own prices, names and addresses, its blocks in another order, each as often as it
        likes."""
        chance = random.Random(seed)
        shuffled = chance.sample(blocks or self.blocks, len(blocks or self.blocks))
        return "<html><body>" + "".join(
            start + "".join(inner.replace("{text}", text(chance)) for _ in range(chance.randint(1, 5))) + end
            for start, inner, end in shuffled
        )

    def near(self, seed: int) -> str:
        """A page of the template with one block more or one less."""
        more = [*self.blocks, self.block()] if seed % 2 else self.blocks[1:]
        return self.page(seed, more)


def text(chance: random.Random) -> str:
    name = "".join(chance.choices(SYLLABLES, k=4)).title()
    return chance.choice(
        (f"{name} {chance.randint(1, 900)} EUR", f"{name} area", f"{chance.random():.5f} BTC")
    )


def fingerprint(page: str) -> str:
    return read(page.encode())[0].fingerprint


@cache
def families() -> list[tuple[list[str], list[str]]]:
    """For each template the fingerprints of its pages and of its near variants."""
    made = [Template(seed) for seed in range(FAMILIES)]
    return [
        ([fingerprint(t.page(n)) for n in range(4)], [fingerprint(t.near(n)) for n in (10, 11)]) for t in made
    ]


def test_pages_of_one_template_have_one_fingerprint() -> None:
    assert all(len(set(pages)) == 1 for pages, _ in families())


def test_near_templates_are_near() -> None:
    found = [distance(pages[0], other) <= NEAR for pages, near in families() for other in near]
    assert sum(found) / len(found) > 0.97  # one block of four is a quarter of a template


def test_other_templates_are_far() -> None:
    apart = [distance(one[0], other[0]) for (one, _), (other, _) in combinations(families(), 2)]
    assert min(apart) > NEAR
    assert sum(found <= 2 * NEAR for found in apart) / len(apart) < 0.01


def test_bare_pages_of_different_hands_are_not_taken_for_one_template() -> None:
    prints = [
        read(path.read_bytes())[0].fingerprint
        for path in page_files(PAGES)
        if path.suffix in (".html", ".txt")
    ]
    apart = [distance(one, other) for one, other in combinations(prints, 2)]
    assert sum(found <= NEAR for found in apart) <= 1  # of 171


def test_plain_text_keeps_its_fingerprint_under_other_prices_and_addresses() -> None:
    page = "ACCESS\n\n30 days   {price} EUR\n\nSend to:\n{address}\n\nQuestions: {mail}\n"
    one = page.format(price="12.00", address="bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", mail="a@x.example")
    other = page.format(price="7", address="1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", mail="desk77@shop.example")
    assert fingerprint(one) == fingerprint(other)


def test_a_page_that_a_script_draws_is_told_from_another_by_its_objects() -> None:
    shell = '<div id="root"></div><script type="application/json">{}</script>'
    plans = shell.replace("{}", '{"plans":[{"name":"Month","price":"9.90 USD"}]}')
    same = shell.replace("{}", '{"plans":[{"name":"Year","price":"80 USD"},{"name":"Day","price":"1 USD"}]}')
    other = shell.replace(
        "{}", '{"shop":{"items":[{"sku":"a1","cost":9,"old":12}]},"wallets":[{"coin":"BTC1"}]}'
    )
    assert fingerprint(plans) == fingerprint(same)
    assert distance(fingerprint(plans), fingerprint(other)) > NEAR


def test_near_fingerprints_share_a_band() -> None:
    """Nearly all do, at any distance that is near; those of other templates hardly ever."""
    for apart, share in ((0, 1.0), (8, 1.0), (16, 0.99), (NEAR, 0.9)):
        found = [len(set(bands(one)) & set(bands(other))) > 0 for one, other in pairs(apart, 600)]
        assert sum(found) / len(found) >= share
    others = [len(set(bands(one)) & set(bands(other))) > 0 for one, other in pairs(DIGITS, 3000)]
    assert sum(others) <= 3


def pairs(apart: int, count: int) -> Iterator[tuple[str, str]]:
    """Fingerprints that differ in so many digits."""
    chance = random.Random(apart)
    for _ in range(count):
        one = [chance.randrange(16) for _ in range(DIGITS)]
        other = list(one)
        for place in chance.sample(range(DIGITS), apart):
            other[place] = (one[place] + chance.randint(1, 15)) % 16
        yield "".join(f"{digit:x}" for digit in one), "".join(f"{digit:x}" for digit in other)


def test_what_is_no_fingerprint_has_no_bands_and_is_near_nothing() -> None:
    assert bands("") == bands("f00") == bands("X" * 64) == bands("0" * 16) == []
    assert len(set(bands("0" * 64))) == 16
    assert distance("", "0" * 64) == distance("0" * 16, "0" * 64) == DIGITS


def test_a_page_of_very_many_features_has_a_fingerprint_near_that_of_most_of_them() -> None:
    blocks = [f'<div class="{first}{last}">x' for first in SYLLABLES for last in SYLLABLES[:40]]
    assert distance(fingerprint("".join(blocks)), fingerprint("".join(blocks[:-100]))) <= NEAR
