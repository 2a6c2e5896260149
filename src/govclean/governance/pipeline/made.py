"""`step.json`: what a result was made from and what came out, in the folder of the result itself.

A step is due where what it would be made from now is not what stands here. No clock time and no absolute path is in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "step.json"

Told = Mapping[str, Any]
"""What JSON can tell: texts, numbers, lists and mappings of these."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a step.

    Attributes:
        worst: the severity of the worst finding that counts, or nothing.
        figures: what the run's page shows of it.
    """

    worst: str = ""
    figures: Told = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """A result that stands in its folder."""

    step: str
    subject: str
    made_from: Told
    outcome: Outcome

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of what it was made from."""
        return fingerprint_of(self.made_from)

    def write(self, folder: Path) -> None:
        """Write `step.json` into a folder."""
        told = {
            "step": self.step,
            "subject": self.subject,
            "made_from": self.made_from,
            "outcome": {"worst": self.outcome.worst, "figures": self.outcome.figures},
        }
        write_json(folder / FILE, told)


def made_in(folder: Path) -> Made | None:
    """Return the result that stands in a folder; None where none does."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        outcome = Outcome(told["outcome"]["worst"], told["outcome"]["figures"])
        return Made(told["step"], told["subject"], told["made_from"], outcome)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError):  # written by hand, or by another version: made anew
        return None


def fingerprint_of(made_from: Told) -> str:
    """Return the SHA-256 over what a result is made from; the order of keys does not matter.

    >>> fingerprint_of({"a": 1, "b": [2]}) == fingerprint_of({"b": [2], "a": 1})
    True
    """
    text = json.dumps(made_from, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changed_parts(before: Told, now: Told) -> tuple[str, ...]:
    """Return the parts of what a result is made from that differ, in the order of the present ones."""
    return tuple(
        key
        for key in dict.fromkeys([*now, *before])
        if _canonical(before.get(key)) != _canonical(now.get(key))
    )


def write_json(path: Path, told: Told | Sequence[Told]) -> None:
    """Write JSON that people can read; the same content gives the same bytes."""
    path.write_bytes(json_bytes(told))


def json_bytes(told: Told | Sequence[Told]) -> bytes:
    """Return JSON that people can read, as UTF-8."""
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _canonical(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, sort_keys=True)
