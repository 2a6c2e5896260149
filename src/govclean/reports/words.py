"""Words that reports of every kind share: verdicts and severities, each with a mark that needs no colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its mark."""

    mark: str
    words: Text


VERDICTS: Mapping[str, Word] = {
    "accepted": Word("✓", Text("通过", "Accepted")),
    "accepted_with_warnings": Word("!", Text("有警告", "Accepted with warnings")),
    "rejected": Word("✗", Text("退回", "Rejected")),
}
SEVERITIES: Mapping[str, Word] = {
    "error": Word("■", Text("错误", "error")),
    "warning": Word("▲", Text("警告", "warning")),
    "info": Word("●", Text("提示", "info")),
}
WHOLE_RECORD = Text("整条记录", "whole record")
MASKED = Text("值已脱敏显示。", "Values are masked.")
PLAIN = Text("本页含未脱敏的原值，请妥善保管。", "This page holds plain values: keep it safe.")
MADE_BY = Text(
    "由 govclean {version} 生成；离线文件，不加载任何外部内容。",
    "Made by govclean {version}; nothing is loaded from anywhere.",
)
