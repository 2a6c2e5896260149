"""The library does what the commands do."""

from pathlib import Path

import pytest

import govclean
from govclean.errors import ExtractError

DROPS = Path(__file__).parents[2] / "examples/drops"


def test_a_file_is_judged():
    judgement = govclean.validate(DROPS / "公安_人口_202611.csv", standard="population")
    assert judgement.verdict == "rejected"
    assert judgement.rows == 352


def test_a_file_is_cleaned(tmp_path):
    (cleaned,) = govclean.clean(
        DROPS / "公安_人口_202611.csv", standard="population", output=tmp_path / "out"
    )
    assert cleaned.balanced
    assert (tmp_path / "out/cleaned.parquet").exists()


def test_a_file_that_cannot_be_read_is_an_error():
    with pytest.raises(ExtractError, match="nowhere"):
        govclean.validate("nowhere.csv", standard="population")


def test_there_is_nothing_else():
    with pytest.raises(AttributeError, match="nothing"):
        govclean.nothing  # noqa: B018 - to ask for it is the test
