"""The rooms: pure where they promise it, small, each with a word on what it may hold."""

import ast
import re

import pytest

from house.repository import CODE_FOLDERS, PACKAGE, ROOT, imported_by, modules, repository_files, text_of

ROOMS = ("coins", "pages", "disclosure", "formats", "seal", "trace", "records", "desk", "doors", "kit")
PURE = ("coins", "pages", "disclosure", "formats", "seal", "trace")
LISTENS = {("farthing.cli.desk", "socket")}  # the desk's own port, on loopback
ABOVE_THE_ROOMS = {"__init__", "settings", "urls", "wsgi"}
LONGEST = 400
# A module that is longer, with the reason that was accepted for it.
LONGER: dict[str, str] = {}
BAD_NAMES = ("util", "utils", "helper", "helpers", "common", "manager", "managers", "misc")

# What import-linter cannot see: a pure room that reaches for a file, a clock or chance without an import.
IMPURE_CALLS = ("open", "print", "input", "exec", "eval")
IMPURE_ENDINGS = (
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("uuid1", "uuid4", "generate_key", "urandom", "read_bytes", "read_text", "write_bytes", "write_text"),
)
NETWORK = re.compile(
    r"^(?:socket|ssl|smtplib|ftplib|imaplib|poplib|http\.client|http\.client\..*|urllib\.request(?:\..*)?"
    r"|urllib3|requests|httpx|aiohttp|websockets)(?:\.|$)"
)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_its_docstring_what_may_live_there(room: str) -> None:
    docstring = ast.get_docstring(ast.parse(text_of(PACKAGE / room / "__init__.py")))
    assert docstring
    assert docstring.startswith(f"{room}: ")


def test_nothing_stands_beside_the_rooms() -> None:
    beside = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py"}
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert beside <= ABOVE_THE_ROOMS
    assert folders == {*ROOMS, "cli"}


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_reaches_for_no_file_no_clock_and_no_chance(room: str) -> None:
    found = [
        f"{name}:{call.lineno} {called(call)}"
        for name, tree in modules(PACKAGE / room)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and is_impure(call, reads_own_data=reads_own_data(tree))
    ]
    assert found == []


def is_impure(call: ast.Call, *, reads_own_data: bool) -> bool:
    if reads_own_data and called(call).endswith((".read_bytes", ".read_text")):
        return False
    return called(call) in IMPURE_CALLS or called(call).endswith(IMPURE_ENDINGS)


def reads_own_data(tree: ast.Module) -> bool:
    """The package's own rule files are part of its code, and come by `importlib.resources` alone."""
    return any(name.startswith("importlib.resources") for name in imported_by(tree))


def called(call: ast.Call) -> str:
    return ast.unparse(call.func)


def test_only_doors_and_kit_can_open_a_connection() -> None:
    found = [
        f"{name} imports {imported}"
        for name, tree in modules()
        for imported in imported_by(tree)
        if NETWORK.match(imported)
        and not name.startswith(("farthing.doors", "farthing.kit"))
        and (name, imported) not in LISTENS
    ]
    assert found == []


def test_a_module_fits_its_reader_and_says_by_its_name_what_it_is_for() -> None:
    names = [file.relative_to(ROOT).as_posix() for file in repository_files() if file.suffix == ".py"]
    code = [name for name in names if name.partition("/")[0] in CODE_FOLDERS and "/migrations/" not in name]
    assert [name for name in code if text_of(ROOT / name).count("\n") > LONGEST and name not in LONGER] == []
    assert [name for name in code if set(name.removesuffix(".py").split("/")) & set(BAD_NAMES)] == []


def test_every_reason_for_a_longer_module_is_still_needed() -> None:
    assert [name for name in LONGER if text_of(ROOT / name).count("\n") <= LONGEST] == []
