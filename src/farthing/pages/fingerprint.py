"""A template's fingerprint: 64 bits that stay the same under other prices, names and addresses.

Simhash (Charikar 2002) over the set of structural features of a page: each block's element and class with
those around it. A set, so that neither the number nor the order of the blocks counts; text counts only by
its shape, and in plain text alone, where there is no other structure.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from farthing.pages.markup.tree import Document, Node

BITS = 64
_NUMBERS = re.compile(r"[0-9]+")
_HASHLIKE = re.compile(r"^(?=.*\d)[a-z0-9_-]{6,}$")
_SHAPES = (
    (re.compile(r"[^\W\d_]+(?:[\s'’-]+[^\W\d_]+)*"), "a"),
    (re.compile(r"[\d.,]+"), "0"),
    (re.compile(r"[^\S\n]+"), " "),
)
_LANES = 20  # bits for each counter, so that a million features fit
_SPREAD = [sum(((byte >> bit) & 1) << (bit * _LANES) for bit in range(8)) for byte in range(256)]


def fingerprint(document: Document) -> str:
    """Sixteen hex digits; "" for a page without any structure (a bare QR code)."""
    features = _features(document)
    if not features:
        return ""
    total = 0
    for feature in features:
        digest = blake2b(feature.encode("utf-8", "replace"), digest_size=8).digest()
        for place, byte in enumerate(digest):
            total += _SPREAD[byte] << (place * 8 * _LANES)
    half, mask, bits = len(features), (1 << _LANES) - 1, 0
    for bit in range(BITS):
        if ((total >> (bit * _LANES)) & mask) * 2 > half:
            bits |= 1 << bit
    return f"{bits:016x}"


def distance(one: str, other: str) -> int:
    """How many of the 64 bits differ: near templates differ in few."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _features(document: Document) -> set[str]:
    features: set[str] = set()
    stack = [document.root]
    while stack:
        node = stack.pop()
        if node.tag not in ("page", "para", "title"):
            features.add(_path(node, 1))
            features.add(_path(node, 2))
            features.add(_path(node, 3))
        stack.extend(child for child in node.children if isinstance(child, Node))
    if len(features) < 4:
        features |= {f"line {shape}" for shape in _line_shapes(document)}
    return features


def _path(node: Node, depth: int) -> str:
    steps = []
    for step in node.ancestors():
        steps.append(f"{step.tag}.{'.'.join(_names(step))}")
        if len(steps) == depth:
            break
    return ">".join(steps)


def _names(node: Node) -> list[str]:
    """Classes without what a build or a price puts into them."""
    return sorted({_NUMBERS.sub("", name) for name in node.names.split() if not _HASHLIKE.match(name)})


def _line_shapes(document: Document) -> set[str]:
    shapes = set()
    for line in document.lines:
        if line.hidden:
            continue
        shape = document.text[line.start : min(line.end, line.start + 200)]
        for pattern, sign in _SHAPES:
            shape = pattern.sub(sign, shape)
        shapes.add(shape[:24].rstrip())
    return shapes - {""}
