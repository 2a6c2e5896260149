"""What a figure is: so many good of so many, line by line, each with where in the ledger it stands."""

from __future__ import annotations

from dataclasses import dataclass

from govclean.wording import Text, same


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing or late: a field, a period, a resource, a request; when it was due and came, where it has a day."""

    name: str
    due: str = ""
    done: str = ""

    @property
    def words(self) -> Text:
        """Return it in words."""
        if not self.due:
            return same(self.name)
        return (_LATE if self.done else _MISSING).fill(name=self.name, due=self.due, done=self.done)


_LATE = Text("{name}（应 {due}，实 {done}）", "{name} (due {due}, done {done})")
_MISSING = Text("{name}（应 {due}，未完成）", "{name} (due {due}, not done)")


@dataclass(frozen=True, slots=True)
class Line:
    """What one rule, source, resource or request adds to a figure.

    Attributes:
        good: the numerator.
        whole: the denominator; nothing in it was tested where it is 0.
        tested: whether anything was looked at; where not, `why_untested` tells why in the words of the ledger.
        excepted: failed, and covered by an exception in force: in neither of the two.
        standard: by what it was judged, with the version: `population@2026.1`.
        lacking: what is missing or late behind it.
    """

    good: int
    whole: int
    rule: str = ""
    field: str = ""
    severity: str = ""
    source: str = ""
    standard: str = ""
    batch: str = ""
    round: int | None = None
    tested: bool = True
    excepted: int = 0
    lacking: tuple[Lack, ...] = ()
    why_untested: str = ""

    @property
    def failed(self) -> int:
        """Return how many are not good."""
        return self.whole - self.good


@dataclass(frozen=True, slots=True)
class Aside:
    """Something counted that is not scored."""

    words: Text
    count: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one department."""

    lines: tuple[Line, ...] = ()
    asides: tuple[Aside, ...] = ()

    @property
    def numerator(self) -> int:
        """Return how many are good."""
        return sum(line.good for line in self.lines)

    @property
    def denominator(self) -> int:
        """Return how many there are; 0 where nothing was tested."""
        return sum(line.whole for line in self.lines)


def asides(*counted: tuple[Text, int]) -> tuple[Aside, ...]:
    """Return what was counted apart, without what does not occur."""
    return tuple(Aside(words, count) for words, count in counted if count)
