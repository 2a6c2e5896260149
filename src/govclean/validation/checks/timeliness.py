"""Timeliness 时效性: no dates that have not come yet, no records left behind by their update cycle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from govclean.validation.checking import Asked, CheckKind, RowCheck, RuleDoc
from govclean.validation.records import Records
from govclean.values.columns import Bools
from govclean.values.layouts import day_number, to_days
from govclean.wording import Text

NOT_IN_FUTURE = RuleDoc(
    "timeliness.not_in_future",
    Text("日期晚于当前日期", "date in the future"),
    Text(
        "已经发生的事（出生、登记、更新）不会晚于判定日期；多为年份录错或测试数据。",
        "What has happened (birth, registration, update) cannot lie after the day of judgement.",
    ),
    Text("更新时间 = 20991231000000", "updated_at = 20991231000000"),
    Text("更新时间 = 20261101093000", "updated_at = 20261101093000"),
    Text(
        "请核对原件；补录历史数据时可用 --as-of 指定判定日期。",
        "Check the source; `--as-of` sets the day of judgement when old drops are judged.",
    ),
)
UPDATED_WITHIN = RuleDoc(
    "timeliness.updated_within",
    Text("超过更新周期未更新", "not updated within its cycle"),
    Text(
        "目录中承诺了更新周期，超期未更新的记录可能已与实际不符。",
        "The directory promises an update cycle; a record left behind may no longer be true.",
    ),
    Text("更新周期为每月，更新时间 = 2024 年", "monthly cycle, last updated in 2024"),
    Text("更新时间在周期之内", "updated within the cycle"),
    Text("请确认记录是否仍然有效，并重新报送。", "Confirm that the record still holds and deliver it again."),
    severity="warning",
)


def not_in_future(asked: Asked) -> tuple[RowCheck, ...]:
    """`{field}`: the date does not lie after the day of judgement."""
    message = Text("{title}晚于判定日期", "{title} lies after the day of judgement").fill(
        title=asked.title(asked.text("field"))
    )
    return _on_days(asked, NOT_IN_FUTURE, message, lambda days, today: days > today)


def updated_within(asked: Asked) -> tuple[RowCheck, ...]:
    """`{field, days}`: the record was updated at most that many days before the day of judgement."""
    limit = int(asked.text("days"))
    message = Text("{title}距判定日期已超过 {limit} 天", "{title} lies more than {limit} days back").fill(
        limit=limit, title=asked.title(asked.text("field"))
    )
    return _on_days(asked, UPDATED_WITHIN, message, lambda days, today: days < today - limit)


def _on_days(
    asked: Asked, rule: RuleDoc, message: Text, late: Callable[[NDArray[np.int32], int], Bools]
) -> tuple[RowCheck, ...]:
    name = asked.text("field")
    today, layout = day_number(asked.as_of), asked.layout(name)

    def fails(records: Records) -> Bools:
        days, readable = to_days(records.filled(name), layout)
        return readable & late(days, today)

    return (RowCheck(rule, name, message, fails, severity=asked.severity),)


KINDS = (
    CheckKind(NOT_IN_FUTURE, not_in_future, frozenset({"field"})),
    CheckKind(UPDATED_WITHIN, updated_within, frozenset({"field", "days"})),
)
RULES = (NOT_IN_FUTURE, UPDATED_WITHIN)
