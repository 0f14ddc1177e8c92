"""Private keys: told apart by place and kind, never a hit; and what only looks like one."""

from __future__ import annotations

import pytest

from farthing.coins import PrivateKey, find

SECRET = "0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d"  # Bitcoin wiki, WIF


def told(text: str) -> list[str]:
    keys: list[PrivateKey] = []
    assert find(text.encode(), rejected=True, on_private_key=keys.append) == []
    return [key.kind for key in keys]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", "wif"),  # Bitcoin wiki
        ("KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617", "wif"),  # the same key, compressed
        ("6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg", "encrypted"),  # BIP-38
        ("SCZANGBA5YHTNYVVV4C3U252E2B6P6F5T3U6MM63WBSBZATAQI3EBTQ4", "seed"),  # SEP-5
        ("sn3nxiW7v8KXzPzAqzyHXbSSKNuN9", "seed"),  # XRP Ledger documentation
        (f"private key: {SECRET}", "hex"),
        (f'{{"privateKey":"0x{SECRET}"}}', "hex"),
        (f"?address=x&spend_key={SECRET}", "hex"),
    ],
)
def test_a_private_key_is_told_by_its_kind(text: str, kind: str) -> None:
    assert told(f"pay BTC or SOL: {text} today") == [kind]


@pytest.mark.parametrize(
    "text",
    [
        f"transaction {SECRET}", f"public key {SECRET}", f"keyed hash: {SECRET}",
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTK",
        "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1E"
        "GMcet8",  # BIP-32
    ],
)  # fmt: skip
def test_what_is_no_private_key_is_not_told(text: str) -> None:
    keys: list[PrivateKey] = []
    find(text.encode(), on_private_key=keys.append)
    assert keys == []
