"""Whether what is in the files is what the manifest declares: records, columns, and the stretch they are about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from govclean.governance.intake.looking import Looked
from govclean.governance.intake.manifest import Contents, DeclaredFile
from govclean.governance.intake.remarks import Remark
from govclean.governance.intake.spans import Kind, Span, days, span_of_days, stretch, written
from govclean.wording import Text

_AT_END = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])?日?$", re.ASCII
)

Stretch = tuple[Kind, Span]


def check_contents(contents: Contents, looked: Mapping[str, Looked], day: date) -> Iterator[Remark]:
    """Yield what in the files is not as declared; `looked` by declared path, `day` is that of receiving."""
    yield from _period_to_come(contents, day)
    for file in contents.files:
        seen = looked.get(file.path)
        if seen is None:
            continue
        if seen.unreadable is not None:
            yield Remark("files.unreadable", "error", _UNREADABLE.fill(why=seen.unreadable.what), file.path)
            continue
        if file.rows is not None and file.rows != seen.rows:
            words = _ROWS.fill(declared=f"{file.rows:,}", found=f"{seen.rows:,}")
            yield Remark("files.rows", "error", words, file.path)
        yield from _columns(file, seen)
        yield from _named_period(contents, file)
        yield from _watermark(contents, file, seen)


def period_of_name(name: str) -> str:
    """Return the month or day at the end of a file's name, as `2026-11` or `2026-11-05`; empty where there is none.

    >>> period_of_name("卫健/实有人口_202611.csv"), period_of_name("人口-2026年11月.xlsx"), period_of_name("人口.csv")
    ('2026-11', '2026-11', '')
    """
    found = _AT_END.search(PurePosixPath(name).stem)
    return "-".join(part for part in found.groups() if part) if found else ""


def declared_stretch(contents: Contents) -> Stretch | None:
    """Return the stretch a delivery covers: that of its watermark, else its period; None where none is declared."""
    mark = contents.watermark
    if mark.first and mark.last:
        return stretch(mark.first, mark.last)
    period = contents.period.days
    named = days(*period) if period else None
    return ("moment", span_of_days(*named)) if named else None


def found_stretch(looked: Sequence[Looked]) -> Stretch | None:
    """Return the stretch that the values of the watermark cover in all files; None where they have no order."""
    found = [stretch(one.marks.first, one.marks.last) if one.marks else None for one in looked if one.rows]
    told = [one for one in found if one is not None]
    if not told or len(told) < len(found) or len({kind for kind, _ in told}) > 1:
        return None
    return told[0][0], Span(min(span.start for _, span in told), max(span.end for _, span in told))


def _period_to_come(contents: Contents, day: date) -> Iterator[Remark]:
    period = contents.period.days
    if period and period[0] > day.isoformat():
        yield Remark("period.to_come", "error", _TO_COME.fill(first=period[0], day=day))
    elif period and period[1] > day.isoformat():
        yield Remark("period.not_over", "warning", _NOT_OVER.fill(last=period[1], day=day))


def _columns(file: DeclaredFile, seen: Looked) -> Iterator[Remark]:
    if not file.columns:
        return
    declared, found = [_plain(one) for one in file.columns], [_plain(one) for one in seen.columns]
    lacking = [one for one in file.columns if _plain(one) not in found]
    extra = [one for one in seen.columns if _plain(one) not in declared]
    if lacking:
        yield Remark("files.columns_missing", "error", _LACKING.fill(names=named(lacking)), file.path)
    if extra:
        yield Remark("files.columns_extra", "warning", _EXTRA.fill(names=named(extra)), file.path)
    if not lacking and not extra and declared != found:
        yield Remark("files.columns_order", "info", _ORDER, file.path)


def _named_period(contents: Contents, file: DeclaredFile) -> Iterator[Remark]:
    """Yield where a file's name speaks of a month or day outside the declared period."""
    period, month = contents.period.days, period_of_name(file.path)
    told = days(month, month) if month else None
    if period and told and (told[1].isoformat() < period[0] or told[0].isoformat() > period[1]):
        words = _NAMED.fill(month=month, first=period[0], last=period[1])
        yield Remark("files.period_of_name", "warning", words, file.path)


def _watermark(contents: Contents, file: DeclaredFile, seen: Looked) -> Iterator[Remark]:
    """Yield where the values of the watermark leave the declared stretch, or cannot be looked at."""
    if contents.mode != "incremental" or not contents.watermark.field or not seen.rows:
        return
    found = found_stretch([seen])
    declared = declared_stretch(contents)
    if not seen.marked:
        yield Remark("watermark.absent", "error", _ABSENT.fill(field=contents.watermark.field), file.path)
    elif found is None:
        yield Remark("watermark.unordered", "warning", _UNORDERED.fill(field=seen.marked), file.path)
    elif declared is None:
        return
    elif declared[0] != found[0]:
        if contents.watermark.first:
            yield Remark("watermark.kind", "error", _OTHER_KIND.fill(field=seen.marked), file.path)
    elif not declared[1].covers(found[1]):
        facts = {"found": written(found[1], found[0]), "declared": written(declared[1], declared[0])}
        yield Remark("watermark.outside", "error", _BEYOND.fill(field=seen.marked, **facts), file.path)


def named(names: Sequence[str]) -> Text:
    """Return names one after the other; at most twenty, then how many more."""
    shown, more = names[:20], len(names) - 20
    rest = Text("等 {count} 个", " and {count} more").fill(count=more) if more > 0 else Text("", "")
    return Text("、".join(shown) + rest.zh, ", ".join(shown) + rest.en)


def _plain(header: str) -> str:
    return unicodedata.normalize("NFKC", header).strip()


_UNREADABLE = Text("读不了：{why}", "cannot be read: {why}")
_ROWS = Text("记录数不符：清单 {declared} 条，实有 {found} 条", "{declared} records declared, {found} there")
_LACKING = Text("缺少清单列出的列：{names}", "declared columns that are not there: {names}")
_EXTRA = Text("有清单未列出的列：{names}", "columns that were not declared: {names}")
_ORDER = Text("列的顺序与清单不同", "the columns stand in another order than declared")
_NAMED = Text(
    "文件名说的是 {month}，清单的时段为 {first} 至 {last}",
    "the name speaks of {month}, the declared period is {first} to {last}",
)
_TO_COME = Text(
    "数据时段从 {first} 开始，晚于接收日 {day}",
    "the period begins on {first}, after the day of receiving, {day}",
)
_NOT_OVER = Text(
    "数据时段到 {last} 才结束，接收日为 {day}", "the period ends on {last} only; it was received on {day}"
)
_ABSENT = Text("没有增量字段“{field}”这一列", 'there is no column for the watermark "{field}"')
_UNORDERED = Text(
    "增量字段“{field}”的值不全是时间或序号，未能核对范围",
    'not all values of the watermark "{field}" are times or numbers: its range was not checked',
)
_OTHER_KIND = Text(
    "增量字段“{field}”的值与清单写的范围不是同一种（时间或序号）",
    'the values of the watermark "{field}" are of another kind than the declared range (times or numbers)',
)
_BEYOND = Text(
    "增量字段“{field}”的值为 {found}，超出声明的 {declared}",
    'the watermark "{field}" runs over {found}, beyond what is declared: {declared}',
)
