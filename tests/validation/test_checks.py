"""Every check against the cases a domain expert wrote in `cases/*.yaml`.

A case file names a rule, the fields and checks of a small standard, and records with what is found in them.
"""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from govclean.standards.loading import load_standard
from govclean.validation.catalogue import CHECKS, RULES
from govclean.validation.planning import plan
from govclean.validation.validating import validate_batch, validate_table, with_suggestions

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
BOOKS = {path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in FILES}
CASES = [
    pytest.param(book, case, id=f"{name}: {case['name']}")
    for name, book in BOOKS.items()
    for case in book["cases"]
]


def standard_of(book, folder: Path):
    text = {"standard": "case", "version": "1", "title": "case", "fields": book["fields"]}
    text |= {key: book[key] for key in ("checks", "rules", "codelists") if key in book}
    path = folder / "case.yaml"
    path.write_text(yaml.dump(text, allow_unicode=True), "utf-8")
    return load_standard(str(path))


def findings(standard, records, as_of=date(2026, 11, 23)):
    names = [field.name for field in standard.fields if any(field.name in record for record in records)]
    columns = {
        name: pa.array([record.get(name) or None for record in records], pa.string()) for name in names
    }
    numbers = pa.array(range(1, len(records) + 1), pa.int64())
    batch = pa.RecordBatch.from_pydict(columns | {"_row": numbers, "_line": numbers})
    todo = plan(standard, {name: name for name in names}, as_of=as_of)
    found = validate_batch(todo, batch)
    of_table = validate_table(todo, [found.parts])
    return with_suggestions(todo, pa.concat_tables([found.findings, of_table])).to_pylist()


@pytest.mark.parametrize(("book", "case"), CASES)
def test_case(book, case, tmp_path):
    found = [
        one for one in findings(standard_of(book, tmp_path), case["records"]) if one["rule"] == book["rule"]
    ]
    told = sorted((str(one["row"]), one["field"]) for one in found)
    assert told == sorted((one["row"], one.get("field", "")) for one in case.get("finds", []))
    for expected in case.get("finds", []):
        (one,) = [
            f for f in found if (str(f["row"]), f["field"]) == (expected["row"], expected.get("field", ""))
        ]
        assert {key: one[key] for key in expected if key not in {"row", "field"}} == {
            key: value for key, value in expected.items() if key not in {"row", "field"}
        }


def test_every_check_a_standard_can_ask_for_has_cases():
    assert {kind.rule.id for kind in CHECKS} <= {book["rule"] for book in BOOKS.values()}


def test_every_rule_says_why_in_both_languages_and_shows_right_and_wrong():
    for rule in RULES:
        words = (rule.title, rule.why, rule.wrong, rule.right, rule.repair)
        assert all(text.zh.strip() and text.en.strip() for text in words), rule.id
        assert rule.id.partition(".")[0] == rule.dimension


def test_no_rule_is_listed_twice():
    assert len({rule.id for rule in RULES}) == len(RULES)
