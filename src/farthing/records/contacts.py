"""Contacts: the key under which one contact is found in any spelling, and what of it may stand unsealed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from farthing.records.masking import masked

SITE_KINDS = frozenset({"onion", "url", "mirror"})  # contacts that are themselves sites' addresses
_HANDLES = frozenset({"telegram", "wickr", "discord", "icq", "skype", "kik", "threema", "twitter"})
_NUMBERS = frozenset({"signal", "whatsapp", "phone", "viber"})


def contact_key(kind: str, value: str) -> str:
    """`kind:value` with the spelling's freedom taken out: case, the `@` of a handle, the dashes of a number.

    Kinds of one family share a key where the same account is meant: an onion named as a mirror is found by
    the onion contact elsewhere.
    """
    text = re.sub(r"\s+", "", value).casefold()
    if kind in SITE_KINDS:
        return "site:" + re.sub(r"^[a-z]+://(www\.)?|/$", "", text)
    if kind in _NUMBERS:
        return f"{kind}:{re.sub(r'[^0-9+]', '', text)}"
    if kind in _HANDLES:
        text = re.sub(r"^(https?://)?(t\.me/)?@?", "", text)
    return f"{kind}:{text}"


def shown_contact(kind: str, value: str, hosts: Sequence[str]) -> str:
    """What of a contact may stand unsealed: all of it, or its mask where it holds a site's address.

    `hosts` are the hosts of the observed site and its mirrors; an e-mail at one of them keeps its name only.
    """
    if kind in SITE_KINDS:
        return "[site]"
    name, at, domain = value.rpartition("@")
    domain = domain.casefold().rstrip("./")
    own = any(domain == host or domain.endswith("." + host) for host in hosts)
    if at and (own or domain.endswith((".onion", ".i2p"))):
        return f"{name}@[site]"
    return value if masked(value, hosts, only_hosts=True) == value else "[site]"
