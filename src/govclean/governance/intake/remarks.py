"""What is said of a drop beside its five clears: how its files and its place in the series agree with the manifest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govclean.standards.mentions import Severity
from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was noticed: an error refuses the drop, a warning is told with it, info is for whoever asks."""

    code: str  # such as files.tampered; never renamed
    severity: Severity
    text: Text
    file: str = ""  # as declared, or as it stands where it was not


def worst(severities: Iterable[Severity]) -> Severity | None:
    """Return the worst of some severities; None where there is none.

    >>> worst(["info", "error", "warning"]), worst([])
    ('error', None)
    """
    told = set(severities)
    order: tuple[Severity, ...] = ("error", "warning", "info")
    return next((one for one in order if one in told), None)
