"""The datum of a file by reference points: the points of the file with the same ids, compared before it is cleansed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from govclean.cleansing.applying import cleanse_batch
from govclean.cleansing.catalogue import rule_named
from govclean.cleansing.datum_evidence import OTHERWISE, UNDECLARED, Comparison, compare
from govclean.cleansing.planning import Plan, is_on, plan
from govclean.cleansing.ruling import Setting
from govclean.engines.embedded import in_order
from govclean.errors import ExtractError, MappingError, UsageError
from govclean.extracts.batches import Batch, Extract
from govclean.extracts.mapping import map_header
from govclean.extracts.reading import open_extract
from govclean.governance.opening import SAMPLE, JudgeOptions, Opened
from govclean.standards.model import Standard
from govclean.values.columns import text_column
from govclean.values.datums import Points
from govclean.values.semantic import Reason
from govclean.wording import Text

_SITES = pa.schema(
    [("key", pa.string()), ("declared", pa.string()), ("east", pa.float64()), ("north", pa.float64())]
)
_TRUE_DATUMS = (UNDECLARED, "CGCS2000", "WGS84")
_RULE = "coordinates.datum_by_reference"
_LEFT = frozenset(
    {"coordinates.exchange_axes"}
)  # of the rules across fields: points are compared as they stand


@dataclass(frozen=True, slots=True)
class ReferencePoints:
    """Points whose places in CGCS2000 are known: one a key.

    Args:
        keys: ids of records, each once.
        points: degrees, in the order of the keys.
    """

    path: str
    sha256: str
    keys: pa.StringArray
    points: Points


@dataclass(frozen=True, slots=True)
class Datums:
    """What reference points say of one file: a comparison for each declared datum; none where no point has one."""

    reference: str
    sha256: str
    reference_points: int
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class _Sited:
    """Where a standard keeps the id, the axes and the datum of a point: names of fields, or of columns for the id."""

    key: str
    east: str
    north: str
    crs: str | None


def read_reference_points(path: str, standard: Standard, options: JudgeOptions) -> ReferencePoints:
    """Return the points of a file whose header is mapped by the same standard; ids that stand twice are left out.

    Raises:
        UsageError: the standard has no key or no coordinates by which points could be compared, or switches the rule off.
        ExtractError: the file cannot be read, or lacks a column that is needed.
        MappingError: its header can be read in several ways.
    """
    sited = _sited(standard)
    if sited is None:
        raise UsageError(_NOT_SITED, where=standard.name, hint=_SITED)
    if not is_on(standard, rule_named(_RULE)):
        raise UsageError(_IS_OFF.fill(rule=_RULE), where=standard.name)
    extract = open_extract(path)
    sample = extract.sample(SAMPLE)
    columns = _mapped(extract, sample, standard)
    for name in (sited.east, sited.north, sited.key):
        if name not in columns and not (name == sited.key and name in extract.header):
            raise ExtractError(_NO_COLUMN.fill(name=name), where=extract.path, hint=_SITED)
    tables = _sites(extract, _plan(standard, sited, columns, sample, options), sited, options)
    table = pa.concat_tables([_SITES.empty_table(), *tables])
    table = table.filter(pc.is_in(table["declared"], pa.array(_TRUE_DATUMS)))
    counts = table["key"].value_counts()
    once = counts.field("values").filter(pc.equal(counts.field("counts"), 1))
    table = table.filter(pc.is_in(table["key"], once)).combine_chunks()
    points = table["east"].to_numpy(), table["north"].to_numpy()
    return ReferencePoints(extract.path, extract.sha256, text_column(table["key"]), points)


def _mapped(extract: Extract, sample: pa.RecordBatch, standard: Standard) -> dict[str, str]:
    try:
        found = map_header(extract.header, sample, standard, {})
    except MappingError as error:
        error.where = ": ".join(part for part in (extract.path, error.where) if part)
        raise
    return {entry.field: entry.column for entry in found.entries}


def compared(opened: Opened, standard: Standard, reference: ReferencePoints, options: JudgeOptions) -> Datums:
    """Return what the reference points say of a file: all of it is read, once, for its keys and points.

    Raises:
        ExtractError: the file can no longer be read.
    """
    sited = _sited(standard)
    found = [_SITES.append(pa.field("at", pa.int64())).empty_table()]
    if sited and _is_sited(sited, opened):
        rules = _plan(standard, sited, opened.columns, opened.sample, options)
        found += [_met(table, reference) for table in _sites(opened.extract, rules, sited, options)]
    table = pa.concat_tables(found).combine_chunks()
    at = table["at"].to_numpy()
    comparisons = compare(
        (table["east"].to_numpy(), table["north"].to_numpy()),
        (reference.points[0][at], reference.points[1][at]),
        text_column(table["declared"]),
    )
    return Datums(reference.path, reference.sha256, len(reference.keys), comparisons)


def _sited(standard: Standard) -> _Sited | None:
    """Return where a standard keeps the points; None where it names no id, or not one column for each axis."""
    axes = [
        [field.name for field in standard.fields if field.semantic_type.name == kind]
        for kind in ("longitude", "latitude")
    ]
    if not standard.record_id or any(len(names) != 1 for names in axes):
        return None
    crs = next((field.name for field in standard.fields if field.codelist == "crs"), None)
    return _Sited(standard.record_id, axes[0][0], axes[1][0], crs)


def _is_sited(sited: _Sited, opened: Opened) -> bool:
    keyed = sited.key in opened.columns or sited.key in opened.extract.header
    return keyed and sited.east in opened.columns and sited.north in opened.columns


def _plan(
    standard: Standard,
    sited: _Sited,
    columns: Mapping[str, str],
    sample: pa.RecordBatch,
    options: JudgeOptions,
) -> Plan:
    """Return the rules for ids and points alone, without those that bring points to another datum."""
    wanted = (sited.key, sited.east, sited.north, sited.crs)
    needed = {name: header for name, header in columns.items() if name in wanted}
    rules = plan(standard, needed, sample, as_of=options.day)
    return replace(
        rules, record_rules=tuple(rule for rule in rules.record_rules if rule.id in _LEFT), advice=()
    )


def _sites(extract: Extract, rules: Plan, sited: _Sited, options: JudgeOptions) -> Iterator[pa.Table]:
    yield from in_order(extract.tasks(), lambda batch: _sites_of(rules, sited, batch), options.threads)


def _sites_of(rules: Plan, sited: _Sited, batch: Batch) -> pa.Table:
    """Return the records of a batch that have an id and a good point."""
    records = cleanse_batch(rules, batch.records).records
    column = {name: records.column(header) for name, header in rules.columns.items()}
    column.setdefault(sited.key, records.column(rules.columns.get(sited.key, sited.key)))
    kept = column[sited.key].is_valid()
    settings = {one.setting.field.name: one.setting for one in rules.fields}
    for axis in (sited.east, sited.north):
        good = settings[axis].semantic.judge(column[axis]) == Reason.GOOD
        kept = pc.and_(kept, pc.and_(pa.array(good), column[axis].is_valid()))
    declared = _declared(settings, column, sited).filter(kept)
    axes = [column[axis].filter(kept).cast(pa.float64()) for axis in (sited.east, sited.north)]
    return pa.table([column[sited.key].filter(kept), declared, *axes], schema=_SITES)


def _declared(
    settings: Mapping[str, Setting], column: Mapping[str, pa.StringArray], sited: _Sited
) -> pa.StringArray:
    """Return the code of the datum that each record declares, `UNDECLARED` where it declares none."""
    if sited.crs is None or sited.crs not in column:
        return pa.repeat(UNDECLARED, len(column[sited.east]))
    table = settings[sited.crs].field.codes
    words = pc.fill_null(column[sited.crs], UNDECLARED)
    known = pc.is_in(words, pa.array([UNDECLARED, *(table.codes if table else ())]))
    return pc.if_else(known, words, OTHERWISE)


def _met(table: pa.Table, reference: ReferencePoints) -> pa.Table:
    """Return the points that have a reference point, each with its place among these."""
    at = pc.index_in(table["key"], reference.keys).cast(pa.int64())
    return table.append_column("at", at).filter(at.is_valid())


_NOT_SITED = Text(
    "该标准无法用参照点比对：没有 record_id，或经度、纬度数据项不是各一个",
    "points of this standard cannot be compared: it has no record_id, or not one longitude and one latitude",
)
_IS_OFF = Text(
    "该标准关闭了规则 {rule}，参照点不起作用",
    "the standard switches {rule} off: reference points have no effect",
)
_NO_COLUMN = Text("参照点文件没有与“{name}”对应的列", "the reference points have no column for {name}")
_SITED = Text(
    "参照点按标准的 record_id、经度、纬度比对，三列都要有",
    "points are compared by the standard's record_id, longitude and latitude: all three are needed",
)
