"""The rules on the verdict screen, worst first: how bad, what, where, how often, which values, what to do.

On a wide screen a rule takes one line; on a usual one its id, cause and advice stand below its figures; on a
narrow one values and rows go below as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text as Line

from govclean.reports.layout import cut, fit, visible, widest, wrapped
from govclean.reports.numbers import grouped, percent
from govclean.validation.judgement import RuleSummary
from govclean.wording import Language, Text

_SEVERITIES = {
    "error": (Text("错误", "error"), "red"),
    "warning": (Text("警告", "warning"), "yellow"),
    "info": (Text("提示", "info"), "cyan"),
}
_TITLES = {
    "severity": Text("级别", "level"),
    "rule": Text("问题", "problem"),
    "field": Text("字段", "field"),
    "count": Text("条数", "count"),
    "share": Text("占比", "share"),
    "values": Text("最常见的问题值", "commonest values"),
    "rows": Text("首见行", "at rows"),
    "advice": Text("规则 · 可能的原因 → 建议", "rule · cause → advice"),
}
_RECORD = Text("整条记录", "whole record")
_TOLERATED = Text("（在容许比例内）", " (within its tolerance)")
_NO_SHARE = "–"
_RIGHT = frozenset({"count", "share"})
_GAP = 2
_WIDE, _NARROW = 150, 80
_VALUE = 20  # cells of one wrong value
_ADVICE = 50  # cells kept for cause and advice on a wide screen
_MOST = {"severity": 8, "rule": 26, "field": 22, "count": 11, "share": 7, "values": 62, "rows": 20}
_BELOW_WHERE_NARROW = frozenset({"values", "rows"})
_GIVE_WAY = (
    ("values", 30),
    ("rows", 13),
    ("values", 24),
    ("field", 16),
    ("rule", 14),
    ("rows", 8),
    ("values", 18),
    ("field", 8),
    ("rule", 8),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One rule in words, by column."""

    texts: dict[str, str]
    advice: str
    style: str


def rule_lines(rules: Sequence[RuleSummary], language: Language, width: int) -> list[Line]:
    """Return the title line and one to a few lines a rule, none wider than `width` cells."""
    rows = [_row(rule, language) for rule in rules]
    widths = _widths(rows, language, width)
    titles = {name: _TITLES[name].say(language) for name in widths}
    head = Line(cut(_joined(titles, widths).rstrip(), width), "dim")
    if width >= _WIDE:
        head.append(" " * (_start_of_advice(widths) - cell_len(head.plain)) + _TITLES["advice"].say(language))
    lines, before = [head], ""
    for row in rows:
        lines += _lines(row, "" if row.advice == before else row.advice, widths, width)
        before = row.advice
    return lines


def _row(rule: RuleSummary, language: Language) -> _Row:
    word, style = _SEVERITIES[rule.severity]
    hint = rule.hint.say(language) + (_TOLERATED.say(language) if rule.tolerated else "")
    whole_file = set(rule.first_rows) == {0}  # a column that is missing stands in no record
    more_rows = " …" if rule.count > len(rule.first_rows[:3]) else ""
    texts = {
        "severity": word.say(language),
        "rule": rule.title.say(language),
        "field": (rule.field_title if rule.field else _RECORD).say(language),
        "count": grouped(rule.count),
        "share": _NO_SHARE if whole_file else percent(rule.share),
        "values": " · ".join(
            f"{cut(visible(value), _VALUE)} ×{grouped(count)}" for value, count in rule.top_values
        ),
        "rows": ", ".join(str(row) for row in rule.first_rows[:3] if row) + more_rows,
    }
    return _Row(texts, f"{rule.rule}  {hint}", style)


def _widths(rows: Sequence[_Row], language: Language, width: int) -> dict[str, int]:
    """Return the columns of the first line and their cells; short of room, some give way."""
    names = [name for name in _MOST if width >= _NARROW or name not in _BELOW_WHERE_NARROW]
    widths = {}
    for name in names:
        texts = [_TITLES[name].say(language), *(row.texts[name] for row in rows)]
        widths[name] = widest(texts, 2, _MOST[name])
    over = _start_of_advice(widths) - _GAP - (width - (_ADVICE if width >= _WIDE else 0))
    for name, least in _GIVE_WAY:
        spare = min(max(over, 0), max(widths.get(name, 0) - least, 0))
        if spare:
            widths[name] -= spare
            over -= spare
    return widths


def _joined(texts: dict[str, str], widths: dict[str, int]) -> str:
    cells = (fit(texts[name], room, "right" if name in _RIGHT else "left") for name, room in widths.items())
    return " " * _GAP + (" " * _GAP).join(cells)


def _start_of_advice(widths: dict[str, int]) -> int:
    return sum(widths.values()) + _GAP * (len(widths) + 1)


def _lines(row: _Row, advice: str, widths: dict[str, int], width: int) -> list[Line]:
    first = Line(cut(_joined(row.texts, widths).rstrip(), width))
    first.stylize(row.style, _GAP, _GAP + len(row.texts["severity"]))
    indent = _GAP * 2 + widths["severity"]
    below = [advice]
    if "values" not in widths:
        below.insert(0, "  ".join(text for text in (row.texts["values"], row.texts["rows"]) if text))
    if width >= _WIDE:
        start = _start_of_advice(widths)
        beside = wrapped(advice, width - start) or [""]
        first.append(" " * (start - cell_len(first.plain)) + beside[0], "dim")
        return [first, *(Line(" " * start + line, "dim") for line in beside[1:])]
    return [
        first,
        *(Line(" " * indent + line, "dim") for text in below for line in wrapped(text, width - indent)),
    ]
