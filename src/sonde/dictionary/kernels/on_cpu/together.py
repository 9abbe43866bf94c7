"""What numba has no words for, in LLVM's: 64 numbers compared at once, whose answers are the bits
of one. LLVM turns it into what the processor has."""

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

CODES, MASK = ir.VectorType(ir.IntType(16), 64), ir.IntType(64)


@intrinsic
def over_low(typing: Any, codes: Any, first: Any, low: Any) -> Any:
    """Of the 64 codes from `first` on, given as the bits of bf16, those whose keys exceed `low`:
    bit i is that of code i."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, given[0])
        place = builder.bitcast(builder.gep(array.data, [given[1]]), CODES.as_pointer())
        bits = builder.load(place)
        bits.align = 2
        negative = builder.ashr(bits, ir.Constant(CODES, [15] * 64))
        keys = builder.xor(bits, builder.and_(negative, ir.Constant(CODES, [0x7FFF] * 64)))
        one = builder.insert_element(ir.Constant(CODES, ir.Undefined), given[2], MASK(0))
        everywhere = ir.Constant(ir.VectorType(ir.IntType(32), 64), [0] * 64)
        lows = builder.shuffle_vector(one, one, everywhere)
        return builder.bitcast(builder.icmp_signed(">", keys, lows), MASK)

    return types.uint64(codes, types.intp, types.int16), generate


@intrinsic
def lowest_bit(typing: Any, mask: Any) -> Any:
    """The place of the lowest bit of a number that has one."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.cttz(given[0], ir.Constant(ir.IntType(1), 1))

    return types.intp(types.uint64), generate
