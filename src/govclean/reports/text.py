"""The verdict screen: what the verdict is, what it counts, which rules failed worst, what to do next.

Colour only adds to what the words say.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.text import Text as Line

from govclean.reports.heading import heading
from govclean.reports.layout import fit, flow
from govclean.reports.report import Report
from govclean.reports.rule_lines import rule_lines
from govclean.wording import Language, Text

_TOP_RULES = 12
_MORE = Text("…另有 {count} 条规则，--all 显示", "… {count} more rules, --all shows them")
_NONE = Text("未发现问题", "Nothing found")
_NEXT = Text("下一步", "Next")
_EXPLAIN = Text("govclean explain {rule}", "govclean explain {rule}")
_LIST = Text("-o findings.xlsx 导出全部问题", "-o findings.xlsx lists every finding")
_PAGE = Text("-o report.html 生成报告", "-o report.html makes a page to print")


@dataclass(frozen=True, slots=True)
class Screen:
    """How much room there is and how much the reader wants to see."""

    width: int = 100  # terminal cells
    all_rules: bool = False  # not only the worst dozen
    hints: bool = True  # say what to do next


def render(report: Report, screen: Screen) -> RenderableType:
    """Return the verdict screen for a rich console; no line is wider than the screen."""
    lines = heading(report, screen.width)
    shown = report.rules if screen.all_rules else report.rules[:_TOP_RULES]
    if shown:
        lines += [Line(), *rule_lines(shown, report.language, screen.width)]
    else:
        lines.append(Line(f"  {_NONE.say(report.language)}"))
    if len(shown) < len(report.rules):
        more = _MORE.fill(count=len(report.rules) - len(shown))
        lines.append(Line(f"  {more.say(report.language)}", "dim"))
    if screen.hints and shown:
        lines += [Line(), *_next_steps(shown[0].rule, report.language, screen.width)]
    for line in lines:
        line.no_wrap = True
        line.overflow = "ignore"
    return Group(*lines)


def plain_text(renderable: RenderableType, width: int = 100) -> str:
    """Return what a renderable says without colour, as a file holds it."""
    sink = StringIO()
    console = Console(file=sink, width=width, color_system=None, highlight=False, emoji=False, markup=False)
    console.print(renderable, soft_wrap=True)
    return sink.getvalue()


def _next_steps(worst: str, language: Language, width: int) -> list[Line]:
    title = _NEXT.say(language)
    steps = [step.say(language) for step in (_EXPLAIN.fill(rule=worst), _LIST, _PAGE)]
    indent = 10
    return [
        Line(f"  {fit('' if k else title, indent - 2)}{line}")
        for k, line in enumerate(flow(steps, width - indent))
    ]
