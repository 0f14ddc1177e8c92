"""Programs and libraries that are no Python packages: which Debian package brings each, and what it is for.

    python3 tools/system_packages.py test      see to everything that `make test` needs
    python3 tools/system_packages.py --list    show the table

A program that is missing is installed when this runs as root beside apt-get; otherwise one line says what to
install, and the command fails. A later need (a Go tool, a Java runtime, a coin's daemon) is one more row.
Runs on the machine's own python3 with the standard library alone.
"""

import glob
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    name: str  # as it is called
    package: str  # Debian's package that brings it
    used_by: str  # the make target that needs it
    why: str
    off_path: str = ""  # a glob of the places off PATH where Debian keeps it


PROGRAMS = (
    Program("curl", "curl", "test", "the examples of docs/API.md"),
    Program("chromium", "chromium", "test", "journeys through the desk in a real browser"),
    Program(
        "initdb",
        "postgresql",
        "test",
        "the second run of every test, on a PostgreSQL server of its own",
        off_path="/usr/lib/postgresql/*/bin/initdb",
    ),
    Program(
        "libatomic.so.1",
        "libatomic1",
        "test",
        "what drives the browser (Playwright's own Node)",
        off_path="/usr/lib/*/libatomic.so.1",
    ),
)


def main(arguments: "list[str]") -> None:
    targets = sorted({program.used_by for program in PROGRAMS})
    if arguments == ["--list"]:
        for program in PROGRAMS:
            print(f"{program.used_by:8} {program.name:16} {program.package:12} {program.why}")
    elif len(arguments) == 1 and arguments[0] in targets:
        provide(arguments[0])
    else:
        sys.exit(f"usage: system_packages.py --list | {' | '.join(targets)}")


def provide(target: str) -> None:
    """Install what `target` lacks, or say what to install and fail."""
    lacking = missing(target)
    if not lacking:
        return
    packages = sorted({program.package for program in lacking})
    for program in lacking:
        print(f"make {target} needs {program.name} for {program.why}.", flush=True)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Install it, as root: apt-get install --no-install-recommends {' '.join(packages)}")
    print(f"Installing {', '.join(packages)} from Debian.", flush=True)
    apt_get("update")
    apt_get("install", "--yes", "--no-install-recommends", *packages)
    still = missing(target)
    if still:
        sys.exit(f"{', '.join(p.package for p in still)} is installed, but {still[0].name} was not found.")


def missing(target: str) -> "list[Program]":
    return [program for program in PROGRAMS if program.used_by == target and not is_here(program)]


def is_here(program: Program) -> bool:
    return bool(shutil.which(program.name) or (program.off_path and glob.glob(program.off_path)))


def apt_get(*arguments: str) -> None:
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        sys.stdout.buffer.write(done.stdout)
        sys.exit(f"This failed: {' '.join(command)}")


if __name__ == "__main__":
    main(sys.argv[1:])
