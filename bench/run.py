"""How fast it is, on this machine, now: what `make bench` runs. It prints the table of bench/RESULTS.md.

    PYTHONPATH=tests .venv/bin/python bench/run.py [engine] [command] [desk]

Everything is measured on the test pages and on the demonstration desk, served by the real command.
"""

import os
import platform
import sys

import commands
import desk
import engine
from measure import Row

PARTS = {"engine": engine.rows, "command": commands.rows, "desk": desk.rows}


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - set(PARTS)
    if unknown:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
    print("| what | figure | to reach |\n|---|---|---|")
    for part in wanted or PARTS:
        for row in PARTS[part]():
            show(row)


def show(row: Row) -> None:
    print(f"| {row.what} | {row.figure} | {row.to_reach} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
