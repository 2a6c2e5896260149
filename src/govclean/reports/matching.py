"""What matching found, on the terminal: records, pairs, entities, outcomes, conflicts, how good it is, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.matched import Matched
from govclean.linkage.conflict_findings import titles
from govclean.linkage.outcomes import OUTCOMES
from govclean.linkage.pairs import REVIEW
from govclean.reports.layout import fit, visible, wrapped
from govclean.reports.measured import estimated, measured
from govclean.reports.numbers import duration, grouped, percent
from govclean.values.masking import hide_personal
from govclean.wording import Language, Text

_LABELS = {
    "records": Text("记录", "Records"),
    "pairs": Text("记录对", "Pairs"),
    "outcomes": Text("核对", "Outcomes"),
    "conflicts": Text("号码冲突", "Conflicts"),
    "checks": Text("跨库核查", "Checks"),
    "measured": Text("实测", "Measured"),
    "estimated": Text("估计", "Estimated"),
    "notes": Text("提示", "Notes"),
    "next": Text("下一步", "Next"),
}
_ENTITIES = {
    "person": Text("人", "People"),
    "organisation": Text("单位", "Companies"),
    "place": Text("地点", "Places"),
}
_PAIRS = {
    "compared": Text("比较 {count}", "{count} compared"),
    "match": Text("匹配 {count}", "{count} match"),
    "review": Text("待核实 {count}", "{count} to review"),
}
_BLOCKING = Text("分块规则 {count} 条", "{count} blocking rules")
_KEPT_KNOWN = Text("分块保留已知匹配的 {share}", "blocking kept {share} of the known matches")
_KEPT_BY_NUMBER = Text(
    "号码相同者中其余规则保留 {share}", "of the pairs known by number the other rules keep {share}"
)
_COST = Text("{duration}，内存 {memory} MB", "{duration}, {memory} MB")
_IN_ALL = Text("各来源均有 {count}", "{count} in all")
_IN_BOTH = Text("两边都有 {count}", "{count} in both")
_ONLY = Text("仅 {source} {count}", "{count} only in {source}")
_REPEATED = Text("重复记录 {count} 条", "{count} records repeat another of their source")
_BALANCE = Text("平衡 ✓ {side} {count} = Σ 各类", "balance ✓ {side} {count} = Σ outcomes")
_SIDE = Text("{side}：", "{side}: ")
_CHECKS = Text("{severity} {field} {count}", "{field} {count} ({severity})")
_SEVERITIES = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
}
_EXPLAIN = Text(
    "govclean match -o {folder} --explain {left} {right} 说明一对记录的依据",
    "govclean match -o {folder} --explain {left} {right} says why",
)
_DECIDE = Text(
    "{count} 对待核实：pairs.parquet 中 decision=review；判定后以 --decisions 文件 重跑",
    "{count} pairs to review: decision=review in pairs.parquet; run again with --decisions FILE",
)
_TABLES = Text(
    "{folder}：clusters、golden、reconciliation、conflicts 等表",
    "{folder}: clusters, golden, reconciliation, conflicts and other tables",
)
_LABEL = 11  # cells
_NOTES = 8  # shown
_MORE = Text("…另有 {count} 条，见 run.json", "… {count} more, see run.json")


def render(matched: Matched, language: Language, folder: str = "", width: int = 100) -> RenderableType:
    """Return the summary of a run for a rich console; no line is wider than asked for but by a path."""
    rows: list[tuple[str, Sequence[str]]] = [
        (_LABELS["records"].say(language), list(_records(matched, language))),
        (_LABELS["pairs"].say(language), list(_pairs(matched, language))),
        (_ENTITIES[matched.entity].say(language), list(_entities(matched, language))),
        *((label, parts) for label, parts in _outcomes(matched, language)),
        (_LABELS["conflicts"].say(language), list(_conflicts(matched, language))),
        (_LABELS["checks"].say(language), list(_checks(matched, language))),
        *_quality(matched, language),
    ]
    lines = [line for label, parts in rows for line in _row(label, parts, width)]
    lines += _notes(matched, language, width)
    if folder:
        lines += _row(_LABELS["next"].say(language), list(_next(matched, language, folder)), width, "dim")
    return Group(*lines)


def _row(label: str, parts: Sequence[str], width: int, style: str = "") -> list[Line]:
    """Return parts behind a label, on as many lines as they need; nothing where there is no part."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + cell_len(part) + 3 <= width - _LABEL:
            lines[-1] += f" · {part}"
        else:
            lines += wrapped(visible(part), width - _LABEL)
    return [Line(fit(label if place == 0 else "", _LABEL) + line, style) for place, line in enumerate(lines)]


def _records(matched: Matched, language: Language) -> Iterator[str]:
    for file in matched.inputs.files:
        yield f"{file.source} {grouped(file.rows - file.set_aside)}"
    rules = len(matched.linked.rules)
    yield _BLOCKING.fill(count=rules).say(language)
    if matched.evaluation is not None:
        yield _KEPT_KNOWN.fill(share=percent(matched.evaluation.blocking.share)).say(language)
    elif matched.known is not None:
        yield _KEPT_BY_NUMBER.fill(share=percent(matched.known.share)).say(language)


def _pairs(matched: Matched, language: Language) -> Iterator[str]:
    linked = matched.linked
    counts = {"compared": linked.compared, "match": linked.matched, "review": linked.to_review}
    for name, count in counts.items():
        yield _PAIRS[name].fill(count=grouped(count)).say(language)
    megabytes = grouped(round(matched.peak_memory / 1_000_000))
    yield _COST.fill(duration=duration(matched.seconds, language), memory=megabytes).say(language)


def _entities(matched: Matched, language: Language) -> Iterator[str]:
    yield grouped(matched.clusters)
    names = matched.linked.records.sources
    for sources, count in matched.by_sources.items():
        if len(names) > 1 and sources == names:
            yield (_IN_BOTH if len(names) == 2 else _IN_ALL).fill(count=grouped(count)).say(language)
        elif len(names) > 1:
            yield _ONLY.fill(source="+".join(sources), count=grouped(count)).say(language)
    if matched.repeated:
        yield _REPEATED.fill(count=grouped(matched.repeated)).say(language)


def _outcomes(matched: Matched, language: Language) -> Iterator[tuple[str, list[str]]]:
    """Yield one row a side: each outcome with its count, and the proof that they add up."""
    known = {outcome.code: outcome.title.say(language) for outcome in OUTCOMES}
    codes = matched.linked.settings.match_codes
    for place, side in enumerate(matched.linked.reconciliation.balance.sides):
        parts = [
            f"{codes.get(code, code)} {known[code]} {grouped(count)}" for code, count in side.outcomes.items()
        ]
        parts[:1] = [f"{_SIDE.fill(side=side.side).say(language)}{parts[0]}"]
        told = _BALANCE.fill(side=side.side, count=grouped(side.records))
        yield _LABELS["outcomes"].say(language) if place == 0 else "", [*parts, told.say(language)]


def _conflicts(matched: Matched, language: Language) -> Iterator[str]:
    words = titles(matched.entity)
    for conflict, count in sorted(
        matched.conflict_cases.items(), key=lambda item: list(words).index(item[0])
    ):
        yield f"{words[conflict].say(language)} {grouped(count)}"


def _checks(matched: Matched, language: Language) -> Iterator[str]:
    fields = {field.name: field.title for field in matched.standard.fields}
    for (severity, field), count in matched.check_findings.items():
        facts = {
            "severity": _SEVERITIES[severity],
            "field": fields.get(field, field),
            "count": grouped(count),
        }
        yield _CHECKS.fill(**facts).say(language)


def _quality(matched: Matched, language: Language) -> Iterator[tuple[str, Sequence[str]]]:
    if matched.evaluation is not None:
        yield _LABELS["measured"].say(language), list(measured(matched.evaluation, language))
    else:
        yield _LABELS["estimated"].say(language), [estimated(matched.expected, language)]


def _notes(matched: Matched, language: Language, width: int) -> Iterator[Line]:
    label = _LABELS["notes"].say(language)
    for note in matched.notes[:_NOTES]:
        yield from _row(label, [note.say(language)], width, "yellow")
        label = ""
    if len(matched.notes) > _NOTES:
        more = _MORE.fill(count=len(matched.notes) - _NOTES).say(language)
        yield from _row("", [more], width, "yellow")


def _next(matched: Matched, language: Language, folder: str) -> Iterator[str]:
    if matched.linked.to_review:
        yield _DECIDE.fill(count=grouped(matched.linked.to_review)).say(language)
    left, right = _example(matched)
    yield _EXPLAIN.fill(folder=folder, left=left, right=right).say(language)
    yield _TABLES.fill(folder=folder).say(language)


def _example(matched: Matched) -> tuple[str, str]:
    """Return two records that a person should look at, as `--explain` takes them; their ids only if they may be shown."""
    pairs, records = matched.linked.pairs, matched.linked.records
    asked = pairs.decision == REVIEW
    if not asked.any():
        return "LEFT", "RIGHT"
    row = int(asked.argmax())
    names = [
        f"{records.sources[records.source[at]]}:{records.ids[at].as_py()}"
        for at in (int(pairs.left[row]), int(pairs.right[row]))
    ]
    shown = hide_personal(pa.array(names)).to_pylist()
    return (names[0], names[1]) if shown == names else ("LEFT", "RIGHT")
