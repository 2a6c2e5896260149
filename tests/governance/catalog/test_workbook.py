"""Workbooks of the national template: whatever form a department gives them, nothing is lost on the way in or out."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter
from catalog_at_hand import DAY, catalog_of, clean_entry, domains
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from payloads import PAYLOADS

from govclean.errors import ExtractError
from govclean.governance.catalog import Entry, check_catalog, load_catalog
from govclean.governance.catalog.template import COLUMNS, keys_of_header
from govclean.governance.catalog.yaml_writing import files_of
from govclean.reports.catalog_workbook import write_workbook

# The two header rows as departments hand them in: group and title, or the title alone.
NATIONAL = (
    ("序号", ""), ("信息资源名称（必填项）", ""), ("信息资源代码", ""),
    ("信息资源提供方", "信息资源提供方"), ("信息资源提供方", "提供方内部部门"), ("资源提供方代码", ""), ("信息资源摘要", ""),
    ("信息资源格式", "信息资源格式分类"), ("信息资源格式", "信息资源格式类型"), ("信息资源格式", "其他类型资源格式描述"),
    ("信息资源大普查", "数据存储总量（G）"), ("信息资源大普查", "结构化信息记录总数（万）"),
    ("信息资源大普查", "已共享的数据存储量（G）"), ("信息资源大普查", "已共享结构化记录数（万）"),
    ("信息资源大普查", "已开放的数据存储量（G）"), ("信息资源大普查", "已开放结构化记录数（万）"),
    ("信息项信息", "信息项名称"), ("信息项信息", "数据类型"), ("信息项信息", "数据长度"),
    ("共享属性", "共享类型"), ("共享属性", "共享条件"), ("共享方式", "共享方式分类"), ("共享方式", "共享方式类型"),
    ("开放属性", "是否向社会开放"), ("开放属性", "开放条件"), ("更新周期", ""), ("发布日期", ""), ("关联资源代码", ""),
    ("服务地址", ""),
)  # fmt: skip
ENTRY = (
    "社会保险参保信息", "307001/000001", "市人社局", "社保处", "11410100000001049X", "险种、参保时间与缴费状态",
    "数据库", "Dm", "", 12.5, 340, 10, 300, "", "",
)  # fmt: skip
TERMS = (
    "有条件共享", "限行政机关", "共享平台", "接口", "否", "", "每月", date(2026, 3, 1), "101001/000001；101001/000002",
    "见平台",
)  # fmt: skip
ITEMS = (("公民身份号码", "字符型C", 18), ("姓名", "字符型C", 50), ("参保日期", "日期型D", ""))


def sheet_of(path, form):
    """Write one entry with three items: its cells in the first row, in every row, or merged over all rows."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("目录")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, len(NATIONAL) - 1, "市人社局政务信息资源目录")
    groups = [group for group, _ in NATIONAL]
    for place, (group, title) in enumerate(NATIONAL):
        if not title:
            sheet.merge_range(1, place, 2, place, group)
        elif groups.index(group) == place:
            sheet.merge_range(1, place, 1, place + groups.count(group) - 1, group)
        if title:
            sheet.write(2, place, title)
    held = {place + 1: value for place, value in enumerate(ENTRY)} | {
        place + 19: value for place, value in enumerate(TERMS)
    }
    held[0] = 1
    for number, item in enumerate(ITEMS):
        for place, value in enumerate(item):
            sheet.write(3 + number, 16 + place, value)
        for place, value in held.items():
            if value != "" and (form == "repeated" or number == 0):
                sheet.write(3 + number, place, value, day if isinstance(value, date) else None)
    for place, value in held.items() if form == "merged" else ():
        sheet.merge_range(3, place, 5, place, "")
        sheet.write(3, place, value, day if isinstance(value, date) else None)
    sheet.write(6, 0, "填表人：某某")
    book.close()


WANTED = {
    "title": "社会保险参保信息",
    "code": "307001/000001",
    "provider": "市人社局",
    "unit": "社保处",
    "provider_uscc": "11410100000001049X",
    "abstract": "险种、参保时间与缴费状态",
    "format": {"class": "数据库", "type": "Dm"},
    "census": {"storage": "12.5", "records": "340", "shared_storage": "10", "shared_records": "300"},
    "items": [
        {"title": "公民身份号码", "type": "字符型C", "length": "18"},
        {"title": "姓名", "type": "字符型C", "length": "50"},
        {"title": "参保日期", "type": "日期型D"},
    ],
    "share": {"type": "有条件共享", "condition": "限行政机关", "channel": "共享平台", "channel_type": "接口"},
    "open": {"flag": "否"},
    "update_cycle": "每月",
    "published_on": "2026-03-01",
    "related": ["101001/000001", "101001/000002"],
    "more": {"服务地址": "见平台"},
}


@pytest.mark.parametrize("form", ["first", "repeated", "merged"])
def test_the_national_template_is_read_in_every_form_it_comes_in(tmp_path, form):
    sheet_of(tmp_path / "a.xlsx", form)
    catalog, errors = load_catalog([str(tmp_path / "a.xlsx")])
    assert errors == []
    (entry,) = catalog.entries
    assert entry.written == Entry.model_validate(WANTED)
    assert entry.share_type == "conditional"
    assert entry.published_on == date(2026, 3, 1)


@pytest.mark.parametrize("form", ["first", "repeated", "merged"])
def test_a_template_comes_out_again_as_it_went_in(tmp_path, form):
    sheet_of(tmp_path / "a.xlsx", form)
    first, _ = load_catalog([str(tmp_path / "a.xlsx")])
    with (tmp_path / "b.xlsx").open("wb") as sink:
        write_workbook(first.entries, first.domains, sink)
    again, errors = load_catalog([str(tmp_path / "b.xlsx")])
    assert errors == []
    assert [one.written for one in again.entries] == [one.written for one in first.entries]


def test_a_finding_stands_in_its_row_under_the_title_of_its_column(tmp_path):
    sheet_of(tmp_path / "a.xlsx", "first")
    (entry,) = load_catalog([str(tmp_path / "a.xlsx")])[0].entries
    spot = entry.at("items", 2, "length")
    assert (spot.line, spot.column) == (6, "数据长度")
    assert str(entry.at("share", "condition")) == f"{tmp_path / 'a.xlsx'}:4"


def rows_in_workbook(path, header, rows):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for number, cells in enumerate([header, *rows]):
        for place, value in enumerate(cells):
            if value:
                sheet.write_string(number, place, value)
    book.close()


FLAT = ("信息资源名称", "信息资源代码", "信息资源提供方", "信息项名称", "数据类型", "数据长度")


def test_a_code_that_ran_on_within_one_resource_is_kept_and_told(tmp_path):
    rows = [
        ("参保信息", f"307001/00000{n}", "市人社局", title, "C", "18") for n, title in enumerate("甲乙丙", 1)
    ]
    rows_in_workbook(tmp_path / "a.xlsx", FLAT, rows)
    catalog, _ = load_catalog([str(tmp_path / "a.xlsx")])
    (entry,) = catalog.entries
    assert [item.title for item in entry.items] == ["甲", "乙", "丙"]
    found = {one.rule.id: one for one in check_catalog(catalog, day=DAY).findings}
    assert (found["catalog.code_varies"].spot.line, found["catalog.code_varies"].spot.column) == (
        2,
        "信息资源代码",
    )
    assert "307001/000003" in found["catalog.code_varies"].fault.message.zh
    assert entry.variants == {"code": ("307001/000002", "307001/000003")}


def test_a_resource_entered_twice_stays_two_entries(tmp_path):
    rows = [
        ("参保信息", f"307001/00000{n}", "市人社局", title, "C", "18") for n in (1, 2) for title in "甲乙"
    ]
    rows_in_workbook(tmp_path / "a.xlsx", FLAT, rows)
    entries = load_catalog([str(tmp_path / "a.xlsx")])[0].entries
    assert [(one.code, len(one.items)) for one in entries] == [("307001/000001", 2), ("307001/000002", 2)]


def test_the_newer_template_has_terms_for_each_item(tmp_path):
    header = (
        *FLAT,
        "信息项信息_共享类型",
        "信息项信息_共享条件",
        "信息项信息_英文名",
        "共享属性_共享类型",
        "更新频率",
    )
    rows = [
        (
            "参保信息",
            "307001/000001",
            "市人社局",
            "甲",
            "C",
            "18",
            "3",
            "《统计法》第九条",
            "jia",
            "2",
            "每月",
        )
    ]
    rows_in_workbook(tmp_path / "a.xlsx", header, rows)
    (entry,) = load_catalog([str(tmp_path / "a.xlsx")])[0].entries
    assert entry.share_type == "conditional"
    assert (entry.items[0].share_type, entry.items[0].name) == ("not_shared", "jia")
    assert entry.update_cycle == "monthly"


def test_a_sheet_that_is_no_directory_is_refused(tmp_path):
    rows_in_workbook(tmp_path / "a.xlsx", ("姓名", "身份证号"), [("甲", "1")])
    _, (error,) = load_catalog([str(tmp_path / "a.xlsx")])
    assert isinstance(error, ExtractError)
    assert "信息资源名称" in error.say("en")


def test_every_column_of_the_template_is_known_by_its_title():
    header = [f"{column.group}_{column.title}" if column.group else column.title for column in COLUMNS]
    assert list(keys_of_header(header).values()) == [column.key for column in COLUMNS]


def test_an_empty_template_has_the_national_columns_and_drop_downs(tmp_path):
    sink = io.BytesIO()
    write_workbook([], domains(), sink)
    with zipfile.ZipFile(sink) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        words = archive.read("xl/sharedStrings.xml").decode()
    assert sheet.count("<dataValidation ") == 7
    assert "<t>信息资源大普查</t>" in words


def test_the_same_entries_give_the_same_bytes():
    catalog = catalog_of(*map(clean_entry, range(20)))
    made = []
    for _ in range(2):
        sink = io.BytesIO()
        write_workbook(catalog.entries, catalog.domains, sink)
        made.append(sink.getvalue())
    assert made[0] == made[1]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=12
).filter(lambda words: words.strip() == words and "_x" not in words)
ENTRIES = st.builds(
    lambda title, note, abstract, items: {
        "title": f"信{title}",
        "abstract": abstract,
        "provider": "市民政局",
        "format": {"class": "数据库", "other": note},
        "items": [{"title": f"项{number}{one}", "note": one} for number, one in enumerate(items)],
        "more": {"备注": note},
    },
    TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=4),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(ENTRIES, min_size=1, max_size=3))
def test_whatever_is_written_comes_back_from_yaml(tmp_path, entries):
    catalog = catalog_of(*entries)
    folder = tmp_path / "yaml"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in files_of(catalog.entries).items():
        (folder / name).write_text(text, "utf-8")
    again, errors = load_catalog([str(folder)])
    assert errors == []
    assert [one.written for one in again.entries] == [one.written for one in catalog.entries]


NOT_XML = "\ufffe"  # the one thing a workbook cannot carry


def test_whatever_is_written_comes_back_from_a_workbook(tmp_path):
    entries = [clean_entry(number) for number in range(30)]
    for number, words in enumerate(words for words in PAYLOADS if words != NOT_XML):
        entries[6 + number % 20]["more"] = {f"列{number}": words, **entries[6 + number % 20].get("more", {})}
    entries[3]["items"][1] |= {
        "share": {"type": "不予共享", "basis": "=1+1《统计法》"},
        "more": {"来源字段": "XM"},
    }
    entries[4]["more"] = {"备注": "+86\n第二行", "联系人": "@某"}
    entries[5]["related"] = ["307001/000001", "307001/000002"]
    catalog = catalog_of(*entries)
    with (tmp_path / "a.xlsx").open("wb") as sink:
        write_workbook(catalog.entries, catalog.domains, sink)
    again, errors = load_catalog([str(tmp_path / "a.xlsx")])
    assert errors == []
    assert [one.written for one in again.entries] == [one.written for one in catalog.entries]
