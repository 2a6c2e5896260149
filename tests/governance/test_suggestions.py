"""Suggestions of all kinds in one table, by record; candidates stand among them and are never applied."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import govclean
from govclean.cleansing.suggestions import SUGGESTIONS
from govclean.governance.suggestions import write_suggestions

FIELDS = [
    {"name": "id", "type": "key"},
    {"name": "phone", "type": "cn.mobile"},
    {"name": "address", "type": "cn.address"},
    {"name": "sex", "type": "code", "codelist": "gbt2261_1"},
]
RECORDS = [
    ("1", "13800138000", "朝阳区建国路1号", "1"),
    ("2", "+86 138 0013 8001", "江苏省徐州市九里区平山路1号", "11"),  # quarantined: there is no such code
    ("3", "13800138002", "郑州市金水区花园路1号", "2"),
]


@pytest.fixture
def out(tmp_path):
    text = {"standard": "own", "version": "1", "fields": FIELDS}
    (tmp_path / "own.yaml").write_text(yaml.dump(text), "utf-8")
    lines = [",".join(record) for record in (("id", "phone", "address", "sex"), *RECORDS)]
    (tmp_path / "drop.csv").write_text("\n".join(lines) + "\n", "utf-8")
    govclean.clean(tmp_path / "drop.csv", standard=str(tmp_path / "own.yaml"), output=tmp_path / "out")
    return tmp_path / "out"


def test_candidates_of_clean_and_of_quarantined_records_are_suggested_and_none_is_applied(out):
    told = pq.read_table(out / "suggestions.parquet").to_pylist()
    candidates = [row for row in told if row["rule"] == "addresses.ambiguous_division"]
    assert [(row["row"], row["suggestion"], round(row["confidence"], 3)) for row in candidates] == [
        (1, "北京市朝阳区建国路1号", 0.5),
        (1, "吉林省长春市朝阳区建国路1号", 0.5),
        (2, "江苏省徐州市鼓楼区平山路1号", 0.333),
        (2, "江苏省徐州市泉山区平山路1号", 0.333),
        (2, "江苏省徐州市铜山区平山路1号", 0.333),
    ]
    cleaned = pq.read_table(out / "cleaned.parquet")
    assert cleaned["address"].to_pylist() == [RECORDS[0][2], RECORDS[2][2]]


def test_all_suggestions_stand_by_record_and_field(out):
    told = pq.read_table(out / "suggestions.parquet").to_pylist()
    places = [(row["row"], row["field"]) for row in told]
    assert places == sorted(places)
    assert (2, "phone") in places  # a repair that was not applied
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


@given(
    st.lists(st.integers(1, 60), max_size=20),
    st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=5), max_size=6),
)
def test_advice_of_many_batches_is_merged_in_order(tmp_path_factory, told, batches):
    path = tmp_path_factory.mktemp("merged") / "suggestions.parquet"
    tables = [table_of(sorted(row + 60 * number for row in rows)) for number, rows in enumerate(batches)]
    count = write_suggestions(path, table_of(sorted(told)), tables)
    merged = pq.read_table(path)
    assert merged["row"].to_pylist() == sorted(
        [*told, *(row for table in tables for row in table["row"].to_pylist())]
    )
    assert merged.num_rows == count
    assert merged.schema == SUGGESTIONS


def table_of(rows):
    words = [pa.array([word] * len(rows), pa.string()) for word in ("field", "value", "suggestion", "rule")]
    columns = [pa.array(rows, pa.int64()), *words, pa.array([0.5] * len(rows), pa.float64())]
    return pa.table(columns, schema=SUGGESTIONS)
