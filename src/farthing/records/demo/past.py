"""Removals and hosting checks of the months before, so that the trend has months to show of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from farthing.records.demo.chance import seeded
from farthing.records.demo.hosting import concluded
from farthing.records.demo.removals import HOSTED, deliver
from farthing.records.models import Member, Site
from farthing.records.services import removals
from farthing.records.words import RemovalState

_DAYS_AGO, _AT_A_TIME = (420, 360, 150), 22
_LATEST = 100  # sites that are removed, checked and watched now


def remove_earlier(cast: dict[str, Member], now: datetime) -> None:
    """Has some sites checked, told of, and gone, several times: most within days, some after weeks."""
    random = seeded("earlier removals")
    abroad = [one for one in HOSTED if one and one.country != settings.HOME_COUNTRY]
    sites = iter(Site.objects.filter(network="clear").order_by("-last_seen", "-pk")[_LATEST:])
    for days in _DAYS_AGO:
        for number in range(_AT_A_TIME):
            site = next(sites)
            at = now - timedelta(days=days, hours=-8 * number)
            concluded(cast["analyst"], site, at)
            hosting = abroad[number % len(abroad)]
            told = at + timedelta(minutes=10)
            removal = removals.open_removal(actor=cast["analyst"], now=told, site=site, hosting=hosting)
            deliver(told + removals.GATHERED_FOR)
            gone = told + removals.GATHERED_FOR + timedelta(hours=random.lognormvariate(3.4, 0.9))
            removals.end(
                actor=cast["analyst2"], now=min(gone, now), removal=removal, state=RemovalState.REMOVED
            )
