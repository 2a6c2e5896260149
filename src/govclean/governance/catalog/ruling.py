"""What a rule of the directory is, what it finds, and what it may look at beside the entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

import pyarrow as pa

from govclean.governance.catalog.catalog import Catalog, CatalogEntry
from govclean.governance.catalog.domains import Domains
from govclean.governance.catalog.placing import Key
from govclean.validation.findings import Severity
from govclean.values.identifiers.uscc import Uscc
from govclean.values.placeholders import PLACEHOLDERS
from govclean.values.semantic import Reason
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class CatalogRule:
    """A rule's page: what it asks, why, a wrong and a right example, how to repair."""

    id: str
    title: Text
    says: Text  # the message of a finding, with places for its facts
    why: Text
    wrong: Text
    right: Text
    repair: Text
    basis: str
    severity: Severity = "error"

    def fault(self, *keys: Key, value: str = "", suggestion: str = "", **facts: object) -> Fault:
        """Return a fault of this rule at a key of the entry."""
        return Fault(self, keys, value, suggestion, self.says.fill(**facts) if facts else self.says)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one value of an entry."""

    rule: CatalogRule
    keys: tuple[Key, ...]
    value: str
    suggestion: str
    message: Text


@dataclass(frozen=True)
class Around:
    """What is known beside the entry: the whole directory, its lists, the day of judgement."""

    catalog: Catalog
    day: date

    @property
    def domains(self) -> Domains:
        """Return the lists of words."""
        return self.catalog.domains

    def is_placeholder(self, words: str) -> bool:
        """Return whether words say that there is nothing: 无, 暂无, 待补充, /."""
        return words.strip().casefold() in PLACEHOLDERS

    def why_no_credit_code(self, code: str) -> Text | None:
        """Return why a credit code is wrong; None where it is right."""
        return self._wrong_codes.get(code)

    @cached_property
    def _wrong_codes(self) -> Mapping[str, Text]:
        codes = pa.array(sorted({entry.provider_uscc for entry in self.catalog.entries} - {""}), pa.string())
        kind = Uscc()
        reasons = (Reason(int(one)) for one in kind.judge(codes))
        return {
            code: kind.reasons[reason]
            for code, reason in zip(codes.to_pylist(), reasons, strict=True)
            if reason is not Reason.GOOD
        }


Check: TypeAlias = Callable[[CatalogEntry, Around], Iterator[Fault]]
"""Judges one entry."""

WholeCheck: TypeAlias = Callable[[Around], Iterator[tuple[CatalogEntry, Fault]]]
"""Judges what only the whole directory shows."""
