"""The step `validate`: a drop against its standard."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Self

from govclean.errors import ExtractError
from govclean.extracts.publishing import LAST
from govclean.governance.affected import affected_records
from govclean.governance.judging import judge_files
from govclean.governance.opening import JudgeOptions, Progress
from govclean.governance.pipeline.drops import Drop
from govclean.governance.pipeline.made import Outcome, Told, write_json
from govclean.governance.pipeline.options import told_of
from govclean.governance.pipeline.work import TOOL, Desk, Key, StepError, worst_of
from govclean.validation.judgement import Judgement
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class ValidateDrop:
    """Judge one drop."""

    drop: Drop
    options: JudgeOptions

    needs: ClassVar[Sequence[Key]] = ()
    in_line: ClassVar[bool] = False
    keeps: ClassVar[Sequence[str]] = ()

    @property
    def key(self) -> Key:
        """Return the step and the drop."""
        return "validate", self.drop.name

    def made_from(self) -> Told:
        """Return everything the judgement depends on."""
        return drop_told(self.drop, self.options)

    def without(self, failed: Collection[Key]) -> Self:  # noqa: ARG002 - it goes on from no other step
        """Return the step itself."""
        return self

    def make(self, desk: Desk, folder: Path, tell: Progress | None) -> Outcome:
        """Judge the drop; write its page, its findings and `run.json`.

        Raises:
            StepError: it cannot be read.
            ExtractError: it is another file than when the run began.
        """
        standard, path = self.drop.registry.standard, self.drop.path
        options = replace(self.options, threads=desk.threads)
        judgement, errors = judge_files([path], standard, options, tell)
        if errors or judgement is None:
            raise StepError(errors)
        refuse_changed(self.drop, [file.sha256 for file in judgement.inputs])
        folder.mkdir()
        desk.pages.judged(
            folder, judgement, standard, lambda most: affected_records([path], judgement, options, most)
        )
        outcome = _outcome(judgement)
        write_json(folder / LAST, _run(judgement, self.options, outcome))
        return outcome


def drop_told(drop: Drop, options: JudgeOptions) -> Told:
    """Return what every result of a drop depends on.

    Raises:
        ExtractError: a file it refers to cannot be read.
    """
    return {
        "tool": TOOL,
        "file": {"path": drop.path, "sha256": drop.sha256},
        "standard": drop.registry.identity(),
        "options": told_of(options),
    }


def refuse_changed(drop: Drop, digests: Sequence[str]) -> None:
    """Refuse a drop that is another file than when the run began; of an archive the files in it are not compared.

    Raises:
        ExtractError: it is.
    """
    if len(digests) == 1 and not drop.path.casefold().endswith(".zip") and digests[0] != drop.sha256:
        raise ExtractError(_CHANGED, where=drop.path, hint=_AGAIN)


def _outcome(judgement: Judgement) -> Outcome:
    counted = {rule.severity for rule in judgement.rules if not rule.tolerated}
    worst = "error" if judgement.verdict == "rejected" else worst_of(counted)
    figures = {
        "verdict": judgement.verdict,
        "records": judgement.rows,
        "records_in_error": judgement.rows_with_errors,
        "records_in_warning": judgement.rows_with_warnings,
        "set_aside": judgement.rows_set_aside,
        "findings": judgement.findings.num_rows,
    }
    return Outcome(worst, figures)


def _run(judgement: Judgement, options: JudgeOptions, outcome: Outcome) -> Told:
    return {
        "tool": TOOL,
        "command": "validate",
        "standard": {"name": judgement.standard, "version": judgement.version},
        "parameters": {**told_of(options), "max_error_rate": judgement.max_error_rate},
        "inputs": [
            {
                "path": file.path,
                "sha256": file.sha256,
                "format": file.format,
                "encoding": file.encoding,
                "rows": file.rows,
                "mapped": dict(file.mapped or {}),
                "untested": list(file.untested),
            }
            for file in judgement.inputs
        ],
        **outcome.figures,
        "rules": [
            {"rule": one.rule, "field": one.field, "severity": one.severity, "findings": one.count}
            for one in judgement.rules
        ],
    }


_CHANGED = Text("文件在运行中被改动", "the file was changed while the run was going on")
_AGAIN = Text("请在报送完成后重新运行", "run again when it has arrived whole")
