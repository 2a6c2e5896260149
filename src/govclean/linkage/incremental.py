"""What need not be done again: pairs of records that say what they said in the run before.

A pair is carried over where both its records are unchanged; only pairs with a new or changed record are compared.
Since scores come from the model, a run that carries pairs over must use the model of the run before.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.errors import UsageError
from govclean.linkage.contents import positions_of
from govclean.linkage.pairs import MISSING, Pairs
from govclean.linkage.records import Records
from govclean.linkage.scoring import decided
from govclean.standards.linkage import Thresholds
from govclean.values.columns import text_column
from govclean.wording import Text, same

_OTHERWISE = Text("上次运行的比较项与本次不同", "the earlier run compared other things than this one")
_AFRESH = Text(
    "用同一目录标准，或不带 --previous 重新运行", "use the same standard, or run without --previous"
)
_LEVEL, _WEIGHT = "level_", "weight_"


def unchanged(records: Records, hashes: pa.StringArray, previous: pa.Table) -> NDArray[np.bool_]:
    """Return which records stood in the run before and say the same.

    Args:
        hashes: from `content_hashes`, one a record.
        previous: the table `records` of the run before.
    """
    at = positions_of(records, text_column(previous["source"]), text_column(previous["record_id"]))
    known = np.flatnonzero(at >= 0)
    before = text_column(previous["content_hash"]).take(pa.array(known))
    now = hashes.take(pa.array(at[known]))
    still = np.zeros(len(records), np.bool_)
    still[at[known]] = pc.equal(before, now).to_numpy(zero_copy_only=False)
    return still


def carried_pairs(
    table: pa.Table,
    records: Records,
    still: NDArray[np.bool_],
    rules: tuple[str, ...],
    thresholds: Thresholds,
) -> Pairs:
    """Return the pairs of the run before whose records are both unchanged.

    Their decision is the score's again and no conflict is marked: what numbers and people decide comes after, as for
    pairs that were compared.

    Args:
        table: the table `pairs` of the run before.
        still: from `unchanged`.
        rules: names of the blocking rules; a pair of a rule that is no more counts as of the first.
    """
    ends = [
        positions_of(records, text_column(table[f"{side}_source"]), text_column(table[f"{side}_id"]))
        for side in ("left", "right")
    ]
    known = np.flatnonzero((np.minimum(*ends) >= 0) & still[ends[0]] & still[ends[1]])
    left, right = (each[known] for each in (np.minimum(*ends), np.maximum(*ends)))
    kept = table.take(pa.array(known))
    named = [name.removeprefix(_LEVEL) for name in kept.column_names if name.startswith(_LEVEL)]
    rule = pc.fill_null(pc.index_in(text_column(kept["blocking_rule"]), pa.array(rules, pa.string())), 0)
    pairs = Pairs(
        left=left,
        right=right,
        weight=kept["weight"].to_numpy(),
        probability=kept["probability"].to_numpy(),
        rule=rule.to_numpy().astype(np.int16),
        levels={name: pc.fill_null(kept[_LEVEL + name], int(MISSING)).to_numpy() for name in named},
        weights={name: kept[_WEIGHT + name].to_numpy() for name in named},
        decision=np.zeros(len(known), np.uint8),
        conflict=np.zeros(len(known), np.uint8),
    )
    pairs = replace(pairs, decision=decided(pairs, thresholds.match, thresholds.review))
    return pairs.taken(np.lexsort((right, left)))


def merged(first: Pairs, second: Pairs) -> Pairs:
    """Return the pairs of both, sorted; a pair that stands in both is taken from the second.

    Raises:
        UsageError: the two were not compared in the same way.
    """
    if first.levels.keys() != second.levels.keys():
        found = same(", ".join(sorted(first.levels.keys() ^ second.levels.keys())))
        raise UsageError(_OTHERWISE, where="--previous", found=found, hint=_AFRESH)
    arrays = ("left", "right", "weight", "probability", "rule", "decision", "conflict")
    both = {name: np.concatenate([getattr(first, name), getattr(second, name)]) for name in arrays}
    joined = replace(
        first,
        **both,
        levels={name: np.concatenate([level, second.levels[name]]) for name, level in first.levels.items()},
        weights={name: np.concatenate([each, second.weights[name]]) for name, each in first.weights.items()},
    )
    order = np.lexsort((np.arange(len(joined))[::-1], joined.right, joined.left))
    left, right = joined.left[order], joined.right[order]
    again = np.append(False, (left[1:] == left[:-1]) & (right[1:] == right[:-1]))[: len(order)]
    return joined.taken(order[~again])
