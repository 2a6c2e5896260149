"""The directory from its sources: YAML files and folders, standards, workbooks of the national template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govclean.documents import Document, Entries, Items, examine, load_document, mistakes, refusal
from govclean.documents.tree import Node
from govclean.errors import GovcleanError, StandardError, UsageError
from govclean.governance.catalog.catalog import Catalog, CatalogEntry, understand
from govclean.governance.catalog.domains import Domains
from govclean.governance.catalog.entry import Entry, EntryFile
from govclean.governance.catalog.from_standards import completed, is_standard, standard_node
from govclean.governance.catalog.placing import YamlOrigin
from govclean.governance.catalog.workbook import read_workbook
from govclean.governance.profiles import Sharing
from govclean.wording import Text, same

YAML = (".yaml", ".yml")
WORKBOOKS = (".xlsx", ".xls", ".et", ".ods")
_SETTINGS = "govclean.yaml"


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and what could not be."""

    domains: Domains
    sheet: str | None
    entries: list[CatalogEntry] = field(default_factory=list)
    from_standards: dict[str, CatalogEntry] = field(default_factory=dict)
    standards: dict[str, Entries] = field(default_factory=dict)
    errors: list[GovcleanError] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def load_catalog(
    sources: Sequence[str], sharing: Sharing | None = None, *, sheet: str | None = None
) -> tuple[Catalog, list[GovcleanError]]:
    """Return the entries of all sources, and why some sources or entries cannot be used.

    An entry that names its standard takes from it what it does not say itself; it then stands for the standard's own
    entry. Wrong values are no errors here: `check_catalog` finds them.

    Args:
        sources: YAML files, workbooks, folders of these, names or files of standards.
        sharing: whose words say which share type and mode is meant; the profile `share_types` where not given.
        sheet: of a workbook; the first that holds data where not given.

    Raises:
        StandardError: a code list of the directory or the profile cannot be used.
    """
    reading = _Reading(Domains.load(sharing), sheet)
    for source in sources:
        for path in _files(source, reading):
            try:
                _read(path, reading)
            except GovcleanError as error:
                reading.errors.append(error)
    spoken_for = {entry.standard for entry in reading.entries}
    alone = [entry for name, entry in reading.from_standards.items() if name not in spoken_for]
    return Catalog(
        (*alone, *reading.entries), reading.domains, tuple(sources), tuple(reading.notes)
    ), reading.errors


def _files(source: str, reading: _Reading) -> Iterator[str]:
    """Yield the files of a source, or the name of a standard."""
    path = Path(source)
    if not path.is_dir():
        yield source
        return
    found = sorted(
        one
        for one in path.rglob("*")
        if one.suffix.lower() in (*YAML, *WORKBOOKS)
        and not one.name.startswith((".", "~$"))
        and one.name != _SETTINGS
    )
    if not found:
        reading.errors.append(UsageError(_EMPTY_FOLDER, where=source, hint=_WHAT_IT_MAY_HOLD))
    yield from map(str, found)


def _read(path: str, reading: _Reading) -> None:
    suffix = Path(path).suffix.lower()
    if suffix in WORKBOOKS:
        entries, notes = read_workbook(path, reading.domains, reading.sheet)
        reading.entries += entries
        reading.notes += [Text(f"{path}：{note.zh}", f"{path}: {note.en}") for note in notes]
    elif suffix in YAML:
        _read_yaml(load_document(path), reading)
    elif suffix and Path(path).exists():
        raise UsageError(_OTHER_FILE, where=path, found=same(suffix), hint=_WHAT_IT_MAY_HOLD)
    else:
        _add_standard(path, reading)


def _read_yaml(document: Document, reading: _Reading) -> None:
    node = document.data
    if is_standard(node):
        _add_standard(document.path, reading)
    elif isinstance(node, Entries) and "entries" in node:
        listed = node["entries"]
        whole = node.without("entries")
        rest = Document(
            document.path, whole.changed({"entries": Items([], node.place, [])}, {"entries": node.place})
        )
        if found := mistakes(rest, EntryFile):
            reading.errors.append(refusal(found))
        if not isinstance(listed, Items):
            raise StandardError(_NO_LIST, where=str(node.places["entries"]))
        for one in listed:
            _add(document.path, one, reading)
    else:
        _add(document.path, node, reading)


def _add(path: str, node: Node, reading: _Reading) -> None:
    """Add one entry; one that cannot be used does not hide the others."""
    try:
        entry = _entry(path, node, reading)
    except GovcleanError as error:
        reading.errors.append(error)
    else:
        reading.entries.append(entry)


def _add_standard(name: str, reading: _Reading) -> None:
    node = _standard(name, "", reading)
    entry = _entry(str(node.place.path), node, reading, complete=False)
    reading.from_standards[entry.standard] = entry


def _entry(path: str, node: Node, reading: _Reading, *, complete: bool = True) -> CatalogEntry:
    if not isinstance(node, Entries):
        raise StandardError(_NO_ENTRY, where=path)
    named = node.get("standard")
    if complete and isinstance(named, str):
        node = completed(node, _standard(str(named), str(node.places["standard"]), reading))
    written, found = examine(Document(path, node), Entry)
    if written is None:
        raise refusal(found)
    return understand(written, YamlOrigin(path, node), reading.domains)


def _standard(name: str, where: str, reading: _Reading) -> Entries:
    """Return a standard as an entry; each is read once."""
    if name not in reading.standards:
        reading.standards[name] = standard_node(name, where)
    return reading.standards[name]


_EMPTY_FOLDER = Text("目录中没有目录条目文件", "the folder holds no entries")
_WHAT_IT_MAY_HOLD = Text(
    "可用：目录条目 YAML、目录模板工作簿（xlsx、xls、et、ods）、标准名称或标准文件",
    "entries in YAML, workbooks of the directory's template (xlsx, xls, et, ods), and standards are read",
)
_OTHER_FILE = Text("这种文件不能作为目录", "a file of this kind is no directory")
_NO_LIST = Text("entries 应为列表", "`entries` must be a list")
_NO_ENTRY = Text("目录条目应为“键: 值”的形式", "an entry must be keys with values (`key: value`)")
