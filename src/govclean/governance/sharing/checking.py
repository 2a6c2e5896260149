"""`share check`: what is wrong with an agreement, every fault with its line."""

from __future__ import annotations

from datetime import date

from govclean.governance.profiles import Deadlines
from govclean.governance.sharing import rules_of_directory, rules_of_items, rules_of_terms
from govclean.governance.sharing.faults import Case, Fault
from govclean.governance.sharing.granting import Grant

RULES = (*rules_of_directory.RULES, *rules_of_items.RULES, *rules_of_terms.RULES)


def check_agreement(grant: Grant, deadlines: Deadlines, day: date) -> tuple[Fault, ...]:
    """Return the faults of an agreement on a day, in the order of its file; errors forbid handing out.

    Raises:
        UsageError: the profile of deadlines does not settle the term of an approval.
    """
    case = Case(grant, day, deadlines)
    found = {fault for rule in RULES for fault in rule(case)}
    return tuple(
        sorted(found, key=lambda one: (one.mistake.line, one.mistake.column, one.rule, one.mistake.text.en))
    )
