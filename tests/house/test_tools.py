"""The set-up commands say plainly what a machine lacks, and do not guess their way on."""

import subprocess
import sys
from pathlib import Path

from house.repository import ROOT, own_environment

TOOLS = ROOT / "tools"
AS_MAIN = "import runpy; runpy.run_path('tools/environment.py', run_name='__main__')"


def python(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=own_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_venv_module_is_named_by_its_debian_package_in_one_line() -> None:
    done = python("-c", f"import sys; sys.modules['ensurepip'] = None; {AS_MAIN}")
    assert done.returncode == 1
    assert done.stderr == "make install: python3-venv is missing. As root: apt-get install python3-venv\n"


def test_a_python_that_is_too_old_is_named_in_one_line() -> None:
    done = python("-c", f"import sys; sys.version_info = (3, 9, 2); {AS_MAIN}")
    assert done.returncode == 1
    assert done.stderr.startswith("make install: Farthing needs Python 3.11 or later, and this is 3.9 (")
    assert done.stderr.count("\n") == 1


def test_a_machine_without_python_is_told_the_package() -> None:
    done = subprocess.run(
        ["make", "-s", "install", "PYTHON=python-that-is-not-there"],
        cwd=ROOT,
        env=own_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "As root: apt-get install python3 python3-venv" in done.stderr


def test_a_missing_program_is_named_with_its_package_where_it_may_not_be_installed(tmp_path: Path) -> None:
    done = python("tools/system_packages.py", "test", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "make test needs chromium for journeys through the desk in a real browser." in done.stdout
    assert done.stderr.startswith("Install it, as root: apt-get install --no-install-recommends chromium")


def test_what_make_test_needs_is_here() -> None:
    assert python("tools/system_packages.py", "test").returncode == 0


def test_the_set_up_commands_need_nothing_but_the_standard_library() -> None:
    for tool in TOOLS.glob("*.py"):
        done = python("-I", "-S", "-c", f"import runpy; runpy.run_path({str(tool)!r})")
        assert done.returncode == 0, done.stderr


def test_the_page_of_networks_is_what_the_code_says() -> None:
    done = python("tools/pages/networks.py", "--check")
    assert (done.returncode, done.stdout) == (0, "")
