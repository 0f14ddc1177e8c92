"""The pinned dependencies: complete, with hashes, and silent about where they come from."""

import re
import tomllib

import pytest

from house.repository import ROOT, text_of

LOCKS = ("requirements.lock", "bench/rivals.lock")


def requirements(lock: str) -> list[str]:
    return re.findall(r"^(?=[a-z0-9])((?:.*\\\n)*.*)$", text_of(ROOT / lock), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_has_a_hash(lock: str) -> None:
    assert len(requirements(lock)) > 30
    for requirement in requirements(lock):
        assert re.match(
            r"[a-z0-9.\-]+==[^\s;]+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", requirement
        ), requirement.splitlines()[0]


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_nothing_but_requirements_and_hashes(lock: str) -> None:
    line = re.compile(r"[a-z0-9.\-]+==[^\s;]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [written for written in text_of(ROOT / lock).splitlines() if not line.fullmatch(written)] == []


def test_every_dependency_of_the_package_is_locked() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    names = {normal(re.match(r"[A-Za-z0-9._-]+", wish)[0]) for wish in wanted}
    assert names - locked("requirements.lock") == set()


def test_every_rival_of_the_bench_is_locked() -> None:
    lines = text_of(ROOT / "bench/rivals.in").splitlines()
    assert {normal(line) for line in lines if not line.startswith("#")} <= locked("bench/rivals.lock")


def locked(lock: str) -> set[str]:
    return {normal(requirement.partition("==")[0]) for requirement in requirements(lock)}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
