"""Dates and times in one declared form."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, map_distinct, matches, present, spread
from govclean.values.date_reading import plain_days, read_date
from govclean.values.layouts import Layout, day_number, layout_of, read_layout
from govclean.values.masking import hide_personal
from govclean.values.parameters import ParameterError, require_order, say_instead
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import suggest_readings
from govclean.wording import Text, same

Bound = str | date | int | None

OPEN_ENDS = ("长期", "99991231", "9999-12-31")
DEFAULT_DATES = ("0001-01-01", "1900-01-01", "9999-12-31")


@dataclass(frozen=True)
class Date(SemanticType):
    """A day of the calendar in exactly one form.

    Right as YYYYMMDD: `19850305`. Wrong: `1985-3-5` (another form), `19850230` (no such day), `19000101`
    (what systems put where they know nothing), a day before `min` or after `max`.

    Args:
        format: the form, of YYYY, MM, DD and signs: `YYYYMMDD`, `YYYY-MM-DD`, `YYYY/MM/DD`, `YYYYMM`,
        `YYYY年MM月DD日`.
        min: the first day allowed, in that form, or `today`.
        max: the last day allowed, in that form, or `today`.
        open_end: whether 长期 and 9999-12-31 say that there is no end.
        defaults: days (YYYY-MM-DD) that stand for "not known" and are out of range; 1970-01-01 is a birthday
        like any
            other and is not among them unless named.
        today: the day that `today` means.
    """

    format: str = "YYYY-MM-DD"
    min: Bound = None
    max: Bound = None
    open_end: bool = False
    defaults: tuple[str, ...] = DEFAULT_DATES
    today: date = field(default_factory=date.today)

    name: ClassVar[str] = "date"
    title: ClassVar[Text] = Text("日期", "date")
    basis: ClassVar[str] = "GB/T 7408.1-2023"
    reasons: ClassVar = {
        Reason.DAMAGED: Text("被电子表格损坏", "destroyed by a spreadsheet"),
        Reason.FORMAT: Text("不是规定的日期格式", "is not in the declared form"),
        Reason.COMPONENT: Text("没有这一天或这一时刻", "there is no such day or time"),
        Reason.RANGE: Text(
            "超出允许的日期范围，或为系统缺省日期", "out of range, or a default date of some system"
        ),
    }

    def __post_init__(self) -> None:
        layout = layout_of(self.format)
        self._require_parts(layout)
        object.__setattr__(self, "defaults", tuple(str(day) for day in self.defaults))
        low, high = self._limits()
        require_order("min", low, "max", high)
        said = {Reason.FORMAT: _FORM.fill(format=self.format)}
        if self.min is not None or self.max is not None:
            said[Reason.RANGE] = _SPAN.fill(low=_said(self.min), high=_said(self.max))
        say_instead(self, said)

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row, from the bytes of the declared form."""
        reading = read_layout(column, layout_of(self.format))
        verdicts = np.where(reading.real, self._ranges(reading.days), np.uint8(Reason.COMPONENT)).astype(
            np.uint8
        )
        odd = ~reading.shaped & present(column)
        verdicts[~reading.shaped] = Reason.GOOD
        if odd.any():
            verdicts[odd] = np.where(
                matches(column.filter(pa.array(odd)), _DAMAGED), Reason.DAMAGED, Reason.FORMAT
            )
        if self.open_end:
            verdicts[self._is_open(column, reading.shaped, reading.days)] = Reason.GOOD
        return verdicts

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return dates of another form in the declared one, when they can be read in one way only."""
        return suggest_readings(self, values, self.read)

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the values; a person's name or number in the wrong column is starred."""
        endless = pc.is_in(values, value_set=pa.array(sorted(_ENDLESS)))
        return pc.if_else(endless, values, hide_personal(values))

    def parameters(self) -> dict[str, object]:
        """Return the form and the bounds."""
        return {"format": self.format, "min": self.min, "max": self.max, "open_end": self.open_end}

    def _require_parts(self, layout: Layout) -> None:
        if "hh" in layout.spans:
            raise ParameterError(_NO_TIME.fill(format=layout.text))

    def _limits(self) -> tuple[int | None, int | None]:
        return self._limit("min", self.min), self._limit("max", self.max)

    def _limit(self, name: str, bound: Bound) -> int | None:
        if bound is None or isinstance(bound, date):
            return None if bound is None else day_number(bound)
        if bound == "today":
            return day_number(self.today)
        reading = read_layout(pa.array([str(bound)]), layout_of(self.format))
        if not reading.real[0]:
            raise ParameterError(_BOUND.fill(name=name, value=bound, format=self.format))
        return int(reading.days[0])

    def _ranges(self, days: np.ndarray[tuple[int], np.dtype[np.int32]]) -> Verdicts:
        low, high = self._limits()
        out = np.isin(days, [day_number(date.fromisoformat(day)) for day in self.defaults])
        out |= (days < low) if low is not None else False
        out |= (days > high) if high is not None else False
        return np.where(out, np.uint8(Reason.RANGE), np.uint8(Reason.GOOD))

    def _is_open(
        self, column: pa.StringArray, shaped: Bools, days: np.ndarray[tuple[int], np.dtype[np.int32]]
    ) -> Bools:
        endless = matches(column, "|".join(OPEN_ENDS))
        return np.asarray(endless | (shaped & (days == day_number(date.max))))

    def read(self, value: str, *, sure: bool = False) -> str | None:
        """Return a date written in another way in the declared form; None when it has several meanings or none.

        Args:
            sure: only what the value alone says, and all of it: no serial numbers, no day dropped for a month.
        """
        if self.open_end and value.strip() in _ENDLESS:
            return OPEN_ENDS[0]
        found = read_date(value, serials=not sure)
        if found is None:
            return None
        moment, said = found
        needed = len(layout_of(self.format).spans)
        enough = said == needed if sure and needed < 3 else said >= needed
        return layout_of(self.format).write(moment) if enough and self._keeps_all(moment) else None

    def read_all(self, values: pa.StringArray) -> pa.StringArray:
        """Return `read(value, sure=True)` of each value; the usual forms, which are the most, in one go."""
        layout = layout_of(self.format)
        if list(layout.spans) != ["YYYY", "MM", "DD"]:
            return map_distinct(values, partial(self.read, sure=True))
        days, other = plain_days(values)
        read = map_distinct(values.filter(pa.array(other)), partial(self.read, sure=True))
        return pc.coalesce(layout.write_days(days), spread(read, other))

    def _keeps_all(self, moment: datetime) -> bool:
        """Return whether no time of day but midnight is lost when this type writes a moment."""
        return not any((moment.hour, moment.minute, moment.second))


@dataclass(frozen=True)
class DateTime(Date):
    """A day and a time of the day in exactly one form, without a time zone: the clock of Beijing.

    Right as YYYY-MM-DD hh:mm:ss: `2026-11-23 08:05:00`. Wrong: `2026-11-23` (no time), `2026-11-23 24:00:00`.

    Args:
        format: the form, of YYYY, MM, DD, hh, mm, ss and signs: `YYYYMMDDhhmmss`, `YYYY-MM-DD hh:mm`.
        min: the first day allowed, as YYYY-MM-DD, or `today`.
        max: the last day allowed, as YYYY-MM-DD, or `today`.
        open_end: as for dates.
        defaults: as for dates.
        today: as for dates.
    """

    format: str = "YYYY-MM-DD hh:mm:ss"

    name: ClassVar[str] = "datetime"
    title: ClassVar[Text] = Text("日期时间", "date and time")

    def _require_parts(self, layout: Layout) -> None:
        if "hh" not in layout.spans:
            raise ParameterError(_TIME_MISSING.fill(format=layout.text))

    def _limit(self, name: str, bound: Bound) -> int | None:
        if isinstance(bound, str) and bound != "today" and len(bound) == 10:
            days = read_layout(pa.array([bound]), layout_of("YYYY-MM-DD"))
            if days.real[0]:
                return int(days.days[0])
        return super()._limit(name, bound)

    def read_all(self, values: pa.StringArray) -> pa.StringArray:
        """Return `read(value, sure=True)` of each value; the usual forms, which are the most, in one go."""
        layout = layout_of(self.format)
        if list(layout.spans) != ["YYYY", "MM", "DD"]:
            return map_distinct(values, partial(self.read, sure=True))
        plain = layout.write_days(plain_days(values))
        rest = present(values) & ~present(plain)
        return pc.coalesce(
            plain, spread(map_distinct(values.filter(pa.array(rest)), partial(self.read, sure=True)), rest)
        )

    def _keeps_all(self, moment: datetime) -> bool:
        return "ss" in layout_of(self.format).spans or not moment.second


_DAMAGED = r"#{2,}|#VALUE!|#REF!|#N/A|#NAME\?|[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}"
_ENDLESS = frozenset(
    ("长期", "长期有效", "永久", "永久有效", "永续", "无固定期限", "无期限", "不限", "9999-12-31", "99991231")
)
_FORM = Text("不是 {format} 形式", "is not in the form {format}")


def _said(bound: object) -> Text:
    return Text("检查当日", "the day of checking") if bound == "today" else same(str(bound or "…"))


_SPAN = Text(
    "不在 {low} 至 {high} 之间，或为系统缺省日期",
    "not from {low} to {high}, or a default date of some system",
)
_NO_TIME = Text("date 不含时间，{format} 请用 datetime", "a date has no time: use datetime for {format}")
_TIME_MISSING = Text("datetime 的格式 {format} 缺少时间", "the format {format} of a datetime has no time")
_BOUND = Text(
    "参数 {name} 的 {value} 不是 {format} 形式的日期", "{name}: {value} is no date in the form {format}"
)
