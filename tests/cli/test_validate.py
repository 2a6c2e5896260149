import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from govclean.cli import progress as progress_module
from govclean.cli.options import FORMATS
from govclean.cli.session import Session
from govclean.reports import formats
from govclean.reports.machine import as_json

GOLDEN = Path(__file__).with_name("golden")
PEOPLE = ["-s", "people.yaml", "--as-of", "2026-11-23"]
RESIDENT_ID = re.compile(r"(?<![\d.])[1-9]\d{16}[\dX]")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
NAMES = ("王晓铭", "李娜娜", "赵建国", "孙伟", "周芳", "吴敏", "郑强", "韩立春")


@pytest.fixture
def judge(run):
    for name in ("people.yaml", "good.csv", "bad.csv"):
        shutil.copy(GOLDEN / name, name)
    return lambda *arguments: run("validate", *arguments, *PEOPLE)


def test_every_machine_format_is_offered():
    assert ("text", *(one.name for one in formats.FORMATS)) == FORMATS


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_format_shows_a_whole_number_phone_or_name(judge, name, language):
    ran = judge("bad.csv", "--format", name, "--lang", language, "--limit", "0", "-o", "out", "-v")
    said = Path("out").read_bytes().decode(errors="replace") + ran.out + ran.err
    assert ran.code == 1
    said = re.sub(r"[0-9a-f]{64}", "", said)
    assert not RESIDENT_ID.search(said)
    assert not MOBILE.search(said)
    assert not [one for one in NAMES if one in said]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["bad.csv"], 1),
        (["bad.csv", "--fail-on", "never"], 0),
        (["good.csv"], 0),
        (["good.csv", "--fail-on", "info"], 0),
        (["good.csv", "bad.csv"], 1),
        (["nowhere.csv"], 2),
        (["nowhere.csv", "good.csv"], 2),
        (["nowhere.csv", "bad.csv", "--fail-on", "never"], 2),
    ],
)
def test_the_exit_code_tells_what_was_found(judge, arguments, code):
    assert judge(*arguments).code == code


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_a_warning_fails_only_where_warnings_are_asked_for(judge, fail_on, code):
    text = Path("good.csv").read_text(encoding="utf-8").replace(",410311,", ",410306,")
    Path("old.csv").write_text(text, encoding="utf-8")
    assert judge("old.csv", "--fail-on", fail_on).code == code


def test_a_rule_within_its_tolerance_does_not_fail(judge):
    judged = judge("bad.csv", "--format", "json")
    rules = {
        f"{one['rule']}@{one['field']}"
        for one in json.loads(judged.out)["by_rule"]
        if one["severity"] == "error"
    }
    tolerant = "".join(f"  {rule.removesuffix('@')}: {{max_share: 50%}}\n" for rule in sorted(rules))
    people = Path("people.yaml").read_text(encoding="utf-8") + tolerant
    Path("people.yaml").write_text(people, encoding="utf-8")
    assert judge("bad.csv").code == 0


def test_the_error_rate_decides_the_verdict(judge):
    verdicts = [
        json.loads(judge("bad.csv", "--format", "json", "--max-error-rate", rate).out)["verdict"]
        for rate in ("100%", "0.01")
    ]
    assert verdicts == ["accepted_with_warnings", "rejected"]


def test_a_check_that_does_not_exist_is_told_with_its_line(judge):
    people = (
        Path("people.yaml")
        .read_text(encoding="utf-8")
        .replace("matches_resident_id", "matches_residnt_id", 1)
    )
    Path("people.yaml").write_text(people, encoding="utf-8")
    ran = judge("good.csv")
    assert ran.code == 2
    assert "people.yaml:14: there is no check" in ran.err


def test_every_record_is_accounted_for(judge):
    told = json.loads(judge("bad.csv", "--format", "json").out)
    assert (told["rows"], told["rows_read"], told["rows_set_aside"]) == (11, 10, 1)
    assert told["findings_total"] == sum(rule["count"] for rule in told["by_rule"])


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "parquet", "sarif"])
def test_the_suffix_of_the_output_decides_the_format(judge, suffix):
    ran = judge("bad.csv", "-o", f"findings.{suffix}")
    content = Path(f"findings.{suffix}").read_bytes()
    assert ran.out == ""
    assert "findings written to findings." in ran.err
    if suffix in ("json", "sarif"):
        assert json.loads(content)
    elif suffix == "parquet":
        assert pq.read_table(io.BytesIO(content)).num_rows == int(ran.err.split()[1])
    else:
        assert len(content.decode().splitlines()) == int(ran.err.split()[1]) + (suffix == "csv")


def test_quiet_says_nothing_beside_the_result(judge):
    assert judge("bad.csv", "-o", "x.csv", "--quiet").err == ""


def test_text_in_a_file_has_no_colour(judge):
    judge("bad.csv", "-o", "verdict.txt", "--lang", "zh")
    text = Path("verdict.txt").read_text(encoding="utf-8")
    assert text.startswith("✗ 退回")
    assert "\x1b" not in text


def test_an_output_that_cannot_be_written_is_the_users_to_repair(judge):
    ran = judge("bad.csv", "-o", "no/such/folder/x.json")
    assert ran.code == 2
    assert "no/such/folder/x.json: the file cannot be written" in ran.err


def test_a_failed_write_leaves_the_old_file_and_no_other(judge, monkeypatch, tmp_path):
    Path("x.json").write_text("old", encoding="utf-8")

    def breaks(report, sink):
        sink.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(as_json, "write", breaks)
    before = sorted(tmp_path.iterdir())
    ran = judge("bad.csv", "-o", "x.json")
    assert ran.code == 2
    assert "No space left on device" in ran.err
    assert sorted(tmp_path.iterdir()) == before
    assert Path("x.json").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_stdout_is_the_users_to_repair():
    program = [sys.executable, "-m", "govclean", "explain"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "the disk is full" in done.stderr


def test_a_binary_format_is_not_thrown_at_a_terminal(judge, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ran = judge("bad.csv", "--format", "parquet")
    assert ran.code == 2
    assert "name a file with -o" in ran.err


def test_standard_input_is_judged_too(judge):
    program = [sys.executable, "-m", "govclean", "validate", "-", *PEOPLE, "--format", "json"]
    done = subprocess.run(program, input=Path("bad.csv").read_bytes(), capture_output=True, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["inputs"][0]["rows"] == 11


def test_a_column_can_be_named_on_the_command_line_and_in_the_settings(judge):
    text = Path("good.csv").read_text(encoding="utf-8").replace("姓名", "某列").replace("民族", "另列")
    Path("odd.csv").write_text(text, encoding="utf-8")
    Path("govclean.yaml").write_text("columns: {name: 另列, ethnicity: 另列}\n", encoding="utf-8")
    told = json.loads(judge("odd.csv", "--column", "name=某列", "--format", "json").out)
    assert told["inputs"][0]["mapped"]["name"] == "某列"
    assert told["inputs"][0]["mapped"]["ethnicity"] == "另列"


def test_verbose_says_which_column_was_read_as_which_field(judge):
    ran = judge("good.csv", "--verbose")
    assert "good.csv: resident_id ← 身份证号" in ran.err


def test_the_other_files_are_judged_where_one_cannot_be_read(judge):
    ran = judge("nowhere.csv", "bad.csv", "--format", "json")
    assert [file["path"] for file in json.loads(ran.out)["inputs"]] == ["bad.csv"]
    assert ran.err.startswith("govclean: nowhere.csv: ")


def test_no_bar_is_drawn_where_nobody_watches(judge):
    with progress_module.progress(Session("en")) as tell:
        assert tell is None


def test_a_bar_tells_the_records_when_the_work_lasts(monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress_module, "_PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    with progress_module.progress(Session("en")) as tell:
        tell("[drop].csv", 1_234_567)
    assert "[drop].csv 1,234,567 records" in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", capsys.readouterr().err)


def test_a_short_work_shows_no_bar(monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress_module.progress(Session("en")) as tell:
        tell("drop.csv", 1)
    assert capsys.readouterr().err == ""


def test_the_sample_of_a_new_project_shows_its_planted_mistakes(run):
    run("init")
    ran = run("validate", "drops/population_sample.csv", "--format", "json")
    told = json.loads(ran.out)
    errors = {(one["row"], one["field"]) for one in told["findings"] if one["severity"] == "error"}
    assert ran.code == 1
    assert errors == {(4, "resident_id"), (5, "ethnicity"), (6, "birth_date"), (7, "phone"), (8, "name")}
