"""Whose files they are: a list with a department's data goes to nobody else."""

from pathlib import Path

import pytest
import yaml

from govclean.errors import UsageError
from govclean.governance.returns.deliveries import deliveries_of, named_after
from govclean.standards.loading import load_standard

CASES = yaml.safe_load((Path(__file__).parent / "cases/deliveries.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_a_file_tells_its_department_and_table(case):
    found = named_after(case["file"], load_standard(case["standard"]))
    assert found == (case["department"], case["source"])


def test_files_of_one_department_and_table_are_one_delivery():
    population = load_standard("population")
    files = [
        "a/卫健_人口_202611.csv",
        "b/卫健_人口_202611.csv",
        "公安_人口_202611.csv",
        "a/卫健_人口_202611.csv",
    ]
    made = deliveries_of(files, population)
    assert [(one.department, one.source, one.paths) for one in made] == [
        ("卫健", "人口", (files[0], files[1])),
        ("公安厅", "人口", (files[2],)),
    ]


def test_what_is_said_goes_before_what_a_name_tells():
    (one,) = deliveries_of(["卫健_人口_202611.csv"], load_standard("population"), "医保局", "参保人员")
    assert (one.department, one.source) == ("医保局", "参保人员")


def test_standard_input_is_nobodys():
    with pytest.raises(UsageError):
        deliveries_of(["-"], load_standard("population"))


def test_a_file_of_an_unknown_department_is_refused():
    nobodys = load_standard("population").model_copy(update={"resource": None})
    with pytest.raises(UsageError, match="--department"):
        deliveries_of(["people.csv"], nobodys)
