"""Turning the key ring: everything opens as before, under the new key alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cast import NOW, Cast
from farthing.records import keyring
from farthing.records.drafts import ObservationDraft
from farthing.records.models import AuditEvent, Observation, Site
from farthing.records.sealing import Opener, hidden_addresses
from farthing.records.services.keys import wrap_anew
from farthing.records.services.observations import record
from farthing.records.words import Verb
from farthing.seal import KeyRing, KeyRingError, Shredded


@pytest.fixture
def ring_file(key_ring: Path) -> Iterator[Path]:
    """The key ring, put back as it was when the test is over."""
    before = key_ring.read_text()
    yield key_ring
    keyring.write_private(key_ring, before)
    keyring._read.cache_clear()


def test_after_turning_everything_opens_and_nothing_by_the_old_key(
    cast: Cast, draft: Callable[..., ObservationDraft], ring_file: Path
) -> None:
    observation = record(actor=cast["analyst"], now=NOW, draft=draft())
    old = KeyRing.from_json(ring_file.read_bytes())
    keyring.turn(ring_file, "second")
    assert Opener(observation.site).field("address").endswith("/pay")  # not yet wrapped anew
    assert wrap_anew(now=NOW) == 2
    without = {name: key for name, key in keyring.ring().wrapping.items() if name == "second"}
    turned = keyring.ring()
    keyring.write_private(ring_file, KeyRing("second", without, turned.index, turned.slip).to_json())
    keyring._read.cache_clear()
    observation = Observation.objects.select_related("site").get()
    assert Opener(observation.site).field("address").endswith("/pay")
    assert hidden_addresses(observation)
    event = AuditEvent.objects.order_by("-pk")[0]
    assert (event.verb, event.subject, event.actor) == (Verb.KEY_RING_TURNED, "second", None)
    keyring.write_private(ring_file, old.to_json())
    keyring._read.cache_clear()
    with pytest.raises(KeyRingError):
        Opener(observation.site)


def test_what_was_shredded_stays_so(
    cast: Cast, draft: Callable[..., ObservationDraft], ring_file: Path
) -> None:
    record(actor=cast["analyst"], now=NOW, draft=draft())
    Site.objects.update(data_key=b"")
    keyring.turn(ring_file, "second")
    assert wrap_anew(now=NOW) == 1
    with pytest.raises(Shredded):
        Opener(Site.objects.get())
