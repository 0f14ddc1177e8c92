"""Receipts: sixteen digits, found by a hash that only this house's ring makes."""

from __future__ import annotations

import os

from farthing.seal import KeyRing, grouped, new_receipt, receipt_hash


def test_a_receipt_has_sixteen_digits_in_four_groups() -> None:
    assert new_receipt(lambda n: bytes(n)) == "0" * 16
    many = {new_receipt(os.urandom) for _ in range(100)}
    assert len(many) == 100
    assert all(len(one) == 16 and one.isdecimal() for one in many)
    assert grouped("1234567890123456") == "1234 5678 9012 3456"


def test_a_receipts_hash_is_the_same_again_and_another_in_another_house() -> None:
    ring = KeyRing.new("first", os.urandom)
    turned = ring.turned("second", os.urandom)
    assert receipt_hash(ring, "1" * 16) == receipt_hash(turned, "1" * 16)
    assert receipt_hash(ring, "1" * 16) != receipt_hash(KeyRing.new("a", os.urandom), "1" * 16)
    assert b"1" * 4 not in receipt_hash(ring, "1" * 16)
