"""The readable files of a run: each step's page beside its tables, the workbooks, the page that leads to all of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from govclean.governance.affected import Affected
from govclean.governance.cleaned import Cleaned
from govclean.governance.matched import Matched
from govclean.governance.pipeline.standing import Standing
from govclean.governance.returns.lists import ProblemList
from govclean.governance.scorecard.league import League, Trend
from govclean.reports import run_page
from govclean.reports.curve import draw_curve
from govclean.reports.formats import format_named
from govclean.reports.html import cleaned, matched
from govclean.reports.problem_workbook import write_workbook
from govclean.reports.report import Behind, report_on
from govclean.reports.score_formats import write_scores
from govclean.reports.score_report import ScoreReport
from govclean.standards.model import Standard
from govclean.validation.judgement import Judgement
from govclean.wording import Language

PAGE = "report.html"
"""What a page is called in each folder."""


@dataclass(frozen=True, slots=True)
class RunFiles:
    """Writes the files of one run in one language; lists for departments have their own."""

    language: Language

    def judged(
        self,
        folder: Path,
        judgement: Judgement,
        standard: Standard,
        records: Callable[[int], Iterator[Affected]],
    ) -> None:
        """Write the page of a judgement and all its findings; values are masked."""
        report = report_on(judgement, language=self.language, behind=Behind(standard, records))
        for name, form in ((PAGE, "html"), ("findings.parquet", "parquet")):
            with (folder / name).open("wb") as sink:
                format_named(form).write(report, sink)

    def cleaned(self, folder: Path, done: Cleaned, standard: Standard) -> None:
        """Write the page of a cleaning run."""
        cleaned.write_beside(folder, done, standard, self.language)

    def matched(self, folder: Path, found: Matched) -> None:
        """Write the page of a matching run, and where a truth was given how precision and recall go together."""
        matched.write_beside(folder, found, self.language)
        if found.evaluation is not None and len(found.evaluation.curve):
            used = found.linked.settings.thresholds.match
            drawn = draw_curve(found.evaluation.curve, used, self.language)
            (folder / "evaluation.svg").write_text(drawn, encoding="utf-8")

    def problems(self, one: ProblemList, path: Path) -> None:
        """Write the workbook that goes back to a department."""
        write_workbook(one, path)

    def scored(self, folder: Path, league: League, course: Trend) -> None:
        """Write the scores as a page and as a workbook."""
        report = ScoreReport(league, course, self.language)
        for name, form in ((PAGE, "html"), ("scores.xlsx", "xlsx")):
            with (folder / name).open("wb") as sink:
                write_scores(report, form, sink)

    def page(self, found: Standing) -> bytes:
        """Return the page that leads to everything else."""
        sink = io.BytesIO()
        run_page.write(found, self.language, sink)
        return sink.getvalue()
