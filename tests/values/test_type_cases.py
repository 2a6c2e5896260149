"""Every case that a domain expert wrote down in `cases/` holds."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from govclean.values.catalogue import TYPES, semantic_type
from govclean.values.identifiers import IDENTIFIERS
from govclean.values.semantic import Reason
from govclean.values.tables import CodeTable, read_table

_BOOKS = [
    yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in Path(__file__).with_name("cases").glob("*.yaml")
]
_CASES = [
    pytest.param(book["type"], case, id=f"{book['type']}: {case['name']}")
    for book in _BOOKS
    for case in book["cases"]
]
_OWN = [kind for kind in TYPES if kind not in IDENTIFIERS]


def build(name, parameters):
    codes = parameters.get("codes")
    if isinstance(codes, str):
        parameters = {**parameters, "codes": read_table(codes)}
    elif codes is not None:
        parameters = {**parameters, "codes": CodeTable.from_mapping("own", codes)}
    if "defaults" in parameters:
        parameters = {**parameters, "defaults": tuple(parameters["defaults"])}
    return semantic_type(name, **parameters)


@pytest.mark.parametrize(("name", "case"), _CASES)
def test_a_case_holds(name, case):
    kind = build(name, case.get("parameters", {}))
    column = pa.array([case["given"]], pa.string())
    assert Reason(kind.judge(column)[0]) is Reason[case["reason"].upper()]
    assert kind.suggest(column).to_pylist() == [case.get("suggestion")]
    if "masked" in case:
        assert kind.mask(column).to_pylist() == [case["masked"]]


@pytest.mark.parametrize("kind", _OWN, ids=lambda kind: kind.name)
def test_every_reason_a_type_gives_has_a_case(kind):
    shown = {
        Reason[case["reason"].upper()]
        for book in _BOOKS
        if book["type"] == kind.name
        for case in book["cases"]
    }
    assert shown == {Reason.GOOD, *kind.reasons}


def test_no_case_stands_for_a_type_that_does_not_exist():
    assert {book["type"] for book in _BOOKS} == {kind.name for kind in _OWN}
