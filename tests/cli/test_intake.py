"""`govclean intake`: what a desk that receives drops sees, and what a timer gets back."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govclean.values.identifiers.checksums import MOD_11_2_CHARACTERS, MOD_11_2_WEIGHTS

HEADER = "公民身份号码,姓名,性别,民族,出生日期,户籍地区划代码,户籍地址,联系电话,更新时间"
PERSON = "41010519850305123{check},王小明,1,01,19850305,410105,河南省郑州市金水区花园路12号,13800000001,20261115083000"
MANIFEST = """
responsibility: {department: 市公安局, unit: 人口支队, contact: {name: 陈晓, phone: 0371-60000000}, system: 人口系统}
need: {matters: 出生一件事}
permission: {basis: 政务数据共享条例, share_type: conditional, condition: 履职需要}
resource:
  code: 1/01/001
  standard: population
  mode: full
  period: 2026-11
  files: [{path: 人口_202611.csv, rows: ROWS}]
object: {registry: 人口, scope: 常住人口, area: "410105"}
"""
TAKE = ("--as-of", "2026-12-03")


def put(folder, rows=1, *, told=True, name="人口_202611.csv"):
    total = sum(int(one) * weight for one, weight in zip("41010519850305123", MOD_11_2_WEIGHTS, strict=False))
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    person = PERSON.format(check=MOD_11_2_CHARACTERS[total % 11])
    (folder / name).write_text(f"{HEADER}\n{person}\n", encoding="utf-8")
    if told:
        (folder / "drop.yaml").write_text(MANIFEST.replace("ROWS", str(rows)), encoding="utf-8")
    return folder


def test_a_drop_that_agrees_is_accepted(run):
    ran = run("intake", put("a"), *TAKE)
    assert (ran.code, ran.err) == (0, "")
    assert "Accepted" in ran.out
    assert Path("ledger.duckdb").exists()
    assert len(list(Path("intake/accepted").rglob("人口_202611.csv"))) == 1


def test_the_receipt_is_in_chinese_and_the_terminal_in_the_readers_language(run):
    run("intake", put("a"), *TAKE)
    (receipt,) = Path("intake").rglob("receipt.html")
    assert "数据接收回执" in receipt.read_text("utf-8")
    run("intake", put("b", rows=2), *TAKE, "--lang", "en")
    (receipt,) = Path("intake/rejected").rglob("receipt.html")
    assert "Receipt" in receipt.read_text("utf-8")


def test_a_drop_that_disagrees_is_refused_with_exit_code_1(run):
    ran = run("intake", put("a", rows=2), *TAKE)
    assert ran.code == 1
    assert "2 records declared, 1 there" in ran.out
    assert run("intake", put("b", rows=3), *TAKE, "--fail-on", "never").code == 0


def test_a_warning_counts_where_it_is_asked_to(run):
    assert run("intake", put("a"), *TAKE, "--fail-on", "warning").code == 1


def test_the_receipt_as_json(run):
    told = json.loads(run("intake", put("a"), *TAKE, "--format", "json").out)
    assert told["verdict"] == "accepted_with_warnings"  # the manifest has no hash
    assert told["clears"]["resource"]["state"] == "unclear"
    assert told["records"] == 1
    assert told["validation"]["records"] == 1


def test_the_same_drop_again_is_told_and_a_copy_of_it_refused(run):
    run("intake", put("a"), *TAKE)
    again = run("intake", "a", *TAKE)
    assert (again.code, again.out) == (0, "")
    assert "taken in before" in again.err
    assert run("intake", put("b"), *TAKE).code == 1


def test_without_a_manifest_a_draft_is_made_and_the_clears_told(run):
    ran = run("intake", put("a", told=False))
    assert ran.code == 1
    assert "permission     missing" in ran.out
    assert Path("a/drop.draft.yaml").exists()
    assert not Path("intake").exists()


def test_a_draft_goes_where_it_is_asked_to(run):
    put("a", told=False)
    assert "population" in run("intake", "a", "--draft").out
    assert run("intake", "a", "--draft", "-o", "mine.yaml").code == 0
    assert Path("mine.yaml").exists()
    assert not Path("a/drop.draft.yaml").exists()


@pytest.mark.parametrize(
    "arguments", [("nowhere",), ("a/人口_202611.csv",), ("nowhere", "--once"), ("a", "--catalog", "nowhere")]
)
def test_what_cannot_be_done_is_exit_code_2(run, arguments):
    put("a")
    assert run("intake", *arguments).code == 2


def test_once_takes_every_drop_in_once(run):
    put("landing/a")
    put("landing/b", rows=2)
    first = run("intake", "--once", "landing", "--still", "0", *TAKE, "--format", "json")
    assert first.code == 1
    assert [json.loads(line)["verdict"] for line in first.out.splitlines()] == [
        "accepted_with_warnings",
        "repeated",
    ]
    second = run("intake", "landing", "--once", "--still", "0", *TAKE)
    assert (second.code, second.out) == (0, "")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_watching_ends_cleanly(tmp_path, end):
    put(tmp_path / "landing" / "a")
    words = [
        sys.executable,
        "-m",
        "govclean",
        "intake",
        "--watch",
        "landing",
        "--still",
        "0",
        "--every",
        "1",
        "--lang",
        "en",
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as watching:
        deadline = time.monotonic() + 30
        while not list((tmp_path / "intake").rglob("run.json")) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        watching.send_signal(end)
        out, err = watching.communicate(timeout=20)
    assert watching.returncode == 0
    assert "Accepted with warnings" in out
    assert err.splitlines()[-1] == "stopped watching"
    assert "Traceback" not in err
    assert {path.name for path in (tmp_path / "intake").iterdir()} == {"accepted", "seen.json"}
