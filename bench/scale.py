"""The desk at the size of a network's years, on SQLite and on PostgreSQL: what a page takes, and how many
reports are assessed in a second.

`farthing desk demo --empty` makes the desk, `filling.py` fills it, and the same command serves it; the pages
are asked for over HTTP by a supervisor, who sees the most. Reports are assessed by one process, each matter
taken, opened and decided as the desk does it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import desk_server
import postgres
from desk import Visitor, sign_in
from measure import Row, milliseconds, seconds

TIMES = 40
LIMIT = "95 %: < 200 ms"
FILLING = Path(__file__).with_name("filling.py")
# What is asked for beside the lists: the newest record's own page, filters that few rows pass, the last page
# of a list, an address in the search box.
FURTHER = (
    "/sites/?kind=forum",
    "/sites/?page=200",
    "/sites/?sort=first&dir=asc",
    "/reports/?source=analyst",
    "/hosting/?attribution=cdn",
    "/rechecks/?state=person",
    "/observations/?visibility=paywalled",
    "/addresses/?network=monero",
    "/audit/?subject=V-000100",
    "/audit/?actor=analyst",
    "/removal-times/?by=host",
)
LISTS = (
    *("/", "/queue/", "/reports/", "/sites/", "/observations/", "/addresses/", "/brands/", "/hosting/"),
    *("/rechecks/", "/removals/", "/recipients/", "/removal-times/", "/deliveries/", "/leads/"),
    *("/brand-proposals/", "/audit/", "/reveals/"),
)
ASSESS = """
import time, django
django.setup()
from django.utils import timezone
from farthing.records.drafts import DecisionDraft
from farthing.records.models import Assessment, Member
from farthing.records.services.assessments import decide, open_matter, take_next
actor = Member.objects.select_related("partner").get(username="analyst")
reports, start = 0, time.perf_counter()
for number in range(300):
    now = timezone.now()
    one = take_next(actor=actor, now=now)
    reports += len(open_matter(actor=actor, now=now, assessment=one).reports)
    draft = DecisionDraft(number % 3 == 0, ground="" if number % 3 == 0 else "not-found", category="B")
    decide(actor=actor, now=timezone.now(), assessment=one, draft=draft)
taken = time.perf_counter() - start
print(300 / taken, reports / taken)
"""


def rows(sites: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="farthing-scale-") as folder:
        yield from _desk("SQLite", sites, Path(folder) / "data", {})
    server = postgres.start()
    try:
        with tempfile.TemporaryDirectory(prefix="farthing-scale-") as folder:
            url = postgres.create_database(server.url("postgres"), "scale")
            yield from _desk("PostgreSQL", sites, Path(folder) / "data", {"FARTHING_DATABASE": url})
    finally:
        server.stop()


def _desk(name: str, sites: int, data: Path, database: dict[str, str]) -> Iterator[Row]:
    with desk_server.running(data, "--empty", environment=database) as desk:
        environment = desk.environment
    start = time.perf_counter()
    _run([str(FILLING), str(sites)], environment)
    yield Row(f"{name}: {sites:,} sites filled in", f"{time.perf_counter() - start:.0f} s")
    with desk_server.running(data, "--empty", environment=database) as desk:
        visitor = sign_in(desk, "supervisor")
        for path in [*LISTS, *_singles(visitor), *FURTHER]:
            taken = seconds(lambda path=path: visitor.get(path), TIMES)
            yield Row(f"{name}: `{path}`", milliseconds(taken), LIMIT)
        token = visitor.get("/").css_first("form.find input[type=hidden]").attributes["value"]
        for said in ("site-100.invalid", "S-000100", "@desk_300"):
            taken = seconds(
                lambda said=said: visitor.send("/find/", csrfmiddlewaretoken=token, q=said), TIMES
            )
            yield Row(f"{name}: the search box, `{said}`", milliseconds(taken), LIMIT)
    matters, reports = _run(["-c", ASSESS], environment).split()
    rate = f"{float(matters):.0f} a second, with {float(reports):.0f} reports"
    yield Row(f"{name}: assessments taken, opened and decided", rate)


def _singles(visitor: Visitor) -> list[str]:
    """The first record that each list leads to."""
    found = (visitor.get(path).css_first("main tbody a") for path in LISTS)
    paths = (link.attributes["href"] for link in found if link is not None)
    return list(dict.fromkeys(path for path in paths if path.startswith("/")))


def _run(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env={**os.environ, **environment}, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
