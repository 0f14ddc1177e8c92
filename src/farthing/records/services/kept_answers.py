"""Requests that name themselves: answered once, and the same again for a day (`Idempotency-Key`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from farthing.records.errors import UsedOtherwise
from farthing.records.models import Credential, KeptAnswer
from farthing.records.sealing import index

KEPT_FOR = timedelta(days=1)
Answer = dict[str, Any]


@transaction.atomic
def answered_once(
    *, credential: Credential, key: str, body: bytes, now: datetime, answer: Callable[[], Answer]
) -> Answer:
    """What `answer` gives, or gave when this credential sent the same body under the same key; whatever it
    writes is in one transaction with that. Of two at once the second waits for the first. Raises
    UsedOtherwise where the body was another one."""
    KeptAnswer.objects.filter(made_at__lt=now - KEPT_FOR).delete()
    marks = {"key_mark": index("api.key", key), "body_mark": index("api.body", body.hex())}
    KeptAnswer.objects.bulk_create(
        [KeptAnswer(credential=credential, made_at=now, **marks)], ignore_conflicts=True
    )
    kept = KeptAnswer.objects.select_for_update().get(credential=credential, key_mark=marks["key_mark"])
    if bytes(kept.body_mark) != marks["body_mark"]:
        raise UsedOtherwise("This Idempotency-Key came with another body before: give each request its own.")
    if kept.answer is None:
        kept.answer = answer()
        kept.save(update_fields=["answer"])
    return dict(kept.answer)
