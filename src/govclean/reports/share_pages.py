"""Sharing on the terminal: faults of agreements, a rehearsal, a package, who received what, what must be destroyed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.sharing import Fault, Rehearsal
from govclean.governance.sharing.agreement import form_of
from govclean.governance.sharing.manifest import Package
from govclean.governance.sharing.preparing import Column, Counts
from govclean.reports.layout import cut, fit, visible, widest
from govclean.reports.numbers import grouped
from govclean.wording import Language, Text

Row = Mapping[str, object]

_MARKS = {"error": "✗", "warning": "!"}
_STYLES = {"error": "red", "warning": "yellow"}
_BALANCE = Text(
    "读取 {read} 条：提供 {out}，未授权 {outside}，隐去 {suppressed}，不可读 {aside}",
    "{read} records: {out} handed out, {outside} not granted, {suppressed} suppressed, {aside} unreadable",
)
_COLUMNS = Text("列", "columns")
_SAMPLE = Text("样例（已遮盖，最多 5 行）", "sample (masked, five rows at most)")
_HANDED = Text("✓ 数据包 {package}", "✓ package {package}")
_FILE = Text("{file}  {bytes} 字节  SM3 {sm3}", "{file}  {bytes} bytes  SM3 {sm3}")
_ESCAPED = Text("{count} 个单元格前加了单引号（公式风险）", "{count} cells got an apostrophe (formulas)")
_DESTROY = Text("到期销毁日 {day}", "to be destroyed by {day}")
_NOBODY = Text("没有记录", "nothing")
_STATES = {
    "handed_out": Text("已提供", "handed out"),
    "recalled": Text("已召回", "recalled"),
    "destroyed": Text("已销毁", "destroyed"),
    "refused": Text("未予提供", "refused"),
}
_LABELS = (
    ("items", Text("内容", "items")),
    ("rows", Text("行数", "rows")),
    ("purpose", Text("用途", "purpose")),
    ("basis", Text("依据", "basis")),
    ("destroy_by", Text("销毁期限", "destroy by")),
    ("reason", Text("理由", "reason")),
)


def fault_lines(faults: Sequence[Fault], language: Language) -> RenderableType:
    """Return a line a fault: mark, place, words, rule."""
    return Group(*(_fault(fault, language) for fault in faults))


def fault_data(faults: Sequence[Fault], language: Language) -> list[dict[str, object]]:
    """Return the faults for a program."""
    return [
        {
            "rule": one.rule,
            "severity": one.mistake.severity,
            "path": one.mistake.path,
            "line": one.mistake.line,
            "message": one.mistake.text.say(language),
        }
        for one in faults
    ]


def rehearsal_page(found: Rehearsal, language: Language, width: int) -> RenderableType:
    """Return what would be handed out: columns, counts, sample."""
    lines = [*_columns(found.columns, language), Line(f"  {_balance(found.counts, language)}")]
    lines.append(Line(_SAMPLE.say(language), "bold"))
    names = found.sample.column_names
    rows = [names, *([str(cell or "") for cell in row.values()] for row in found.sample.to_pylist())]
    rooms = [widest([visible(row[place]) for row in rows], 2, 24) for place in range(len(names))]
    for number, row in enumerate(rows):
        cells = "  ".join(fit(visible(cell), room) for cell, room in zip(row, rooms, strict=True))
        lines.append(Line(cut(f"  {cells.rstrip()}", width), "dim" if not number else ""))
    return Group(*lines, *(_fault(fault, language) for fault in found.warnings))


def package_page(package: Package, language: Language) -> RenderableType:
    """Return what was handed out."""
    written = package.written
    lines = [Line(_HANDED.fill(package=package.number).say(language), "bold green")]
    lines += _columns(package.prepared.columns, language)
    lines.append(Line(f"  {_balance(package.prepared.counts, language)}"))
    file = _FILE.fill(file=written.name, bytes=grouped(written.bytes), sm3=written.digests.sm3[:16])
    lines.append(Line(f"  {file.say(language)}"))
    if written.escaped:
        count = grouped(sum(written.escaped.values()))
        lines.append(Line(f"  {_ESCAPED.fill(count=count).say(language)}", "yellow"))
    if package.destroy_by:
        lines.append(Line(f"  {_DESTROY.fill(day=package.destroy_by).say(language)}"))
    return Group(*lines)


def history_page(rows: Sequence[Row], language: Language, width: int) -> RenderableType:
    """Return who received what, when, on what basis: a block an event."""
    lines = [line for row in rows for line in _event(row, language, width)]
    return Group(*(lines or [Line(f"  {_NOBODY.say(language)}", "dim")]))


def _event(row: Row, language: Language, width: int) -> Iterator[Line]:
    state = _STATES[str(row["state"])].say(language)
    head = (
        f"{row['day']}  {state}  {row['provider']} → {row['recipient']}  {row['resource']}  {row['package']}"
    )
    yield Line(cut(visible(head), width), "bold")
    for name, label in _LABELS:
        value = row.get(name)
        if value not in (None, ""):
            words = grouped(value) if isinstance(value, int) else visible(str(value))
            yield Line(cut(f"  {label.say(language)}  {words}", width))


def _columns(columns: Sequence[Column], language: Language) -> list[Line]:
    room = widest([column.name for column in columns], 4, 30)
    lines = [Line(_COLUMNS.say(language), "bold")]
    for column in columns:
        title = visible(column.item.title)
        lines.append(
            Line(f"  {fit(visible(column.name), room)}  {form_of(column.granted).say(language)}  {title}")
        )
    return lines


def _balance(counts: Counts, language: Language) -> str:
    return _BALANCE.fill(
        read=grouped(counts.read),
        out=grouped(counts.handed_out),
        outside=grouped(counts.outside),
        suppressed=grouped(counts.suppressed),
        aside=grouped(counts.set_aside),
    ).say(language)


def _fault(fault: Fault, language: Language) -> Line:
    severity = fault.mistake.severity
    return Line(f"{_MARKS[severity]} {visible(fault.mistake.say(language))}  {fault.rule}", _STYLES[severity])
