"""What matching the files of a call found: the questions people ask of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.governance.match_inputs import Inputs
from govclean.linkage.conflict_findings import FOUND, Entity
from govclean.linkage.evaluating import Evaluation, Expected, Kept
from govclean.linkage.linked import Linked
from govclean.linkage.truth import Truth
from govclean.standards.model import Standard
from govclean.wording import Text

SEVERITIES: Mapping[str, str] = dict(zip(FOUND, ("error", "error", "info"), strict=True))
"""How bad each conflict is: one number for two, two numbers for one; that records were kept apart is no fault."""

_ORDER = ("error", "warning", "info")


@dataclass(frozen=True)
class Matched:
    """One run."""

    standard: Standard
    inputs: Inputs
    linked: Linked
    truth: Truth | None
    evaluation: Evaluation | None  # where a truth was given
    expected: Expected | None  # None where too few comparisons can be made to check each other
    known: Kept | None  # what the rules keep of pairs with one valid number, rules on numbers left out
    notes: tuple[Text, ...]
    seconds: float
    peak_memory: int  # bytes, of the whole process

    @property
    def clusters(self) -> int:
        """How many entities there are."""
        return int(self.linked.labels.max(initial=-1)) + 1

    @cached_property
    def by_sources(self) -> dict[tuple[str, ...], int]:
        """How many clusters have records of exactly these sources, most sources first, then by name."""
        names = self.linked.records.sources
        held = np.zeros((self.clusters, len(names)), np.bool_)
        held[self.linked.labels, self.linked.records.source] = True
        packed = np.ascontiguousarray(np.packbits(held, axis=1))
        width = pa.binary(packed.shape[1])
        kinds = pa.FixedSizeBinaryArray.from_buffers(width, len(packed), [None, pa.py_buffer(packed)])
        found: dict[tuple[str, ...], int] = {}
        for kind in kinds.value_counts().to_pylist():
            bits = np.unpackbits(np.frombuffer(kind["values"], np.uint8))
            some = tuple(name for name, holds in zip(names, bits, strict=False) if holds)
            found[some] = kind["counts"]
        return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))

    @cached_property
    def repeated(self) -> int:
        """How many records stand for an entity that another record of their source stands for already."""
        place = self.linked.labels.astype(np.int64) * len(self.linked.records.sources)
        return len(self.linked.records) - len(np.unique(place + self.linked.records.source))

    @cached_property
    def conflict_cases(self) -> dict[str, int]:
        """How many cases of each conflict there are, those that occur."""
        return _cases(self.linked.conflicts, "conflict", "case")

    @cached_property
    def check_findings(self) -> dict[tuple[str, str], int]:
        """How many findings each cross check has by severity: (severity, field) → findings."""
        table = self.linked.cross_checks.table
        columns = (table[name].cast(pa.string()).to_pylist() for name in ("severity", "field"))
        return dict(sorted(Counter(zip(*columns, strict=True)).items()))

    @property
    def entity(self) -> Entity:
        """What the records are of: people, organisations or places; names of the former two tell."""
        kinds = {one.comparison.kind for one in self.linked.plan.comparisons}
        if "organisation_name" in kinds:
            return "organisation"
        places = kinds & {"place_name", "point", "address"}
        named = kinds & {"person_name", "latin_name", "name_parts"}
        return "place" if places and not named else "person"

    def worst(self) -> str:
        """Return the severity of the worst finding, or nothing."""
        found = {SEVERITIES[conflict] for conflict in self.conflict_cases}
        found |= {severity for severity, _ in self.check_findings}
        return next((severity for severity in _ORDER if severity in found), "")

    @property
    def troubles(self) -> tuple[Text, ...]:
        """What does not add up in the books of the run: a bug of ours wherever there is one."""
        found = list(self.linked.reconciliation.balance.troubles)
        records = len(self.linked.records)
        read = sum(file.rows - file.set_aside for file in self.inputs.files)
        if read != records:
            found.append(_BOOKS.fill(what="records", one=read, other=records))
        if self.linked.golden.num_rows != self.clusters:
            found.append(_BOOKS.fill(what="golden", one=self.linked.golden.num_rows, other=self.clusters))
        distinct = len(pc.unique(self.linked.cluster_ids))
        if distinct != self.clusters:
            found.append(_BOOKS.fill(what="cluster_id", one=distinct, other=self.clusters))
        return tuple(found)


_BOOKS = Text("{what}：{one} ≠ {other}", "{what}: {one} ≠ {other}")


def _cases(table: pa.Table, kind: str, case: str) -> dict[str, int]:
    counted = table.group_by([kind]).aggregate([(case, "count_distinct")]).sort_by(kind)
    return dict(zip(counted[kind].to_pylist(), counted[f"{case}_count_distinct"].to_pylist(), strict=True))
