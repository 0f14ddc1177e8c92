"""Arrays without their counter of references.

Whoever passes an array on counts it up, and down again afterwards, with an instruction that no other core may
disturb: a hundred times what a look into it takes. The kernel's arrays all belong to its caller and outlive
the call; so it takes them once without the counter, and everything below it costs what it does.
"""

from __future__ import annotations

from typing import Any

from numba import extending, types
from numba.core import cgutils

_intrinsic: Any = extending.intrinsic


@_intrinsic
def borrowed(typing: Any, value: Any) -> Any:
    """The same arrays, in the same tuples, uncounted. Only for arrays that the caller of the compiled code
    holds: one made there would be gone after its last use under its own name."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _uncounted(context, builder, signature.args[0], arguments[0])

    return value(value), code


def _uncounted(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    if isinstance(kind, types.Array):
        array = context.make_array(kind)(context, builder, value)
        array.meminfo = cgutils.get_null_value(array.meminfo.type)
        array.parent = cgutils.get_null_value(array.parent.type)
        return array._getvalue()
    for number, part in enumerate(kind):
        inner = _uncounted(context, builder, part, builder.extract_value(value, number))
        value = builder.insert_value(value, inner, number)
    return value
