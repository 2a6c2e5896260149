"""Directories invented for tests: clean entries without end, written as YAML or read from memory."""

from __future__ import annotations

import copy
from datetime import date
from functools import cache

from govclean.governance.catalog import Catalog, Entry
from govclean.governance.catalog.catalog import understand
from govclean.governance.catalog.domains import Domains
from govclean.governance.catalog.placing import Spot
from govclean.values.identifiers import checksums
from govclean.values.identifiers.uscc import check_digit

DAY = date(2026, 11, 23)

DEPARTMENTS = (
    "市公安局", "市民政局", "市人力资源和社会保障局", "市卫生健康委员会", "市市场监督管理局", "市教育局", "市税务局",
    "市自然资源和规划局", "市住房和城乡建设局", "市交通运输局",
)  # fmt: skip
MATTERS = ("登记", "备案", "许可", "处罚", "检查", "补贴", "年审", "变更", "注销", "统计")
SUBJECTS = (
    "参保人员",
    "从业人员",
    "学校",
    "医疗机构",
    "药品经营企业",
    "道路运输企业",
    "房屋",
    "土地",
    "社会组织",
    "养老机构",
)
ITEMS = (
    {"title": "公民身份号码", "name": "resident_id", "type": "C", "length": "18"},
    {"title": "姓名", "name": "name", "type": "字符型C", "length": "50"},
    {"title": "办理日期", "name": "handled_on", "type": "D"},
    {"title": "金额", "name": "amount", "type": "N", "length": "18,2"},
    {"title": "办理状态", "name": "status", "type": "C", "length": "2"},
)


@cache
def credit_code(number: int) -> str:
    """Return the credit code of an invented department."""
    subject = f"{number:08d}"
    weighted = sum(
        weight * int(digit) for weight, digit in zip((3, 7, 9, 10, 5, 8, 4, 2), subject, strict=True)
    )
    last = {10: "X", 11: "0"}.get(11 - weighted % 11, str(11 - weighted % 11))
    if last == "X" and "X" not in checksums.MOD_31_ALPHABET:
        return credit_code(number + 7)
    first = f"11410100{subject}{last}"
    return first + check_digit(first)


def clean_entry(number: int) -> dict:
    """Return the n-th of as many clean entries as one likes, as a person would write it."""
    place = number % len(DEPARTMENTS)
    kind = ("unconditional", "conditional", "not_shared")[number % 3]
    entry = {
        "code": f"307{place + 1:03d}4101{place:05d}/{number + 1:06d}",
        "title": _title(number),
        "classification": ["部门信息资源", "省（自治区、直辖市）以下政务部门"],
        "provider": DEPARTMENTS[place],
        "unit": "信息中心",
        "provider_uscc": credit_code(place + 100),
        "abstract": f"{_title(number)}的对象、办理时间、办理结果和状态，自2015年起按办理环节记录。",
        "format": {"class": "数据库", "type": "KingbaseES"},
        "census": {"storage": "12.5", "records": "340", "shared_storage": "10", "shared_records": "300"},
        "items": copy.deepcopy(list(ITEMS)),
        "share": _share(kind),
        "open": {"flag": "否"},
        "update_cycle": "每月",
        "published_on": "2026-03-01",
        "secrecy": "非涉密",
        "level": "市级",
    }
    entry["items"][3]["update_cycle"] = "每月"
    return entry


def _title(number: int) -> str:
    subject, matter = SUBJECTS[number // 10 % 10], MATTERS[number // 100 % 10]
    batch = number // 1000
    return (
        f"{subject}{matter}信息"
        if not batch
        else f"{subject}{matter}{'甲乙丙丁戊己庚辛壬癸'[batch % 10]}类信息"
    )


def _share(kind: str) -> dict:
    platform = {"channel": "共享平台", "channel_type": "接口", "mode": "调用在线服务"}
    return {
        "unconditional": {"type": "无条件共享", "condition": "无条件", **platform},
        "conditional": {"type": "2", "condition": "行政机关因核对职责需要，限查询本人授权的对象", **platform},
        "not_shared": {"type": "不予共享", "condition": "《中华人民共和国统计法》第九条"},
    }[kind]


class InMemory:
    """Where an entry of a test is written: nowhere, its number stands for the line."""

    def __init__(self, number: int) -> None:
        self.number = number

    def at(self, keys=()) -> Spot:
        return Spot("memory.yaml", self.number + 1)


@cache
def domains() -> Domains:
    """Return the shipped lists."""
    return Domains.load()


def catalog_of(*entries: dict) -> Catalog:
    """Return a directory of entries as they would be written."""
    understood = (
        understand(Entry.model_validate(entry), InMemory(number), domains())
        for number, entry in enumerate(entries)
    )
    return Catalog(tuple(understood), domains())


def planted(entry: dict, changes: dict) -> dict:
    """Return an entry with some of its keys set; dotted keys, items numbered from 1, `null` takes a key away."""
    for dotted, value in changes.items():
        *way, last = dotted.split(".")
        part = entry
        for key in way:
            part = part[int(key) - 1] if isinstance(part, list) else part.setdefault(key, {})
        if value == "null":
            part.pop(last, None)
        else:
            part[last] = value
    return entry
