"""Handing out: exactly what is granted and nothing else, refused with the reason, entered in the ledger."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sharing_at_hand import DAY, ENTRIES, KEY, grant, hand_out

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger
from govclean.governance.sharing.forms import context_of
from govclean.values.digests import Key, digests_of_file, hmac_of, keyed_hashes
from govclean.values.identifiers.resident_id import check_digit

HEADER = ["公民身份号码", "姓名", "出生日期", "区划", "缴费月数", "备注", "病种"]
NAMES = ["resident_id", "name", "birth_date", "division", "months", "remark", "disease"]


def number(place: str, born: str, sequence: int) -> str:
    first = f"{place}{born}{sequence:03d}"
    return first + check_digit(first)


ROWS = [
    [number("410105", "19850305", 1), "张三丰", "19850305", "410105", "12", "甲", "病种甲"],
    [number("410105", "19860305", 2), "李四光", "19860305", "410105001", "120", "乙", "病种乙"],
    [number("410103", "19870305", 3), "王五一", "19870305", "410103", "7", "丙", "病种丙"],
    [number("320102", "19880305", 4), "赵六安", "19880305", "320102", "", "丁", "病种丁"],
]


def extract(folder: Path, rows=ROWS, header=HEADER) -> Path:
    path = folder / "extract.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def read(package: Path) -> list[dict[str, str]]:
    text = (package / "data.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def everything_in(package: Path) -> str:
    """Return all bytes of a package as text, zipped and compressed parts opened, dictionaries of Parquet included."""
    parts = []
    for path in sorted(package.iterdir()):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                parts += [book.read(name) for name in book.namelist()]
        elif path.suffix == ".parquet":
            plain = pa.BufferOutputStream()
            names = pq.read_schema(path).names
            table = pq.read_table(path, read_dictionary=names)
            pages = [chunk.dictionary.to_pylist() for column in table.columns for chunk in column.chunks]
            pq.write_table(pq.read_table(path), plain, compression="none", use_dictionary=False)
            parts += [plain.getvalue().to_pybytes(), json.dumps(pages, ensure_ascii=False).encode()]
        parts.append(path.read_bytes())
    return b"\n".join(parts).decode("utf-8", "replace")


def test_a_package_holds_the_granted_items_in_their_forms(tmp_path):
    of = grant(
        tmp_path,
        {
            "items": [
                {"item": "resident_id", "as": "keyed_hash"},
                {"item": "name", "as": "masked"},
                {"item": "months", "as": "plain"},
            ]
        },
    )
    package = hand_out(tmp_path, of, extract(tmp_path))
    rows = read(tmp_path / "package")
    assert list(rows[0]) == ["resident_id_hash", "name", "months"]
    hashes = keyed_hashes(
        pa.array([row[0] for row in ROWS]), KEY, "sm3", context_of("XY-2026-001", "resident_id")
    ).to_pylist()
    assert sorted((row["resident_id_hash"], row["name"]) for row in rows) == sorted(
        zip(hashes, ["张**", "李**", "王**", "赵**"], strict=True)
    )
    manifest = json.loads((tmp_path / "package" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["package"] == package.number
    assert manifest["key"] == {"id": KEY.id, "algorithm": "hmac-sm3"}
    assert manifest["rows"] == {"handed_out": 4, "not_granted": 0, "suppressed": 0, "unreadable": 0}
    assert manifest["agreement"]["destroy_by"] == "2027-04-30"


def test_the_digests_hold_and_the_terms_say_what_may_be_done(tmp_path):
    hand_out(tmp_path, grant(tmp_path), extract(tmp_path))
    folder = tmp_path / "package"
    for sums, algorithm in (("SHA256SUMS", "sha256"), ("SM3SUMS", "sm3")):
        lines = (folder / sums).read_text(encoding="utf-8").splitlines()
        assert [line.split("  ")[1] for line in lines] == ["data.csv", "manifest.json", "terms.txt"]
        for line in lines:
            digest, name = line.split("  ")
            assert getattr(digests_of_file(folder / name), algorithm) == digest
    terms = (folder / "terms.txt").read_text(encoding="utf-8")
    assert all(words in terms for words in ("核对参保状态", "不得转给第三方", "2027-04-30", "某办法第三条"))


def test_the_same_call_gives_the_same_bytes_and_one_entry(tmp_path):
    of, source = grant(tmp_path), extract(tmp_path)
    first, second = (hand_out(tmp_path, of, source, name) for name in ("a", "b"))
    assert first.number == second.number
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    with Ledger.read(tmp_path / "ledger.duckdb") as ledger:
        (row,) = ledger.table("shares").to_pylist()
    assert (row["state"], row["recipient"], row["rows"], row["key_id"]) == (
        "handed_out",
        "市卫健委",
        4,
        KEY.id,
    )
    assert row["sha256"] == first.written.digests.sha256


def test_rows_are_granted_by_declared_conditions_and_by_area(tmp_path):
    rows = {
        "any": [
            {"field": "months", "op": "between", "values": ["8", "12"]},
            {"field": "remark", "op": "in", "values": ["乙", "丁"]},
        ]
    }
    area = {"field": "division", "codes": ["410000"]}
    of = grant(tmp_path, {"rows": rows, "area": area, "items": [{"item": "remark", "as": "plain"}]})
    hand_out(tmp_path, of, extract(tmp_path))
    assert sorted(row["remark"] for row in read(tmp_path / "package")) == ["乙", "甲"]
    hand_out(tmp_path, of, extract(tmp_path), "part", areas=("410105001",))
    assert [row["remark"] for row in read(tmp_path / "part")] == ["乙"]


def test_generalised_rows_that_too_few_resemble_are_left_out_and_counted(tmp_path):
    people = [
        [number("410105", f"19{80 + n % 10}0305", n), "张三", f"19{80 + n % 10}0305", "410105", "1", "", ""]
        for n in range(9)
    ]
    alone = [number("410105", "19100305", 1), "独一人", "19100305", "410105", "1", "", ""]
    items = [{"item": "birth_date", "as": "generalised", "to": "age_band", "band": 50}]
    package = hand_out(tmp_path, grant(tmp_path, {"items": items}), extract(tmp_path, [*people, alone]))
    assert package.prepared.counts.suppressed == 1
    assert {row["birth_date_age_band"] for row in read(tmp_path / "package")} == {"0-49"}


REFUSALS = [
    ({"resource": "307001/000003", "items": ["text"]}, {}, "share.not_shared"),
    ({"valid": {"from": "2026-04-01", "to": "2026-11-22"}}, {}, "share.expired"),
    ({"valid": {"from": "2026-11-24", "to": "2026-12-22"}}, {}, "share.not_yet"),
    ({}, {"items": ("remark",)}, "share.item_not_granted"),
    ({"area": {"field": "division", "codes": ["410105"]}}, {"areas": ("410103",)}, "share.area_not_granted"),
    ({"area": {"field": "division", "codes": ["410105"]}}, {"areas": ("41",)}, "share.area_not_granted"),
    ({}, {"areas": ("410105",)}, "share.area_not_granted"),
    ({"condition": ""}, {}, "share.condition_missing"),
    ({"limits": {"rows": 3}}, {}, "share.over_ceiling"),
    ({"items": ["id_card"]}, {}, "share.item_unlisted"),
    ({"approvals": []}, {}, "share.approval_missing"),
    ({"mode": "service"}, {}, "share.mode_without_files"),
    ({}, {"key": None}, "share.key_missing"),
    ({"key_id": "0123456789abcdef"}, {}, "share.key_differs"),
]


@pytest.mark.parametrize(
    ("changes", "asked", "rule"), REFUSALS, ids=[f"{rule}-{n}" for n, (_, _, rule) in enumerate(REFUSALS)]
)
def test_what_is_not_allowed_is_refused_with_the_reason_and_entered(tmp_path, changes, asked, rule):
    with pytest.raises(UsageError, match="refused"):
        hand_out(tmp_path, grant(tmp_path, changes), extract(tmp_path), **asked)
    assert not (tmp_path / "package").exists()
    with Ledger.read(tmp_path / "ledger.duckdb") as ledger:
        (row,) = ledger.table("shares").to_pylist()
    assert row["state"] == "refused"
    assert rule in row["reason"]


def test_an_agreement_for_one_package_gives_one_until_it_is_recalled(tmp_path):
    of = grant(tmp_path, {"frequency": "once"})
    hand_out(tmp_path, of, extract(tmp_path))
    with pytest.raises(UsageError, match="one package"):
        hand_out(tmp_path, of, extract(tmp_path, ROWS[:2]), "again")
    assert not (tmp_path / "again").exists()


def test_a_column_that_is_only_likely_is_not_handed_out(tmp_path):
    header = ["身份证号", *HEADER[1:]]
    with pytest.raises(UsageError, match="for certain"):
        hand_out(tmp_path, grant(tmp_path), extract(tmp_path, header=header))
    of = grant(tmp_path, {"standard": "population"})  # a standard knows this header as an alias
    hand_out(tmp_path, of, extract(tmp_path, header=header))
    assert len(read(tmp_path / "package")) == 4


def test_a_package_never_lies_among_other_files(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty"):
        hand_out(tmp_path, grant(tmp_path), extract(tmp_path))
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_rows_leave_in_another_order_than_they_came(tmp_path):
    rows = [
        [number("410105", "19850305", n), "张三", "19850305", "410105", str(n), "", ""] for n in range(50)
    ]
    items = [{"item": "months", "as": "plain"}]
    hand_out(tmp_path, grant(tmp_path, {"items": items}), extract(tmp_path, rows))
    left = [row["months"] for row in read(tmp_path / "package")]
    assert sorted(left, key=int) == [str(n) for n in range(50)]
    assert left != sorted(left, key=int)


PAYLOADS = [
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\tx",
    "＝1+1",
    "<r><t>x</t></r>",
    "../../etc/passwd",
    '"quoted",\n=1',
]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_formulas_and_paths_in_cells_do_no_harm(tmp_path, form):
    rows = [[*row[:5], payload, ""] for row, payload in zip(ROWS * 3, PAYLOADS, strict=False)]
    items = [{"item": "remark", "as": "plain"}]
    package = hand_out(tmp_path, grant(tmp_path, {"items": items}), extract(tmp_path, rows), form=form)
    names = {path.name for path in (tmp_path / "package").iterdir()}
    assert names == {f"data.{form}", "manifest.json", "terms.txt", "SHA256SUMS", "SM3SUMS", "run.json"}
    if form == "csv":
        cells = {row["remark"] for row in read(tmp_path / "package")}
        assert not [cell for cell in cells if re.match(r"[=+@\t\r＝-]", cell)]
        assert package.written.escaped == {"remark": 6}
        assert {cell.removeprefix("'") for cell in cells} == set(PAYLOADS)
    if form == "xlsx":
        with zipfile.ZipFile(tmp_path / "package" / "data.xlsx") as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet


def test_a_field_named_like_a_path_makes_no_file(tmp_path):
    entry = {**ENTRIES[0], "items": [{"title": "../../evil", "name": "../evil", "type": "C"}]}
    of = grant(tmp_path, {"items": [{"item": "../evil", "as": "plain"}]}, [entry])
    hand_out(tmp_path, of, extract(tmp_path, [["x"]], ["../evil"]))
    assert not list(tmp_path.parent.glob("evil*"))
    assert read(tmp_path / "package") == [{"../evil": "x"}]


def test_hashes_cannot_be_joined_back_without_the_key(tmp_path):
    source = extract(tmp_path)
    hand_out(tmp_path, grant(tmp_path), source)
    mine = {row["resident_id_hash"] for row in read(tmp_path / "package")}
    numbers = [row[0] for row in ROWS]
    other = Key(b"another invented key")
    context = context_of("XY-2026-001", "resident_id")
    guesses = {hashlib.sha256(one.encode()).hexdigest() for one in numbers}
    guesses |= {hmac_of(other, one.encode()).hex() for one in numbers}
    guesses |= set(keyed_hashes(pa.array(numbers), other, "sm3", context).to_pylist())
    guesses |= set(
        keyed_hashes(pa.array(numbers), KEY, "sm3", context_of("XY-2026-002", "resident_id")).to_pylist()
    )
    assert not mine & guesses
    hand_out(tmp_path, grant(tmp_path, {"agreement": "XY-2026-002"}), source, "second")
    assert not mine & {row["resident_id_hash"] for row in read(tmp_path / "second")}


_LETTERS = "甲乙丙丁戊己庚辛壬癸"
_CELL = st.text(_LETTERS, min_size=3, max_size=5)


@st.composite
def worlds(draw):
    """Draw rows of which every cell is marked with its place, an agreement, and what is granted of them."""
    count = draw(st.integers(1, 6))
    places = draw(st.lists(st.sampled_from(["410105", "410103", "320102"]), min_size=count, max_size=count))
    rows = []
    for row in range(count):
        cells = [f"值{row}号{name}{draw(_CELL)}" for name in NAMES]
        cells[3] = places[row]
        cells[4] = str(draw(st.integers(0, 30)))
        rows.append(cells)
    forms = ["plain", "masked", "keyed_hash"]
    chosen = draw(
        st.lists(st.sampled_from(["resident_id", "name", "remark"]), min_size=1, max_size=3, unique=True)
    )
    items = [{"item": name, "as": draw(st.sampled_from(forms)), "reason": "用途需要"} for name in chosen]
    low = draw(st.integers(0, 20))
    changes = {"items": items, "form": draw(st.sampled_from(["csv", "xlsx", "parquet"]))}
    area = draw(st.booleans())
    if area:
        changes["area"] = {"field": "division", "codes": ["410000"]}
    changes["rows"] = {"all": [{"field": "months", "op": "between", "values": [str(low), "25"]}]}
    granted = [low <= int(row[4]) <= 25 and (not area or row[3].startswith("41")) for row in rows]
    return rows, changes, granted


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds())
def test_no_value_outside_granted_items_and_rows_is_anywhere_in_a_package(tmp_path_factory, world):
    rows, changes, granted = world
    folder = tmp_path_factory.mktemp("world")
    hand_out(folder, grant(folder, changes), extract(folder, rows))
    found = everything_in(folder / "package")
    plain = {item["item"] for item in changes["items"] if item["as"] == "plain"}
    for row, is_granted in zip(rows, granted, strict=True):
        for name, cell in zip(NAMES, row, strict=True):
            if name in ("division", "months"):
                continue  # too few of them to be told from other numbers
            if is_granted and name in plain:
                assert cell in found
            else:
                assert cell not in found


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(-400, 800))
def test_nothing_leaves_outside_the_days_of_the_agreement(tmp_path_factory, days):
    folder = tmp_path_factory.mktemp("days")
    day = DAY + timedelta(days=days)
    inside = "2026-04-01" <= day.isoformat() <= "2027-03-31"
    of, source = grant(folder), extract(folder)
    if inside:
        hand_out(folder, of, source, day=day)
    else:
        with pytest.raises(UsageError, match="refused"):
            hand_out(folder, of, source, day=day)
    assert (folder / "package").exists() == inside
