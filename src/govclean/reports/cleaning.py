"""What cleaning did, on the terminal: counts and balance, changes by rule, what is left, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.cleansing.datum_evidence import (
    LEAST_AGREEING,
    LEAST_POINTS,
    MOST_METRES,
    OTHERWISE,
    UNDECLARED,
    Comparison,
)
from govclean.governance.cleaned import Cleaned
from govclean.reports.layout import cut_path, fit, visible, widest
from govclean.reports.numbers import duration, grouped, percent
from govclean.standards.model import Standard
from govclean.validation.showing import mask_of, masks_of
from govclean.values.columns import text_column
from govclean.wording import Language, Text

_COUNTS = Text(
    "{rows} 条 → 合格 {clean} 条（{share}），隔离 {quarantined} 条（其中未能读入 {aside} 条）",
    "{rows} records → {clean} clean ({share}), {quarantined} in quarantine ({aside} of them unreadable)",
)
_CHANGES = Text(
    "修复 {changes} 处，涉及 {records} 条；建议 {suggestions} 处",
    "{changes} changes in {records} records; {suggestions} suggestions",
)
_BALANCE = Text("平衡 ✓  {rows} = {clean} + {quarantined}", "balance ✓  {rows} = {clean} + {quarantined}")
_FEATURES = Text(
    "要素 {rows} 条 × {columns} 列（features.parquet，用时 {seconds}）",
    "features of {rows} records × {columns} columns (features.parquet, {seconds})",
)
_DATUM = Text(
    "坐标系  {declared}：{points} 个参照点，{evidence} → {outcome}",
    "datum   {declared}: {points} reference points, {evidence} → {outcome}",
)
_DECLARED = Text("申报 {datum}", "declared {datum}")
_UNDECLARED = Text("未申报", "undeclared")
_OTHERWISE = Text("申报的不是坐标系代码", "declared by no known code")
_EVIDENCE = Text(
    "按 {datum} 中位偏差 {metres} 米（{share} 的点最近）",
    "median {metres} m if {datum} (nearest for {share} of them)",
)
_OUTCOMES = {
    "found": Text("判定为 {datum}，已按此换算", "in {datum}, brought to CGCS2000"),
    "found_in_place": Text("本为 CGCS2000，坐标不动", "in CGCS2000 as they stand"),
    "confirmed": Text("与申报一致，已换算为 CGCS2000", "as declared, brought to CGCS2000"),
    "confirmed_in_place": Text("与申报一致", "as declared"),
    "contradicted": Text("与申报矛盾，未换算", "not as declared; not converted"),
    "undecided": Text(
        "不能判定（须至少 {least} 点、{share} 一致、中位偏差 {metres} 米以内），不据此换算",
        "undecided ({least} points, {share} of one mind and a median within {metres} m are needed); nothing converted",
    ),
}
_NO_POINTS = Text(
    "坐标系  没有记录与参照点（{points} 个）编码相同，未判定、未换算",
    "datum   no record has the id of a reference point ({points} of them): undecided, not converted",
)
_BY_RULE = Text("修复", "changes")
_LEFT = Text("仍有问题", "left")
_NEXT = Text(
    "下一步  {folder}/quarantine.parquet 退回部门核实 · govclean clean --undo {folder} -o 原表.csv 还原",
    "Next    {folder}/quarantine.parquet goes back to the department · govclean clean --undo {folder} -o original.csv",
)
_TOP = 12
_SAMPLES = 3


def render(
    cleaned: Sequence[Cleaned], language: Language, folder: str = "", width: int = 100
) -> RenderableType:
    """Return the summary of one or more cleaned files; no line is wider than asked for but by a path."""
    lines: list[Line] = []
    for one in cleaned:
        lines += [*_heading(one, language, width), *_features(one, language), *_datums(one, language)]
        lines += [*_by_rule(one, language), *_left(one, language), Line()]
    if folder:
        lines.append(Line(f"  {_NEXT.fill(folder=folder).say(language)}", "dim"))
    return Group(*lines)


def diff(
    changes: pa.Table, standard: Standard, language: Language, *, show_values: bool = False
) -> RenderableType:
    """Return a few changes of each rule and field as before → after, masked unless asked otherwise."""
    masks = masks_of(standard)
    plain = pa.table({name: changes[name].cast(pa.string()) for name in ("rule", "field", "before", "after")})
    pairs = plain.group_by(["rule", "field", "before", "after"]).aggregate([([], "count_all")])
    pairs = pairs.sort_by(
        [("rule", "ascending"), ("field", "ascending"), ("count_all", "descending"), ("before", "ascending")]
    )
    lines: list[Line] = []
    for rule, field in sorted(
        {(one["rule"], one["field"]) for one in pairs.select(["rule", "field"]).to_pylist()}
    ):
        members = pairs.filter(pc.and_(pc.equal(pairs["rule"], rule), pc.equal(pairs["field"], field)))
        title = standard.field(field).title.say(language)
        lines.append(Line(f"  {rule}  {title}  {grouped(pc.sum(members['count_all']).as_py())}", "bold"))
        mask = _plainly if show_values else mask_of(field, masks)
        top = members.slice(0, _SAMPLES)
        before, after = (mask(text_column(top[name])).to_pylist() for name in ("before", "after"))
        for was, becomes, count in zip(before, after, top["count_all"].to_pylist(), strict=True):
            lines.append(
                Line(f"    - {visible(was)}  →  {'∅' if becomes is None else visible(becomes)}  ×{count}")
            )
    return Group(*lines)


def _plainly(values: pa.StringArray) -> pa.StringArray:
    return values


def _heading(one: Cleaned, language: Language, width: int) -> Iterator[Line]:
    counts = one.counts
    share = percent(counts.cleaned / one.rows if one.rows else 0)
    yield Line(f"{cut_path(visible(one.path), width - 12)}  {duration(one.seconds, language)}", "bold")
    facts = _COUNTS.fill(
        rows=grouped(one.rows),
        clean=grouped(counts.cleaned),
        share=share,
        quarantined=grouped(counts.quarantined),
        aside=grouped(counts.set_aside),
    )
    yield Line(f"  {facts.say(language)}")
    made = _CHANGES.fill(
        changes=grouped(counts.changes),
        records=grouped(counts.changed_rows),
        suggestions=grouped(counts.suggestions),
    )
    yield Line(f"  {made.say(language)}")
    balance = _BALANCE.fill(
        rows=grouped(one.rows), clean=grouped(counts.cleaned), quarantined=grouped(counts.quarantined)
    )
    yield Line(f"  {balance.say(language)}")


def _features(one: Cleaned, language: Language) -> Iterator[Line]:
    if one.features:
        made = _FEATURES.fill(
            rows=grouped(one.features.rows),
            columns=len(one.features.columns),
            seconds=duration(one.features.seconds, language),
        )
        yield Line(f"  {made.say(language)}")


def _datums(one: Cleaned, language: Language) -> Iterator[Line]:
    """Yield what reference points say of the datum, a line for each declaration."""
    if one.datums is None:
        return
    if not one.datums.comparisons:
        none = _NO_POINTS.fill(points=grouped(one.datums.reference_points))
        yield Line(f"  {none.say(language)}", "yellow")
    for compared in one.datums.comparisons:
        said = _DATUM.fill(
            declared=_declaration(compared),
            points=grouped(compared.points),
            evidence=_EVIDENCE.fill(
                datum=compared.nearest,
                metres=f"{compared.medians[compared.nearest]:.1f}",
                share=percent(compared.agreeing),
            ),
            outcome=_outcome(compared),
        )
        style = "yellow" if compared.outcome in ("contradicted", "undecided") else ""
        yield Line(f"  {said.say(language)}", style)


def _outcome(compared: Comparison) -> Text:
    stays = compared.outcome in ("found", "confirmed") and compared.datum == "CGCS2000"
    words = _OUTCOMES[f"{compared.outcome}_in_place" if stays else compared.outcome]
    return words.fill(
        datum=compared.datum, least=LEAST_POINTS, share=f"{LEAST_AGREEING:.0%}", metres=f"{MOST_METRES:.0f}"
    )


def _declaration(compared: Comparison) -> Text:
    special = {UNDECLARED: _UNDECLARED, OTHERWISE: _OTHERWISE}
    return special.get(compared.declared) or _DECLARED.fill(datum=compared.declared)


def _by_rule(one: Cleaned, language: Language) -> Iterator[Line]:
    made = sorted(one.counts.changes_by_rule.items(), key=lambda item: (-item[1], item[0]))
    if made:
        yield Line(f"  {_BY_RULE.say(language)}")
    room = widest([rule for (rule, _), _ in made], 8, 34)
    for (rule, field), count in made[:_TOP]:
        yield Line(f"    {fit(grouped(count), 9, 'right')}  {fit(rule, room)}  {field}")


def _left(one: Cleaned, language: Language) -> Iterator[Line]:
    order = {"error": 0, "warning": 1, "info": 2}
    left = sorted(one.remaining.items(), key=lambda item: (order[item[0][0]], -item[1], item[0]))
    if left:
        yield Line(f"  {_LEFT.say(language)}")
    room = widest([rule for (_, rule, _), _ in left], 8, 34)
    for (severity, rule, field), count in left[:_TOP]:
        style = {"error": "red", "warning": "yellow"}.get(severity, "dim")
        yield Line(f"    {fit(grouped(count), 9, 'right')}  {fit(rule, room)}  {field}  {severity}", style)
