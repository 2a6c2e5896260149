import io
import json
import xml.etree.ElementTree as ET

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest
from hand_made import SOURCE, finding, findings, judgement
from hypothesis import given
from hypothesis import strategies as st

from govclean.reports.formats import FORMATS, format_named
from govclean.reports.machine.as_sarif import location
from govclean.reports.machine.literals import json_rows
from govclean.reports.report import report_on
from govclean.validation.findings import FINDINGS

KEYS = (
    "tool", "standard", "version", "inputs", "verdict", "rows", "rows_read", "rows_set_aside", "rows_with_errors",
    "findings_total", "by_rule", "findings",
)  # fmt: skip
RULE_KEYS = ("rule", "field", "dimension", "severity", "count", "share", "top_values", "first_rows")
NASTY = [
    'a,b"c',
    "one\ntwo",
    "tab\there",
    "=1+1",
    "@x",
    "",
    " ",
    "\x01\x0b",
    "]]>&<",
    "%0A::error",
    "\u2028",
    "𠮷",
    None,
]


def written(name, rows=None, **how):
    sink = io.BytesIO()
    format_named(name).write(report_on(judgement(rows), language="en", **how), sink)
    return sink.getvalue()


def nasty(field="status"):
    return [
        finding(row, field, "validity.range", value, message=f"m {value}")
        for row, value in enumerate(NASTY, 1)
    ]


def test_json_has_the_keys_of_the_contract():
    told = json.loads(written("json"))
    assert all(key in told for key in KEYS)
    assert all(key in rule for rule in told["by_rule"] for key in RULE_KEYS)
    assert {"path", "sha256", "encoding", "rows"} <= set(told["inputs"][0])
    assert told["tool"]["name"] == "govclean"
    assert set(told["findings"][0]) == set(FINDINGS.names)
    assert told["rows"] == told["rows_read"] + told["rows_set_aside"]


def test_json_lists_at_most_the_limit_for_each_rule_and_counts_all():
    told = json.loads(written("json", limit=20))
    listed = [one for one in told["findings"] if one["rule"] == "validity.retired_code"]
    assert len(listed) == 20
    assert told["findings_total"] == 36
    assert len(json.loads(written("json", limit=0))["findings"]) == 36


def test_json_without_findings_is_still_json():
    assert json.loads(written("json", []))["findings"] == []
    assert written("jsonl", []) == b""


@given(st.lists(st.one_of(st.none(), st.text()), max_size=8))
def test_every_value_survives_json_lines(values):
    rows = [finding(row, "status", "validity.range", value) for row, value in enumerate(values, 1)]
    text = "\n".join(line for block in json_rows(findings(rows)) for line in block)
    assert [json.loads(line)["value"] for line in text.split("\n") if line] == values


def test_csv_holds_every_finding_exactly_as_it_is():
    content = written("csv", nasty(), show_values=True, limit=1)
    options = arrow_csv.ConvertOptions(
        column_types={name: pa.string() for name in FINDINGS.names}, strings_can_be_null=True, null_values=[""],
        quoted_strings_can_be_null=False,
    )  # fmt: skip
    parse = arrow_csv.ParseOptions(newlines_in_values=True)
    read = arrow_csv.read_csv(io.BytesIO(content), convert_options=options, parse_options=parse)
    assert read.column_names == FINDINGS.names
    assert read["value"].to_pylist() == NASTY


def test_parquet_holds_every_finding_in_the_types_of_the_table():
    read = pq.read_table(io.BytesIO(written("parquet", nasty(), show_values=True, limit=1)))
    assert read.schema.equals(FINDINGS)
    assert read["value"].to_pylist() == NASTY


def test_junit_fails_for_errors_and_tells_the_rest():
    root = ET.fromstring(written("junit", limit=2))
    suite = root.find("testsuite")
    assert suite.get("name") == SOURCE
    assert (suite.get("tests"), suite.get("failures")) == ("6", "4")
    assert len(suite.findall("testcase/failure")) == 4
    retired = next(
        case for case in suite.iter("testcase") if case.get("name") == "validity.retired_code status"
    )
    assert "28 more" in retired.find("system-out").text


def test_junit_of_a_clean_file_is_one_passing_case():
    root = ET.fromstring(written("junit", []))
    assert [child.tag for case in root.iter("testcase") for child in case] == []
    assert (root.get("tests"), root.get("failures")) == ("1", "0")


@pytest.mark.parametrize("name", ["junit", "sarif", "json"])
def test_no_value_breaks_a_document(name):
    content = written(name, nasty(), show_values=True)
    assert ET.fromstring(content) is not None if name == "junit" else json.loads(content)


def test_github_annotations_cannot_be_ended_by_a_value():
    lines = written("github", nasty(), show_values=True).decode().split("\n")
    assert len(lines) == len(NASTY) + 1
    assert all(line.startswith("::error file=drops/警务%2C人口 1.csv,line=") for line in lines[:-1])


def test_github_says_notice_for_what_is_only_worth_knowing():
    assert b"\n::notice file=" in written("github")
    assert b"\n::warning file=" in written("github")


def test_sarif_points_at_file_line_and_rule():
    run = json.loads(written("sarif", limit=1))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert place["region"]["startLine"] >= 1
        assert place["artifactLocation"]["uri"] == location(SOURCE)
        assert run["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"] == location(SOURCE)
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}


def test_a_finding_on_the_whole_file_has_no_line_in_sarif():
    rows = [finding(0, "name", "completeness.column", None) | {"line": 0}]
    (result,) = json.loads(written("sarif", rows))["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_the_same_judgement_gives_the_same_bytes(one):
    assert written(one.name) == written(one.name)
