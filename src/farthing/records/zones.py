"""The time zones that a time of capture may name: those of the IANA database, the same on every machine."""

from __future__ import annotations

from zoneinfo import available_timezones

_OF_THE_MACHINE = {"localtime", "Factory", "posixrules"}
ZONES = frozenset(available_timezones()) - _OF_THE_MACHINE
