"""Which round a delivery makes: the same files under the same standard are the same round, others are the next."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger
from govclean.governance.returns.deliveries import Delivery
from govclean.governance.returns.known import Whose, rounds_of
from govclean.standards.model import Standard
from govclean.values.digests import digests_of_file
from govclean.wording import Text

Mode = Literal["full", "incremental"]

_TAKEN = Text(
    "“{whose}”第 {number} 轮已登记，数据或标准版本不同",
    'round {number} of "{whose}" is entered already, of other data or another version of the standard',
)
_PASSED = Text(
    "“{whose}”已到第 {last} 轮，不能再登记第 {number} 轮",
    '"{whose}" has come to round {last}: {number} has passed',
)
_LEAVE_OUT = Text("去掉 --round，按下一轮登记", "leave out --round: it is entered as the next one")


@dataclass(frozen=True, slots=True)
class Turn:
    """One delivery and the round it makes."""

    delivery: Delivery
    whose: Whose
    sha256: str
    number: int
    day: date | None  # the day of the round where it was entered before
    entry: int | None  # its entry

    @property
    def entered(self) -> bool:
        """Return whether the ledger has this round already."""
        return self.entry is not None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user says of the round: its number, and whether equal files make a new one all the same."""

    number: int | None = None
    anew: bool = False
    mode: Mode = "full"


def turns_of(deliveries: Sequence[Delivery], standard: Standard, ledger: Ledger, wish: Wish) -> list[Turn]:
    """Return the round of each delivery; those that are new all make the same one.

    Raises:
        UsageError: the round that was asked for has passed, or is another delivery's.
        OSError: a file cannot be read.
    """
    turns = [_turn(delivery, standard, ledger, wish) for delivery in deliveries]
    following = max((turn.number for turn in turns), default=1)
    return [
        turn if turn.entered else Turn(turn.delivery, turn.whose, turn.sha256, following, None, None)
        for turn in turns
    ]


def sha256_of(paths: Sequence[str]) -> str:
    """Return the SHA-256 of a file; of several the SHA-256 of theirs, whatever their order.

    Raises:
        OSError: a file cannot be read.
    """
    digests = sorted(digests_of_file(path).sha256 for path in paths)
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _turn(delivery: Delivery, standard: Standard, ledger: Ledger, wish: Wish) -> Turn:
    whose = Whose(delivery.department, delivery.source, standard.name)
    sha256 = sha256_of(delivery.paths)
    rounds = rounds_of(ledger, whose)
    last = int(str(rounds[-1]["round"])) if rounds else 0
    wanted = wish.number if wish.number is not None else None if wish.anew else last
    held = next((row for row in rounds if row["round"] == wanted), None)
    same = held is not None and (held["sha256"], held["version"], held["mode"], _batch(held, delivery)) == (
        sha256,
        standard.version,
        wish.mode,
        delivery.batch,
    )
    if held is not None and same:
        day, entry = date.fromisoformat(str(held["day"])), int(str(held["entry"]))
        return Turn(delivery, whose, sha256, int(str(held["round"])), day, entry)
    if wish.number is not None:
        _refuse_passed(wish.number, last, whose)
        return Turn(delivery, whose, sha256, wish.number, None, None)
    return Turn(delivery, whose, sha256, last + 1, None, None)


def _batch(held: Mapping[str, object], delivery: Delivery) -> object:
    """Return the batch of a round to compare: the same files in another batch are another delivery, told or not told."""
    return held["batch"] if held["batch"] and delivery.batch else delivery.batch


def _refuse_passed(number: int, last: int, whose: Whose) -> None:
    name = f"{whose.department} {whose.source}"
    if number == last:
        raise UsageError(_TAKEN.fill(whose=name, number=number), where="--round", hint=_LEAVE_OUT)
    if number < last:
        passed = _PASSED.fill(whose=name, last=last, number=number)
        raise UsageError(passed, where="--round", hint=_LEAVE_OUT)
