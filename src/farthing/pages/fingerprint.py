"""A template's fingerprint: 64 bits that stay the same under other prices, names and addresses.

Simhash (Charikar 2002) over the set of structural features of a page: each block's element and class with
those around it. A set, so that neither the number nor the order of the blocks counts; text counts only by
its shape, and in plain text alone, where there is no other structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations, islice

from farthing.pages.markup.tree import REST, Document, Node

BITS = 64
NEAR = 10  # bits in which the fingerprints of near templates differ at most
_QUARTER = 16
_MASK = (1 << _QUARTER) - 1
_CHANGES = [
    0,
    *(1 << a for a in range(_QUARTER)),
    *(1 << a | 1 << b for a, b in combinations(range(_QUARTER), 2)),
]
_WHOLE = re.compile(r"[0-9a-f]{16}")
_NAMED = re.compile(r"\.[^.>]")
_NUMBERS = re.compile(r"[0-9]+")
_HASHLIKE = re.compile(r"^(?=.*\d)[a-z0-9_-]{6,}$")
# What a line must hold for a shape to be looked for, the shape, and the sign for it.
_SHAPES = (
    (
        re.compile(r"[@.]|://"),
        re.compile(r"\S+@\S+|\b[a-z]{3,6}://\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:onion|[a-z]{2,12})\b", re.I),
        "@",
    ),
    (re.compile(r"\d"), re.compile(r"(?=[^\s\d]*\d)(?=\S*[A-Za-z])[\w+/=-]{12,}"), "#"),
    (re.compile(""), re.compile(r"[^\W\d_]+(?:[\s'’-]+[^\W\d_]+)*"), "a"),
    (re.compile(r"[\d.,]"), re.compile(r"[\d.,]+"), "0"),
    (re.compile(""), re.compile(r"[^\S\n]+"), " "),
)
_FEW = 4  # structural features with a class or id below which the lines of text count too
_AROUND = 3  # blocks of one feature: itself and those around it
_MANY = 200  # objects of scripts that are looked at
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
    """How many of the 64 bits differ: none for one template, at most `NEAR` for near ones."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def bands(one: str) -> list[int]:
    """The four quarters of a fingerprint, each with its number: what an index holds to look near ones up by.
    None for what is no fingerprint."""
    if not _WHOLE.fullmatch(one):
        return []
    bits = int(one, 16)
    return [number << _QUARTER | bits >> number * _QUARTER & _MASK for number in range(BITS // _QUARTER)]


def bands_near(one: str) -> list[int]:
    """Every quarter that differs from one of this fingerprint's in at most two bits.

    Whatever is near differs in ten bits at most, so in one of its four quarters in two at most: it has a band
    among these. They are 137 of the 65,536 values of each quarter, so an index gives few others.
    """
    return [band ^ change for band in bands(one) for change in _CHANGES]


def _features(document: Document) -> set[str]:
    paths: set[tuple[tuple[str, str], ...]] = set()
    stack = [document.root]
    while stack:
        node = stack.pop()
        if node.tag not in ("page", "para", "title", REST):
            paths.update(_paths(node))
        stack.extend(child for child in node.children if isinstance(child, Node))
    features = {">".join(f"{tag}.{'.'.join(_names(names))}" for tag, names in path) for path in paths}
    named = sum(1 for feature in features if _NAMED.search(feature))
    features |= {f"record {shape}" for shape in _record_shapes(document)}
    if named < _FEW:
        features |= {f"line {shape}" for shape in _line_shapes(document)}
    return features


def _record_shapes(document: Document) -> set[str]:
    """The objects that a page's scripts draw it from, each by its place and the names of its members."""
    shapes: set[str] = set()
    for line in document.lines:
        if line.source == "script" and len(shapes) < _MANY:
            names = sorted({_NUMBERS.sub("", key) for key, _, _ in line.fields if not key.startswith("^")})
            shapes.add(f"{_NUMBERS.sub('', line.path)}: {' '.join(names)}")
    return shapes


def _paths(node: Node) -> Iterator[tuple[tuple[str, str], ...]]:
    """The elements with their names from this block outwards: it alone, with one around it, with two."""
    steps: tuple[tuple[str, str], ...] = ()
    for step in islice(node.ancestors(), _AROUND):
        steps += ((step.tag, step.names),)
        yield steps


def _names(names: str) -> list[str]:
    """Classes without what a build or a price puts into them."""
    return sorted({_NUMBERS.sub("", name) for name in names.split() if not _HASHLIKE.match(name)})


def _line_shapes(document: Document) -> set[str]:
    shown = (line for line in document.lines if not line.hidden and line.node.tag != REST)
    beginnings = {document.text[line.start : min(line.end, line.start + 200)] for line in shown}
    return {_shape(beginning) for beginning in beginnings} - {""}


def _shape(beginning: str) -> str:
    for needed, pattern, sign in _SHAPES:
        if needed.search(beginning) is not None:
            beginning = pattern.sub(sign, beginning)
    return beginning[:24].rstrip()
