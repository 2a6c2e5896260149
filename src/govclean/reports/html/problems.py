"""What was found, for the page of a judgement: heat map, worst rules, samples rule by rule, how to repair."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from govclean.reports.drawing_heat import MOST_COLUMNS, MOST_ROWS, Heat, draw_heat
from govclean.reports.drawing_heat import Cell as HeatCell
from govclean.reports.drawing_shapes import listed
from govclean.reports.html.page import (
    Block,
    Cell,
    Commands,
    Entries,
    Entry,
    Figure,
    Head,
    Note,
    Row,
    Table,
    Tone,
    columns,
)
from govclean.reports.layout import cut, visible
from govclean.reports.numbers import grouped, percent
from govclean.reports.quality import tested_cells
from govclean.reports.report import Report
from govclean.reports.words import SEVERITIES, WHOLE_RECORD
from govclean.validation.catalogue import rule_docs
from govclean.validation.judgement import RuleSummary
from govclean.wording import Language, Text

_FILES_NAMED = 3
_SHORT, _LONG = 20, 80  # cells of a value in the table of rules, and among the samples
_ROWS_AT_ONCE = 10_000
SEVERITY_TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "info"}


def heat_of(report: Report) -> Iterator[Block]:
    """Yield fields × rules as a heat map, as many of the worst as a reader can take in."""
    if not report.rules:
        return
    language, titles = report.language, {rule.field: _field(rule) for rule in report.rules}
    rules, fields = _by_count(report), _in_order(report)
    across, down = rules[:MOST_COLUMNS], fields[:MOST_ROWS]
    cells: dict[tuple[int, int], HeatCell] = {}
    for rule in report.rules:
        if rule.rule in across and rule.field in down:
            place = (down.index(rule.field), across.index(rule.rule))
            before = cells.get(place, HeatCell(0, 0.0))
            cells[place] = HeatCell(before.count + rule.count, before.share + rule.share)
    passed = {
        (down.index(field), across.index(rule))
        for rule, field in tested_cells(report.inputs)
        if rule in across and field in down
    }
    heat = Heat(
        [titles[name].say(language) for name in down],
        [rule_docs()[name].title.say(language) for name in across],
        cells,
        frozenset(passed - cells.keys()),
    )
    left_out = ((_MORE_RULES, len(rules) - len(across)), (_MORE_FIELDS, len(fields) - len(down)))
    more = listed((words.fill(count=count).say(language) for words, count in left_out if count), language)
    yield Figure(draw_heat(heat, language), more)


def rules_of(report: Report) -> Iterator[Block]:
    """Yield the rules, worst first, with counts, commonest values and advice."""
    if report.rules:
        yield Table(columns(_RULE_HEADS, report.language), [_rule_row(rule, report) for rule in report.rules])


def samples_of(report: Report) -> Iterator[Block]:
    """Yield the findings within the report's limit, rule by rule."""
    if report.rules:
        several = len(report.inputs) > 1
        heads = columns([(_FILE, "name"), *_SAMPLE_HEADS] if several else _SAMPLE_HEADS, report.language)
        yield Table(heads, _sample_rows(report, several=several))


def repair_of(report: Report) -> Iterator[Block]:
    """Yield what each rule means and how its findings are repaired, then what to run next."""
    if not report.rules:
        return
    language = report.language
    entries = []
    for name in dict.fromkeys(rule.rule for rule in report.rules):
        doc = rule_docs()[name]
        example = _EXAMPLE.fill(wrong=doc.wrong, right=doc.right).say(language)
        entries.append(
            Entry(doc.title.say(language), doc.why.say(language), doc.repair.say(language), example, name)
        )
    yield Entries(entries)
    yield Note(_NEXT.say(language))
    files = [shlex.quote(file.path) for file in report.inputs[:_FILES_NAMED]]
    more = ["…"] if len(report.inputs) > _FILES_NAMED else []
    call = " ".join([*files, *more, "-s", shlex.quote(report.judgement.standard)])
    lines = (
        (f"govclean clean {call} -o out/", _CLEAN),
        (f"govclean validate {call} --format xlsx -o findings.xlsx", _WORKBOOK),
        (f"govclean explain {report.rules[0].rule}", _EXPLAIN),
    )
    yield Commands([(command, words.say(language)) for command, words in lines])


def _by_count(report: Report) -> list[str]:
    """Return the rules, those that found most first."""
    counts: Counter[str] = Counter()
    for rule in report.rules:
        counts[rule.rule] += rule.count
    return sorted(counts, key=lambda name: (-counts[name], name))


def _in_order(report: Report) -> list[str]:
    """Return the fields with findings in the standard's order; the record as a whole comes last."""
    standard = report.behind.standard
    known = [field.name for field in standard.fields] if standard else []
    known += [name for file in report.inputs for name in file.mapped or ()]
    order = {name: place for place, name in enumerate(dict.fromkeys(known))}
    found = {rule.field for rule in report.rules}
    return sorted(found, key=lambda name: (not name, order.get(name, len(order)), name))


def _rule_row(rule: RuleSummary, report: Report) -> list[str | Cell]:
    language = report.language
    rows = ", ".join(str(row) for row in rule.first_rows[:3] if row)
    whole_file = set(rule.first_rows) == {0}  # a column that is missing stands in no record
    return [
        Cell(_severity(rule, language), tone=SEVERITY_TONES[rule.severity]),
        rule.title.say(language),
        _field(rule).say(language),
        grouped(rule.count),
        "–" if whole_file else Cell(percent(rule.share), share=rule.share),
        Cell([f"{cut(visible(value), _SHORT)}\u00a0×{grouped(count)}" for value, count in rule.top_values]),
        f"{rows}{' …' if rule.count > 3 else ''}" if rows else "–",
        Cell(rule.hint.say(language) + (_TOLERATED.say(language) if rule.tolerated else ""), below=rule.rule),
    ]


def _severity(rule: RuleSummary, language: Language) -> str:
    word = SEVERITIES[rule.severity]
    return f"{word.mark} {word.words.say(language)}"


def _field(rule: RuleSummary) -> Text:
    return rule.field_title if rule.field else WHOLE_RECORD


def _sample_rows(report: Report, *, several: bool) -> Iterator[list[str | Cell] | Row]:
    """Yield the findings rule by rule, worst first; each rule has a heading, and each message where it has several."""
    language, findings = report.language, report.listed
    names = _short_names([file.path for file in report.inputs])
    keys = {name: findings[name].cast(pa.string()) for name in ("rule", "field", "severity")}
    for rule in report.rules:
        alike = [pc.equal(column, getattr(rule, name)) for name, column in keys.items()]
        some = findings.filter(pc.and_(pc.and_(alike[0], alike[1]), alike[2]))
        if not some.num_rows:
            continue
        said = some["message"].cast(pa.string())
        messages = pc.unique(said).to_pylist()
        yield _heading(rule, some.num_rows, messages, language)
        for message in messages:
            if len(messages) > 1:
                yield Row("", message or "")
            for batch in some.filter(pc.equal(said, message)).to_batches(max_chunksize=_ROWS_AT_ONCE):
                for one in batch.to_pylist():
                    yield [*([names[one["source"]]] if several else []), *_sample_row(one, language)]


def _heading(rule: RuleSummary, some: int, messages: Sequence[str], language: Language) -> Row:
    words = " · ".join((_severity(rule, language), rule.title.say(language), _field(rule).say(language)))
    told = _LISTED if some < rule.count else _ALL_LISTED
    counts = told.fill(count=grouped(rule.count), listed=grouped(some)).say(language)
    return Row(words, f"{counts} · {messages[0]}" if len(messages) == 1 and messages[0] else counts)


def _short_names(paths: Sequence[str]) -> dict[str, str]:
    """Return the files' names without folders, where these tell them apart."""
    names = {path: path.replace("\\", "/").rsplit("/", 1)[-1] for path in paths}
    return names if len(set(names.values())) == len(names) else {path: path for path in paths}


def _sample_row(one: dict[str, object], language: Language) -> list[str | Cell]:
    value, suggestion = one["value"], one["suggestion"]
    return [
        str(one["row"] or "–"),
        str(one["line"] or "–"),
        str(one["column"] or "–"),
        Cell(_EMPTY.say(language), tone="info") if value is None else cut(visible(str(value)), _LONG),
        "" if suggestion is None else Cell(cut(visible(str(suggestion)), _LONG), tone="good"),
    ]


_MORE_RULES = Text("另有 {count} 条规则见下表", "{count} more rules in the table below")
_MORE_FIELDS = Text("另有 {count} 个数据项见下表", "{count} more fields in the table below")
_FILE = Text("文件", "file")
_RULE_HEADS: tuple[Head, ...] = (
    (Text("级别", "level"), "whole"),
    (Text("问题", "problem"), "words"),
    (Text("数据项", "field"), "words"),
    (Text("条数", "count"), "right"),
    (Text("占比", "share"), "right"),
    (Text("最常见的问题值", "commonest values"), "code"),
    (Text("首见记录", "at records"), ""),
    (Text("可能的原因 → 建议", "cause → advice"), "wide"),
)
_TOLERATED = Text("（在容许比例内）", " (within its tolerance)")
_SAMPLE_HEADS: tuple[Head, ...] = (
    (Text("记录号", "record"), "right"),
    (Text("行号", "line"), "right"),
    (Text("列", "column"), "words"),
    (Text("上报值", "value"), "code"),
    (Text("建议值", "suggestion"), "code"),
)
_LISTED = Text("共 {count} 处，列出前 {listed} 处", "{count} in all, the first {listed} listed")
_ALL_LISTED = Text("共 {count} 处", "{count} in all")
_EMPTY = Text("（空）", "(empty)")
_EXAMPLE = Text("错例：{wrong}　正例：{right}", "wrong: {wrong} · right: {right}")
_NEXT = Text("下一步可运行：", "Next:")
_CLEAN = Text("无损修复，其余隔离", "repairs what can be repaired without loss, sets the rest apart")
_WORKBOOK = Text("导出问题清单，在原表中标出问题单元格", "lists every finding, wrong cells marked in place")
_EXPLAIN = Text("查看规则说明", "says what the rule means")
