"""What each figure counts, in words: its numerator, its denominator, and why there may be none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govclean.governance.profiles.scoring import Average, Count
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class CountWords:
    """One figure in words."""

    title: Text
    formula: Text
    why_untested: Text


COUNT_WORDS: Mapping[Count, CountWords] = {
    "findings": CountWords(
        Text("规则检查", "rules kept"),
        Text("无问题记录 ÷ 检查记录", "records without a fault ÷ records"),
        Text("没有做过本项的检查", "none of its rules was tested"),
    ),
    "items": CountWords(
        Text("信息项完整率", "items delivered"),
        Text("实报信息项 ÷ 应报信息项", "items delivered ÷ asked for"),
        Text("账本没有应报信息项数", "the ledger does not tell which items are asked for"),
    ),
    "storable": CountWords(
        Text("入库率", "storable records"),
        Text("可入库记录 ÷ 报送记录（主键有值、有效且唯一）", "records with a good, unique key ÷ records"),
        Text("标准没有主键，或尚未检查", "the standard has no key, or nothing was judged"),
    ),
    "deliveries": CountWords(
        Text("应报实报", "deliveries made"),
        Text("实报期数 ÷ 应报期数", "periods delivered ÷ due"),
        Text("账本没有本年到期的应报清单", "no duty to deliver fell due this year"),
    ),
    "on_time": CountWords(
        Text("报送及时率", "deliveries in time"),
        Text("按期报送期数 ÷ 应报期数", "periods delivered in time ÷ due"),
        Text("账本没有本年到期的应报清单", "no duty to deliver fell due this year"),
    ),
    "days_with_data": CountWords(
        Text("连续性", "days with data"),
        Text(
            "有数天数 ÷ 应报天数（每日按工作日、实时按自然日）",
            "days with data ÷ days due (daily: working days)",
        ),
        Text("没有按日或实时报送的应报清单", "no duty to deliver every day"),
    ),
    "repaired": CountWords(
        Text("修补率", "repair rate"),
        Text("已修复问题 ÷ 退回后复测的问题", "problems repaired ÷ returned and tested again"),
        Text("没有退回后复测的问题", "no returned problem was tested again"),
    ),
    "in_time": CountWords(
        Text("按期办结率", "settled in time"),
        Text("按期办结问题 ÷ 已办结或已到期问题", "problems settled in time ÷ settled or past due"),
        Text("没有已办结或已到期的问题", "no problem is settled or past due"),
    ),
    "replies": CountWords(
        Text("反馈率", "problems answered"),
        Text("已反馈问题 ÷ 已反馈或已到期问题", "problems answered ÷ answered or past due"),
        Text("没有已反馈或已到期的问题", "no problem is answered or past due"),
    ),
    "shared": CountWords(
        Text("共享率", "resources shared"),
        Text("可共享资源 ÷ 目录资源", "resources that may be shared ÷ in the directory"),
        Text("账本没有该部门的资源目录", "the ledger has no directory of its resources"),
    ),
    "answered": CountWords(
        Text("需求答复及时率", "requests answered in time"),
        Text("按期答复需求 ÷ 到期需求", "requests answered in time ÷ due"),
        Text("没有到期的共享需求", "no request to share was due"),
    ),
    "objections": CountWords(
        Text("异议办结及时率", "objections settled in time"),
        Text("按期办结异议 ÷ 到期异议", "objections settled in time ÷ due"),
        Text("没有到期的异议", "no objection was due"),
    ),
}

AVERAGES: Mapping[Average, Text] = {
    "records": COUNT_WORDS["findings"].formula,
    "values": Text("通过项次 ÷ 检查项次", "values that passed ÷ evaluated"),
    "rules": Text(
        "各规则通过率按级别加权之和 ÷ 权数之和", "rates of the rules by weight of severity ÷ weights"
    ),
}
"""What numerator and denominator are, for each way in which findings can be averaged."""
