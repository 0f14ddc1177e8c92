"""Make `.venv` with everything the other commands need: what `make install` runs.

The pinned dependencies come from `requirements.lock`, each checked against its hash, as ready-made wheels
only (a fresh machine has no compiler); then this package itself, editable. A stamp is written last. An
environment without the right stamp (half made, made by another Python, moved, or made from an older lock) is
made anew, so that what is installed is exactly what is locked; with it, the command is done in an instant.

Runs on whatever `python3` the machine has, with the standard library alone, to say plainly what is missing.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
COINS = ROOT / "src" / "farthing" / "coins"
LEAST = (3, 11)


def main() -> None:
    stop_when_python_will_not_do()
    environment, project = environment_stamp(), project_stamp()
    if not stands("environment", environment):
        make_environment()
        write_stamp("environment", environment)
    if not stands("project", project):
        pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        write_stamp("project", project)
    kernel = kernel_stamp()
    if not stands("kernel", kernel):
        compile_kernel()
        write_stamp("kernel", kernel)


def stop_when_python_will_not_do() -> None:
    if sys.version_info < LEAST:
        sys.exit(
            "make install: Farthing needs Python 3.11 or later, and this is {}.{} ({}). "
            "Name another: make install PYTHON=python3.11".format(*sys.version_info[:2], sys.executable)
        )
    try:
        import ensurepip  # noqa: F401  Debian ships it in python3-venv, apart from python3
    except ImportError:
        sys.exit("make install: python3-venv is missing. As root: apt-get install python3-venv")


def make_environment() -> None:
    print("make install: making .venv from requirements.lock (a minute or two, once)", flush=True)
    run(sys.executable, "-m", "venv", "--clear", str(VENV))
    pip("install", "--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK))


def compile_kernel() -> None:
    """Compile what `farthing find` uses for large inputs; what was compiled from older code is dropped."""
    for stale in (COINS / "kernel" / "__pycache__").glob("*.nb?"):
        stale.unlink()
    run(str(VENV / "bin" / "farthing"), "warm")


def kernel_stamp() -> str:
    """What the compiled kernel follows from: its code and the environment it is compiled with."""
    sources = sorted((COINS / "kernel").glob("*.py"))
    return digest(environment_stamp(), *(path.read_text("utf-8") for path in sources))


def environment_stamp() -> str:
    """What the installed dependencies follow from: the lock, the Python, and the place (scripts name it)."""
    return digest(LOCK.read_text("utf-8"), sys.version, os.path.realpath(sys.executable), str(ROOT))


def project_stamp() -> str:
    """What the package's own installation follows from: its metadata; its code is read in place."""
    import tomllib

    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    return digest(
        environment_stamp(), json.dumps([project["build-system"], project["project"]], sort_keys=True)
    )


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def stands(name: str, stamp: str) -> bool:
    file = stamp_file(name)
    return file.exists() and file.read_text("ascii").strip() == stamp and (VENV / "bin" / "python").exists()


def write_stamp(name: str, stamp: str) -> None:
    stamp_file(name).write_text(stamp + "\n", "ascii")


def stamp_file(name: str) -> Path:
    return VENV / ("farthing-" + name + ".stamp")


def pip(*arguments: str) -> None:
    quiet = ("-qq", "--no-input", "--disable-pip-version-check")
    run(str(VENV / "bin" / "python"), "-m", "pip", *quiet, *arguments)


def run(*command: str) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("make install: this failed, and running it again begins anew: " + " ".join(command))


if __name__ == "__main__":
    main()
