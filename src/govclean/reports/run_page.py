"""The page of a run: every drop with its verdict, what was cleaned, matched, returned and scored, and where to read on.

It tells what stands in the output folder and nothing of the moment, so the same results give the same page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from govclean import __version__
from govclean.governance.pipeline.made import Made
from govclean.governance.pipeline.standing import OfDrop, OfRegistry, Standing
from govclean.reports.html.page import (
    AnyRow,
    Badge,
    Block,
    Cell,
    Fact,
    Head,
    Note,
    Page,
    Row,
    Section,
    Table,
    Tone,
    columns,
    write_page,
)
from govclean.reports.numbers import grouped, percent
from govclean.reports.words import MADE_BY, MASKED, VERDICTS
from govclean.wording import Language, Text

FILE = "report.html"
"""What the page is called in the output folder, and the page of each step in its own."""

_TONES: Mapping[str, Tone] = {"accepted": "good", "accepted_with_warnings": "warn", "rejected": "bad"}
_NONE = "–"


def write(found: Standing, language: Language, sink: BinaryIO) -> None:
    """Write what stands in an output folder as one HTML page; links lead to files below it."""
    write_page(_Writer(found, language).page(), sink)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the page of one output folder."""

    found: Standing
    language: Language

    def page(self) -> Page:
        say = self._say
        return Page(
            title=say(_TITLE),
            language=self.language,
            badge=self._badge(),
            facts=list(self._facts()),
            sections=[
                Section(say(_UNDONE), list(self._undone())),
                Section(say(_DROPS), list(self._drops()), say(_DROPS_LEAD)),
                Section(say(_MATCHED), list(self._matched())),
                Section(say(_RETURNED), list(self._returned()), say(_RETURNED_LEAD)),
                Section(say(_SCORED), list(self._scored())),
            ],
            foot=[say(MASKED), say(MADE_BY.fill(version=__version__))],
        )

    def _say(self, words: Text) -> str:
        return words.say(self.language)

    def _badge(self) -> Badge:
        undone = len(self.found.undone)
        verdicts = [one.validated.outcome.figures["verdict"] for one in self._current if one.validated]
        if undone:
            return Badge("✗", self._say(_SOME_UNDONE.fill(count=undone)), "bad")
        if rejected := verdicts.count("rejected"):
            return Badge("✗", self._say(_SOME_REJECTED.fill(count=rejected, of=len(verdicts))), "bad")
        if "accepted_with_warnings" in verdicts:
            return Badge("!", self._say(_WITH_WARNINGS), "warn")
        return Badge("✓", self._say(_ALL_ACCEPTED), "good")

    @property
    def _current(self) -> Sequence[OfDrop]:
        return [one for one in self.found.drops if one.current]

    def _facts(self) -> Iterator[Fact]:
        judged = [one.validated.outcome.figures for one in self._current if one.validated]
        cleaned = [one.cleaned.outcome.figures for one in self._current if one.cleaned]
        matched = [one.matched.outcome.figures for one in self.found.registries if one.matched]
        facts: list[tuple[Text, str, Tone]] = [(_FILES, grouped(len(self._current)), "")]
        if judged:
            errors = _sum(judged, "records_in_error")
            facts.append((_RECORDS, grouped(_sum(judged, "records")), ""))
            facts.append((_IN_ERROR, grouped(errors), "bad" if errors else "good"))
            facts.append((_FINDINGS, grouped(_sum(judged, "findings")), ""))
        if cleaned:
            share = _sum(cleaned, "clean") / max(_sum(cleaned, "records"), 1)
            facts.append((_CLEAN_SHARE, percent(share), ""))
            facts.append((_CHANGES, grouped(_sum(cleaned, "changes")), ""))
        if matched:
            facts.append((_ENTITIES, grouped(sum(one.get("clusters", 0) for one in matched)), ""))
        if self.found.rounds:
            facts.append((_OPEN, grouped(open_now(self.found)), ""))
        for label, value, tone in facts:
            yield Fact(self._say(label), value, tone)

    def _undone(self) -> Iterator[Block]:
        yield from (Note(error.say(self.language), "bad") for error in self.found.undone)
        for one in self.found.registries:
            if one.left_out:
                title = one.registry.standard.title
                yield Note(self._say(_NOT_MATCHED.fill(title=title)), "bad")
        for source in self.found.without:
            told = {"department": source.department, "files": "、".join(source.files)}
            yield Note(self._say(_NOT_DELIVERED.fill(**told)), "warn")

    def _drops(self) -> Iterator[Block]:
        earlier = [one for one in self.found.drops if not one.current]
        rows: list[AnyRow] = [self._drop(one) for one in self._current]
        if earlier:
            rows += [Row(self._say(_EARLIER)), *(self._drop(one) for one in earlier)]
        if rows:
            yield Table(columns(_DROP_HEADS, self.language), rows)

    def _drop(self, one: OfDrop) -> list[str | Cell]:
        drop, standard = one.drop, one.drop.registry.standard
        asked = _ASKED.fill(title=standard.title, version=standard.version, day=one.day.isoformat())
        file = Cell(drop.path, below=self._say(asked))
        if one.validated is None:
            verdict = Cell(
                self._say(_NOT_READ if one.errors else _NOT_JUDGED), tone="bad" if one.errors else ""
            )
            return [drop.department, file, verdict, _NONE, _NONE, _NONE, self._cleaned(one)]
        told = one.validated.outcome.figures
        word = VERDICTS[told["verdict"]]
        verdict = Cell(
            f"{word.mark} {self._say(word.words)}",
            tone=_TONES[told["verdict"]],
            link=f"validate/{drop.name}/{FILE}",
        )
        share = told["records_in_error"] / max(told["records"], 1)
        errors = Cell(grouped(told["records_in_error"]), below=percent(share))
        counts = grouped(told["records"]), errors, grouped(told["findings"])
        return [drop.department, file, verdict, *counts, self._cleaned(one)]

    def _cleaned(self, one: OfDrop) -> str | Cell:
        if one.cleaned is None:
            return _NONE
        told = one.cleaned.outcome.figures
        counts = {name: grouped(told[name]) for name in ("changes", "quarantined")}
        return Cell(
            grouped(told["clean"]),
            below=self._say(_CLEANED_TOLD.fill(**counts)),
            share=told["clean"] / max(told["records"], 1),
            link=f"clean/{one.drop.name}/{FILE}" if _is_one_table(one.cleaned) else "",
        )

    def _matched(self) -> Iterator[Block]:
        rows = [self._registry(one) for one in self.found.registries if one.matched is not None]
        if rows:
            yield Table(columns(_MATCH_HEADS, self.language), rows)

    def _registry(self, one: OfRegistry) -> list[str | Cell]:
        told: Mapping[str, Any] = one.matched.outcome.figures if one.matched else {}
        title = self._say(one.registry.standard.title)
        if not told["records"]:
            return [Cell(title, below=self._say(_NO_CLEAN)), *[_NONE] * 6]
        names = ("records", "clusters", "in_several", "to_review", "conflicts", "cross_checks")
        counts = {name: grouped(told[name]) for name in names}
        conflicts = Cell(counts["conflicts"], tone="bad" if told["conflicts"] else "")
        return [
            Cell(title, below=" · ".join(told["sources"]), link=f"match/{one.registry.name}/{FILE}"),
            counts["records"],
            counts["clusters"],
            counts["in_several"],
            Cell(counts["to_review"], tone="warn" if told["to_review"] else ""),
            conflicts,
            counts["cross_checks"],
        ]

    def _returned(self) -> Iterator[Block]:
        rounds: list[AnyRow] = []
        books: list[AnyRow] = []
        for folder, made in self.found.rounds:
            told = made.outcome.figures
            rounds += [self._round(one) for one in told["rounds"]]
            books += [
                [
                    book["department"],
                    Cell(book["file"], link=f"returns/{folder}/{book['file']}"),
                    grouped(book["problems"]),
                ]
                for book in told["workbooks"]
            ]
        if rounds:
            yield Table(columns(_BOOK_HEADS, self.language), books)
            yield Table(columns(_ROUND_HEADS, self.language), rounds)

    def _round(self, one: Mapping[str, Any]) -> list[str | Cell]:
        judged, repaired = one["judged"], one["repaired"]
        rate = Cell(percent(repaired / judged), share=repaired / judged) if judged else _NONE
        return [
            Cell(one["department"], below=one["source"]),
            str(one["round"]),
            grouped(one["open"]),
            grouped(one["new"]),
            grouped(repaired),
            rate,
        ]

    def _scored(self) -> Iterator[Block]:
        made = self.found.score
        if made is None:
            return
        rows: list[AnyRow] = [
            [
                str(card["rank"] or _NONE),
                card["department"],
                _NONE if card["points"] is None else f"{card['points']:.2f} / {card['of']:g}",
                str(card["untested"]),
            ]
            for card in made.outcome.figures["cards"]
        ]
        link = Cell(self._say(_SCORE_PAGE), link=f"score/{FILE}")
        yield Table(columns(_SCORE_HEADS, self.language), [*rows, ["", link, "", ""]])
        yield Note(self._say(_NOT_PUBLISHED))


def open_now(found: Standing) -> int:
    """Return how many problems are open: of each table of each department in its last round."""
    last: dict[tuple[str, str, str], tuple[int, int]] = {}
    for _, made in found.rounds:
        for one in made.outcome.figures["rounds"]:
            key = made.made_from["standard"]["name"], one["department"], one["source"]
            last[key] = max(last.get(key, (0, 0)), (one["round"], one["open"]))
    return sum(count for _, count in last.values())


def _sum(figures: Sequence[Mapping[str, Any]], name: str) -> int:
    return sum(one[name] for one in figures)


def _is_one_table(made: Made) -> bool:
    """Return whether the page stands in the drop's own folder; an archive of several tables has one in each."""
    return int(made.outcome.figures["tables"]) == 1


_TITLE = Text("数据报送处理结果", "What was handed in, and what became of it")
_SOME_UNDONE = Text("{count} 项未能完成", "{count} could not be done")
_SOME_REJECTED = Text("{of} 份文件中退回 {count} 份", "{count} of {of} drops rejected")
_WITH_WARNINGS = Text("通过，有警告", "Accepted with warnings")
_ALL_ACCEPTED = Text("全部通过", "All accepted")
_FILES = Text("文件", "drops")
_RECORDS = Text("记录数", "records")
_IN_ERROR = Text("有错误的记录", "with errors")
_FINDINGS = Text("问题数", "findings")
_CLEAN_SHARE = Text("清洗后合格率", "clean after cleaning")
_CHANGES = Text("修复处数", "changes")
_ENTITIES = Text("主体数", "entities")
_OPEN = Text("待处理问题", "open problems")
_UNDONE = Text("未完成", "Not done")
_NOT_MATCHED = Text(
    "{title}：有文件未能清洗，本次未比对", "{title}: not matched, as some of its drops could not be cleaned"
)
_NOT_DELIVERED = Text("{department}：没有收到文件（{files}）", "{department}: no file has arrived ({files})")
_DROPS = Text("报送文件", "Drops")
_DROPS_LEAD = Text(
    "点结论看逐条问题，点合格数看修复与隔离。",
    "The verdict leads to the findings, the clean records to what was repaired.",
)
_EARLIER = Text("以前各期", "Earlier periods")
_ASKED = Text("{title} {version} · 检查日期 {day}", "{title} {version} · judged as of {day}")
_NOT_READ = Text("未能读取", "cannot be read")
_NOT_JUDGED = Text("未检查", "not judged")
_CLEANED_TOLD = Text(
    "修复 {changes} 处，隔离 {quarantined} 条", "{changes} changes, {quarantined} in quarantine"
)
_DROP_HEADS: tuple[Head, ...] = (
    (Text("部门", "department"), "words"),
    (Text("文件", "drop"), "name"),
    (Text("结论", "verdict"), "whole"),
    (_RECORDS, "right"),
    (_IN_ERROR, "right"),
    (_FINDINGS, "right"),
    (Text("清洗后合格", "clean"), "words"),
)
_MATCHED = Text("比对", "Matching")
_NO_CLEAN = Text("没有可比对的合格记录", "no clean records to match")
_MATCH_HEADS: tuple[Head, ...] = (
    (Text("基础库", "registry"), "name"),
    (Text("参与记录", "records"), "right"),
    (Text("主体", "entities"), "right"),
    (Text("多来源共有", "in several"), "right"),
    (Text("待人工核实", "to review"), "right"),
    (Text("号码冲突", "conflicts"), "right"),
    (Text("跨库核查", "cross checks"), "right"),
)
_RETURNED = Text("退回部门", "Returned to departments")
_RETURNED_LEAD = Text(
    "把问题清单交给各部门填写；收回后用 govclean returns import 导入。",
    "Hand the lists to the departments; when they come back: govclean returns import.",
)
_BOOK_HEADS: tuple[Head, ...] = (
    (Text("部门", "department"), "words"),
    (Text("问题清单", "list of problems"), "wide"),
    (Text("问题数", "problems"), "right"),
)
_ROUND_HEADS: tuple[Head, ...] = (
    (Text("部门 / 数据", "department / table"), "name"),
    (Text("轮次", "round"), "right"),
    (Text("待处理", "open"), "right"),
    (Text("新增", "new"), "right"),
    (Text("已修复", "repaired"), "right"),
    (Text("修补率", "repair rate"), "right"),
)
_SCORED = Text("考核得分", "Scores")
_SCORE_PAGE = Text("得分明细、趋势与依据", "details, trend and basis")
_NOT_PUBLISHED = Text(
    "得分尚未公布；govclean score --publish 公布并记账。",
    "These scores are not published: govclean score --publish does it and enters them.",
)
_SCORE_HEADS: tuple[Head, ...] = (
    (Text("名次", "rank"), "whole"),
    (Text("部门", "department"), "wide"),
    (Text("得分", "points"), "right"),
    (Text("未测指标", "not tested"), "right"),
)
