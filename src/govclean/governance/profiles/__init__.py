"""Profiles: deadlines, share terms and scoring as data. Another regulation is another file, not another program."""

from collections.abc import Mapping
from pathlib import Path

from govclean.governance import profile_files
from govclean.governance.profile_files import Kind, Listed, load_profile
from govclean.governance.profiles.deadlines import Deadlines, Due, Term, TermName
from govclean.governance.profiles.scoring import Grade, Measure, Scoring, Total
from govclean.governance.profiles.sharing import ModeTerms, ShareTerms, Sharing
from govclean.governance.workdays import Calendar

__all__ = [
    "Deadlines",
    "Due",
    "Grade",
    "Listed",
    "Measure",
    "ModeTerms",
    "Scoring",
    "ShareTerms",
    "Sharing",
    "Term",
    "TermName",
    "Total",
    "list_profiles",
    "load_deadlines",
    "load_scoring",
    "load_sharing",
]

_MODELS: Mapping[Kind, type[Deadlines | Sharing | Scoring | Calendar]] = {
    "deadlines": Deadlines,
    "sharing": Sharing,
    "scoring": Scoring,
    "calendar": Calendar,
}


def load_deadlines(name: str | Path = "default") -> Deadlines:
    """Return a profile of deadlines by its name or path.

    Raises:
        StandardError: there is no such profile, or it has mistakes.
    """
    return load_profile("deadlines", Deadlines, name)


def load_sharing(name: str | Path = "share_types") -> Sharing:
    """Return a profile of share terms by its name or path.

    Raises:
        StandardError: there is no such profile, or it has mistakes.
    """
    return load_profile("sharing", Sharing, name)


def load_scoring(name: str | Path = "six_dimensions") -> Scoring:
    """Return a profile of scoring by its name or path.

    Raises:
        StandardError: there is no such profile, or it has mistakes.
    """
    return load_profile("scoring", Scoring, name)


def list_profiles() -> tuple[Listed, ...]:
    """Return the profiles that can be named, of every kind."""
    return profile_files.list_profiles(_MODELS)
