"""Regular expressions mean the same on every Python from 3.11.0."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from re import _constants, _parser  # type: ignore[attr-defined]
from types import ModuleType

import farthing

# `a++` and `(?>a)` match wrongly before Python 3.11.5, and Debian 12 has 3.11.2. A look-ahead does the same:
# `(?=(a+))\\1` is not gone back into.
FORBIDDEN = {_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(farthing.__path__, "farthing."):
        if not any(part in found.name for part in ("__main__", ".desk", ".records", ".migrations")):
            yield import_module(found.name)


def operations(parsed: object) -> Iterator[object]:
    if isinstance(parsed, _parser.SubPattern):
        parsed = parsed.data
    if isinstance(parsed, list | tuple):
        for part in parsed:
            yield from operations(part)
    elif isinstance(parsed, _constants._NamedIntConstant):
        yield parsed


def unsafe(pattern: "re.Pattern[str] | re.Pattern[bytes]") -> bool:
    return not FORBIDDEN.isdisjoint(operations(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))


def test_an_unsafe_pattern_is_known() -> None:
    assert unsafe(re.compile("(?:b|a++)c"))
    assert unsafe(re.compile(rb"x(?>a|b)"))
    assert not unsafe(re.compile(r"(?=(a+))\1+?"))


def test_no_pattern_is_possessive_or_atomic() -> None:
    patterns = {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }
    assert len(patterns) > 100
    assert [name for name, pattern in patterns.items() if unsafe(pattern)] == []
