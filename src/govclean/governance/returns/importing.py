"""Import what came back: answers into the ledger, exceptions where somebody approves them, the rest refused with a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from govclean.errors import GovcleanError
from govclean.governance.ledger import About, Ledger, rows_of
from govclean.governance.profiles import Deadlines
from govclean.governance.returns.form import OUTCOMES
from govclean.governance.returns.problems import value_context
from govclean.governance.returns.reading import ReturnedForm, read_form
from govclean.governance.returns.recognising import Recogniser, as_hex
from govclean.governance.returns.replies import Answers, Refusal, Reply, answers_in
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.values.columns import text_column
from govclean.wording import Text

Row = dict[str, object]

_REVOKED = Text("部门改报：{outcome}", "the department now answers: {outcome}")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Who approves, on which day, until when; and the standard where it cannot be found by its name."""

    today: date
    deadlines: Deadlines
    approver: str = ""  # without one nothing becomes an exception
    expires_on: date | None = None  # of exceptions; as the deadlines say where it is not given
    standard: Standard | None = None

    @property
    def expiry(self) -> date:
        """Return the last day of the exceptions that are granted."""
        return self.expires_on or self.deadlines.due("exception.valid", self.today).day


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one workbook.

    Attributes:
        accepted: accepted answers by outcome.
        refused: rows that were not taken over, and answers that were not accepted, by row of the sheet.
        unanswered: rows without an answer; `missing`: rows of the list that are not there any more.
        granted, revoked: exceptions; `pending`: answers that become one when somebody approves.
        entry: the ledger's entry; None where it holds nothing that was not known.
        repeated: the very same file was imported before.
        other_version: of the standard, where it is not the list's.
    """

    form: ReturnedForm
    accepted: Mapping[str, int]
    refused: tuple[Refusal, ...]
    unanswered: int
    missing: int
    granted: int
    revoked: int
    pending: int
    entry: int | None
    repeated: bool
    other_version: str = ""


def import_replies(
    paths: Sequence[str], ledger: Ledger, options: ImportOptions
) -> tuple[list[Imported], list[GovcleanError]]:
    """Enter the answers of workbooks, an entry each; tell which workbooks cannot be used.

    Raises:
        UsageError: the ledger cannot be written, or the profile of deadlines does not say how long exceptions hold.
    """
    imported: list[Imported] = []
    errors: list[GovcleanError] = []
    for path in dict.fromkeys(paths):
        try:
            form = read_form(path, ledger)
            standard = options.standard or load_standard(form.ticket.standard)
        except GovcleanError as error:
            errors.append(error)
        else:
            imported.append(import_form(form, standard, ledger, options))
    return imported, errors


def import_form(form: ReturnedForm, standard: Standard, ledger: Ledger, options: ImportOptions) -> Imported:
    """Enter the answers of one workbook that was read.

    Raises:
        UsageError: the ledger cannot be written, or the profile of deadlines does not say how long exceptions hold.
    """
    return _Import(form, standard, ledger, options).run()


class _Import:
    """One workbook on its way into the ledger."""

    def __init__(
        self, form: ReturnedForm, standard: Standard, ledger: Ledger, options: ImportOptions
    ) -> None:
        self._form = form
        self._standard = standard
        self._ledger = ledger
        self._options = options
        ticket = form.ticket
        rows = ledger.table(
            "problems", round=int(ticket.round), department=ticket.department, standard=ticket.standard
        )
        self._problems: dict[str, Row] = {str(row["problem"]): row for row in rows.to_pylist()}

    def run(self) -> Imported:
        """Judge the answers, enter what is new, and return what became of them."""
        fields = {number: str(row["field"]) for number, row in self._problems.items()}
        answers = answers_in(self._form, self._ledger, fields, self._standard, self._options.today)
        accepted = [one for one in answers.replies if one.why_not is None]
        granted = list(self._granted(accepted))
        revoked = list(self._revoked(accepted))
        entry, repeated = self._entered(answers, [*granted, *revoked])
        true = sum(one.outcome == "true_as_is" for one in accepted)
        not_accepted = [
            Refusal(one.problem, one.sheet_row, one.why_not) for one in answers.replies if one.why_not
        ]
        version = self._standard.version
        return Imported(
            self._form,
            Counter(one.outcome for one in accepted),
            tuple(sorted([*answers.refused, *not_accepted], key=lambda one: (one.sheet_row, one.problem))),
            answers.unanswered,
            answers.missing,
            granted=len(granted),
            revoked=len(revoked),
            pending=0 if self._options.approver else true,
            entry=entry,
            repeated=repeated,
            other_version=version if version != self._form.ticket.version else "",
        )

    def _entered(self, answers: Answers, exceptions: list[Row]) -> tuple[int | None, bool]:
        """Enter what the ledger does not know yet; return the entry, and whether the same file was imported before."""
        ticket, options = self._form.ticket, self._options
        occasion = f"reply:{self._form.sha256}:{options.approver}:{options.expires_on or ''}"
        known = self._ledger.find(occasion)
        if known is not None:
            return known, True
        replies = list(self._unknown(self._rows(answers.replies)))
        if not replies and not exceptions:
            return None, False
        rows = {"replies": rows_of("replies", replies), "exceptions": rows_of("exceptions", exceptions)}
        return self._ledger.enter(
            "reply", rows, About(ticket.standard, ticket.version, occasion=occasion)
        ), False

    def _rows(self, replies: Sequence[Reply]) -> list[Row]:
        """Return replies as rows of the ledger; one without an outcome says nothing that could be entered."""
        said = [one for one in replies if one.outcome]
        digests, handles = self._digests(said), self._handles(said)
        return [
            {
                "problem": one.problem,
                "round": int(self._form.ticket.round),
                "department": self._form.ticket.department,
                "outcome": one.outcome,
                "corrected": digests.get(one.problem),
                "handle": handles.get(one.problem),
                "corrected_valid": one.why_not is None if one.corrected and one.field else None,
                "note": one.note or None,
                "reviewer": one.reviewer or None,
                "day": (one.day or self._options.today).isoformat(),
                "sha256": self._form.sha256,
                "accepted": one.why_not is None,
                "why_not": one.why_not.zh if one.why_not else None,
            }
            for one in said
        ]

    def _digests(self, replies: Sequence[Reply]) -> dict[str, str]:
        """Return the digests of corrected values, made like those of the values supplied."""
        found: dict[str, str] = {}
        for field in sorted({one.field for one in replies if one.corrected}):
            members = [one for one in replies if one.field == field and one.corrected]
            values = text_column([one.corrected for one in members])
            context = value_context(self._standard.name, field)
            digests = self._ledger.digests(values, context).to_pylist()
            found |= dict(zip((one.problem for one in members), digests, strict=True))
        return found

    def _handles(self, replies: Sequence[Reply]) -> dict[str, str]:
        """Return the prints of corrected record keys, by which the records are found in the next round."""
        recogniser = Recogniser.of(self._standard, self._ledger)
        members = [
            one for one in replies if one.corrected and one.field == recogniser.key and one.why_not is None
        ]
        prints = as_hex(recogniser.of_keys(text_column([one.corrected for one in members])))
        return dict(zip((one.problem for one in members), prints.to_pylist(), strict=True))

    def _unknown(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Yield the replies that say something else than the ledger's last ones; the file they came in does not count."""
        held = self._ledger.latest(
            "replies", round=int(self._form.ticket.round), department=self._form.ticket.department
        )
        compared = ("outcome", "corrected", "reviewer", "accepted", "why_not")
        last = {row["problem"]: tuple(row[name] for name in (*compared, "note")) for row in held.to_pylist()}
        notes = rows_of("replies", rows)["note"].to_pylist()  # as the ledger would keep them
        for row, note in zip(rows, notes, strict=True):
            if last.get(row["problem"]) != (*(row[name] for name in compared), note):
                yield row

    def _granted(self, accepted: Sequence[Reply]) -> Iterator[Row]:
        """Yield an exception for each answer that the value is true, where somebody approves and none holds as long."""
        until = self._options.expiry.isoformat() if self._options.approver else ""
        held = {row["problem"] for row in self._in_force() if str(row["expires_on"]) >= until}
        for one in accepted:
            if until and one.outcome == "true_as_is" and one.problem not in held:
                yield self._exception(one, "granted", one.note, self._options.approver)

    def _revoked(self, accepted: Sequence[Reply]) -> Iterator[Row]:
        """Yield the end of exceptions whose department answers differently now."""
        others = {one.problem: one for one in accepted if one.outcome != "true_as_is"}
        for row in self._in_force():
            if row["problem"] in others:
                one = others[row["problem"]]
                reason = _REVOKED.fill(outcome=OUTCOMES[one.outcome]).zh
                yield self._exception(one, "revoked", reason, str(row["approver"])) | {
                    "expires_on": row["expires_on"]
                }

    def _in_force(self) -> list[Row]:
        """Return the exceptions of the department as they were last granted."""
        rows = self._ledger.latest("exceptions", department=self._form.ticket.department, state="granted")
        return list(rows.to_pylist())

    def _exception(self, one: Reply, state: str, reason: str, approver: str) -> Row:
        problem = self._problems[one.problem]
        kept = ("problem", "department", "source", "standard", "record", "field", "rule", "value")
        return {
            **{name: problem[name] for name in kept},
            "reason": reason,
            "approver": approver,
            "state": state,
            "day": self._options.today.isoformat(),
            "expires_on": self._options.expiry.isoformat(),
        }
