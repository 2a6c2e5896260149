"""`govclean.yaml` as `govclean run` reads it: who hands in which files under which standard, which steps, where to.

```yaml
as_of: 2026-12-01
sources:
  - {department: 公安局, files: drops/公安_人口_*.csv, standard: population, authority: true}
  - {department: 税务局, files: [drops/税务_*.xlsx], standard: legal_entity, columns: {name: 纳税人名称}}
steps: [validate, clean, match, returns, score, reports]
output: out
```
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal, get_args

import pydantic
from pydantic import AfterValidator, BeforeValidator, PlainValidator

from govclean.documents import Document, Entries, Flag, Portion, Written, check, load_document, wrong
from govclean.errors import StandardError
from govclean.governance.returns.turns import Mode
from govclean.standards.resource import UpdateCycle
from govclean.wording import Language, Text

StepName = Literal["validate", "clean", "match", "returns", "score", "reports"]
STEPS: tuple[StepName, ...] = get_args(StepName)
"""The steps in their order."""

NEEDED: Mapping[StepName, tuple[StepName, ...]] = {"match": ("clean",), "returns": ("validate",)}
"""What a step cannot do without: matching takes clean records, a round is of a drop that was judged."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names or not all(names):
        raise wrong(Text("至少要有一个文件", "must name at least one file"))
    return names


def _day(value: object) -> object:
    if isinstance(value, str):
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise wrong(Text("应为 YYYY-MM-DD 形式的日期", "must be a date such as 2026-01-31"))
    return value


def _trusted(value: object) -> bool | tuple[str, ...]:
    """Return what a source has authority in: everything, nothing, or these fields."""
    if isinstance(value, str) and value.casefold() in ("true", "false"):
        return value.casefold() == "true"
    if isinstance(value, list) and value and all(isinstance(name, str) for name in value):
        return tuple(str(name) for name in value)
    raise wrong(Text("只能是 true、false 或字段名的列表", "must be true, false or a list of fields"))


def _separator(value: str) -> str:
    words = "\t" if value.casefold() in ("tab", "\\t") else value
    if len(words) != 1:
        raise wrong(Text("应为一个字符，制表符写作 tab", "must be one character, or tab for a tabulator"))
    return words


Day = Annotated[date, BeforeValidator(_day)]
Files = Annotated[tuple[str, ...], AfterValidator(_some), BeforeValidator(_listed)]
Filled = Annotated[str, pydantic.Field(min_length=1)]


class Source(Written):
    """One table that one department hands in again and again."""

    noun: ClassVar[Text] = Text("来源", "source")
    named_by: ClassVar[str] = "department"

    department: Filled
    files: Files  # paths or globs, seen from the folder of govclean.yaml
    standard: Filled
    source: str = ""  # what the department calls the table; by the file's name where nothing is said
    record_id: str = (
        ""  # the column by which `match` knows the records; the standard's, else the record number
    )
    authority: Annotated[bool | tuple[str, ...], PlainValidator(_trusted)] = False  # whose golden values win
    columns: Mapping[str, str] = {}  # field → header
    reference: Mapping[str, str] = {}  # name → file that checks across files refer to
    mode: Mode = "full"
    cycle: UpdateCycle | None = None  # how often it is owed; as the standard's resource says by default
    due_day: Annotated[int, pydantic.Field(ge=1, le=366)] | None = None  # of the period that follows
    since: Day | None = None  # from when on it is owed; the first period that arrived by default
    received_on: Day | None = (
        None  # when the files arrived; the day of the run that first sees them by default
    )
    sheet: str | None = None
    encoding: str | None = None
    separator: Annotated[str, AfterValidator(_separator)] | None = None


class Cleaning(Written):
    """How `clean` treats a registry."""

    noun: ClassVar[Text] = Text("清洗设置", "clean settings")

    features: Flag = False
    reference_points: str | None = None


class Matching(Written):
    """How `match` treats a registry; paths of files that people keep."""

    noun: ClassVar[Text] = Text("比对设置", "match settings")

    threshold: Portion | None = None
    review_from: Portion | None = None
    decisions: str | None = None
    exceptions: str | None = None
    truth: str | None = None
    model: str | None = None


class RegistrySettings(Written):
    """What holds for one registry, whoever supplies it."""

    noun: ClassVar[Text] = Text("库的设置", "registry settings")

    max_error_rate: Portion | None = None
    clean: Cleaning = Cleaning()
    match: Matching = Matching()


class Profiles(Written):
    """Which profiles deadlines and scores follow."""

    noun: ClassVar[Text] = Text("方案", "profiles")

    deadlines: Filled = "default"
    scoring: Filled = "six_dimensions"


def _sources(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    if not sources:
        raise wrong(Text("至少要有一个来源", "must name at least one source"))
    return sources


class Project(Written):
    """What `govclean run` is told."""

    noun: ClassVar[Text] = Text("govclean.yaml", "govclean.yaml")

    sources: Annotated[tuple[Source, ...], AfterValidator(_sources)]
    steps: tuple[StepName, ...] = STEPS
    output: Filled = "out"
    ledger: Filled = "ledger.duckdb"
    profiles: Profiles = Profiles()
    registries: Mapping[str, RegistrySettings] = {}  # by the standard's name
    as_of: Day | None = None  # what counts as today
    columns: Mapping[str, str] = {}  # of every source whose standard has the field
    lang: Language | None = None


KEYS: tuple[str, ...] = tuple(Project.model_fields)
"""The keys of `govclean.yaml` that are not the name of a command."""


def load_project(path: Path | str, commands: Collection[str] = ()) -> Project:
    """Return what a `govclean.yaml` says of the run; what it says of single commands is passed over.

    Args:
        commands: the names of the commands, whose options may stand in the file too.

    Raises:
        StandardError: the file cannot be read or has mistakes: all are told, each with its line.
    """
    document = load_document(path)
    data = document.data
    if not isinstance(data, Entries) or "sources" not in data:
        raise StandardError(_NO_SOURCES, where=str(path), hint=_ADD_SOURCES)
    return check(Document(document.path, data.without(*commands)), Project)


def with_needed(asked: Collection[str]) -> tuple[StepName, ...]:
    """Return the steps asked for with those they cannot do without, in the order of the work.

    >>> with_needed(["match"])
    ('clean', 'match')
    """
    wanted = {name for step in STEPS if step in asked for name in (step, *NEEDED.get(step, ()))}
    return tuple(step for step in STEPS if step in wanted)


_NO_SOURCES = Text("文件中没有 sources，没有可处理的来源", "there are no `sources:`, so nothing to run")
_ADD_SOURCES = Text(
    "写明来源，例如：\n    sources:\n      - {department: 公安局, files: drops/公安_*.csv, standard: population}",
    "name them, such as:\n    sources:\n      - {department: police, files: drops/police_*.csv, standard: population}",
)
