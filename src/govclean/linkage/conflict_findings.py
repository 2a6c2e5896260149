"""What is wrong with the numbers of a registry, as findings: which records share one, or hold several.

This file owns the columns of the table `conflicts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from govclean.linkage.clustering import Clustering
from govclean.linkage.conflicts import Identity, different_numbers
from govclean.linkage.merging import DIFFERENT
from govclean.linkage.pairs import CONFLICTS, NON_MATCH, REVIEW, Pairs
from govclean.linkage.records import Records
from govclean.wording import Text

CONFLICTS_TABLE = pa.schema(
    [
        ("case", pa.int64()),  # from 1; the records of one case stand together
        ("conflict", pa.string()),  # same_identifier, different_identifiers, kept_apart
        ("field", pa.string()),  # of the number
        ("value", pa.string()),  # the number; masked wherever it is shown
        ("cluster_id", pa.string()),
        ("source", pa.string()),
        ("record_id", pa.string()),
        ("count", pa.int64()),  # same_identifier: clusters with the number; else: numbers of the one entity
    ]
)

SAME, DIFFERENT_NUMBERS, APART = FOUND = ("same_identifier", "different_identifiers", "kept_apart")

Entity = Literal["person", "organisation", "place"]

_APART = Text("号码不同，未合并", "kept apart by their numbers")
_TITLES: Mapping[Entity, tuple[Text, Text]] = {
    "person": (
        Text("一号多人", "one number, several people"),
        Text("一人多号", "one person, several numbers"),
    ),
    "organisation": (
        Text("一码多企", "one code, several organisations"),
        Text("一企多码", "one organisation, several codes"),
    ),
    "place": (Text("一码多址", "one code, several places"), Text("一址多码", "one place, several codes")),
}

Groups = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Cases:
    """The records of some cases of one kind and one field."""

    conflict: str
    identity: Identity
    at: NDArray[np.int64]  # records
    case: Groups  # for each; any number, the same within a case
    count: NDArray[np.int64]  # for each


def titles(entity: Entity) -> dict[str, Text]:
    """Return what each conflict is called in a registry of people, organisations or places."""
    return dict(zip(FOUND, (*_TITLES[entity], _APART), strict=True))


def conflicts_table(
    records: Records,
    identities: Sequence[Identity],
    pairs: Pairs,
    clustering: Clustering,
    cluster_ids: pa.StringArray,
) -> pa.Table:
    """Return the travelling table `conflicts`: a row for each record of each case, by conflict, field and case.

    - `same_identifier`: one valid number held by several clusters; every record that holds it.
    - `different_identifiers`: what would be one cluster but for its several valid numbers, or is one because a person
      said so; every record of it that holds a number.
    - `kept_apart`: records that match, or come near it, in nothing that is their own and hold different numbers, such
      as twins, or that a record without a number ties to both. Nothing is wrong with them; they are told so that
      someone can see it.

    Args:
        pairs: after `settled` and the decisions.
        cluster_ids: of each record.
    """
    found = [case for identity in identities for case in _cases(identity, pairs, clustering)]
    found.sort(key=lambda case: FOUND.index(case.conflict))  # stable: fields stay in order
    tables, told = [CONFLICTS_TABLE.empty_table()], 0
    for cases in found:
        number = _by_first(cases)
        order = np.lexsort((cases.at, number))
        at = pa.array(cases.at[order])
        column = records.column(cases.identity.field)
        columns = {
            "case": pa.array(number[order] + 1 + told),
            "conflict": pa.repeat(cases.conflict, len(at)),
            "field": pa.repeat(cases.identity.field, len(at)),
            "value": column.values.take(pa.array(cases.identity.numbers[cases.at[order]])),
            "cluster_id": cluster_ids.take(at),
            "source": pa.array(records.sources, pa.string()).take(pa.array(records.source[cases.at[order]])),
            "record_id": records.ids.take(at),
            "count": pa.array(cases.count[order]),
        }
        tables.append(pa.table(columns, schema=CONFLICTS_TABLE))
        told += int(number.max(initial=-1)) + 1
    return pa.concat_tables(tables)


def _cases(identity: Identity, pairs: Pairs, clustering: Clustering) -> Iterator[_Cases]:
    labels = clustering.labels.astype(np.int64)
    having = np.flatnonzero(identity.numbers)
    held = identity.numbers[having].astype(np.int64)
    yield _several(SAME, identity, having, held, labels[having])
    differing = np.flatnonzero(pairs.conflict == CONFLICTS.index("different_identifiers"))
    differing = differing[different_numbers(pairs.left[differing], pairs.right[differing], [identity])]
    would_be = differing[pairs.decision[differing] == REVIEW]
    ones = _joined(labels, pairs, would_be)
    yield _several(DIFFERENT_NUMBERS, identity, having, ones[labels[having]], held)
    refused = clustering.refused[clustering.reasons == DIFFERENT]
    near = np.concatenate([differing[pairs.decision[differing] == NON_MATCH], refused])
    near = near[ones[labels[pairs.left[near]]] != ones[labels[pairs.right[near]]]]
    apart = _joined(labels, pairs, near)
    tied = np.isin(labels[having], labels[np.concatenate([pairs.left[near], pairs.right[near]])])
    yield _several(APART, identity, having[tied], apart[labels[having[tied]]], held[tied])


def _several(
    conflict: str, identity: Identity, at: NDArray[np.int64], case: Groups, members: Groups
) -> _Cases:
    """Return the cases that hold several different members, with the number of these."""
    span = int(members.max(initial=0)) + 1
    both = np.sort(case * span + members)
    different = both[np.append(True, both[1:] != both[:-1])[: len(both)]] // span
    count = np.bincount(different, minlength=1)[case]
    kept = count > 1
    return _Cases(conflict, identity, at[kept], case[kept], count[kept])


def _joined(labels: Groups, pairs: Pairs, rows: Rows) -> Groups:
    """Return a group for each cluster: those that the pairs join share one."""
    groups = np.arange(int(labels.max(initial=-1)) + 1)
    ends = np.concatenate([labels[pairs.left[rows]], labels[pairs.right[rows]]])
    clusters, places = np.unique(ends, return_inverse=True)
    if len(clusters):
        edges = (np.ones(len(rows), np.int8), (places[: len(rows)], places[len(rows) :]))
        graph = coo_array(edges, shape=(len(clusters), len(clusters)))
        of_cluster = connected_components(graph, directed=False)[1]
        first = np.unique(of_cluster, return_index=True)[1]
        groups[clusters] = clusters[first][of_cluster]
    return groups


def _by_first(cases: _Cases) -> Groups:
    """Return the cases numbered from 0 in the order of their first records."""
    _, first, place = np.unique(cases.case, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[place]
