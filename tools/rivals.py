"""Make `var/rivals`, the environment of the tools that `make bench` runs beside Farthing.

They are pinned by hash in `bench/rivals.lock` and installed apart, so that nothing of theirs is in `.venv`.
All come as wheels but three small packages that iocsearcher asks for, which have none anywhere: those are
built here, and need no compiler for it. A stamp says from which lock and Python the environment was made.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "bench" / "rivals.lock"
RIVALS = ROOT / "var" / "rivals"
STAMP = RIVALS / "made-from"
WITHOUT_WHEELS = "cashaddress,cbor,langdetect"


def main() -> None:
    made_from = "\0".join((LOCK.read_text("utf-8"), sys.version, str(RIVALS)))
    stamp = hashlib.sha256(made_from.encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text("ascii") == stamp:
        return
    print(
        "make bench: making var/rivals from bench/rivals.lock (a minute, once)", file=sys.stderr, flush=True
    )
    run(sys.executable, "-m", "venv", "--clear", str(RIVALS))
    run(
        *(str(RIVALS / "bin" / "python"), "-m", "pip", "-qq", "--no-input", "--disable-pip-version-check"),
        *("install", "--require-hashes", "--only-binary", ":all:", "--no-binary", WITHOUT_WHEELS),
        *("--requirement", str(LOCK)),
    )
    STAMP.write_text(stamp, "ascii")


def run(*command: str) -> None:
    if subprocess.run(command, stdin=subprocess.DEVNULL, cwd=ROOT, check=False).returncode:
        sys.exit("make bench: this failed, and running it again begins anew: " + " ".join(command))


if __name__ == "__main__":
    main()
