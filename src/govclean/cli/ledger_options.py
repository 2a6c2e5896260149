"""The two options of every command that reads or writes the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govclean.cli.spoken import Option
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.values.digests import Key

DEFAULT_LEDGER = "ledger.duckdb"

LEDGER = Option(
    ["--ledger"],
    Text("账本文件（也可用 GOVCLEAN_LEDGER）", "the ledger's file (also GOVCLEAN_LEDGER)"),
    default=DEFAULT_LEDGER,
    envvar="GOVCLEAN_LEDGER",
    metavar="FILE",
)

KEY = Option(
    ["--key"],
    Text(
        "密钥文件，权限 0600：记账时逐笔加 HMAC-SM3（也可用 GOVCLEAN_KEY）",
        "key file of mode 0600: entries carry an HMAC-SM3 (also GOVCLEAN_KEY)",
    ),
    envvar="GOVCLEAN_KEY",
    metavar="FILE",
)


def key_of(path: str | None) -> Key | None:
    """Return the key of the file that was named; None where none was.

    Raises:
        UsageError: the file cannot be used as a key.
    """
    from govclean.values.digests import Key

    return Key.read(path) if path else None
