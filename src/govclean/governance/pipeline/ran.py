"""What a run did: every step, what could not be done, the worst that was found."""

from __future__ import annotations

from dataclasses import dataclass

from govclean.errors import GovcleanError
from govclean.governance.pipeline.doing import Done
from govclean.governance.pipeline.made import Told
from govclean.governance.pipeline.planning import Plan
from govclean.governance.pipeline.work import SEVERITIES, TOOL, Key
from govclean.wording import Language


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run did: the steps in the order of the work; `late` is what could not be written at the end."""

    plan: Plan
    steps: tuple[Done, ...]
    seconds: float
    late: tuple[GovcleanError, ...] = ()

    @property
    def errors(self) -> tuple[GovcleanError, ...]:
        """Return all that could not be done, each thing told once."""
        of_steps = (error for done in self.steps for error in done.errors)
        every = [*self.plan.found.errors, *of_steps, *self.late]
        return tuple({error.say("en"): error for error in every}.values())

    def worst(self) -> str:
        """Return the severity of the worst finding in what stands for each table now, or nothing."""
        found = {done.made.outcome.worst for done in self.steps if done.made and self._counts(done.key)}
        return next((severity for severity in SEVERITIES if severity in found), "")

    def _counts(self, key: Key) -> bool:
        name, subject = key
        return name not in ("validate", "clean") or subject in self.plan.current

    def told(self, language: Language) -> Told:
        """Return the run as `run.json` tells it: the only file of a run in which clock times stand."""
        return {
            "tool": TOOL,
            "command": "run",
            "as_of": self.plan.wanted.today.isoformat(),
            "steps": [
                {
                    "step": done.key[0],
                    "subject": done.key[1],
                    "state": done.state,
                    "why": done.why.say(language) if done.why else None,
                    "seconds": round(done.seconds, 3),
                }
                for done in self.steps
            ],
            "worst": self.worst(),
            "errors": [error.say(language) for error in self.errors],
            "seconds": round(self.seconds, 3),
        }
