"""What a user should know of a matching run beside its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from govclean.governance.match_inputs import Inputs
from govclean.linkage.decisions import TROUBLES
from govclean.linkage.linked import Linked, LinkOptions
from govclean.wording import Text

_FILE = Text("{path}：{note}", "{path}: {note}")
_ASIDE = Text(
    "{path}：{count} 行未能读入，未参与比对（govclean validate 会列出）",
    "{path}: {count} rows could not be read and were not matched (govclean validate lists them)",
)
_BY_ROW = Text(
    "{sources}：以记录序号为记录编号，重新导出后编号可能变化；--record-id 可指定编号列",
    "{sources}: records are known by row number, which another export may change; --record-id names a column",
)
_EMPTY = Text(
    "比较项“{name}”在 {sources} 中全部为空，对其记录不起作用",
    "{sources} has no value for the comparison {name}: it says nothing about their records",
)
_LARGE = Text(
    "分块规则“{rule}”有 {records} 条记录所在块超过 {largest} 条且无法再分，未按此规则比较（{pairs} 对）",
    "rule {rule}: {records} records stand in blocks of more than {largest} that cannot be split further; "
    "they were not compared by this rule ({pairs} pairs)",
)
_DECISIONS = Text("人工判定有 {count} 条未采用：{why}", "{count} decisions were not applied: {why}")
_UNCHECKED = Text(
    "跨库核查 {check}（{field}）未执行：缺字段或对照库；--reference {registry}=文件 可提供",
    "the cross check {check} of {field} was not made: a field or the registry is missing; "
    "--reference {registry}=FILE gives it",
)
_FIELD_ONLY = Text(
    "跨库核查 {check}（{field}）未执行：缺字段",
    "the cross check {check} of {field} was not made: no such field",
)
_ANEW = Text(
    "与上次相比标准、阈值或模型有变化：全部重新比较，簇编号照旧沿用",
    "the standard, a threshold or the model differs from the last run: all was compared anew, cluster ids are kept",
)


def notes_on(inputs: Inputs, linked: Linked, options: LinkOptions) -> tuple[Text, ...]:
    """Return the notes of a run, those on files first."""
    return (
        *_on_files(inputs),
        *linked.notes,
        *_on_columns(linked),
        *_on_rules(linked),
        *_on_options(linked, options),
    )


def _on_files(inputs: Inputs) -> Iterator[Text]:
    for file in inputs.files:
        yield from (_FILE.fill(path=file.path, note=note) for note in file.notes)
        if file.set_aside:
            yield _ASIDE.fill(path=file.path, count=f"{file.set_aside:,}")
    by_row = [file.source for file in inputs.files if file.record_id is None]
    if by_row:
        yield _BY_ROW.fill(sources=", ".join(by_row))


def _on_columns(linked: Linked) -> Iterator[Text]:
    """Yield the comparisons in which some source has nothing to compare."""
    records = linked.records
    for one in linked.prepared:
        filled = np.bincount(records.source[one.column.codes > 0], minlength=len(records.sources))
        empty = [name for name, count in zip(records.sources, filled, strict=True) if not count]
        if empty:
            yield _EMPTY.fill(name=one.name, sources=", ".join(empty))


def _on_rules(linked: Linked) -> Iterator[Text]:
    for rule in linked.rules:
        if rule.left_out_records:
            yield _LARGE.fill(
                rule=rule.rule,
                records=f"{rule.left_out_records:,}",
                largest=f"{linked.settings.largest_block:,}",
                pairs=f"{rule.left_out_pairs:,}",
            )


def _on_options(linked: Linked, options: LinkOptions) -> Iterator[Text]:
    if linked.stale.num_rows:
        counts = Counter(linked.stale["trouble"].to_pylist())
        for trouble, count in sorted(counts.items()):
            yield _DECISIONS.fill(count=f"{count:,}", why=TROUBLES[trouble])
    for check in linked.cross_checks.unchecked:
        words = _UNCHECKED if check.registry else _FIELD_ONLY
        yield words.fill(check=check.check, field=check.field, registry=check.registry)
    if options.previous is not None and not options.previous.contents.num_rows:
        yield _ANEW
