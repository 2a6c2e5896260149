"""Samples of a matching run for its page: pairs explained, cases of conflict, points on a map. Values are masked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.governance.matched import Matched
from govclean.linkage.conflict_findings import titles
from govclean.linkage.explaining import Seen, Side, Waterfall, explain
from govclean.linkage.pairs import CONFLICTS, MATCH, REVIEW
from govclean.linkage.records import Column
from govclean.reports.drawing_map import Points, draw_map
from govclean.reports.explained import Showing
from govclean.reports.html.page import AnyRow, Block, Figure, Head, Row, Table, columns
from govclean.reports.numbers import grouped
from govclean.reports.waterfall import draw
from govclean.validation.showing import mask_of, masks_of
from govclean.values.columns import text_column
from govclean.values.masking import hide_personal
from govclean.wording import Language, Text

_CASES = 3  # of each conflict
_MEMBERS = 6  # of a case
_LONGITUDE, _LATITUDE = "longitude", "latitude"  # semantic types

Rows = NDArray[np.int64]


def waterfalls(matched: Matched, language: Language) -> Iterator[Block]:
    """Yield a few pairs explained: sure and doubtful matches, what a person should look at, conflicts of numbers."""
    showing = Showing(language, masks_of(matched.standard))
    for words, row in _chosen(matched):
        yield Figure(draw(_explained(matched, row), showing), title=words.say(language))


def conflict_samples(matched: Matched, language: Language) -> Iterator[Block]:
    """Yield the first cases of each conflict with their records."""
    table = matched.linked.conflicts
    if not table.num_rows:
        return
    yield Table(columns(_CASE_HEADS, language), list(_case_rows(matched, language)), _FIRST.say(language))


def map_of(matched: Matched, language: Language) -> Iterator[Block]:
    """Yield the records' points, those in several sources apart from those in one, where a standard has coordinates."""
    fields = {field.type: field.name for field in reversed(matched.standard.fields)}
    if not {_LONGITUDE, _LATITUDE} <= fields.keys():
        return
    records, labels = matched.linked.records, matched.linked.labels
    east, north = (_degrees(records.column(fields[kind])) for kind in (_LONGITUDE, _LATITUDE))
    if not (np.isfinite(east) & np.isfinite(north)).any():
        return
    names = records.sources
    together = _in_several(labels, records.source)
    kinds = [Points(_SEVERAL.say(language), east[together], north[together])] if len(names) > 1 else []
    for place, name in enumerate(names[:_MOST_SOURCES]):
        alone = (records.source == place) & ~together
        title = _ONLY.fill(source=name).say(language) if len(names) > 1 else name
        kinds.append(Points(title, east[alone], north[alone]))
    yield Figure(draw_map([one for one in kinds if len(one.longitude)], language))


def _chosen(matched: Matched) -> Iterator[tuple[Text, int]]:
    """Yield what each sample shows and the place of its pair; the same run gives the same samples."""
    pairs = matched.linked.pairs
    order = np.lexsort((pairs.right, pairs.left, pairs.weight))  # least weight first
    plain = pairs.conflict[order] == 0
    matches = order[plain & (pairs.decision[order] == MATCH)]
    reviews = order[plain & (pairs.decision[order] == REVIEW)]
    wanted = [
        (_TYPICAL, matches[len(matches) // 2 :][:1]),
        (_LEAST_SURE, matches[:1]),
        (_MOST_LIKELY, reviews[::-1][:1]),
        (_DOUBTFUL, reviews[:1]),
    ]
    words = titles(matched.entity)
    for place, name in enumerate(CONFLICTS):
        found = order[(pairs.conflict[order] == place) & (pairs.decision[order] == REVIEW)]
        if name:
            wanted.append((words.get(name, _LIKE_KIN), found[len(found) // 2 :][:1]))
    seen: set[int] = set()
    for told, rows in wanted:
        for row in rows.tolist():
            if row not in seen:
                seen.add(row)
                yield told, row


def _explained(matched: Matched, row: int) -> Waterfall:
    """Return the explanation of a pair of the run by its place; `explain_matched` looks both records up by their ids."""
    linked = matched.linked
    seen = Seen.of(linked.pairs, row, linked.blocking.names)
    sides = (_side(matched, int(linked.pairs.left[row])), _side(matched, int(linked.pairs.right[row])))
    named = {field.name: field.title for field in matched.standard.fields}
    planned, thresholds = linked.plan, linked.settings.thresholds
    return explain(seen, sides, planned.comparisons, named, thresholds, planned.identifiers)


def _side(matched: Matched, position: int) -> Side:
    records, at = matched.linked.records, np.array([position], np.int32)
    values = {one.name: records.column(one.name).texts(at)[0].as_py() for one in matched.standard.fields}
    source = records.sources[records.source[position]]
    return Side(source, records.ids[position].as_py(), matched.linked.cluster_ids[position].as_py(), values)


def _case_rows(matched: Matched, language: Language) -> Iterator[AnyRow]:
    table, masks = matched.linked.conflicts, masks_of(matched.standard)
    fields = {field.name: field.title for field in matched.standard.fields}
    for name, words in titles(matched.entity).items():
        of_kind = table.filter(pc.equal(table["conflict"], name))
        cases = pc.unique(of_kind["case"]).to_pylist()[:_CASES]
        if cases:
            yield Row(words.say(language))
        for case in cases:
            whole = of_kind.filter(pc.equal(of_kind["case"], case))
            some = whole.slice(0, _MEMBERS)
            field = some["field"][0].as_py()
            numbers = mask_of(field, masks)(text_column(some["value"])).to_pylist()
            ids = hide_personal(text_column(some["record_id"])).to_pylist()
            records = [f"{source}:{one}" for source, one in zip(some["source"].to_pylist(), ids, strict=True)]
            for place, (number, record) in enumerate(zip(numbers, records, strict=True)):
                title = fields.get(field, Text(field, field)).say(language)
                count = grouped(some["count"][0].as_py()) if place == 0 else ""
                yield [
                    str(case) if place == 0 else "",
                    title,
                    number or "",
                    record,
                    some["cluster_id"][place].as_py(),
                    count,
                ]
            if whole.num_rows > _MEMBERS:
                yield Row("", _MORE.fill(count=grouped(whole.num_rows - _MEMBERS)).say(language))


def _degrees(column: Column) -> NDArray[np.float64]:
    """Return a column of decimal degrees; nan where a cell is none."""
    texts = pc.utf8_trim_whitespace(column.values)
    known = pc.fill_null(pc.match_substring_regex(texts, r"^-?[0-9]{1,3}(\.[0-9]+)?$"), False)  # noqa: FBT003 - pyarrow's fill
    degrees = pc.if_else(known, texts, pa.scalar(None, pa.string())).cast(pa.float64())
    return np.asarray(degrees.to_numpy(zero_copy_only=False), np.float64)[column.codes]


def _in_several(labels: NDArray[np.int32], source: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return for each record whether its cluster has records of another source."""
    count = int(labels.max(initial=-1)) + 1
    least, most = np.full(count, np.iinfo(np.int32).max, np.int32), np.full(count, -1, np.int32)
    np.minimum.at(least, labels, source)
    np.maximum.at(most, labels, source)
    return np.asarray((least < most)[labels])


_MOST_SOURCES = 5  # beside those in several: six kinds of mark can be told apart
_TYPICAL = Text("典型的匹配", "a typical match")
_LEAST_SURE = Text("最没有把握的匹配", "the least sure match")
_MOST_LIKELY = Text("待核实：最可能是同一主体的一对", "to review: the likeliest")
_DOUBTFUL = Text("待核实：最可疑的一对", "to review: the most doubtful")
_LIKE_KIN = Text("待核实：名称只像亲属或关联单位", "to review: names only as alike as those of kin")
_FIRST = Text(
    "每种情形的前几起（全部见 conflicts 表）", "The first cases of each (all stand in the table conflicts)"
)
_CASE_HEADS: tuple[Head, ...] = (
    (Text("起", "case"), "right"),
    (Text("号码", "number"), "words"),
    (Text("值（脱敏）", "value, masked"), "code"),
    (Text("记录", "record"), "name"),
    (Text("簇", "cluster"), "code"),
    (Text("主体或号码数", "entities or numbers"), "right"),
)
_MORE = Text("另有 {count} 条记录", "{count} more records")
_SEVERAL = Text("见于几个来源", "in several sources")
_ONLY = Text("仅 {source}", "only in {source}")
