"""The judgement as JUnit XML: a suite an input, a case a rule of a field; errors fail, others are told."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import BinaryIO

from govclean.reports.grouping import Group, groups
from govclean.reports.layout import visible
from govclean.reports.numbers import percent
from govclean.reports.report import Report
from govclean.validation.judgement import Input, RuleSummary
from govclean.wording import Text

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_ROWS = 20
_ROW = Text("第 {row} 条（第 {line} 行）", "record {row} (line {line})")
_COUNT = Text("{count} 处（{share}）", "{count} findings ({share})")
_MORE = Text("另有 {count} 处", "{count} more")
_SUITE = Text("符合标准 {standard} {version}", "conforms to {standard} {version}")


def write(report: Report, sink: BinaryIO) -> None:
    """Write the suites in the order of the inputs, UTF-8."""
    judgement = report.judgement
    root = ET.Element("testsuites", name=f"govclean {judgement.standard} {judgement.version}")
    found: dict[str, list[Group]] = {}
    for group in groups(
        report.findings, ("source", "rule", "field", "severity"), report.limit or _FIRST_ROWS
    ):
        found.setdefault(group.key[0], []).append(group)
    for file in judgement.inputs:
        _suite(root, report, file, found.get(file.path, []))
    for total in ("tests", "failures"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    root.set("errors", "0")
    root.set("time", f"{judgement.seconds:.3f}")
    sink.write(b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "utf-8") + b"\n")


def _suite(root: ET.Element, report: Report, file: Input, found: list[Group]) -> None:
    failures = sum(group.key[3] == "error" for group in found)
    tests = str(max(len(found), 1))
    name = _clean(file.path)
    suite = ET.SubElement(
        root, "testsuite", name=name, tests=tests, failures=str(failures), errors="0", skipped="0"
    )
    facts = ET.SubElement(suite, "properties")
    for fact in ("sha256", "encoding", "rows", "rows_set_aside", "rows_with_errors"):
        ET.SubElement(facts, "property", name=fact, value=str(getattr(file, fact)))
    summaries = {(rule.rule, rule.field): rule for rule in report.rules}
    for group in found:
        _case(suite, report, file, group, summaries.get((group.key[1], group.key[2])))
    if not found:
        words = _SUITE.fill(standard=report.judgement.standard, version=report.judgement.version)
        ET.SubElement(suite, "testcase", classname=name, name=words.say(report.language))


def _case(suite: ET.Element, report: Report, file: Input, group: Group, rule: RuleSummary | None) -> None:
    _, name, field, severity = group.key
    case = ET.SubElement(suite, "testcase", classname=_clean(file.path), name=f"{name} {field}".strip())
    title = rule.title.say(report.language) if rule else name
    count = _COUNT.fill(count=group.count, share=percent(group.count / max(file.rows, 1)))
    lines = [f"{title}: {count.say(report.language)}"]
    if severity != "error":
        ET.SubElement(case, "system-out").text = _clean(
            "\n".join([f"[{severity}] {lines[0]}", *_rows(report, group)])
        )
        return
    failure = ET.SubElement(case, "failure", type=name, message=_clean(lines[0]))
    failure.text = _clean("\n".join(_rows(report, group)))


def _rows(report: Report, group: Group) -> list[str]:
    lines = []
    for finding in group.first.select(["row", "line", "message", "value"]).to_pylist():
        place = _ROW.fill(row=finding["row"], line=finding["line"]).say(report.language)
        value = f" [{visible(finding['value'])}]" if finding["value"] else ""
        lines.append(f"{place}: {finding['message'] or ''}{value}")
    if group.count > group.first.num_rows:
        lines.append(_MORE.fill(count=group.count - group.first.num_rows).say(report.language))
    return lines


def _clean(text: str) -> str:
    """Return text without the characters XML 1.0 cannot carry."""
    return _NOT_XML.sub("\ufffd", text)
