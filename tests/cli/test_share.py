"""`govclean share`, `requests`, `objections`: as a steward calls them."""

import json
import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def desk(run):
    """Put the example agreement, its directory, an extract and a key into the folder the program runs in."""
    for name in ("agreement.yaml", "catalog.yaml"):
        shutil.copy(EXAMPLES / "sharing" / name, name)
    shutil.copy(EXAMPLES / "drops" / "公安_人口_202611.csv", "people.csv")
    key = Path("share.key")
    key.write_bytes(b"an invented key of the tests")
    key.chmod(0o600)
    return ("--catalog", "catalog.yaml", *DAY)


def hand_out(run, desk, *more):
    return run("share", "agreement.yaml", "people.csv", *desk, "--key", "share.key", *more)


def test_an_agreement_in_place_of_a_command_hands_out(run, desk):
    ran = hand_out(run, desk, "-o", "out", "--lang", "zh")
    assert (ran.code, ran.err) == (0, "")
    assert "✓ 数据包 XY-2026-018-20261123-" in ran.out
    assert "密钥散列" in ran.out
    manifest = json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows"]["handed_out"] > 0
    told = run("share", "ledger", "101001/000001", "--format", "json")
    (row,) = json.loads(told.out)
    assert (row["package"], row["recipient"]) == (manifest["package"], "示例市卫生健康委员会")
    recalled = run("share", "recall", row["package"], "--reason", "误发", *DAY, "--lang", "zh")
    assert recalled.code == 0
    assert "已召回" in recalled.out
    assert "2026-12-23" in recalled.out
    assert run("share", "recall", row["package"], "--destroyed", "--reason", "销毁证明1号", *DAY).code == 0
    assert (
        json.loads(run("share", "ledger", "--overdue", "--as-of", "2030-01-01", "--format", "json").out) == []
    )


def test_a_rehearsal_shows_masked_rows_and_writes_nothing(run, desk):
    before = set(Path().iterdir())
    ran = hand_out(run, desk, "--dry-run")
    assert ran.code == 0
    assert "sample (masked" in ran.out
    assert "410103196406069517" not in ran.out
    assert set(Path().iterdir()) == before


def test_a_refusal_says_every_reason_and_exits_2(run, desk):
    ran = hand_out(run, desk[:2], "--as-of", "2030-01-01", "-o", "out", "--item", "mobile")
    assert ran.code == 2
    assert "agreement.yaml:" in ran.err
    assert "the agreement ended on 2027-09-30" in ran.err
    assert 'does not grant the item "mobile"' in ran.err
    assert not Path("out").exists()
    (row,) = json.loads(run("share", "ledger", "--format", "json").out)
    assert row["state"] == "refused"


def test_check_tells_faults_with_lines(run, desk):
    assert run("share", "check", "agreement.yaml", *desk).code == 0
    text = Path("agreement.yaml").read_text(encoding="utf-8").replace("性别代码, as", "性别码, as")
    Path("agreement.yaml").write_text(text, encoding="utf-8")
    ran = run("share", "check", "agreement.yaml", *desk, "--format", "json")
    assert ran.code == 1
    (fault,) = json.loads(ran.out)
    assert (fault["rule"], fault["severity"]) == ("share.item_unlisted", "error")
    assert text.splitlines()[fault["line"] - 1].lstrip().startswith("- {item: 性别码")


def test_what_is_neither_a_command_nor_a_file_is_told_with_the_near_miss(run):
    ran = run("share", "chek", "x.yaml")
    assert (ran.code, "did you mean check?" in ran.err) == (2, True)
    assert run("share", "nowhere.yaml", "x.csv", "-o", "out").code == 2


def test_a_key_that_others_may_read_is_not_used(run, desk):
    Path("share.key").chmod(0o644)
    ran = hand_out(run, desk, "-o", "out")
    assert (ran.code, "open to other users" in ran.err) == (2, True)


def test_match_keys_are_made_and_compared(run, desk):
    for name in ("a", "b"):
        made = run(
            "share", "match-keys", "people.csv", "-s", "population", "--fields", "resident_id", "--key", "share.key",
            "-o", f"{name}.parquet", "--rows", f"{name}_rows.parquet",
        )  # fmt: skip
        assert made.code == 0
    told = run("share", "match-keys", "--join", "a.parquet", "b.parquet")
    counts = json.loads(told.out)
    assert counts["left"] == counts["right"] == counts["common"] > 300
    assert run("share", "match-keys", "people.csv", "-s", "population").code == 2


def test_requests_are_asked_answered_and_listed(run, desk):
    asked = run(
        "requests", "ask", "--recipient", "示例市民政局", "--resource", "实有人口信息", "--purpose", "低保核对", *desk,
        "--lang", "zh",
    )  # fmt: skip
    assert asked.code == 0
    assert "XQ-2026-0001  提出" in asked.out
    assert "工作日" in asked.out
    late = run("requests", "list", "--as-of", "2027-06-01", "--lang", "zh")
    assert "已逾期" in late.out
    refused = run("requests", "answer", "XQ-2026-0001", "refused", *DAY)
    assert (refused.code, "needs a reason" in refused.err) == (2, True)
    assert run("requests", "answer", "XQ-2026-0001", "refused", "--reason", "可用已有数据", *DAY).code == 0
    assert run("requests", "list", *DAY, "--format", "json").out.strip() == "[]"
    assert len(json.loads(run("requests", "list", "--all", *DAY, "--format", "json").out)) == 1


def test_an_objection_runs_its_course(run, desk):
    raised = run(
        "objections", "raise", "-s", "population", "--record", "11010519491231002X", "--field", "name", "--claim",
        "姓名有误", "--department", "示例市公安局", "--by", "person", *DAY, "--lang", "zh",
    )  # fmt: skip
    assert raised.code == 0
    assert "YY-2026-0001  提出" in raised.out
    for state in ("accepted", "marked"):
        assert run("objections", "move", "YY-2026-0001", state, *DAY).code == 0
    listed = run("objections", "list", *DAY, "--lang", "zh").out
    assert "标注" in listed
    assert "1101**********002X" in listed
    assert "11010519491231002X" not in listed
