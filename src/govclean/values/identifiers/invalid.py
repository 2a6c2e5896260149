"""What a function on a single number raises; functions on columns give a `Reason` instead."""

from __future__ import annotations

from govclean.values.semantic import Reason


class InvalidIdentifier(ValueError):  # noqa: N818 - as the style guide calls it
    """A number from which nothing can be derived; carries the reason and never the number."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"no valid number: {reason.name.lower().replace('_', ' ')}")
        self.reason = reason


def require(condition: bool, reason: Reason) -> None:  # noqa: FBT001 - reads as the sentence it is
    """Raise InvalidIdentifier with the reason unless the condition holds."""
    if not condition:
        raise InvalidIdentifier(reason)
