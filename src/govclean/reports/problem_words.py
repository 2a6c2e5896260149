"""What the cover of a problem list says."""

from __future__ import annotations

from dataclasses import dataclass

from govclean.wording import Text

TITLE = Text("数据质量问题清单", "Data quality problems")
FACTS = (
    Text("报送部门", "department"),
    Text("轮次", "round"),
    Text("出具日期", "issued on"),
    Text("数据标准", "standard"),
    Text("标准依据", "basis of the standard"),
)
ROUND = Text("第 {round} 轮{part}", "round {round}{part}")
PART = Text("（第 {number} 册，共 {of} 册）", " (part {number} of {of})")
STANDARD = Text("{title}（{name} {version}）", "{title} ({name} {version})")
FILE = Text("检验文件", "file judged")
FILE_FACTS = Text("{path}（{rows} 条，sha256 {sha256}）", "{path} ({rows} records, sha256 {sha256})")
RECEIPT = Text("账本凭据", "entry in the ledger")
RECEIPT_FACTS = Text("第 {seq} 笔 {hash}", "no. {seq} {hash}")

COUNTS = Text("问题数量", "problems")
OVERDUE = Text("　其中已逾期", "  overdue")
OVERDUE_WORDS = Text(
    "反馈期限已过（表中标红），请尽快反馈", "the day to reply by has passed (marked red): answer soon"
)
RATE = Text("修补率", "repair rate")
RATE_FACTS = Text(
    "{repaired} ÷ {judged}（已修复 ÷ 已修复与留存之和；撤销、未检验、例外不计）",
    "{repaired} ÷ {judged} (repaired ÷ repaired and remaining; withdrawn, untested and excepted ones apart)",
)
DUE = Text("反馈期限", "reply by")
DUE_HEADS = (
    Text("级别", "severity"),
    Text("数量", "count"),
    Text("期限", "day"),
    Text("期限说明与依据（新增和再次出现的问题）", "how it is counted, and why (of what is new or back)"),
)
BY_FIELD = Text("按字段统计", "by field")
FIELD_HEADS = (Text("字段", "field"), Text("数量", "count"), Text("其中错误", "errors"))
HOW = Text("填报说明", "how to answer")


@dataclass(frozen=True, slots=True)
class StateLine:
    """One line of the counts: which states it counts, and what that means."""

    states: tuple[str, ...]
    title: Text
    words: Text


STATE_LINES = (
    StateLine(
        ("new", "again", "remaining", "changed"),
        Text("本清单列出", "listed here"),
        Text("须逐条反馈", "each needs an answer"),
    ),
    StateLine(("new",), Text("　其中新增", "  new"), Text("本轮首次发现", "found for the first time")),
    StateLine(
        ("again",),
        Text("　其中再次出现", "  back again"),
        Text("曾经改正或列为例外，本轮又出现", "repaired or excepted once, and found again"),
    ),
    StateLine(
        ("remaining", "changed"),
        Text("　其中留存", "  remaining"),
        Text(
            "以前各轮已提出、仍未改正；期限按首次提出计算",
            "raised before and still wrong; due as first raised",
        ),
    ),
    StateLine(
        ("repaired",),
        Text("本轮已修复", "repaired"),
        Text("上轮的问题，本轮不再存在", "of the last round, found no longer"),
    ),
    StateLine(
        ("withdrawn",),
        Text("已撤销", "withdrawn"),
        Text("记录不再报送，或规则已取消", "the record is delivered no longer, or the rule is gone"),
    ),
    StateLine(
        ("carried",),
        Text("未检验、仍待处理", "not tested, still open"),
        Text(
            "本轮未报送该记录或无法检验，请按以前的清单办理",
            "not delivered or not testable this time: answer on the earlier list",
        ),
    ),
    StateLine(
        ("excepted",),
        Text("例外", "excepted"),
        Text("已批准为例外，不计入，到期复核", "approved, not counted, looked at again when they expire"),
    ),
)

STEPS = (
    Text(
        "在“问题清单”表的黄色各列填写，每行一个问题；其余各列请勿改动。",
        "Answer in the yellow columns of the sheet “problems”, a row a problem; leave all other columns as they are.",
    ),
    Text(
        "处理结果从下拉选项中选择：已修正 · 属实无需修改 · 非本部门 · 无法核实。",
        "Choose the outcome from the list: corrected · true as it is · not ours · cannot be verified.",
    ),
    Text(
        "已修正：请在源系统改正并填写更正值（文本格式，号码原样填写），下一轮报送时核对。更正值须符合数据标准，否则退回。",
        "Corrected: repair it in your own system and write the corrected value as it is, digits and all. It must be as the"
        " standard says, and the next delivery is compared with it.",
    ),
    Text(
        "属实无需修改、非本部门、无法核实：须在“说明”中写明理由和凭据；非本部门的，写明应由哪个部门处理。"
        "属实无需修改的，经批准列为例外，到期复核。",
        "True as it is, not ours, cannot be verified: say in the note why and on what evidence, or whose it is. What is true"
        " as it is becomes an exception once approved, and is looked at again when that expires.",
    ),
    Text(
        "可以筛选。工作表设有保护（无密码），需要排序时请先“审阅 → 撤销工作表保护”，排序和筛选都不影响导入。"
        "请勿增删行列、改动固定各列：导入时逐行校验，改动过的行会被退回。",
        "You may filter. The sheet is protected without a password; to sort it, lift the protection first: neither does any"
        " harm. Add, remove and change nothing else: every row is checked, and a changed one is refused.",
    ),
    Text(
        "本清单含贵单位报送的原始数据，请按数据安全要求保管，不得外传。请在期限前将本文件（.xlsx）交回。",
        "This list holds data as you supplied them: keep it as such. Return this file (.xlsx) by the day above.",
    ),
)
