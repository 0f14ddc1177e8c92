"""Column types that keep what was written exactly."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    _Text = models.CharField[Decimal | str, Decimal]
else:
    _Text = models.CharField


class ExactDecimal(_Text):
    """A decimal of any precision, stored as its digits ("0.00250" stays so).

    SQLite would keep a `DecimalField` as a binary fraction, which loses digits beyond the fifteenth.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: object) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(value)
        except InvalidOperation as error:
            raise ValidationError(f"“{value}” is not a decimal number.") from error

    def get_prep_value(self, value: Any) -> str | None:
        exact = self.to_python(value)
        if exact is None:
            return None
        if not exact.is_finite():
            raise ValidationError("An amount is a finite number.")
        return f"{exact:f}"
