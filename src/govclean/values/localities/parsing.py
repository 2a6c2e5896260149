"""Addresses taken apart: a column of text in, a column an element out, with the current division code.

The road: fold (`folding.py`) → division names at the head (`heads.py`, `resolving.py`) → further evidence from
township, home region and code column (`evidence.py`) → the local part by its skeleton (`skeletons.py`,
`grammar.py`) → one form for numbers (`writing.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.columns import map_distinct, text_column
from govclean.values.localities import evidence as weighing
from govclean.values.localities.evidence import EVIDENCE, Evidence
from govclean.values.localities.folding import Places, fold
from govclean.values.localities.grammar import NOTES, RESTS, SPANS, scan
from govclean.values.localities.heads import Block, read_heads
from govclean.values.localities.resolving import RESOLVED, UNKNOWN, Resolution
from govclean.values.localities.skeletons import skeletons
from govclean.values.localities.townships import townships
from govclean.values.localities.writing import WRITE, township

ELEMENTS = (
    "province", "city", "county", "zone", "township", "community", "road", "house_no",
    "estate", "building", "unit", "floor", "room", "place", "note", "rest",
)  # fmt: skip
COMPLETENESS = (
    "none", "province", "city", "county", "township", "community", "road", "house", "building", "unit", "floor", "room",
)  # fmt: skip
FACTS = ("division", "township_code", "candidates", "status", "evidence", "former", "completeness")
SCHEMA = pa.schema(
    [(name, pa.list_(pa.string()) if name == "candidates" else pa.string()) for name in (*ELEMENTS, *FACTS)]
)
_BLOCK = 32_768  # rows read together: their characters stay in the cache
_LONGEST = 300  # characters of a local part that are read; what is beyond goes to the rest


@dataclass(frozen=True, slots=True, eq=False)
class ParsedAddresses:
    """Addresses taken apart, one row an address.

    Args:
        table: the columns of `SCHEMA`, all text: the elements (null where the address has none), and

            - `division`: the current 6-digit code (GB/T 2260) of the finest division known; null unless resolved
            - `township_code`: 9 digits of the statistical table, where the township is found in it
            - `candidates`: the codes it may mean, where it is ambiguous or conflicting
            - `status`: resolved, ambiguous, unknown or conflicting
            - `evidence`: what decided a resolved row: written, township, code or within
            - `former`: names that were written and are no longer in force
            - `completeness`: the finest element present, one of `COMPLETENESS`
    """

    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __getitem__(self, name: str) -> pa.Array:
        column = self.table[name]
        return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def parse(
    column: pa.StringArray, *, within: str | None = None, codes: pa.StringArray | None = None
) -> ParsedAddresses:
    """Return the elements of Chinese addresses, in order of rows; null and empty cells give a row of nulls.

    Elements follow the address model of the place-name and address standards (division, limiting object, local
    point). Municipalities have no `city`, cities without counties (东莞市) no `county`. `zone` is an area that
    GB/T 2260 does not know: a development zone (its official name if the statistical table has it) or 郑东新区.

    >>> parsed = parse(pa.array(["郑州金水区花园路十二号院3幢2-501（临时）", "朝阳区建国路1号"]))
    >>> [parsed[name][0].as_py() for name in ("division", "road", "house_no", "building", "unit", "room", "note")]
    ['410105', '花园路', '12号院', '3号楼', '2单元', '501室', '临时']
    >>> parsed["status"][1].as_py(), parsed["candidates"][1].as_py()
    ('ambiguous', ['110105', '220104'])

    Args:
        within: code of the province, city or county the addresses come from; chooses among candidates, no more.
        codes: a division code for each address; chooses among candidates, and a contradiction is told.

    Raises:
        UsageError: `within` is no current division.
    """
    prefix = weighing.home_prefix(within)
    column = text_column(column)
    codes = None if codes is None else text_column(codes)
    tables = [
        _parse_block(column.slice(at, _BLOCK), prefix, None if codes is None else codes.slice(at, _BLOCK))
        for at in range(0, len(column), _BLOCK)
    ]
    return ParsedAddresses(pa.concat_tables(tables).combine_chunks() if tables else SCHEMA.empty_table())


def _parse_block(column: pa.StringArray, prefix: str, codes: pa.StringArray | None) -> pa.Table:
    block = Block.of(fold(column))
    evidence = Evidence.of_heads(read_heads(block))
    weighing.weigh_townships(evidence, block)
    if codes is not None:
        weighing.weigh_codes(evidence, codes)
    if prefix:
        weighing.weigh_home(evidence, prefix)
    columns = _local_columns(block, evidence)
    columns |= _township_columns(evidence, columns["township"])
    columns |= _division_columns(evidence, columns.pop("zone"))
    there = pc.is_valid(column)
    columns["status"] = pc.if_else(there, columns["status"], None)
    columns["completeness"] = pc.if_else(there, _completeness(columns, len(column)), None)
    return pa.table({name: columns[name] for name in SCHEMA.names}, SCHEMA)


def _local_columns(block: Block, evidence: Evidence) -> dict[str, pa.StringArray]:
    """Return the elements below the division, each in its one form."""
    ends = block.folded.starts[1:]
    read = np.minimum(ends, evidence.ends + _LONGEST)
    found = skeletons(block, evidence.ends, read)
    kinds, of = np.unique(found.of * 2 + (evidence.townships >= 0), return_inverse=True)
    edges = np.array(
        [scan(found.distinct[kind >> 1], below_township=bool(kind & 1)) for kind in kinds.tolist()], np.int64
    ).reshape(-1, 2 * len(SPANS))
    columns: dict[str, pa.StringArray] = {}
    for number, name in enumerate(SPANS):
        first, last = edges[:, 2 * number], edges[:, 2 * number + 1]
        columns[name] = _cut(block, of, first, last, found.at) if (first >= 0).any() else _nothing(len(ends))
    for name, (write, written) in WRITE.items():
        columns[name] = _written(columns[name], write, written)
    columns["note"] = _joined(columns.pop(f"note{number}") for number in range(NOTES))
    rests = [columns.pop(f"rest{number}") for number in range(RESTS)]
    beyond = block.folded.cut(read, ends) if (ends > read).any() else _nothing(len(ends))
    return _with_lead(columns | {"rest": _joined([*rests, beyond])})


def _cut(
    block: Block, of: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64], at: _At
) -> pa.StringArray:
    has = (first >= 0)[of]
    begins = at(np.where(has, first[of], 0))
    return block.folded.cut(begins, np.where(has, at(np.where(has, last[of], 0)), begins))


def _written(column: pa.StringArray, write: Callable[[str], str], written: str) -> pa.StringArray:
    """Return an element in its one form; most values have it already."""
    odd = pc.and_not(pc.is_valid(column), pc.match_substring_regex(column, written))
    odd = pc.coalesce(odd, pc.is_valid(column))
    if not pc.any(odd).as_py():
        return column
    return pc.replace_with_mask(column, odd, map_distinct(column.filter(odd), write))


def _with_lead(columns: dict[str, pa.StringArray]) -> dict[str, pa.StringArray]:
    """Give the name before a house number without a road to community (马庄12号), or to place (三里屯12号)."""
    lead = columns.pop("lead")
    if lead.null_count == len(lead):
        return columns
    free = pc.and_(pc.is_null(columns["community"]), pc.is_null(columns["road"]))
    village = pc.and_kleene(pc.and_(free, pc.is_valid(lead)), pc.match_substring_regex(lead, _VILLAGE))
    other = pc.if_else(village, None, lead)
    second = pc.if_else(pc.is_valid(columns["place"]), other, None)
    return columns | {
        "community": pc.if_else(village, lead, columns["community"]),
        "place": pc.coalesce(columns["place"], other),
        "rest": _joined([second, columns["rest"]]),
    }


def _township_columns(evidence: Evidence, written: pa.StringArray) -> dict[str, pa.StringArray]:
    """Return name and code of the township; the table's where it is found there, else the name as written."""
    number = pa.array(evidence.townships, mask=evidence.townships < 0)
    listed = townships()
    return {
        "township": pc.coalesce(listed.labels.take(number), map_distinct(written, township)),
        "township_code": listed.codes.take(number),
    }


def _division_columns(evidence: Evidence, zone: pa.StringArray) -> dict[str, pa.Array]:
    of, known = pa.array(evidence.of), evidence.resolutions
    levels = {
        name: _taken([resolution.labels[number] for resolution in known], of)
        for number, name in enumerate(("province", "city", "county", "zone"))
    }
    resolved = _taken([resolution.status for resolution in known], of)
    decided = pa.array(np.array(EVIDENCE)[evidence.by])
    return levels | {
        "zone": pc.coalesce(levels["zone"], zone),
        "division": _taken([resolution.division for resolution in known], of),
        "candidates": pa.array([_open(resolution) for resolution in known], pa.list_(pa.string())).take(of),
        "status": resolved,
        "evidence": pc.if_else(pc.equal(resolved, RESOLVED), decided, None),
        "former": _taken([resolution.former for resolution in known], of),
    }


def _open(resolution: Resolution) -> list[str] | None:
    return None if resolution.status in {RESOLVED, UNKNOWN} else list(resolution.candidates)


def _completeness(columns: dict[str, pa.StringArray], rows: int) -> pa.StringArray:
    """Return the finest element present; an estate locates as a road does, a zone as a county."""
    finest = np.zeros(rows, np.int8)
    for grade, name in enumerate(COMPLETENESS[1:], 1):
        for element in _GRADED.get(name, (name,)):
            finest = np.where(columns[element].is_valid().to_numpy(zero_copy_only=False), grade, finest)
    return pa.array(COMPLETENESS).take(pa.array(finest))


def _taken(values: list[str | None], of: pa.Array) -> pa.StringArray:
    return pa.array(values, pa.string()).take(of)


def _nothing(rows: int) -> pa.StringArray:
    return pa.nulls(rows, pa.string())


def _joined(columns: Iterable[pa.StringArray]) -> pa.StringArray:
    """Return what stands in several columns as one text, parts separated by a blank; null where there is none."""
    first, *others = columns
    for other in others:
        if other.null_count < len(other):
            first = pc.coalesce(pc.binary_join_element_wise(first, other, " "), first, other)
    return first


_At = Callable[[NDArray[np.int64]], Places]
_GRADED = {"county": ("county", "zone"), "road": ("road", "estate"), "house": ("house_no",)}
_VILLAGE = "[庄屯寨营堡沟湾坪塘洼沱垸坝堰圩垭峪崖坡岗岭口集店铺]$"
