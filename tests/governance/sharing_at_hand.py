"""An invented directory, agreement and extract for the tests of sharing."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from pathlib import Path

import yaml

from govclean.governance.catalog import load_catalog
from govclean.governance.ledger import Ledger
from govclean.governance.profiles import load_deadlines, load_sharing
from govclean.governance.sharing import Call, Desk, Grant, grant_of, load_agreement
from govclean.governance.sharing import hand_out as hand_over
from govclean.reports.share_book import write_share_book
from govclean.values.digests import Key

DAY = date(2026, 11, 23)
KEY = Key(b"an invented key of the tests")

ENTRIES = [
    {
        "code": "307001/000001",
        "title": "参保人员信息",
        "provider": "市人社局",
        "share": {"type": "conditional", "condition": "履行职责需要", "mode": "copy"},
        "update_cycle": "monthly",
        "items": [
            {
                "title": "公民身份号码",
                "name": "resident_id",
                "type": "C",
                "semantic_type": "cn.resident_id",
                "key": "是",
            },
            {"title": "姓名", "name": "name", "type": "C", "semantic_type": "cn.person_name"},
            {"title": "出生日期", "name": "birth_date", "type": "D", "semantic_type": "date"},
            {"title": "区划", "name": "division", "type": "C", "semantic_type": "cn.division"},
            {"title": "缴费月数", "name": "months", "type": "N"},
            {"title": "备注", "name": "remark", "type": "C"},
            {
                "title": "病种",
                "name": "disease",
                "type": "C",
                "share": {"type": "not_shared", "basis": "某条例"},
            },
        ],
    },
    {
        "code": "307001/000002",
        "title": "药店名录",
        "provider": "市人社局",
        "share": {"type": "unconditional", "condition": "无条件"},
        "items": [
            {"title": "名称", "name": "title", "type": "C"},
            {
                "title": "负责人",
                "name": "head",
                "type": "C",
                "share": {"type": "conditional", "condition": "监管"},
            },
        ],
    },
    {
        "code": "307001/000003",
        "title": "信访记录",
        "provider": "市人社局",
        "share": {"type": "not_shared", "basis": "某法第十条"},
        "items": [{"title": "内容", "name": "text", "type": "C"}],
    },
]
AGREEMENT: dict[str, object] = {
    "agreement": "XY-2026-001",
    "title": "参保信息共享",
    "provider": "市人社局",
    "recipient": "市卫健委",
    "resource": "307001/000001",
    "purpose": "核对参保状态",
    "basis": "某办法第三条",
    "condition": "履行职责需要：卫健核对",
    "items": [{"item": "resident_id", "as": "keyed_hash"}, {"item": "name", "as": "masked"}],
    "mode": "copy",
    "mode_reason": "系统尚未对接",
    "frequency": "monthly",
    "valid": {"from": "2026-04-01", "to": "2027-03-31"},
    "requested_on": "2026-03-02",
    "approvals": [{"by": "bureau", "day": "2026-03-05"}, {"by": "provider", "day": "2026-03-10"}],
}


def agreed(changes: Mapping[str, object] = {}) -> dict[str, object]:
    """Return the agreement with some keys changed; a dotted key goes deeper, None takes one away."""
    made = deepcopy(AGREEMENT)
    for dotted, value in changes.items():
        *above, last = dotted.split(".")
        part: dict = made
        for key in above:
            part = part.setdefault(key, {})
        part[last] = value
        if value is None:
            del part[last]
    return made


def grant(folder: Path, changes: Mapping[str, object] = {}, entries: Sequence[object] = ENTRIES) -> Grant:
    """Return an agreement held against the directory, both written into a folder."""
    for name, data in (("agreement.yaml", agreed(changes)), ("catalog.yaml", {"entries": list(entries)})):
        (folder / name).write_text(
            yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    sharing = load_sharing()
    catalog, errors = load_catalog([str(folder / "catalog.yaml")], sharing)
    assert errors == []
    return grant_of(load_agreement(folder / "agreement.yaml"), catalog, sharing)


def hand_out(folder: Path, of: Grant, source: Path, name: str = "package", **asked):
    """Hand out into `folder / name` with a ledger beside it."""
    call = Call(str(source), asked.pop("day", DAY), key=asked.pop("key", KEY), **asked)
    with Ledger.open(folder / "ledger.duckdb") as ledger:
        desk = Desk(load_deadlines(), ledger, write_book=write_share_book)
        return hand_over(of, call, desk, folder / name)
