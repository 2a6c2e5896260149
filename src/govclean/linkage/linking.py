"""Link records: each step is the file it names."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.linkage.blocking import Blocking, Rule, RuleCount
from govclean.linkage.clustering import Clustering, Doubt, cluster
from govclean.linkage.conflict_findings import conflicts_table
from govclean.linkage.conflicts import Identity, equal_numbers, identity_of, settled, shared_comparisons
from govclean.linkage.contents import content_hashes
from govclean.linkage.cross_checks import CrossChecked, cross_checks
from govclean.linkage.decisions import TROUBLES, Decisions, decisions_on, troubles_table
from govclean.linkage.deriving import Deriving
from govclean.linkage.estimating import Sample, among_candidates, estimate, expected_missed, sampled
from govclean.linkage.exceptions import excused
from govclean.linkage.incremental import carried_pairs, merged, unchanged
from govclean.linkage.kinship import Shared, with_kin_to_review
from govclean.linkage.linked import Linked, LinkOptions
from govclean.linkage.looking_up import with_features, with_features_there
from govclean.linkage.model import Model, weight_of
from govclean.linkage.numbering import number
from govclean.linkage.pairs import Pairs
from govclean.linkage.planning import Plan, plan
from govclean.linkage.prepared import Prepared, prepare
from govclean.linkage.reconciliation import Reconciliation, reconcile, terms_of
from govclean.linkage.records import Codes, Records
from govclean.linkage.scoring import Scorer, decided
from govclean.linkage.survivorship import Survivorship, golden_records, require_preferences
from govclean.linkage.teaching import taught
from govclean.standards.linkage import Linkage
from govclean.standards.model import Standard
from govclean.values.semantic import Reason

Flags = NDArray[np.bool_]

_SLACK = 1e-3  # bits; weights are of single precision
_RARELY, _OFTEN = 0.02, 0.25  # share of missed matches that is believed: no estimate is without error


def link(records: Records, standard: Standard, options: LinkOptions) -> Linked:
    """Return what is one entity among the records of one registry, and everything that follows from it.

    Raises:
        StandardError: `linkage:` names what does not exist.
        UsageError: the files hold nothing to go by, or a table given as option cannot be used.
    """
    steps = _Steps(options.tell)
    steps.begin("prepare")
    ready = _ready(records, standard, options)
    steps.begin("block")
    blocking = _blocked(ready)
    steps.begin("estimate")
    samples = sampled(ready.prepared, blocking)
    model = _model(ready, samples)
    steps.begin("score")
    pairs, rules = _scored(ready, blocking, model)
    steps.begin("cluster")
    missed = expected_missed(samples, model, ready.settings.thresholds.review)
    clustering = _clustered(ready, pairs, missed)
    cluster_ids = number(clustering.labels, records, options.previous.clusters if options.previous else None)
    steps.begin("golden")
    valid = _valid(standard, records)
    golden, lineage = golden_records(records, clustering.labels, cluster_ids, _survivorship(ready, valid))
    steps.begin("reconcile")
    reconciliation = _reconciled(ready, clustering, cluster_ids, pairs, valid)
    steps.begin("cross_check")
    return Linked(
        records=records,
        settings=ready.settings,
        plan=ready.plan,
        prepared=ready.prepared,
        identities=ready.identities,
        model=model,
        blocking=blocking,
        rules=rules,
        pairs=pairs,
        clustering=clustering,
        labels=clustering.labels,
        cluster_ids=cluster_ids,
        hashes=ready.hashes,
        golden=golden,
        lineage=lineage,
        reconciliation=reconciliation,
        conflicts=conflicts_table(records, ready.identities, pairs, clustering, cluster_ids),
        cross_checks=_cross_checked(ready, clustering.labels, valid),
        stale=_not_applied(ready, clustering),
        expected_missed=missed,
        notes=ready.plan.notes,
        seconds=steps.end(),
    )


@dataclass(frozen=True, slots=True)
class _Ready:
    """Everything that is known before records meet."""

    records: Records
    standard: Standard
    options: LinkOptions
    plan: Plan
    settings: Linkage  # with the thresholds in force
    deriving: Deriving
    rules: tuple[Rule, ...]
    prepared: tuple[Prepared, ...]
    identities: tuple[Identity, ...]
    hashes: pa.StringArray
    decisions: Decisions
    stale: pa.Table
    old: Flags | None  # records that the last run knew as they are


def _ready(records: Records, standard: Standard, options: LinkOptions) -> _Ready:
    planned = plan(standard, _supplied(records))
    settings = _in_force(planned.settings, options)
    require_preferences(settings.golden, tuple(one.name for one in standard.fields), standard.path)
    deriving = Deriving(records, settings.derived)
    hashes = content_hashes(records)
    decisions, stale = _decisions(options, records, hashes)
    return _Ready(
        records=records,
        standard=standard,
        options=options,
        plan=planned,
        settings=settings,
        deriving=deriving,
        rules=tuple(Rule(rule.name, deriving.rule(rule)) for rule in planned.rules),
        prepared=tuple(_prepared(planned, deriving)),
        identities=tuple(_identities(standard, planned, records)),
        hashes=hashes,
        decisions=decisions,
        stale=stale,
        old=None if options.previous is None else unchanged(records, hashes, options.previous.contents),
    )


def _blocked(ready: _Ready) -> Blocking:
    return Blocking(
        len(ready.records),
        ready.rules,
        largest_block=ready.settings.largest_block,
        splitters=[one.column for one in ready.prepared],
        fresh=None if ready.old is None else ~ready.old,
    )


def _model(ready: _Ready, samples: Sequence[Sample]) -> Model:
    if ready.options.model:
        return ready.options.model(ready.prepared)
    model = estimate(ready.prepared, samples, [rule.fields for rule in ready.plan.rules])
    neighbours = ready.settings.non_matches == "candidates"
    if neighbours:
        model = among_candidates(model, ready.prepared, samples)
    return taught(model, ready.prepared, ready.decisions) if ready.options.learn else model


def _scored(ready: _Ready, blocking: Blocking, model: Model) -> tuple[Pairs, tuple[RuleCount, ...]]:
    """Return the pairs worth keeping, each decided, and what each rule brought."""
    thresholds = ready.settings.thresholds
    kinds = {one.name: one.comparison.kind for one in ready.plan.comparisons}
    shared = shared_comparisons(kinds)
    numbers = {name for name, kind in kinds.items() if kind == "identifier"}
    scorer = Scorer(
        ready.prepared,
        model,
        lenient={name for one in ready.identities for name in one.comparisons},
        shared=Shared(shared, numbers),
    )
    scored = scorer.pairs(
        blocking.pairs(),
        len(blocking.names),
        thresholds.review,
        lambda left, right: equal_numbers(left, right, ready.identities),
        ready.options.threads,
    )
    decision = decided(scored.pairs, thresholds.match, thresholds.review)
    pairs = _with_carried(ready, replace(scored.pairs, decision=decision), blocking)
    pairs = with_kin_to_review(
        pairs, ready.prepared, equal_numbers(pairs.left, pairs.right, ready.identities)
    )
    pairs = settled(pairs, ready.identities, shared, thresholds.review)
    return ready.decisions.applied(pairs), blocking.counts(scored.new_pairs)


def _with_carried(ready: _Ready, pairs: Pairs, blocking: Blocking) -> Pairs:
    """Return the pairs with those of the last run whose two records are as they were."""
    previous = ready.options.previous
    if previous is None or ready.old is None:
        return pairs
    thresholds = ready.settings.thresholds
    return merged(carried_pairs(previous.pairs, ready.records, ready.old, blocking.names, thresholds), pairs)


def _clustered(ready: _Ready, pairs: Pairs, missed: float) -> Clustering:
    sources = ready.records.source if ready.settings.one_to_one else None
    return cluster(
        len(ready.records),
        pairs,
        ready.identities,
        sources=sources,
        decisions=ready.decisions,
        doubt=_doubt(pairs, missed, ready.settings.thresholds.match),
    )


def _doubt(pairs: Pairs, missed: float, match: float) -> Doubt:
    """Return how much must speak for two clusters.

    That a pair is absent speaks against it by how rarely a pair of one entity is: log2 of the share of matches that
    are missed. Of two entities nearly all pairs are absent.
    """
    share = missed / max(missed + float(pairs.probability.sum()), 1.0)
    return Doubt(weight_of(match) - _SLACK, float(np.log2(np.clip(share, _RARELY, _OFTEN))))


def _not_applied(ready: _Ready, clustering: Clustering) -> pa.Table:
    """Return the decisions that were not applied: those that do not fit the records, and those that others forbid."""
    if ready.options.decisions is None:
        return ready.stale
    rows = ready.decisions.row[clustering.contradicted]
    kinds = np.full(len(rows), list(TROUBLES).index("contradicted"))
    return pa.concat_tables([ready.stale, troubles_table(ready.options.decisions, rows, kinds)])


def _survivorship(ready: _Ready, valid: Mapping[str, Flags]) -> Survivorship:
    fields = tuple(one.name for one in ready.standard.fields)
    return Survivorship(fields, ready.settings.golden, ready.settings.sources, valid)


def _reconciled(
    ready: _Ready,
    clustering: Clustering,
    cluster_ids: pa.StringArray,
    pairs: Pairs,
    valid: Mapping[str, Flags],
) -> Reconciliation:
    options = ready.options
    excuses = (
        None if options.exceptions is None else excused(ready.records, options.exceptions, options.as_of)
    )
    normal = ready.deriving.normal(ready.standard)
    terms = terms_of(ready.standard, ready.settings, ready.identities, valid, normal)
    return reconcile(ready.records, clustering.labels, cluster_ids, pairs, terms, excuses)


def _cross_checked(ready: _Ready, labels: Codes, valid: Mapping[str, Flags]) -> CrossChecked:
    checks = ready.settings.cross_checks
    return cross_checks(
        with_features(ready.records, ready.standard, ready.deriving, checks),
        labels,
        checks,
        registries=with_features_there(ready.options.registries, ready.standard, checks),
        valid=valid,
        language=ready.options.language,
    )


class _Steps:
    """The clock of a run."""

    def __init__(self, tell: Callable[[str], None] | None) -> None:
        self._tell = tell
        self._began: list[tuple[str, float]] = []

    def begin(self, step: str) -> None:
        self._began.append((step, time.perf_counter()))
        if self._tell:
            self._tell(step)

    def end(self) -> dict[str, float]:
        until = [*(began for _, began in self._began[1:]), time.perf_counter()]
        return {step: end - began for (step, began), end in zip(self._began, until, strict=True)}


def _supplied(records: Records) -> frozenset[str]:
    return frozenset(name for name, column in records.columns.items() if len(column.values) > 1)


def _in_force(settings: Linkage, options: LinkOptions) -> Linkage:
    match = settings.thresholds.match if options.match is None else options.match
    review = settings.thresholds.review if options.review is None else options.review
    thresholds = settings.thresholds.model_copy(update={"match": match, "review": min(review, match)})
    return settings.model_copy(update={"thresholds": thresholds})


def _prepared(planned: Plan, deriving: Deriving) -> Sequence[Prepared]:
    return [
        prepare(
            one.name,
            one.fields,
            [deriving.column(name) for name in one.on],
            one.comparison,
            term_frequency=one.term_frequency,
        )
        for one in planned.comparisons
    ]


def _identities(standard: Standard, planned: Plan, records: Records) -> Sequence[Identity]:
    return [
        identity_of(
            name,
            records.column(name),
            standard.field(name).semantic_type,
            tuple(one.name for one in planned.comparisons if name in one.fields),
        )
        for name in planned.identifiers
        if name in records.columns
    ]


def _decisions(options: LinkOptions, records: Records, hashes: pa.StringArray) -> tuple[Decisions, pa.Table]:
    if options.decisions is None:
        return Decisions.none(), pa.table({})
    return decisions_on(options.decisions, records, hashes)


def _valid(standard: Standard, records: Records) -> dict[str, Flags]:
    """Return which distinct values of each field are valid."""
    return {
        one.name: np.isin(
            one.semantic_type.judge(records.columns[one.name].values), (Reason.GOOD, Reason.RETIRED)
        )
        for one in standard.fields
        if one.name in records.columns
    }
