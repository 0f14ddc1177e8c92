"""Keys of programs: a number that finds, a secret that opens, a hash that is kept."""

from __future__ import annotations

import doctest

import pytest

from farthing.seal import api_key, is_secret_of, new_secret, read_key, secret_hash, write_key


def test_the_doctests_hold() -> None:
    assert doctest.testmod(api_key).failed == 0


def test_a_secret_opens_what_has_its_hash_and_nothing_else() -> None:
    secret = new_secret(lambda length: bytes(range(length)))
    assert len(secret) == 43
    kept = secret_hash(secret)
    assert secret.encode() not in kept
    assert is_secret_of(kept, secret)
    assert not is_secret_of(kept, secret[::-1])
    assert not is_secret_of(None, secret)
    assert read_key(write_key(7, secret)) == (7, secret)


@pytest.mark.parametrize(
    "text", ["", "frt_", "frt_0_" + "x" * 43, "frt_1_" + "x" * 42, "frt_1_" + "x" * 44, "FRT_1_" + "x" * 43]
)
def test_what_is_no_key_is_none(text: str) -> None:
    assert read_key(text) is None
