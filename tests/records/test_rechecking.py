"""The course of a watch: properties that hold over any row of looks, and the schedule."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cast import NOW
from farthing.records.rechecking import APART, MISSES, OVER, Course, by_second_exit, next_look, step
from farthing.records.words import Seen, WatchState

LOOKS = st.lists(st.tuples(st.sampled_from(list(Seen)), st.integers(0, 90)), max_size=40)


@given(LOOKS, st.booleans())
def test_removed_means_enough_misses_apart_and_nothing_seen_between(
    looks: list[tuple[Seen, int]], two_exits: bool
) -> None:
    course, at = Course(), NOW
    counted: list[tuple[timedelta, bool]] = []  # misses since the page was last there, and by which exit
    for seen, minutes in looks:
        at += timedelta(minutes=minutes)
        second, before = by_second_exit(course, two_exits), course
        course = step(course, seen, at, two_exits=two_exits)
        if before.state in OVER or seen == Seen.VOID:
            assert course == before
            continue
        if seen == Seen.MISS and course != before:
            counted.append((at - NOW, second))
        elif seen in (Seen.PRESENT, Seen.MOVED):
            counted = []
        if course.state == WatchState.REMOVED:
            first = [when for when, by_second in counted if not by_second]
            assert len(first) == MISSES
            assert all(later - earlier >= APART for earlier, later in pairwise(first))
            assert counted[-1][1] == two_exits
    assert (next_look(course, Seen.VOID, at, NOW) is None) == (course.state in OVER)


@given(st.sampled_from([Seen.CHANGED, Seen.BLOCKED, Seen.LOGIN]), LOOKS)
def test_what_is_neither_the_page_nor_its_absence_goes_to_a_person(
    odd: Seen, looks: list[tuple[Seen, int]]
) -> None:
    course, at = step(Course(), odd, NOW, two_exits=False), NOW
    for seen, minutes in looks:
        at += timedelta(minutes=minutes)
        course = step(course, seen, at, two_exits=False)
    assert course.state == WatchState.PERSON


def test_a_page_that_the_second_exit_alone_sees_goes_to_a_person() -> None:
    course = Course(WatchState.MISSING, MISSES, NOW)
    assert by_second_exit(course, True)
    assert step(course, Seen.PRESENT, NOW, two_exits=True).state == WatchState.PERSON


def test_the_schedule_slows_with_age_and_hurries_after_a_miss() -> None:
    ages = [timedelta(hours=1), timedelta(days=1), timedelta(days=5), timedelta(days=20), timedelta(days=90)]
    pauses = []
    for age in (*ages, timedelta(days=400)):
        due = next_look(Course(), Seen.PRESENT, NOW + age, NOW)
        assert due
        pauses.append(due - (NOW + age))
    assert pauses == sorted(set(pauses))
    missed = step(Course(), Seen.MISS, NOW, two_exits=False)
    due = next_look(missed, Seen.MISS, NOW, NOW - timedelta(days=400))
    assert due
    assert APART <= due - NOW <= timedelta(minutes=15)
