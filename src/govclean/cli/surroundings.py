"""The machine as govclean finds it: Python, packages, what travels with it, fonts, folders, memory."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

import govclean
from govclean.shipped import shelf
from govclean.wording import Language, Text, same

State = Literal["good", "absent", "broken"]

_MARKS = {"good": "✓", "absent": "–", "broken": "✗"}
_OLDEST_PYTHON = (3, 11)
_FONTS = Text("中文字体", "Chinese fonts")
_TEMPORARY = Text("临时目录", "temporary folder")
_SHELF = Text("自带标准", "shipped standards")
_MACHINE = Text("机器", "machine")
_ENCODING = Text("终端编码", "terminal encoding")
_EXTRA = Text("可选组件 {name}", "optional part {name}")
_NO_FONTS = Text("未找到，图表中的汉字可能无法显示", "none found: Chinese text in charts may not show")
_NO_FC = Text("无法查询（没有 fc-list）", "cannot be asked for (no fc-list)")
_CORES = Text("{cores} 核，内存 {memory}", "{cores} cores, {memory} memory")
_FREE = Text("{path}，剩余 {free}", "{path}, {free} free")
_LISTED = Text("{standards} 个标准，{lists} 张代码表", "{standards} standards, {lists} code lists")
_NOT_INSTALLED = Text(
    "未安装，需要时：pip install 'govclean[{name}]'", "not installed; pip install 'govclean[{name}]' adds it"
)
_MISSING = Text("没有安装", "not installed")
_TOO_OLD = Text("{found}，需要 3.11 或更高", "{found}, 3.11 or newer is needed")
_UNKNOWN = Text("未知", "unknown")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing looked at."""

    name: Text
    state: State
    found: Text

    def say(self, language: Language) -> str:
        """Return the thing as a line."""
        return f"{_MARKS[self.state]} {self.name.say(language)}: {self.found.say(language)}"

    def as_data(self, language: Language) -> dict[str, object]:
        """Return the thing for a program."""
        return {"name": self.name.say(language), "state": self.state, "found": self.found.say(language)}


def examine() -> list[Part]:
    """Return everything looked at, what is needed first."""
    return [
        Part(same("govclean"), "good", same(govclean.__version__)),
        _python(),
        *_packages(),
        _shelf(),
        _temporary(),
        *_extras(),
        _fonts(),
        Part(_ENCODING, "good", same(sys.stdout.encoding or "?")),
        Part(_MACHINE, "good", _CORES.fill(cores=os.cpu_count() or 1, memory=_memory())),
    ]


def _python() -> Part:
    found = same(f"{platform.python_version()} ({platform.system()} {platform.machine()})")
    if sys.version_info < _OLDEST_PYTHON:
        return Part(same("Python"), "broken", _TOO_OLD.fill(found=found))
    return Part(same("Python"), "good", found)


def _packages() -> Iterator[Part]:
    """Yield each package govclean needs, as its own metadata lists them."""
    for name in _required().get("", ()):
        version = _version(name)
        yield Part(same(name), "good" if version else "broken", same(version) if version else _MISSING)


def _extras() -> Iterator[Part]:
    for name, packages in _required().items():
        if not name:
            continue
        versions = [_version(package) for package in packages]
        if all(versions):
            words = ", ".join(f"{p} {v}" for p, v in zip(packages, versions, strict=True))
            yield Part(_EXTRA.fill(name=name), "good", same(words))
        else:
            yield Part(_EXTRA.fill(name=name), "absent", _NOT_INSTALLED.fill(name=name))


def _required() -> dict[str, list[str]]:
    """Return the packages that govclean's own metadata asks for, by extra; "" holds those always needed."""
    found: dict[str, list[str]] = {}
    for requirement in metadata.requires("govclean") or ():
        words, _, condition = requirement.partition(";")
        extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)", condition)
        name = re.match(r"[A-Za-z0-9._-]+", words)
        if name:
            found.setdefault(extra[1] if extra else "", []).append(name[0])
    return found


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _shelf() -> Part:
    standards = list((shelf() / "registries").glob("*.yaml"))
    lists = list((shelf() / "codelists").glob("*.csv"))
    words = _LISTED.fill(standards=len(standards), lists=len(lists))
    return Part(_SHELF, "good" if standards and lists else "broken", words)


def _temporary() -> Part:
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"\0" * 4096)
            file.flush()
    except OSError as error:
        return Part(_TEMPORARY, "broken", same(error.strerror or str(error)))
    folder = tempfile.gettempdir()
    return Part(_TEMPORARY, "good", _FREE.fill(path=folder, free=_size(shutil.disk_usage(folder).free)))


def _fonts() -> Part:
    command = shutil.which("fc-list")
    if command is None:
        return Part(_FONTS, "absent", _NO_FC)
    try:
        asked = subprocess.run(  # noqa: S603 - a fixed command without any input
            [command, ":lang=zh", "family"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return Part(_FONTS, "absent", _NO_FC)
    families = sorted({line.split(",")[0].strip() for line in asked.stdout.splitlines() if line.strip()})
    return (
        Part(_FONTS, "good", same(", ".join(families[:4]))) if families else Part(_FONTS, "absent", _NO_FONTS)
    )


def _memory() -> Text:
    """Return the memory of the machine, or the smaller share a container is given."""
    sizes = []
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        sizes.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    limit = Path("/sys/fs/cgroup/memory.max")
    words = limit.read_text().strip() if limit.is_file() else ""
    if words.isdigit():
        sizes.append(int(words))
    return same(_size(min(sizes))) if sizes else _UNKNOWN


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
