"""What a reconciliation (核对) can find of a record: the outcomes, what becomes of each, and who has to act.

The codes are a proposal of this program: no standard's own list was open to us (DB43/T 880-2014 has one). A user who
holds such a list prints its codes instead through `match_codes:`. Two digits; the first is the class. `test` says
what is looked at, `to` who acts; which parties these are in a case stands in the reconciliation table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from govclean.documents import did_you_mean
from govclean.errors import StandardError
from govclean.wording import Text, same

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome."""

    code: str
    title: Text
    test: Text
    treatment: Text
    to: Text
    severity: Severity


_STORE = Text("入库", "take over")
_VERIFY = Text("核实", "verify")
_RETURN = Text("退回", "return")
_ASK_MISSING = Text("漏报核查", "ask whether it was left out")
_NOBODY = same("–")
_BOTH = Text("各方", "all parties of the case")
_LESSER = Text("非权威方", "the parties with less authority")

OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        "91",
        Text("例外", "exception"),
        Text(
            "本条已列入例外清单且未到期，或与其对应的记录均已列入",
            "it is on the list of exceptions, or all it corresponds to is",
        ),
        Text("不计入评分，仍计数", "left out of scores, still counted"),
        _NOBODY,
        "info",
    ),
    Outcome(
        "51",
        Text("一号多主体（一号多人、一码多企）", "one number, several entities"),
        Text(
            "同一方内，一个有效号码属于两个以上主体",
            "within one party, one valid number belongs to several entities",
        ),
        _RETURN,
        Text("号码重复的一方", "the party in which the number repeats"),
        "error",
    ),
    Outcome(
        "52",
        Text("一主体多号（一人多号、一企多码）", "one entity, several numbers"),
        Text(
            "同一主体有两个以上同类有效号码，或与本方另一条记录疑为同一主体而号码不同",
            "one entity holds several valid numbers of a kind, or seems to be another record of its party but for that",
        ),
        Text("核实，保留主号", "verify, keep the master number"),
        Text("登记机关（最权威的一方）", "the registration authority (the party with most authority)"),
        "error",
    ),
    Outcome(
        "53",
        Text("一对多（跨库）", "one to many between parties"),
        Text("一方的一条对应另一方的多条", "one record of a party corresponds to several of another"),
        _VERIFY,
        _BOTH,
        "warning",
    ),
    Outcome(
        "61",
        Text("状态冲突", "conflict of status"),
        Text("各方记录的状态不同（在世/死亡、存续/注销、迁入/迁出）", "the parties disagree on its status"),
        _VERIFY,
        _LESSER,
        "error",
    ),
    Outcome(
        "31",
        Text("名同·键异", "same name, other key"),
        Text(
            "名称一致且疑为同一主体，而号码不同",
            "the names agree and it seems to be one entity, the numbers differ",
        ),
        Text("核实（疑为一人多号、一企多码）", "verify (one entity with several numbers?)"),
        _BOTH,
        "warning",
    ),
    Outcome(
        "32",
        Text("疑似", "possible match"),
        Text("另一方有疑似的记录，尚不能确定", "another party has a record that may be the same"),
        Text("人工判定", "a person decides"),
        Text("数据管理机构", "the data bureau"),
        "warning",
    ),
    Outcome(
        "81",
        Text("键不可比", "key not comparable"),
        Text(
            "标识号码为空、校验不符或种类不同，本条与对应记录无从按号码核对",
            "no valid number of one kind on both ends: empty, wrong check digit, or another kind",
        ),
        Text("退回补正", "return for completion"),
        Text("号码为空或无效的一方", "the party whose number is empty or invalid"),
        "warning",
    ),
    Outcome(
        "21",
        Text("键同·名异", "same key, other name"),
        Text("号码一致，名称不同", "the numbers agree, the names differ"),
        Text("核实；此前以权威方为准", "verify; the party with authority counts meanwhile"),
        _BOTH,
        "error",
    ),
    Outcome(
        "71",
        Text("时点差", "difference of date"),
        Text(
            "有不同项，但较新的更新时间晚于对方数据的时点（加一个更新周期）",
            "fields differ, and the newer record was updated too late for the other party to know (one cycle allowed)",
        ),
        Text("等待一个更新周期，仍不同则按 22 处理", "wait one update cycle, then as 22"),
        _NOBODY,
        "info",
    ),
    Outcome(
        "22",
        Text("键同·其他项异", "same key, other fields differ"),
        Text("号码与名称一致，其他项有不同", "numbers and names agree, other fields differ"),
        _VERIFY,
        _LESSER,
        "warning",
    ),
    Outcome(
        "12",
        Text("一致（规范化后）", "agrees once normalised"),
        Text(
            "规范化后各比对项一致，上报的写法不同",
            "all compared fields agree, though not as they were supplied",
        ),
        Text("入库，记录规范化操作", "take over, with the changes on record"),
        Text("写法不规范的一方，供知悉", "the parties whose spelling was normalised, for information"),
        "info",
    ),
    Outcome(
        "11",
        Text("一致", "agrees"),
        Text("号码一致，各比对项一致", "the numbers and all compared fields agree"),
        _STORE,
        _NOBODY,
        "info",
    ),
    Outcome(
        "41",
        Text("仅甲方有", "only in the first party"),
        Text("最权威的一方有，其他各方没有", "the party with most authority has it, no other does"),
        _ASK_MISSING,
        Text("其他各方", "the other parties"),
        "warning",
    ),
    Outcome(
        "42",
        Text("仅乙方有", "only in another party"),
        Text("最权威的一方以外的一方有，其他各方没有", "a party of less authority has it, no other does"),
        _ASK_MISSING,
        Text("其他各方", "the other parties"),
        "warning",
    ),
)
"""In the order in which they are looked at: a record gets the first that holds."""

PLACES: Mapping[str, int] = MappingProxyType({one.code: place for place, one in enumerate(OUTCOMES)})


def first_that_holds(holds: Mapping[str, NDArray[np.bool_]], otherwise: str) -> NDArray[np.uint8]:
    """Return for each record the place of its outcome in `OUTCOMES`: the first, in that order, that holds.

    Args:
        holds: for some of the codes, of which records they hold.
        otherwise: the code of records of which none does.
    """
    looked_at = [one.code for one in OUTCOMES if one.code in holds]
    places = [np.uint8(PLACES[code]) for code in looked_at]
    found = np.select([holds[code] for code in looked_at], places, np.uint8(PLACES[otherwise]))
    return found.astype(np.uint8)


def outcome(code: str) -> Outcome:
    """Return the outcome of a code.

    >>> outcome("21").title.zh
    '键同·名异'

    Raises:
        KeyError: there is none.
    """
    return OUTCOMES[PLACES[code]]


def print_codes(match_codes: Mapping[str, str], where: str = "match_codes") -> dict[str, str]:
    """Return for each outcome the code that is printed: the user's own where one is given.

    Raises:
        StandardError: a code of ours that does not exist, or nothing to print in its place.
    """
    for code, printed in match_codes.items():
        if code not in PLACES:
            raise StandardError(
                _UNKNOWN.fill(code=code, near=did_you_mean(code, PLACES)), where=where, hint=_LIST
            )
        if not printed.strip():
            raise StandardError(_EMPTY.fill(code=code), where=where)
    return {one.code: match_codes.get(one.code, one.code) for one in OUTCOMES}


_UNKNOWN = Text("没有核对结果代码“{code}”。{near}", 'there is no outcome "{code}".{near}')
_LIST = Text(f"代码有 {'、'.join(sorted(PLACES))}", f"there are {', '.join(sorted(PLACES))}")
_EMPTY = Text("核对结果“{code}”没有写要换成的代码", 'outcome "{code}": the code to print is empty')
