"""Findings as annotations of a GitHub workflow: `::error file=…,line=…,title=…::message`."""

from __future__ import annotations

from typing import BinaryIO

from govclean.reports.layout import visible
from govclean.reports.report import Report

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def write(report: Report, sink: BinaryIO) -> None:
    """Write an annotation a finding, within the report's limit."""
    titles = {(rule.rule, rule.field): rule for rule in report.rules}
    for finding in report.listed_one_by_one():
        rule = titles.get((finding["rule"], finding["field"] or ""))
        field = rule.field_title.say(report.language) if rule else finding["field"] or ""
        properties = {
            "file": finding["source"] or "",
            "line": str(finding["line"] or 1),  # a finding on the whole file stands at its head
            "title": f"{finding['rule']} {field}".strip(),
        }
        named = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
        value = f" [{visible(finding['value'])}]" if finding["value"] else ""
        message = _escaped(f"{finding['message'] or ''}{value}")
        sink.write(f"::{_COMMANDS[finding['severity']]} {named}::{message}\n".encode())


def _escaped(text: str, also: str = "") -> str:
    """Return text in which nothing ends the annotation or its property early."""
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
