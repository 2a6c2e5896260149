"""`govclean catalog` as a user meets it, on the shipped example."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
CITY, FAULTY = str(EXAMPLES / "catalog/city"), str(EXAMPLES / "catalog/faulty")
POLICE = str(EXAMPLES / "drops/公安_人口_202611.csv")


def test_the_example_is_clean_and_the_faulty_one_is_not(run):
    assert run("catalog", "check", CITY, "--as-of", "2026-11-23").code == 0
    ran = run("catalog", "check", FAULTY, "--lang", "zh")
    assert ran.code == 1
    assert "目录 3 条，3 条有错误" in ran.out
    assert "市城管局.yaml:18" in ran.out


def test_every_fault_that_the_example_names_is_found(run):
    found = json.loads(run("catalog", "check", FAULTY, "--format", "json").out)["by_rule"]
    assert {one["rule"].removeprefix("catalog.") for one in found} == {
        "code_structure", "title_system_name", "provider_code", "placeholder", "format_type", "census_number",
        "census_parts",
        "item_length", "item_type", "item_repeated", "condition_missing", "mode_reason", "open_condition", "cycle_fastest",
        "date", "item_looser", "basis_missing", "mode_idle", "format_channel", "code_repeated", "title_variant",
        "condition_fixed",
    }  # fmt: skip


def test_a_standard_is_an_entry_too(run):
    ran = run("catalog", "check", "population", "--format", "json", "--fail-on", "never")
    assert ran.code == 0
    assert json.loads(ran.out)["entries"] == 1


def test_what_cannot_be_used_is_said_and_the_rest_is_checked(run):
    Path("bad.yaml").write_text("title: 甲\nprovidr: 乙\n", "utf-8")
    ran = run("catalog", "check", CITY, "bad.yaml", "--as-of", "2026-11-23")
    assert ran.code == 2
    assert "bad.yaml:2" in ran.err
    assert "11 entries, nothing found" in ran.out


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "html", "xlsx", "junit", "sarif", "github"])
def test_findings_are_written_in_every_format(run, form):
    assert run("catalog", "check", FAULTY, "--format", form, "-o", f"out.{form}").code == 1
    assert Path(f"out.{form}").stat().st_size > 1000


def test_the_suffix_of_the_file_says_the_format(run):
    run("catalog", "check", FAULTY, "-o", "out.json")
    assert json.loads(Path("out.json").read_text("utf-8"))["entries"] == 3


def test_fail_on_decides_the_exit_code(run):
    assert run("catalog", "check", FAULTY, "--fail-on", "never").code == 0


def test_the_rules_are_listed(run):
    ran = run("catalog", "check", "--rules")
    assert ran.code == 0
    assert "catalog.item_looser" in ran.out


def test_a_path_is_needed(run):
    ran = run("catalog", "check")
    assert ran.code == 2
    assert "PATH" in ran.err


def test_a_profile_may_change_the_terms(run):
    Path("ours.yaml").write_text("sharing: ours\nversion: 1\nextends: share_types\nmodes: []\n", "utf-8")
    ran = run("catalog", "check", CITY, "--sharing", "ours.yaml", "--format", "json")
    assert {one["rule"] for one in json.loads(ran.out)["by_rule"]} == {"catalog.mode"}


def test_build_publishes_and_enters_the_directory_once(run):
    words = (
        "catalog",
        "build",
        CITY,
        "-o",
        "out",
        "--ledger",
        "l.duckdb",
        "--title",
        "某市目录",
        "--as-of",
        "2026-11-23",
    )
    first = run(*words)
    assert first.code == 0
    assert "entered into the ledger l.duckdb as entry 2" in first.err
    assert {"index.html", "coverage.html", "catalog.xlsx", "catalog.json", "catalog.jsonld", "run.json"} <= {
        path.name for path in Path("out").iterdir()
    }
    assert "某市目录" in Path("out/index.html").read_text("utf-8")
    before = Path("out/index.html").read_bytes()
    assert "as entry 2" in run(*words).err
    assert Path("out/index.html").read_bytes() == before


def test_nothing_is_published_where_a_part_cannot_be_used(run):
    Path("bad.yaml").write_text("- 甲\n", "utf-8")
    assert run("catalog", "build", CITY, "bad.yaml", "-o", "out").code == 2
    assert not Path("out").exists()


def test_overlap_tells_and_writes(run):
    ran = run(
        "catalog", "overlap", CITY, "-o", "out", "--extract", f"101001/000001={POLICE}", "--format", "csv"
    )
    assert ran.code == 0
    assert "市公安局《户籍人口基础信息》 ┃ 市卫生健康委员会《实有人口信息》" in ran.out
    assert {"overlap.csv", "alike.csv", "values.csv", "authority_population.yaml"} <= {
        path.name for path in Path("out").iterdir()
    }
    assert run("standards", "check", "out/authority_population.yaml").code == 0


def test_no_personal_value_leaves_the_extracts(run):
    run("catalog", "overlap", CITY, "-o", "out", "--extract", f"101001/000001={POLICE}", "--format", "csv")
    told = "".join(
        path.read_text("utf-8") for path in Path("out").iterdir() if path.suffix in (".csv", ".yaml", ".json")
    )
    for secret in ("410103196406069517", "万志晨", "13900000000"):
        assert secret not in told


def test_out_as_a_workbook_and_in_again(run):
    assert run("catalog", "export", CITY, "-o", "a.xlsx").code == 0
    assert run("catalog", "import", "a.xlsx", "-o", "entries").code == 0
    assert "市公安局.yaml" in {path.name for path in Path("entries").iterdir()}
    assert run("catalog", "check", "entries", "--as-of", "2026-11-23").code == 0
    again = run("catalog", "import", "a.xlsx", "-o", "entries")
    assert again.code == 2
    assert "already" in again.err
    assert run("catalog", "import", "a.xlsx", "-o", "all.yaml").code == 0
    assert run("catalog", "check", "all.yaml", "--as-of", "2026-11-23").code == 0


def test_export_without_a_path_is_the_empty_template(run):
    assert run("catalog", "export", "-o", "empty.xlsx").code == 0
    assert run("catalog", "check", "empty.xlsx").code == 0
