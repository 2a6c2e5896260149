"""A small invented town with two departments, for the tests of matching."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from govclean.values.identifiers.checksums import MOD_11_2_CHARACTERS, MOD_11_2_WEIGHTS

STANDARD = """
standard: town
version: 1
fields:
  - {name: number, title: 公民身份号码, aliases: [身份证号], type: cn.resident_id, unique: true}
  - {name: name, title: 姓名, type: cn.person_name}
  - {name: birth_date, title: 出生日期, type: date, format: YYYYMMDD}
  - {name: phone, title: 联系电话, type: cn.mobile}
  - {name: remark, title: 备注}
linkage:
  blocking: [[number], [name, birth_date], [phone], [birth_date, name.surname]]
  comparisons: [{field: name}, {field: birth_date}, {field: phone}, {field: number, as: identifier}]
  thresholds: {match: 0.75, review: 0.3}
"""
HEAD = ["编号", "身份证号", "姓名", "出生日期", "联系电话", "备注"]
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文玉兰玲辉"


def resident_number(first17: str) -> str:
    """Return an invented number with its check character (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, MOD_11_2_WEIGHTS, strict=True))
    return first17 + MOD_11_2_CHARACTERS[total % 11]


def people(count: int = 90, seed: int = 7) -> list[dict[str, str]]:
    """Return invented people."""
    draw = random.Random(seed)
    found = []
    for place in range(count):
        born = f"{draw.randint(1940, 2010)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
        found.append(
            {
                "身份证号": resident_number(f"410105{born}{place + 100:03}"),
                "姓名": draw.choice(_SURNAMES) + "".join(draw.sample(_GIVEN, draw.choice((1, 2, 2)))),
                "出生日期": born,
                "联系电话": f"138{draw.randint(0, 99_999_999):08}",
            }
        )
    return found


def departments(
    seed: int = 7,
) -> tuple[list[dict[str, str]], list[dict[str, str]], list[tuple[str, str, str]]]:
    """Return the records of the police and of the health bureau, and the truth: source, record id, person."""
    draw = random.Random(seed)
    everyone = people(seed=seed)
    police, health, truth = [], [], []
    for person, known in enumerate(everyone):
        if person < 75:
            police.append({"编号": f"P{person}", **known})
            truth.append(("police", f"P{person}", str(person)))
        if person >= 15:
            health.append({"编号": f"H{person}", **_spoiled(known, draw)})
            truth.append(("health", f"H{person}", str(person)))
    return police, health, truth


def _spoiled(known: dict[str, str], draw: random.Random) -> dict[str, str]:
    told = dict(known)
    if draw.random() < 0.4:
        told["身份证号"] = ""
    if draw.random() < 0.3:
        told["联系电话"] = f"139{draw.randint(0, 99_999_999):08}"
    if draw.random() < 0.3:
        born = told["出生日期"]
        told["出生日期"] = f"{born[:4]}/{int(born[4:6])}/{int(born[6:])}"
    if draw.random() < 0.2:
        told["姓名"] = "　".join(told["姓名"])
    return told


def write_csv(path: Path, records: list[dict[str, str]], head: list[str] = HEAD) -> str:
    """Write records as CSV and return the path."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, head, restval="")
        writer.writeheader()
        writer.writerows(records)
    return str(path)


def write_town(folder: Path) -> None:
    """Write `town.yaml`, `police.csv`, `health.csv` and `truth.csv`."""
    police, health, truth = departments()
    (folder / "town.yaml").write_text(STANDARD, encoding="utf-8")
    write_csv(folder / "police.csv", police)
    write_csv(folder / "health.csv", health)
    names = ["source", "record_id", "entity_id"]
    write_csv(folder / "truth.csv", [dict(zip(names, row, strict=True)) for row in truth], names)
