"""Checks that look past the single record: who must stand in another registry, how many may share a value.

Nothing here is an error for certain: an incubator has many companies, a family one telephone. This file owns the
columns of the table `cross_checks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.grouping import Flags
from govclean.linkage.preferring import standing
from govclean.linkage.records import Codes, Column, Positions, Records
from govclean.standards.linkage import CrossCheck
from govclean.wording import Language, Text

_WORD = pa.dictionary(pa.int32(), pa.string())

CROSS_CHECKS = pa.schema(
    [
        ("check", _WORD),  # at_most, exists_in
        ("severity", _WORD),
        ("source", _WORD),
        ("record_id", pa.string()),
        ("field", _WORD),
        ("value", pa.string()),
        ("count", pa.int64()),  # at_most: how many share the value; exists_in: records of the number there
        ("message", _WORD),  # one sentence without the value
    ]
)

Valid = Mapping[str, Flags]  # by field, one flag a code; not named: all valid


@dataclass(frozen=True, slots=True)
class CrossChecked:
    """The findings, check by check in the standard's order, within a check by record; and what was not checked."""

    table: pa.Table
    unchecked: tuple[CrossCheck, ...]  # whose field no file supplies, or whose registry was not given


@dataclass(frozen=True, slots=True)
class _Fault:
    """What one check found: rows, what it says of them, how many it counted."""

    rows: Positions
    field: str
    counts: NDArray[np.int64]
    message: Text


def cross_checks(
    records: Records,
    labels: Codes,
    checks: Sequence[CrossCheck],
    *,
    registries: Mapping[str, Records] | None = None,
    valid: Valid | None = None,
    language: Language = "zh",
) -> CrossChecked:
    """Return what the checks of a standard find.

    Args:
        records: of this registry; the checks' fields are among its columns.
        labels: the cluster of each record: what `at_most` counts where it does not say.
        checks: in the standard's order.
        registries: the records of other registries by the name of their standard.
        valid: invalid values are not looked at; what is wrong with them is said elsewhere.
        language: of the messages.
    """
    registries, valid = registries or {}, valid or {}
    tables, unchecked = [CROSS_CHECKS.empty_table()], []
    for check in checks:
        if not _can_be_checked(check, records, registries):
            unchecked.append(check)
            continue
        faults = (
            _at_most(check, records, labels, valid)
            if check.check == "at_most"
            else _exists_in(check, records, registries[check.registry], valid)
        )
        tables += [_table(check, records, fault, language) for fault in faults if len(fault.rows)]
    return CrossChecked(pa.concat_tables(tables).unify_dictionaries(), tuple(unchecked))


def _can_be_checked(check: CrossCheck, records: Records, registries: Mapping[str, Records]) -> bool:
    here = [check.field, *check.also, *([check.per] if check.per else [])]
    if any(name not in records.columns for name in here):
        return False
    if check.check == "at_most":
        return True
    there = registries.get(check.registry)
    return there is not None and all(name in there.columns for name in (check.key, *check.also.values()))


def _at_most(check: CrossCheck, records: Records, labels: Codes, valid: Valid) -> Iterator[_Fault]:
    """Yield the records whose value more entities share than may, or more values of `per`."""
    column = records.column(check.field)
    per = records.column(check.per).codes if check.per else labels + np.int32(1)
    frequent = standing(column, valid.get(check.field)) & (column.counts > check.most)
    rows = np.flatnonzero(frequent[column.codes] & (per > 0))
    distinct = np.unique(column.codes[rows] * (np.int64(per.max(initial=0)) + 1) + per[rows])
    counts = np.bincount(distinct // (np.int64(per.max(initial=0)) + 1), minlength=len(column.values))
    found = np.flatnonzero((counts > check.most)[column.codes]).astype(np.int32)
    what = _OTHERS.fill(per=check.per) if check.per else _ENTITIES
    message = _AT_MOST.fill(field=check.field, what=what, most=check.most)
    yield _Fault(found, check.field, counts[column.codes[found]], message)


def _exists_in(check: CrossCheck, records: Records, there: Records, valid: Valid) -> Iterator[_Fault]:
    """Yield the records that do not stand in the other registry, then those that say something else than it does."""
    column, key = records.column(check.field), there.column(check.key)
    known = _same_value(column, key)
    missing = standing(column, valid.get(check.field)) & (known == 0)
    rows = np.flatnonzero(missing[column.codes]).astype(np.int32)
    message = _MISSING.fill(field=check.field, registry=check.registry)
    yield _Fault(rows, check.field, np.zeros(len(rows), np.int64), message)
    at = known[column.codes]
    for name, name_there in check.also.items():
        rows = _disagreeing(at, records.column(name), key, there.column(name_there))
        message = _OTHER.fill(field=name, key=check.field, registry=check.registry)
        yield _Fault(rows, name, key.counts[at[rows]], message)


def _same_value(column: Column, other: Column) -> Codes:
    """Return for each code of a column the other column's code of that value (int32); 0 where it has none."""
    found = pc.index_in(column.values, value_set=other.values[1:], skip_nulls=True)
    return np.asarray(pc.fill_null(pc.add(found, 1), 0).to_numpy(zero_copy_only=False), np.int32)


def _disagreeing(at: Codes, column: Column, key: Column, other: Column) -> Positions:
    """Return the records of which no record there with their key says what they say, though some says something.

    Args:
        at: the key of each record as a code of `key`; 0 where it does not stand there.
        column: what the records say.
        key: of the other registry.
        other: what it says.
    """
    says = np.zeros(len(key.values), np.bool_)
    says[key.codes[other.codes > 0]] = True
    comparable = np.flatnonzero(says[at] & (at > 0) & (column.codes > 0))
    width = np.int64(len(other.values))
    ours = at[comparable] * width + _same_value(column, other)[column.codes[comparable]]
    theirs = key.codes * width + other.codes
    return comparable[~np.isin(ours, theirs)].astype(np.int32)


def _table(check: CrossCheck, records: Records, fault: _Fault, language: Language) -> pa.Table:
    count = len(fault.rows)
    sources = pa.DictionaryArray.from_arrays(
        pa.array(records.source[fault.rows]), pa.array(records.sources, pa.string())
    )
    columns = {
        "check": _repeat(check.check, count),
        "severity": _repeat(check.severity, count),
        "source": sources,
        "record_id": records.ids.take(pa.array(fault.rows)),
        "field": _repeat(fault.field, count),
        "value": records.column(fault.field).texts(fault.rows),
        "count": pa.array(fault.counts, pa.int64()),
        "message": _repeat(fault.message.say(language), count),
    }
    return pa.table(list(columns.values()), schema=CROSS_CHECKS)


def _repeat(word: str, count: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array([word], pa.string()))


_ENTITIES = Text("主体", "entities")
_OTHERS = Text("不同 {per}", "different {per}")
_AT_MOST = Text(
    "共用同一 {field} 的{what}超过 {most} 个",
    "more than {most} {what} share this {field}",
)
_MISSING = Text("{field} 在 {registry} 中查无此值", "this {field} is not in {registry}")
_OTHER = Text(
    "{field} 与 {registry} 中相同 {key} 的记录不一致",
    "{field} differs from what {registry} says of this {key}",
)
