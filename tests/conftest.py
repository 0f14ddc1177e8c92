"""What every room's tests share: the real desk, the real browser's place, and how long to go on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

import desk_server as desks
from desk_server import Desk

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

PAGES = Path(__file__).parent / "data" / "pages"


@pytest.fixture(scope="session")
def desk_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demonstration desk with all its data, served by the real command until the session ends."""
    with desks.running(tmp_path_factory.mktemp("desk") / "data", environment=desks.own_database()) as desk:
        yield desk


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with the cast and nothing recorded, for one test alone."""
    with desks.running(tmp_path / "data", "--empty", environment=desks.own_database()) as desk:
        yield desk


@pytest.fixture(scope="session")
def repeats(pytestconfig: pytest.Config) -> Callable[[int, int], int]:
    """How often a kill, fuzz or load test goes round: `repeats(short, long)`, long in `make soak`."""
    return lambda short, long: long if pytestconfig.getoption("long") else short


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what shares the demonstration desk in one worker, so that it is loaded once a run."""
    for item in items:
        if "desk_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("desk"))
