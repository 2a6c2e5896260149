"""How good a linkage is, from the tables it wrote and the truth; computed apart from the tool's own evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

_VIEWS = """
    create view truth as select * from read_csv('{truth}', header = true, all_varchar = true);
    create view pairs as
        select p.decision = 'match' as matched, p.probability, p.weight, l.entity_id = r.entity_id as same
        from read_parquet('{out}/pairs.parquet') p
        join truth l on l.source = p.left_source and l.record_id = p.left_id
        join truth r on r.source = p.right_source and r.record_id = p.right_id;
    create table met as
        select c.cluster_id, t.entity_id, count(*) as records
        from read_parquet('{out}/clusters.parquet') c
        join truth t on t.source = c.source and t.record_id = c.record_id
        group by all;
"""


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision and recall over pairs of records."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return their harmonic mean; 0 where both are 0."""
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)


@dataclass(frozen=True, slots=True)
class PairScores:
    """The pairs as they were decided, and what the best threshold on their probability would give."""

    decided: Scores
    best: Scores
    threshold: float


class Outcome:
    """The tables of one run beside the truth."""

    def __init__(self, out: Path, truth: Path) -> None:
        self._out = out
        self._base = duckdb.connect()
        self._base.execute(_VIEWS.format(out=out, truth=truth))

    def pairs(self) -> PairScores:
        """Return how good the pairs are; a true pair that is not among them is missed."""
        told = self._base.execute("select matched, probability, weight, same from pairs").fetchnumpy()
        wanted = self._pairs_within("select count(*) as n from truth group by entity_id")
        same, matched = told["same"].astype(bool), told["matched"].astype(bool)
        found = int((same & matched).sum())
        decided = Scores(found / max(int(matched.sum()), 1), found / max(wanted, 1))
        if not len(same):
            return PairScores(decided, decided, 1.0)
        order = np.argsort(-told["weight"], kind="stable")
        weight, right = told["weight"][order], np.cumsum(same[order])
        last = np.append(weight[1:] != weight[:-1], np.True_)  # a threshold cannot part equal weights
        precision, recall = right / np.arange(1, len(right) + 1), right / max(wanted, 1)
        f1 = np.where(last, 2 * precision * recall / np.maximum(precision + recall, 1e-12), -1)
        at = int(f1.argmax())
        best = Scores(float(precision[at]), float(recall[at]))
        return PairScores(decided, best, float(told["probability"][order][at]))

    def clusters(self) -> Scores:
        """Return how good the clusters are, by the pairs of records within them.

        Raises:
            ValueError: a record of the truth is in no cluster, or in several.
        """
        if self._one("select sum(records) from met") != self._one("select count(*) from truth"):
            msg = f"{self._out}: not every record of the truth is in exactly one cluster"
            raise ValueError(msg)
        both = self._pairs_within("select records as n from met")
        said = self._pairs_within("select sum(records) as n from met group by cluster_id")
        wanted = self._pairs_within("select sum(records) as n from met group by entity_id")
        return Scores(both / max(said, 1), both / max(wanted, 1))

    def confused(self, hard_cases: Path, registry: str) -> Sequence[tuple[str, int, int]]:
        """Return for each kind of hard case how many there are and in how many both entities share a cluster."""
        return self._base.execute(f"""
            with merged as (
                select distinct a.entity_id, b.entity_id as other_entity_id
                from met a join met b on a.cluster_id = b.cluster_id and a.entity_id != b.entity_id
            ), hard as (
                select distinct * from read_csv('{hard_cases}', header = true, all_varchar = true)
                where registry = '{registry}'
            )
            select kind, count(*), count(merged.entity_id)
            from hard left join merged using (entity_id, other_entity_id)
            group by kind order by kind
        """).fetchall()

    def _pairs_within(self, groups: str) -> int:
        """Return how many pairs groups of `n` make."""
        return int(self._one(f"select sum(n * (n - 1) // 2) from ({groups})"))

    def _one(self, query: str) -> int:
        return self._base.execute(query).fetchall()[0][0] or 0
