"""What linking is asked for and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from govclean.linkage.blocking import Blocking, RuleCount
from govclean.linkage.clustering import Clustering
from govclean.linkage.conflicts import Identity
from govclean.linkage.cross_checks import CrossChecked
from govclean.linkage.model import Model
from govclean.linkage.pairs import MATCH, REVIEW, Pairs
from govclean.linkage.planning import Plan
from govclean.linkage.prepared import Prepared
from govclean.linkage.reconciliation import Reconciliation
from govclean.linkage.records import Codes, Records
from govclean.standards.linkage import Linkage
from govclean.wording import Language, Text


@dataclass(frozen=True, slots=True)
class Previous:
    """What the last run left: the tables `records` (contents), `pairs` and `clusters`, and its model where there is one."""

    contents: pa.Table
    pairs: pa.Table
    clusters: pa.Table


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """How to link, where the standard's own settings do not do."""

    decisions: pa.Table | None = None
    previous: Previous | None = None
    match: float | None = None
    review: float | None = None
    model: Callable[[Sequence[Prepared]], Model] | None = None  # reads a model made before
    learn: bool = False  # whether what people decided teaches the model too
    exceptions: pa.Table | None = None  # source, record_id, reason, expiry
    registries: Mapping[str, Records] = field(default_factory=dict)
    as_of: date = field(default_factory=date.today)
    threads: int | None = None
    language: Language = "zh"
    tell: Callable[[str], None] | None = None  # is told the step that begins


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found."""

    records: Records
    settings: Linkage  # with the thresholds in force
    plan: Plan
    prepared: tuple[Prepared, ...]
    identities: tuple[Identity, ...]
    model: Model
    blocking: Blocking
    rules: tuple[RuleCount, ...]
    pairs: Pairs
    clustering: Clustering
    labels: Codes
    cluster_ids: pa.StringArray  # one a record
    hashes: pa.StringArray  # of each record's content
    golden: pa.Table
    lineage: pa.Table
    reconciliation: Reconciliation
    conflicts: pa.Table
    cross_checks: CrossChecked
    stale: pa.Table  # decisions that were not applied
    expected_missed: float  # matches expected among candidate pairs below the review threshold
    notes: tuple[Text, ...]
    seconds: Mapping[str, float]  # by step

    @property
    def compared(self) -> int:
        """How many pairs were compared."""
        return sum(rule.new_pairs for rule in self.rules)

    @property
    def matched(self) -> int:
        """How many pairs match."""
        return int((self.pairs.decision == MATCH).sum())

    @property
    def to_review(self) -> int:
        """How many pairs a person should look at."""
        return int((self.pairs.decision == REVIEW).sum())
