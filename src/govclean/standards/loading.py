"""A standard by its name or path, with everything it extends."""

from __future__ import annotations

from pathlib import Path

from govclean.documents import refusal
from govclean.standards.finding import find, refuse_other_version
from govclean.standards.linting import KnownChecks, examine_standard
from govclean.standards.listing import Listed, list_standards
from govclean.standards.model import Standard

__all__ = ["Listed", "list_standards", "load_standard"]


def load_standard(
    name_or_path: str | Path,
    *,
    known_checks: KnownChecks | None = None,
    known_cleansing: KnownChecks | None = None,
) -> Standard:
    """Return the standard of a name (`population`, `population@2026.1`) or of a path in .yaml or .yml.

    A name is looked for in the project's own `standards/` first, then among the shipped ones. Code lists are
    read when they are first asked for; for the names of checks and rules see `check_standard`.

    Raises:
        StandardError: there is no such standard or version, or it has mistakes: all are told, with lines.
    """
    asked = str(name_or_path)
    path = find(asked)
    standard, found = examine_standard(path, known_checks=known_checks, known_cleansing=known_cleansing)
    if standard is None:
        raise refusal(mistake for mistake in found if mistake.severity == "error")
    refuse_other_version(asked, standard.version, str(path))
    return standard
