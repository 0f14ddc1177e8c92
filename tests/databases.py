"""The plug-in that says which database the tests run on, before anything of Django is read.

`--database=sqlite` (as given) or `--database=postgresql`: then the process that leads starts a server of our
own once, and its workers share it, each with a database of its own. `--long` runs the kill, fuzz and load
tests in their long form (`make soak`). What a developer's shell says of `FARTHING_…` is put aside, and the
data folder is a temporary one.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Generator
from types import FrameType

import pytest

import postgres

LED = "PYTEST_XDIST_WORKER"  # set in a worker: its leader has seen to the database


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("farthing")
    group.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="what to run on")
    group.addoption("--long", action="store_true", help="kill, fuzz and load tests in their long form")


# A wrapper stands before every other plug-in's hook of this name, pytest-django's among them.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Generator[None, None, None]:
    options = early_config.known_args_namespace
    if LED in os.environ:
        os.environ["FARTHING_DATA"] = tempfile.mkdtemp(dir=os.environ["FARTHING_DATA"])
    else:
        for name in [name for name in os.environ if name.startswith("FARTHING_")]:
            del os.environ[name]
        if options.long:
            os.environ["FARTHING_SOAK"] = "1"
        if options.database == "postgresql" and not (options.help or options.version):
            lead_a_server(early_config)
        folder = os.environ["FARTHING_DATA"] = tempfile.mkdtemp(prefix="farthing-tests-")
        early_config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    return (yield)


def lead_a_server(config: pytest.Config) -> None:
    signal.signal(signal.SIGTERM, interrupt)  # as Ctrl-C: leave in order, and stop the server
    server = postgres.start()
    config.add_cleanup(server.stop)
    os.environ["FARTHING_DATABASE"] = server.url("farthing")


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('database')}"
