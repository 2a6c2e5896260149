"""What is wrong with an agreement: one fault a line of its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from govclean.documents import Mistake
from govclean.governance.profiles import Deadlines
from govclean.governance.sharing.granting import Grant
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the rule it breaks, where, and what to say; an error forbids handing out."""

    rule: str
    mistake: Mistake

    @property
    def refuses(self) -> bool:
        """Return whether nothing may be handed out because of it."""
        return self.mistake.severity == "error"


@dataclass(frozen=True, slots=True)
class Case:
    """An agreement to judge on a day."""

    grant: Grant
    day: date
    deadlines: Deadlines

    def error(self, rule: str, text: Text, *keys: str | int) -> Fault:
        """Return a fault that forbids handing out, at a key of the agreement."""
        return self._fault(rule, text, keys, "error")

    def warning(self, rule: str, text: Text, *keys: str | int) -> Fault:
        """Return a fault that a person should look at."""
        return self._fault(rule, text, keys, "warning")

    def _fault(
        self, rule: str, text: Text, keys: tuple[str | int, ...], severity: Literal["error", "warning"]
    ) -> Fault:
        return Fault(rule, Mistake.at(self.grant.file.at(*keys), text, severity))


Faults = Iterator[Fault]
