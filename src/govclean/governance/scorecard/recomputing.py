"""Published scores computed again from the ledger alone, as it was when they were published, and compared."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from govclean.documents import check, parse_document
from govclean.errors import GovcleanError, StandardError
from govclean.governance.ledger import Ledger
from govclean.governance.profiles import load_scoring
from govclean.governance.profiles.scoring import Scoring
from govclean.governance.scorecard.league import score
from govclean.governance.scorecard.moments import Moment
from govclean.governance.scorecard.publishing import score_rows
from govclean.wording import Text, same

Row = Mapping[str, object]

_CLOSE = 1e-8  # of figures that are kept with nine decimals
_PUBLISHED = """
SELECT DISTINCT entry, day, round, profile, profile_version FROM scores ORDER BY entry, day, round, profile
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell in which what was published and what the ledger gives are not the same."""

    department: str
    measure: str
    column: str
    published: str
    recomputed: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """One publication and what computing it again gave.

    Attributes:
        figures: how many rows were compared.
        trouble: why it cannot be computed again, where it cannot.
    """

    entry: int
    day: date
    round: int | None
    profile: str
    version: str
    figures: int
    differences: tuple[Difference, ...]
    trouble: Text | None = None

    @property
    def holds(self) -> bool:
        """Return whether everything agrees."""
        return not self.differences and self.trouble is None


def recompute(ledger: Ledger) -> tuple[Recomputed, ...]:
    """Return every publication in the ledger, computed again, in the order of their entries."""
    return tuple(_recomputed(ledger, row) for row in ledger.ask(_PUBLISHED).to_pylist())


def _recomputed(ledger: Ledger, told: Row) -> Recomputed:
    entry, day = int(str(told["entry"])), date.fromisoformat(str(told["day"]))
    number = None if told["round"] is None else int(str(told["round"]))
    profile, version = str(told["profile"]), str(told["profile_version"])
    chosen = {"entry": entry, "day": day.isoformat(), "profile": profile, "profile_version": version}
    rows = ledger.table("scores", **chosen).to_pylist()
    published = {_key(row): row for row in rows if row["round"] == number}
    differences: tuple[Difference, ...] = ()
    trouble = None
    try:
        scoring = _profile(ledger, entry, profile, version)
        league = score(ledger, scoring, Moment(day, number, entry))
    except GovcleanError as error:
        trouble = Text(error.say("zh"), error.say("en"))
    else:
        now = {_key(row): row for row in score_rows(league).to_pylist()}
        differences = tuple(_differences(published, now))
    return Recomputed(entry, day, number, profile, version, len(published), differences, trouble)


def _profile(ledger: Ledger, entry: int, name: str, version: str) -> Scoring:
    """Return the profile that was entered with the scores; where none was, the one of that name and version.

    Raises:
        StandardError: it was changed in the ledger, or is not at hand in that version.
    """
    for row in ledger.table("scorings", entry=entry, profile=name, version=version).to_pylist():
        if hashlib.sha256(row["text"].encode()).hexdigest() != row["digest"]:
            raise StandardError(_CHANGED)
        return check(parse_document(row["text"], name), Scoring)
    scoring = load_scoring(name)
    if scoring.version != version:
        found = same(scoring.version)
        raise StandardError(_OTHER_VERSION.fill(name=name, version=version), found=found)
    return scoring


def _key(row: Row) -> tuple[str, str]:
    return str(row["department"]), str(row["measure"])


def _differences(
    published: Mapping[tuple[str, str], Row], now: Mapping[tuple[str, str], Row]
) -> Iterator[Difference]:
    for key in sorted(published.keys() | now.keys()):
        before, after = published.get(key), now.get(key)
        if before is None or after is None:
            yield Difference(*key, "", *("–" if row is None else "✓" for row in (before, after)))
            continue
        for column, value in after.items():
            if not _equal(before[column], value):
                yield Difference(*key, column, _told(before[column]), _told(value))


def _equal(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=_CLOSE)
    return one == other


def _told(value: object) -> str:
    return "–" if value is None else str(value)


_CHANGED = Text("账本中的考核方案被改动过", "the profile in the ledger was changed")
_OTHER_VERSION = Text(
    "公布时所用的考核方案“{name}”{version} 版已不在",
    'the profile "{name}" of version {version} is not at hand',
)
