"""Partners (organisations, our own house among them) and members (their people, who sign in)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from farthing.records.models.base import Referenced
from farthing.records.words import PartnerKind, Role


class Partner(Referenced):
    """An organisation that we deal with. The house itself is the one of kind `own`."""

    LETTER = "P"

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=PartnerKind)
    country = models.CharField(max_length=2, blank=True)
    admitted_at = models.DateTimeField()
    active = models.BooleanField(default=True)


class Members(BaseUserManager["Member"]):
    """Finds a member by the name he signs in with; members are made by `services.members` alone."""

    def get_by_natural_key(self, username: str | None) -> Member:
        return self.get(username=username)


class Member(AbstractBaseUser):
    """A person of a partner, with one role. `through` is the reference of the credential with which a program
    acts in his name during this request; empty where he acts himself."""

    through: str = ""

    username = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=12, choices=Role)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="members")
    pseudonym = models.CharField(max_length=40, unique=True)
    is_active = models.BooleanField(default=True)
    admitted_at = models.DateTimeField()

    objects = Members()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username

    @property
    def reference(self) -> str:
        return f"M-{self.pk:06d}"

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permissions are not used here: nobody has any (see `records.permissions`)."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False
