"""Drops with one fault each: named as what they are; whatever became of them, every file is kept and all is entered."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import yaml
from intake_drops import DAY, Desk, changed, codes, manifest, people, put

from govclean.errors import UsageError
from govclean.governance.catalog import load_catalog
from govclean.governance.intake import CLEARS
from govclean.governance.intake.drops import hash_of, manifest_of, read_drop
from govclean.governance.intake.keeping import staged
from govclean.governance.intake.receipt import Receipt
from govclean.governance.intake.receiving import Held
from govclean.governance.ledger import About, Ledger, rows_of

CASES = yaml.load(
    Path(__file__).with_name("cases").joinpath("drops.yaml").read_text("utf-8"), yaml.BaseLoader
)
FILES = {"常住人口_202611.csv": people(range(12)), "注销_202611.csv": people(range(40, 43))}


def spoil(folder, spoiled):
    """Do to a drop's folder what a case says."""
    for how, name in spoiled.items():
        path = folder / name
        content = path.read_bytes() if path.exists() else b""
        if how == "cut":
            path.write_bytes(content[: len(content) // 2])
        elif how == "longer":
            path.write_bytes(content + content.splitlines(keepends=True)[-1])
        elif how == "tamper":
            path.write_bytes(content.replace("花园路".encode(), "文化路".encode(), 1))
        elif how == "rename":
            path.rename(folder / f"新_{name}")
        elif how == "remove":
            path.unlink()
        elif how == "coming":
            path.rename(folder / f"{name}.part")
        elif how == "add":
            path.write_text("a,b\n1,2\n", encoding="utf-8")
        elif how == "link":
            path.unlink()
            outside = folder.parent / "elsewhere.csv"
            outside.write_bytes(content)
            path.symlink_to(outside)


def data_in(folder):
    """Return the SHA-256 of every data file of a drop, those on their way and links left out."""
    return {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file() and not path.is_symlink() and path.suffix == ".csv"
    }


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Yield one ledger for all cases: each has people and a department of its own."""
    with Ledger.open(tmp_path_factory.mktemp("books") / "ledger.duckdb") as ledger:
        yield ledger


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)), ids=[case["name"] for case in CASES])
def test_a_drop_is_named_as_what_it_is(tmp_path, books, number, case):
    desk, first = Desk(tmp_path, books), 100 * number
    files = dict(
        zip(FILES, (people(range(first, first + 12)), people(range(first + 40, first + 43))), strict=True)
    )
    told = manifest(files, **{"responsibility.department": f"第{number}局"})
    drop = put(tmp_path / "landing" / "a", files, changed(told, _as_null(case.get("set", {}))))
    spoil(drop, case.get("files", {}))
    receipt = desk.take(drop)
    states = {one.name: one.state for one in receipt.clears}
    asked = dict.fromkeys(CLEARS, "clear") | dict.fromkeys(case.get("missing", []), "missing")
    asked |= dict.fromkeys(case.get("unclear", []), "unclear")
    assert (receipt.verdict, codes(receipt), states) == (case["verdict"], set(case.get("says", [])), asked)
    assert all(one.reasons for one in receipt.clears if one.state != "clear")
    assert data_in(drop) <= desk.kept()
    shelf = "accepted" if receipt.accepted else "rejected"
    assert Path(receipt.folder).parent.parent == desk.output / shelf
    (row,) = books.table("intakes", batch=receipt.batch).to_pylist()
    assert (row["verdict"], row["resource_clear"]) == (receipt.verdict, states["resource"])
    assert not list(desk.output.rglob(".*"))


def _as_null(changes):
    """Return changes in which `null` is None: cases are read as the text they are."""
    return {way: None if value == "null" else value for way, value in changes.items()}


def test_the_receipt_says_the_same_in_its_file_its_page_and_the_ledger(tmp_path):
    desk = Desk(tmp_path)
    receipt = desk.take(put(tmp_path / "a", FILES, manifest(FILES, drop="GA-2026-11")))
    folder = Path(receipt.folder)
    told = json.loads((folder / "receipt.json").read_text("utf-8"))
    (row,) = desk.table("intakes")
    assert told["batch"] == row["batch"] == receipt.batch
    assert told["number"] == row["number"] == "GA-2026-11"
    assert (told["records"], row["records"], row["files"]) == (15, 15, 2)
    assert told["ledger"] == {"entry": 2, "hash": receipt.head.hash, "entered_at": receipt.head.entered_at}
    page = (folder / "receipt.html").read_text("utf-8")
    assert receipt.batch in page
    assert receipt.head.hash in page
    assert (folder / "drop.yaml").read_bytes() == (tmp_path / "a" / "drop.yaml").read_bytes()
    drops = desk.table("drops")
    assert [one["records"] for one in drops] == [12, 3]
    assert {one["received_on"] for one in drops} == {DAY.isoformat()}
    assert {(one["period_from"], one["period_to"], one["mode"]) for one in drops} == {
        ("2026-11-01", "2026-11-30", "full")
    }


def test_no_phone_of_a_contact_is_shown(tmp_path):
    desk = Desk(tmp_path)
    receipt = desk.take(put(tmp_path / "a", FILES))
    folder = Path(receipt.folder)
    shown = "".join(
        (folder / name).read_text("utf-8") for name in ("receipt.json", "receipt.html", "run.json")
    )
    assert "60000000" not in shown + json.dumps(desk.table("intakes"), ensure_ascii=False)


def test_a_drop_that_the_standard_refuses_is_refused_with_its_rules(tmp_path):
    wrong = FILES["常住人口_202611.csv"].replace(",01,", ",99,")
    files = {"常住人口_202611.csv": wrong}
    receipt = Desk(tmp_path).take(put(tmp_path / "a", files))
    assert (receipt.verdict, receipt.judgement.verdict) == ("rejected", "rejected")
    assert receipt.worst == "error"
    assert {one.path for one in receipt.judgement.inputs} == set(files)


def test_a_file_that_is_no_table_is_told_and_kept(tmp_path):
    desk = Desk(tmp_path)
    files = {**FILES, "扫描件.csv": "%PDF-1.7 invented\n"}
    drop = put(tmp_path / "a", files)
    receipt = desk.take(drop)
    assert (receipt.verdict, codes(receipt)) == ("rejected", {"files.unreadable"})
    assert receipt.records is None
    assert data_in(drop) <= desk.kept()


def test_the_same_drop_from_the_same_place_is_left_alone(tmp_path):
    desk = Desk(tmp_path)
    drop = put(tmp_path / "a", FILES)
    first, again = desk.take(drop), desk.take(drop)
    assert isinstance(again, Held)
    assert (again.batch, again.folder) == (first.batch, first.folder)
    assert len(desk.table("intakes")) == 1


def test_the_same_content_from_another_place_is_a_repeat_and_is_kept(tmp_path):
    desk = Desk(tmp_path)
    first = desk.take(put(tmp_path / "a", FILES))
    renamed = {f"新_{name}": content for name, content in FILES.items()}
    second = desk.take(put(tmp_path / "b", renamed))
    assert (second.verdict, second.repeats) == ("repeated", first.batch)
    assert isinstance(desk.take(tmp_path / "b"), Held)
    third = desk.take(put(tmp_path / "c", FILES))
    assert [first.batch, second.batch, third.batch] == [first.batch, f"{first.batch}-R1", f"{first.batch}-R2"]
    assert [one["verdict"] for one in desk.table("intakes")] == ["accepted", "repeated", "repeated"]
    assert len(desk.table("drops")) == len(FILES)
    assert len(list(desk.output.glob("rejected/*/*/data/*.csv"))) == 2 * len(FILES)


def test_a_refused_drop_comes_again_with_a_better_manifest(tmp_path):
    desk = Desk(tmp_path)
    drop = put(tmp_path / "a", FILES, manifest(FILES, need=None))
    refused = desk.take(drop)
    put(drop, FILES)
    accepted = desk.take(drop)
    assert (refused.verdict, accepted.verdict) == ("rejected", "accepted")
    assert refused.batch != accepted.batch


def test_a_refused_drop_may_be_taken_in_again_as_it_is(tmp_path):
    drop = put(tmp_path / "a", FILES, manifest(FILES, need=None))
    refused = Desk(tmp_path).take(drop)
    assert Desk(tmp_path).take(drop).batch == refused.batch
    accepted = Desk(tmp_path, required=("resource",)).take(drop)
    assert (accepted.verdict, accepted.batch) == ("accepted_with_warnings", refused.batch)
    assert [one["verdict"] for one in Desk(tmp_path).table("intakes")] == [
        "rejected",
        "accepted_with_warnings",
    ]


def test_a_run_that_was_killed_before_its_folder_stood_is_made_good(tmp_path):
    desk = Desk(tmp_path)
    drop = put(tmp_path / "a", FILES)
    first = desk.take(drop)
    for path in sorted(Path(first.folder).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    Path(first.folder).rmdir()
    again = desk.take(drop)
    assert isinstance(again, Receipt)
    assert (again.batch, again.head, len(desk.table("intakes"))) == (first.batch, first.head, 1)
    assert data_in(drop) <= desk.kept()


def test_what_nobody_declared_is_kept_apart_from_what_was_accepted(tmp_path):
    desk = Desk(tmp_path)
    drop = put(tmp_path / "a", FILES)
    (drop / "下级").mkdir()
    (drop / "下级" / "备份.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    receipt = desk.take(drop)
    assert receipt.verdict == "accepted_with_warnings"
    kept = {path.relative_to(desk.output).parts[0] for path in desk.output.rglob("备份.csv")}
    assert kept == {"rejected"}
    assert not list((desk.output / "rejected").rglob("常住人口*.csv"))


@pytest.mark.parametrize("name", ["../../etc", "a/b", "..", "市局\x1b[31m", "．" * 200])
def test_the_name_of_a_department_leads_out_of_no_folder(tmp_path, name):
    desk = Desk(tmp_path)
    receipt = desk.take(
        put(tmp_path / "a", FILES, manifest(FILES, **{"responsibility.department": name.replace("\x1b", "")}))
    )
    assert Path(receipt.folder).resolve().parent.parent.parent == desk.output.resolve()
    assert {path.name for path in tmp_path.iterdir()} - {".ledger.duckdb.lock"} == {
        "a",
        "out",
        "ledger.duckdb",
    }


def test_a_file_that_changed_since_it_was_hashed_is_not_copied(tmp_path):
    drop, output = put(tmp_path / "a", FILES), tmp_path / "out"
    hashed = hash_of(drop / "注销_202611.csv")
    with (drop / "注销_202611.csv").open("a", encoding="utf-8") as file:
        file.write("x")
    names = {"注销_202611.csv": ("注销_202611.csv", hashed)}
    with pytest.raises(UsageError, match="changed while it was read"), staged(drop, output, names, {}, {}):
        pass
    assert list(output.iterdir()) == []


def test_the_directory_has_its_say(tmp_path):
    entry = {
        "code": "1/01/001", "title": "常住人口信息", "provider": "市卫生健康委员会", "standard": "population",
        "share": {"type": "not_shared", "basis": "保密"},
        "items": [{"title": "公民身份号码"}, {"title": "姓名"}, {"title": "血型"}],
    }  # fmt: skip
    path = tmp_path / "entry.yaml"
    path.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
    catalog, errors = load_catalog([str(path)])
    assert not errors
    receipt = Desk(tmp_path, catalog=catalog).take(put(tmp_path / "a", FILES))
    reasons = {one.name: " ".join(text.zh for text in one.reasons) for one in receipt.clears}
    assert "市卫生健康委员会" in reasons["responsibility"]
    assert "宽" in reasons["permission"]
    assert "血型" in reasons["resource"]
    assert "民族" in reasons["resource"]
    unlisted = Desk(tmp_path / "2", catalog=catalog)
    other = put(tmp_path / "b", FILES, manifest(FILES, **{"resource.code": "9/99"}))
    assert "9/99" in " ".join(text.zh for text in unlisted.take(other).clears[3].reasons)


def test_a_request_that_the_ledger_does_not_know_is_unclear(tmp_path):
    desk = Desk(tmp_path)
    request = {
        "request": "XQ-1", "state": "granted", "recipient": "市教育局", "provider": "市公安局", "resource": "1/01/001",
        "day": "2026-11-02",
    }  # fmt: skip
    with Ledger.open(desk.ledger) as ledger:
        rows = rows_of("requests", [request, request | {"request": "XQ-2", "state": "withdrawn"}])
        ledger.enter("request", {"requests": rows}, About())
    told = manifest(FILES, **{"need.requests": ["XQ-1", "XQ-2", "XQ-3"]})
    need = desk.take(put(tmp_path / "a", FILES, told)).clears[1]
    assert need.state == "unclear"
    assert [text.en for text in need.reasons] == [
        "the request XQ-2 was withdrawn",
        "the ledger has no request XQ-3",
    ]


def test_the_table_is_called_what_the_duty_calls_it(tmp_path):
    desk = Desk(tmp_path)
    duty = {
        "department": "市公安局", "source": "常住人口月报", "standard": "population", "cycle": "monthly",
        "since": "2026-01-01", "active": True,
    }  # fmt: skip
    with Ledger.open(desk.ledger) as ledger:
        ledger.enter("duty", {"duties": rows_of("duties", [duty])})
    receipt = desk.take(put(tmp_path / "a", FILES, manifest(FILES, **{"resource.source": None})))
    assert receipt.source == "常住人口月报"


def test_mistakes_of_a_manifest_are_told_with_their_lines(tmp_path):
    drop = put(tmp_path / "a", FILES, manifest(FILES, **{"resource.files.0.rows": "many", "needs": {}}))
    (remark,) = read_drop(manifest_of(drop)).remarks
    assert "rows" in remark.text.en
    assert '"needs"' in remark.text.en
    lines = [line for line in remark.text.en.splitlines() if "drop.yaml:" in line]
    assert len(lines) == 2


@pytest.mark.parametrize(
    "content", [b"drop: [", b"\xff\xfe\x00", b"", b"- a\n- b\n", b"!!python/object:os.system x"]
)
def test_a_manifest_that_is_none_is_refused_and_nothing_is_lost(tmp_path, content):
    desk = Desk(tmp_path)
    drop = put(tmp_path / "a", FILES)
    (drop / "drop.yaml").write_bytes(content)
    receipt = desk.take(drop)
    assert (receipt.verdict, codes(receipt)) == ("rejected", {"manifest.unreadable"})
    assert data_in(drop) <= desk.kept()


def test_no_such_drop_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="no such drop"):
        manifest_of(tmp_path / "nowhere")
    put(tmp_path, FILES, {})
    with pytest.raises(UsageError, match="neither"):
        manifest_of(tmp_path / "注销_202611.csv")
