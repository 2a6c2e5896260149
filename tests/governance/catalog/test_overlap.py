"""What several departments collect is found by field, by title and by value; who should lead it is proposed with reasons."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from catalog_at_hand import catalog_of, credit_code
from match_town import resident_number

from govclean.errors import UsageError
from govclean.governance.catalog.authority import authority_maps
from govclean.governance.catalog.overlap import find_overlaps
from govclean.governance.catalog.overlap_tables import tables_of, write_overlaps
from govclean.standards.loading import load_standard


def entry(number, provider, title, *items, **more):
    listed = [{"title": item, "type": "C", "length": "20"} for item in items]
    return {
        "code": f"307001/{number:06d}",
        "title": title,
        "provider": provider,
        "provider_uscc": credit_code(number),
        "update_cycle": "每月",
        "items": listed,
        **more,
    }


def found(*entries, extracts=None):
    return find_overlaps(catalog_of(*entries), extracts)


def titles(overlaps):
    return {one.item.title: set(one.providers) for one in overlaps.overlaps}


def test_items_are_one_by_the_field_they_are_whatever_their_titles():
    overlaps = found(
        entry(1, "市公安局", "户籍信息", "公民身份号码", "姓名", "民族"),
        entry(2, "市卫健委", "随访信息", "身份证号", "患者姓名", "联系电话"),
    )
    assert titles(overlaps) == {"公民身份号码": {"市公安局", "市卫健委"}, "姓名": {"市公安局", "市卫健委"}}
    assert [one.item.links for one in overlaps.overlaps] == [False, True]


def test_an_item_of_somebody_else_in_the_record_is_another_item():
    overlaps = found(
        entry(1, "市公安局", "户籍信息", "公民身份号码", "姓名"),
        entry(2, "市教育局", "学籍信息", "身份证号", "监护人姓名"),
    )
    assert set(titles(overlaps)) == {"公民身份号码"}


def test_a_registration_day_is_a_company_s_only_in_a_resource_about_companies():
    overlaps = found(
        entry(1, "市市场监管局", "登记信息", "统一社会信用代码", "登记日期"),
        entry(2, "市人社局", "就业登记信息", "公民身份号码", "登记日期"),
    )
    assert titles(overlaps) == {}


def test_items_no_standard_knows_are_one_by_title_and_nearly_the_same_title():
    overlaps = found(
        entry(1, "市残联", "补贴信息", "残疾等级评定日期", "补贴发放月份"),
        entry(2, "市民政局", "救助信息", "残疾等级评定时间", "补贴发放月份"),
        entry(3, "市医保局", "参保信息", "残疾人等级评定日期"),
    )
    assert titles(overlaps) == {
        "残疾等级评定日期": {"市残联", "市民政局", "市医保局"},
        "补贴发放月份": {"市残联", "市民政局"},
    }
    hows = {use.entry.provider: use.how for use in overlaps.overlaps[0].item.uses}
    assert hows == {"市残联": "title", "市民政局": "title", "市医保局": "near"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("变更前单位地址", "变更后单位地址"),
        ("父亲联系方式信息", "母亲联系方式信息"),
        ("合同起始日期说明", "合同终止日期说明"),
    ],
)
def test_titles_that_differ_in_a_word_that_matters_are_two(one, other):
    assert titles(found(entry(1, "甲局", "甲", one), entry(2, "乙局", "乙", other))) == {}


def test_one_department_twice_is_no_overlap():
    assert titles(found(entry(1, "市残联", "甲", "补贴月份"), entry(2, "市残联", "乙", "补贴月份"))) == {}


def test_the_faster_department_leads_where_only_the_cycle_is_known():
    overlaps = found(
        entry(1, "甲局", "甲", "补贴发放月份"),
        entry(2, "乙局", "乙", "补贴发放月份", update_cycle="实时"),
    )
    (one,) = overlaps.overlaps
    assert one.lead.provider == "乙局"
    assert one.ranking.compared == ("recency",)


def test_of_equals_the_department_the_standard_names_leads_and_else_nobody():
    people = ("公民身份号码", "姓名")
    overlaps = found(entry(1, "市民政局", "甲", *people), entry(2, "市公安局", "乙", *people))
    assert {one.lead.provider for one in overlaps.overlaps} == {"市公安局"}
    unknown = found(entry(1, "甲局", "甲", "补贴发放月份"), entry(2, "乙局", "乙", "补贴发放月份"))
    assert unknown.overlaps[0].lead is None


def test_records_count_as_coverage_only_of_what_the_resource_is_about():
    overlaps = found(
        entry(1, "市市场监管局", "登记信息", "统一社会信用代码", "企业名称", census={"records": "90"}),
        entry(2, "市税务局", "纳税人信息", "纳税人识别号", "纳税人名称", census={"records": "45"}),
        entry(3, "市人社局", "参保信息", "公民身份号码", "统一社会信用代码", census={"records": "900"}),
    )
    by_title = {one.item.title: one for one in overlaps.overlaps}
    coverage = {c.provider: c.coverage for c in by_title["统一社会信用代码"].ranking.candidates}
    assert coverage == {"市市场监管局": 1.0, "市税务局": 0.5, "市人社局": None}
    assert by_title["统一社会信用代码"].ranking.compared == ("recency",)
    assert by_title["机构名称"].ranking.compared == ("coverage", "recency")


def extract(name, rows):
    with Path(name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["身份证号", "姓名", "联系电话"], *rows])
    return name


@pytest.fixture
def two(tmp_path, monkeypatch):
    """Two departments' resources with their extracts: the second has fewer people, and better phones."""
    monkeypatch.chdir(tmp_path)
    numbers = [resident_number(f"41010519{80 + n}0101{n:03d}") for n in range(9)]
    police = [[number, "万志晨", f"1390000000{n}" if n < 3 else "12345"] for n, number in enumerate(numbers)]
    health = [[number, "万志晨", f"1390000000{n}"] for n, number in enumerate(numbers[:6])]
    entries = (
        entry(1, "市公安局", "户籍信息", "公民身份号码", "姓名", "联系电话"),
        entry(2, "市卫生健康委员会", "随访信息", "公民身份号码", "姓名", "联系电话", "曾用名"),
    )
    files = {
        "307001/000001": extract("公安_人口.csv", police),
        "307001/000002": extract("卫健_人口.csv", health),
    }
    return entries, files, numbers


def test_values_are_compared_where_extracts_are_at_hand(two):
    entries, files, _ = two
    overlaps = found(*entries, extracts=files)
    by_title = {one.item.title: one for one in overlaps.overlaps}
    (pair,) = by_title["公民身份号码"].pairs
    assert round(pair.common.both) == 6
    assert {pair.left: pair.common.left_in_right, pair.right: pair.common.right_in_left} == {
        "市公安局": pytest.approx(2 / 3),
        "市卫生健康委员会": 1.0,
    }
    assert by_title["公民身份号码"].lead.provider == "市公安局"
    phone = by_title["联系电话"]
    assert {c.provider: c.quality for c in phone.ranking.candidates} == {
        "市公安局": pytest.approx(1 / 3),
        "市卫生健康委员会": 1.0,
    }
    assert phone.ranking.compared == ("coverage", "quality", "recency")
    assert phone.lead.provider == "市卫生健康委员会"


def test_the_same_extracts_give_the_same_tables_and_no_value_stands_in_them(two, tmp_path):
    entries, files, numbers = two
    first, again = (tables_of(found(*entries, extracts=files)) for _ in range(2))
    assert all(first[name].equals(again[name]) for name in first)
    told = str([table.to_pylist() for table in first.values()])
    assert not any(number in told for number in numbers)
    assert "万志晨" not in told


def test_an_extract_without_a_resource_or_without_its_items_is_said(two):
    entries, files, _ = two
    with pytest.raises(UsageError, match="no resource has the code"):
        found(*entries, extracts={"307001/999999": files["307001/000001"]})
    Path("x.csv").write_text("甲,乙\n1,2\n", "utf-8")
    with pytest.raises(UsageError, match="no column is an item"):
        found(*entries, extracts={"307001/000001": "x.csv"})


def test_the_authority_map_is_a_standard_that_match_takes(two, tmp_path):
    entries, files, _ = two
    overlaps = found(*entries, extracts=files)
    names = write_overlaps(overlaps, tmp_path / "out")
    assert names == ("authority_population.yaml",)
    standard = load_standard(tmp_path / "out" / names[0])
    golden, shipped = standard.linkage.golden, load_standard("population").linkage.golden
    assert golden.fields["phone"] == ("source:卫生健康", "source:公安")
    assert golden.fields["resident_id"] == ("source:公安", "source:卫生健康")
    assert (golden.prefer, golden.recency) == (shipped.prefer, shipped.recency)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.parquet")) == [
        "alike.parquet", "overlap.parquet", "values.parquet",
    ]  # fmt: skip


def test_a_department_is_known_by_its_short_name_and_a_stranger_is_marked():
    people = ("公民身份号码", "姓名")
    overlaps = found(
        entry(1, "郑州市卫生健康委员会", "甲", *people, update_cycle="每日"),
        entry(2, "市人民政府办公室", "乙", *people),
        entry(3, "郑州市人力资源和社会保障局", "丙", *people),
    )
    text = authority_maps(overlaps)["population"]
    assert '"source:卫生健康"' in text
    assert '"source:人力社保"' in text
    assert '"source:市人民政府办公室"' in text
    assert "请核对来源名称：市人民政府办公室" in text
    assert "source:民政" not in text


def test_resources_of_two_departments_that_list_much_the_same_are_alike():
    items = ("残疾等级评定日期", "补贴发放月份", "补贴标准", "发放银行")
    overlaps = found(
        entry(1, "市残联", "残疾人补贴信息", *items),
        entry(2, "市民政局", "残疾人两项补贴信息", *items[:3], "受理人"),
        entry(3, "市残联", "残疾人补贴明细", *items),
    )
    assert [(one.left.provider, one.right.provider, len(one.items)) for one in overlaps.alike] == [
        ("市残联", "市民政局", 3),
        ("市民政局", "市残联", 3),
    ]
    assert overlaps.alike[0].share == pytest.approx(0.75)
