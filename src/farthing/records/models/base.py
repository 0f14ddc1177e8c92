"""What several tables share: a reference that people read, and a data key for what is sealed."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models


class Referenced(models.Model):
    """A record that people name by a letter and its number ("O-000123")."""

    LETTER: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        return f"{self.LETTER}-{self.pk:06d}"

    def __str__(self) -> str:
        return self.reference


class Sealed(models.Model):
    """A record with sealed fields: `data_key` (wrapped by the key ring) opens them, `uid` binds them to this
    record. An empty `data_key` means that the record was shredded."""

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    data_key = models.BinaryField(editable=False)

    class Meta:
        abstract = True
