"""The kernel against the readable reference: nothing that the reference finds may be lost."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.coins import Hit, PrivateKey, kernel, places
from farthing.coins.codecs import base58
from farthing.coins.codecs.keccak import keccak256
from farthing.coins.find import find
from farthing.coins.kernel import checks, hashes

DATA = Path(__file__).resolve().parent.parent / "data"
ADDRESSES = [
    json.loads(line)["text"] for line in (DATA / "addresses" / "valid.jsonl").read_text("utf-8").splitlines()
]
PAGES = [path for path in sorted((DATA / "pages").iterdir()) if path.suffix != ".json"]
TEXT = """Lorem ipsum dolor sit Bitcoin pay 3 months Access for 25 USD 2024-11-02 to the r 1 a wallet: Monero
ETH <p>x</p> <a href='q'>Litecoin</a> &amp; Solana SOL USDT trc20 TON -- item-by-item fooBar id=4"""
WORDS = TEXT.split()
BETWEEN = (
    *(" ", "-", "\n", "\n   ", "\\n", "=\n", "\u200b", "\u00ad", "\ufeff", "\u00a0", "\u2009", "&nbsp;"),
    *("&shy;", "<wbr>", "</span><span>", "<b>", "<td>", "</td> <td>", "<!-- x -->", "&#8203;"),
    '<i style="display:none">zz</i>',
)


def looked_for(data: bytes, sieve: places.Sieve) -> tuple[list[Hit], list[PrivateKey]]:
    keys: list[PrivateKey] = []
    hits = find(data, sieve=sieve, on_private_key=keys.append)
    with_misses = find(data, sieve=sieve, rejected=True)
    assert [hit for hit in with_misses if hit.check != "rejected"] == hits
    return with_misses, keys


def assert_equal(data: bytes) -> None:
    assert looked_for(data, kernel.sieve) == looked_for(data, places.everywhere)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_page_gives_the_same(path: Path) -> None:
    assert_equal(path.read_bytes())


def cut_up(address: str, rng: random.Random) -> str:
    size, between = rng.choice((0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 17, 20)), rng.choice(BETWEEN)
    if not size:
        cut = rng.randrange(1, len(address))
        return address[:cut] + between + address[cut:]
    return between.join(address[at : at + size] for at in range(0, len(address), size))


def in_references(address: str, rng: random.Random) -> str:
    return "".join(rng.choice((c, f"&#{ord(c)};", f"&#x{ord(c):x};")) for c in address)


SPELLINGS: tuple[Callable[[str, random.Random], str], ...] = (
    lambda address, rng: address,
    *(cut_up,) * 4,
    in_references,
    lambda address, rng: "".join(chr(ord(c) + 0xFEE0) for c in address),
    lambda address, rng: "%3A" + address,
    lambda address, rng: "%253D" + address,
    lambda address, rng: "\\n" + address,
    lambda address, rng: "=3D" + address,
    lambda address, rng: "\\u0022" + address,
    lambda address, rng: "\x1b[32m" + address,
    lambda address, rng: address[: (at := rng.randrange(1, 5))] + "+\n" + address[at:],
    lambda address, rng: address.upper(),
    lambda address, rng: address[:-1] + "x",
)


@pytest.mark.parametrize("seed", range(60))
def test_addresses_in_every_spelling_among_words_give_the_same(seed: int) -> None:
    rng = random.Random(seed)
    parts = []
    for _ in range(rng.randrange(2, 10)):
        parts += rng.choices(WORDS, k=rng.randrange(20))
        spelled = rng.choice(SPELLINGS)(rng.choice(ADDRESSES), rng)
        parts.append(rng.choice(("", "bitcoin:", '"', ">")) + spelled + rng.choice(("", ".", "<", '"')))
    assert_equal(rng.choice((" ", " ", "\n", "</p><p>")).join(parts).encode())


@given(st.binary(max_size=300), st.sampled_from(ADDRESSES), st.binary(max_size=300))
def test_any_bytes_around_an_address_give_the_same(before: bytes, address: str, behind: bytes) -> None:
    assert_equal(before + address.encode() + behind)


@given(st.text(alphabet="<>/!-&#;=\\ntabispx1Q3E \n\u200b\u00adｂ", max_size=400))
def test_any_markup_gives_the_same(text: str) -> None:
    assert_equal(text.encode())


@given(st.binary(max_size=55))
def test_the_hashes_are_those_of_the_references(message: bytes) -> None:
    data, digest = np.frombuffer(message.ljust(160, b"\0"), np.uint8), np.zeros(32, np.uint8)
    hashes.sha256(data, len(message), digest)
    assert digest.tobytes() == hashlib.sha256(message).digest()
    hashes.keccak256(data, len(message), digest)
    assert digest.tobytes() == keccak256(message)
    long_digest = np.zeros(64, np.uint8)
    hashes.blake2b(data, len(message), long_digest)
    assert long_digest.tobytes() == hashlib.blake2b(message).digest()


@given(st.binary(min_size=5, max_size=40))
def test_base58_and_its_checksum_are_those_of_the_reference(payload: bytes) -> None:
    text = base58.encode_check(payload)
    data, out = np.frombuffer(text.encode().ljust(90, b"\0"), np.uint8), np.zeros(160, np.uint8)
    digest = np.zeros(32, np.uint8)
    assert checks.base58check(data, 0, len(text), checks.BASE58, out, digest)
    assert out[: len(payload)].tobytes() == payload
    wrong = text[:-1] + ("2" if text[-1] != "2" else "3")
    data = np.frombuffer(wrong.encode().ljust(90, b"\0"), np.uint8)
    assert not checks.base58check(data, 0, len(text), checks.BASE58, out, digest)


def test_the_kernel_is_never_compiled_unasked(tmp_path: Path) -> None:
    """With nothing compiled, a large search takes the reference and does not wait for the compiler."""
    script = "from farthing import coins; coins.find(b' ' * 3_000_000); print(coins.ready())"
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert done.stdout.strip() == b"False"
    assert list(tmp_path.rglob("*.nb?")) == []
