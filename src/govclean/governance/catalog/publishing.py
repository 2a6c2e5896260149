"""The directory published: counted, compared with the build before, written as one folder that is whole or not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import govclean
from govclean.extracts.publishing import LAST, publish
from govclean.governance.catalog.catalog import Catalog
from govclean.governance.catalog.changing import FILE, Change, Snapshot
from govclean.governance.catalog.checking import CheckedCatalog
from govclean.governance.catalog.coverage import Coverage, coverage_of
from govclean.governance.ledger import About, Ledger, rows_of
from govclean.standards.resource import ShareType

_KEPT: tuple[ShareType, ...] = ("unconditional", "conditional", "not_shared")


@dataclass(frozen=True)
class Edition:
    """One edition of the directory: all that its pages and files show."""

    title: str
    day: date
    checked: CheckedCatalog
    coverage: Coverage
    snapshot: Snapshot
    change: Change | None

    @property
    def catalog(self) -> Catalog:
        """Return the directory itself."""
        return self.checked.catalog


Write = Callable[[Edition, Path], None]
"""Writes the files of an edition into a folder."""


def edition_of(checked: CheckedCatalog, title: str, folder: Path | None = None) -> Edition:
    """Return an edition, compared with the one that stands in a folder.

    Raises:
        UsageError: the folder holds a `catalog.json` that no build wrote.
    """
    catalog, day = checked.catalog, checked.day
    snapshot = Snapshot.of(catalog, day.isoformat())
    before = None if folder is None else Snapshot.read(folder / FILE)
    return Edition(title, day, checked, coverage_of(catalog), snapshot, snapshot.change_since(before))


def build_catalog(checked: CheckedCatalog, title: str, folder: Path, write: Write) -> Edition:
    """Publish a directory into a folder and return the edition.

    Pages of departments that are no longer in it are taken away.

    Args:
        write: writes the pages and files; `run.json` is written here, last.

    Raises:
        UsageError: the folder cannot be written, is being written, or holds somebody else's files.
    """
    edition = edition_of(checked, title, folder)
    stale = _files_of(folder)
    with publish(folder) as hidden:
        write(edition, hidden)
        files = sorted(path.name for path in hidden.iterdir())
        (hidden / LAST).write_text(
            json.dumps(_run(edition, files), ensure_ascii=False, indent=2) + "\n", "utf-8"
        )
    for name in stale - {*files, LAST}:
        (folder / name).unlink(missing_ok=True)
    return edition


def enter_catalog(edition: Edition, ledger: Ledger) -> int:
    """Enter the whole directory into the ledger and return the entry's number; the same directory is entered once."""
    rows = [
        {
            "code": key,
            "title": entry.title or key,
            "provider": entry.provider or "-",
            "standard": entry.standard,
            "share_type": entry.share_type,
            "open": {True: "yes", False: "no"}.get(entry.open) if entry.open is not None else None,
            "update_cycle": entry.update_cycle,
            "items": len(entry.items),
            "digest": line["digest"],
        }
        for (key, line), entry in zip(edition.snapshot.lines.items(), edition.catalog.entries, strict=True)
    ]
    about = About(occasion=f"catalog:{edition.snapshot.digest}")
    return ledger.enter("catalog", {"resources": rows_of("resources", rows)}, about)


def _run(edition: Edition, files: list[str]) -> dict[str, object]:
    total = edition.coverage.total
    return {
        "tool": {"name": "govclean", "version": govclean.__version__},
        "command": "catalog build",
        "title": edition.title,
        "as_of": edition.day.isoformat(),
        "digest": edition.snapshot.digest,
        "sources": list(edition.catalog.sources),
        "resources": total.resources,
        "items": total.items,
        "by_share_type": {name: total.counts[name] for name in _KEPT} | {"unknown": total.counts[None]},
        "findings": {rule.id: count for rule, count in edition.checked.by_rule},
        "files": files,
    }


def _files_of(folder: Path) -> set[str]:
    """Return the names of the files an earlier build wrote into a folder."""
    try:
        data = json.loads((folder / LAST).read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    listed = data.get("files") if isinstance(data, dict) and data.get("command") == "catalog build" else None
    return (
        {name for name in listed if isinstance(name, str) and "/" not in name}
        if isinstance(listed, list)
        else set()
    )
