"""Take in a drop: compare its files with the manifest, judge the five clears, validate, keep it, enter it, receipt.

A drop is copied first and judged from the copies: what was judged is what is kept. Its entry in the ledger is made while
its folder is being published; a run that is killed leaves a drop that the next run takes in as if for the first time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from govclean import __version__
from govclean.errors import UsageError
from govclean.extracts.publishing import LAST, publish
from govclean.governance.catalog import Catalog
from govclean.governance.intake.agreement import Matched, match_files
from govclean.governance.intake.drops import Drop, hash_of
from govclean.governance.intake.entering import enter
from govclean.governance.intake.examining import Examined, examine
from govclean.governance.intake.judging import CLEARS, ClearName
from govclean.governance.intake.keeping import Staged, is_kept, keep, place_for, staged
from govclean.governance.intake.looking import files_in
from govclean.governance.intake.manifest import MANIFEST
from govclean.governance.intake.numbering import batch_number, content_of
from govclean.governance.intake.receipt import Receipt, ReceivedFile, Verdict, receipt_data
from govclean.governance.intake.remarks import worst
from govclean.governance.intake.series import Delivered, accepted_before, repeats_of
from govclean.governance.ledger import Ledger
from govclean.governance.opening import JudgeOptions, Progress
from govclean.governance.profiles import Sharing
from govclean.wording import Language, Text, same

Write = Callable[[Receipt, Language, Path], None]
"""What writes the receipt's page; it stands on a floor above and is handed down."""

RECEIPT = "receipt.json"
PAGE = "receipt.html"


@dataclass(frozen=True, slots=True)
class Shelves:
    """The output folder with its shelves `accepted` and `rejected`, and what writes a page."""

    folder: Path
    write: Write


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What a drop is judged by."""

    judging: JudgeOptions
    sharing: Sharing
    catalog: Catalog | None = None
    required: tuple[ClearName, ...] = tuple(CLEARS)  # those that refuse a drop where they are missing
    language: Language = "zh"  # of the receipt


@dataclass(frozen=True, slots=True)
class Held:
    """A drop that was taken in before from this very place; nothing was done."""

    batch: str
    received_on: str
    folder: str
    repeats: str = ""  # the batch it repeats, where it was refused as a repeat


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a drop, each hashed once."""

    matched: Matched
    hashes: Mapping[str, str]  # path in the folder → SHA-256


def receive(
    drop: Drop, ledger: Ledger, shelves: Shelves, options: IntakeOptions, progress: Progress | None = None
) -> Receipt | Held:
    """Take a drop in and return its receipt; a drop that was taken in from the same place before is left alone.

    Raises:
        UsageError: a file changes meanwhile or cannot be read, or the output folder or the ledger cannot be written.
    """
    files = _files(drop)
    content = content_of(files.matched)
    batch = batch_number(drop, files.hashes)
    before = accepted_before(ledger)
    own = next((one for one in before if (one.batch, one.place) == (batch, drop.key)), None)
    if held := _held(drop, content, own, ledger, shelves):
        return held
    day = own.received_on if own else options.judging.day.isoformat()
    declared = {one.name: (one.path, one.sha256) for one in files.matched.members}
    others = {one.path: files.hashes[one.path] for one in files.matched.undeclared}
    manifest = {Path(drop.place).name: drop.sha256}
    with staged(drop.folder, shelves.folder, declared, others, manifest) as copies:
        rest = [one for one in before if one != own]
        examined = examine(drop, files.matched, content, (copies, rest, ledger), options, progress)
        receipt = _receipt(drop, (batch, day), examined, others, options)
        if receipt.repeats:
            receipt = replace(
                receipt, batch=f"{receipt.repeats}-R{len(repeats_of(ledger, receipt.repeats)) + 1}"
            )
        return _kept(drop, receipt, copies, examined, (ledger, shelves, options))


def _files(drop: Drop) -> _Files:
    hashes: dict[str, str] = {}

    def hashed(path: str) -> str:
        if path not in hashes:
            hashes[path] = hash_of(drop.folder / path)
        return hashes[path]

    try:
        found = files_in(drop.folder)
        matched = match_files(drop.manifest.resource, found, hashed)
        for one in found.files:
            hashed(one.path)
    except OSError as error:
        found_words = same(error.strerror or str(error))
        raise UsageError(_UNREADABLE, where=str(error.filename or drop.folder), found=found_words) from error
    if drop.remarks:  # nothing is declared: not a fault of the files
        matched = replace(matched, remarks=())
    return _Files(matched, hashes)


def _held(drop: Drop, content: str, own: Delivered | None, ledger: Ledger, shelves: Shelves) -> Held | None:
    """Return what is known of a drop that was taken in from its place before, and is kept."""
    if own is not None:
        folder = place_for(shelves.folder, "accepted", drop.department, own.batch)
        return Held(own.batch, own.received_on, str(folder)) if is_kept(folder) else None
    for row in repeats_of(ledger, place=drop.key):
        folder = place_for(shelves.folder, "rejected", drop.department, str(row["batch"]))
        if (row["manifest"], row["content"]) == (drop.sha256, content) and is_kept(folder):
            return Held(str(row["batch"]), str(row["day"]), str(folder), str(row["repeats"]))
    return None


def _receipt(
    drop: Drop,
    named: tuple[str, str],
    examined: Examined,
    others: Mapping[str, str],
    options: IntakeOptions,
) -> Receipt:
    """Return the receipt; `named`: number and day, `others`: undeclared path → SHA-256."""
    told, entry = drop.manifest.resource, examined.entry
    files = [
        ReceivedFile(one.declared.path, one.path, one.bytes, one.sha256, examined.records(one.declared.path))
        for one in examined.matched.members
    ]
    files += [
        ReceivedFile(one.path, one.path, one.bytes, others[one.path], declared=False)
        for one in examined.matched.undeclared
    ]
    receipt = Receipt(
        batch=named[0],
        number=drop.manifest.number.strip(),
        department=drop.department,
        resource=entry.code if entry else told.code.strip(),
        title=entry.title
        if entry
        else examined.standard.title.say(options.language)
        if examined.standard
        else "",
        source=examined.arrival.whose.source,
        place=drop.place,
        manifest=drop.sha256,
        verdict="accepted",
        received_on=named[1],
        clears=examined.clears,
        remarks=(*drop.remarks, *examined.remarks),
        files=tuple(files),
        mode=told.mode or "",
        period=told.period.days,
        watermark=examined.arrival.watermark,
        watermark_field=told.watermark.field,
        replaces=told.replaces.strip(),
        repeats=examined.repeats.batch if examined.repeats else "",
        content=examined.arrival.content,
        required=options.required,
        judgement=examined.judgement,
    )
    return replace(receipt, verdict=_verdict(receipt))


def _verdict(receipt: Receipt) -> Verdict:
    """Return the verdict: refused for an error, a required clear that is missing, or data that the standard refuses."""
    if receipt.repeats:
        return "repeated"
    judged = receipt.judgement.verdict if receipt.judgement else "accepted"
    told = worst(one.severity for one in receipt.remarks)
    missing = any(one.missing and one.name in receipt.required for one in receipt.clears)
    if told == "error" or missing or judged == "rejected":
        return "rejected"
    doubt = told == "warning" or any(one.reasons for one in receipt.clears)
    return "accepted_with_warnings" if doubt else judged


def _kept(
    drop: Drop,
    receipt: Receipt,
    copies: Staged,
    examined: Examined,
    where: tuple[Ledger, Shelves, IntakeOptions],
) -> Receipt:
    """Put the copies on their shelf, the entry into the ledger and the receipt beside the data; return the receipt."""
    ledger, shelves, options = where
    shelf = "accepted" if receipt.accepted else "rejected"
    folder = place_for(shelves.folder, shelf, receipt.department, receipt.batch)
    if receipt.accepted and any(copies.others.iterdir()):
        _refuse_others(receipt, copies, shelves, options)
    elif not receipt.accepted:
        copies.join()
    with publish(folder) as hidden:
        keep(copies.declared, hidden, folder)
        copies.manifest.rename(hidden / MANIFEST)
        head = enter(receipt, ledger, examined.standard, drop.key)
        kept = replace(receipt, head=head, folder=str(folder))
        _write(kept, hidden, shelves, options)
    return kept


def _refuse_others(receipt: Receipt, copies: Staged, shelves: Shelves, options: IntakeOptions) -> None:
    """Keep the files of an accepted drop that nobody declared on the other shelf."""
    folder = place_for(shelves.folder, "rejected", receipt.department, receipt.batch)
    with publish(folder) as hidden:
        keep(copies.others, hidden, folder)
        _write_run(
            replace(receipt, files=tuple(one for one in receipt.files if not one.declared)), hidden, options
        )


def _write(receipt: Receipt, hidden: Path, shelves: Shelves, options: IntakeOptions) -> None:
    _write_json(receipt_data(receipt, options.language), hidden / RECEIPT)
    shelves.write(receipt, options.language, hidden / PAGE)
    _write_run(receipt, hidden, options)


def _write_run(receipt: Receipt, hidden: Path, options: IntakeOptions) -> None:
    """Write which tool made the folder from what: the same drop gives the same bytes."""
    judged = receipt.judgement
    run = {
        "tool": {"name": "govclean", "version": __version__},
        "command": "intake",
        "batch": receipt.batch,
        "standard": {"name": judged.standard, "version": judged.version} if judged else None,
        "parameters": {"language": options.language, "required": list(options.required)},
        "inputs": [{"path": one.path, "sha256": one.sha256} for one in receipt.files],
        "records": receipt.records,
    }
    _write_json(run, hidden / LAST)


def _write_json(told: Mapping[str, object], path: Path) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


_UNREADABLE = Text("报送文件无法读取", "a file of the drop cannot be read")
