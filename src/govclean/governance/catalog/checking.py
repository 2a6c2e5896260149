"""The directory judged: what is wrong in which entry, where, and how to repair it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from govclean.governance.catalog.catalog import Catalog, CatalogEntry
from govclean.governance.catalog.catalogue import CHECKS, WHOLE_CHECKS
from govclean.governance.catalog.placing import Spot
from govclean.governance.catalog.rules.filling import field_title
from govclean.governance.catalog.ruling import Around, CatalogRule, Fault
from govclean.validation.findings import SEVERITIES, Severity
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, with the entry it is in and the place it was written."""

    entry: CatalogEntry
    fault: Fault
    spot: Spot

    @property
    def rule(self) -> CatalogRule:
        """Return the rule that found it."""
        return self.fault.rule

    @property
    def field(self) -> str:
        """Return the dotted key, items numbered from 1: `items.3.length`."""
        return ".".join(str(key + 1) if isinstance(key, int) else key for key in self.fault.keys)

    @property
    def field_title(self) -> Text:
        """Return what the value is called in the directory."""
        return field_title(self.fault.keys)


@dataclass(frozen=True)
class CheckedCatalog:
    """What the check of a directory tells."""

    catalog: Catalog
    day: date
    findings: tuple[Finding, ...]  # in the order of the entries
    seconds: float

    @property
    def worst(self) -> Severity | None:
        """Return the worst severity found; None where nothing was."""
        held = {finding.rule.severity for finding in self.findings}
        return next((one for one in SEVERITIES if one in held), None)

    @cached_property
    def by_rule(self) -> tuple[tuple[CatalogRule, int], ...]:
        """The rules that found something with the number of findings, worst and commonest first."""
        counted = Counter(finding.rule for finding in self.findings)
        return tuple(
            sorted(counted.items(), key=lambda one: (SEVERITIES.index(one[0].severity), -one[1], one[0].id))
        )

    @cached_property
    def faulty(self) -> int:
        """The number of entries with an error."""
        return len({id(one.entry) for one in self.findings if one.rule.severity == "error"})

    def of(self, entry: CatalogEntry) -> tuple[Finding, ...]:
        """Return the findings of one entry."""
        return self._by_entry.get(id(entry), ())

    @cached_property
    def _by_entry(self) -> dict[int, tuple[Finding, ...]]:
        found: dict[int, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(id(finding.entry), []).append(finding)
        return {key: tuple(listed) for key, listed in found.items()}


def check_catalog(catalog: Catalog, *, day: date) -> CheckedCatalog:
    """Return what is wrong with a directory.

    Args:
        day: the day of judgement; nothing can have been published after it.
    """
    began = time.perf_counter()
    around = Around(catalog, day)
    place = {id(entry): number for number, entry in enumerate(catalog.entries)}
    found = sorted(_faults(around), key=lambda one: place[id(one[0])])
    findings = tuple(Finding(entry, fault, entry.at(*fault.keys)) for entry, fault in found)
    return CheckedCatalog(catalog, day, findings, time.perf_counter() - began)


def _faults(around: Around) -> Iterator[tuple[CatalogEntry, Fault]]:
    for entry in around.catalog.entries:
        for check in CHECKS:
            for fault in check(entry, around):
                yield entry, fault
    for whole in WHOLE_CHECKS:
        yield from whole(around)
