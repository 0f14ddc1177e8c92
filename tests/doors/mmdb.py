"""A tiny writer of MaxMind DB files (format 2.0): IPv4 networks, records of 24 bits."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

_BITS = 24
_EMPTY = -1
_UINT16, _UINT32, _UINT64 = 5, 6, 9


class Short(int):
    """A number that the format wants as a uint16."""


class Long(int):
    """A number that the format wants as a uint64."""


def write(file: Path, networks: Mapping[str, Mapping[str, Any]]) -> str:
    """Writes a file that knows `networks`; gives its name, as the settings take it."""
    nodes: list[list[int]] = [[_EMPTY, _EMPTY]]
    data, places = b"", {}
    for text, record in networks.items():
        places[text] = len(data)
        data += encoded(record)
    leaves: dict[tuple[int, int], int] = {}
    for text in networks:
        network = IPv4Network(text)
        bits = f"{int(network.network_address):032b}"[: network.prefixlen]
        node = 0
        for bit in bits[:-1]:
            if nodes[node][int(bit)] == _EMPTY:
                nodes.append([_EMPTY, _EMPTY])
                nodes[node][int(bit)] = len(nodes) - 1
            node = nodes[node][int(bit)]
        leaves[node, int(bits[-1])] = places[text]
    count, tree = len(nodes), b""
    for number, node in enumerate(nodes):
        for side, value in enumerate(node):
            leaf = leaves.get((number, side))
            target = count + 16 + leaf if leaf is not None else count if value == _EMPTY else value
            tree += target.to_bytes(_BITS // 8, "big")
    about = {
        "node_count": count,
        "record_size": Short(_BITS),
        "ip_version": Short(4),
        "database_type": "Test",
        "languages": [],
        "binary_format_major_version": Short(2),
        "binary_format_minor_version": Short(0),
        "build_epoch": Long(1_700_000_000),
        "description": {"en": "invented"},
    }
    file.write_bytes(tree + bytes(16) + data + b"\xab\xcd\xefMaxMind.com" + encoded(about))
    return str(file)


def encoded(value: Any) -> bytes:
    """A value with its control byte (the format's "data section")."""
    if isinstance(value, str):
        raw = value.encode()
        return _control(2, len(raw)) + raw
    if isinstance(value, Short | Long):
        return _number(value, _UINT16 if isinstance(value, Short) else _UINT64)
    if isinstance(value, int):
        return _number(value, _UINT32)
    if isinstance(value, Mapping):
        return _control(7, len(value)) + b"".join(encoded(k) + encoded(v) for k, v in value.items())
    return _control(11, len(value)) + b"".join(encoded(one) for one in value)


def _number(value: int, kind: int) -> bytes:
    raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return _control(kind, len(raw)) + raw


def _control(kind: int, size: int) -> bytes:
    sized, more = (size, b"") if size < 29 else (29, bytes((size - 29,)))
    return (bytes((kind << 5 | sized,)) if kind <= 7 else bytes((sized, kind - 7))) + more
