"""What the rounds say of the data: rules passed, items that were there, records that can be stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from govclean.governance.ledger import Ledger
from govclean.governance.scorecard.accounts import Account, Key, batch_named, entries_of
from govclean.governance.scorecard.faults import Faults, faults_of
from govclean.governance.scorecard.figures import Figure, Lack, Line
from govclean.governance.scorecard.moments import Moment
from govclean.validation.checks.completeness import COLUMN
from govclean.validation.checks.validity import OF_READING

Row = Mapping[str, object]
Tallies = Mapping[Key, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One account as it was last judged.

    Attributes:
        place: a line of the account that counts nothing.
        lines: one for each rule of each field, tested or not.
        faults: how many records have which faults.
    """

    account: Account
    place: Line
    lines: tuple[Line, ...]
    faults: tuple[Faults, ...]


_LAST_BATCH = """
FROM drops d ANTI JOIN (FROM intakes WHERE verdict IN ('rejected', 'repeated')) AS refused
    ON refused.entry = d.entry AND refused.batch = d.batch
WHERE d.entry < $1 AND d.received_on <= $2 AND d.fields_asked > 0
QUALIFY dense_rank() OVER (
    PARTITION BY d.department, d.source, d.standard ORDER BY d.received_on DESC, d.entry DESC, d.batch DESC) = 1
ORDER BY d.department, d.source, d.standard, d.path
"""


def tallies_of(ledger: Ledger, accounts: Sequence[Account]) -> Tallies:
    """Return the tallies of each account, in the order of rule and field."""
    rows = ledger.table("tallies", entry=entries_of(accounts)).to_pylist()
    rows.sort(key=lambda row: (row["rule"], row["field"]))
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault((row["entry"], row["department"], row["source"], row["standard"]), []).append(row)
    return found


def judged(ledger: Ledger, accounts: Sequence[Account], tallies: Tallies) -> dict[str, tuple[Judged, ...]]:
    """Return department → what was found in each of its accounts.

    What the reader looks for in every line (record shape, encoding …) stands in the ledger only where it was found; it
    has a line all the same, for a rule that appears with its first fault would raise the average.
    """
    faulty = faults_of(ledger, accounts)
    found: dict[str, list[Judged]] = {}
    for account in accounts:
        rows = tallies.get(account.key, [])
        lines = [_rule_line(row, account) for row in rows]
        named = {line.rule for line in lines}
        whole = replace(_line(account), good=account.records, whole=account.records)
        unseen = [doc for doc in OF_READING if doc.id not in named] if rows else []
        lines += [replace(whole, rule=doc.id, severity=doc.severity) for doc in unseen]
        one = Judged(account, _line(account), tuple(lines), tuple(faulty.get(account.key, ())))
        found.setdefault(account.department, []).append(one)
    return {department: tuple(several) for department, several in found.items()}


def items(ledger: Ledger, accounts: Sequence[Account], tallies: Tallies, moment: Moment) -> dict[str, Figure]:
    """Return department → items delivered / asked for (实际信息项数 / 要求信息项数).

    They are counted in the files of the last batch of each source; where no batch tells them, among the mandatory
    fields of the last round.
    """
    lines: dict[str, list[Line]] = {}
    told = set()
    for row in ledger.ask(_LAST_BATCH, [moment.before, moment.day.isoformat()]).to_pylist():
        told.add((row["department"], row["source"]))
        lines.setdefault(str(row["department"]), []).append(_items_of_drop(row))
    for account in accounts:
        asked = [row for row in tallies.get(account.key, []) if row["rule"] == COLUMN.id]
        if asked and (account.department, account.source) not in told:
            lines.setdefault(account.department, []).append(_items_of_round(account, asked))
    return {department: Figure(tuple(one)) for department, one in lines.items()}


def storable(accounts: Sequence[Account]) -> dict[str, Figure]:
    """Return department → records whose key is there, good and unique / records (入库率)."""
    lines: dict[str, list[Line]] = {}
    for account in accounts:
        if account.storable is not None:
            line = replace(_line(account), good=account.storable, whole=account.records)
            lines.setdefault(account.department, []).append(line)
    return {department: Figure(tuple(one)) for department, one in lines.items()}


def _rule_line(row: Row, account: Account) -> Line:
    line = replace(
        _line(account), rule=str(row["rule"]), field=str(row["field"]), severity=str(row["severity"])
    )
    if not row["tested"]:
        return replace(line, tested=False, why_untested=str(row["why_untested"] or ""))
    evaluated, failed, excepted = (int(str(row[name] or 0)) for name in ("evaluated", "failed", "excepted"))
    return replace(line, good=evaluated - failed, whole=evaluated - excepted, excepted=excepted)


def _items_of_drop(row: Row) -> Line:
    asked, given = int(str(row["fields_asked"])), int(str(row["fields_given"] or 0))
    standard = "@".join(str(part) for part in (row["standard"], row["version"]) if part)
    batch = batch_named(str(row["batch"]), None)
    return Line(min(given, asked), asked, source=str(row["source"] or ""), standard=standard, batch=batch)


def _items_of_round(account: Account, asked: Sequence[Row]) -> Line:
    lacking = tuple(Lack(str(row["field"])) for row in asked if row["failed"])
    return replace(_line(account), good=len(asked) - len(lacking), whole=len(asked), lacking=lacking)


def _line(account: Account) -> Line:
    """Return a line of an account that counts nothing yet."""
    return Line(0, 0, source=account.source, standard=account.rules, batch=account.batch, round=account.round)
