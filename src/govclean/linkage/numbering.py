"""Cluster ids that stay the same from run to run while the records of a cluster do.

This file owns the columns of the table `clusters`: `cluster_id, source, record_id`, every record once.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.contents import positions_of, texts_of
from govclean.linkage.records import Positions, Records
from govclean.values.columns import text_column
from govclean.values.fingerprints import fingerprints

_DIGITS = np.frombuffer(b"0123456789abcdefghjkmnpqrstvwxyz", np.uint8)  # no i, l, o, u: read aloud and typed
_NEW = -1


def number(labels: NDArray[np.int32], records: Records, previous: pa.Table | None = None) -> pa.StringArray:
    """Return the cluster id of each record.

    An id of an earlier run stays with the cluster that holds most of its records, the first of them where several hold
    as many. Any other cluster gets a new one: the letter c and 15 digits (base 32) made from the source and id of its
    first record, so that two first runs agree as well.

    Args:
        labels: the cluster of each record, from 0 without a gap.
        previous: the table `clusters` of an earlier run.
    """
    if previous is None:
        previous = clusters_table(pa.array([], pa.string()), None)
    old = text_column(previous["cluster_id"]).dictionary_encode()
    kept = _kept(labels, records, previous, old.indices.to_numpy())
    fresh = np.flatnonzero(kept == _NEW)
    firsts = np.zeros(len(kept), np.int32)
    firsts[labels[::-1]] = np.arange(len(labels), dtype=np.int32)[::-1]
    kept[fresh] = len(old.dictionary) + np.arange(len(fresh))
    names = pa.concat_arrays([old.dictionary, _new_ids(records, firsts[fresh], old.dictionary)])
    return names.take(pa.array(kept[labels]))


def clusters_table(cluster_ids: pa.StringArray, records: Records | None) -> pa.Table:
    """Return the travelling table `clusters` (text columns), in the order of the records; without records, empty."""
    none = pa.array([], pa.string())
    sources, ids = (records.source_names(), records.ids) if records is not None else (none, none)
    return pa.table({"cluster_id": cluster_ids, "source": sources, "record_id": ids})


def _kept(
    labels: NDArray[np.int32], records: Records, previous: pa.Table, codes: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return for each cluster the code of the earlier id it keeps, _NEW where it keeps none.

    Args:
        codes: of the earlier id in each row of `previous`.
    """
    kept = np.full(int(labels.max(initial=-1)) + 1, _NEW, np.int64)
    at = positions_of(records, text_column(previous["source"]), text_column(previous["record_id"]))
    before = np.full(len(labels), _NEW, np.int64)
    before[at[at >= 0]] = codes[at >= 0]
    known = np.flatnonzero(before != _NEW)
    span = int(codes.max(initial=-1)) + 1
    both, first, records_in = np.unique(
        labels[known] * np.int64(span) + before[known], return_index=True, return_counts=True
    )
    new, old = np.divmod(both, span) if span else (both, both)
    alone = (
        (np.bincount(new)[new] == 1) & (np.bincount(old)[old] == 1) if len(both) else np.zeros(0, np.bool_)
    )
    kept[new[alone]] = old[alone]
    rivals = np.flatnonzero(~alone)
    taken: set[int] = set()
    for rival in rivals[np.lexsort((first[rivals], -records_in[rivals]))].tolist():
        if kept[new[rival]] == _NEW and int(old[rival]) not in taken:
            kept[new[rival]] = old[rival]
            taken.add(int(old[rival]))
    return kept


def _new_ids(records: Records, firsts: Positions, used: pa.StringArray) -> pa.StringArray:
    """Return an id for each cluster from its first record, none of them used or given twice.

    A cluster that was split off can begin with the record which gave the whole its id: then a second id is drawn.
    """
    at = pa.array(firsts)
    sources = pa.array(records.sources, pa.string()).take(pa.array(records.source[firsts]))
    ids, draw = _drawn(sources, records.ids.take(at), 0), 0
    while len(again := _clashing(ids, used)):
        draw += 1
        rows = pa.array(again)
        other = _drawn(sources.take(rows), records.ids.take(at.take(rows)), draw)
        mask = np.zeros(len(ids), np.bool_)
        mask[again] = True
        ids = pc.replace_with_mask(ids, pa.array(mask), other)
    return ids


def _drawn(sources: pa.StringArray, ids: pa.StringArray, draw: int) -> pa.StringArray:
    """Return one id for each record: 75 bits of its fingerprint."""
    words = fingerprints([sources, ids, pa.repeat(str(draw), len(ids))]).T
    letters = np.full((len(ids), 16), ord("c"), np.uint8)
    for place in range(15):
        word, shift = (words[0], 5 * place) if place < 12 else (words[1], 5 * (place - 12))
        letters[:, place + 1] = _DIGITS[((word >> np.uint64(shift)) & np.uint64(31)).astype(np.uint8)]
    return texts_of(letters)


def _clashing(ids: pa.StringArray, used: pa.StringArray) -> NDArray[np.intp]:
    """Return the places of ids that are used already or stand further up."""
    encoded = ids.dictionary_encode()
    codes = encoded.indices.to_numpy()
    repeated = np.ones(len(ids), np.bool_)
    repeated[np.unique(codes, return_index=True)[1]] = False
    known = np.asarray(pc.is_in(encoded.dictionary, used).to_numpy(zero_copy_only=False), np.bool_)
    return np.flatnonzero(repeated | known[codes])
