"""Killed while recording (SIGKILL, as a power cut or the kernel's memory killer would): nothing half, and
nothing lost that was acknowledged."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import desk_server as desks
from desk_server import Desk

RECORDER = Path(__file__).with_name("recorder.py")
OFFERS, OPTIONS, CONTACTS = 7, 5, 4  # on each of the recorder's pages
LONGEST_LIFE = 0.5  # seconds until a recording process is killed

# What stands in the database, asked for in a process of its own; `whole` names what is not as it was drafted.
LOOK = """
import json, sys, django
django.setup()
from collections import Counter
from django.db import connection
from farthing.records.models import AuditEvent, Contact, Indicator, Observation, Offer, Option, Sighting, Site
from farthing.records.words import Verb

events = Counter(AuditEvent.objects.filter(verb=Verb.OBSERVATION_RECORDED).values_list("subject", flat=True))
count = lambda table: Counter(table.objects.values_list("observation_id", flat=True))
offers, options, contacts, sightings = map(count, (Offer, Option, Contact, Sighting))
observations = {one.pk: one for one in Observation.objects.all()}
whole = {
    one.reference: [offers[pk], options[pk], contacts[pk], sightings[pk], events[one.reference]]
    for pk, one in observations.items()
}
engine = connection.vendor
sound = ["ok"]
if engine == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        sound = [row[0] for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        sound += [str(row) for row in cursor.fetchall()]
json.dump({
    "whole": whole,
    "numbers": {one.reference: int(one.received_sha256, 16) for one in observations.values()},
    "events_alone": sorted(set(events) - {one.reference for one in observations.values()}),
    "sites_alone": Site.objects.filter(observations=None).count(),
    "indicators_alone": Indicator.objects.filter(sightings=None).count(),
    "sound": sound,
}, sys.stdout)
"""


class Recorder:
    """The process that forks those that are killed, and what they acknowledged."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.acknowledged: dict[str, int] = {}
        self.process = subprocess.Popen(
            [sys.executable, str(RECORDER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
            bufsize=1,
        )

    def record_and_kill(self, start: int, life: float, warm: bool) -> None:
        """One process records from page `start` on and is killed `life` seconds after its first breath, or
        (`warm`) after its first record, so that on a slow machine too some are killed in full course."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{start}\n")
        word, pid = self.process.stdout.readline().split()
        assert word == "PID"
        killer = threading.Timer(life, os.kill, (int(pid), signal.SIGKILL))
        if not warm:
            killer.start()
        for line in self.process.stdout:
            if line == "ENDED\n":
                break
            number, reference = line.split()
            self.acknowledged[reference] = int(number)
            if warm:
                killer.start()
                warm = False
        killer.join()

    def end(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.mark.soak
def test_killed_while_recording_it_keeps_whole_what_it_acknowledged(
    empty_desk: Desk, repeats: Callable[[int, int], int], tmp_path: Path
) -> None:
    environment = empty_desk.environment
    empty_desk.kill()
    times, chance, recorder = repeats(50, 500), random.Random(), Recorder(environment)
    began, mid_way = time.monotonic(), 0
    try:
        for turn in range(times):
            recorder.record_and_kill(turn * 10_000, chance.uniform(0.01, LONGEST_LIFE), warm=turn % 2 == 1)
            if turn % 10 == 9 or turn < 3:
                hold(look(environment), recorder.acknowledged)
    finally:
        recorder.end()
    found = look(environment)
    mid_way = len(found["whole"]) - len(recorder.acknowledged)
    hold(found, recorder.acknowledged)
    print(
        f"\n{times} kills in {time.monotonic() - began:.1f} s: {len(recorder.acknowledged)} acknowledged, "
        f"{mid_way} more committed before they could be"
    )
    assert len(recorder.acknowledged) >= times // 2  # kills fell into recording, not only before it
    with desks.running(empty_desk.data, "--empty", environment=database_of(environment)):
        pass  # and the desk starts on it


def hold(found: dict[str, dict[str, object]], acknowledged: dict[str, int]) -> None:
    """Nothing half, nothing lost, nothing of what was cut short left over."""
    whole = [OFFERS, OPTIONS, CONTACTS, OPTIONS, 1]
    assert {reference: rows for reference, rows in found["whole"].items() if rows != whole} == {}
    assert found["events_alone"] == []
    assert (found["sites_alone"], found["indicators_alone"]) == (0, 0)
    assert acknowledged.items() <= found["numbers"].items()
    assert found["sound"] == ["ok"]


def look(environment: dict[str, str]) -> dict[str, dict[str, object]]:
    asked = subprocess.run(
        [sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 0, asked.stderr
    found: dict[str, dict[str, object]] = json.loads(asked.stdout)
    return found


def database_of(environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name == "FARTHING_DATABASE"}
