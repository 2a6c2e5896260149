"""Words of receipts that the page and the terminal share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govclean.governance.intake.judging import State
from govclean.governance.intake.receipt import Receipt, Verdict
from govclean.reports.words import Word
from govclean.wording import Language, Text

INTAKE_VERDICTS: Mapping[Verdict, Word] = {
    "accepted": Word("✓", Text("接收", "Accepted")),
    "accepted_with_warnings": Word("!", Text("接收，有待完善", "Accepted with warnings")),
    "rejected": Word("✗", Text("退回", "Rejected")),
    "repeated": Word("↺", Text("重复报送，不再接收", "Repeated: not taken in again")),
}
STATES: Mapping[State, Word] = {
    "clear": Word("✓", Text("清", "clear")),
    "unclear": Word("!", Text("不清", "unclear")),
    "missing": Word("✗", Text("缺失", "missing")),
}
MODES: Mapping[str, Text] = {"full": Text("全量", "full"), "incremental": Text("增量", "incremental")}
BATCH = Text("批次号", "batch")
RECORDS = Text("记录数", "records")
FILES = Text("文件", "files")
PERIOD = Text("数据时段", "period")
MODE = Text("报送方式", "mode")
WATERMARK = Text("增量范围", "watermark")
NUMBER = Text("报送部门批次号", "its own number")
RECEIVED = Text("接收日期", "received on")
RESOURCE = Text("目录代码", "code in the directory")
UNNAMED = Text("未写明的资源", "a resource without a name")
NOT_VALIDATED = Text("未做质量检验", "not validated")


def facts_of(receipt: Receipt, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what a receipt says of the drop as label and value, absent ones left out."""
    period = " – ".join(receipt.period) if receipt.period else ""
    records = "" if receipt.records is None else f"{receipt.records:,}"
    mode = MODES[receipt.mode].say(language) if receipt.mode else ""
    for label, value in (
        (NUMBER, receipt.number),
        (RESOURCE, receipt.resource),
        (MODE, mode),
        (PERIOD, period),
        (WATERMARK, " – ".join(receipt.watermark) if any(receipt.watermark) else ""),
        (FILES, str(sum(one.declared for one in receipt.files))),
        (RECORDS, records),
        (RECEIVED, receipt.received_on),
    ):
        if value:
            yield label.say(language), value
