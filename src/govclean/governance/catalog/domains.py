"""The words a directory may use: code lists of `standards/catalog/`, and the share types and modes of a profile.

A project keeps its own lists in `standards/catalog/`; they come before the shipped ones of the same name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

from govclean.errors import StandardError
from govclean.governance.profiles import Sharing, load_sharing
from govclean.shipped import shelf
from govclean.standards.finding import folders
from govclean.standards.resource import ShareMode, ShareType, UpdateCycle
from govclean.values.tables import CodeTable
from govclean.wording import Text

OTHER_FORMAT = "other"
SELF_DESCRIBED = "6"
DATABASE = "3"
FILE_FORMATS = frozenset({"1", "2", "4", "5", "7"})
BASE_CLASS = "1"
_REMEMBERED = 4096  # words; a directory repeats few of them very often


@dataclass(frozen=True)
class Domain:
    """One list of words; width, case and blanks around a word do not count."""

    table: CodeTable

    def meant(self, words: str) -> str:
        """Return the code a word stands for; nothing where it stands for none, or for several."""
        codes = self._codes.get(folded(words), ())
        return codes[0] if len(codes) == 1 else ""

    def label(self, code: str) -> str:
        """Return the label of a code; nothing for a code not on the list."""
        return self.table.label(code) or ""

    def parent(self, code: str) -> str:
        """Return what a code belongs to; nothing at the top of the list."""
        return self.table.parent(code) or ""

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels in the order of the list."""
        return tuple(self.table.rows["label"].to_pylist())

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes in the order of the list."""
        return tuple(self.table.rows["code"].to_pylist())

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        columns = (self.table.rows[name].to_pylist() for name in ("code", "label", "aliases"))
        for code, label, aliases in zip(*columns, strict=True):
            for word in {folded(one) for one in (code, label, *aliases.split(";"))} - {""}:
                found[word] = tuple(dict.fromkeys((*found.get(word, ()), code)))
        return found


@dataclass(frozen=True)
class Domains:
    """Every list a directory is read by."""

    sharing: Sharing
    resource_class: Domain
    format_class: Domain
    format_type: Domain
    data_type: Domain
    cycle: Domain
    open_flag: Domain
    channel: Domain
    channel_type: Domain
    secrecy: Domain
    level: Domain

    @classmethod
    def load(cls, sharing: Sharing | None = None) -> Domains:
        """Return the lists of the project, else the shipped ones.

        Raises:
            StandardError: a list or the profile cannot be used.
        """
        return cls(
            sharing=sharing or load_sharing(),
            resource_class=_domain("resource_class"),
            format_class=_domain("format_class"),
            format_type=_domain("format_type"),
            data_type=_domain("data_type"),
            cycle=_domain("update_cycle"),
            open_flag=_domain("open_flag"),
            channel=_domain("channel"),
            channel_type=_domain("channel_type"),
            secrecy=_domain("secrecy"),
            level=_domain("level"),
        )

    def share_type(self, words: str) -> ShareType | None:
        """Return the share type a word or code stands for."""
        return self.sharing.type_named(folded_width(words))

    def mode(self, words: str) -> ShareMode | None:
        """Return the way of sharing (系统对接 … 其他) a word stands for."""
        return self.sharing.mode_named(folded_width(words))

    def update_cycle(self, words: str) -> UpdateCycle | None:
        """Return the update cycle a word or code stands for."""
        return cast("UpdateCycle", self.cycle.meant(words)) or None


@lru_cache(_REMEMBERED)
def folded_width(words: str) -> str:
    """Return words in one width without blanks around.

    >>> folded_width("　１ ")
    '1'
    """
    return unicodedata.normalize("NFKC", words).strip()


@lru_cache(_REMEMBERED)
def folded(words: str) -> str:
    """Return words in one width and case, without any blank.

    >>> folded("ＳＱＬ Server")
    'sqlserver'
    """
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())


def _domain(name: str) -> Domain:
    for folder in _folders():
        path = folder / f"{name}.csv"
        if path.is_file():
            return Domain(CodeTable.from_csv(path))
    raise StandardError(_MISSING.fill(name=name))


def _folders() -> Iterator[Path]:
    yield from (folder / "catalog" for folder in folders())
    yield shelf() / "catalog"


_MISSING = Text("缺少目录代码表 {name}", "the code list {name} of the directory is missing")
