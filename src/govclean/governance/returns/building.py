"""Build a round: judge what was delivered, compare it with the round before, enter it, write the lists that go back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from govclean import __version__
from govclean.errors import GovcleanError
from govclean.extracts.publishing import LAST, publish
from govclean.extracts.sources import source_of
from govclean.governance.judging import judge_files
from govclean.governance.ledger import Head, Ledger
from govclean.governance.ledger.quality_tables import STATES
from govclean.governance.opening import JudgeOptions, Progress
from govclean.governance.profiles import Deadlines
from govclean.governance.returns.comparing import Compared, compare, wanted_prints
from govclean.governance.returns.deliveries import Delivery
from govclean.governance.returns.entering import Prepared, enter, untested
from govclean.governance.returns.known import known_before
from govclean.governance.returns.lists import Entered, ProblemList, lists_of
from govclean.governance.returns.problems import Owner, faults_of, places_of, problems_of, whole_file
from govclean.governance.returns.recognising import Recogniser
from govclean.governance.returns.states import Round
from govclean.governance.returns.survey import survey
from govclean.governance.returns.tallying import asked_rules
from govclean.governance.returns.turns import Turn, Wish, turns_of
from govclean.standards.model import Standard
from govclean.wording import Language

Write = Callable[[ProblemList, Path], None]
"""What writes one workbook; it stands on a floor above and is handed down."""


@dataclass(frozen=True, slots=True)
class Target:
    """The folder the workbooks appear in, and what writes one."""

    folder: Path
    write: Write


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a round is judged, numbered and given its deadlines."""

    judging: JudgeOptions
    deadlines: Deadlines
    wish: Wish = field(default_factory=Wish)
    language: Language = "zh"  # of the workbooks


@dataclass(frozen=True, slots=True)
class BuiltRound:
    """One delivery's round: what became of its problems."""

    turn: Turn
    records: int
    compared: Compared
    head: Head  # of its entry in the ledger

    @property
    def repeated(self) -> bool:
        """Whether the ledger had the round already, so that nothing was entered."""
        return self.turn.entered


@dataclass(frozen=True, slots=True)
class Built:
    """What a call built."""

    rounds: tuple[BuiltRound, ...]
    workbooks: tuple[tuple[Path, ProblemList], ...]


def build_returns(
    deliveries: Sequence[Delivery],
    standard: Standard,
    options: BuildOptions,
    ledger: Ledger,
    target: Target,
    progress: Progress | None = None,
) -> tuple[Built, list[GovcleanError]]:
    """Judge deliveries, enter each as a round, write one workbook a department into a folder; tell what cannot be judged.

    A delivery of which one file cannot be read makes no round: records that are missing would look withdrawn. What was
    entered before (the same files, standard and mode) is not entered again, and its workbook comes out the same.

    Raises:
        UsageError: the round asked for has passed, or the output folder or the ledger cannot be written.
    """
    errors: list[GovcleanError] = []
    prepared = []
    for turn in turns_of(list(_readable(deliveries, errors)), standard, ledger, options.wish):
        try:
            prepared.append(_prepared(turn, standard, options, ledger, progress))
        except GovcleanError as error:
            errors.append(error)
    if not prepared:
        return Built((), ()), errors
    with publish(target.folder) as hidden:
        entered = [Entered(one, enter(one, ledger)) for one in prepared]
        lists = lists_of(entered, ledger, options.deadlines, options.language)
        for name, one in lists:
            target.write(one, hidden / name)
        built = Built(
            tuple(_built(one) for one in entered), tuple((target.folder / name, one) for name, one in lists)
        )
        _write_run(hidden, built, standard, options)
    return built, errors


def _readable(deliveries: Sequence[Delivery], errors: list[GovcleanError]) -> Iterator[Delivery]:
    """Yield the deliveries whose files can all be opened; tell the others."""
    for delivery in deliveries:
        try:
            for path in delivery.paths:
                source_of(path)
        except GovcleanError as error:
            errors.append(error)
        else:
            yield delivery


def _prepared(
    turn: Turn, standard: Standard, options: BuildOptions, ledger: Ledger, progress: Progress | None
) -> Prepared:
    """Return a delivery judged and compared with what was known before its round.

    Raises:
        GovcleanError: a file of it cannot be judged.
    """
    told = turn.delivery.judging or options.judging
    day = told.as_of or turn.day or told.day
    judging = replace(told, as_of=day, language=options.language)
    judgement, errors = judge_files(turn.delivery.paths, standard, judging, progress)
    if errors or judgement is None:
        raise errors[0]
    known = known_before(ledger, turn.whose, turn.number, turn.entry)
    owner, recogniser = Owner(turn.whose, standard, ledger), Recogniser.of(standard, ledger)
    places = places_of(judgement.findings, judgement.inputs)
    faults = faults_of(judgement.findings, places, recogniser, judgement.rows)
    wanted = wanted_prints(known, recogniser.key)
    seen = survey(turn.delivery.paths, judgement.inputs, standard, judging, (recogniser, faults, wanted))
    asked = asked_rules(standard, day)
    this = Round(
        turn.whose,
        turn.number,
        day,
        full=options.wish.mode == "full",
        tested=frozenset(place for place, one in asked.items() if untested(one, judgement, seen) is None),
        asked=frozenset(asked),
        deadlines=options.deadlines,
        file_content=whole_file(owner),
    )
    compared = compare(problems_of(judgement, places, seen, owner), seen, known, this)
    return Prepared(
        turn, day, standard, options.deadlines, options.wish.mode, judgement, asked, seen, known, compared
    )


def _built(one: Entered) -> BuiltRound:
    return BuiltRound(one.prepared.turn, one.prepared.judgement.rows, one.prepared.compared, one.head)


def _write_run(folder: Path, built: Built, standard: Standard, options: BuildOptions) -> None:
    """Write what was built beside the workbooks; nothing in it depends on the moment."""
    run = {
        "tool": {"name": "govclean", "version": __version__},
        "command": "returns build",
        "standard": {"name": standard.name, "version": standard.version},
        "parameters": {
            "deadlines": {"name": options.deadlines.name, "version": options.deadlines.version},
            "mode": options.wish.mode,
            "language": options.language,
        },
        "rounds": [_told(one) for one in built.rounds],
        "workbooks": [
            {"file": path.name, "department": one.ticket.department, "problems": one.rows.num_rows}
            for path, one in built.workbooks
        ],
    }
    (folder / LAST).write_text(json.dumps(run, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _told(one: BuiltRound) -> dict[str, object]:
    compared = one.compared
    return {
        "department": one.turn.whose.department,
        "source": one.turn.whose.source,
        "round": one.turn.number,
        "files": list(one.turn.delivery.paths),
        "sha256": one.turn.sha256,
        "records": one.records,
        "problems": {state: compared.counts[state] for state in STATES},
        "open": {"before": compared.open_before, "now": compared.open_now},
        "balance": {"excepted_that_were_open": compared.was_open, "holds": compared.balanced()},
        "ledger": {"entry": one.head.seq, "hash": one.head.hash},
    }
