"""The judgement as SARIF 2.1.0 (OASIS, 2020): rules with their help, findings as results at file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO
from urllib.parse import quote

import govclean
from govclean.reports.report import Report
from govclean.validation.catalogue import rule_docs
from govclean.validation.checking import RuleDoc
from govclean.validation.judgement import Input, RuleSummary
from govclean.wording import Language

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}

Json = dict[str, object]


def write(report: Report, sink: BinaryIO) -> None:
    """Write one run, its results within the report's limit, UTF-8."""
    rules = list(dict.fromkeys(rule.rule for rule in report.rules))
    worst = {rule.rule: rule for rule in reversed(report.rules)}
    judgement = report.judgement
    driver = {
        "name": "govclean",
        "version": govclean.__version__,
        "rules": [_rule(worst[name], report.language) for name in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "artifacts": [_artifact(file) for file in judgement.inputs],
        "columnKind": "unicodeCodePoints",
        "properties": {
            "standard": judgement.standard,
            "standardVersion": judgement.version,
            "verdict": judgement.verdict,
            "findingsTotal": report.findings.num_rows,
        },
    }
    head = json.dumps(run, ensure_ascii=False, indent=1).removesuffix("\n}")
    sink.write(f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [\n{head},\n "results": ['.encode())
    separator = "\n"
    for result in _results(report, {name: index for index, name in enumerate(rules)}):
        sink.write(f"{separator}{json.dumps(result, ensure_ascii=False)}".encode())
        separator = ",\n"
    sink.write(b"]\n}]}\n")


def location(path: str) -> str:
    """Return a path as a URI reference: absolute with its scheme, relative as it was given.

    >>> location("drops/税务 1.csv"), location("/data/a.csv")
    ('drops/%E7%A8%8E%E5%8A%A1%201.csv', 'file:///data/a.csv')
    """
    plain = PurePath(path)
    return plain.as_uri() if plain.is_absolute() else quote(plain.as_posix())


def _rule(summary: RuleSummary, language: Language) -> Json:
    described: Json = {
        "id": summary.rule,
        "name": summary.rule,
        "shortDescription": {"text": summary.title.say(language)},
        "defaultConfiguration": {"level": _LEVELS[summary.severity]},
        "properties": {"dimension": summary.dimension},
    }
    return described | _help(rule_docs()[summary.rule], language)


def _help(doc: RuleDoc, language: Language) -> Json:
    why, repair, wrong, right = (words.say(language) for words in (doc.why, doc.repair, doc.wrong, doc.right))
    return {
        "fullDescription": {"text": why},
        "help": {
            "text": f"{why}\n✗ {wrong}\n✓ {right}\n{repair}",
            "markdown": f"{why}\n\n- ✗ `{wrong}`\n- ✓ `{right}`\n\n{repair}",
        },
    }


def _artifact(file: Input) -> Json:
    described: Json = {"location": {"uri": location(file.path)}, "hashes": {"sha-256": file.sha256}}
    return described | ({"encoding": file.encoding} if file.encoding else {})


def _results(report: Report, indices: dict[str, int]) -> Iterator[Json]:
    places = {file.path: index for index, file in enumerate(report.judgement.inputs)}
    for finding in report.listed_one_by_one():
        yield _result(finding, indices, places)


def _result(finding: dict[str, object], indices: dict[str, int], places: dict[str, int]) -> Json:
    source = str(finding["source"] or "")
    artifact: Json = {"uri": location(source)}
    if source in places:
        artifact["index"] = places[source]
    place: Json = {"artifactLocation": artifact}
    if finding["line"]:  # a finding on the whole file has none
        place["region"] = {"startLine": finding["line"]}
    result: Json = {
        "ruleId": finding["rule"],
        "level": _LEVELS[str(finding["severity"])],
        "message": {"text": finding["message"] or finding["rule"]},
        "locations": [
            {
                "physicalLocation": place,
                "logicalLocations": [{"name": finding["field"] or "", "kind": "member"}],
            }
        ],
        "properties": {name: finding[name] for name in ("row", "field", "column", "value", "suggestion")},
    }
    return result | ({"ruleIndex": indices[str(finding["rule"])]} if finding["rule"] in indices else {})
