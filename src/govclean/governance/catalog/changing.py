"""What a directory was when it was built, and what has changed since: added, gone, changed, and in which words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from govclean.errors import UsageError
from govclean.governance.catalog.catalog import Catalog, CatalogEntry
from govclean.wording import Text

FILE = "catalog.json"

WATCHED = ("title", "provider", "share_type", "open", "update_cycle", "item_count")
"""What is told of a changed entry by name; anything else that changed is told as “other”."""

Line = Mapping[str, object]
"""One entry as a build keeps it: code, what is watched, and the digest of all it says."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One entry that is no longer as it was."""

    code: str
    title: str
    provider: str
    keys: tuple[str, ...]  # of WATCHED; empty where only other words changed


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since another build."""

    since: str  # its day; empty where there was none
    digest: str  # of that directory
    added: tuple[Changed, ...]
    gone: tuple[Changed, ...]
    changed: tuple[Changed, ...]

    @property
    def nothing(self) -> bool:
        """Return whether nothing changed."""
        return not (self.added or self.gone or self.changed)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A directory as a build keeps it."""

    day: str
    digest: str
    lines: Mapping[str, Line]  # by what tells an entry from the others
    change: Change | None = None  # since the build before it

    @classmethod
    def of(cls, catalog: Catalog, day: str) -> Snapshot:
        """Return a directory as it is."""
        lines: dict[str, Line] = {}
        for entry in catalog.entries:
            key = _free(entry.code or f"{entry.provider}/{entry.title}", lines)
            lines[key] = line_of(entry)
        told = "\n".join(sorted(f"{key}\x1f{line['digest']}" for key, line in lines.items()))
        return cls(day, hashlib.sha256(told.encode()).hexdigest(), lines)

    @classmethod
    def read(cls, path: Path) -> Snapshot | None:
        """Return the directory of an earlier build; None where there is no such file.

        Raises:
            UsageError: the file is there and no build wrote it.
        """
        if not path.is_file():
            return None
        try:
            data = json.loads(path.read_text("utf-8"))
            lines = {str(one["key"]): one for one in data["entries"]}
            return cls(str(data["built_on"]), str(data["digest"]), lines, _change(data["change"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(_NO_SNAPSHOT, where=str(path), hint=_OTHER_FOLDER) from error

    def change_since(self, before: Snapshot | None) -> Change | None:
        """Return what changed since another build; None where there was none.

        Where nothing changed it is what changed before that: building twice gives the same page.
        """
        if before is None:
            return None
        if before.digest == self.digest:
            return before.change
        old, new = before.lines, self.lines
        changed = [
            _changed(key, line, _differing(old[key], line))
            for key, line in new.items()
            if key in old and old[key]["digest"] != line["digest"]
        ]
        return Change(
            since=before.day,
            digest=before.digest,
            added=tuple(_changed(key, line) for key, line in new.items() if key not in old),
            gone=tuple(_changed(key, line) for key, line in old.items() if key not in new),
            changed=tuple(changed),
        )


def line_of(entry: CatalogEntry) -> Line:
    """Return what a build keeps of an entry."""
    return {
        "code": entry.code,
        "title": entry.title,
        "provider": entry.provider,
        "share_type": entry.share_type,
        "open": entry.open,
        "update_cycle": entry.update_cycle,
        "item_count": len(entry.items),
        "digest": digest_of(entry),
    }


def digest_of(entry: CatalogEntry) -> str:
    """Return the SHA-256 of all an entry says, the order of its keys aside."""
    said = entry.written.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def change_data(change: Change | None) -> dict[str, object] | None:
    """Return a change as JSON holds it; `_change` reads it again."""
    if change is None:
        return None
    return {
        "since": change.since,
        "digest": change.digest,
        **{
            name: [
                {"code": one.code, "title": one.title, "provider": one.provider, "keys": list(one.keys)}
                for one in getattr(change, name)
            ]
            for name in ("added", "gone", "changed")
        },
    }


def _change(data: Mapping[str, list[Mapping[str, object]]] | None) -> Change | None:
    if data is None:
        return None
    parts = {
        name: tuple(
            Changed(
                str(one["code"]),
                str(one["title"]),
                str(one["provider"]),
                tuple(map(str, _listed(one["keys"]))),
            )
            for one in data[name]
        )
        for name in ("added", "gone", "changed")
    }
    return Change(str(data["since"]), str(data["digest"]), **parts)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _changed(key: str, line: Line, keys: tuple[str, ...] = ()) -> Changed:
    return Changed(key, str(line["title"]), str(line["provider"]), keys)


def _differing(old: Line, new: Line) -> tuple[str, ...]:
    return tuple(key for key in WATCHED if old.get(key) != new.get(key))


def _free(key: str, taken: Mapping[str, object]) -> str:
    """Return a key no entry has yet: of two with one code the second is told by its number."""
    number, free = 2, key
    while free in taken:
        free, number = f"{key} ({number})", number + 1
    return free


_NO_SNAPSHOT = Text(
    "输出目录中的 catalog.json 不是目录发布的结果",
    "catalog.json in the output folder was not written by a build",
)
_OTHER_FOLDER = Text("用 -o 换一个目录", "name another folder with -o")
