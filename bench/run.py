"""How fast it is, on this machine, now: what `make bench` runs. It prints the tables of bench/RESULTS.md.

    PYTHONPATH=tests .venv/bin/python bench/run.py [--size 200MB] [engine] [hostile] [command] [corpus] …
    PYTHONPATH=tests .venv/bin/python bench/run.py [--sites 1000000] scale

`engine` and `command` measure one page, `hostile` input that is bad on purpose, `corpus` as many bytes as
`--size` says, `rivals` the tools one would otherwise use, `desk` the demonstration desk, served by the real
command. `scale`, only where it is asked for, fills a desk with as many `--sites`, on both databases.
"""

import argparse
import os
import platform
import re
from collections.abc import Callable, Iterator

import arena
import commands
import desk
import engine
import hostile
import scale
import whole
from measure import Row

TITLES = {
    "engine": "A page, inside a running process",
    "hostile": "Bad input",
    "command": "A page, the command from a cold start",
    "corpus": "The corpus",
    "rivals": "Beside other tools",
    "desk": "The desk",
    "scale": "The desk at scale",
}
UNITS = {"kB": 10**3, "MB": 10**6, "GB": 10**9}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure Farthing on this machine.")
    parser.add_argument(
        "--size", type=size, default=size("200MB"), help="of the corpus, such as 200MB or 2GB"
    )
    parser.add_argument("--sites", type=int, default=1_000_000, help="of the desk at scale")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(TITLES))
    wanted = parser.parse_args()
    parts: dict[str, Callable[[], Iterator[str]]] = {
        "engine": lambda: table(engine.rows()),
        "hostile": lambda: table(hostile.rows()),
        "command": lambda: table(commands.rows()),
        "corpus": lambda: table(whole.rows(wanted.size)),
        "rivals": arena.tables,
        "desk": lambda: table(desk.rows()),
        "scale": lambda: table(scale.rows(wanted.sites)),
    }
    if unknown := set(wanted.parts) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(parts)}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    for part in wanted.parts or [part for part in parts if part != "scale"]:
        print(f"\n## {TITLES[part]}\n")
        for line in parts[part]():
            print(line, flush=True)


def size(text: str) -> int:
    number, unit = re.fullmatch(r"(\d+) ?([kMG]B)", text).groups()
    return int(number) * UNITS[unit]


def table(rows: Iterator[Row]) -> Iterator[str]:
    yield "| what | figure | to reach |\n|---|---|---|"
    for row in rows:
        yield f"| {row.what} | {row.figure} | {row.to_reach} |"


if __name__ == "__main__":
    main()
