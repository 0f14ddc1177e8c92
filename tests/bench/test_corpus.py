"""The bench's corpus: the same for the same seed, its truth true, every kind in it, and all of it found."""

import json
from collections import Counter
from pathlib import Path

import pytest

from corpus import DENSE, Corpus, build
from corpus.kinds import KINDS
from farthing import coins
from farthing.coins.formats import FORMATS

SIZE = 600_000


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return build(tmp_path_factory.mktemp("corpus") / "pages.txt", SIZE, 2 * DENSE)


@pytest.fixture(scope="module")
def data(corpus: Corpus) -> bytes:
    return corpus.documents.read_bytes()


@pytest.fixture(scope="module")
def hits(data: bytes) -> list[coins.Hit]:
    return coins.find(data)


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(corpus: Corpus, tmp_path: Path) -> None:
    again = build(tmp_path / "again.txt", SIZE, 2 * DENSE)
    for one, other in zip(files(corpus), files(again), strict=True):
        assert one.read_bytes() == other.read_bytes()
    other = build(tmp_path / "other.txt", SIZE, 2 * DENSE, seed=2)
    assert other.documents.read_bytes() != corpus.documents.read_bytes()


def files(corpus: Corpus) -> tuple[Path, Path, Path]:
    return corpus.documents, corpus.truth, corpus.near


def test_every_row_says_what_stands_at_its_place(corpus: Corpus, data: bytes) -> None:
    for row in rows(corpus.truth) + rows(corpus.near):
        assert data[row["start"] : row["end"]].decode() == row["text"]


def test_every_kind_of_every_format_occurs_with_two_near_misses(corpus: Corpus) -> None:
    every = {
        (network, kind) for form in FORMATS for network in form.SPEC.networks for kind in form.SPEC.kinds
    }
    truth = rows(corpus.truth)
    assert every <= {(network, row["kind"]) for row in truth for network in row["networks"]}
    assert {row["label"] for row in truth} == {kind.label for kind in KINDS}
    near = Counter(row["label"] for row in rows(corpus.near))
    assert min(near[kind.label] for kind in KINDS) >= 2


def test_every_address_is_found_and_told_what_it_is(corpus: Corpus, hits: list[coins.Hit]) -> None:
    # `start` is compared by the bench itself, which counts a span cut short apart.
    found = {(hit.end, hit.address, hit.networks, hit.kind, hit.check) for hit in hits}
    missed = [
        row
        for row in rows(corpus.truth)
        if (row["end"], row["address"], (*row["networks"],), row["kind"], row["check"]) not in found
    ]
    assert missed == []


def test_nothing_else_is_found(corpus: Corpus, hits: list[coins.Hit]) -> None:
    ends = {row["end"] for row in rows(corpus.truth)}
    assert [hit for hit in hits if hit.end not in ends] == []
