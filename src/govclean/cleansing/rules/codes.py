"""Codes of code lists: labels, lost zeros, old editions. What needs a guess is a suggestion of the type, not a rule."""

from __future__ import annotations

from functools import lru_cache, partial

import pyarrow as pa

from govclean.cleansing.rewriting import said_again
from govclean.cleansing.ruling import Rule, Setting
from govclean.values.codes import Code
from govclean.values.columns import map_distinct
from govclean.values.divisions import Division, code_of_name
from govclean.values.placeholders import PLACEHOLDERS
from govclean.values.suggesting import half_width
from govclean.values.tables import CodeTable, read_table
from govclean.wording import Text

_DIVISIONS = frozenset({"gbt2260", "stats_county_only", "stats_12"})
_SAYS_UNKNOWN = ("未知", "不详", "不明", "未说明", "未提供", "无", "没有")


def _meant(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    semantic = setting.semantic
    if isinstance(semantic, Code):
        return map_distinct(values, partial(_code_meant, semantic.codes))
    if isinstance(semantic, Division):
        ever = semantic.on == "any"
        return said_again(values, _NAME, lambda value: code_of_name(value, ever=ever))
    return pa.nulls(len(values), pa.string())


@lru_cache(1 << 14)  # the same few wrong values fill a column, batch after batch
def _code_meant(table: CodeTable, value: str) -> str | None:
    """Return the code that a label means; a stand-in means one only where the list has a code for "not known"."""
    code = table.meant(value)
    if code is None or half_width(value).lower() not in PLACEHOLDERS:
        return code
    return code if any(word in (table.label(code) or "") for word in _SAYS_UNKNOWN) else None


def _with_zeros(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    semantic = setting.semantic
    if isinstance(semantic, Code):
        return said_again(values, _DIGITS, partial(_filled_up, semantic.codes))
    if isinstance(semantic, Division):
        return said_again(values, _DIGITS, lambda value: semantic.resized(value.removesuffix(".0")))
    if semantic.name == "cn.postcode":
        return said_again(values, _FIVE_DIGITS, lambda value: value.removesuffix(".0").zfill(6))
    return pa.nulls(len(values), pa.string())


@lru_cache(1 << 14)
def _filled_up(table: CodeTable, value: str) -> str | None:
    return table.with_zeros(value)


_NAME = r"^\p{Han}{2,30}$"
_DIGITS = r"^[0-9]{1,12}(?:\.0)?$"
_FIVE_DIGITS = r"^[0-9]{5}(?:\.0)?$"


def _in_this_edition(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    semantic = setting.semantic
    if not isinstance(semantic, Code) or semantic.on != "current" or semantic.codes.name in _DIVISIONS:
        return pa.nulls(len(values), pa.string())
    return map_distinct(values, lambda value: _recoded(semantic, value))


def _recoded(semantic: Code, code: str) -> str | None:
    """Return the code at the end of a line in which each took over one other and no more; else something is lost."""
    table, current = semantic.codes, semantic.codes.current(semantic.today)
    passed: list[str] = []
    while code in table.codes and code not in current and code not in passed:
        heirs = table.successors(code)
        if len(heirs) != 1 or table.predecessors(heirs[0]) != (code,):
            return None
        passed.append(code)
        code = heirs[0]
    return code if passed and code in current else None


def _succeeded(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    semantic = setting.semantic
    if not isinstance(semantic, Division) or semantic.on != "current":
        return pa.nulls(len(values), pa.string())
    table = read_table("gbt2260")
    return said_again(values, "^[0-9]{6}$", lambda code: table.successor(code, semantic.today))


RULES: tuple[Rule, ...] = (
    Rule(
        "codes.from_label",
        "repair_if_unambiguous",
        Text("名称、同义词换成代码", "labels and synonyms become codes"),
        Text(
            "代码项填了名称（汉族）、别名（汉、HA）或代码加名称（01汉族），按代码表换成唯一对应的代码；几个代码都可能的不换。",
            "A label (汉族), another name (汉, HA) or code and label together (01汉族) stand for one code of the list; where"
            " several are possible nothing is changed.",
        ),
        "01汉族",
        "01",
        _meant,
    ),
    Rule(
        "codes.restore_zeros",
        "repair_if_unambiguous",
        Text("补回代码丢失的零", "zeros that a code lost are put back"),
        Text(
            "电子表格把 01 当作数字 1；按代码表的位数补回，结果在表内且唯一才改。"
            "多出的前导零同样去掉；区划代码补齐末尾的零。",
            "A spreadsheet turns 01 into 1; zeros are put back to the width of the list where exactly one code results."
            " Zeros too many go; short division codes (4101) are filled up at their end.",
        ),
        "1",
        "01",
        _with_zeros,
    ),
    Rule(
        "codes.edition",
        "repair_if_unambiguous",
        Text("旧版代码换成现行代码", "codes of an old edition become current ones"),
        Text(
            "代码表写明由唯一一个现行代码接替、且该代码只接替它一个的，改为现行代码；合并、拆分的只给建议。",
            "A code whose one successor took over this code alone becomes that successor; where codes were merged or split,"
            " it is only suggested.",
        ),
        "A1",
        "B1",
        _in_this_edition,
    ),
    Rule(
        "codes.successor_division",
        "repair_if_unambiguous",
        Text("撤销的区划换成后继区划", "dissolved divisions become their successor"),
        Text(
            "只用于要求现行代码的数据项（住址等），且后继区划只有一个；原代码保留在变更记录中。身份号码中的区划代码永不更改。",
            "Only in fields that ask for current codes (addresses), and only where there is one successor; the changes keep"
            " the old code. The division inside a resident number is never changed.",
        ),
        "410306",
        "410308",
        _succeeded,
    ),
)
