"""The demonstration as it is served: who and what is in it, and no host in plain bytes in its files."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import desk_server as desks
from desk_server import Desk

PAGES = Path(__file__).parents[2] / "data" / "pages"
ROLES = {
    "analyst": "analyst",
    "analyst2": "analyst",
    "supervisor": "supervisor",
    "disclosure": "disclosure",
    "disclosure2": "disclosure",
    "auditor": "auditor",
    "admin": "admin",
    "police": "partner",
    "police2": "partner",
    "hotline": "partner",
    "exchange": "partner",
    "stranger": "partner",
}
# The names in the hosts of invented sites: two words and a number, a page and two words, or an onion.
NAME = re.compile(rb"[a-z]+-[a-z]+-[0-9]{4}|[0-9]{3}-[a-z]+-[a-z]+|[a-z2-7]{55}d")
COIN_FIELDS = ("rail", "asset", "network", "address", "memo")

# What the tests ask of the loaded records, in a process of its own that has the desk's data folder.
LOOK = """
import json, sys, django
django.setup()
from django.db import connection
from farthing import coins
from farthing.pages import READER_VERSION
from farthing.records.models import AuditEvent, Brand, Member, Observation, Site
from farthing.records.sealing import Opener
from farthing.records.site_address import parse

def saved(one):
    return {
        "offers": [[f"{o.amount:f}", o.currency, o.period, o.origins] for o in one.offers.all()],
        "options": [[o.rail, o.asset, o.network, o.address, o.memo, o.origins] for o in one.options.all()],
        "contacts": [[c.kind, c.value] for c in one.contacts.all()],
        "language": one.language,
    }

wanted = json.load(sys.stdin)
hashes, addresses = wanted["hashes"], wanted["addresses"]
found = Observation.objects.filter(received_sha256__in=hashes)
hosts = set()
if wanted["hosts"]:
    for site in Site.objects.all():
        hosts.add(parse(Opener(site).field("address")).host)
    for one in Observation.objects.all():
        for contact in one.contacts.filter(kind="mirror"):
            hosts.add(parse(Opener(one).contact(contact)).host)
tables = {}
if wanted["dump"]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            tables[table] = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row]
                                  for row in cursor.fetchall()])
json.dump({
    "counts": [Site.objects.count(), Observation.objects.count(), Brand.objects.count()],
    "years": [Site.objects.filter(first_seen__year=year).count() for year in range(2018, 2022)],
    "members": {m.username: m.role for m in Member.objects.all()},
    "loadings": AuditEvent.objects.filter(verb="demonstration.loaded").count(),
    "saved": {one.received_sha256: saved(one) for one in found},
    "checkable": [bool(coins.parse(address)) for address in addresses],
    "hosts": sorted(hosts),
    "tables": tables,
}, sys.stdout)
"""


def environment(desk: Desk) -> dict[str, str]:
    """The environment in which Django finds the records of `desk`, whichever database they lie in."""
    served = Path(f"/proc/{desk.process.pid}/environ").read_bytes().split(b"\0")
    database = [entry.decode() for entry in served if entry.startswith(b"FARTHING_DATABASE=")]
    own = {
        "FARTHING_DATA": str(desk.data),
        "FARTHING_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "farthing.settings",
    }
    return {**os.environ, **own, **dict(entry.split("=", 1) for entry in database)}


def look(
    desk: Desk,
    hashes: list[str] | None = None,
    addresses: list[str] | None = None,
    *,
    hosts: bool = False,
    dump: bool = False,
) -> dict[str, Any]:
    wanted = {"hashes": hashes or [], "addresses": addresses or [], "hosts": hosts, "dump": dump}
    asked = subprocess.run(
        [sys.executable, "-c", LOOK],
        input=json.dumps(wanted),
        env=environment(desk),
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    found: dict[str, Any] = json.loads(asked.stdout)
    return found


class Browser:
    """Just enough of one to sign in and send forms."""

    def __init__(self, base: str) -> None:
        self.base = base
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=30) as answer:
            return str(answer.read().decode())

    def post(self, path: str, fields: list[tuple[str, str]], seen_at: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(seen_at))
        assert token
        body = urllib.parse.urlencode([*fields, ("csrfmiddlewaretoken", token[1])]).encode()
        request = urllib.request.Request(self.base + path, body, {"Referer": self.base + seen_at})
        with self.opener.open(request, timeout=30) as answer:
            return str(answer.read().decode())


def signed_in(desk: Desk, name: str) -> Browser:
    browser, member = Browser(desk.base), desk.cast[name]
    fields = [("login", member.user), ("password", member.password)]
    page = browser.post("/sign-in/", fields, "/sign-in/")
    assert "Sign out" in page
    return browser


def saved_pages() -> Iterator[tuple[Path, dict[str, Any]]]:
    for truth in sorted(PAGES.glob("*.truth.json")):
        stem = truth.name.removesuffix(".truth.json")
        (page,) = (one for one in PAGES.glob(f"{stem}.*") if one != truth)
        yield page, json.loads(truth.read_text("utf-8"))


def test_cast_json_has_the_documented_shape(desk_server: Desk) -> None:
    said = json.loads((desk_server.data / "cast.json").read_text("utf-8"))
    assert set(said) == {"base", "cast"}
    assert said["base"].startswith("http://localhost:")
    assert {name: member["role"] for name, member in said["cast"].items()} == ROLES
    for name, member in said["cast"].items():
        assert set(member) == {"user", "password", "role", "token"}
        assert member["user"] == name
        assert len(member["password"]) >= 14
    assert (desk_server.data / "cast.json").stat().st_mode & 0o077 == 0


def test_it_holds_what_it_says_and_was_loaded_once(desk_server: Desk) -> None:
    found = look(desk_server)
    sites, observations, brands = found["counts"]
    # Other tests of this run may have added to the desk they share; the loading itself is exact (below).
    assert sites >= 3000
    assert observations >= 5000
    assert brands >= 120
    assert found["years"] == [81, 221, 468, 1014]
    assert ROLES.items() <= found["members"].items()
    assert found["loadings"] == 1


def test_the_saved_pages_are_recorded_as_their_truth_says(desk_server: Desk) -> None:
    from hashlib import sha256

    pages = {sha256(page.read_bytes()).hexdigest(): (page.name, truth) for page, truth in saved_pages()}
    assert len(pages) == 24
    written = [
        option["address"] for _, truth in pages.values() for option in truth["options"] if option["address"]
    ]
    found = look(desk_server, sorted(pages), written)
    # An address of a network whose checksum Farthing cannot check is not taken from anybody's hand.
    checkable = dict(zip(written, found["checkable"], strict=True))
    assert set(found["saved"]) == set(pages)
    for digest, (name, truth) in pages.items():
        kept = found["saved"][digest]
        assert kept["language"] == (truth["language"] or ""), name
        prices = sorted([offer["amount"], offer["currency"], offer["period"]] for offer in truth["offers"])
        assert sorted(offer[:3] for offer in kept["offers"]) == prices, name
        rails = {option["rail"] for option in truth["options"]}
        assert {option[0] for option in kept["options"]} == rails, name
        for option in truth["options"]:
            if option["rail"] == "crypto":
                wanted = [option[field] or "" for field in COIN_FIELDS]
                if wanted[3] and not (checkable[wanted[3]] or wanted[2] == "lightning"):
                    wanted[3:] = ["", ""]
                same = [other for other in kept["options"] if other[:5] == wanted]
                assert same, (name, wanted, kept["options"])
                assert all(set(other[5].values()) <= {"confirmed", "person"} for other in same), name
        assert len(kept["contacts"]) == len(truth["contacts"]), name


def test_a_second_start_keeps_the_data_and_the_sign_ins_and_takes_seconds(tmp_path: Path) -> None:
    database, data = desks.own_database(), tmp_path / "data"
    began = time.monotonic()
    with desks.running(data, environment=database) as first:
        loading = time.monotonic() - began
        print(f"\nfrom an empty folder: {loading:.1f} s")
        before, cast = look(first), dict(first.cast)
        assert before["counts"] == [3064, 5000, 120]
        first.kill()  # as hard as it comes
    began = time.monotonic()
    with desks.running(data, environment=database) as second:
        again = time.monotonic() - began
        print(f"again: {again:.1f} s")
        assert look(second) == before
        assert dict(second.cast) == cast
        signed_in(second, "analyst")
        assert again < loading / 2  # measured against itself: the machine may be busy


def test_the_desk_stays_under_a_gigabyte(desk_server: Desk) -> None:
    status = Path(f"/proc/{desk_server.process.pid}/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])  # type: ignore[index]
    print(f"\npeak {peak / 1024:.0f} MB")
    assert peak < 1_000_000


@pytest.fixture
def used_desk(desk_server: Desk) -> Desk:
    """The desk after somebody recorded a page that names its own site, and looked at a site's address."""
    analyst = signed_in(desk_server, "supervisor")  # a journey spends the analyst's reveals
    page = (
        "Members area of https://canary-host.invalid/pay\n30 days access – 25 USD\nhelp@canary-host.invalid"
    )
    form = analyst.post("/record/", [("text", page)], "/record/")
    assert "canary-host" in form  # shown to the analyst, from the sealed slip
    shown = analyst.post("/sites/1/reveal/", [("reason", "Checking that it opens")], "/sites/1/")
    assert "[.]" in shown or "hxxp" in shown
    return desk_server


def test_no_site_host_stands_in_plain_bytes_in_any_file(used_desk: Desk) -> None:
    found = look(used_desk, hosts=True, dump=True)
    hosts = [host.encode() for host in found["hosts"]]
    assert len(hosts) >= 3000
    bare = [b".invalid", b".test", b".onion", b"canary-host"]
    wide = [word.decode().encode(encoding) for word in bare for encoding in ("utf-16-le", "utf-16-be")]
    files = [one for one in used_desk.data.rglob("*") if one.is_file()]
    files.append(used_desk.data.with_name(used_desk.data.name + ".log"))
    assert {"cast.json", "key-ring.json"} <= {one.name for one in files}
    contents = {one.name: one.read_bytes() for one in files}
    contents |= {f"table {name}": text.encode() for name, text in found["tables"].items()}
    sought = re.compile(b"|".join(map(re.escape, [*bare, *wide])))
    for name, content in contents.items():
        hit = sought.search(content)
        assert hit is None, (name, hit and content[max(0, hit.start() - 60) : hit.end() + 20])
    # Every host ends in one of these words, so that none can stand where they do not.
    assert [host for host in hosts if not sought.search(host)] == []
    # Nor does the part of a host by which it would be known again.
    names = {label for host in hosts for label in host.split(b".") if NAME.fullmatch(label)}
    assert len(names) >= 3000
    for name, content in contents.items():
        assert names & set(NAME.findall(content)) == set(), name
