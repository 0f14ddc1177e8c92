"""`docs/ARCHITECTURE.md` lists, by symbol, where data enters and leaves; this keeps the list true.

A line of the list is "- `module:name` words". Everything it names must exist; and what the code shows to be a
way in (an upload, a file that a command opens) or out (a download) must be on it.
"""

import ast
import importlib
import re
from collections.abc import Callable
from functools import cache

from house.repository import PACKAGE, ROOT, functions, modules, text_of

LISTED = re.compile(r"^- `(farthing[\w.]*:[\w.]+)`", re.MULTILINE)


@cache
def listed(heading: str) -> frozenset[str]:
    document = text_of(ROOT / "docs" / "ARCHITECTURE.md")
    section = re.search(rf"^(#+) {heading}$(.*?)(?=^#|\Z)", document, re.MULTILINE | re.DOTALL)
    assert section, f"docs/ARCHITECTURE.md has no heading “{heading}”"
    return frozenset(LISTED.findall(section[2]))


def entrances() -> frozenset[str]:
    return listed("Where data enters")


def exits() -> frozenset[str]:
    return listed("Where data leaves")


def test_both_lists_have_something_to_say() -> None:
    assert entrances()
    assert exits()


def test_every_listed_symbol_exists() -> None:
    for symbol in sorted(entrances() | exits()):
        module, _, name = symbol.partition(":")
        found = importlib.import_module(module)
        for part in name.split("."):
            assert hasattr(found, part), f"{symbol} is listed and does not exist"
            found = getattr(found, part)


def test_every_upload_of_the_desk_is_listed_as_an_entrance() -> None:
    assert unlisted("desk/views", takes_a_file, entrances()) == []


def test_every_download_of_the_desk_is_listed_as_an_exit() -> None:
    assert unlisted("desk/views", gives_a_file, exits()) == []


def test_every_door_is_listed() -> None:
    doors = {path.name for path in (PACKAGE / "doors").iterdir() if (path / "__init__.py").exists()}
    both = entrances() | exits()
    assert [
        door for door in sorted(doors) if not any(s.startswith(f"farthing.doors.{door}") for s in both)
    ] == []


def test_every_module_that_opens_files_for_a_command_is_listed_as_an_entrance() -> None:
    commands = [*modules(PACKAGE / "cli"), *modules(PACKAGE / "kit")]
    opening = [name for name, tree in commands if opens_a_file(tree)]
    assert [name for name in opening if not any(s.startswith(f"{name}:") for s in entrances())] == []


def unlisted(folder: str, shows: Callable[[ast.AST], bool], known: frozenset[str]) -> list[str]:
    """Functions in a folder whose code `shows` the thing, and which (with their class) stand on no list."""
    return [
        f"{module}:{name}"
        for module, tree in modules(PACKAGE / folder)
        for name, code in functions(tree)
        if shows(code) and not {f"{module}:{name}", f"{module}:{name.partition('.')[0]}"} & known
    ]


def takes_a_file(code: ast.AST) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "FILES" for node in ast.walk(code))


def gives_a_file(code: ast.AST) -> bool:
    return any(
        (isinstance(node, ast.Constant) and node.value == "Content-Disposition")
        or (isinstance(node, ast.Name) and node.id in ("FileResponse", "StreamingHttpResponse"))
        or (isinstance(node, ast.keyword) and node.arg == "as_attachment")
        for node in ast.walk(code)
    )


def opens_a_file(code: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in ("open", "read_bytes", "read_text")
        for node in ast.walk(code)
    )
