"""Which column is which field: the cases of `cases/headers.yaml`, what a person declares, and what is refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.errors import MappingError
from govclean.extracts.header_keys import letter_of, position_of
from govclean.extracts.mapping import map_header
from govclean.standards.loading import load_standard

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("headers.yaml").read_text(encoding="utf-8"))
STANDARDS = {name: load_standard(name) for name in ("population", "legal_entity", "geographic")}
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def numbered(value):
    """Return an invented resident number with its check digit in place of `?`."""
    if len(value) != 18 or value[-1] != "?":
        return value or None
    return value[:17] + "10X98765432"[sum(int(c) * w for c, w in zip(value[:17], WEIGHTS, strict=True)) % 11]


def sample(header, rows=(), times=1):
    filled = [[numbered(value) for value in row] for row in rows] * times
    columns = [pa.array([row[place] for row in filled], pa.string()) for place in range(len(header))]
    return pa.RecordBatch.from_arrays(columns, names=list(header))


def mapped(header, rows=(), standard="population", columns=None, times=1):
    return map_header(tuple(header), sample(header, rows, times), STANDARDS[standard], columns)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_a_header_means_what_an_expert_says(case):
    def run():
        return mapped(
            case["header"], case.get("rows", ()), case["standard"], case.get("columns"), case.get("times", 1)
        )

    if "asks" in case:
        with pytest.raises(MappingError) as caught:
            run()
        for language in ("zh", "en"):
            assert all(f"\n      {field}: " in caught.value.say(language) for field in case["asks"])
    else:
        found = run()
        assert found.columns == case["maps"]
        assert set(found.unmapped) == set(case["header"]) - set(case["maps"].values())


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=list(STANDARDS))
def test_every_word_of_a_shipped_standard_leads_to_its_field_alone(standard):
    for field in standard.fields:
        for word in (field.name, field.title.zh, field.title.en, *field.aliases):
            found = map_header((word,), sample([word]), standard)
            assert found.columns == {field.name: word}, word


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=list(STANDARDS))
def test_every_field_of_a_shipped_standard_knows_several_headers(standard):
    assert all(len(field.aliases) >= 5 for field in standard.fields)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(list(STANDARDS)), st.randoms(use_true_random=False))
def test_the_order_of_the_columns_does_not_matter(name, random):
    standard = STANDARDS[name]
    header = [random.choice([field.name, field.title.zh, *field.aliases]) for field in standard.fields]
    straight = map_header(tuple(header), sample(header), standard).columns
    random.shuffle(header)
    assert map_header(tuple(header), sample(header), standard).columns == straight


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=6, unique=True))
def test_every_column_and_every_field_is_accounted_for(titles):
    header = ["姓名", *(f"{title}列" for title in titles)]
    try:
        found = mapped(header)
    except MappingError:
        return
    assert sorted([*found.columns.values(), *found.unmapped]) == sorted(header)
    fields = [field.name for field in STANDARDS["population"].fields]
    assert sorted([*found.columns, *found.missing]) == sorted(fields)


def test_the_width_and_case_of_a_header_do_not_matter():
    assert mapped(["ｓｆｚｈ"]).columns == mapped([unicodedata.normalize("NFKC", "ｓｆｚｈ")]).columns | {
        "resident_id": "ｓｆｚｈ"
    }


def test_a_person_declares_a_header_a_letter_or_a_number():
    found = mapped(["a", "b", "c", "姓名"], columns={"name": "b", "resident_id": "C", "sex": "#1"})
    assert found.columns == {"resident_id": "c", "name": "b", "sex": "a"}
    assert {entry.how for entry in found.entries} == {"declared"}
    assert found.unmapped == ("姓名",)


def test_a_column_called_by_a_letter_goes_before_the_letter():
    assert mapped(["B", "x"], columns={"name": "B"}).columns == {"name": "B"}


def test_a_field_declared_none_has_no_column():
    found = mapped(["姓名", "性别"], columns={"name": "none"})
    assert found.columns == {"sex": "性别"}
    assert "name" in found.missing


def test_a_standard_may_name_columns_that_only_some_files_have():
    standard = STANDARDS["population"].model_copy(update={"columns": {"name": "对象", "sex": "XBMC"}})
    found = map_header(("对象", "性别"), sample(["对象", "性别"]), standard)
    assert found.columns == {"name": "对象", "sex": "性别"}


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"nam": "a"}, 'Did you mean "name"?'),
        ({"name": "姓民"}, "姓名"),
        ({"name": "ZZ"}, "not in the file"),
        ({"name": "姓名", "former_name": "A"}, "both name and former_name"),
    ],
)
def test_a_declaration_that_cannot_be_followed_is_refused(columns, told):
    with pytest.raises(MappingError) as caught:
        mapped(["姓名", "性别"], columns=columns)
    assert told in caught.value.say("en")


def test_the_lines_to_paste_show_masked_examples_and_settle_the_matter():
    header, rows = ["姓名", "手机号", "联系方式"], [["王小明", "13800000001", "13900000002"]]
    with pytest.raises(MappingError) as caught:
        mapped(header, rows, times=4)
    message = caught.value.say("zh")
    assert "phone: B   # 手机号   例 138****0001" in message
    assert "13800000001" not in message
    assert mapped(header, rows, columns={"phone": "C"}).columns["phone"] == "联系方式"


def test_a_column_that_is_two_fields_of_a_local_standard_is_asked_for(tmp_path):
    path = tmp_path / "local.yaml"
    path.write_text(
        "standard: local\nversion: 1\nfields:\n"
        "  - {name: given, title: 名字}\n  - {name: whole, title: 全名, aliases: [名字]}\n",
        encoding="utf-8",
    )
    with pytest.raises(MappingError) as caught:
        map_header(("名字",), sample(["名字"], [["小明"]]), load_standard(path))
    assert "given: A" in caught.value.say("en")
    assert "whole: A" in caught.value.say("en")


def test_a_file_of_another_registry_is_refused_with_its_header():
    with pytest.raises(MappingError) as caught:
        mapped(["甲", "乙"], [["1", "2"]])
    assert "甲, 乙" in caught.value.say("en")
    assert "govclean infer" in caught.value.say("zh")


def test_a_file_without_a_header_is_refused_without_showing_the_record():
    number = numbered("41010519850305123?")
    with pytest.raises(MappingError) as caught:
        mapped(["王小明", number, "郑州市"], [["李娜", "", ""]])
    assert number not in caught.value.say("zh") + caught.value.say("en")
    assert "没有表头" in caught.value.say("zh")


def test_what_was_passed_over_is_told():
    found = mapped(["性别", "性别代码"], [["男", "1"]])
    assert "性别" in found.unmapped
    assert any("性别代码" in note.zh for note in found.notes)


def test_a_unit_that_is_not_the_standards_is_told():
    found = mapped(["企业名称", "注册资本（元）"], standard="legal_entity")
    assert any("万元" in note.zh for note in found.notes)


def test_a_title_alone_never_loses_its_column_to_dirty_values():
    assert (
        mapped(["公民身份号码", "姓名"], [["不详", "王小明"], ["x", "李娜"]]).columns["resident_id"]
        == "公民身份号码"
    )


@given(st.integers(0, 18_000))
def test_letters_and_positions_are_each_others_inverse(position):
    assert position_of(letter_of(position)) == position
