"""What is wrong with a directory: as rows for programs, and on the terminal rule by rule with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.catalog.checking import CheckedCatalog, Finding
from govclean.governance.catalog.ruling import CatalogRule
from govclean.reports.layout import cut, fit, visible, widest, wrapped
from govclean.reports.numbers import duration, grouped
from govclean.reports.words import SEVERITIES
from govclean.wording import Language, Text

COLUMNS = (
    "file", "sheet", "line", "code", "title", "provider", "field", "field_title", "rule", "severity", "value",
    "suggestion", "message", "repair", "basis",
)  # fmt: skip
"""The columns of the findings of a directory, in every format."""

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}


@dataclass(frozen=True, slots=True)
class Problems:
    """A checked directory as it is shown."""

    checked: CheckedCatalog
    language: Language
    limit: int = 5  # findings listed for each rule where a format lists some; 0 lists all

    def rows(self) -> Iterator[dict[str, str | int]]:
        """Yield every finding as columns → values, in the order of the directory."""
        for finding in self.checked.findings:
            yield row_of(finding, self.language)

    def listed(self) -> Iterator[tuple[CatalogRule, int, list[Finding]]]:
        """Yield each rule, worst first, with its number of findings and the first of them."""
        by_rule: dict[str, list[Finding]] = {}
        for finding in self.checked.findings:
            by_rule.setdefault(finding.rule.id, []).append(finding)
        for rule, count in self.checked.by_rule:
            found = by_rule[rule.id]
            yield rule, count, list(islice(found, self.limit or len(found)))


def row_of(finding: Finding, language: Language) -> dict[str, str | int]:
    """Return a finding as columns → values."""
    entry, fault, spot = finding.entry, finding.fault, finding.spot
    return {
        "file": spot.path,
        "sheet": spot.sheet,
        "line": spot.line,
        "code": entry.code,
        "title": entry.title,
        "provider": entry.provider,
        "field": finding.field,
        "field_title": finding.field_title.say(language),
        "rule": fault.rule.id,
        "severity": fault.rule.severity,
        "value": fault.value,
        "suggestion": fault.suggestion,
        "message": fault.message.say(language),
        "repair": fault.rule.repair.say(language),
        "basis": fault.rule.basis,
    }


def summary(checked: CheckedCatalog, language: Language) -> dict[str, object]:
    """Return everything but the single findings."""
    counts = counts_of(checked)
    return {
        "as_of": checked.day.isoformat(),
        "sources": list(checked.catalog.sources),
        "entries": len(checked.catalog.entries),
        "entries_with_errors": checked.faulty,
        "findings_total": len(checked.findings),
        "by_severity": counts,
        "by_rule": [
            {"rule": rule.id, "title": rule.title.say(language), "severity": rule.severity, "count": count}
            for rule, count in checked.by_rule
        ],
        "seconds": round(checked.seconds, 3),
    }


def counts_of(checked: CheckedCatalog) -> Mapping[str, int]:
    """Return the number of findings of each severity."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for rule, count in checked.by_rule:
        counts[rule.severity] += count
    return counts


def render(problems: Problems, width: int = 100) -> RenderableType:
    """Return the findings for a rich console: a head, then each rule with some of its places and how to repair it."""
    return Group(*_lines(problems, width))


def _lines(problems: Problems, width: int) -> Iterator[Line]:
    checked, language = problems.checked, problems.language
    yield Line(cut(_head(checked, language), width), "bold red" if checked.worst == "error" else "bold")
    counts = (
        f"{SEVERITIES[name].words.say(language)} {grouped(count)}"
        for name, count in counts_of(checked).items()
        if count
    )
    facts = [*counts, duration(checked.seconds, language)]
    yield Line(cut(f"  {' · '.join(facts)}", width))
    for rule, count, some in problems.listed():
        yield Line()
        yield from _rule(rule, count, language, width)
        yield from _places(some, language, width)
        if count > len(some):
            yield Line(f"    {_MORE.fill(count=grouped(count - len(some))).say(language)}", "dim")
        for line in wrapped(f"→ {rule.repair.say(language)}", width - 4):
            yield Line(f"    {line}", "green")


def _head(checked: CheckedCatalog, language: Language) -> str:
    entries = grouped(len(checked.catalog.entries))
    if not checked.findings:
        return _CLEAN.fill(entries=entries).say(language)
    return _HEAD.fill(entries=entries, faulty=grouped(checked.faulty)).say(language)


def _rule(rule: CatalogRule, count: int, language: Language, width: int) -> Iterator[Line]:
    mark, words = SEVERITIES[rule.severity].mark, SEVERITIES[rule.severity].words.say(language)
    told = f"  {mark} {words}  {rule.id}  {rule.title.say(language)}"
    figure = grouped(count)
    line = Line(f"{fit(told, width - cell_len(figure) - 1)} {figure}", "bold")
    line.stylize(_STYLES[rule.severity], 2, 4 + len(words))
    yield line


def _places(some: Sequence[Finding], language: Language, width: int) -> Iterator[Line]:
    room = widest([str(finding.spot) for finding in some], 6, width // 3)
    for finding in some:
        place = _cut_front(visible(str(finding.spot)), room)
        for number, line in enumerate(wrapped(_told(finding, language), width - room - 6)):
            yield Line(f"    {fit('' if number else place, room)}  {line}")


def _told(finding: Finding, language: Language) -> str:
    """Return what is wrong in one sentence; what the rule's title has said already is not said again."""
    fault = finding.fault
    words = fault.message if "{" in fault.rule.says.en else finding.field_title
    value = f" [{visible(fault.value)}]" if fault.value else ""
    suggestion = f" → {visible(fault.suggestion)}" if fault.suggestion else ""
    title = visible(finding.entry.title or finding.entry.code)
    return f"{title}{'：' if language == 'zh' else ': '}{visible(words.say(language))}{value}{suggestion}"


def _cut_front(text: str, width: int) -> str:
    """Return the end of a place that is too long: the file's name and the line matter more than its folders."""
    while cell_len(text) > width and len(text) > 2:
        text = f"…{text[2:]}"
    return text


_HEAD = Text("目录 {entries} 条，{faulty} 条有错误", "{entries} entries, {faulty} of them with errors")
_CLEAN = Text("目录 {entries} 条，没有问题", "{entries} entries, nothing found")
_MORE = Text("…另有 {count} 处（--limit 0 全部列出）", "… and {count} more (--limit 0 lists all)")
