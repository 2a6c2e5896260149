"""The findings of a directory in the formats programs read: JSON, JSON lines, CSV, GitHub, JUnit, SARIF."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import BinaryIO

import govclean
from govclean.governance.catalog.ruling import CatalogRule
from govclean.reports.catalog_findings import COLUMNS, Problems, summary
from govclean.reports.layout import visible
from govclean.reports.machine.as_sarif import location
from govclean.wording import Language

Json = dict[str, object]

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write_json(problems: Problems, sink: BinaryIO) -> None:
    """Write the summary and every finding as one document."""
    tool = {"tool": {"name": "govclean", "version": govclean.__version__}}
    told = tool | summary(problems.checked, problems.language) | {"findings": list(problems.rows())}
    sink.write(json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n")


def write_jsonl(problems: Problems, sink: BinaryIO) -> None:
    """Write a finding a line."""
    sink.writelines(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in problems.rows())


def write_csv(problems: Problems, sink: BinaryIO) -> None:
    """Write every finding as CSV (RFC 4180, UTF-8)."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(problems.rows())
    sink.write(text.getvalue().encode())


def write_github(problems: Problems, sink: BinaryIO) -> None:
    """Write an annotation of a GitHub workflow for each finding."""
    for row in problems.rows():
        facts = {"file": row["file"], "line": row["line"], "title": f"{row['rule']} {row['field_title']}"}
        named = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in facts.items())
        value = f" [{visible(str(row['value']))}]" if row["value"] else ""
        message = _escaped(f"{row['title']}: {row['message']}{value}")
        sink.write(f"::{_GITHUB[str(row['severity'])]} {named}::{message}\n".encode())


def write_junit(problems: Problems, sink: BinaryIO) -> None:
    """Write a case for each rule that found something; errors fail, others are told."""
    checked = problems.checked
    failures = sum(rule.severity == "error" for rule, _ in checked.by_rule)
    cases = str(max(1, len(checked.by_rule)))
    root = ET.Element(
        "testsuites", tests=cases, failures=str(failures), errors="0", time=f"{checked.seconds:.3f}"
    )
    suite = ET.SubElement(
        root,
        "testsuite",
        name="govclean catalog",
        tests=cases,
        failures=str(failures),
        errors="0",
        skipped="0",
    )
    if not checked.by_rule:
        ET.SubElement(suite, "testcase", classname="catalog", name="catalog")
    for rule, count, some in problems.listed():
        case = ET.SubElement(suite, "testcase", classname="catalog", name=rule.id)
        places = [
            f"{one.spot}: {one.entry.title}: {one.fault.message.say(problems.language)}" for one in some
        ]
        told = _clean("\n".join([f"{rule.title.say(problems.language)}: {count}", *places]))
        if rule.severity == "error":
            ET.SubElement(case, "failure", type=rule.id, message=told.split("\n")[0]).text = told
        else:
            ET.SubElement(case, "system-out").text = told
    sink.write(b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "utf-8") + b"\n")


def write_sarif(problems: Problems, sink: BinaryIO) -> None:
    """Write one run of SARIF 2.1.0 (OASIS, 2020)."""
    rules = [rule for rule, _ in problems.checked.by_rule]
    driver = {
        "name": "govclean",
        "version": govclean.__version__,
        "rules": [_sarif_rule(rule, problems.language) for rule in rules],
    }
    places = {rule.id: place for place, rule in enumerate(rules)}
    results = []
    for row in problems.rows():
        artifact = {
            "artifactLocation": {"uri": location(str(row["file"]))},
            "region": {"startLine": row["line"]},
        }
        results.append(
            {
                "ruleId": row["rule"],
                "ruleIndex": places[str(row["rule"])],
                "level": _SARIF[str(row["severity"])],
                "message": {"text": f"{row['title']}: {row['message']}"},
                "locations": [{"physicalLocation": artifact}],
                "properties": {name: row[name] for name in ("code", "field", "value", "suggestion")},
            }
        )
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    told = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    sink.write(json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")


def _sarif_rule(rule: CatalogRule, language: Language) -> Json:
    why, repair, wrong, right = (
        words.say(language) for words in (rule.why, rule.repair, rule.wrong, rule.right)
    )
    return {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": rule.title.say(language)},
        "fullDescription": {"text": why},
        "help": {"text": f"{why}\n✗ {wrong}\n✓ {right}\n{repair}\n{rule.basis}"},
        "defaultConfiguration": {"level": _SARIF[rule.severity]},
    }


def _escaped(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _clean(text: str) -> str:
    """Return text without the characters XML 1.0 cannot carry."""
    return "".join(sign if sign in "\t\n" or sign.isprintable() else "�" for sign in text)
