"""What tags and style sheets say: attributes with their places, and the classes that strike text through."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_STRUCK_RULE = re.compile(r"([^{}]{1,200})\{[^{}]{0,500}?line-through")
_CLASS_NAME = re.compile(r"\.([\w-]+)")


def attributes_of(written: str, place: int) -> Iterator[tuple[str, tuple[str, int]]]:
    """(name in lower case, (value, its place)) of each attribute of a tag that begins at `place`."""
    for match in _ATTRIBUTE.finditer(written):
        value = match.group(2) or ""
        quoted = value[:1] in ('"', "'")
        yield match.group(1).lower(), (value[1:-1] if quoted else value, place + match.start(2) + quoted)


def count_of(attributes: dict[str, tuple[str, int]], name: str) -> int:
    """The number that an attribute says, 1 where it says none, at most 50."""
    value = attributes.get(name, ("1", 0))[0]
    return max(1, min(int(value), 50)) if value.isascii() and value.isdigit() else 1


def struck_classes(sheet: str) -> set[str]:
    """The classes that a style sheet strikes through: the last one of each selector of such a rule."""
    found: set[str] = set()
    for rule in _STRUCK_RULE.finditer(sheet):
        for selector in rule.group(1).rpartition("}")[2].split(","):
            last = selector.split()[-1] if selector.split() else ""
            found.update(_CLASS_NAME.findall(last))
    return found
