"""The SM3 digest (GB/T 32905-2016): OpenSSL's where Python was built with it, else our own, which is slow but right."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from typing import Self

_START = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip
_MASK = 0xFFFFFFFF
_BLOCK = 64  # bytes
_EARLY, _ROUNDS = 16, 64  # the first 16 rounds mix by other functions than the rest


class Digest(Protocol):
    """What `hashlib` gives, as far as it is used here."""

    def update(self, data: bytes, /) -> None:
        """Add bytes to what is digested."""

    def digest(self) -> bytes:
        """Return the digest of all bytes so far."""

    def hexdigest(self) -> str:
        """Return the same in hexadecimal digits."""

    def copy(self) -> Self:
        """Return a digest that goes on from here by itself."""


def new_sm3(data: bytes = b"") -> Digest:
    """Return a running SM3 digest.

    >>> new_sm3(b"abc").hexdigest()
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
    """
    if "sm3" in hashlib.algorithms_available:
        running: Digest = hashlib.new("sm3", data)
        return running
    return Sm3(data)


class Sm3:
    """SM3 in Python, for where OpenSSL does not offer it: about half a megabyte a second."""

    def __init__(self, data: bytes = b"") -> None:
        self._state: tuple[int, ...] = _START
        self._rest = b""
        self._length = 0
        self.update(data)

    def update(self, data: bytes) -> None:
        """Add bytes to what is digested."""
        self._length += len(data)
        waiting = self._rest + data
        whole = len(waiting) - len(waiting) % _BLOCK
        self._state = _after(self._state, waiting[:whole])
        self._rest = waiting[whole:]

    def digest(self) -> bytes:
        """Return the 32 bytes for everything so far; more may be added afterwards."""
        padding = b"\x80" + b"\0" * ((55 - self._length) % _BLOCK) + struct.pack(">Q", 8 * self._length)
        return struct.pack(">8I", *_after(self._state, self._rest + padding))

    def hexdigest(self) -> str:
        """Return the digest as 64 hexadecimal digits."""
        return self.digest().hex()

    def copy(self) -> Sm3:
        """Return a digest that goes on from here by itself."""
        other = Sm3()
        other._state, other._rest, other._length = self._state, self._rest, self._length
        return other


def _after(state: tuple[int, ...], blocks: bytes) -> tuple[int, ...]:
    for start in range(0, len(blocks), _BLOCK):
        state = _compressed(state, blocks[start : start + _BLOCK])
    return state


def _compressed(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    """Return the state after one block of 64 bytes (GB/T 32905-2016, 5.3)."""
    words = _expanded(block)
    a, b, c, d, e, f, g, h = state
    for j in range(_ROUNDS):
        constant = _turned(0x79CC4519 if j < _EARLY else 0x7A879D8A, j % 32)
        turned_a = _turned(a, 12)
        first = _turned((turned_a + e + constant) & _MASK, 7)
        if j < _EARLY:
            mixed_a, mixed_e = a ^ b ^ c, e ^ f ^ g
        else:
            mixed_a, mixed_e = (a & b) | (a & c) | (b & c), (e & f) | (~e & g)
        of_a = (mixed_a + d + (first ^ turned_a) + (words[j] ^ words[j + 4])) & _MASK
        of_e = (mixed_e + h + first + words[j]) & _MASK
        a, b, c, d = of_a, a, _turned(b, 9), c
        e, f, g, h = of_e ^ _turned(of_e, 9) ^ _turned(of_e, 17), e, _turned(f, 19), g
    return tuple(old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True))


def _expanded(block: bytes) -> list[int]:
    words = list(struct.unpack(">16I", block))
    for j in range(16, _ROUNDS + 4):
        mixed = words[j - 16] ^ words[j - 9] ^ _turned(words[j - 3], 15)
        mixed ^= _turned(mixed, 15) ^ _turned(mixed, 23)
        words.append(mixed ^ _turned(words[j - 13], 7) ^ words[j - 6])
    return words


def _turned(word: int, by: int) -> int:
    """Return a 32-bit word turned left by so many bits."""
    return ((word << by) | (word >> (32 - by))) & _MASK
