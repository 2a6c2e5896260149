"""How good a linkage is, in phrases for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from govclean.linkage.evaluating import Evaluation, Expected
from govclean.linkage.explaining import share
from govclean.reports.numbers import grouped, percent
from govclean.wording import Language, Text

_SCORE = Text(
    "{what} 精确率 {precision} · 召回率 {recall} · F1 {f1}",
    "{what} precision {precision} · recall {recall} · F1 {f1}",
)
_PAIRS, _CLUSTERS = Text("记录对", "pairs"), Text("簇", "clusters")
_BEST = Text("F1 最高的阈值 {threshold}（{f1}）", "best threshold {threshold} (F1 {f1})")
_WHOLE = Text("{whole}/{entities} 个主体完整成簇", "{whole} of {entities} entities are one whole cluster")
_KEPT = Text("分块保留已知匹配的 {share}", "blocking kept {share} of the known matches")
_UNKNOWN = Text("真值中 {count} 行所指记录不在数据中", "{count} rows of the truth name no record")
_EXPECTED = Text(
    "误匹配 {false} · 漏匹配 {missed}（未给真值，由模型估计；--truth 可实测）",
    "false matches {false} · missed {missed} (no truth given; --truth measures)",
)
_NOT_EXPECTED = Text(
    "可用的比较项不足三个，无从互相印证，不作估计；--truth 可实测",
    "none: fewer than three comparisons can be made, and they cannot check each other; --truth measures",
)


def measured(evaluation: Evaluation, language: Language) -> Iterator[str]:
    """Yield what a truth shows, a phrase each."""
    for what, score in ((_CLUSTERS, evaluation.clusters), (_PAIRS, evaluation.pairs)):
        facts = {name: percent(getattr(score, name)) for name in ("precision", "recall", "f1")}
        yield _SCORE.fill(what=what, **facts).say(language)
    if len(evaluation.curve):
        best = evaluation.curve.best
        threshold, f1 = evaluation.curve.threshold[best], evaluation.curve.f1[best]
        yield _BEST.fill(threshold=share(float(threshold)), f1=percent(float(f1))).say(language)
    if evaluation.entities:
        counts = {"whole": grouped(evaluation.whole), "entities": grouped(evaluation.entities)}
        yield _WHOLE.fill(**counts).say(language)
    yield _KEPT.fill(share=percent(evaluation.blocking.share)).say(language)
    if evaluation.unknown_rows:
        yield _UNKNOWN.fill(count=grouped(evaluation.unknown_rows)).say(language)


def estimated(rates: Expected | None, language: Language) -> str:
    """Return in a phrase what the model expects of itself."""
    if rates is None:
        return _NOT_EXPECTED.say(language)
    facts = {"false": percent(rates.false_matches), "missed": percent(rates.missed)}
    return _EXPECTED.fill(**facts).say(language)
