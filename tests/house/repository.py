"""The repository as these tests look at it: its files, its code as trees, and how to call its commands."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "farthing"
CODE_FOLDERS = ("src", "tests", "tools", "bench", "fuzz")


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that is committed, or would be: what `.gitignore` names is not looked at."""
    listed = subprocess.run(
        # The one who runs the tests need not be the one who cloned.
        [*("git", "-c", "safe.directory=*", "ls-files", "-z"), "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    files = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted(file for file in files if file.is_file()))


@cache
def text_of(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace")


def modules(folder: Path = PACKAGE) -> Iterator[tuple[str, ast.Module]]:
    """Every module under `folder` of the package by its dotted name, parsed."""
    for file in sorted(folder.rglob("*.py")):
        parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
        yield ".".join(parts).removesuffix(".__init__"), ast.parse(text_of(file))


def functions(module: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """The functions and methods of a module by their name in it (`Class.method`)."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def imported_by(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def make(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, env=own_environment(), capture_output=True, text=True, check=False
    )


def own_environment(**more: str) -> dict[str, str]:
    """What a person's shell would have: our programs first, and nothing of a `make` that runs the tests."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    inherited["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), inherited.get("PATH", os.defpath)])
    return {**inherited, **more}
