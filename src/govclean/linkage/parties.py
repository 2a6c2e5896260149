"""Whose record it is: files by the name of the party that hands them in, in the order of authority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np

from govclean.linkage.records import Codes

SOURCE = "source:"
"""Begins a preference for the records of one party, e.g. `source:public_security`."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of a run, the one with the most authority first."""

    names: tuple[str, ...]
    of_source: Codes  # for each source the place of its party in `names`


def fits(source: str, name: str, sources: Mapping[str, Sequence[str]]) -> bool:
    """Return whether the stem of a file is meant by a party's name; a name that is not explained is a stem itself.

    >>> fits("公安局_202611", "public_security", {"public_security": ("公安*",)})
    True
    """
    return any(fnmatchcase(source, pattern) for pattern in sources.get(name, (name,)))


def parties_of(
    stems: Sequence[str], sources: Mapping[str, Sequence[str]], preferences: Iterable[str] = ()
) -> Parties:
    """Return the parties of some files: a file's party is the first name that means it, else its own stem.

    Args:
        stems: the files' stems.
        sources: a party's name → patterns of stems.
        preferences: those that begin with `source:` say who has authority; all others follow by name.
    """
    party = [next((name for name in sources if fits(stem, name, sources)), stem) for stem in stems]
    trusted = [word.removeprefix(SOURCE) for word in preferences if word.startswith(SOURCE)]
    names = sorted(
        set(party), key=lambda name: (trusted.index(name) if name in trusted else len(trusted), name)
    )
    return Parties(tuple(names), np.array([names.index(name) for name in party], np.int32))
