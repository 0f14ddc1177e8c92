"""The pinned dependencies: complete, with hashes, and silent about where they come from."""

import re
import tomllib

from house.repository import ROOT, text_of

LOCK = text_of(ROOT / "requirements.lock")
REQUIREMENTS = re.findall(r"^(?=[a-z0-9])((?:.*\\\n)*.*)$", LOCK, re.MULTILINE)


def test_every_requirement_is_pinned_and_has_a_hash() -> None:
    assert len(REQUIREMENTS) > 30
    for requirement in REQUIREMENTS:
        assert re.match(
            r"[a-z0-9.\-]+==[^\s;]+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", requirement
        ), requirement.splitlines()[0]


def test_the_lock_holds_nothing_but_requirements_and_hashes() -> None:
    line = re.compile(r"[a-z0-9.\-]+==[^\s;]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [written for written in LOCK.splitlines() if not line.fullmatch(written)] == []


def test_every_dependency_of_the_package_is_locked() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    names = {normal(re.match(r"[A-Za-z0-9._-]+", wish)[0]) for wish in wanted}
    locked = {normal(requirement.partition("==")[0]) for requirement in REQUIREMENTS}
    assert names - locked == set()


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
