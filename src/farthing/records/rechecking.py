"""The course of a watched site, as pure steps: what one look makes of what was known, and when to look again.

A miss counts only where the control page loaded through the same exit (a look that could not tell is `void`
and changes nothing), and only some minutes after the last one. Three make a site removed; where there is a
second exit, it has the last word. Whatever is neither the page nor its absence goes to a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from farthing.records.words import Seen, WatchState

MISSES = 3
APART = timedelta(minutes=5)
SOON = timedelta(minutes=10)  # after a miss, and after a look that could not tell
_SLOWER = (
    (timedelta(hours=6), timedelta(minutes=30)),
    (timedelta(days=2), timedelta(hours=2)),
    (timedelta(days=7), timedelta(hours=6)),
    (timedelta(days=30), timedelta(days=1)),
    (timedelta(days=180), timedelta(days=7)),
)
_SLOWEST = timedelta(days=30)
_FOR_A_PERSON = (Seen.CHANGED, Seen.BLOCKED, Seen.LOGIN)
OVER = (WatchState.REMOVED, WatchState.PERSON, WatchState.STOPPED)


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a watched site: `misses` in a row, the last of them at `missed_at`."""

    state: WatchState = WatchState.ONLINE
    misses: int = 0
    missed_at: datetime | None = None


def by_second_exit(course: Course, two_exits: bool) -> bool:
    """Whether the next look goes through the second exit."""
    return two_exits and course.misses >= MISSES


def step(course: Course, seen: Seen, at: datetime, *, two_exits: bool) -> Course:
    """The course after a look through the exit that `by_second_exit` names."""
    if course.state in OVER or seen == Seen.VOID:
        return course
    if seen in _FOR_A_PERSON:
        return replace(course, state=WatchState.PERSON)
    second = by_second_exit(course, two_exits)
    if seen == Seen.MISS:
        return _missed(course, at, second=second, two_exits=two_exits)
    if second:  # there for others, gone for us: somebody keeps us out
        return replace(course, state=WatchState.PERSON)
    return Course(WatchState.MOVED if seen == Seen.MOVED else WatchState.ONLINE)


def next_look(course: Course, seen: Seen, at: datetime, started_at: datetime) -> datetime | None:
    """When to look again: soon after a miss, else the later the longer it is watched; None when over."""
    if course.state in OVER:
        return None
    if seen == Seen.VOID or course.state == WatchState.MISSING:
        return at + SOON
    age = at - started_at
    return at + next((pause for until, pause in _SLOWER if age < until), _SLOWEST)


def _missed(course: Course, at: datetime, *, second: bool, two_exits: bool) -> Course:
    if second:
        return replace(course, state=WatchState.REMOVED, missed_at=at)
    if course.missed_at is not None and at - course.missed_at < APART:
        return course
    misses = course.misses + 1
    gone = misses >= MISSES and not two_exits
    return Course(WatchState.REMOVED if gone else WatchState.MISSING, misses, at)
