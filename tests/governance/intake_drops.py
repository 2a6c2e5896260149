"""Drops invented for tests: people who do not exist, and the manifest a department would write for them."""

from __future__ import annotations

import copy
import csv
import hashlib
import io
import json
from contextlib import nullcontext
from datetime import date
from operator import mul
from pathlib import Path

from govclean.governance.intake import IntakeOptions, Shelves, receive
from govclean.governance.intake.drops import manifest_of, read_drop
from govclean.governance.ledger import Ledger
from govclean.governance.opening import JudgeOptions
from govclean.governance.profiles import load_sharing
from govclean.reports.receipt_page import write_receipt
from govclean.values.identifiers.checksums import MOD_11_2_CHARACTERS, MOD_11_2_WEIGHTS

DAY = date(2026, 12, 3)
HEADER = (
    "公民身份号码", "姓名", "性别", "民族", "出生日期", "户籍地区划代码", "户籍地址", "联系电话", "更新时间",
)  # fmt: skip
_FAMILY, _GIVEN = "赵钱孙李周吴郑王", "伟芳娜敏静磊洋艳勇军"


def person(number: int, updated: str = "20261115083000") -> tuple[str, ...]:
    """Return the n-th invented person, last updated at a moment."""
    born = f"{1950 + number % 50}{number % 12 + 1:02d}{number % 28 + 1:02d}"
    first = f"410105{born}{number % 1000:03d}"
    resident = first + MOD_11_2_CHARACTERS[sum(map(mul, map(int, first), MOD_11_2_WEIGHTS)) % 11]
    name = _FAMILY[number % 8] + _GIVEN[number % 10] + _GIVEN[number // 10 % 10]
    sex = "1" if int(first[16]) % 2 else "2"
    return (
        resident, name, sex, "01", born, "410105", f"河南省郑州市金水区花园路{number + 1}号",
        f"138{number:08d}", updated,
    )  # fmt: skip


def people(numbers, updated: str = "20261115083000") -> str:
    """Return a file of invented people."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(person(number, updated) for number in numbers)
    return text.getvalue()


def manifest(files: dict[str, str], **changes) -> dict:
    """Return a clear manifest of files (path → content); `resource_mode="full"` changes `resource: mode`."""
    told = {
        "responsibility": {
            "department": "市公安局",
            "unit": "人口管理支队",
            "contact": {"name": "陈晓", "phone": "0371-60000000"},
            "system": "常住人口管理系统",
        },
        "need": {"matters": ["新生儿出生一件事"]},
        "permission": {"basis": "《政务数据共享条例》", "share_type": "有条件共享", "condition": "履职需要"},
        "resource": {
            "code": "1/01/001",
            "standard": "population",
            "source": "常住人口",
            "mode": "full",
            "period": "2026-11",
            "files": [declared(path, content) for path, content in files.items()],
        },
        "object": {"registry": "人口", "scope": "全市常住人口", "area": "410100", "time": "2026-11"},
    }
    return changed(told, changes)


def declared(path: str, content: str) -> dict:
    """Return a file as a manifest declares it."""
    raw = content.encode()
    header, *rows = content.splitlines()
    return {
        "path": path,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "bytes": len(raw),
        "rows": len(rows),
        "columns": header.split(","),
    }


def changed(told: dict, changes: dict) -> dict:
    """Return a copy with changes; the keys name the way: `resource.mode`. A value `None` takes the key away."""
    told = copy.deepcopy(told)
    for way, value in changes.items():
        *parts, last = way.split(".")
        inner = told
        for part in parts:
            inner = inner[int(part) if part.isdigit() else part]
        if value is None:
            inner.pop(int(last) if last.isdigit() else last)
        else:
            inner[int(last) if last.isdigit() else last] = value
    return told


def put(folder: Path, files: dict[str, str], told: dict | None = None) -> Path:
    """Write a drop: the files, and at last the manifest, unless `told` is empty."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode())
    told = manifest(files) if told is None else told
    folder.mkdir(parents=True, exist_ok=True)
    if told:
        (folder / "drop.yaml").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


class Desk:
    """A desk where drops are taken in: a ledger and an output folder of its own."""

    def __init__(self, folder: Path, held: Ledger | None = None, **options) -> None:
        self.held = held  # a ledger that is open already
        self.folder, self.ledger, self.output = folder, folder / "ledger.duckdb", folder / "out"
        self.options = {
            "judging": JudgeOptions(as_of=DAY, threads=1),
            "sharing": load_sharing("share_types"),
            **options,
        }

    def take(self, drop: Path):
        """Take a drop in and return what became of it."""
        return self.take_read(read_drop(manifest_of(drop)))

    def take_read(self, drop):
        """Take in a drop whose manifest was read."""
        with nullcontext(self.held) if self.held else Ledger.open(self.ledger) as ledger:
            return receive(drop, ledger, Shelves(self.output, write_receipt), IntakeOptions(**self.options))

    def table(self, name: str) -> list[dict]:
        """Return the rows of a table of the ledger."""
        with Ledger.read(self.ledger) as ledger:
            return ledger.table(name).to_pylist()

    def kept(self) -> set[str]:
        """Return the SHA-256 of every file that is kept."""
        return {
            hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.output.rglob("data/**/*")
            if path.is_file()
        }


def codes(receipt) -> set[str]:
    """Return the codes of what is said of a drop."""
    return {one.code for one in receipt.remarks}
