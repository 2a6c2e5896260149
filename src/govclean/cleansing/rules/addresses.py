"""Addresses: repetitions, signs for 号, remarks, names of divisions that have since changed or stand for several."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.cleansing.ruling import Advice, Advised, Rule, Setting
from govclean.values.columns import map_distinct
from govclean.values.counties import current_county_names, division_heads
from govclean.values.localities.gazetteer import gazetteer
from govclean.values.localities.normal_form import normal_form
from govclean.values.localities.parsing import ParsedAddresses, parse
from govclean.values.localities.resolving import AMBIGUOUS
from govclean.values.localities.screening import may_be_ambiguous
from govclean.wording import Text

MOST_CANDIDATES = 20
"""What more divisions bear (郊区, 153 of them since 1981) says nothing of the place, and no list of them helps."""

_REPEATED = re.compile(r"^((?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|自治州|地区|盟|区|县|旗)){1,3})\1+")
_SIGN = re.compile(r"(?<=[0-9])[#＃](?!号)")
_REMARK = re.compile(r"[(（][^()（）]{1,20}[)）]\s*$")


def _once(values: pa.StringArray, _: Setting) -> pa.StringArray:
    heads = division_heads()

    def read(value: str) -> str | None:
        found = _REPEATED.match(value)
        return value[len(found[0]) - len(found[1]) :] if found and found[1].startswith(heads) else None

    return map_distinct(values, read)


def _number(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return map_distinct(values, lambda value: _SIGN.sub("号", value))


def _plain(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return map_distinct(values, lambda value: _REMARK.sub("", value).rstrip() or None)


def _renamed(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return current_county_names(values)


def _candidates(values: pa.StringArray, codes: pa.StringArray | None) -> Advised:
    """Return for each address whose division stays open all that it may mean, each with the same confidence."""
    parsed = parse(values, codes=codes)
    counts = pc.fill_null(pc.list_value_length(parsed["candidates"]), 0).to_numpy()
    open_ = pc.equal(parsed["status"], AMBIGUOUS).to_numpy(zero_copy_only=False) & (counts <= MOST_CANDIDATES)
    counts, parsed = counts[open_], ParsedAddresses(parsed.table.filter(pa.array(open_)))
    of = np.repeat(np.arange(len(counts)), counts)
    divisions = map_distinct(parsed["candidates"].flatten(), _division)
    suggestions = pc.binary_join_element_wise(divisions, _below_county(parsed).take(pa.array(of)), "")
    return Advised(np.flatnonzero(open_)[of], suggestions, 1.0 / counts[of])


def _division(code: str) -> str:
    return "".join(label for label in gazetteer().lineage(code) if label)


def _below_county(parsed: ParsedAddresses) -> pa.StringArray:
    """Return the normal form without province, city and county, and after it all else that was written."""
    table = parsed.table
    for name in ("province", "city", "county"):
        nothing = pa.nulls(len(parsed), pa.string())
        table = table.set_column(table.schema.get_field_index(name), name, nothing)
    rest = pc.binary_join_element_wise("", parsed["rest"], " ")
    note = pc.binary_join_element_wise("（", parsed["note"], "）", "")
    pieces = [pc.fill_null(piece, "") for piece in (normal_form(ParsedAddresses(table)), rest, note)]
    return pc.binary_join_element_wise(*pieces, "")


RULES: tuple[Rule, ...] = (
    Rule(
        "addresses.drop_repetition",
        "repair",
        Text("去掉重复的省市前缀", "a repeated province or city is written once"),
        Text(
            "拼接地址时省、市被写了两遍；只在开头整段重复且确为区划名称时去掉一遍。",
            "The province or city was joined on twice. One is dropped where the whole beginning repeats and is a division.",
        ),
        "河南省郑州市河南省郑州市金水区花园路1号",
        "河南省郑州市金水区花园路1号",
        _once,
        looks_for=r"^.{2,20}(?:省|自治区).{1,20}(?:省|自治区)|^.{2,10}市.{2,10}市.{2,10}市|^.{2,10}市.{2,10}市",
    ),
    Rule(
        "addresses.number_sign",
        "repair",
        Text("井号写作“号”", "# after a number becomes 号"),
        Text(
            "数字后的 # 就是“号”：116# 即 116号，3#楼 即 3号楼。",
            "After a number # stands for 号: 116# is 116号, 3#楼 is 3号楼.",
        ),
        "紫藤街116＃杏花家园3#楼",
        "紫藤街116号杏花家园3号楼",
        _number,
        looks_for="[0-9][#＃]",
    ),
    Rule(
        "addresses.drop_remark",
        "repair",
        Text("去掉末尾括号中的备注", "a remark in brackets at the end is taken off"),
        Text(
            "“(临时)”“(原××厂)”是备注而不是地址；原值保留在变更记录中。",
            "(临时) or (原××厂) is a remark, no part of the address; it is kept in the changes.",
        ),
        "花园路12号3号楼(临时)",
        "花园路12号3号楼",
        _plain,
        looks_for=r"[)）]\s*$",
    ),
    Rule(
        "addresses.current_county",
        "repair",
        Text(
            "已撤并、更名的县（市、区）改用现名", "a county that was merged or renamed gets its present name"
        ),
        Text(
            "地址中写明地级市，且该市的这个旧县名只有一个后继时才改；有多个后继的不改。",
            "Only where the address names the prefecture and the county it had has exactly one successor there.",
        ),
        "河南省洛阳市吉利区大庆路1号",
        "河南省洛阳市孟津区大庆路1号",
        _renamed,
        looks_for=r"^.{0,12}(?:市|州|地区|盟).{1,14}(?:县|区|市|旗)",
    ),
)

ADVICE: tuple[Advice, ...] = (
    Advice(
        "addresses.ambiguous_division",
        Text(
            "区划不止一种可能，列出全部候选", "a division that may be one of several: all of them are listed"
        ),
        Text(
            "只写“朝阳区”而不写省市，或所写的旧县名已拆分为几个区县，从地址本身无法断定；按每个候选各写一条建议，"
            f"置信度均分，从不自动采用。乡镇街道名或同一记录的区划代码能够断定的不列；候选超过 {MOST_CANDIDATES} 个的不列。",
            "朝阳区 without its city, or a former county that went to several, cannot be told from the address. Each"
            " candidate is a suggestion with an equal share of confidence, none is applied. What the township or the"
            f" record's division code decides is not listed, nor a name that more than {MOST_CANDIDATES} bear.",
        ),
        "朝阳区建国路1号",
        "北京市朝阳区建国路1号",
        "cn.address",
        may_be_ambiguous,
        _candidates,
    ),
)
