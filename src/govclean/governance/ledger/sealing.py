"""How an entry is sealed: its hash covers its head, the digests of its rows and the hash of the entry before.

The hash is SHA-256 over the JSON of the head (UTF-8, keys sorted, no blanks); with a key an HMAC-SM3 over the same
bytes stands beside it. Whoever changes a row, an entry or their order has to write every later hash anew: which the
head noted elsewhere (on a receipt, a scorecard) betrays, and which nobody can do to the HMAC without the key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from govclean.values.digests import Key, hmac_of

FIRST_PREVIOUS = "0" * 64
"""What the first entry carries as the hash of the one before."""


@dataclass(frozen=True, slots=True)
class Body:
    """The rows an entry put into one table."""

    name: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a ledger ends: noted elsewhere, it proves later that nothing before it was changed or cut off."""

    seq: int
    hash: str
    entered_at: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry says, before it is sealed."""

    seq: int
    entered_at: str  # ISO 8601 with its offset
    kind: str
    occasion: str
    tool: str
    standard: str
    version: str
    previous: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the ledger."""

    facts: Facts
    bodies: tuple[Body, ...]  # by name
    key_id: str | None
    hash: str
    mac: str | None

    @property
    def rows(self) -> int:
        """Return how many rows the entry put into all its tables."""
        return sum(body.rows for body in self.bodies)

    @property
    def head(self) -> Head:
        """Return the head of a ledger that ends with this entry."""
        return Head(self.facts.seq, self.hash, self.facts.entered_at)

    @property
    def whole(self) -> bool:
        """Return whether hash and content agree."""
        return self.hash == _hash(_bytes(self.facts, self.bodies, self.key_id))

    def signed_with(self, key: Key) -> bool:
        """Return whether the HMAC is that of this key."""
        return self.mac == _mac(key, _bytes(self.facts, self.bodies, self.key_id))


def sealed(facts: Facts, bodies: tuple[Body, ...], key: Key | None) -> Entry:
    """Return the entry with its hash, and its HMAC where there is a key."""
    ordered = tuple(sorted(bodies, key=lambda body: body.name))
    key_id = key.id if key else None
    content = _bytes(facts, ordered, key_id)
    return Entry(facts, ordered, key_id, _hash(content), _mac(key, content) if key else None)


def entry_from(row: Mapping[str, Any], bodies: tuple[Body, ...]) -> Entry:
    """Return an entry as it was read from the table `entries`."""
    facts = Facts(**{name: row[name] for name in Facts.__slots__})
    return Entry(facts, bodies, row["key_id"], row["hash"], row["mac"])


def _bytes(facts: Facts, bodies: tuple[Body, ...], key_id: str | None) -> bytes:
    told = asdict(facts) | {
        "key_id": key_id,
        "bodies": [[body.name, body.rows, body.digest] for body in bodies],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _mac(key: Key, content: bytes) -> str:
    return hmac_of(key, content, "sm3").hex()
