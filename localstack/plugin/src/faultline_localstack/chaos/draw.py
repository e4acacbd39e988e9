"""The draw by which a rule decides: the same as in ``chaos/faults/draw.ts``, so that one seed hits the same keys everywhere."""

import re

_MASK = 0xFFFFFFFF
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def draw(seed: int, rule: str, key: str, attempt: int) -> float:
    """A number in [0, 1) that is the same for the same arguments in every process on every machine."""
    return float(murmur3("\0".join((str(seed), rule, key, str(attempt)))) / 2**32)


def murmur3(text: str, seed: int = 0) -> int:
    """MurmurHash3, x86, 32 bits, over UTF-8 (https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp)."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        # As TextEncoder does it.
        data = _LONE_SURROGATES.sub("\ufffd", text).encode()
    value = seed & _MASK
    tail = len(data) & ~3
    for at in range(0, tail, 4):
        value = _rotate(value ^ _scramble(int.from_bytes(data[at : at + 4], "little")), 13)
        value = (value * 5 + 0xE6546B64) & _MASK
    value ^= _scramble(int.from_bytes(data[tail:], "little"))
    value ^= len(data)
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & _MASK
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & _MASK
    return value ^ (value >> 16)


def _scramble(block: int) -> int:
    return (_rotate((block * 0xCC9E2D51) & _MASK, 15) * 0x1B873593) & _MASK


def _rotate(word: int, bits: int) -> int:
    return ((word << bits) | (word >> (32 - bits))) & _MASK
