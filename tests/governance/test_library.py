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


def test_files_are_matched():
    drops = [DROPS / name for name in ("公安_人口_202611.csv", "卫健_实有人口_202611.xlsx")]
    matched = govclean.match(*drops, standard="population")
    assert matched.troubles == ()
    assert matched.by_sources["公安_人口_202611", "卫健_实有人口_202611"] > 200


def test_matching_writes_where_it_is_asked_to(tmp_path):
    options = govclean.MatchOptions(threshold=0.9)
    govclean.match(
        DROPS / "公安_人口_202611.csv", standard="population", output=tmp_path / "out", options=options
    )
    assert (tmp_path / "out/golden.parquet").exists()
    with pytest.raises(ExtractError, match="nowhere"):
        govclean.match("nowhere.csv", standard="population", options=govclean.JudgeOptions())


def test_a_file_that_cannot_be_read_is_an_error():
    with pytest.raises(ExtractError, match="nowhere"):
        govclean.validate("nowhere.csv", standard="population")


def test_there_is_nothing_else():
    with pytest.raises(AttributeError, match="nothing"):
        govclean.nothing  # noqa: B018 - to ask for it is the test
