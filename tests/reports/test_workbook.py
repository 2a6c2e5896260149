import io
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace

import pyarrow as pa
import pytest
from hand_made import NAME, NUMBER, PHONE, SOURCE, finding, judgement, summary
from hypothesis import given, settings
from hypothesis import strategies as st
from payloads import PAYLOADS
from python_calamine import CalamineWorkbook

from govclean.governance.affected import Affected
from govclean.reports import workbook_findings, workbook_records
from govclean.reports.formats import format_named
from govclean.reports.report import Behind, report_on
from govclean.reports.text_book import TextBook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEADER = ("身份证号", "姓名", "民族", "联系电话", "状态", "备注")
FIELDS = ("resident_id", "name", "ethnicity", "phone", "status")


def affected(rows=((1, NUMBER, NAME, "汉族", PHONE, "1", "住址不详"),), left_out=0, header=HEADER):
    numbers = pa.array([row[0] for row in rows], pa.int64())
    columns = {"_row": numbers, "_line": pa.array([row[0] + 1 for row in rows], pa.int64())}
    columns |= {name: pa.array([row[k] for row in rows], pa.string()) for k, name in enumerate(header, 1)}
    return Affected(SOURCE, header, dict(zip(header, FIELDS, strict=False)), pa.table(columns), left_out)


def written(judged=None, records=(), language="zh", **how):
    behind = Behind(records=lambda _: iter(records))
    sink = io.BytesIO()
    report = report_on(judged or judgement(), language=language, behind=behind, **how)
    format_named("xlsx").write(report, sink)
    return sink.getvalue()


def sheets(made):
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(made, beginning="xl/worksheets/sheet"):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = sorted(
            name for name in archive.namelist() if name.startswith(beginning) and name.endswith(".xml")
        )
        return [archive.read(name).decode() for name in names]


def cells(xml):
    return list(ET.fromstring(xml).iter(f"{MAIN}c"))


def test_the_summary_the_rules_the_findings_and_the_records_have_a_sheet_each():
    found = sheets(written(records=[affected()]))
    assert list(found) == ["概要", "规则", "问题清单", "警务,人口 1"]
    told = {row[0]: row[1] for row in found["概要"] if len(row) > 1}
    assert told["结论"] == "✗ 退回"
    assert told["问题数"] == "36"
    assert len(found["问题清单"]) == 37
    assert list(sheets(written(language="en")))[:3] == ["summary", "rules", "findings"]


def test_every_cell_is_text_and_there_is_no_formula():
    for xml in parts(written(records=[affected()])):
        kinds = {cell.get("t") for cell in cells(xml) if len(cell)}
        assert kinds <= {"inlineStr", "s"}
        assert "<f>" not in xml
        assert not re.search(r"<f[ >]", xml)


def test_the_header_stays_in_sight_and_every_column_can_be_filtered():
    _, rules, findings, records = parts(written(records=[affected()]))
    for xml in (rules, findings, records):
        pane = ET.fromstring(xml).find(f".//{MAIN}pane")
        assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
        assert ET.fromstring(xml).find(f"{MAIN}autoFilter") is not None
        assert ET.fromstring(xml).find(f"{MAIN}cols") is not None


def test_a_wrong_cell_is_marked_in_place_and_says_why():
    made = written(records=[affected()])
    xml = parts(made)[3]
    looks = {cell.get("r"): cell.get("s") for cell in cells(xml)}
    wrong, right = looks["C2"], looks["D2"]  # the number and the name of record 1
    assert wrong != right
    assert looks["E2"] == wrong  # the ethnic group, another error
    rows = sheets(made)["警务,人口 1"]
    assert rows[0][2] == "身份证号"
    assert rows[1][:2] == ["1", "公民身份号码：校验码不符；公民身份号码：不在代码表"]
    (comments,) = parts(made, "xl/comments")
    assert "错误：校验码不符（validity.check_digit）" in comments
    assert "建议：4101**********1230" in comments


def test_an_empty_cell_that_must_not_be_is_marked_too():
    judged = judgement([finding(1, "name", "completeness.required", None)])
    xml = parts(written(judged, records=[affected(((1, "x", None, "01", "", "1", ""),))]))[3]
    assert {cell.get("r") for cell in cells(xml)} >= {"D2"}


def test_values_are_masked_and_columns_no_field_claims_show_their_outline():
    text = "".join(parts(written(records=[affected()]), "xl/"))
    assert not [one for one in (NUMBER, PHONE, NAME, "住址不详") if one in text]
    (row,) = sheets(written(records=[affected()]))["警务,人口 1"][1:]
    assert row[2:] == ["4101**********1231", "王**", "汉*", "138****0001", "1", "****"]


def test_plain_values_are_shown_when_asked_for_and_the_summary_says_so():
    made = written(records=[affected()], show_values=True)
    (row,) = sheets(made)["警务,人口 1"][1:]
    assert row[2:4] == [NUMBER, NAME]
    assert any("未脱敏" in str(cell) for row in sheets(made)["概要"] for cell in row)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_a_text_like_any_other(payload):
    judged = judgement([finding(1, "status", "validity.range", payload, column=payload, suggestion=payload)])
    files = (replace(judged.inputs[0], path=payload, unmapped=(payload,)),)
    rules = (summary("validity.range", "status", "error", 1, ((payload, 1),)),)
    row = (1, payload, payload, payload, payload, payload, payload)
    header = (payload, *HEADER[1:])
    records = replace(affected((row,), header=header), path=SOURCE)
    made = written(replace(judged, inputs=files, rules=rules), [records], show_values=True)
    for xml in parts(made):
        found = cells(xml)  # the XML is whole
        assert not [cell for cell in found if cell.find(f"{MAIN}f") is not None]
        assert {cell.get("t") for cell in found if len(cell)} <= {"inlineStr", "s"}
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert not [
            name for name in archive.namelist() if "external" in name.lower() or "vba" in name.lower()
        ]
        assert "http" not in "".join(re.findall(r'Target="([^"]*)"', _relations(archive)))


def _relations(archive):
    return "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/_rels" in name)


@settings(max_examples=30)
@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=25))
def test_texts_read_back_as_they_were_written(texts):
    book = TextBook("t")
    book.sheet("s").add(texts)
    sink = io.BytesIO()
    book.save(sink)
    (xml,) = parts(sink.getvalue())
    read = ["".join(part.text or "" for part in cell.iter(f"{MAIN}t")) for cell in cells(xml)]
    assert [_unescaped(one) for one in read] == [re.sub("[\ufffe\uffff]", "\ufffd", one) for one in texts]


def _unescaped(text):
    """Return a text with Excel's `_xHHHH_` undone; a carriage return reaches the parser as such only that way."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found.group(1), 16)), text)


def test_a_text_that_looks_like_rich_xml_stays_text():
    text = '<r><t>x</t></r></is></c><c r="A9"><f>1+1</f></c><c><is><r><t>y</t></r>'
    book = TextBook("t")
    book.sheet("s").add([text, "next"])
    sink = io.BytesIO()
    book.save(sink)
    assert sheets(sink.getvalue())["s"] == [[text, "next"]]


def test_an_over_long_text_is_cut_and_ends_in_an_ellipsis():
    book = TextBook("t")
    book.sheet("s").add(["字" * 40_000, "𠮷" * 20_000])
    sink = io.BytesIO()
    book.save(sink)
    ((one, other),) = sheets(sink.getvalue())["s"]
    assert (len(one), one[-1]) == (32_767, "…")
    assert (len(other), other[-1]) == (16_384, "…")


def test_names_of_sheets_are_what_excel_takes_and_tell_files_apart():
    book = TextBook("t")
    for name in ("a/b:c", "a b c", "很长的文件名" * 9, "很长的文件名" * 9, "History", "", "'quoted'"):
        book.sheet(name)
    sink = io.BytesIO()
    book.save(sink)
    names = list(sheets(sink.getvalue()))
    assert len(set(names)) == 7
    assert all(0 < len(name) <= 31 for name in names)
    assert names[:2] == ["a b c", "a b c~2"]


def test_more_findings_than_a_sheet_has_rows_for_are_told(monkeypatch):
    report = report_on(judgement(), language="zh")
    book = TextBook("t")
    (note,) = workbook_findings.add_findings(book, report, most=10)
    sink = io.BytesIO()
    book.save(sink)
    rows = sheets(sink.getvalue())["问题清单"]
    assert "另有 26 处" in note.zh
    assert len(rows) == 12
    assert rows[-1][0] == note.zh


def test_records_beyond_the_limit_and_comments_beyond_theirs_are_told(monkeypatch):
    monkeypatch.setattr(workbook_records, "MOST_COMMENTS", 1)
    text = "".join(str(row) for row in sheets(written(records=[affected(left_out=5)]))["概要"])
    assert "另有 5 条见问题清单" in text
    assert "批注最多 1 个" in text


def test_a_judgement_without_findings_has_a_summary_only():
    assert list(sheets(written(judgement([])))) == ["概要"]


def test_standard_input_cannot_be_shown_in_place_and_that_is_said():
    judged = judgement()
    files = (replace(judged.inputs[0], path="-"),)
    text = "".join(str(row) for row in sheets(written(replace(judged, inputs=files)))["概要"])
    assert "标准输入只能读一次" in text


def test_the_same_judgement_gives_the_same_bytes():
    assert written(records=[affected()]) == written(records=[affected()])
