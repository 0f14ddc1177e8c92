"""Keys, sealed fields, blind indexes and slips."""

from __future__ import annotations

import os
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.seal import (
    Broken,
    KeyRing,
    KeyRingError,
    Place,
    Shredded,
    blind_index,
    new_data_key,
    open_field,
    open_slip,
    rewrap,
    seal_field,
    seal_slip,
    unwrap,
)

RING = KeyRing.new("first", os.urandom)


def test_a_ring_comes_back_from_its_file_as_it_was() -> None:
    assert KeyRing.from_json(RING.to_json()) == RING


def test_a_ring_never_shows_a_key() -> None:
    shown = repr(RING) + str(RING)
    assert not any(key.hex() in shown or str(key) in shown for key in (RING.index, RING.slip))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"current":"a","wrapping":{},"index":"","slip":""}',
        "null",
        RING.to_json().replace('"current": "first"', '"current": "second"'),
        RING.to_json().replace(RING.index.hex(), "00"),
    ],
)
def test_what_is_no_ring_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(KeyRingError, match=r"\.$"):
        KeyRing.from_json(text)


@given(st.text())
def test_a_field_opens_where_it_was_sealed(text: str) -> None:
    key = os.urandom(32)
    place = Place("site", uuid4(), "address")
    assert open_field(key, place, seal_field(key, place, text, os.urandom)) == text


def test_a_value_moved_to_another_row_or_field_does_not_open() -> None:
    key, record = os.urandom(32), uuid4()
    sealed = seal_field(key, Place("site", record, "address"), "text", os.urandom)
    for place in (
        Place("site", uuid4(), "address"),
        Place("site", record, "referrer"),
        Place("contact", record, "address"),
    ):
        with pytest.raises(Broken):
            open_field(key, place, sealed)


@given(st.data())
def test_one_changed_bit_is_noticed(data: st.DataObject) -> None:
    key, place = os.urandom(32), Place("site", uuid4(), "address")
    sealed = bytearray(seal_field(key, place, "some text", os.urandom))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Broken):
        open_field(key, place, bytes(sealed))


def test_a_data_key_opens_for_its_own_record_only() -> None:
    record = uuid4()
    key, wrapped = new_data_key(RING, record, os.urandom)
    assert unwrap(RING, wrapped, record) == key
    with pytest.raises(Broken):
        unwrap(RING, wrapped, uuid4())


def test_a_shredded_key_says_so() -> None:
    with pytest.raises(Shredded):
        unwrap(RING, b"", uuid4())


def test_after_the_ring_was_turned_old_keys_open_and_can_be_wrapped_anew() -> None:
    record = uuid4()
    key, wrapped = new_data_key(RING, record, os.urandom)
    turned = RING.turned("second", os.urandom)
    assert unwrap(turned, wrapped, record) == key
    again = rewrap(turned, wrapped, record, os.urandom)
    assert unwrap(turned, again, record) == key
    with pytest.raises(KeyRingError):
        unwrap(RING, again, record)
    with pytest.raises(KeyRingError):
        turned.turned("first", os.urandom)


def test_a_blind_index_is_the_same_for_equal_values_of_one_field_and_ring_only() -> None:
    index = blind_index(RING, "site.address", "a")
    assert index == blind_index(RING, "site.address", "a")
    assert len(index) == 16
    others = [
        blind_index(RING, "site.address", "b"),
        blind_index(RING, "site.host", "a"),
        blind_index(KeyRing.new("other", os.urandom), "site.address", "a"),
    ]
    assert index not in others


def test_a_slip_comes_back_for_its_purpose_in_its_time() -> None:
    slip = seal_slip(RING, "record by 7", "a draft é", 1_000, os.urandom)
    assert "draft" not in slip
    assert open_slip(RING, "record by 7", slip, 1_060, lifetime=60) == "a draft é"
    for purpose, now in (("record by 8", 1_000), ("record by 7", 1_061), ("record by 7", 999)):
        with pytest.raises(Broken):
            open_slip(RING, purpose, slip, now, lifetime=60)


@given(st.text(max_size=200))
def test_what_is_no_slip_is_refused(text: str) -> None:
    with pytest.raises(Broken):
        open_slip(RING, "p", text, 0, lifetime=60)


def test_a_slip_that_unpacks_without_end_is_refused() -> None:
    slip = seal_slip(RING, "p", "0" * (33 * 1024 * 1024), 0, os.urandom)
    with pytest.raises(Broken, match="larger"):
        open_slip(RING, "p", slip, 0, lifetime=60)
