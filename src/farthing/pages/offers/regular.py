"""Regular prices beside reduced ones: "Students: 6 €. Regular: 9 €" names two prices, and no old one."""

from __future__ import annotations

from farthing.pages.words.scan import Scan

_NEAR = 2  # lines around a group of people within which a regular price is for all others


def keep_regular(scans: list[Scan]) -> None:
    """Makes "regular" no word for an old price in lines near one that names who pays less."""
    groups = [index for index, scan in enumerate(scans) if scan.has("group")]
    near = {at for index in groups for at in range(index - _NEAR, index + _NEAR + 1)}
    for scan in (scans[at] for at in sorted(near) if 0 <= at < len(scans)):
        regular = {(mark.first, mark.last) for mark in scan.all("regular")}
        scan.drop([mark for mark in scan.all("was") if (mark.first, mark.last) in regular])
