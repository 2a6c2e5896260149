"""Digests that tie a result to its bytes, and keyed hashes that compare values without showing them.

A keyed hash is an HMAC (RFC 2104, GB/T 15852.2-2012) by SM3 (GB/T 32905-2016) or SHA-256. Without the key a hash of
an identifier says nothing; without a key everyone could hash all the numbers there are and look.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pyarrow as pa

from govclean.errors import UsageError
from govclean.values.columns import map_distinct
from govclean.values.sm3 import Digest, new_sm3
from govclean.wording import Text, same

Algorithm = Literal["sm3", "sha256"]

LEAST_KEY = 16  # bytes: 128 bits
_MOST_KEY = 4096
_BLOCK = 64  # bytes, of both algorithms
_CHUNK = 1 << 20
_ID_DIGITS = 16

_UNREADABLE = Text("密钥文件无法读取", "the key file cannot be read")
_OPEN_TO_OTHERS = Text("密钥文件对其他用户可读写", "the key file is open to other users")
_CLOSE_IT = Text("请执行 chmod 600，并考虑更换密钥", "run chmod 600, and consider a new key")
_LENGTH = Text("密钥长度不合适", "the key has a length that cannot be used")
_MAKE_ONE = Text(
    "密钥应为 {least} 至 {most} 字节，例如：umask 077; openssl rand -hex 32 > 密钥文件",
    "a key has {least} to {most} bytes, for example: umask 077; openssl rand -hex 32 > KEYFILE",
).fill(least=LEAST_KEY, most=_MOST_KEY)


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of the same bytes, in hexadecimal digits."""

    sha256: str
    sm3: str


@dataclass(frozen=True, slots=True)
class Key:
    """A secret of at least 16 bytes; it is never shown, its id may be."""

    secret: bytes = field(repr=False)

    @classmethod
    def read(cls, path: Path | str) -> Key:
        """Return the key of a file: its bytes as they stand, without white space at the ends.

        Raises:
            UsageError: the file cannot be read, other users may read or write it, or it holds too little or too much.
        """
        try:
            with Path(path).open("rb") as file:
                _refuse_open_file(os.fstat(file.fileno()), str(path))
                secret = file.read(_MOST_KEY + 2).strip()
        except OSError as error:
            raise UsageError(_UNREADABLE, where=str(path), found=same(error.strerror or str(error))) from None
        if not LEAST_KEY <= len(secret) <= _MOST_KEY:
            found = Text("{count} 字节", "{count} bytes").fill(count=len(secret))
            raise UsageError(_LENGTH, where=str(path), found=found, hint=_MAKE_ONE)
        return cls(secret)

    @property
    def id(self) -> str:
        """Return 16 hexadecimal digits that tell keys apart and say nothing of the secret."""
        return hmac_of(self, b"govclean key id").hex()[:_ID_DIGITS]


def digests_of(data: bytes) -> Digests:
    """Return the digests of some bytes.

    >>> digests_of(b"abc").sm3[:16]
    '66c7f0f462eeedd9'
    """
    return Digests(hashlib.sha256(data).hexdigest(), new_sm3(data).hexdigest())


def digests_of_file(path: Path | str) -> Digests:
    """Return the digests of a file, read once.

    Raises:
        OSError: the file cannot be read.
    """
    sha256, sm3 = hashlib.sha256(), new_sm3()
    with Path(path).open("rb") as file:
        while chunk := file.read(_CHUNK):
            sha256.update(chunk)
            sm3.update(chunk)
    return Digests(sha256.hexdigest(), sm3.hexdigest())


def hmac_of(key: Key, data: bytes, algorithm: Algorithm = "sm3") -> bytes:
    """Return the HMAC of some bytes, 32 bytes long.

    >>> hmac_of(Key(b"k" * 16), b"abc", "sha256").hex()[:16]
    'c344abd1a90e9704'
    """
    return _Keyed(key.secret, algorithm)(data)


def keyed_hashes(
    values: pa.StringArray, key: Key, algorithm: Algorithm = "sm3", context: str = ""
) -> pa.StringArray:
    """Return the HMAC of each value as 64 hexadecimal digits; null stays null, each distinct value is hashed once.

    Args:
        context: what the values are; the same value has another hash in another context. Two departments that want to
            find their common values agree on key, algorithm and context.

    >>> keyed_hashes(pa.array(["a", None, "a"]), Key(b"k" * 16)).to_pylist()[1]
    """
    secret = key.secret if not context else hmac_of(key, f"context:{context}".encode(), algorithm)
    keyed = _Keyed(secret, algorithm)
    return map_distinct(values, lambda value: keyed(value.encode()).hex())


class _Keyed:
    """An HMAC with its key already digested: half the work for each short value."""

    def __init__(self, secret: bytes, algorithm: Algorithm) -> None:
        new = _ALGORITHMS[algorithm]
        short = secret if len(secret) <= _BLOCK else new(secret).digest()
        padded = short.ljust(_BLOCK, b"\0")
        self._inner = new(bytes(byte ^ 0x36 for byte in padded))
        self._outer = new(bytes(byte ^ 0x5C for byte in padded))

    def __call__(self, data: bytes) -> bytes:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(data)
        outer.update(inner.digest())
        return outer.digest()


def _refuse_open_file(status: os.stat_result, where: str) -> None:
    on_disk = stat.S_ISREG(status.st_mode)  # and not a pipe from a password store
    if on_disk and os.name == "posix" and status.st_mode & 0o077:
        found = same(f"{stat.S_IMODE(status.st_mode):04o}")
        raise UsageError(_OPEN_TO_OTHERS, where=where, found=found, hint=_CLOSE_IT)


def _new_sha256(data: bytes = b"") -> Digest:
    return hashlib.sha256(data)


_ALGORITHMS: Mapping[Algorithm, Callable[[bytes], Digest]] = {"sm3": new_sm3, "sha256": _new_sha256}
