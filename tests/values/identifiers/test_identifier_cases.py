"""Every case a domain expert wrote down in `cases/` holds, and every type and reason has one."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from govclean.values.identifiers import IDENTIFIERS
from govclean.values.semantic import Reason

_FILES = sorted(Path(__file__).with_name("cases").glob("*.yaml"))
_BOOKS = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in _FILES]
_TYPES = {identifier.name: identifier for identifier in IDENTIFIERS}
_CASES = [
    pytest.param(book["type"], case, id=f"{book['type']}: {case['name']}")
    for book in _BOOKS
    for case in book["cases"]
]


@pytest.mark.parametrize(("name", "case"), _CASES)
def test_a_case_holds(name, case):
    identifier = _TYPES[name](**case.get("parameters", {}))
    column = pa.array([case["given"]], pa.string())
    verdict = Reason(identifier.judge(column)[0])
    assert verdict is Reason[case["reason"].upper()]
    assert identifier.suggest(column).to_pylist() == [case.get("suggestion")]
    if "masked" in case:
        assert identifier.mask(column).to_pylist() == [case["masked"]]


@pytest.mark.parametrize("identifier", IDENTIFIERS, ids=lambda identifier: identifier.name)
def test_every_reason_a_type_gives_has_words_and_a_case(identifier):
    cases = next(book["cases"] for book in _BOOKS if book["type"] == identifier.name)
    shown = {Reason[case["reason"].upper()] for case in cases}
    assert shown == {Reason.GOOD, *identifier.reasons}
