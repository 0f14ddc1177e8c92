"""Network and country of an address, from MaxMind DB files that the operator named. Nobody is asked.

Files differ in what they call things; those that are read are the fields of GeoLite2 and those of the flat
files that other makers give away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import maxminddb

from farthing.doors.hosting import fronts
from farthing.records.services.hosting import Result
from farthing.records.words import HostingMethod, MethodOutcome

_COUNTRY = re.compile(r"[A-Z]{2}")


def network_of(address: str, files: Sequence[str]) -> Result:
    """What the files say of `address`, the first one that names a thing being believed."""
    method = HostingMethod.NETWORK
    if not files:
        said = "No MMDB file is configured (FARTHING_MMDB)."
        return Result(method, MethodOutcome.NOT_ASKED, said, address=address)
    country, asn, organisation = "", None, ""
    sources: list[str] = []
    try:
        for source, record in _records(address, files):
            sources.append(source)
            country = country or _country(record)
            asn = asn or _asn(record)
            organisation = organisation or _text(
                record, "autonomous_system_organization", "as_name", "organisation"
            )
    except (OSError, ValueError, maxminddb.InvalidDatabaseError) as error:
        said = f"An MMDB file cannot be read: {type(error).__name__}."
        return Result(method, MethodOutcome.FAILED, said, address=address)
    source = ", ".join(sources)
    if not (country or asn):
        return Result(method, MethodOutcome.NOTHING, "The files do not know it.", source, address)
    front = fronts.by_network(asn)
    parts = [country, f"AS{asn}" if asn else "", organisation, f"a network of {front}" if front else ""]
    said = ", ".join(part for part in parts if part) + "."
    return Result(method, MethodOutcome.FOUND, said, source, address, country, asn, organisation, front=front)


def _records(address: str, files: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in files:
        with maxminddb.open_database(name) as reader:
            built = datetime.fromtimestamp(reader.metadata().build_epoch, UTC)
            if reader.metadata().ip_version == 4 and ":" in address:
                continue
            record = reader.get(address)
            yield f"{Path(name).name} of {built:%Y-%m-%d}", record if isinstance(record, Mapping) else {}


def _country(record: Mapping[str, Any]) -> str:
    nested = record.get("country")
    code = nested.get("iso_code") if isinstance(nested, Mapping) else record.get("country_code", nested)
    return code if isinstance(code, str) and _COUNTRY.fullmatch(code) else ""


def _asn(record: Mapping[str, Any]) -> int | None:
    value = record.get("autonomous_system_number", record.get("asn"))
    digits = str(value or "").upper().removeprefix("AS")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 10 else None


def _text(record: Mapping[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := record.get(name), str)), "")[:200]
