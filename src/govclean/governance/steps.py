"""The steps of a matter kept in the ledger: which may follow which, when the next is due, how matters are numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger
from govclean.governance.profiles import Deadlines, Due
from govclean.wording import Text, same


@dataclass(frozen=True, slots=True)
class Step:
    """What was entered: the number of the matter, its state, when the next step is due."""

    number: str
    state: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class Course:
    """How a kind of matter runs: its table and key column, the letters of its numbers, its states."""

    table: str
    key: str
    letters: str
    titles: Mapping[str, Text]
    following: Mapping[str, tuple[str, ...]]

    def last(self, number: str, ledger: Ledger) -> Mapping[str, object]:
        """Return how a matter stands now.

        Raises:
            UsageError: there is none with this number.
        """
        rows: list[Mapping[str, object]] = ledger.latest(self.table, **{self.key: number}).to_pylist()
        if not rows:
            raise UsageError(_NONE.fill(number=number))
        return rows[0]

    def refuse(self, last: Mapping[str, object], state: str, day: date) -> None:
        """Raise where a step cannot follow.

        Raises:
            UsageError: another step comes first, or the last one is dated later.
        """
        now, following = str(last["state"]), self.following[str(last["state"])]
        if state not in following:
            words = [self.titles[one] for one in following]
            hint = _AFTER.fill(zh="、".join(one.zh for one in words), en=", ".join(one.en for one in words))
            what = _CANNOT.fill(now=self.titles[now], state=self.titles[state])
            raise UsageError(what, hint=hint if words else None)
        if day.isoformat() < str(last["day"]):
            raise UsageError(_BACK.fill(day=str(last["day"])), found=same(day.isoformat()))

    def next_number(self, ledger: Ledger, day: date) -> str:
        """Return the next number of the year, such as `XQ-2026-0007`."""
        begin = f"{self.letters}-{day.year}-"
        sql = f'SELECT count(DISTINCT "{self.key}") AS held FROM {self.table} WHERE starts_with("{self.key}", ?)'  # noqa: S608 - our own names
        held: int = ledger.ask(sql, [begin])["held"][0].as_py()
        return f"{begin}{held + 1:04d}"


def standing(
    ledger: Ledger, course: Course, open_states: Sequence[str], day: date, *, only_open: bool
) -> tuple[Mapping[str, object], ...]:
    """Return how every matter stands: overdue ones first, then by due day and number; each says whether it is `overdue`."""
    rows = ledger.latest(course.table).to_pylist()
    told = [{**row, "open": row["state"] in open_states} for row in rows]
    for row in told:
        row["overdue"] = bool(row["open"] and row["due_on"] and row["due_on"] < day.isoformat())
    kept = [row for row in told if row["open"] or not only_open]
    return tuple(sorted(kept, key=lambda row: (not row["overdue"], row["due_on"] or "9", row[course.key])))


def timing(due: Due | None, deadlines: Deadlines) -> dict[str, object]:
    """Return a deadline as the ledger keeps it; nothing where there is none."""
    if due is None:
        return {}
    return {"due_on": due.day.isoformat(), "profile": deadlines.name, "term": due.term}


_NONE = Text("账本没有“{number}”", 'the ledger has no "{number}"')
_AFTER = Text("其后可以是：{zh}", "what may follow: {en}")
_CANNOT = Text("“{now}”之后不能是“{state}”", '"{state}" cannot follow "{now}"')
_BACK = Text("日期早于上一步（{day}）", "dated before the last step ({day})")
