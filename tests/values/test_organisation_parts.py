"""Names of organisations taken apart, and the key under which equal ones meet."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import product
from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.values.organisation_parts import FEATURES, PARTS, features, key, parts, short_name
from govclean.values.organisation_regions import lead
from govclean.values.organisation_words import FORMS
from govclean.values.organisation_writing import fold

few = settings(max_examples=100, deadline=None)  # machines differ

BOOK = yaml.safe_load(Path(__file__).with_name("organisation_parts.yaml").read_text("utf-8"))

# Regions as written in full and bare, no two of one name; brands that tempt to be read as something else.
REGIONS = {
    "河南省": "河南", "郑州市": "郑州", "河南省郑州市": "河南郑州", "昆山市": "昆山", "北京市": "北京",
    "广西壮族自治区": "广西", "延边朝鲜族自治州": "延边", "内蒙古自治区": "内蒙古", "海南省": "海南",
}  # fmt: skip
LEVELS = ["吉林省", "吉林市", "恩施州", "恩施市", "金水区", "郑州市金水区", "长沙县", "中国", ""]
BRANDS = [
    "嵩岳",
    "东方",
    "乾元",
    "朝阳兴",
    "市井",
    "省心",
    "政和",
    "华东",
    "A8",
    "浦东嵩岳",
    "第一",
    "新科技",
]
LINES = ["商贸", "农业科技", "信息", "市场管理", ""]
KINDS = [
    "有限公司",
    "股份有限公司",
    "集团有限公司",
    "小吃店",
    "大学",
    "事务所",
    "合作社",
    "局",
    "有限公司洛阳分公司",
]
SAME_FORM = {"有限公司": "有限责任公司", "股份有限公司": "股份公司", "集团有限公司": "(集团)有限责任公司"}

WRITINGS = [("()", "（）"), ("()", "【】"), ("贸业华东内", "貿業華東內"), ("A8", "ａ８")]

names_in_full = st.tuples(*map(st.sampled_from, ([*REGIONS, *LEVELS], BRANDS, LINES, KINDS))).map("".join)
fragments = st.sampled_from(
    [
        *REGIONS,
        *REGIONS.values(),
        *LEVELS,
        *BRANDS,
        *LINES,
        *FORMS,
        *"()（）【】市省区县州 \n\t·嶽Ａａ",
        "(河南)",
        "（集团）",
    ]
)
any_names = st.lists(fragments, max_size=7).map("".join) | st.text(max_size=12)


def keys(*names):
    return key(pa.array(names, pa.string())).to_pylist()


def cases(kind):
    return [pytest.param(case, id=case["name"]) for case in BOOK[kind]]


@pytest.mark.parametrize("case", cases("reads"))
def test_a_name_reads_as_a_person_reads_it(case):
    names = pa.array([case["given"]])
    assert parts(names).to_pylist() == [dict.fromkeys(PARTS.names, "") | case["parts"]]
    if "short" in case:
        assert short_name(names).to_pylist() == [case["short"]]


@pytest.mark.parametrize("case", cases("one_organisation"))
def test_the_names_of_one_organisation_meet(case):
    assert len(case["names"]) > 1
    assert len(set(keys(*case["names"]))) == 1


@pytest.mark.parametrize("case", cases("different"))
def test_the_names_of_different_bodies_never_meet(case):
    assert len(case["names"]) > 1
    assert Counter(keys(*case["names"])).most_common(1)[0][1] == 1


def test_the_names_of_different_cases_never_meet():
    names = [case["names"][0] for case in BOOK["one_organisation"]]
    assert len(set(keys(*names))) == len(names)


def test_every_combination_of_parts_has_a_key_of_its_own():
    names = ["".join(parts) for parts in product([*REGIONS, *LEVELS], BRANDS, LINES, KINDS)]
    met = Counter(keys(*names))
    assert len(names) > 9000
    assert [name for name, times in met.items() if times > 1] == []


def test_an_empty_cell_has_no_features():
    nothing = pa.array([None, "", " \u3000\u200b\n"], pa.string())
    assert features(nothing).to_pylist() == [dict.fromkeys(FEATURES.names)] * 3
    assert keys(None) == [None]


def test_a_column_without_rows_has_features_without_rows():
    empty = pa.array([], pa.string())
    assert features(empty).schema == FEATURES
    assert parts(empty).schema == PARTS
    assert len(key(empty)) == len(short_name(empty)) == 0


def test_a_slice_has_the_features_of_its_own_rows():
    names = pa.array(["郑州嵩岳商贸有限公司", None, "郑州大学", "郑州大学"])
    assert features(names.slice(1)).equals(features(names).slice(1))


def test_more_names_than_a_block_keep_their_order():
    names = pa.array([f"郑州嵩岳{number}商贸有限公司" for number in range(100_050)])
    assert features(names)["brand"].to_pylist() == [f"嵩岳{number}" for number in range(100_050)]


def test_the_dictionaries_of_traditional_characters_are_not_read_before_a_name_is():
    loaded = (
        "import sys, govclean.values.organisation_parts; print({'opencc', 'pypinyin'} & set(sys.modules))"
    )
    assert (
        subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
        == "set()\n"
    )


def test_a_cell_that_holds_a_whole_file_is_read_in_passing():
    for piece in ("银行", "(河南)", "科技", "集团河南", "公司", "河南省", "（"):
        (written,) = keys(f"{piece * 8000}店")
        assert len(written) > 8000


@given(name=any_names)
@few
def test_a_name_has_a_key_if_and_only_if_anything_is_written_in_it(name):
    assert (keys(name) == [None]) == (fold(pa.array([name])) == [""])


@given(name=any_names)
@few
def test_the_parts_of_a_name_are_not_all_empty(name):
    row = parts(pa.array([name])).to_pylist()[0]
    assert any(row.values()) == (keys(name) != [None])


@given(name=any_names)
@few
def test_a_key_leaves_out_nothing_but_suffixes_brackets_and_words_of_the_form(name):
    (written,) = fold(pa.array([name]))
    left_out = Counter(written) - Counter(keys(name)[0] or "")
    assert set(left_out) <= set(
        "()省市自治区特别行政州盟地壮族回维吾尔朝鲜土家苗藏蒙古满有限责任农民合伙企业人独资"
    )


@given(name=any_names)
@few
def test_a_key_is_a_way_to_write_the_name(name):
    assert keys(keys(name)[0]) == keys(name)


@given(name=names_in_full)
@few
def test_a_key_has_the_parts_of_its_name(name):
    assert parts(key(pa.array([name]))).equals(parts(pa.array([name])))


@given(
    region=st.sampled_from(list(REGIONS)),
    brand=st.sampled_from([brand for brand in BRANDS if not lead(brand)[0]]),
    line=st.sampled_from(LINES),
    form=st.sampled_from(list(SAME_FORM)),
    data=st.data(),
)
@few
def test_every_way_to_write_a_name_meets_its_key(region, brand, line, form, data):
    place = data.draw(st.sampled_from([region, REGIONS[region]]))
    body, ending = f"{brand}{line}", data.draw(st.sampled_from([form, SAME_FORM[form]]))
    written = data.draw(st.sampled_from([f"{place}{body}{ending}", f"{body}({place}){ending}"]))
    written = written.translate(str.maketrans(*data.draw(st.sampled_from(WRITINGS))))
    at = data.draw(st.integers(0, len(written)))
    written = written[:at] + data.draw(st.sampled_from([" ", "\u3000", "\u200b", "", "\n"])) + written[at:]
    assert keys(written) == keys(f"{region}{body}{form}")


@given(names=st.lists(st.none() | names_in_full, max_size=6), data=st.data())
@few
def test_a_name_is_taken_apart_alike_wherever_it_stands(names, data):
    column = pa.array(names, pa.string())
    order = pa.array(data.draw(st.permutations(range(len(names)))), pa.int64())
    assert features(column.take(order)).equals(features(column).take(order))
