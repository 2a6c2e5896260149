"""A draft of the manifest from what the files show: names, sizes, hashes, records, columns, period, nearest standard.

What only the department can say stays empty with a comment; an empty key counts as not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govclean.errors import GovcleanError
from govclean.extracts.guessing import nearest
from govclean.extracts.yaml_text import flow, quoted, scalar
from govclean.governance.intake.contents import period_of_name
from govclean.governance.intake.drops import hash_of
from govclean.governance.intake.judging import REGISTRIES
from govclean.governance.intake.looking import Looked, files_in, look
from govclean.governance.intake.spans import days
from govclean.governance.returns.deliveries import named_after
from govclean.standards.listing import list_standards
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.wording import Language, Text

_ALIKE = 0.5  # of a file's columns a standard must know to be named


@dataclass(frozen=True, slots=True)
class _Shown:
    """One file, and what it shows."""

    path: str
    bytes: int
    sha256: str
    looked: Looked


def draft(folder: Path, language: Language = "zh") -> str:
    """Return the text of a manifest for the files of a folder, its comments in one language.

    Raises:
        OSError: the folder or a file cannot be read.
    """
    shown = [
        _Shown(one.path, one.bytes, hash_of(folder / one.path), look(folder / one.path))
        for one in files_in(folder).files
    ]
    standard = _standard(shown)
    return "\n".join(_lines(shown, standard, language)) + "\n"


def _lines(shown: Sequence[_Shown], standard: Standard | None, language: Language) -> Iterator[str]:
    def empty(key: str, words: Text) -> str:
        return f"  {key}:  # {words.say(language)}"

    department, source = named_after(shown[0].path, standard) if shown and standard else ("", "")
    yield f"# {_HEAD.say(language)}"
    yield f"drop:  # {_NUMBER.say(language)}"
    yield "responsibility:"
    yield (
        f"  department: {scalar(department)}  # {_CHECK.say(language)}"
        if department
        else empty("department", _DEPARTMENT)
    )
    yield from (
        empty("unit", _UNIT),
        f"  contact: {{name: , phone: }}  # {_CONTACT.say(language)}",
        empty("system", _SYSTEM),
    )
    yield "need:"
    yield from (f"  requests: []  # {_REQUESTS.say(language)}", f"  matters: []  # {_MATTERS.say(language)}")
    yield "permission:"
    yield from (
        empty("basis", _BASIS),
        empty("share_type", _SHARE),
        empty("condition", _CONDITION),
        empty("agreement", _AGREEMENT),
    )
    yield "resource:"
    resource = standard.resource if standard else None
    yield (
        f"  code: {quoted(resource.code)}  # {_CHECK.say(language)}"
        if resource and resource.code
        else empty("code", _CODE)
    )
    yield (
        f"  standard: {standard.name}  # {_NEAREST.say(language)}"
        if standard
        else empty("standard", _STANDARD)
    )
    yield f"  source: {scalar(source)}  # {_SOURCE.say(language)}" if source else empty("source", _SOURCE)
    yield from (empty("mode", _MODE), f"  # {_WATERMARK.say(language)}")
    period = _period(shown)
    yield f"  period: {flow(period)}  # {_NAMED.say(language)}" if period else empty("period", _PERIOD)
    yield "  files:"
    for one in shown:
        yield from _file(one, language)
    yield "object:"
    title = REGISTRIES[standard.name][0] if standard and standard.name in REGISTRIES else ""
    yield f"  registry: {title}  # {_CHECK.say(language)}" if title else empty("registry", _REGISTRY)
    yield from (empty("scope", _SCOPE), empty("area", _AREA), empty("time", _TIME))


def _file(shown: _Shown, language: Language) -> Iterator[str]:
    yield f"    - path: {scalar(shown.path)}"
    yield f"      sha256: {quoted(shown.sha256)}"
    yield f"      bytes: {shown.bytes}"
    if shown.looked.unreadable is not None:
        yield f"      # {_UNREADABLE.fill(why=shown.looked.unreadable.what).say(language)}"
        return
    yield f"      rows: {shown.looked.rows}"
    yield f"      columns: [{', '.join(quoted(name) for name in shown.looked.columns)}]"


def _period(shown: Sequence[_Shown]) -> Mapping[str, str] | None:
    """Return the days that the files' names speak of; None where one speaks of none."""
    named = [period_of_name(one.path) for one in shown]
    told = [days(name, name) for name in named if name]
    known = [one for one in told if one is not None]
    if not known or len(known) < len(shown):
        return None
    return {"from": min(one[0] for one in known).isoformat(), "to": max(one[1] for one in known).isoformat()}


def _standard(shown: Sequence[_Shown]) -> Standard | None:
    """Return the standard nearest to all files; None where they are near to none, or to several."""
    standards = list(_standards())
    found = set()
    for one in shown:
        standard, known = nearest(one.looked.columns, standards)
        if standard is not None and known >= _ALIKE * len(one.looked.columns):
            found.add(standard.name)
    return next((one for one in standards if found == {one.name}), None)


def _standards() -> Iterator[Standard]:
    for listed in list_standards():
        try:
            yield load_standard(listed.path)
        except GovcleanError:
            continue  # `standards check` tells what is wrong with it


_HEAD = Text(
    "报送清单草稿：按文件生成。核对并补齐后另存为 drop.yaml，与文件放在一起",
    "Draft of a manifest, made from the files. Correct it, fill it in, save it as drop.yaml beside them",
)
_CHECK = Text("请核对", "please check")
_NUMBER = Text("本部门的批次号（可不填）", "your own batch number (may stay empty)")
_DEPARTMENT = Text("责任部门全称", "the department that answers for the data")
_UNIT = Text("责任处室", "its unit")
_CONTACT = Text("联系人", "who can be asked")
_SYSTEM = Text("来源信息系统", "the information system it comes from")
_REQUESTS = Text("服务的共享需求编号", "numbers of the requests it serves")
_MATTERS = Text("服务的事项", "matters it serves")
_BASIS = Text("采集、共享的法律法规依据", "legal basis of collecting and sharing")
_SHARE = Text(
    "共享类型：无条件共享、有条件共享、不予共享", "share type: unconditional, conditional, not_shared"
)
_CONDITION = Text("有条件共享的条件", "the condition, where it is conditional")
_AGREEMENT = Text("共享协议编号", "number of the agreement")
_CODE = Text("目录代码", "its code in the directory")
_NEAREST = Text("按表头最接近的标准，请核对", "the nearest standard by its header: please check")
_STANDARD = Text("数据标准名称，如 population", "name of the standard, such as population")
_SOURCE = Text("这张表的名称，每次报送须一致", "what you call the table; the same in every drop")
_MODE = Text("full 全量，incremental 增量", "full or incremental")
_WATERMARK = Text(
    "增量须写：watermark: {field: 更新时间, from: 2026-11-01, to: 2026-11-30}",
    "an increment needs: watermark: {field: updated_at, from: 2026-11-01, to: 2026-11-30}",
)
_NAMED = Text("按文件名，请核对", "by the files' names: please check")
_PERIOD = Text("数据时段，如 2026-11", "the period, such as 2026-11")
_UNREADABLE = Text("读不了：{why}", "cannot be read: {why}")
_REGISTRY = Text("人口、法人、地理信息或其他", "population, legal_entity, geographic or another")
_SCOPE = Text("对象范围，如 全市常住人口", "scope, such as all residents of the city")
_AREA = Text("行政区划代码或名称", "codes or names of divisions")
_TIME = Text("数据时间，如 2026-11", "the time it is about, such as 2026-11")
