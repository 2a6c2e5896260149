"""A list on its way through a department's own spreadsheet: opened, sorted, filled in and saved by LibreOffice."""

import pytest
import spreadsheet_program
from returns_at_hand import Office, person, rows_in

from govclean.governance.returns.form import COLUMNS

PEOPLE = 300
NAMES = tuple(column.name for column in COLUMNS)
pytestmark = pytest.mark.skipif(spreadsheet_program.PROGRAM is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """An office and its list: values with blanks, line breaks, signs and leading zeros among them."""
    office = Office(tmp_path_factory.mktemp("sent"))
    odd = (
        "1380000",
        " 138 0000 ",
        "=1+1",
        "'1380000",
        "+861380000",
        "00380000",
        "1.38E+10",
        "“138”",
        "<r>1</r>",
        "１３８",
    )
    people = [person(n, phone=odd[n % len(odd)]) for n in range(PEOPLE)]
    built = office.build(*people)
    return office, built.workbooks[0][0]


def test_nothing_is_lost_however_the_rows_were_sorted(sent, tmp_path):
    office, path = sent
    back = tmp_path / "back.xlsx"
    spreadsheet_program.answer(path, back, NAMES, sort="value")
    before, after = ([row["problem"] for row in rows_in(one)] for one in (path, back))
    assert sorted(before) == sorted(after)
    assert before != after
    imported = office.answer(back)
    assert (imported.refused, imported.unanswered, imported.missing) == ((), 0, 0)
    assert sum(imported.accepted.values()) == len(before)
    assert {(row["reviewer"], row["day"]) for row in office.table("replies")} == {("王小明", "2026-12-03")}


def test_what_was_tampered_with_is_found_and_the_rest_is_kept(sent, tmp_path):
    office, path = sent
    back = tmp_path / "back.xlsx"
    columns = {name: place for place, name in enumerate(NAMES)}
    tampered = ":".join(
        [
            f'sheet.getCellByPosition({columns["value"]}, 7).String = "0"',
            f'sheet.getCellByPosition({columns["due_on"]}, 8).String = "2030-01-01"',
            f'sheet.getCellByPosition({columns["problem"]}, 9).String = "AAAA-AAAA-AAAA"',
            f'sheet.getCellByPosition({columns["seal"]}, 10).String = ""',
            "sheet.Rows.removeByIndex(20, 3)",
        ]
    )
    spreadsheet_program.answer(path, back, NAMES, sort="problem", tamper=tampered)
    imported = office.answer(back)
    assert [one.sheet_row for one in imported.refused] == [8, 9, 10, 11]
    assert imported.missing == 4  # three rows removed, one number overwritten
    assert sum(imported.accepted.values()) == len(rows_in(path)) - 7
