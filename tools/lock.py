"""Make the locks anew: `requirements.lock` from `pyproject.toml`, `bench/rivals.lock` from `bench/rivals.in`.

Every dependency of every extra, for every platform, with the hashes of all its files, and no address of the
place they came from. The rivals of the bench are locked apart, since nothing of ours installs them. The
resolver (uv) is not one of the dependencies: it lives in an environment of its own under `var/`, and asks
the package index that pip is configured for on this machine.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "var" / "lock-tools"


def main() -> None:
    if not (TOOLS / "bin" / "uv").exists():
        run(sys.executable, "-m", "venv", "--clear", str(TOOLS))
        run(str(TOOLS / "bin" / "python"), "-m", "pip", "-qq", "install", "--only-binary", ":all:", "uv")
    lock("pyproject.toml", "requirements.lock", "--all-extras")
    lock("bench/rivals.in", "bench/rivals.lock")
    print(
        "The locks are made anew. `make install` and `make bench` follow them, `make test` says if they hold."
    )


def lock(wanted: str, locked: str, *more: str) -> None:
    compile_lock = (
        *(str(TOOLS / "bin" / "uv"), "--quiet", "pip", "compile", wanted, *more),
        *("--universal", "--python-version", "3.11", "--generate-hashes"),
        *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
        *("--upgrade", "--output-file", locked),
    )
    run(*compile_lock, environment=resolver_environment())


def resolver_environment() -> "dict[str, str]":
    """uv reads no pip configuration, so hand it pip's index and certificates where there are any."""
    environment = dict(os.environ)
    for setting, variable in (("index-url", "UV_DEFAULT_INDEX"), ("cert", "SSL_CERT_FILE")):
        value = pip_setting(setting)
        if value:
            environment.setdefault(variable, value)
    return environment


def pip_setting(name: str) -> "str | None":
    pip = (str(TOOLS / "bin" / "python"), "-m", "pip", "config", "get")
    for section in (":env:", "global"):
        asked = subprocess.run([*pip, f"{section}.{name}"], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            return asked.stdout.strip()
    return None


def run(*command: str, environment: "dict[str, str] | None" = None) -> None:
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        sys.exit("make lock: this failed: " + " ".join(command))


if __name__ == "__main__":
    main()
