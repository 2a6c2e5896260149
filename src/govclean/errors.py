"""What we were given cannot be used: the one family of exceptions that is not our bug.

Wrong *data* is never an exception but a finding; any exception outside this family is a bug of ours.
"""

from __future__ import annotations

from govclean.wording import Language, Text


class GovcleanError(Exception):
    """What cannot be used, where it stands, what was found there and what to try; exit code 2.

    Args:
        what: what is wrong, in one clause.
        where: `file`, `file:line` or a command-line option.
        found: what was found instead.
        hint: what the user can try.
    """

    def __init__(
        self, what: Text, *, where: str = "", found: Text | None = None, hint: Text | None = None
    ) -> None:
        super().__init__(what, where, found, hint)
        self.what = what
        self.where = where
        self.found = found
        self.hint = hint

    def say(self, language: Language) -> str:
        """Return the whole message: place, fault, find, advice."""
        parts = [f"{self.where}: " if self.where else "", self.what.say(language)]
        if self.found is not None:
            parts.append(f"{'；实际为' if language == 'zh' else '; found '}{self.found.say(language)}")
        if not parts[-1].endswith(("。", ".", "？", "?", "\n")):
            parts.append("。" if language == "zh" else ".")
        if self.hint is not None:
            parts.append(f"\n  {self.hint.say(language)}")
        return "".join(parts)

    def __str__(self) -> str:
        return self.say("en")


class StandardError(GovcleanError):
    """A standard, code list or configuration file that cannot be used."""


class ExtractError(GovcleanError):
    """A file that cannot be read as a table."""


class MappingError(GovcleanError):
    """A header that cannot be mapped to the standard's fields without a person's word."""


class UsageError(GovcleanError):
    """A command or option that cannot be carried out as asked."""
