"""The page of a matching run: entities, what became of each party's records, scores, conflicts, sample pairs, a map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from govclean import __version__
from govclean.governance.matched import Matched
from govclean.linkage.conflict_findings import titles
from govclean.linkage.explaining import share
from govclean.linkage.model import weight_of
from govclean.linkage.outcomes import OUTCOMES, outcome
from govclean.reports.curve import draw_curve
from govclean.reports.drawing_flow import Flow, Node, draw_flow
from govclean.reports.drawing_histogram import Threshold, draw_histogram
from govclean.reports.html.match_samples import conflict_samples, map_of, waterfalls
from govclean.reports.html.page import (
    Badge,
    Block,
    Cell,
    Fact,
    Figure,
    Head,
    Note,
    Page,
    Section,
    Table,
    Tone,
    columns,
    write_page,
)
from govclean.reports.html.problems import SEVERITY_TONES
from govclean.reports.measured import estimated, measured
from govclean.reports.numbers import grouped, percent
from govclean.reports.words import MADE_BY, MASKED, SEVERITIES
from govclean.wording import Language, Text

FILE = "report.html"
"""What the page is called in the output folder."""


def write_beside(folder: Path, matched: Matched, language: Language) -> None:
    """Write the page of a run into its folder."""
    with (folder / FILE).open("wb") as sink:
        write(matched, language, sink)


def write(matched: Matched, language: Language, sink: BinaryIO) -> None:
    """Write what matching found as one HTML page; values are masked."""
    write_page(_Writer(matched, language).page(), sink)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the page of one run."""

    matched: Matched
    language: Language

    def page(self) -> Page:
        say, matched, standard = self._say, self.matched, self.matched.standard
        review = matched.linked.to_review
        asked = _TO_REVIEW.fill(count=grouped(review)) if review else _DONE
        return Page(
            title=say(_TITLE.fill(standard=standard.title, version=standard.version)),
            subtitle=" · ".join(file.source for file in matched.inputs.files),
            language=self.language,
            badge=Badge("!", say(asked), "warn") if review else Badge("✓", say(asked), "good"),
            facts=list(self._facts()),
            sections=[
                Section(say(_WHO), list(self._entities())),
                Section(say(_OUTCOMES), list(self._outcomes()), say(_OUTCOMES_LEAD)),
                Section(say(_SCORES), list(self._scores())),
                Section(say(_CONFLICTS), [*self._conflicts(), *conflict_samples(matched, self.language)]),
                Section(say(_SAMPLES), list(waterfalls(matched, self.language)), say(_SAMPLES_LEAD)),
                Section(say(_MAP), list(map_of(matched, self.language))),
                Section(say(_CHECKS), list(self._checks())),
                Section(say(_RULES), list(self._rules()), say(_RULES_LEAD)),
                Section(say(_READ), list(self._read())),
            ],
            foot=[say(MASKED), say(MADE_BY.fill(version=__version__))],
        )

    def _say(self, words: Text) -> str:
        return words.say(self.language)

    def _facts(self) -> Iterator[Fact]:
        matched, linked = self.matched, self.matched.linked
        faults = sum(count for name, count in matched.conflict_cases.items() if name != "kept_apart")
        facts: tuple[tuple[Text, str, Tone], ...] = (
            (_RECORDS, grouped(len(linked.records)), ""),
            (_ENTITIES, grouped(matched.clusters), ""),
            (_COMPARED, grouped(linked.compared), ""),
            (_MATCH, grouped(linked.matched), "good"),
            (_REVIEW, grouped(linked.to_review), "warn" if linked.to_review else ""),
            (_FAULTS, grouped(faults), "bad" if faults else ""),
            (_REPEATED, grouped(matched.repeated), ""),
            self._quality(),
        )
        for label, value, tone in facts:
            yield Fact(self._say(label), value, tone)

    def _quality(self) -> tuple[Text, str, Tone]:
        if self.matched.evaluation is not None:
            return _F1, percent(self.matched.evaluation.clusters.f1), ""
        rates = self.matched.expected
        return _EXPECTED, "–" if rates is None else percent(rates.false_matches), ""

    def _entities(self) -> Iterator[Block]:
        matched = self.matched
        rows: list[list[str | Cell]] = [
            [" + ".join(sources), Cell(grouped(count), share=count / max(matched.clusters, 1))]
            for sources, count in matched.by_sources.items()
        ]
        yield Table(columns(_ENTITY_HEADS, self.language), rows)
        for words in self._told_quality():
            yield Note(words, "info")

    def _told_quality(self) -> Iterator[str]:
        if self.matched.evaluation is None:
            yield estimated(self.matched.expected, self.language)
        else:
            yield from measured(self.matched.evaluation, self.language)

    def _outcomes(self) -> Iterator[Block]:
        """Yield the reconciliation as a flow and as a table; nothing where all files are of one party."""
        sides = self.matched.linked.reconciliation.balance.sides
        if not sides:
            return
        printed = self.matched.linked.settings.match_codes
        codes = [one.code for one in sorted(OUTCOMES, key=lambda one: one.code)]
        found = [code for code in codes if any(code in side.outcomes for side in sides)]
        right = [Node(self._say(outcome(code).title), printed.get(code, code)) for code in found]
        counts = {
            (here, there): side.outcomes.get(code, 0)
            for here, side in enumerate(sides)
            for there, code in enumerate(found)
        }
        if any(counts.values()):
            yield Figure(draw_flow(Flow([Node(side.side) for side in sides], right, counts), self.language))
        heads = [
            *_OUTCOME_HEADS[:3],
            *((Text(side.side, side.side), "right") for side in sides),
            *_OUTCOME_HEADS[3:],
        ]
        rows: list[list[str | Cell]] = []
        for code in found:
            one, word = outcome(code), SEVERITIES[outcome(code).severity]
            level = Cell(f"{word.mark} {self._say(word.words)}", tone=SEVERITY_TONES[one.severity])
            counted = [grouped(side.outcomes.get(code, 0)) for side in sides]
            title = Cell(self._say(one.title), below=self._say(one.test))
            rows.append(
                [printed.get(code, code), title, level, *counted, self._say(one.treatment), self._say(one.to)]
            )
        yield Table(columns(heads, self.language), rows)
        sums = [_SIDE_SUM.fill(side=side.side, count=grouped(side.records)) for side in sides]
        yield Note(f"{self._say(_BALANCE)} {' · '.join(map(self._say, sums))}", "good")

    def _scores(self) -> Iterator[Block]:
        linked, thresholds = self.matched.linked, self.matched.linked.settings.thresholds
        if len(linked.pairs):
            given = ((_REVIEW_FROM, thresholds.review), (_MATCH_FROM, thresholds.match))
            marks = [
                Threshold(weight_of(at), self._say(words.fill(share=share(at))))
                for words, at in given
                if 0 < at < 1
            ]
            drawn = draw_histogram(linked.pairs.weight, linked.pairs.decision, marks, self.language)
            yield Figure(drawn, self._say(_ONLY_KEPT))
        evaluation = self.matched.evaluation
        if evaluation is not None and len(evaluation.curve):
            yield Figure(draw_curve(evaluation.curve, thresholds.match, self.language))

    def _conflicts(self) -> Iterator[Block]:
        cases = self.matched.conflict_cases
        if not cases:
            yield Note(self._say(_NO_CONFLICTS), "good")
            return
        words = titles(self.matched.entity)
        rows = [
            [self._say(words[name]), grouped(cases[name]), self._say(_MEANINGS[name])]
            for name in words
            if name in cases
        ]
        yield Table(columns(_CONFLICT_HEADS, self.language), rows)

    def _checks(self) -> Iterator[Block]:
        found = self.matched.check_findings
        if not found:
            return
        fields = {field.name: field.title for field in self.matched.standard.fields}
        rows: list[list[str | Cell]] = []
        for (severity, field), count in found.items():
            word = SEVERITIES[severity]
            level = Cell(f"{word.mark} {self._say(word.words)}", tone=SEVERITY_TONES[severity])
            rows.append([level, self._say(fields.get(field, Text(field, field))), grouped(count)])
        yield Table(columns(_CHECK_HEADS, self.language), rows)

    def _rules(self) -> Iterator[Block]:
        rows = [
            [rule.rule, *map(grouped, (rule.records, rule.blocks, rule.largest, rule.pairs, rule.new_pairs))]
            for rule in self.matched.linked.rules
        ]
        yield Table(columns(_RULE_HEADS, self.language), rows)

    def _read(self) -> Iterator[Block]:
        rows = [
            [
                file.source,
                file.path,
                grouped(file.rows - file.set_aside),
                grouped(file.set_aside),
                file.sha256,
            ]
            for file in self.matched.inputs.files
        ]
        yield Table(columns(_READ_HEADS, self.language), rows)
        if self.matched.notes:
            yield Table(
                columns(_NOTE_HEADS, self.language), [[self._say(note)] for note in self.matched.notes]
            )


_TITLE = Text("数据比对报告：{standard} {version}", "Matching report: {standard} {version}")
_TO_REVIEW = Text("{count} 对待人工核实", "{count} pairs need a person")
_DONE = Text("比对完成", "Matched")
_RECORDS = Text("记录数", "records")
_WHO = Text("主体", "Entities")
_ENTITIES = Text("主体", "entities")
_COMPARED = Text("比较的记录对", "pairs compared")
_MATCH = Text("匹配", "match")
_REVIEW = Text("待核实", "to review")
_FAULTS = Text("号码冲突（起）", "conflicts of numbers")
_REPEATED = Text("来源内重复的记录", "records that repeat another of their source")
_F1 = Text("F1（簇，实测）", "F1 of clusters, measured")
_EXPECTED = Text("误匹配（估计）", "false matches, expected")
_ENTITY_HEADS: tuple[Head, ...] = (
    (Text("见于来源", "found in"), "words"),
    (Text("主体数", "entities"), "right"),
)
_OUTCOMES = Text("核对结果", "Reconciliation")
_OUTCOMES_LEAD = Text(
    "每一方的每条记录恰有一个核对结果；核对结果代码为本工具建议，可在标准的 match_codes 中换成本地代码。",
    "Every record of every party has exactly one outcome. The codes are this program's; match_codes in a standard"
    " prints others.",
)
_OUTCOME_HEADS: tuple[Head, ...] = (
    (Text("代码", "code"), "whole"),
    (Text("核对结果", "outcome"), "wide"),
    (Text("级别", "level"), "whole"),
    (Text("处理", "treatment"), "words"),
    (Text("处理方", "who acts"), "words"),
)
_BALANCE = Text("平衡 ✓", "balance ✓")
_SIDE_SUM = Text("{side} {count} 条 = 各结果之和", "{side} {count} = sum of its outcomes")
_SCORES = Text("比对得分", "Scores")
_REVIEW_FROM = Text("核实 {share}", "review {share}")
_MATCH_FROM = Text("匹配 {share}", "match {share}")
_ONLY_KEPT = Text(
    "仅含达到核实阈值的记录对和有效号码相同的记录对；“待核实”也包括号码冲突的记录对，与得分无关。",
    "Only pairs that reach the review threshold, or share a valid number; conflicts of numbers are reviewed whatever"
    " their score.",
)
_CONFLICTS = Text("号码冲突", "Conflicts of numbers")
_NO_CONFLICTS = Text("没有号码冲突。", "No conflict of numbers.")
_CONFLICT_HEADS: tuple[Head, ...] = (
    (Text("情形", "case"), "words"),
    (Text("起数", "cases"), "right"),
    (Text("含义", "meaning"), "wide"),
)
_MEANINGS = {
    "same_identifier": Text(
        "同一有效号码属于几个不同主体：从不合并，请号码所在各方核实。",
        "One valid number on several entities: never merged; the parties that hold it should look.",
    ),
    "different_identifiers": Text(
        "同一主体持有几个有效号码：从不自动合并，请登记机关核实。",
        "One entity with several valid numbers: never merged by itself; the registration authority should look.",
    ),
    "kept_apart": Text(
        "如双胞胎，只因号码不同而分开：无错误，仅供知悉。",
        "Such as twins, told apart by their numbers only: nothing is wrong.",
    ),
}
_SAMPLES = Text("样例记录对", "Sample pairs")
_SAMPLES_LEAD = Text(
    "每对从先验权重起，逐项累加比较结果（比特）。正值支持同一主体，负值反对。值已脱敏。",
    "From the prior, each comparison adds its weight in bits: for one entity above zero, against it below. Values are"
    " masked.",
)
_MAP = Text("点位", "Points")
_CHECKS = Text("跨库核查", "Cross checks")
_CHECK_HEADS: tuple[Head, ...] = (
    (Text("级别", "level"), "whole"),
    (Text("数据项", "field"), "words"),
    (Text("条数", "findings"), "right"),
)
_RULES = Text("分块规则", "Blocking rules")
_RULES_LEAD = Text(
    "只有被某条规则放到一起的记录才作比较。", "Only records that some rule brings together are compared."
)
_RULE_HEADS: tuple[Head, ...] = (
    (Text("规则", "rule"), "wide"),
    (Text("记录", "records"), "right"),
    (Text("块", "blocks"), "right"),
    (Text("最大块", "largest"), "right"),
    (Text("记录对", "pairs"), "right"),
    (Text("新增对", "new pairs"), "right"),
)
_READ = Text("文件与提示", "Files and notes")
_NOTE_HEADS: tuple[Head, ...] = ((Text("提示", "notes"), "wide"),)
_READ_HEADS: tuple[Head, ...] = (
    (Text("来源", "source"), "words"),
    (Text("文件", "file"), "name"),
    (_RECORDS, "right"),
    (Text("未能读入", "unread"), "right"),
    (Text("SHA-256", "SHA-256"), "code"),
)
