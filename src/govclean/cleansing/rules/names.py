"""Names of persons: blanks, dots, notes. Characters themselves are never exchanged, whatever they look like."""

from __future__ import annotations

import re
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from govclean.cleansing.rewriting import found, said_again
from govclean.cleansing.ruling import Rule, Setting
from govclean.values.characters import HAN
from govclean.values.columns import Bools, spread
from govclean.values.names import NOTED, join_han, with_middle_dots
from govclean.values.suggesting import keep
from govclean.values.tables import read_table
from govclean.wording import Text

_HAN = re.compile(f"[{HAN}]")
_FEWEST_HAN = 4  # 张.三 is a slip of the pen, 买买提.吐尔逊 is not
_ROLES = (
    "户主 户长 业主 房主 租户 租客 承租人 本人 代 代办 代理 代签 委托 监护人 联系人 经办人 申请人",
    "法人 法定代表人 法人代表 负责人 代表人 经营者 投资人 合伙人 股东 独资 执行事务合伙人",
    "董事长 副董事长 董事 执行董事 监事 总经理 副总经理 经理 副经理 总裁 副总裁 总监 主任 副主任 主席 副主席 书记 副书记",
    "村长 社长 会长 秘书长 院长 副院长 校长 副校长 园长 所长 副所长 局长 副局长 处长 副处长 科长 副科长 厂长 副厂长",
    "站长 队长 组长 店长 会计 出纳 财务 医生 护士 教师 老师 司机 工人 学生 先生 女士 小姐 同志 师傅",
)
_STATES = (
    "男 女 已故 死亡 已死亡 亡故 去世 在世 失踪 注销 已注销 迁出 已迁出 出国 服役 服刑 新生儿 婴儿 双胞胎",
)
_NOTES = frozenset(" ".join(_ROLES + _STATES).split(" "))


def _joined(values: pa.StringArray, _: Setting) -> pa.StringArray:
    usual = found(values, _ONE_PERSON)
    closed = pc.replace_substring_regex(values.filter(pa.array(usual)), _BLANKS, "")
    return pc.coalesce(spread(closed, usual), said_again(keep(values, ~usual), _SPACED, join_han))


_BLANKS = r"[\s\p{Z}]+"
_SPACED = f"[{HAN}]{_BLANKS}[{HAN}]"
_ONE_PERSON = f"^[{HAN}](?:{_BLANKS}[{HAN}]{{1,2}}|[{HAN}]{_BLANKS}[{HAN}]|{_BLANKS}[{HAN}]{_BLANKS}[{HAN}])$"


def _with_dots(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return said_again(values, rf"[{HAN}][^{HAN}0-9A-Za-z()（）]+[{HAN}]", _dotted)


def _dotted(name: str) -> str | None:
    return with_middle_dots(name) if len(_HAN.findall(name)) >= _FEWEST_HAN else None


def _without_note(values: pa.StringArray, _: Setting) -> pa.StringArray:
    """Return names without the note behind them, where it says nothing of how the name is written."""
    parts = pc.extract_regex(values, NOTED)
    named, note = (pc.struct_field(parts, part) for part in ("name", "note"))
    return keep(pc.utf8_trim_whitespace(named), _true(pc.is_in(note, value_set=_notes())))


@cache
def _notes() -> pa.StringArray:
    """Return roles, states, and the relations to the head of a household (GB/T 4761) with their other names."""
    relations = {word for word in read_table("gbt4761").texts if not word.isascii()}
    return pa.array(sorted(_NOTES | relations))


def _true(answers: pa.BooleanArray) -> Bools:
    held: Bools = answers.to_numpy(zero_copy_only=False)
    return held


RULES: tuple[Rule, ...] = (
    Rule(
        "names.drop_note",
        "repair",
        Text("去除姓名后的备注", "notes behind a name are dropped"),
        Text(
            "“(户主)”“（总经理）”等身份、职务、状态不是姓名的一部分；原值保留在变更记录中。"
            "括号内是名字用字的描述等其他内容时不改。",
            "(户主), （总经理） and other words for a role or a state are no part of the name; the changes keep them."
            " Anything else in brackets, such as a description of a rare character, is left.",
        ),
        "张三(户主)",
        "张三",
        _without_note,
    ),
    Rule(
        "names.join_han",
        "repair_if_unambiguous",
        Text("去除汉字姓名中的空格", "blanks within Han names are removed"),
        Text(
            "为对齐版面在两字姓名中加的空格。五字以上的可能是间隔号丢失，四字的可能是两个人，不改。",
            "Blanks set between two characters to fill a line. In names of five characters and more the dot may be lost,"
            " four may be two persons: these are left.",
        ),
        "张 三",
        "张三",
        _joined,
    ),
    Rule(
        "names.middle_dot",
        "repair_if_unambiguous",
        Text("间隔号统一为“·”", "dots of minority names become U+00B7"),
        Text(
            "少数民族姓名各部分之间用间隔号 U+00B7；• ・ ． . 。等是输入法的替代。",
            "The parts of minority names are joined by U+00B7; • ・ ． . 。 are what an input method offers instead.",
        ),
        "买买提•吐尔逊",
        "买买提·吐尔逊",
        _with_dots,
    ),
)
