"""What the bench says of a tool: nothing is counted for it or against it that it did not do."""

import json
import re
from pathlib import Path
from random import Random

import pytest
from patterns import PATTERNS

from corpus import Corpus
from corpus.kinds import KINDS
from scoring import Exact, Strings, exact

ONE = {"start": 4, "end": 9, "text": "1abcd", "label": "bitcoin p2pkh", "address": "1abcd"}
ONE |= {"networks": ["bitcoin"], "kind": "p2pkh", "check": "verified"}
CASH = ONE | {"text": "bitcoincash:qxyz", "label": "bitcoin-cash p2pkh"}
SOLANA = ONE | {"start": 90, "text": "Sabc", "label": "solana account", "check": "unchecked"}
NEAR = {"start": 40, "end": 45, "text": "1abce", "label": "bitcoin p2pkh"}


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    corpus = Corpus(tmp_path / "few.txt")
    corpus.truth.write_text("".join(json.dumps(row) + "\n" for row in (ONE, CASH, SOLANA)), "utf-8")
    corpus.near.write_text(json.dumps(NEAR) + "\n", "utf-8")
    return corpus


def test_strings_are_right_wrong_or_from_elsewhere(corpus: Corpus) -> None:
    score = Strings.of(corpus, ["1abcd", "1abcd", "1abce", "something"])
    assert (score.found.total(), score.taken.total(), score.elsewhere) == (1, 1, 1)
    assert score.recall(["bitcoin p2pkh"]) == 1
    assert score.recall(["bitcoin p2pkh", "solana account"]) == 0.5
    assert score.precision(["bitcoin p2pkh"]) == 0.5
    assert score.overall == pytest.approx(1 / 3)


@pytest.mark.parametrize("text", ["bitcoincash:qxyz", "qxyz"])
def test_a_cash_address_counts_with_and_without_its_prefix(corpus: Corpus, text: str) -> None:
    assert Strings.of(corpus, [text]).recall(["bitcoin-cash p2pkh"]) == 1


def test_our_own_hits_must_be_right_in_every_field(corpus: Corpus) -> None:
    assert exact(corpus, [ONE, CASH, SOLANA]) == {True: Exact(2, 2, 0), False: Exact(1, 1, 0)}
    for wrong in ({"start": 5}, {"networks": ["litecoin"]}, {"kind": "p2sh"}, {"address": "1Abcd"}):
        assert exact(corpus, [ONE | wrong, CASH])[True] == Exact(2, 1, 1)


def test_the_patterns_that_rivals_get_match_every_kind_in_both_cases() -> None:
    union = re.compile("|".join(PATTERNS.values()))
    random = Random(3)
    for kind in KINDS:
        for _ in range(5):
            text = kind.make(random)
            assert union.fullmatch(text), (kind.label, text)
            assert not kind.upper or union.fullmatch(text.upper()), (kind.label, text)
