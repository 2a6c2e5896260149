"""Identifiers: one writing for each number. Digits are never made up, swapped or chosen to fit a check."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.cleansing.ruling import Rule, Setting
from govclean.values.columns import Bools, matches, present
from govclean.values.identifiers.resident_id import upgrades
from govclean.values.identifiers.writing import read_plainly
from govclean.values.semantic import Reason
from govclean.values.suggesting import keep
from govclean.wording import Text

_LABELS = (
    "居民身份证号码 居民身份证号 居民身份证 公民身份号码 公民身份证号码 公民身份证号 身份证件号码",
    "身份证号码 身份证号 身份证",
    "证件号码 证件号 证号 统一社会信用代码证 统一社会信用代码 统一信用代码 社会信用代码 信用代码",
    "组织机构代码证 组织机构代码 机构代码 营业执照注册号 工商注册号 注册号 纳税人识别号 税号 护照号码 护照号",
    "护照 通行证号码 通行证号 军官证号",
    "车牌号码 车牌号 车牌 号码 编号",
)
_COUNTRY = ("CHN", "CN", "ID", "NO")
_MADE_FLOAT = r"^([0-9]{1,15})\.0+$"  # a spreadsheet keeps fifteen digits exactly


def _plain_and_good(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return read_plainly(pc.replace_substring_regex(values, _MADE_FLOAT, r"\1"))


def _upgraded(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return upgrades(read_plainly(values))


def _without_label(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    kind = setting.semantic.name
    pattern = _behind_label(setting.field.title.zh, setting.field.aliases, with_country=kind in _CHECKED)
    plain = read_plainly(pc.struct_field(pc.extract_regex(values, pattern), "rest"))
    old = upgrades(plain) if kind in _UPGRADED else plain
    good = pa.array(_judged(setting, plain) == Reason.GOOD)
    return pc.if_else(good, plain, pc.coalesce(old, plain))


_CHECKED = frozenset(
    {"cn.resident_id", "cn.uscc", "cn.registration_no"}
)  # letters in front are no part of these
_UPGRADED = frozenset({"cn.resident_id", "cn.certificate"})


@cache
def _behind_label(title: str, aliases: tuple[str, ...], *, with_country: bool) -> str:
    """Return the RE2 of a number behind its own name: the usual ones, the title and the Chinese aliases of the field."""
    words = {word for word in (title, *aliases) if word and not word.isascii()}
    words.update(" ".join((*_LABELS, *(_COUNTRY if with_country else ()))).split(" "))
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return rf"(?is)\A[\s\p{{Z}}'`‘’]*(?:{longest_first})[\s\p{{Z}}:：=为.．\-—_)）]*(?P<rest>.+)\z"


def _plain_though_wrong(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    """Return numbers of the right form in plain writing, and numbers of another length without what surrounds them."""
    plain, bare = read_plainly(pc.replace_substring_regex(values, _LIKE_X, "")), _bare(values)
    of_plain, of_bare = _judged(setting, plain), _judged(setting, bare)
    formed = (of_plain == Reason.CHECK_DIGIT) | (of_plain == Reason.COMPONENT)
    return pc.coalesce(keep(plain, formed), keep(bare, (of_bare == Reason.LENGTH) & _is_number(bare)))


_AROUND = r"""^[\s\p{Z}\p{Cc}\p{Cf}'"`´‘’“”=]+|[\s\p{Z}\p{Cc}\p{Cf}'"`´‘’“”]+$"""
_LIKE_X = "^.*[ХΧ×✕✖╳хχ].*$"  # may be another letter where no check says that X is meant


def _bare(values: pa.StringArray) -> pa.StringArray:
    bare = pc.utf8_upper(pc.replace_substring_regex(pc.utf8_normalize(values, "NFKC"), _AROUND, ""))
    return keep(bare, matches(bare, "[0-9A-Z]+"))


def _is_number(values: pa.StringArray) -> Bools:
    return matches(values, "[0-9A-Z]*[0-9]{4}[0-9A-Z]*")


def _judged(setting: Setting, values: pa.StringArray) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Return the verdicts; what is null is not good but of no FORMAT."""
    return np.where(present(values), setting.semantic.judge(values), np.uint8(Reason.FORMAT))


RULES: tuple[Rule, ...] = (
    Rule(
        "identifiers.drop_prefix",
        "repair_if_unambiguous",
        Text("去除号码前的名称", "the name in front of a number is dropped"),
        Text(
            "“身份证:”“统一社会信用代码：”、国别 CN 等与号码填在一格；去除后号码校验通过才改。",
            "A label such as 身份证: or the country CN stands in the cell with the number; it is dropped where the number"
            " then passes its check.",
        ),
        "身份证:11010519491231002X",
        "11010519491231002X",
        _without_label,
    ),
    Rule(
        "identifiers.normalise",
        "repair_if_unambiguous",
        Text("号码写法归一", "numbers are written in one way"),
        Text(
            "全角、小写 x、形似 X 的字母和符号（Х、×）、空格、横线、引号只是写法；归一后通过校验才改。",
            "Full width, a small x, letters and signs that look like X, blanks, hyphens and quotes are matters of writing;"
            " changed only where the number then passes its check.",
        ),
        "110105 19491231 002ｘ",
        "11010519491231002X",
        _plain_and_good,
    ),
    Rule(
        "identifiers.upgrade_15",
        "repair_if_unambiguous",
        Text("15 位身份号码升为 18 位", "15-digit resident numbers get their 18 places"),
        Text(
            "GB 11643-1999：第 6 位后补 19，末尾加校验码；日期须存在。"
            "顺序码 996 至 999 属于 1900 年前出生者，不升位，只报告。",
            "GB 11643-1999: 19 behind the sixth place, a check character at the end, where the date exists. Sequences 996 to"
            " 999 belong to people born before 1900 and are only reported.",
        ),
        "110105491231002",
        "11010519491231002X",
        _upgraded,
    ),
    Rule(
        "identifiers.plain_form",
        "repair",
        Text("错误号码去除分隔和全角", "wrong numbers lose separators and full width"),
        Text(
            "校验不通过的号码也按规定写法列出，便于与原件核对；数字本身一位不改。电子表格损坏的号码不动。",
            "A number that fails its check is written plainly too, so that it can be compared with the document; not one"
            " digit is changed. Numbers that a spreadsheet destroyed are not touched.",
        ),
        "'１１０１０５ 19491231 0021",
        "110105194912310021",
        _plain_though_wrong,
    ),
)
