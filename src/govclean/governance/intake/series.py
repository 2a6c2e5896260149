"""What the ledger knows of a drop and of the series it belongs to: seen before, repeated, with a gap before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govclean.governance.intake.contents import Stretch
from govclean.governance.intake.manifest import Contents, Manifest
from govclean.governance.intake.remarks import Remark
from govclean.governance.intake.spans import Span, days, follow, span_of_days, stretch, written
from govclean.governance.ledger import Ledger
from govclean.wording import Text

Row = Mapping[str, object]

_FILES = """
SELECT DISTINCT d.sha256, d.batch, d.department, d.source, d.received_on, d.mode FROM drops d
JOIN intakes i ON i.batch = d.batch AND i.entry = d.entry AND i.verdict IN ('accepted', 'accepted_with_warnings')
WHERE list_contains($1, d.sha256) ORDER BY d.batch, d.sha256
"""
_DELIVERED = """
SELECT i.batch, i.number, i.content, i.watermark_from, i.watermark_to, i.replaces, i.records, i.manifest,
    i.manifest_path, d.department, d.source, d.standard, any_value(d.mode) AS mode, any_value(d.period_from) AS period_from,
    any_value(d.period_to) AS period_to, any_value(d.received_on) AS received_on, i.entry
FROM intakes i JOIN drops d ON d.batch = i.batch AND d.entry = i.entry
WHERE i.verdict IN ('accepted', 'accepted_with_warnings')
GROUP BY ALL ORDER BY i.entry, i.batch
"""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose series a drop belongs to."""

    department: str
    source: str
    standard: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a drop brings, as far as it matters beside others."""

    manifest: Manifest
    whose: Whose
    content: str  # digest of its files
    records: int
    files: Mapping[str, str]  # declared path → SHA-256, of files with records
    stretch: Stretch | None  # what it covers
    watermark: tuple[str, str]  # first and last mark; empty texts where there is none


@dataclass(frozen=True, slots=True)
class Delivered:
    """One drop that was accepted."""

    batch: str
    number: str
    content: str
    whose: Whose
    mode: str
    period: tuple[str, str]
    watermark: tuple[str, str]
    replaces: str
    records: int
    manifest: str
    place: str  # where its manifest stood
    received_on: str

    @property
    def stretch(self) -> Stretch | None:
        """Return what it covers: its watermark, else its period."""
        if all(self.watermark):
            return stretch(*self.watermark)
        told = days(*self.period) if all(self.period) else None
        return ("moment", span_of_days(*told)) if told else None


def accepted_before(ledger: Ledger) -> tuple[Delivered, ...]:
    """Return every drop that was accepted, in the order of the ledger."""
    return tuple(_delivered(row) for row in ledger.ask(_DELIVERED).to_pylist())


def repeats_of(ledger: Ledger, batch: str = "", *, place: str = "") -> list[Row]:
    """Return the drops that were refused as repeats: of a batch, or from a place."""
    condition = "i.repeats = $1" if batch else "i.manifest_path = $1"
    asked = f"""
        SELECT i.batch, i.manifest, i.content, i.repeats, substr(e.entered_at, 1, 10) AS day
        FROM intakes i JOIN entries e ON e.seq = i.entry WHERE i.verdict = 'repeated' AND {condition}
        ORDER BY i.entry, i.place
    """  # noqa: S608 - one of two texts of ours
    rows: list[Row] = ledger.ask(asked, [batch or place]).to_pylist()
    return rows


def seen_before(arrival: Arrival, before: Sequence[Delivered]) -> Delivered | None:
    """Return the accepted drop that this one repeats, whoever brings it; None where it is a new one.

    The same content is a repeat; but a full table that did not change until its next period is not, and neither is an
    empty increment of another period.
    """
    contents = arrival.manifest.resource
    period = contents.period.days or ("", "")
    for one in before:
        next_period = all(period) and all(one.period) and period != one.period
        unchanged = contents.mode == "full" and one.whose.department == arrival.whose.department
        if one.content == arrival.content and not (next_period and (unchanged or not arrival.records)):
            return one
    return None


def check_series(arrival: Arrival, before: Sequence[Delivered], ledger: Ledger) -> Iterator[Remark]:
    """Yield what is odd about a drop beside those that were accepted before."""
    manifest, whose = arrival.manifest, arrival.whose
    contents = manifest.resource
    known = [one for one in before if one.whose.department == whose.department]
    series = [one for one in known if one.whose == whose]
    replaced = [one for one in known if contents.replaces and contents.replaces in (one.batch, one.number)]
    if contents.replaces and not replaced:
        yield Remark("series.replaces_unknown", "error", _NO_SUCH.fill(number=contents.replaces))
    for one in known:
        if manifest.number and one.number == manifest.number and one not in replaced:
            words = _NUMBER.fill(number=manifest.number, batch=one.batch, day=one.received_on)
            yield Remark("series.number_used", "error", words)
            break
    yield from _files_seen(arrival, {one.batch for one in before if one not in replaced}, ledger)
    gone = {one.replaces for one in series} | {one.batch for one in replaced}
    standing = [one for one in series if not {one.batch, one.number or one.batch} & gone]
    yield from _period_again(contents, standing) if contents.mode == "full" else _place(arrival, standing)


def _files_seen(arrival: Arrival, standing: set[str], ledger: Ledger) -> Iterator[Remark]:
    """Yield the files that came in a drop accepted before: no news in an increment, perhaps no change in a full table."""
    hashes = sorted(set(arrival.files.values()))
    held = ledger.ask(_FILES, [hashes]).to_pylist() if hashes else []
    for path, sha256 in arrival.files.items():
        seen = next((one for one in held if one["sha256"] == sha256 and one["batch"] in standing), None)
        if seen is None:
            continue
        ours = seen["department"] == arrival.whose.department and arrival.manifest.resource.mode == "full"
        words = _FILE_SEEN.fill(batch=seen["batch"], department=seen["department"], day=seen["received_on"])
        yield Remark("series.file_seen", "warning" if ours else "error", words, path)


def _period_again(contents: Contents, series: Sequence[Delivered]) -> Iterator[Remark]:
    """Yield where a full table is for a period whose full table was accepted before."""
    period = contents.period.days
    same = [one for one in series if one.mode == "full" and period is not None and one.period == period]
    if same:
        words = _AGAIN.fill(batch=same[-1].batch, day=same[-1].received_on)
        yield Remark("series.period_again", "warning", words)


def _place(arrival: Arrival, series: Sequence[Delivered]) -> Iterator[Remark]:
    """Yield gaps, overlaps and repeats of an increment; a full table before it covers all up to its end."""
    this, first = arrival.stretch, arrival.watermark[0]
    if arrival.manifest.resource.mode != "incremental" or this is None:
        return
    others = [(one, told[1]) for one in series if (told := one.stretch) is not None and told[0] == this[0]]
    if not others:
        yield Remark("series.first", "info", _FIRST)
        return
    held = [Span(0, span.end) if one.mode == "full" else span for one, span in others]
    touching = first != "" and any(one.watermark[1] == first for one, _ in others)
    sequel = follow(this[1], held, touching=touching)
    if sequel.repeat:
        by = next((one for one, span in others if span.covers(this[1])), others[-1][0])
        words = _REPEAT.fill(span=written(this[1], this[0]), batch=by.batch)
        yield Remark("series.repeat", "error", words)
    if sequel.gap:
        yield Remark("series.gap", "warning", _GAP.fill(span=written(sequel.gap, this[0])))
    if sequel.overlap:
        yield Remark("series.overlap", "warning", _OVERLAP.fill(span=written(sequel.overlap, this[0])))


def _delivered(row: Row) -> Delivered:
    told = {name: str(value) if value is not None else "" for name, value in row.items()}
    return Delivered(
        batch=told["batch"],
        number=told["number"],
        content=told["content"],
        whose=Whose(told["department"], told["source"], told["standard"]),
        mode=told["mode"],
        period=(told["period_from"], told["period_to"]),
        watermark=(told["watermark_from"], told["watermark_to"]),
        replaces=told["replaces"],
        records=int(told["records"] or 0),
        manifest=told["manifest"],
        place=told["manifest_path"],
        received_on=told["received_on"],
    )


_NO_SUCH = Text(
    "要更正的批次 {number} 不是本部门已接收的批次",
    "the batch to be replaced, {number}, was not accepted from this department",
)
_NUMBER = Text(
    "批次号 {number} 已用过：{day} 接收，内容不同（回执 {batch}）；更正须写 replaces",
    "the number {number} was used before, with other content: received on {day} as {batch}; a correction says `replaces`",
)
_FILE_SEEN = Text(
    "内容与 {department} {day} 报送、已接收的文件相同（{batch}）",
    "its content was accepted before, from {department} on {day} ({batch})",
)
_AGAIN = Text(
    "该时段的全量数据已于 {day} 接收（{batch}）；更正请写 replaces",
    "the full table of this period was accepted on {day} ({batch}); a correction says `replaces`",
)
_FIRST = Text(
    "本系列的第一批，此前没有可衔接的数据", "the first of its series: there is nothing it could follow"
)
_REPEAT = Text(
    "增量重复：{span} 已全部接收过（{batch}）；更正须写 replaces",
    "a repeated increment: {span} was accepted before ({batch}); a correction says `replaces`",
)
_GAP = Text("增量不连续，缺 {span}", "a gap in the series: {span} is missing")
_OVERLAP = Text("增量重叠：{span} 已接收过", "an overlap in the series: {span} was accepted before")
