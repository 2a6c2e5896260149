"""Every figure that can be scored, as numerator and denominator, from the ledger alone.

Nothing here knows a profile: which figures count, and how they become points, is said in `grading`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govclean.governance.ledger import Ledger
from govclean.governance.profiles.scoring import Count
from govclean.governance.scorecard.accounts import Account, accounts_of
from govclean.governance.scorecard.delivering import deliveries
from govclean.governance.scorecard.figures import Figure
from govclean.governance.scorecard.judged import Judged, items, judged, storable, tallies_of
from govclean.governance.scorecard.moments import Moment
from govclean.governance.scorecard.repairing import repairs
from govclean.governance.scorecard.sharing import answered, objections, shared

_DEPARTMENTS = """
SELECT department FROM rounds WHERE entry < $1 AND day <= $2 AND round <= $3
UNION SELECT department FROM duties WHERE entry < $1 AND since <= $2
UNION SELECT department FROM drops WHERE entry < $1 AND received_on <= $2
ORDER BY department
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the ledger tells of each department at a moment.

    Attributes:
        departments: those that owe data, delivered some or were judged, by name.
        accounts: what of them was judged last.
        judged: department → what was found in each of its accounts.
        figures: (department, count) → its figure; absent where the ledger tells nothing.
        overdue: department → problems that are open and past their due day.
    """

    moment: Moment
    departments: tuple[str, ...]
    accounts: tuple[Account, ...]
    judged: Mapping[str, Sequence[Judged]]
    figures: Mapping[tuple[str, Count], Figure]
    overdue: Mapping[str, int]


def measure(ledger: Ledger, moment: Moment) -> Measured:
    """Return the figures of all departments at a moment.

    Raises:
        StandardError: a duty in the ledger names a profile of deadlines, or that a calendar, which there is not.
    """
    accounts = accounts_of(ledger, moment)
    tallies = tallies_of(ledger, accounts)
    delivered = deliveries(ledger, moment)
    returned = repairs(ledger, accounts, moment)
    counted: dict[Count, Mapping[str, Figure]] = {
        "items": items(ledger, accounts, tallies, moment),
        "storable": storable(accounts),
        "deliveries": delivered.made,
        "on_time": delivered.in_time,
        "days_with_data": delivered.days,
        "repaired": returned.repaired,
        "in_time": returned.in_time,
        "replies": returned.answered,
        "shared": shared(ledger, moment),
        "answered": answered(ledger, moment),
        "objections": objections(ledger, moment),
    }
    return Measured(
        moment=moment,
        departments=_departments(ledger, moment),
        accounts=accounts,
        judged=judged(ledger, accounts, tallies),
        figures={(name, count): one for count, of in counted.items() for name, one in of.items()},
        overdue=returned.overdue,
    )


def _departments(ledger: Ledger, moment: Moment) -> tuple[str, ...]:
    parameters = [moment.before, moment.day.isoformat(), moment.round or 0]
    return tuple(ledger.ask(_DEPARTMENTS, parameters)["department"].to_pylist())
