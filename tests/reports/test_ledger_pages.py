import pyarrow as pa
import pytest
from rich.cells import cell_len

from govclean.governance.ledger import Head, Trouble, Verification
from govclean.reports.ledger_pages import entries_page, rows_page, trouble_lines, verification_page
from govclean.reports.text import plain_text
from govclean.wording import Text

ENTRY = {
    "seq": 12,
    "entered_at": "2026-11-23T10:00:00+08:00",
    "kind": "round",
    "rows": 100_001,
    "hash": "ab" * 32,
    "standard": "population",
    "version": "2026.1",
    "occasion": "第一轮\x1b[31m",
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 100])
def test_no_line_is_wider_than_the_terminal_and_nothing_steers_it(language, width):
    entries = pa.Table.from_pylist([ENTRY | {"occasion": ENTRY["occasion"] * 20}])
    row = {
        "entry": 1,
        "place": 1,
        "department": "卫健委\x1b[2J",
        "tested": True,
        "note": None,
        "reason": "长" * 200,
    }
    for page in (
        entries_page(entries, language, width),
        rows_page(pa.Table.from_pylist([row]), 1, language, width),
    ):
        text = plain_text(page)
        assert "\x1b" not in text
        assert all(cell_len(line) <= width for line in text.split("\n"))


def test_empty_cells_are_left_out_of_a_row():
    page = plain_text(
        rows_page(pa.Table.from_pylist([{"entry": 2, "place": 1, "note": None, "rule": "x"}]), 1, "en", 80)
    )
    assert "note" not in page
    assert "2.1  rule x" in page


def test_troubles_are_told_up_to_a_hundred():
    many = tuple(Trouble(number, "problems", Text("改动", "changed")) for number in range(1, 251))
    found = Verification(300, 1000, Head(300, "ab" * 32, "2026-11-23"), many, macs_checked=False, keyed=0)
    lines = list(trouble_lines(found, "en"))
    assert lines[0] == "entry 1 problems: changed"
    assert (len(lines), lines[-1]) == (101, "… 150")
    assert "250" in plain_text(verification_page(found, "ledger.duckdb", "zh"))
