"""Common records found by keyed hashes: repaired numbers meet, nothing is shown, another key finds nothing."""

import pyarrow.parquet as pq
import pytest

from govclean.errors import UsageError
from govclean.governance.opening import JudgeOptions
from govclean.governance.sharing.match_keys import join_keys, match_keys
from govclean.standards.loading import load_standard
from govclean.values.digests import Key
from govclean.values.identifiers.resident_id import check_digit

KEY = Key(b"an invented key of the tests")


def number(sequence: int) -> str:
    first = f"41010519850305{sequence:03d}"
    return first + check_digit(first)


A, B, C = number(101), number(102), number(103)


def keys(folder, name, numbers, fields=("resident_id",), key=KEY):
    source = folder / f"{name}.csv"
    lines = "".join(f"{one},张三\n" for one in numbers)
    source.write_text(f"公民身份号码,姓名\n{lines}", encoding="utf-8")
    made = match_keys(str(source), load_standard("population"), fields, key, JudgeOptions())
    pq.write_table(made.keys, folder / f"{name}.parquet")
    pq.write_table(made.rows, folder / f"{name}_rows.parquet")
    return made


def test_two_departments_find_their_common_records(tmp_path):
    old = A[:6] + A[8:17]  # 15 digits
    keys(tmp_path, "left", [A, B, B, "", "无"])
    keys(tmp_path, "right", [f" {old} ", C])
    common = join_keys(str(tmp_path / "left_rows.parquet"), str(tmp_path / "right.parquet"))
    assert (common.left, common.right, common.keys) == (2, 2, 1)
    assert common.table["left_row"].to_pylist() == [1]
    both = join_keys(str(tmp_path / "left_rows.parquet"), str(tmp_path / "right_rows.parquet"))
    assert both.table.column_names == ["key", "left_row", "right_row"]


def test_what_travels_is_sorted_and_distinct_and_holds_no_number(tmp_path):
    made = keys(tmp_path, "left", [C, A, B, B, "无"])
    held = made.keys["key"].to_pylist()
    assert made.keys.column_names == ["key"]
    assert held == sorted(set(held))
    assert (made.read, made.without, len(held)) == (5, 1, 3)
    data = (tmp_path / "left.parquet").read_bytes()
    assert not any(one.encode() in data for one in (A, B, C, "张三"))


def test_files_of_another_key_or_of_other_fields_are_not_compared(tmp_path):
    keys(tmp_path, "left", [A])
    keys(tmp_path, "other_key", [A], key=Key(b"another invented key"))
    keys(tmp_path, "other_fields", [A], fields=("resident_id", "name"))
    for name in ("other_key", "other_fields"):
        with pytest.raises(UsageError, match="differ in key"):
            join_keys(str(tmp_path / "left.parquet"), str(tmp_path / f"{name}.parquet"))
    with pytest.raises(UsageError, match="no file of share match-keys"):
        join_keys(str(tmp_path / "left.parquet"), str(tmp_path / "left.csv"))


def test_a_field_nobody_knows_is_told_with_the_near_miss(tmp_path):
    with pytest.raises(UsageError, match='Did you mean "resident_id"'):
        keys(tmp_path, "left", [A], fields=("residentid",))
