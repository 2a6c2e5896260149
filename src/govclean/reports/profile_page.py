"""What is in a file, column by column: how full, how many values, which shapes, what it probably is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.extracts.profiling import ColumnProfile, Profile
from govclean.reports.layout import cut, cut_path, fit, flow, visible, widest, wrapped
from govclean.reports.numbers import grouped, percent
from govclean.reports.showing import hidden_headers
from govclean.wording import Language, Text

_ROWS = Text("{count} 条", "{count} records")
_SET_ASIDE = Text("{count} 条未能读入", "{count} could not be read")
_COLUMNS = Text("{count} 列", "{count} columns")
_NEAREST = Text(
    "最接近的标准 {name} {version}，认出 {known} 列",
    "nearest standard {name} {version}, {known} columns known",
)
_NO_NEAREST = Text("没有接近的标准", "no standard is near")
_STAND_INS = Text("占位 {count}", "{count} stand-ins")
_KEY = Text("值不重复，无空值", "every value once, none empty")
_UNKNOWN = Text("未知", "unknown")
_HEADS = {
    "column": Text("列", "column"),
    "empty": Text("空值", "empty"),
    "distinct": Text("不同值", "distinct"),
    "length": Text("长度", "length"),
    "is": Text("可能是", "probably"),
    "values": Text("最常见的值（脱敏）", "commonest values (masked)"),
}
_MOST = {"column": 20, "empty": 7, "distinct": 12, "length": 9, "is": 30}
_RIGHT = frozenset({"empty", "distinct", "length"})
_INDENT, _GAP = 6, 2
_LEAST_VALUES = 12


def profile_page(profile: Profile, language: Language, width: int) -> RenderableType:
    """Return the profile for a rich console, two lines a column; no line is wider than the screen."""
    profile = _shown(profile)
    lines = [Line(cut_path(visible(profile.path), width), "bold")]
    lines += [Line(f"  {line}") for line in flow(_facts(profile, language), width - 2)]
    for note in profile.notes:
        lines += [Line(f"    {line}", "dim") for line in wrapped(visible(note.say(language)), width - 4)]
    table = [{name: words.say(language) for name, words in _HEADS.items()}]
    table += [_cells(column, language) for column in profile.columns]
    widths = _widths(table, width)
    lines += [Line(), Line(_joined(table[0], widths, width), "dim")]
    for column, cells in zip(profile.columns, table[1:], strict=True):
        lines.append(Line(_joined(cells, widths, width)))
        told = wrapped(visible(_told(column, language)), width - _INDENT)
        lines += [Line(" " * _INDENT + line, "dim") for line in told]
    return Group(*lines)


def profile_data(profile: Profile, language: Language) -> dict[str, object]:
    """Return the profile for a program."""
    profile = _shown(profile)
    return {
        "path": profile.path,
        "format": profile.format,
        "encoding": profile.encoding,
        "rows": profile.rows,
        "rows_set_aside": profile.set_aside,
        "notes": [note.say(language) for note in profile.notes],
        "nearest_standard": profile.nearest.name if profile.nearest else None,
        "known_columns": profile.known,
        "columns": [_column_data(column, language) for column in profile.columns],
    }


def _shown(profile: Profile) -> Profile:
    """Return the profile with its headers as they may be shown."""
    hidden = hidden_headers([column.column for column in profile.columns])
    columns = tuple(replace(one, column=hidden.get(one.column, one.column)) for one in profile.columns)
    return replace(profile, columns=columns)


def _facts(profile: Profile, language: Language) -> list[str]:
    near = _NO_NEAREST
    if profile.nearest is not None:
        standard = profile.nearest
        near = _NEAREST.fill(name=standard.name, version=standard.version, known=profile.known)
    facts = [
        (profile.encoding or profile.format).upper(),
        _ROWS.fill(count=grouped(profile.rows)).say(language),
    ]
    if profile.set_aside:
        facts.append(_SET_ASIDE.fill(count=grouped(profile.set_aside)).say(language))
    return [*facts, _COLUMNS.fill(count=len(profile.columns)).say(language), near.say(language)]


def _cells(column: ColumnProfile, language: Language) -> dict[str, str]:
    return {
        "column": visible(column.column),
        "empty": percent(column.empty / column.rows if column.rows else 0),
        "distinct": ("" if column.distinct_is_exact else "≈") + grouped(column.distinct),
        "length": _length(column),
        "is": _meaning(column) or _UNKNOWN.say(language),
        "values": " · ".join(
            f"{cut(visible(value), 20)} ×{grouped(count)}" for value, count in column.top_values[:3]
        ),
    }


def _length(column: ColumnProfile) -> str:
    if column.shortest is None:
        return ""
    return str(column.longest) if column.shortest == column.longest else f"{column.shortest}–{column.longest}"


def _meaning(column: ColumnProfile) -> str:
    """Return the field a column is taken for, else the type its values show, else nothing."""
    guess = column.guess
    if guess.field is not None:
        return f"{guess.standard}.{guess.field.name}"
    return guess.kind.name if guess.kind is not None else ""


def _told(column: ColumnProfile, language: Language) -> str:
    """Return shapes, what is remarkable, and why the column is taken for what it is taken for."""
    parts = [" ".join(shape for shape, _ in column.shapes[:3])]
    if column.stand_ins:
        parts.append(_STAND_INS.fill(count=grouped(column.stand_ins)).say(language))
    if column.is_key:
        parts.append(_KEY.say(language))
    parts.append(column.guess.why.say(language))
    return " · ".join(part for part in parts if part)


def _widths(table: Sequence[dict[str, str]], width: int) -> dict[str, int]:
    widths = {name: widest([cells[name] for cells in table], 2, most) for name, most in _MOST.items()}
    left = width - sum(widths.values()) - _GAP * (len(widths) + 1)
    if left >= _LEAST_VALUES:
        widths["values"] = left
    return widths


def _joined(cells: dict[str, str], widths: dict[str, int], width: int) -> str:
    fitted = (fit(cells[name], room, "right" if name in _RIGHT else "left") for name, room in widths.items())
    return cut(" " * _GAP + (" " * _GAP).join(fitted).rstrip(), width)


def _column_data(column: ColumnProfile, language: Language) -> dict[str, object]:
    guess = column.guess
    return {
        "column": column.column,
        "empty": column.empty,
        "stand_ins": column.stand_ins,
        "distinct": column.distinct,
        "distinct_is_exact": column.distinct_is_exact,
        "shortest": column.shortest,
        "longest": column.longest,
        "shapes": [{"shape": shape, "count": count} for shape, count in column.shapes],
        "top_values": [{"value": value, "count": count} for value, count in column.top_values],
        "codes": list(column.codes),
        "is_key": column.is_key,
        "field": guess.field.name if guess.field is not None else None,
        "standard": guess.standard or None,
        "type": guess.field.type
        if guess.field is not None
        else guess.kind.name
        if guess.kind is not None
        else None,
        "why": guess.why.say(language),
        "evidence": [{"type": name, "share": share} for name, share in guess.evidence],
    }
