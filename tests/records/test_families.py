"""Which sites traits join: accounts and contacts alone, template and wording together, common ones never."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from farthing.records.families import COMMON, families
from farthing.records.selectors.traits import BASE, Trait, weight
from farthing.records.words import TraitKind

ACCOUNT, CONTACT = Trait(TraitKind.ACCOUNT, "a"), Trait(TraitKind.CONTACT, "c")
TEMPLATE, WORDING = Trait(TraitKind.TEMPLATE, "t"), Trait(TraitKind.WORDING, "w")
KEYS = [Trait(kind, name) for kind in TraitKind for name in "xy"]
LISTS = st.dictionaries(st.sampled_from(KEYS), st.sets(st.integers(1, 7), min_size=1), max_size=6)


def slowly(lists: dict[Trait, set[int]]) -> list[set[int]]:
    """The readable reference: every pair of sites is asked whether it is joined, then what hangs together."""

    def joined(one: int, other: int) -> bool:
        shared = {trait.kind for trait, sites in lists.items() if {one, other} <= sites}
        return (
            bool(shared & {TraitKind.ACCOUNT, TraitKind.CONTACT})
            or {
                TraitKind.TEMPLATE,
                TraitKind.WORDING,
            }
            <= shared
        )

    groups = [{site} for site in sorted(set().union(*lists.values()))] if lists else []
    for one, other in combinations(sorted(set().union(*lists.values())) if lists else [], 2):
        if joined(one, other):
            mine = [group for group in groups if group & {one, other}]
            groups = [group for group in groups if group not in mine] + [set().union(*mine)]
    return [group for group in groups if len(group) > 1]


def test_an_account_or_a_contact_joins_and_joins_further() -> None:
    assert families({ACCOUNT: {1, 2}, CONTACT: {2, 3}}) == [{1, 2, 3}]


def test_a_template_joins_with_the_wording_alone() -> None:
    assert families({TEMPLATE: {1, 2}, WORDING: {3, 4}}) == []
    assert families({TEMPLATE: {1, 2, 3}, WORDING: {2, 3, 4}}) == [{2, 3}]


def test_what_too_many_have_joins_nobody() -> None:
    many = set(range(COMMON + 1))
    assert families({ACCOUNT: many}) == []
    assert families({ACCOUNT: many - {0}}) == [many - {0}]


def test_the_more_have_a_thing_the_less_it_says() -> None:
    assert weight(TraitKind.ACCOUNT, 2) == BASE[TraitKind.ACCOUNT]
    assert weight(TraitKind.ACCOUNT, 32) == BASE[TraitKind.ACCOUNT] / 2
    assert weight(TraitKind.ACCOUNT, 9) > weight(TraitKind.CONTACT, 9) > weight(TraitKind.TEMPLATE, 9)


@given(LISTS)
def test_it_joins_what_the_slow_reference_joins(lists: dict[Trait, set[int]]) -> None:
    assert sorted(map(sorted, families(lists))) == sorted(map(sorted, slowly(lists)))
