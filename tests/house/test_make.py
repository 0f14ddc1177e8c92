"""Make's targets, and that what CI runs is what a person runs."""

import re

import pytest

from house.repository import ROOT, make, text_of

MAKEFILE = text_of(ROOT / "Makefile")
TARGETS = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split()
PROMISED = ("install", "demo", "demo-reset", "test", "lint", "format", "bench", "soak", "help")


def test_help_names_every_target_with_a_line_of_its_own() -> None:
    said = dict(re.findall(r"^  make (\S+) +(\S.*)$", make("help").stdout, re.MULTILINE))
    assert sorted(said) == sorted(TARGETS)


def test_every_rule_is_a_target_that_help_names() -> None:
    assert sorted(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)) == sorted(TARGETS)


@pytest.mark.parametrize("target", PROMISED)
def test_a_promised_target_exists(target: str) -> None:
    assert make("-n", target).returncode == 0


def test_make_alone_changes_nothing_and_shows_the_targets() -> None:
    assert make().stdout == make("help").stdout


def test_the_port_of_the_demonstration_can_be_chosen() -> None:
    assert "--port 8123" in make("-n", "demo", "PORT=8123").stdout


def test_ci_calls_install_lint_and_test_and_nothing_else() -> None:
    script = text_of(ROOT / ".ci" / "run")
    assert re.search(r"^for target in install lint test; do$", script, re.MULTILINE)
    assert re.findall(r"^\s*make .*$", script, re.MULTILINE) == ['    make "$target"']
    assert "set -euo pipefail" in script
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_no_check_is_made_unable_to_fail() -> None:
    swallowing = re.compile(r"\|\|\s*(?:true|:)(?:\s|;|$)|--exit-zero", re.MULTILINE)
    for name in ("Makefile", ".ci/run"):
        assert not swallowing.search(text_of(ROOT / name)), name
    assert not re.search(r"^\t@?-", MAKEFILE, re.MULTILINE)


def test_every_check_that_contributing_names_is_one_that_ci_runs() -> None:
    checks = re.search(r"^## Checks$(.*?)^## ", text_of(ROOT / "CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)[
        1
    ]
    commands = re.findall(r"^\| `([^`]+)` \|", checks, re.MULTILINE)
    run = make("-n", "-o", "install", "lint").stdout + make("-n", "-o", "install", "test").stdout
    assert len(commands) >= 5
    for command in commands:
        assert command in run, f"{command} is named in CONTRIBUTING and not run"
