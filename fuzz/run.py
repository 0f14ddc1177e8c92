"""`make fuzz`: every target of `targets.py` for so many seconds, as many at once as there are cores.

    python fuzz/run.py [--seconds N] [--seed N] [TARGET …]

With a seed the inputs are the same each time, so that what `make test` says does not depend on chance.

What makes a target fail is left under `var/fuzz/TARGET/`, and the last line says how to keep it. Where
atheris cannot be installed nothing is fuzzed: the tests replay the corpus there as everywhere.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
CORPUS, FOUND = HERE / "corpus", ROOT / "var" / "fuzz"
PAGES = ROOT / "tests" / "data" / "pages"  # beginnings for the targets that read pages
_READ_PAGES = ("find", "html", "mail", "page", "picture")
_LONGEST = 4_096  # bytes of one input
_PATIENCE = 20  # seconds that one input may take
_COUNTING = ("#", "INFO", "stat::", "0x")  # how lines of the fuzzer's own begin


def main() -> int:
    """Fuzzes the targets named, or all; 1 where one failed."""
    if importlib.util.find_spec("atheris") is None:
        print("make fuzz: atheris is not installed on this system, so nothing is fuzzed")
        return 0
    from targets import TARGETS

    parser = argparse.ArgumentParser(description="Give every reader broken bytes.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=" ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=0, help="other than 0: the same inputs each time")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.targets) - set(TARGETS)):
        parser.error(f"no such target: {', '.join(unknown)}")
    names = asked.targets or list(TARGETS)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        held = list(pool.map(partial(fuzz, seconds=asked.seconds, seed=asked.seed), names))
    failed = [name for name, holds in zip(names, held, strict=True) if not holds]
    if failed:
        print(
            f"make fuzz: {', '.join(failed)} failed. What did it lies in var/fuzz/; keep it in fuzz/corpus/"
        )
    return 1 if failed else 0


def fuzz(name: str, seconds: int, seed: int) -> bool:
    """One target in a process of its own; whether it held, after that was printed."""
    from targets import examples

    found = FOUND / name
    seeds = found / ("corpus" if not seed else f"corpus-{seed}")
    seeds.mkdir(parents=True, exist_ok=True)
    for number, example in enumerate(examples(name)):
        (seeds / f"example-{number}").write_bytes(example)
    further = [CORPUS / name, *([PAGES] if name in _READ_PAGES else [])]
    done = subprocess.run(
        [
            *(sys.executable, HERE / "one.py", name, seeds, *(one for one in further if one.is_dir())),
            *(f"-max_total_time={seconds}", f"-seed={seed}"),
            *(f"-max_len={_LONGEST}", f"-timeout={_PATIENCE}"),
            *(f"-artifact_prefix={found}/", "-rss_limit_mb=2048", "-print_final_stats=1"),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    tried = next((line.split()[-1] for line in done.stderr.splitlines() if "executed_units" in line), "no")
    print(f"{name}: {tried} inputs, {'held' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode:
        print(_report(done.stdout), _report(done.stderr), sep="\n", flush=True)
    return done.returncode == 0


def _report(said: str) -> str:
    """What atheris says of a failure, without the fuzzer's counting."""
    lines = [line for line in said.splitlines() if line and not line.startswith(_COUNTING)]
    return "\n".join(lines[-40:])


if __name__ == "__main__":
    sys.exit(main())
