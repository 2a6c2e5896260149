"""Everything that is asked of a drop whose files are at hand: contents, series, the five clears, validation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from govclean.errors import GovcleanError
from govclean.governance.catalog import CatalogEntry
from govclean.governance.intake.agreement import Matched, same_path
from govclean.governance.intake.contents import check_contents, declared_stretch, found_stretch
from govclean.governance.intake.drops import Drop
from govclean.governance.intake.entering import requests_in, source_in
from govclean.governance.intake.judging import Clear, Declared, judge_clears
from govclean.governance.intake.keeping import Staged
from govclean.governance.intake.looking import Looked, look
from govclean.governance.intake.manifest import Contents, filled
from govclean.governance.intake.remarks import Remark
from govclean.governance.intake.series import Arrival, Delivered, Whose, check_series, seen_before
from govclean.governance.judging import judge_files
from govclean.governance.ledger import Ledger
from govclean.governance.opening import JudgeOptions, Progress
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.validation.catalogue import check_arguments
from govclean.validation.judgement import Judgement
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.intake.receiving import IntakeOptions

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:@[A-Za-z0-9._-]+)?")


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found out about a drop."""

    matched: Matched
    looked: Mapping[str, Looked]  # by declared path
    arrival: Arrival
    clears: tuple[Clear, ...]
    remarks: tuple[Remark, ...]
    standard: Standard | None = None
    entry: CatalogEntry | None = None
    repeats: Delivered | None = None
    judgement: Judgement | None = None

    def records(self, path: str) -> int | None:
        """Return the records of a file; None where it cannot be read."""
        return None if self.looked[path].unreadable else self.looked[path].rows


def examine(
    drop: Drop,
    matched: Matched,
    content: str,
    beside: tuple[Staged, Sequence[Delivered], Ledger],
    options: IntakeOptions,
    progress: Progress | None = None,
) -> Examined:
    """Return everything that is to be said of a drop; one that was accepted before is not validated again.

    Args:
        beside: the copies of its files, the drops accepted before, the ledger.
    """
    copies, before, ledger = beside
    contents = drop.manifest.resource
    named = Declared(drop.manifest, options.sharing, options.catalog)
    standard, remarks = _standard(contents, named.entry)
    headers = _headers(contents, standard)
    looked = {one.declared.path: look(copies.declared / one.name, headers) for one in matched.members}
    arrival = _arrival(drop, matched, looked, content, (standard, ledger))
    columns = tuple(dict.fromkeys(name for one in looked.values() for name in one.columns))
    clears = judge_clears(replace(named, standard=standard, requests=requests_in(ledger), columns=columns))
    repeats = seen_before(arrival, before) if content else None
    told = [*matched.remarks, *remarks, *check_contents(contents, looked, options.judging.day)]
    examined = Examined(matched, looked, arrival, clears, tuple(told), standard, named.entry, repeats)
    if repeats is not None:
        return replace(examined, remarks=(_repeat(repeats), *examined.remarks))
    judgement, faults = _judged(copies, looked, standard, options.judging, progress)
    told += [*check_series(arrival, before, ledger), *faults]
    return replace(examined, remarks=tuple(told), judgement=judgement)


def _standard(contents: Contents, entry: CatalogEntry | None) -> tuple[Standard | None, list[Remark]]:
    """Return the standard that manifest or directory names, and what is wrong with the name; never a file's path."""
    name = contents.standard.strip() or (entry.standard if entry else "")
    if not filled(name) or not _NAME.fullmatch(name):
        return None, [Remark("standard.unknown", "error", _NO_NAME)] if filled(name) else []
    try:
        return load_standard(name, known_checks=check_arguments()), []
    except GovcleanError as error:
        return None, [Remark("standard.unknown", "error", Text(error.say("zh"), error.say("en")))]


def _headers(contents: Contents, standard: Standard | None) -> tuple[str, ...]:
    """Return the headers the watermark's column may have: as declared, then as the standard calls that field."""
    name = contents.watermark.field.strip()
    if not name:
        return ()
    names = [name]
    for field in standard.fields if standard else ():
        known = (field.name, field.title.zh, field.title.en, *field.aliases)
        if name in known:
            names += known
    return tuple(dict.fromkeys(names))


def _arrival(
    drop: Drop,
    matched: Matched,
    looked: Mapping[str, Looked],
    content: str,
    known: tuple[Standard | None, Ledger],
) -> Arrival:
    contents, (standard, ledger) = drop.manifest.resource, known
    name = standard.name if standard else ""
    source = (
        contents.source.strip() or source_in(ledger, drop.department, name) or contents.code.strip() or name
    )
    mark = contents.watermark
    marks = [one.marks for one in looked.values() if one.marks and one.marks.kind]
    told = (mark.first, mark.last) if mark.first and mark.last else ("", "")
    covered = declared_stretch(contents)
    found = found_stretch(list(looked.values()))
    if not any(told) and contents.mode == "incremental" and found and marks:
        told, covered = (min(one.first for one in marks), max(one.last for one in marks)), found
    return Arrival(
        manifest=drop.manifest,
        whose=Whose(drop.department, source, name),
        content=content,
        records=sum(one.rows for one in looked.values()),
        files={one.declared.path: one.sha256 for one in matched.members if looked[one.declared.path].rows},
        stretch=covered,
        watermark=told,
    )


def _judged(
    copies: Staged,
    looked: Mapping[str, Looked],
    standard: Standard | None,
    judging: JudgeOptions,
    progress: Progress | None,
) -> tuple[Judgement | None, list[Remark]]:
    """Return how the files stand up to the standard, under their declared names, and why some could not be judged."""
    paths = {
        str(copies.declared / same_path(name)): name for name, one in looked.items() if one.unreadable is None
    }
    if standard is None or not paths:
        return None, []
    judgement, errors = judge_files(list(paths), standard, replace(judging, as_of=judging.day), progress)
    if judgement is not None:
        inputs = tuple(replace(one, path=_declared(one.path, paths)) for one in judgement.inputs)
        judgement = replace(judgement, inputs=inputs)
    return judgement, list(_faults(errors, paths))


def _declared(path: str, paths: Mapping[str, str]) -> str:
    """Return the declared name of a copy; a member of a zip keeps what stands behind the zip's name."""
    copy, mark, member = path.partition("!/")
    return f"{paths.get(copy, Path(copy).name)}{mark}{member}"


def _faults(errors: Sequence[GovcleanError], paths: Mapping[str, str]) -> Iterator[Remark]:
    for error in errors:
        file = next((name for copy, name in paths.items() if error.where.startswith(copy)), "")
        error.where = ""
        yield Remark("files.not_judged", "error", Text(error.say("zh"), error.say("en")), file)


def _repeat(before: Delivered) -> Remark:
    words = _REPEAT.fill(department=before.whose.department, day=before.received_on, batch=before.batch)
    return Remark("series.repeated", "error", words)


_NO_NAME = Text(
    "standard 应写标准名称，不接受文件路径", "`standard` takes the name of a standard, not a path"
)
_REPEAT = Text(
    "重复报送：相同内容已于 {day} 由 {department} 报送并接收（{batch}），不再接收",
    "a repeat: the same content was accepted on {day} from {department} ({batch}) and is not taken in again",
)
