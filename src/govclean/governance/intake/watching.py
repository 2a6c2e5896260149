"""A landing folder: each drop in it is taken in once, and only when it is all there.

A drop is complete when its manifest stands and every declared file has its declared hash; where that cannot be told, or
is not so, when nothing in its folder has changed for some seconds. Files that are not there yet, or shorter than
declared, are waited for. Nothing in the landing folder is changed, but for the draft of a manifest where one is missing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from govclean.errors import GovcleanError, UsageError
from govclean.governance.intake.agreement import match_files
from govclean.governance.intake.drafting import draft
from govclean.governance.intake.drops import Drop, hash_of, read_drop
from govclean.governance.intake.looking import files_in
from govclean.governance.intake.manifest import DRAFT, MANIFEST
from govclean.governance.intake.receipt import Receipt
from govclean.governance.intake.receiving import Held
from govclean.wording import Language, Text, same

SEEN = "seen.json"
"""The file of the output folder that says which drops were taken in, so that they are not read again."""

What = Literal["received", "held", "waiting", "no_manifest", "trouble"]
Take = Callable[[Drop], Receipt | Held]
Signature = str


@dataclass(frozen=True, slots=True)
class News:
    """What a look at the landing folder found of one drop."""

    what: What
    folder: str
    words: Text
    receipt: Receipt | None = None


@dataclass(slots=True)
class _Still:
    """Since when a folder has been as it is."""

    signature: Signature
    since: float


@dataclass(slots=True)
class Landing:
    """A landing folder and what is known of its drops.

    Args:
        folder: the landing folder; every folder in it, at any depth, that holds files is a drop.
        output: where drops are kept; not within the landing folder.
        take: takes one drop in.
        still_for: seconds without change after which a drop without hashes is complete.
        clock: seconds that never go back.
    """

    folder: Path
    output: Path
    take: Take
    still_for: float = 10.0
    language: Language = "zh"  # of drafts
    clock: Callable[[], float] = time.monotonic
    _still: dict[str, _Still] = field(default_factory=dict)
    _told: dict[str, tuple[Signature, What]] = field(default_factory=dict)
    _awaited: dict[str, Signature] = field(default_factory=dict)  # looked into: files are missing or short

    def look(self) -> Iterator[News]:
        """Take in every drop that is complete and was not taken in before; yield what is new of each drop.

        What is waited for is told once, and again when something in its folder changes.

        Raises:
            UsageError: the landing folder is gone, or holds the output folder.
        """
        seen = self._seen()
        for _, name, folder, signature in sorted(self._pending(seen), key=lambda one: one[:2]):
            try:
                news = self._one(folder, name, signature)
            except GovcleanError as error:
                news = News("trouble", name, Text(error.say("zh"), error.say("en")))
            except FileNotFoundError:
                continue  # renamed or moved while we looked: the next look finds it
            if news.what in ("received", "held"):
                seen[name] = signature
                self._remember(seen)
            elif self._told.get(name) == (signature, news.what):
                continue
            self._told[name] = (signature, news.what)
            yield news

    def unsettled(self) -> bool:
        """Return whether a drop is waited for only because it has not been still for long enough."""
        now = self.clock()
        return any(now - one.since < self.still_for for one in self._still.values())

    def _pending(self, seen: Mapping[str, Signature]) -> Iterator[tuple[str, str, Path, Signature]]:
        """Yield the drops to look into: when their data begin, name, folder and signature.

        What came in one night is taken in as it follows one another, so that no gap is told that is none.
        """
        for folder in self._drops():
            name = folder.relative_to(self.folder).as_posix()
            try:
                signature = _signature(folder, below=folder != self.folder)
                known = signature in (seen.get(name), self._awaited.get(name))
                if not known and not self._hurries(name, signature):
                    yield _begins(folder), name, folder, signature
            except FileNotFoundError:
                continue

    def _one(self, folder: Path, name: str, signature: Signature) -> News:
        still = self._is_still(name, signature)
        manifest = folder / MANIFEST
        if not manifest.is_file():
            return self._without_manifest(folder, name) if still else News("waiting", name, _NOT_STILL)
        drop = read_drop(manifest)
        if drop.remarks:
            if not still:
                return News("waiting", name, _NOT_STILL)
        else:
            matched = match_files(
                drop.manifest.resource, files_in(folder), lambda path: hash_of(folder / path)
            )
            if matched.awaited:
                self._awaited[name] = signature
                first = matched.awaited[0]
                return News(
                    "waiting", name, Text(f"{first.file}：{first.text.zh}", f"{first.file}: {first.text.en}")
                )
            if not matched.complete and not still:
                return News("waiting", name, _NOT_STILL)
        taken = self.take(drop)
        self._still.pop(name, None)
        if isinstance(taken, Held):
            return News("held", name, _HELD.fill(batch=taken.batch, day=taken.received_on))
        return News("received", name, same(taken.batch), taken)

    def _without_manifest(self, folder: Path, name: str) -> News:
        """Write a draft of the manifest, once, and say that the manifest is missing."""
        path = folder / DRAFT
        if not path.exists():
            text = draft(folder, self.language)
            try:
                path.write_text(text, encoding="utf-8")
            except OSError as error:
                return News("no_manifest", name, _NO_DRAFT.fill(why=error.strerror or str(error)))
        return News("no_manifest", name, _DRAFTED.fill(path=f"{name}/{DRAFT}"))

    def _hurries(self, name: str, signature: Signature) -> bool:
        """Return whether a drop was looked into as it is and has only to be still for longer: no need to hash it again."""
        return self._told.get(name) == (signature, "waiting") and not self._is_still(name, signature)

    def _is_still(self, name: str, signature: Signature) -> bool:
        held = self._still.get(name)
        if held is None or held.signature != signature:
            held = self._still[name] = _Still(signature, self.clock())
        return self.clock() - held.since >= self.still_for

    def _drops(self) -> Iterator[Path]:
        """Yield the folders that hold a manifest, or files and no folder above them does; a drop owns what is below it."""
        if not self.folder.is_dir():
            raise UsageError(_NO_FOLDER, where=str(self.folder))
        output = self.output.resolve()
        if output.is_relative_to(self.folder.resolve()):
            raise UsageError(_OUTPUT_INSIDE, where=str(self.output), hint=_ELSEWHERE)
        for where, folders, names in os.walk(self.folder):
            folder = Path(where)
            folders[:] = sorted(
                one for one in folders if not one.startswith(".") and not (folder / one).is_symlink()
            )
            if MANIFEST in names:
                if folder == self.folder:
                    raise UsageError(_IS_A_DROP, where=str(folder), hint=_WITHOUT_WATCH)
                folders.clear()
                yield folder
            elif files_in(folder, below=False).files:
                yield folder

    def _seen(self) -> dict[str, Signature]:
        try:
            told = json.loads((self.output / SEEN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # lost or damaged: the ledger knows the drops all the same
        held = told.get(str(self.folder.resolve())) if isinstance(told, dict) else None
        return {str(name): str(one) for name, one in held.items()} if isinstance(held, Mapping) else {}

    def _remember(self, seen: Mapping[str, Signature]) -> None:
        path = self.output / SEEN
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            told = {}
        told = told if isinstance(told, dict) else {}
        told[str(self.folder.resolve())] = dict(sorted(seen.items()))
        hidden = path.with_name(f".{SEEN}.part")
        hidden.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        hidden.replace(path)


def look_once(landing: Landing, sleep: Callable[[float], None] = time.sleep) -> Iterator[News]:
    """Yield the news of one visit: it lasts until every drop is known to be still or not, at most twice that time."""
    began = landing.clock()
    yield from landing.look()
    while landing.unsettled() and landing.clock() - began < 2 * landing.still_for:
        sleep(min(1.0, landing.still_for))
        yield from landing.look()


def watch(
    landing: Landing, every: float = 2.0, sleep: Callable[[float], None] = time.sleep
) -> Iterator[News]:
    """Yield the news of a landing folder as long as somebody asks; look again after so many seconds."""
    while True:
        yield from landing.look()
        sleep(every)


def _begins(folder: Path) -> str:
    """Return when the data of a drop begin, as its manifest says; empty where it says nothing."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return ""
    try:
        told = read_drop(manifest).manifest.resource
    except GovcleanError:
        return ""  # told when its turn comes
    return told.watermark.first or (told.period.days or ("",))[0]


def _signature(folder: Path, *, below: bool) -> Signature:
    """Return what changes whenever a file of a folder comes, goes, grows or is written; drafts of ours do not count."""
    told = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if below and not one.startswith("."))
        for name in sorted(names):
            if name != DRAFT:
                about = Path(where, name).lstat()
                told.append(
                    f"{Path(where, name).relative_to(folder).as_posix()}:{about.st_size}:{about.st_mtime_ns}"
                )
    return "|".join(told)


_NOT_STILL = Text("等待文件传完", "waiting until nothing changes any more")
_HELD = Text("已接收过：{batch}，{day}", "taken in before: {batch}, {day}")
_DRAFTED = Text(
    f"没有 {MANIFEST}；已按文件起草 {{path}}，补齐后另存为 {MANIFEST}",
    f"there is no {MANIFEST}; a draft was made from the files: {{path}}. Fill it in and save it as {MANIFEST}",
)
_NO_DRAFT = Text(
    f"没有 {MANIFEST}，也无法写入草稿：{{why}}",
    f"there is no {MANIFEST}, and no draft can be written: {{why}}",
)
_NO_FOLDER = Text("没有这个接收文件夹", "there is no such landing folder")
_OUTPUT_INSIDE = Text("输出目录在接收文件夹之内", "the output folder is within the landing folder")
_ELSEWHERE = Text("用 -o 指定别处", "name another place with -o")
_IS_A_DROP = Text("这是一次报送，不是接收文件夹", "this is a drop and no landing folder")
_WITHOUT_WATCH = Text("去掉 --watch 与 --once", "leave out --watch and --once")
