"""Match the files of a call: read, link, measure, and write what was found."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from govclean.errors import GovcleanError
from govclean.extracts.publishing import publish
from govclean.governance.match_folder import MODEL, MatchFolder, refuse_another_commands
from govclean.governance.match_inputs import Inputs, read_inputs
from govclean.governance.match_measures import known_by_number, peak_memory
from govclean.governance.match_notes import notes_on
from govclean.governance.match_options import MatchOptions, settings_digest
from govclean.governance.match_run import write_run
from govclean.governance.match_tables import clear_of_earlier, write_tables
from govclean.governance.matched import Matched
from govclean.governance.opening import Progress
from govclean.governance.side_tables import read_side_table
from govclean.linkage.decision_files import read_decisions
from govclean.linkage.estimating import LEAST_COMPARISONS
from govclean.linkage.evaluating import evaluate, expected
from govclean.linkage.linked import LinkOptions
from govclean.linkage.linking import link
from govclean.linkage.model import read_model
from govclean.linkage.records import Records
from govclean.linkage.truth import truth_of
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.wording import Text

Beside = Callable[[Path, Matched], None]
"""What is written beside the tables of a run, given the folder that holds them."""


def match_files(
    paths: Sequence[str],
    standard: Standard,
    options: MatchOptions,
    output: Path | None = None,
    *,
    beside: Beside | None = None,
    progress: Progress | None = None,
) -> tuple[Matched | None, list[GovcleanError]]:
    """Match files and write what was found into `output`, or nowhere; if a file cannot be used, none is matched.

    Raises:
        GovcleanError: the standard, an option or the output folder cannot be used.
    """
    options.refuse_odd_thresholds(standard)
    run = _Run(paths, standard, options, progress)
    try:
        if output is None:
            return run.matched(), []
        refuse_another_commands(output)
        with publish(output) as hidden:
            matched = run.matched()
            write_tables(hidden, matched, options.threads)
            if beside:
                beside(hidden, matched)
            write_run(hidden, matched, options)
            written = {path.name for path in hidden.iterdir()}
    except _UnreadableError as unread:
        return None, unread.errors
    clear_of_earlier(output, written)
    return matched, []


class _UnreadableError(Exception):
    """Some files cannot be used; all that is wrong with them."""

    def __init__(self, errors: list[GovcleanError]) -> None:
        super().__init__()
        self.errors = errors


@dataclass(frozen=True, slots=True)
class _Run:
    """One call."""

    paths: Sequence[str]
    standard: Standard
    options: MatchOptions
    progress: Progress | None

    def matched(self) -> Matched:
        """Return what was found.

        Raises:
            GovcleanError: an option cannot be used.
        """
        began = time.perf_counter()
        truth_table = read_side_table(self.options.truth) if self.options.truth else None
        going_on = self._link_options()
        inputs = self._inputs()
        records = inputs.records
        truth = truth_of(truth_table, records, self.options.truth or "") if truth_table is not None else None
        if self.progress:
            going_on = replace(going_on, tell=partial(self._tell, len(records)))
        linked = link(records, self.standard, going_on)
        return Matched(
            standard=self.standard,
            inputs=inputs,
            linked=linked,
            truth=truth,
            evaluation=evaluate(truth, records, linked.pairs, linked.labels, linked.blocking)
            if truth
            else None,
            expected=expected(linked.pairs, linked.expected_missed)
            if len(linked.prepared) >= LEAST_COMPARISONS
            else None,
            known=known_by_number(linked),
            notes=notes_on(
                inputs, linked, replace(going_on, previous=None) if self.options.anew else going_on
            ),
            seconds=time.perf_counter() - began,
            peak_memory=peak_memory(),
        )

    def _inputs(self) -> Inputs:
        inputs, errors = read_inputs(
            self.paths,
            self.standard,
            self.options,
            record_id=self.options.record_id,
            record_ids=self.options.record_ids,
            progress=self.progress,
        )
        if inputs is None:
            raise _UnreadableError(errors)
        return inputs

    def _link_options(self) -> LinkOptions:
        options = self.options
        folder = MatchFolder.at(Path(options.previous)) if options.previous else None
        digest = settings_digest(self.standard, options)
        carry = (
            folder is not None
            and options.model is None
            and not options.learn
            and not options.anew
            and folder.run["settings"] == digest
        )
        model = folder.path / MODEL if folder is not None and carry else options.model
        return LinkOptions(
            decisions=read_decisions(Path(options.decisions)) if options.decisions else None,
            previous=folder.previous(carry=carry) if folder is not None else None,
            match=options.threshold,
            review=options.review_from,
            learn=options.learn,
            model=partial(read_model, Path(model)) if model else None,
            exceptions=read_side_table(options.exceptions) if options.exceptions else None,
            registries=self._registries(),
            as_of=options.day,
            threads=options.threads,
            language=options.language,
        )

    def _registries(self) -> dict[str, Records]:
        """Return the records of the registries that cross checks look into, those of `--reference` first."""
        asked = {
            check.registry for check in (self.standard.linkage.cross_checks if self.standard.linkage else ())
        }
        named = {name: [path] for name, path in self.options.references.items() if name in asked}
        found = {name: self._registry(load_standard(name), paths) for name, paths in named.items()}
        for name, (standard, paths) in self.options.registries.items():
            if name in asked and name not in found:
                found[name] = self._registry(standard, paths)
        return found

    def _registry(self, standard: Standard, paths: Sequence[str]) -> Records:
        inputs, errors = read_inputs(paths, standard, replace(self.options, columns={}))
        if inputs is None:
            raise _UnreadableError(errors)
        return inputs.records

    def _tell(self, records: int, step: str) -> None:
        if self.progress:
            self.progress(_STEPS[step].say(self.options.language), records)


_STEPS = {
    "prepare": Text("提取特征", "preparing comparisons"),
    "block": Text("分块", "blocking"),
    "estimate": Text("估计模型", "estimating the model"),
    "score": Text("比较打分", "comparing pairs"),
    "cluster": Text("聚类", "clustering"),
    "golden": Text("生成黄金记录", "making golden records"),
    "reconcile": Text("核对", "reconciling"),
    "cross_check": Text("跨库核查", "cross checks"),
}
