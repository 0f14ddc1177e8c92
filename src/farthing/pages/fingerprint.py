"""A template's fingerprint: 64 digits that stay the same under other prices, names and addresses.

Minwise hashing (Broder 1997; a few bits of each minimum: Li and König 2010) over the set of structural
features of a page: each block's element and class with those around it. Each digit is that of the feature
that comes first in an order of its own, so two pages have about as many digits in common as their sets have
features. A set, so that neither the number nor the order of the blocks counts; text counts only by its shape,
and in plain text alone, where there is no other structure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from hashlib import blake2b, shake_128
from itertools import islice
from struct import Struct

from farthing.pages.markup.tree import REST, Document, Node

DIGITS = 64
NEAR = 24  # digits in which the fingerprints of near templates differ at most
_A_BAND = 4  # digits of the index's keys: whatever is near has some of its sixteen bands in common
_MOST = 2000  # features; of more, those whose hashes are smallest stand for all
_AT_ONCE = 256
_WHOLE = re.compile(r"[0-9a-f]{64}")
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
_ORDERS = Struct(f"<{DIGITS}I")


def fingerprint(document: Document) -> str:
    """Sixty-four hex digits; "" for a page without any structure (a bare QR code)."""
    features = _features(document)
    if len(features) > _MOST:
        features = set(sorted(features, key=lambda one: blake2b(_bytes(one), digest_size=8).digest())[:_MOST])
    return "".join(f"{least & 15:x}" for least in _minima(features))


def distance(one: str, other: str) -> int:
    """How many of the 64 digits differ: none for one template, at most `NEAR` for near ones; all for what is
    no fingerprint of this kind."""
    if len(one) != DIGITS or len(other) != DIGITS:
        return DIGITS
    return sum(map(str.__ne__, one, other))


def bands(one: str) -> list[int]:
    """The sixteen bands of a fingerprint, each with its number: what an index holds to look near ones up by.
    None for what is no fingerprint."""
    if not _WHOLE.fullmatch(one):
        return []
    return [
        number << 4 * _A_BAND | int(one[start : start + _A_BAND], 16)
        for number, start in enumerate(range(0, DIGITS, _A_BAND))
    ]


def _minima(features: Collection[str]) -> tuple[int, ...]:
    """The smallest of the features' numbers in each of 64 orders."""
    waiting, least = iter(features), ()
    while rows := [
        _ORDERS.unpack(shake_128(_bytes(one)).digest(_ORDERS.size)) for one in islice(waiting, _AT_ONCE)
    ]:
        least = tuple(map(min, *rows, *([least] if least else []), rows[0]))
    return least


def _bytes(feature: str) -> bytes:
    return feature.encode("utf-8", "replace")


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
