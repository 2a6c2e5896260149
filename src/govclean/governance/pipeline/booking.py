"""What a run enters in the ledger beside rounds and scores: who owes what, what arrived, what was done with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from govclean.governance.ledger import About, Ledger, rows_of
from govclean.governance.pipeline.config import Source
from govclean.governance.pipeline.drops import Arrival, Drop, Found
from govclean.governance.pipeline.made import Made, Told
from govclean.governance.pipeline.periods import Period
from govclean.governance.pipeline.registries import Registry

Row = Mapping[str, object]

_OF_DUTY = ("department", "source", "standard", "resource", "cycle", "due_day", "profile", "active")


def book_duties(ledger: Ledger, found: Found, today: date, profile: str) -> None:
    """Enter what each table of the run is owed (应报), where the ledger says something else or nothing.

    A table is owed from the first period that arrived, unless its source says since when; a change holds from today on.
    Of which nothing has arrived is owed where its source says what it is called.
    """
    owed: dict[tuple[str, str], tuple[Source, Period | None]] = {}
    for arrival in found.arrivals:
        drop = arrival.first
        owed.setdefault((drop.department, drop.table), (drop.source, drop.period))
    for source in found.without:
        if source.source:
            owed.setdefault((source.department, source.source), (source, None))
    held = {(row["department"], row["source"]): row for row in ledger.latest("duties").to_pylist()}
    new = []
    for (department, table), (source, period) in owed.items():
        known = held.get((department, table))
        row = _duty(source, table, found.registries[source.standard], profile)
        if row is None or (known and all(known[name] == row[name] for name in _OF_DUTY)):
            continue
        begins = period.first if period and not known else today
        new.append({**row, "since": (source.since or begins).isoformat()})
    if new:
        ledger.enter("duty", {"duties": rows_of("duties", new)})


def book_drop(
    ledger: Ledger, arrival: Arrival, drop: Drop, made: Made, day: date, *, arrived_before: bool
) -> None:
    """Enter that a drop arrived and how it was judged; what was entered before is not entered again."""
    standard = drop.registry.standard
    if not arrived_before:
        occasion = f"drop:{drop.department}:{drop.table}:{standard.name}:{arrival.label}:{drop.sha256}"
        rows = {"drops": rows_of("drops", [_drop(arrival, drop, made.outcome.figures, day)])}
        ledger.enter("drop", rows, About(standard.name, standard.version, occasion=occasion))
    book_run(ledger, made, drop, arrival.batch)


def book_run(ledger: Ledger, made: Made, drop: Drop | None = None, batch: str | None = None) -> None:
    """Enter that a step was done; the same step on the same things is entered once."""
    occasion = f"run:{made.step}:{made.fingerprint}"
    if ledger.find(occasion) is not None:
        return
    figures, standard = made.outcome.figures, made.made_from["standard"]
    row = {
        "command": made.step,
        "folder": f"{made.step}/{made.subject}",
        "standard": standard["name"],
        "version": standard["version"],
        "verdict": figures.get("verdict", "done"),
        "records": figures["records"],
        **{name: figures.get(name) for name in _COUNTED},
    }
    if drop is not None:
        row |= {"department": drop.department, "source": drop.table, "batch": batch, "sha256": drop.sha256}
    about = About(standard["name"], standard["version"], occasion=occasion)
    ledger.enter("run", {"runs": rows_of("runs", [row])}, about)


_COUNTED = ("records_in_error", "records_in_warning", "set_aside", "findings", "changes", "quarantined")


def _duty(source: Source, table: str, registry: Registry, profile: str) -> dict[str, object] | None:
    """Return what is owed, without since when; None where nobody says how often."""
    resource = registry.standard.resource
    cycle = source.cycle or (resource.update_cycle if resource else None)
    if cycle is None:
        return None
    return {
        "department": source.department,
        "source": table,
        "standard": registry.name,
        "resource": (resource.code or None) if resource else None,
        "cycle": cycle,
        "due_day": source.due_day,
        "profile": profile,
        "active": True,
    }


def _drop(arrival: Arrival, drop: Drop, figures: Told, day: date) -> Row:
    standard, period = drop.registry.standard, drop.period
    return {
        "batch": arrival.batch,
        "department": drop.department,
        "source": drop.table,
        "path": drop.path,
        "sha256": drop.sha256,
        "bytes": drop.bytes,
        "standard": standard.name,
        "version": standard.version,
        "resource": (standard.resource.code or None) if standard.resource else None,
        "mode": drop.source.mode,
        "period_from": period.first.isoformat() if period else None,
        "period_to": period.last.isoformat() if period else None,
        "received_on": day.isoformat(),
        "records": figures["records"],
        "set_aside": figures["set_aside"],
    }
