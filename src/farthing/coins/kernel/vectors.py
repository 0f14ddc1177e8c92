"""Sixty-four bytes at a time: compared all at once, the answer a word with a bit for each, the first lowest.

LLVM's own vectors and bit counts, which numba does not offer by itself. Every machine has them: where its
registers are narrower, LLVM takes several. A vector lives between `load` and `store` or a comparison, and
nowhere else.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import extending, types

_intrinsic: Any = extending.intrinsic
WIDTH = 64
_VECTOR, _WORD = ir.VectorType(ir.IntType(8), WIDTH), ir.IntType(64)


class _Bytes(types.Type):
    def __init__(self) -> None:
        super().__init__(name="Bytes64")


_bytes = _Bytes()


@extending.register_model(_Bytes)
class _Model(extending.models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _VECTOR)


def _splat(builder: Any, value: Any) -> Any:
    """The vector that has the low byte of an integer everywhere."""
    byte = builder.trunc(value, ir.IntType(8)) if value.type.width > 8 else value
    nothing = ir.Constant(_VECTOR, ir.Undefined)
    first = builder.insert_element(nothing, byte, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(
        first, nothing, ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH)
    )


@_intrinsic
def load(typing: Any, array: Any, place: Any) -> Any:
    """`array[place : place + 64]`, which must be there."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        pointer = builder.bitcast(builder.gep(data, [arguments[1]]), _VECTOR.as_pointer())
        return builder.load(pointer, align=1)

    return _bytes(array, types.int64), code


@_intrinsic
def store(typing: Any, array: Any, place: Any, vector: Any) -> Any:
    """Writes the bytes to `array[place : place + 64]`, which must be there."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        pointer = builder.bitcast(builder.gep(data, [arguments[1]]), _VECTOR.as_pointer())
        builder.store(arguments[2], pointer, align=1)
        return context.get_dummy_value()

    return types.void(array, types.int64, _bytes), code


@_intrinsic
def word(typing: Any, vector: Any) -> Any:
    """The first eight bytes, the first lowest."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        words = builder.bitcast(arguments[0], ir.VectorType(_WORD, WIDTH // 8))
        return builder.extract_element(words, ir.Constant(ir.IntType(32), 0))

    return types.uint64(_bytes), code


@_intrinsic
def folded(typing: Any, vector: Any) -> Any:
    """The bytes with bit 5 set: letters in lower case."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.or_(arguments[0], ir.Constant(_VECTOR, [0x20] * WIDTH))

    return _bytes(_bytes), code


@_intrinsic
def equal(typing: Any, vector: Any, byte: Any) -> Any:
    """Which bytes are `byte`."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        same = builder.icmp_unsigned("==", arguments[0], _splat(builder, arguments[1]))
        return builder.bitcast(same, _WORD)

    return types.uint64(_bytes, types.int64), code


@_intrinsic
def within(typing: Any, vector: Any, first: Any, count: Any) -> Any:
    """Which bytes are one of the `count` from `first` on."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        offset = builder.sub(arguments[0], _splat(builder, arguments[1]))
        inside = builder.icmp_unsigned("<", offset, _splat(builder, arguments[2]))
        return builder.bitcast(inside, _WORD)

    return types.uint64(_bytes, types.int64, types.int64), code


@_intrinsic
def lowest(typing: Any, word: Any) -> Any:
    """The place of the lowest set bit of a word that is not zero."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.uint64), code


@_intrinsic
def highest(typing: Any, word: Any) -> Any:
    """The place of the highest set bit of a word that is not zero."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        zeros = builder.ctlz(arguments[0], ir.Constant(ir.IntType(1), 1))
        return builder.sub(ir.Constant(_WORD, WIDTH - 1), zeros)

    return types.int64(types.uint64), code
