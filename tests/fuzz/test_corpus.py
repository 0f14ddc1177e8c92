"""Every input that the fuzzer was given or once broke something with still holds, with atheris or without."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FUZZ = Path(__file__).parents[2] / "fuzz"


def _targets() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_targets", FUZZ / "targets.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TARGETS = _targets()
KEPT = sorted(path for path in (FUZZ / "corpus").rglob("*") if path.is_file())


def test_every_folder_of_the_corpus_is_a_target() -> None:
    assert {path.parent.name for path in KEPT} <= set(TARGETS.TARGETS)
    assert all(path.stat().st_size <= 20_000 for path in KEPT)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_is_kept_holds(path: Path) -> None:
    TARGETS.TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.soak
@pytest.mark.parametrize("name", list(TARGETS.TARGETS))
def test_any_bytes_hold(name: str, repeats: Callable[[int, int], int]) -> None:
    chance = random.Random(name)
    beginnings = [path.read_bytes() for path in KEPT if path.parent.name == name] + TARGETS.examples(name)
    for data in beginnings:
        TARGETS.TARGETS[name](data)
    for _ in range(repeats(30, 5_000)):
        broken = bytearray(chance.choice(beginnings) if beginnings else b"30 days")
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(broken) + 1)
            broken[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        TARGETS.TARGETS[name](bytes(broken))
