"""Standards on the terminal: the list of those there are, and one field by field; as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.reports.layout import cut, fit, flow, visible, widest
from govclean.standards.describing import FieldRow, describe
from govclean.standards.loading import Listed
from govclean.standards.model import Standard
from govclean.wording import Language, Text

_OWN = Text("本项目", "of this project")
_SHIPPED = Text("自带", "shipped")
_BROKEN = Text("无法使用", "cannot be used")
_SHOW = Text("govclean standards show 名称 查看字段", "govclean standards show NAME shows the fields")
_FIELDS = Text("{count} 个字段", "{count} fields")
_CHECKS = Text("{count} 项跨字段检查", "{count} cross-field checks")
_LIMIT = Text("错误率上限 {share}", "at most {share} of records with errors")
_BASIS = Text("依据 {basis}", "basis {basis}")
_HEADS = {
    "name": Text("字段", "field"),
    "title": Text("名称", "title"),
    "obligation": Text("约束", "asked"),
    "type": Text("类型", "type"),
    "sensitivity": Text("敏感", "sensitive"),
    "aliases": Text("常见列名", "headers seen"),
}
_LEGEND = Text(
    "约束：M 必选，C 条件必选，O 可选；* 不得重复", "asked: M mandatory, C conditional, O optional; * unique"
)
_SENSITIVITIES = {"none": Text("", ""), "low": Text("较低", "low"), "high": Text("高", "high")}
_LEAST_ALIASES = 12  # cells; a narrower column would show nothing of them
_CHECK_TITLE = Text("跨字段检查", "Cross-field checks")


def list_page(listed: Sequence[Listed], language: Language, width: int) -> RenderableType:
    """Return a line a standard: name, version, title, where it comes from."""
    names = widest([one.name for one in listed], 4, 32)
    versions = widest([one.version for one in listed], 4, 16)
    lines = []
    for one in listed:
        title = f"{one.title.say(language)} · {(_SHIPPED if one.shipped else _OWN).say(language)}"
        told = f"  {fit(one.name, names)}  {fit(one.version, versions)}  {title}"
        if one.fault is not None:
            told += f" · {_BROKEN.say(language)}: {one.fault.say(language)}"
        lines.append(Line(cut(visible(told), width)))
    return Group(*lines, Line(), Line(f"  {_SHOW.say(language)}", "dim"))


def list_data(listed: Sequence[Listed], language: Language) -> list[dict[str, object]]:
    """Return the same list for a program."""
    return [
        {
            "name": one.name,
            "version": one.version,
            "title": one.title.say(language),
            "path": str(one.path),
            "shipped": one.shipped,
            "fault": one.fault.say(language) if one.fault else None,
        }
        for one in listed
    ]


def show_page(standard: Standard, language: Language, width: int) -> RenderableType:
    """Return one standard: its head, a line a field, a line a check. Code lists are named, not shown."""
    rows = describe(standard)
    facts = [
        _FIELDS.fill(count=len(rows)).say(language),
        _CHECKS.fill(count=len(standard.checks)).say(language),
        _LIMIT.fill(share=f"{standard.max_error_rate:.2%}").say(language),
        str(standard.path),
    ]
    lines = [Line(f"{standard.name} {standard.version}  {standard.title.say(language)}", "bold")]
    lines += [Line(f"  {line}") for line in flow(facts, width - 2)]
    if standard.basis:
        basis = _BASIS.fill(basis="、".join(standard.basis)).say(language)
        lines += [Line(f"  {line}", "dim") for line in flow(basis.split("、"), width - 2, "、")]
    lines += [Line(), *_field_lines(rows, language, width), Line(f"  {_LEGEND.say(language)}", "dim")]
    if standard.checks:
        lines += [Line(), Line(f"  {_CHECK_TITLE.say(language)}", "bold")]
        lines += [
            Line(cut(f"  {check.name}  {_arguments(check.arguments)}", width)) for check in standard.checks
        ]
    return Group(*lines)


def show_data(standard: Standard, language: Language) -> dict[str, object]:
    """Return one standard for a program."""
    return {
        "standard": standard.name,
        "version": standard.version,
        "title": standard.title.say(language),
        "basis": list(standard.basis),
        "record_id": standard.record_id,
        "max_error_rate": standard.max_error_rate,
        "fields": [_field_data(row, language) for row in describe(standard)],
        "checks": [{"check": check.name, "arguments": dict(check.arguments)} for check in standard.checks],
        "path": str(standard.path),
    }


def _field_data(row: FieldRow, language: Language) -> dict[str, object]:
    return {
        "name": row.name,
        "title": row.title.say(language),
        "aliases": list(row.aliases),
        "type": row.type,
        "type_title": row.type_title.say(language),
        "parameters": dict(row.parameters),
        "codelist": row.codelist or None,
        "obligation": row.obligation,
        "unique": row.unique,
        "sensitivity": row.sensitivity,
        "basis": row.basis,
        "note": row.note,
    }


def _field_lines(rows: Sequence[FieldRow], language: Language, width: int) -> list[Line]:
    table = [{name: words.say(language) for name, words in _HEADS.items()}]
    table += [_field_cells(row, language) for row in rows]
    widths = {name: widest([cells[name] for cells in table], 1, 34) for name in _HEADS if name != "aliases"}
    room = width - sum(widths.values()) - 2 * len(_HEADS)
    if room >= _LEAST_ALIASES:
        widths["aliases"] = room
    lines = [
        "  ".join(fit(visible(cells[name]), room) for name, room in widths.items()).rstrip()
        for cells in table
    ]
    return [Line(cut(f"  {line}", width), "" if number else "dim") for number, line in enumerate(lines)]


def _field_cells(row: FieldRow, language: Language) -> dict[str, str]:
    details = [row.codelist] * bool(row.codelist) + [f"{name}={value}" for name, value in row.parameters]
    return {
        "name": row.name,
        "title": row.title.say(language),
        "obligation": row.obligation + "*" * row.unique,
        "type": " ".join([row.type, *details]),
        "sensitivity": _SENSITIVITIES[row.sensitivity].say(language),
        "aliases": "、".join(row.aliases),
    }


def _arguments(arguments: object) -> str:
    if isinstance(arguments, dict):
        return ", ".join(f"{name}: {_inner(value)}" for name, value in arguments.items())
    return str(arguments)


def _inner(value: object) -> str:
    if isinstance(value, dict):
        return "{" + _arguments(value) + "}"
    return f"[{', '.join(map(str, value))}]" if isinstance(value, (list, tuple)) else str(value)
