"""Who asks: the key in the header `Authorization`, its scope, and its pace. No cookie is read here."""

from __future__ import annotations

import math
import time
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from farthing.doors.api.pace import Pace
from farthing.doors.api.problems import ApiProblem, Kind
from farthing.records.errors import KeyRefused
from farthing.records.models import Credential
from farthing.records.services.credentials import credential_of_key
from farthing.records.words import Scope

_PACE = Pace()


class Key(HttpBearer):
    """Lets a request in whose key holds and has `scope`, if one is needed."""

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self._scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Credential:
        try:
            credential = credential_of_key(token.strip(), timezone.now())
        except KeyRefused as error:
            raise ApiProblem(
                Kind.UNAUTHORIZED, str(error), headers={"WWW-Authenticate": 'Bearer error="invalid_token"'}
            ) from error
        request.auth = credential  # type: ignore[attr-defined]  # also where it is refused below: for the log
        most = int(settings.API_REQUESTS_A_MINUTE)
        if wait := _PACE.wait(credential.pk, time.monotonic(), most):
            raise ApiProblem(
                Kind.TOO_MANY,
                f"This key may ask {most} times a minute.",
                headers={"Retry-After": str(math.ceil(wait))},
            )
        if self._scope and not credential.allows(self._scope):
            raise ApiProblem(Kind.FORBIDDEN, f"This key may not do this: {self._scope.label}.")
        return credential


def credential_of(request: HttpRequest) -> Credential:
    """The credential of a request that was let in."""
    return cast(Credential, getattr(request, "auth"))  # noqa: B009  # ninja sets it
