"""The reference page of `match`: what it writes, how it compares, by what it blocks, what reconciliation can find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import groupby

from govclean.linkage.comparisons.catalogue import COMPARISONS, comparison
from govclean.linkage.features.catalogue import FEATURES
from govclean.linkage.outcomes import OUTCOMES
from govclean.wording import Language, Text

_TABLES = {
    "pairs": Text(
        "值得保留的记录对：两端、概率、权重（比特）、结论、冲突、分块规则，及各比较项的级别与权重",
        "pairs worth keeping: both ends, probability, weight in bits, decision, conflict, blocking rule; level and weight "
        "of each comparison",
    ),
    "clusters": Text("每条记录所属的主体，恰好一个", "the entity of each record, exactly one"),
    "golden": Text("每个主体一条黄金记录", "one golden record an entity"),
    "lineage": Text(
        "黄金记录中每个值取自哪条记录、按哪条规则",
        "which record each golden value was taken from, and by which rule",
    ),
    "reconciliation": Text(
        "每一方每条记录的核对结果，恰好一个", "the outcome of each record of each side, exactly one"
    ),
    "conflicts": Text(
        "号码冲突：一号多人、一人多号、一码多企、一企多码",
        "conflicts of numbers: one number and several holders, one holder and several numbers",
    ),
    "cross_checks": Text("跨库核查发现的问题", "what the cross checks found"),
    "records": Text(
        "参与比对的记录（清洗后）及内容指纹，供 --explain、--previous 使用",
        "the records as compared, with the hash of their content, for --explain and --previous",
    ),
    "decision_troubles": Text(
        "未采用的人工判定及原因（有时才写）", "decisions that were not applied, and why (where there are any)"
    ),
    "model.yaml": Text(
        "比对模型：先验与各级别的 m、u、权重，可读可复用（--model）",
        "the model: prior, and m, u, weight of each level; readable and reusable (--model)",
    ),
    "evaluation.json": Text(
        "给出 --truth 时的精确率、召回率、F1，及随阈值的变化；evaluation.svg 为其曲线",
        "with --truth: precision, recall, F1, also by threshold; evaluation.svg draws them",
    ),
    "run.json": Text(
        "版本、参数、输入及其 SHA-256、计数、平衡、耗时",
        "versions, parameters, inputs with their SHA-256, counts, balance, seconds",
    ),
}
_PAIRS = "`left_source,left_id,right_source,right_id`"
_DECIDED = "`left_source,left_id,right_source,right_id,decision`"
_MORE = "`reviewer,at,reason,left_hash,right_hash`"
_READ = {
    "--truth": Text(
        f"{_PAIRS}（真匹配的记录对）或 `source,record_id,entity_id`",
        f"{_PAIRS} (the true pairs) or `source,record_id,entity_id`",
    ),
    "--decisions": Text(
        f"{_DECIDED}，可另有 {_MORE}；后写的优先", f"{_DECIDED}, and {_MORE}; the last word counts"
    ),
    "--exceptions": Text("`source,record_id,reason,expiry`", "`source,record_id,reason,expiry`"),
    "--reference": Text(
        "`标准名称=文件`：exists_in 核查所查的登记库",
        "`STANDARD=FILE`: the registry that an exists_in check looks into",
    ),
}
_TITLES = {
    "top": Text("比对", "Matching"),
    "written": Text("输出目录", "What is written"),
    "read": Text("可另外给出的表", "Tables that can be given"),
    "comparisons": Text("比较方式（linkage: comparisons: as:）", "Comparisons (linkage: comparisons: as:)"),
    "features": Text("特征（linkage: blocking: 字段.特征）", "Features (linkage: blocking: field.feature)"),
    "outcomes": Text("核对结果", "Outcomes of reconciliation"),
}
_ANY = Text("任何字段", "any field")
_OPTIONS = Text("参数", "options")
_HEADS = (
    Text("代码", "code"),
    Text("结果", "outcome"),
    Text("判据", "test"),
    Text("处理", "treatment"),
    Text("责任方", "who acts"),
)


def matching(language: Language) -> Iterator[str]:
    """Yield the page without its head."""
    for part, rows in (("written", _TABLES), ("read", _READ)):
        yield from (f"## {_TITLES[part].say(language)}", "")
        yield from (f"- `{name}`: {words.say(language)}" for name, words in rows.items())
        yield ""
    yield from (f"## {_TITLES['comparisons'].say(language)}", "")
    for kind in COMPARISONS:
        levels = comparison(kind.kind, {}).levels
        yield from (f"### `{kind.kind}` {kind.title.say(language)}", "")
        yield from (f"{place}. {level.title.say(language)}" for place, level in enumerate(levels, 1))
        given = [
            f"`{one.name}: {one.default}`" for one in (fields(kind) if is_dataclass(kind) else ()) if one.init
        ]
        yield from ("", f"{_OPTIONS.say(language)}: {', '.join(given)}", "") if given else ("",)
    yield from (f"## {_TITLES['features'].say(language)}", "")
    for of, some in groupby(FEATURES, key=lambda one: one.of):
        yield from (f"### {', '.join(f'`{name}`' for name in of) or _ANY.say(language)}", "")
        yield from (f"- `{one.name}`: {one.title.say(language)}" for one in some)
        yield ""
    yield from _outcomes(language)


def title(language: Language) -> str:
    """Return the title of the page."""
    return _TITLES["top"].say(language)


def _outcomes(language: Language) -> Iterator[str]:
    yield from (f"## {_TITLES['outcomes'].say(language)}", "")
    yield f"| {' | '.join(head.say(language) for head in _HEADS)} |"
    yield "| --- " * len(_HEADS) + "|"
    for one in sorted(OUTCOMES, key=lambda outcome: outcome.code):
        words = (one.title, one.test, one.treatment, one.to)
        yield f"| {one.code} | {' | '.join(word.say(language) for word in words)} |"
