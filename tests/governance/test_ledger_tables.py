"""What may stand in the tables of the ledger, and what is refused without showing it."""

import re

import duckdb
import pyarrow as pa
import pytest
from ledger_rows import PROBLEM, ROUND, problems

from govclean.governance.ledger import rows_of
from govclean.governance.ledger.columns import PLACE
from govclean.governance.ledger.conforming import conformed
from govclean.governance.ledger.storing import kinds_of
from govclean.governance.ledger.tables import KINDS, TABLES, kind_of, table_of

REPLY = {"problem": "P1", "round": 1, "department": "卫健委", "outcome": "corrected", "day": "2026-11-23"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_known_by_its_key_and_its_columns_need_no_quotes_in_sql(table):
    names = table.schema.names
    assert set(table.key) <= set(names)
    assert len(names) == len(set(names))
    assert not set(names) & set(PLACE)
    assert table.title.zh
    with duckdb.connect() as engine:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in kinds_of(table).items())
        engine.execute(f'CREATE TABLE "{table.name}" ({columns})')
        for name in names:
            engine.execute(
                f"SELECT t.{name}, {name} FROM {table.name} t WHERE {name} IS NULL ORDER BY {name}"
            )


def test_every_table_belongs_to_a_kind_of_entry():
    assert {name for kind in KINDS for name in kind.tables} == {table.name for table in TABLES}
    assert kind_of("round").tables == ("rounds", "problems", "tallies")
    with pytest.raises(LookupError):
        kind_of("wish")
    with pytest.raises(LookupError):
        table_of("wishes")


def test_absent_columns_are_empty_and_given_ones_are_put_in_order():
    rows = problems().select(list(reversed(PROBLEM)))
    fitting = conformed(table_of("problems"), rows)
    assert fitting.schema == table_of("problems").schema
    assert fitting["value"].null_count == 1
    assert fitting["row"].to_pylist() == [1]


def test_narrow_numbers_and_dictionaries_are_taken():
    rows = pa.table(
        {name: pa.array([value]) for name, value in PROBLEM.items() if name not in ("round", "state")}
        | {"round": pa.array([1], pa.int32()), "state": pa.array(["new"]).dictionary_encode()}
    )
    assert conformed(table_of("problems"), rows)["round"].type == pa.int64()


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("rounds", ROUND | {"colour": "red"}, "no columns colour"),
        ("rounds", ROUND | {"day": None}, "rounds.day is empty in 1 rows"),
        ("rounds", ROUND | {"day": "2026-13-01"}, "rounds.day holds"),
        ("rounds", ROUND | {"day": "23.11.2026"}, "rounds.day holds"),
        ("rounds", ROUND | {"records": "many"}, "not of the kind"),
        ("rounds", ROUND | {"mode": "partial"}, "rounds.mode holds"),
        ("problems", PROBLEM | {"state": "forgotten"}, "problems.state holds"),
        ("problems", PROBLEM | {"dimension": "beauty"}, "problems.dimension holds"),
        ("problems", PROBLEM | {"record": "41010219850101231X"}, "problems.record holds"),
        ("problems", PROBLEM | {"record": "410102198501012311"}, "problems.record holds"),
        ("replies", REPLY | {"outcome": "maybe"}, "replies.outcome holds"),
    ],
)
def test_what_may_not_stand_there_is_refused_and_not_shown(name, row, told):
    with pytest.raises(ValueError, match=re.escape(told)) as caught:
        rows_of(name, [row])
    assert "4101021985" not in str(caught.value)


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("round", pa.array([1.0])),
        ("round", pa.array([True])),
        ("round", pa.array(["1"])),
        ("department", pa.array([1])),
        ("tested", pa.array([1])),
    ],
)
def test_a_column_of_another_kind_is_refused(column, cells):
    row = {"department": "a", "source": "a", "standard": "a", "version": "1", "rule": "r", "field": "f"}
    row |= {"round": 1, "dimension": "validity", "severity": "error", "tested": True}
    rows = pa.table({name: pa.array([value]) for name, value in row.items()})
    assert conformed(table_of("tallies"), rows).num_rows == 1
    with pytest.raises(ValueError, match=f"tallies.{column} is"):
        conformed(table_of("tallies"), rows.set_column(rows.schema.get_field_index(column), column, cells))


def test_a_number_that_is_none_is_refused():
    row = {
        "day": "2026-11-23",
        "department": "a",
        "profile": "p",
        "profile_version": "1",
        "measure": "m",
        "tested": True,
    }
    assert rows_of("scores", [row | {"points": 1.5}]).num_rows == 1
    with pytest.raises(ValueError, match=r"scores\.points"):
        rows_of("scores", [row | {"points": float("nan")}])


def test_free_text_keeps_no_personal_number():
    note = "张先生 13800000001 来电更正，号码 41010219850101231X"
    kept = rows_of("replies", [REPLY | {"note": note, "reviewer": "李四"}]).to_pylist()[0]
    assert kept["note"] == "张先生 138****0001 来电更正，号码 4101**********231X"
    assert kept["reviewer"] == "李四"


def test_what_is_shown_of_a_record_is_masked_once_more():
    kept = rows_of("problems", [PROBLEM | {"record_shown": "41010219850101231X"}]).to_pylist()[0]
    assert kept["record_shown"] == "4101**********231X"
