"""Every format is held to the same conformance tests; a new one gets them by its line in the table."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farthing.coins import CHAINS, account_key, find, formats, parse
from farthing.coins.formats.spec import Example, Format

CASES = [(form, example) for form in formats.FORMATS for example in form.EXAMPLES]
NAMES = [f"{form.SPEC.name}-{example.kind}-{number}" for number, (form, example) in enumerate(CASES)]
LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0OIl-_+/:"


@pytest.mark.parametrize(("form", "example"), CASES, ids=NAMES)
class TestFormat:
    """What holds for every published vector of every format."""

    def test_the_published_vector_is_read(self, form: Format, example: Example) -> None:
        reading = form.parse(example.text)
        assert (reading.address, reading.kind) == (example.address, example.kind)
        assert reading.kind in form.SPEC.kinds
        assert set(reading.networks) <= set(form.SPEC.networks) <= set(CHAINS)
        assert len(reading.accounts) == len(reading.networks)

    def test_validate_and_canonical_agree_with_parse(self, form: Format, example: Example) -> None:
        assert form.validate(example.text)
        assert form.canonical(example.text) == example.address
        assert form.canonical(example.address) == example.address

    def test_the_table_leads_to_the_format(self, form: Format, example: Example) -> None:
        reading = formats.read(example.text)
        assert reading is not None
        assert reading.address == example.address
        assert [address.address for address in parse(example.text)] == [example.address]

    def test_it_is_found_in_a_sentence_with_true_offsets(self, form: Format, example: Example) -> None:
        data = f"Оплата: pay to the wallet {example.text} and send a note".encode()
        (hit,) = find(data)
        assert hit.address == example.address
        assert data[hit.start : hit.end].decode() == hit.text == example.text

    @pytest.mark.parametrize(
        "around",
        [
            "%22{}%22", "%253D{}%2526",
            "=3D{} =\r\n", "\\u0022{}\\u0022", "\\n{}\\n", "\x1b[32m{}\x1b[0m", "&quot;{}&quot;",
            "地址{}。", "адрес:{},", "/{}?x=1", '\\"{}\\"', "**{}**", "[b]{}[/b]", "“{}”", "\x00{}\x00",
        ],
    )  # fmt: skip
    def test_what_touches_it_on_real_pages_does_not_hide_it(
        self, form: Format, example: Example, around: str
    ) -> None:
        if around.startswith("/") and "/" in example.text:
            return  # a slash may be a letter of base64
        data = f"pay to the wallet, TON SOL ETH: {around.replace('{}', example.text)}".encode()
        (hit,) = find(data)
        assert hit.address == example.address
        assert data[hit.start : hit.end].decode() == hit.text == example.text

    def test_its_table_row_fits(self, form: Format, example: Example) -> None:
        assert form.SPEC.could_be(example.text)
        assert form.SPEC.could_be(example.address)
        if form.SPEC.any_case and form.SPEC.name != "evm-hex":
            for other in (example.text.upper(), example.text.lower()):
                assert form.parse(other).address == example.address
        assert not form.SPEC.broken or form.SPEC.pattern

    def test_no_substring_of_a_longer_run_is_found(self, form: Format, example: Example) -> None:
        prefix, colon, run = example.text.rpartition(":")
        for data in (
            f"pay to {prefix}{colon}x7{run}",
            f"pay to {example.text}7x",
            f"pay to {example.text}{run}",
        ):
            assert example.address not in [hit.address for hit in find(data.encode())]

    def test_every_spelling_has_the_same_account_key(self, form: Format, example: Example) -> None:
        for network in form.parse(example.text).networks:
            assert account_key(network, example.text) == account_key(network, example.address)

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(data=st.data())
    def test_one_changed_character_is_never_verified(
        self, form: Format, example: Example, data: st.DataObject
    ) -> None:
        place = data.draw(st.integers(0, len(example.text) - 1))
        letter = data.draw(st.sampled_from(LETTERS))
        changed = example.text[:place] + letter + example.text[place + 1 :]
        reading = formats.read(changed)
        if reading is not None and reading.check == "verified":
            assert reading.accounts == form.parse(example.text).accounts, (
                "another account passed for verified"
            )


def test_every_format_names_its_source_and_its_kinds_have_examples() -> None:
    for form in formats.FORMATS:
        assert form.SPEC.source
        assert {example.kind for example in form.EXAMPLES} <= set(form.SPEC.kinds)
        assert all(example.source for example in form.EXAMPLES)


def test_no_two_formats_share_a_name() -> None:
    names = [form.SPEC.name for form in formats.FORMATS]
    assert len(names) == len(set(names))
