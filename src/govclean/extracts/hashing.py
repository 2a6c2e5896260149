"""The SHA-256 of a source, which ties every result to the very bytes it was computed from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govclean.extracts.sources import Source

CHUNK = 1 << 20


def digest(source: Source) -> str:
    """Return the SHA-256 of a source as 64 hexadecimal digits.

    Raises:
        ExtractError: the source cannot be read.
    """
    running = hashlib.sha256()
    with source.open() as stream:
        while chunk := stream.read(CHUNK):
            running.update(chunk)
    return running.hexdigest()
