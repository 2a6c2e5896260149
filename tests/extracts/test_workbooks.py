"""Workbooks as departments make them, and those that are made to do harm."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from tests.extracts.reads import read

from govclean.errors import ExtractError
from govclean.extracts.batches import Extract
from govclean.extracts.reading import open_extract

Fill = Callable[[xlsxwriter.Workbook], None]


def book(folder: Path, fill: Fill, name: str = "t.xlsx") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(path) as workbook:
        fill(workbook)
    return path


def sheet(rows: list[list[object]], *merges: str) -> Fill:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(number, column, value)
        for merge in merges:
            first = page.table.get(int("".join(c for c in merge.split(":")[0] if c.isdigit())) - 1, {})
            assert first is not None
            page.merge_range(merge, "")
            corner = merge.split(":")[0]
            column, row = ord(corner[0]) - 65, int(corner[1:]) - 1
            page.write(row, column, rows[row][column])

    return fill


def altered(path: Path, alter: Callable[[str, bytes], bytes]) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as taken:
        for name in given.namelist():
            taken.writestr(name, alter(name, given.read(name)))
    path.write_bytes(out.getvalue())
    return path


def notes(extract: Extract) -> list[str]:
    return [note.en for note in extract.notes]


def test_values_become_text_as_they_are(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet("数据")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        page.write_row(0, 0, ["文字", "整数", "小数", "证号", "日期", "时刻", "真", "错", "空"])
        page.write_string(1, 0, "0012")
        page.write_number(1, 1, 12)
        page.write_number(1, 2, 0.1)
        page.write_number(1, 3, 410105198503051000)  # what a spreadsheet keeps of …1234
        page.write_datetime(1, 4, datetime(2020, 1, 2), day)  # noqa: DTZ001
        page.write_datetime(1, 5, datetime(2020, 1, 2, 3, 4, 5), moment)  # noqa: DTZ001
        page.write_boolean(1, 6, True)
        page.write_formula(1, 7, "=1/0", None, "#DIV/0!")
        page.write_string(3, 0, "尾")

    extract = open_extract(book(tmp_path, fill))
    table = read(extract)
    assert table.cells == [
        [
            "0012",
            "12",
            "0.1",
            "410105198503051000",
            "2020-01-02",
            "2020-01-02 03:04:05",
            "TRUE",
            "#DIV/0!",
            None,
        ],
        ["尾", *[None] * 8],
    ]
    assert (table.rows, table.lines) == ([1, 2], [2, 4])
    assert extract.format == "xlsx"
    assert notes(extract) == []


def test_titles_merged_headers_and_footers_are_found(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["2026年人口信息汇总表", None, None, None],
        ["填报单位：某局", None, None, None],
        ["姓名", "住址", None, "备注"],
        [None, "省", "市", None],
        ["张三", "豫", "郑州", "x"],
        ["李四", None, "洛阳", None],
        ["合计", 2, None, None],
        ["制表人：王五", None, "日期：2026-1-1", None],
    ]
    extract = open_extract(book(tmp_path, sheet(rows, "A1:D1", "A3:A4", "B3:C3", "D3:D4", "B5:B6")))
    table = read(extract)
    assert extract.header == ("姓名", "住址_省", "住址_市", "备注")
    assert table.cells == [["张三", "豫", "郑州", "x"], ["李四", "豫", "洛阳", None]]
    assert table.rules() == [("validity.footer", 7), ("validity.footer", 8)]
    assert table.lines == [5, 6]
    assert notes(extract) == [
        "2 title row(s) above the header were passed over",
        "2 header rows were joined as upper_lower",
    ]


def test_blank_edges_are_left_out_and_line_numbers_are_the_spreadsheets(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet()
        page.write_row("C3", ["姓名", "", "电话"])
        page.write_row("C5", ["张三", "", "1"])
        page.write_blank("J900", None, workbook.add_format({"bold": True}))

    extract = open_extract(book(tmp_path, fill))
    assert extract.header == ("姓名", "电话")
    assert read(extract).lines == [5]


def test_the_first_visible_sheet_with_data_is_read_unless_another_is_asked_for(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("封面")
        for name in ("隐藏", "甲", "乙"):
            page = workbook.add_worksheet(name)
            page.write_row(0, 0, ["名", "值"])
            page.write_row(1, 0, [name, "1"])
            if name == "隐藏":
                page.hide()

    path = book(tmp_path, fill)
    extract = open_extract(path)
    assert read(extract).cells == [["甲", "1"]]
    assert notes(extract) == ["sheet '甲' was read; not read: 封面, 乙", "hidden sheets were not read: 隐藏"]
    assert read(open_extract(path, sheet="乙")).cells == [["乙", "1"]]
    with pytest.raises(ExtractError, match="封面, 隐藏, 甲, 乙"):
        open_extract(path, sheet="丙")


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet()
        page.write_column(0, 0, ["名", "甲", "乙"])
        page.set_row(1, None, None, {"hidden": True})

    extract = open_extract(book(tmp_path, fill))
    assert read(extract).cells == [["甲"], ["乙"]]
    assert notes(extract) == ["hidden rows or columns were read too"]


def test_a_workbook_named_csv_or_inside_a_zip_is_still_a_workbook(tmp_path: Path) -> None:
    path = book(tmp_path, sheet([["名", "值"], ["甲", 1]]), "t.csv")
    extract = open_extract(path)
    assert (extract.format, read(extract).cells) == ("xlsx", [["甲", "1"]])
    with zipfile.ZipFile(tmp_path / "drop.zip", "w") as archive:
        archive.write(path, "内/表.xlsx")
    inner = open_extract(tmp_path / "drop.zip")
    assert (inner.name, inner.sha256 == extract.sha256, read(inner).cells) == ("表", True, [["甲", "1"]])


def test_many_rows_arrive_in_several_batches(tmp_path: Path) -> None:
    rows: list[list[object]] = [["编号", "名"], *([n, f"名{n}"] for n in range(20_005)), ["合计", 20_005]]
    extract = open_extract(book(tmp_path, sheet(rows)))
    table = read(extract)
    assert len(list(extract.tasks())) == 2
    assert [cells[0] for cells in table.cells] == [str(n) for n in range(20_005)]
    assert table.rules() == [("validity.footer", 20_007)]


def test_a_bogus_dimension_is_no_obstacle(tmp_path: Path) -> None:
    path = book(tmp_path, sheet([["名", "值"], ["甲", 1]]))
    altered(path, lambda _, data: data.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert read(open_extract(path)).cells == [["甲", "1"]]


def test_an_opendocument_sheet_is_read(tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    number = (
        '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>'
    )
    rows = [cell("名") + cell("值"), cell("甲") + number]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="一">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    extract = open_extract(tmp_path / "t.ods")
    assert (extract.format, extract.header) == ("ods", ("名", "值"))
    assert read(extract).cells == [["甲", "12"]]


def sparse(path: Path) -> Path:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet()
        page.write("A1", "名")
        page.write("XFD1048576", "x")

    return book(path, fill)


def swollen(path: Path) -> Path:
    def blow(name: str, data: bytes) -> bytes:
        return (
            data.replace(b"</sheetData>", b" " * (40 << 20) + b"</sheetData>") if "sheet1" in name else data
        )

    return altered(book(path, sheet([["名"], ["甲"]])), blow)


def entities(path: Path) -> Path:
    def declare(name: str, data: bytes) -> bytes:
        doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst'
        return data.replace(b"<sst", doctype, 1) if "sharedStrings" in name else data

    return altered(book(path, sheet([["名"], ["甲"]])), declare)


def lying(path: Path) -> Path:
    """A sheet that unpacks to more than the zip says."""
    done = altered(book(path, sheet([["名"], *([f"{n}"] for n in range(60_000))])), lambda _, data: data)
    data = bytearray(done.read_bytes())
    entry = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\x01\x02")) - 46
    data[entry + 24 : entry + 28] = (2 << 20).to_bytes(4, "little")
    done.write_bytes(data)
    return done


OPEN = """
import resource, sys
from govclean.errors import ExtractError
from govclean.extracts.reading import open_extract
try:
    open_extract(sys.argv[1])
except ExtractError as error:
    print(error)
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured there")
@pytest.mark.parametrize(
    ("make", "found"),
    [(sparse, "more memory"), (swollen, "not safe"), (entities, "entities"), (lying, "damaged")],
)
def test_workbooks_made_to_do_harm_are_refused_in_little_memory(
    tmp_path: Path, make: Callable[[Path], Path], found: str
) -> None:
    opened = subprocess.run(
        [sys.executable, "-c", OPEN, str(make(tmp_path))],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    *message, kilobytes = opened.stdout.splitlines()
    assert found in message[0]
    assert int(kilobytes) < 300_000
