"""The page of a cleaning run: where the records went, what was repaired by which rule, what is left and why."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from govclean import __version__
from govclean.cleansing.catalogue import CLEANSING_RULES
from govclean.cleansing.datum_evidence import OTHERWISE, Comparison
from govclean.governance.cleaned import Cleaned
from govclean.reports.drawing_flow import Flow, Node, draw_flow
from govclean.reports.drawing_heat import MOST_COLUMNS, MOST_ROWS, Heat, draw_heat
from govclean.reports.drawing_heat import Cell as HeatCell
from govclean.reports.html.page import (
    Badge,
    Block,
    Cell,
    Commands,
    Fact,
    Figure,
    Head,
    Note,
    Page,
    Section,
    Table,
    Tone,
    columns,
    write_page,
)
from govclean.reports.html.problems import SEVERITY_TONES
from govclean.reports.layout import cut, visible
from govclean.reports.numbers import grouped, percent
from govclean.reports.words import MADE_BY, MASKED, SEVERITIES, WHOLE_RECORD
from govclean.standards.model import Standard
from govclean.validation.catalogue import rule_docs
from govclean.validation.findings import SEVERITIES as SEVERITY_ORDER
from govclean.validation.showing import mask_of, masks_of
from govclean.values.columns import text_column
from govclean.wording import Language, Text

FILE = "report.html"
"""What the page is called in the output folder."""

_LOOKED_AT = 200_000  # changes among which examples are looked for
_EXAMPLES = 2
_WIDE = 30  # cells of a value in an example


def write_beside(folder: Path, done: Cleaned, standard: Standard, language: Language) -> None:
    """Write the page of a run into its folder, which holds the table `changes` already."""
    changes = pq.read_table(folder / "changes.parquet")
    with (folder / FILE).open("wb") as sink:
        write(done, changes, standard, language, sink)


def write(done: Cleaned, changes: pa.Table, standard: Standard, language: Language, sink: BinaryIO) -> None:
    """Write what cleaning did to one file as one HTML page; values are masked.

    Args:
        changes: the table of that name.
    """
    write_page(_Writer(done, standard, language).page(changes), sink)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the page of one file."""

    done: Cleaned
    standard: Standard
    language: Language

    def page(self, changes: pa.Table) -> Page:
        say, done = self._say, self.done
        return Page(
            title=_TITLE.fill(standard=self.standard.title, version=self.standard.version).say(self.language),
            subtitle=done.path,
            language=self.language,
            badge=Badge("✓", say(_BALANCED), "good"),
            facts=list(self._facts()),
            sections=[
                Section(say(_WHERE), list(self._where())),
                Section(say(_REPAIRED), list(self._repaired(changes)), say(_REPAIRED_LEAD)),
                Section(say(_LEFT), list(self._left()), say(_LEFT_LEAD)),
                Section(say(_DATUMS), list(self._datums())),
                Section(say(_READ), list(self._read())),
            ],
            foot=[say(MASKED), say(MADE_BY.fill(version=__version__))],
        )

    def _say(self, words: Text) -> str:
        return words.say(self.language)

    def _facts(self) -> Iterator[Fact]:
        counts, rows = self.done.counts, self.done.rows
        facts: tuple[tuple[Text, str, Tone], ...] = (
            (_ROWS, grouped(rows), ""),
            (_CLEAN, grouped(counts.cleaned), "good"),
            (_SHARE, percent(counts.cleaned / rows if rows else 0), ""),
            (_QUARANTINED, grouped(counts.quarantined), "bad" if counts.quarantined else ""),
            (_CHANGES, grouped(counts.changes), ""),
            (_CHANGED, grouped(counts.changed_rows), ""),
            (_SUGGESTIONS, grouped(counts.suggestions), ""),
            (_ASIDE, grouped(counts.set_aside), "bad" if counts.set_aside else ""),
        )
        for label, value, tone in facts:
            yield Fact(self._say(label), value, tone)

    def _where(self) -> Iterator[Block]:
        """Yield where the records went; those in quarantine stand there as supplied, whatever was repaired in them."""
        counts = self.done.counts
        ends = (
            (_AS_SUPPLIED, counts.cleaned - counts.changed_rows),
            (_AFTER_REPAIR, counts.changed_rows),
            (_QUARANTINED, counts.quarantined - counts.set_aside),
            (_ASIDE, counts.set_aside),
        )
        known = [(words, count) for words, count in ends if count]
        if known:
            right = [Node(self._say(words)) for words, _ in known]
            flow = {(0, place): count for place, (_, count) in enumerate(known)}
            yield Figure(self._flow(Flow([Node(self._say(_ROWS))], right, flow)))
        sums = {"rows": self.done.rows, "clean": counts.cleaned, "quarantined": counts.quarantined}
        yield Note(self._say(_BALANCE.fill(**{name: grouped(count) for name, count in sums.items()})), "good")

    def _flow(self, flow: Flow) -> str:
        return draw_flow(flow, self.language, self._say(_WHERE), self._say(_WHERE_TOLD))

    def _repaired(self, changes: pa.Table) -> Iterator[Block]:
        made = self.done.counts.changes_by_rule
        if not made:
            yield Note(self._say(_NO_CHANGES))
            return
        titles = {rule.id: self._say(rule.title) for rule in CLEANSING_RULES}
        by_rule: Counter[str] = Counter()
        for (rule, _), count in made.items():
            by_rule[rule] += count
        rules = sorted(by_rule, key=lambda rule: (-by_rule[rule], rule))[:MOST_COLUMNS]
        changed = {name for _, name in made}
        fields = [field.name for field in self.standard.fields if field.name in changed][:MOST_ROWS]
        cells = {
            (fields.index(field), rules.index(rule)): HeatCell(count, count / max(self.done.rows, 1))
            for (rule, field), count in made.items()
            if field in fields and rule in rules
        }
        heat = Heat([self._title(name) for name in fields], [titles[rule] for rule in rules], cells)
        more = _MORE if len(by_rule) > len(rules) or len(changed) > len(fields) else Text("", "")
        drawn = draw_heat(heat, self.language, self._say(_HEAT), self._say(_HEAT_TOLD))
        yield Figure(drawn, self._say(more))
        examples = _examples(changes, self.standard)
        rows: list[list[str | Cell]] = [
            [
                Cell(titles[rule], below=rule),
                self._title(field),
                grouped(count),
                Cell(examples.get((rule, field), [])),
            ]
            for (rule, field), count in sorted(made.items(), key=lambda item: (-item[1], item[0]))
        ]
        yield Table(columns(_CHANGE_HEADS, self.language), rows)

    def _left(self) -> Iterator[Block]:
        left = sorted(
            self.done.remaining.items(),
            key=lambda item: (SEVERITY_ORDER.index(item[0][0]), -item[1], item[0]),
        )
        if not left:
            yield Note(self._say(_NOTHING_LEFT), "good")
            return
        rows: list[list[str | Cell]] = []
        for (severity, rule, field), count in left:
            word, doc = SEVERITIES[severity], rule_docs()[rule]
            level = Cell(f"{word.mark} {self._say(word.words)}", tone=SEVERITY_TONES[severity])
            where = self._title(field) if field else self._say(WHOLE_RECORD)
            rows.append(
                [level, Cell(self._say(doc.title), below=rule), where, grouped(count), self._say(doc.repair)]
            )
        yield Table(columns(_LEFT_HEADS, self.language), rows)
        source = shlex.quote(self.done.path)
        yield Commands(
            [
                (
                    f"govclean validate {source} -s {self.standard.name} --format xlsx -o findings.xlsx",
                    self._say(_LIST),
                )
            ]
        )

    def _datums(self) -> Iterator[Block]:
        found = self.done.datums
        if found is None:
            return
        if not found.comparisons:
            yield Note(self._say(_NO_POINTS.fill(points=grouped(found.reference_points))), "warn")
            return
        yield Table(columns(_DATUM_HEADS, self.language), [self._datum(one) for one in found.comparisons])

    def _datum(self, one: Comparison) -> list[str | Cell]:
        declared = one.declared or self._say(_UNDECLARED)
        outcome, tone = _OUTCOMES[one.outcome]
        return [
            self._say(_OTHER) if one.declared == OTHERWISE else declared,
            grouped(one.points),
            one.nearest,
            f"{one.medians[one.nearest]:.1f}",
            percent(one.agreeing),
            Cell(self._say(outcome), tone=tone),
        ]

    def _read(self) -> Iterator[Block]:
        done = self.done
        facts = [
            (_STANDARD, f"{self.standard.name} {self.standard.version}"),
            (_FORM, (done.encoding or done.format).upper()),
            (Text("SHA-256", "SHA-256"), done.sha256),
        ]
        yield Table(
            columns(_READ_HEADS, self.language), [[self._say(words), value] for words, value in facts]
        )
        for note in done.notes:
            yield Note(self._say(note))
        if done.untested:
            yield Note(self._say(_NOT_MADE.fill(told="、".join(done.untested))), "warn")

    def _title(self, field: str) -> str:
        return self._say(self.standard.field(field).title)


def _examples(changes: pa.Table, standard: Standard) -> dict[tuple[str, str], list[str]]:
    """Return for each (rule, field) a few of its commonest changes among the first, masked: before → after ×count."""
    names = ("rule", "field", "before", "after")
    plain = pa.table({name: changes[name].slice(0, _LOOKED_AT).cast(pa.string()) for name in names})
    counted = plain.group_by(list(names)).aggregate([([], "count_all")])
    counted = counted.sort_by([("count_all", "descending"), *((name, "ascending") for name in names)])
    masks = masks_of(standard)
    found: dict[tuple[str, str], list[str]] = {}
    for one in counted.to_pylist():
        told = found.setdefault((one["rule"], one["field"]), [])
        if len(told) < _EXAMPLES:
            both = mask_of(one["field"], masks)(text_column([one["before"], one["after"]])).to_pylist()
            before, after = ("∅" if value is None else cut(visible(value), _WIDE) for value in both)
            told.append(f"{before} → {after}\u00a0×{grouped(one['count_all'])}")
    return found


_TITLE = Text("数据清洗报告：{standard} {version}", "Cleaning report: {standard} {version}")
_BALANCED = Text("清洗完成，账目平衡", "Cleaned, and the books balance")
_BALANCE = Text(
    "平衡 ✓ {rows} 条 = 合格 {clean} 条 + 隔离 {quarantined} 条",
    "balance ✓ {rows} records = {clean} clean + {quarantined} in quarantine",
)
_ROWS = Text("记录数", "records")
_CLEAN = Text("合格", "clean")
_SHARE = Text("合格率", "share clean")
_QUARANTINED = Text("隔离", "in quarantine")
_CHANGES = Text("修复处数", "changes")
_CHANGED = Text("修复后合格的记录", "records repaired")
_SUGGESTIONS = Text("建议值", "suggestions")
_ASIDE = Text("未能读入", "could not be read")
_AS_SUPPLIED = Text("合格，原样", "clean as supplied")
_AFTER_REPAIR = Text("合格，经修复", "clean after repair")
_WHERE = Text("记录去向", "Where the records went")
_WHERE_TOLD = Text("带宽为记录数。", "As wide as the records.")
_REPAIRED = Text("无损修复", "Lossless repairs")
_REPAIRED_LEAD = Text(
    "每处修复都留有原值，可逐格还原；隔离的记录保持原样，其修复不计在内。示例值已脱敏。",
    "The value before each change is kept, and every change can be taken back. Records in quarantine stand as supplied"
    " and are not counted here. Examples are masked.",
)
_NO_CHANGES = Text("没有需要修复之处。", "Nothing was to be repaired.")
_HEAT = Text("数据项 × 清洗规则", "Fields and cleansing rules")
_HEAT_TOLD = Text(
    "格内为修复处数，颜色越深占记录的比例越高。",
    "Changes in each cell, deeper for a larger share of the records.",
)
_MORE = Text(
    "图中为改动最多的规则，其余见下表。", "The rules that changed most; the table below has all of them."
)
_CHANGE_HEADS: tuple[Head, ...] = (
    (Text("规则", "rule"), "name"),
    (Text("数据项", "field"), "words"),
    (Text("处数", "changes"), "right"),
    (Text("示例（脱敏）", "examples, masked"), "code"),
)
_LEFT = Text("仍有的问题", "What is left")
_LEFT_LEAD = Text(
    "有错误的记录已隔离（quarantine），请退回部门核实；警告不隔离。",
    "Records with errors stand in quarantine and go back to the department; warnings do not set a record apart.",
)
_NOTHING_LEFT = Text("清洗后没有问题。", "Nothing is wrong after cleaning.")
_LEFT_HEADS: tuple[Head, ...] = (
    (Text("级别", "level"), "whole"),
    (Text("问题", "problem"), "words"),
    (Text("数据项", "field"), "words"),
    (Text("条数", "count"), "right"),
    (Text("如何整改", "how to repair"), "wide"),
)
_LIST = Text("列出原文件的全部问题", "lists every finding of the file as supplied")
_DATUMS = Text("坐标系判定", "Datum")
_NO_POINTS = Text(
    "没有记录与参照点（{points} 个）编码相同，未判定、未换算。",
    "No record has the id of a reference point ({points} of them): undecided, not converted.",
)
_DATUM_HEADS: tuple[Head, ...] = (
    (Text("申报", "declared"), "words"),
    (Text("参照点", "points"), "right"),
    (Text("最近的坐标系", "nearest datum"), "words"),
    (Text("中位偏差（米）", "median (m)"), "right"),
    (Text("一致的点", "agreeing"), "right"),
    (Text("结论", "outcome"), "words"),
)
_UNDECLARED = Text("未申报", "undeclared")
_OTHER = Text("不是坐标系代码", "no known code")
_OUTCOMES: dict[str, tuple[Text, Tone]] = {
    "found": (Text("已判定", "found"), "good"),
    "confirmed": (Text("与申报一致", "as declared"), "good"),
    "contradicted": (Text("与申报矛盾，未换算", "not as declared; not converted"), "bad"),
    "undecided": (Text("不能判定，未换算", "undecided; not converted"), "warn"),
}
_READ = Text("文件与标准", "File and standard")
_READ_HEADS: tuple[Head, ...] = ((Text("项目", "what"), "words"), (Text("内容", "value"), "wide"))
_STANDARD = Text("标准", "standard")
_FORM = Text("格式", "read as")
_NOT_MADE = Text("缺少所需的列或对照文件，未执行：{told}", "a column or a reference lacks, not made: {told}")
