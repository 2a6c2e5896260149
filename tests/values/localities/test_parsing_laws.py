"""What holds of every address: nothing is lost, the normal form reads the same, doubt is never hidden."""

from __future__ import annotations

import re

import pyarrow as pa
from generating import HELD_OUT, TUNED, generate, words
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.values.localities.folding import fold_text
from govclean.values.localities.gazetteer import COUNTRY, FILLERS
from govclean.values.localities.grammar import SPANS, scan
from govclean.values.localities.normal_form import match_key, normal_form
from govclean.values.localities.parsing import ELEMENTS, parse
from govclean.values.localities.patterns import SEPARATORS
from govclean.values.localities.skeletons import WORDS

few = settings(max_examples=100, deadline=None)  # laws are many, and machines differ
SAME = [name for name in ELEMENTS if name not in {"note", "rest"}] + [
    "division",
    "candidates",
    "township_code",
]
# Signs that the one writing of numbers and offices replaces by its own, and numerals it writes in digits.
SIGNS = set(
    "号楼栋幢座单元室房间户层门院内附第组队小生产村民委员会社区居办事处街道地下负之嘎查市省县辖自治州旗盟"
)
NUMERALS = set("〇零一二三四五六七八九十百千两廿卅")
PIECES = st.sampled_from(
    words(
        "河南省 郑州市 金水区 朝阳区 吉利区 高新区 郑东新区 花园路街道 龙湖镇 天明社区 小李庄村 3组 花园路 经三路 "
        "五一路北段 建设大道 12号 十二号院 12# 12号附1号 1234弄5号 阳光花园 正弘大厦 万科城 省人民医院 3号楼 三栋 "
        "A座 3# 2单元 甲单元 5层 "
        "五楼 -1层 501室 501 3-1-201 2-501 （临时） 附近 与农业路交叉口 张某收 ， - / # （ ） "
        "2024 ABC 号 路 村 区 镇 市"
    )
)
ADDRESSES = st.lists(PIECES | st.just(" "), max_size=9).map("".join)
IN_ORDER = st.tuples(
    *(
        st.sampled_from(["", *pieces.split()])
        for pieces in (
            "河南省 河南", "郑州市 郑州", "金水区 吉利区 朝阳区 高新区 郑东新区 金水", "花园路街道 龙湖镇 丰庆办事处",
            "天明社区 小李庄村 小李庄村村委会 红旗新村村委会 3组", "花园路 经三路北 五一路北段 G107国道 文化路二街 艾家弄",
            "12号 十二号院 12# 12号附1号 甲12号 1234弄5号 12-3号",
            "阳光花园 正弘大厦 万科城 省人民医院 三里屯 文化路小区 阳光花园二期 东区",
            "3号楼 三栋 A座 3# 主楼 3号楼A座 1-3号楼", "2单元 甲单元 3门", "5层 五楼 -1层 B1层 负一楼",
            "501室 501 东户 A501 501号", "（临时） 附近 张某收",
        )
    )
).map("".join)  # fmt: skip
SKELETONS = st.text(sorted({*WORDS, *"x9nAdk -#()&"}), max_size=40)


def significant(text: str) -> set[str]:
    """The characters that say something, numbers and signs aside."""
    for filler in (*FILLERS, *COUNTRY):
        text = text.replace(filler, "")
    return {char for char in text if char.isalpha()} - SIGNS - NUMERALS


def read(texts: list[str]) -> list[dict[str, object]]:
    return parse(pa.array(texts, pa.string())).table.to_pylist()


def kept(row: dict[str, object]) -> str:
    return " ".join(str(row[name]) for name in (*ELEMENTS, "former") if row[name])


@few
@given(SKELETONS)
def test_every_run_of_a_skeleton_that_is_no_separator_belongs_to_something(skeleton):
    edges = scan(skeleton)
    spans = [edges[at : at + 2] for at in range(0, 2 * len(SPANS), 2) if edges[at] >= 0]
    covered = {run for begin, end in spans for run in range(begin, end)}
    assert covered >= {run for run, sign in enumerate(skeleton) if sign not in SEPARATORS}
    assert all(begin < end for begin, end in spans)


@few
@given(st.lists(ADDRESSES, min_size=1, max_size=20))
def test_nothing_of_an_address_is_lost(texts):
    for text, row in zip(texts, read(texts), strict=True):
        folded = fold_text(text)
        assert significant(folded) <= significant(kept(row)) | set(kept(row))
        assert set(re.findall("[0-9]+", folded)) <= set(re.findall("[0-9]+", kept(row)))


@few
@given(st.lists(st.text(max_size=40), min_size=1, max_size=10))
def test_any_text_is_read_without_trouble_and_kept(texts):
    for text, row in zip(texts, read(texts), strict=True):
        assert significant(fold_text(text)) <= set(kept(row))


def test_nothing_of_the_invented_addresses_is_lost():
    invented = generate(2_000, 5, TUNED + HELD_OUT)
    for case, row in zip(invented, read([case.text for case in invented]), strict=True):
        assert significant(fold_text(case.text)) <= set(kept(row)), case.form


def test_the_normal_form_of_an_address_reads_the_same():
    invented = generate(4_000, 6, TUNED + HELD_OUT)
    parsed = parse(pa.array([case.text for case in invented]))
    again = parse(normal_form(parsed))
    for case, once, twice in zip(
        invented, parsed.table.select(SAME).to_pylist(), again.table.select(SAME).to_pylist(), strict=True
    ):
        assert once == twice, case.form


@few
@given(st.lists(IN_ORDER, min_size=1, max_size=30))
def test_the_normal_form_of_elements_in_their_order_reads_the_same(texts):
    parsed = parse(pa.array(texts))
    again = parse(normal_form(parsed))
    assert again.table.select(SAME).to_pylist() == parsed.table.select(SAME).to_pylist()


@few
@given(st.lists(ADDRESSES, min_size=1, max_size=20))
def test_the_order_and_company_of_rows_change_nothing(texts):
    assert read(texts)[::-1] == read(texts[::-1])
    assert read(texts)[:1] == read(texts[:1])


@few
@given(ADDRESSES)
def test_a_division_is_given_only_where_it_is_resolved(text):
    (row,) = read([text])
    assert (row["division"] is not None) == (row["status"] == "resolved")
    assert (row["candidates"] is not None) == (row["status"] in {"ambiguous", "conflicting"})
    assert row["status"] != "ambiguous" or len(row["candidates"]) > 1


def test_two_writings_of_one_place_meet_under_one_key():
    written = [
        "郑州金水区花园路十二号院3幢2-501（临时）",
        "河南省郑州市金水区花园路街道花园路12号院3#楼二单元501号",
    ]
    keys = match_key(parse(pa.array(written)))
    assert keys[0] == keys[1]
    assert match_key(parse(pa.array(["郑州市金水区"]))).to_pylist() == [None]
