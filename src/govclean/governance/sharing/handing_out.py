"""Hand out exactly what an agreement allows: judged, prepared, written, entered; or refused with every reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from govclean.errors import UsageError
from govclean.extracts.publishing import publish
from govclean.governance.ledger import Ledger
from govclean.governance.opening import Progress
from govclean.governance.profiles import Deadlines
from govclean.governance.sharing.checking import check_agreement
from govclean.governance.sharing.entering import enter_package, enter_refusal, number_of, refused
from govclean.governance.sharing.faults import Case, Fault
from govclean.governance.sharing.granting import Grant
from govclean.governance.sharing.manifest import MARK, Package, manifest_of, run_of, terms_of
from govclean.governance.sharing.marking import contested, marks_of
from govclean.governance.sharing.narrowing import Call, not_granted, over_ceiling
from govclean.governance.sharing.packing import WriteBook, write_data, write_rest
from govclean.governance.sharing.preparing import Prepared, prepare
from govclean.wording import Language, Text


@dataclass(frozen=True, slots=True)
class Desk:
    """What handing out works with beside agreement and extract."""

    deadlines: Deadlines
    ledger: Ledger
    language: Language = "zh"
    write_book: WriteBook | None = None
    progress: Progress | None = None


def hand_out(grant: Grant, call: Call, desk: Desk, output: Path) -> Package:
    """Write the package into a new folder and enter it in the ledger; the entry stands before the package appears.

    Raises:
        UsageError: it is refused, which is entered too; or the folder holds something, or cannot be written.
        ExtractError: the extract cannot be read.
        MappingError: its header cannot be mapped without a person's word.
    """
    refuse_used(output)
    case = Case(grant, call.day, desk.deadlines)
    _refuse(grant, call, desk, (*faults_of(case, call), *_recalled(case, desk.ledger)))
    open_marks = contested(desk.ledger, grant)
    prepared = prepare(grant, call, records=bool(open_marks), progress=desk.progress)
    _refuse(grant, call, desk, over_ceiling(case, prepared.counts.handed_out))
    if open_marks:
        prepared = _marked(prepared, marks_of(desk.ledger, grant, open_marks, prepared))
    if not prepared.counts.balanced:
        msg = f"the books of the package do not balance: {prepared.counts}"
        raise AssertionError(msg)
    with publish(output) as hidden:
        written = write_data(prepared.table, call.form or grant.agreement.form, hidden, desk.write_book)
        number = number_of(grant, call.day, written.digests.sm3)
        _refuse(grant, call, desk, _already(case, number, desk.ledger))
        package = Package(number, grant, call, prepared, written)
        write_rest(hidden, written, manifest_of(package), terms_of(package), run_of(package))
        enter_package(package, desk.ledger)
    return package


def faults_of(case: Case, call: Call) -> tuple[Fault, ...]:
    """Return every fault of the agreement and of what is asked for under it; warnings too."""
    found = [*check_agreement(case.grant, case.deadlines, case.day), *not_granted(case, call)]
    ended = {fault.mistake.line for fault in found if fault.rule == "share.not_yet" and fault.refuses}
    return tuple(
        one for one in found if one.refuses or one.rule != "share.not_yet" or one.mistake.line not in ended
    )


def refuse_used(output: Path) -> None:
    """Raise where the folder holds something: a package never lies among other files.

    Raises:
        UsageError: it does.
    """
    if output.is_file() or (output.is_dir() and any(output.iterdir())):
        raise UsageError(_USED, where=str(output), hint=_NEW)


def _refuse(grant: Grant, call: Call, desk: Desk, faults: tuple[Fault, ...]) -> None:
    refusing = tuple(fault for fault in faults if fault.refuses)
    if refusing:
        enter_refusal(grant, call, refusing, desk.ledger, desk.language)
        raise refused(refusing)


def _recalled(case: Case, ledger: Ledger) -> tuple[Fault, ...]:
    """Return that the whole agreement was recalled, if it was."""
    rows = ledger.latest("shares", package=case.grant.agreement.number, state="recalled").to_pylist()
    return tuple(case.error("share.recalled", _RECALLED.fill(day=row["day"]), "agreement") for row in rows)


def _already(case: Case, number: str, ledger: Ledger) -> tuple[Fault, ...]:
    """Return that another package was handed out, where the agreement allows one only."""
    agreement = case.grant.agreement
    if agreement.frequency != "once":
        return ()
    held = ledger.latest("shares", agreement=agreement.number, state="handed_out")["package"].to_pylist()
    others = sorted(set(held) - {number})[:1]
    return tuple(case.error("share.once", _ONCE.fill(package=one), "frequency") for one in others)


def _marked(prepared: Prepared, marks: pa.StringArray) -> Prepared:
    return (
        replace(prepared, table=prepared.table.append_column(MARK, marks))
        if marks.null_count < len(marks)
        else prepared
    )


_USED = Text("输出目录不是空的", "the output folder is not empty")
_NEW = Text("每个数据包放在一个新目录", "each package goes into a new folder")
_RECALLED = Text("协议已于 {day} 召回", "the agreement was recalled on {day}")
_ONCE = Text(
    "协议只提供一次，已提供 {package}", "the agreement is for one package, and {package} was handed out"
)
