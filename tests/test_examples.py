"""The example drops against their answer key: every planted error is found, and nothing else is."""

import csv
import doctest
import functools
import importlib
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from govclean.governance.judging import JudgeOptions, judge_files
from govclean.standards.loading import load_standard

EXAMPLES = Path(__file__).parents[1] / "examples"
STANDARDS = {
    "公安_人口_202611.csv": "population",
    "卫健_实有人口_202611.xlsx": "population",
    "市监_法人_202611.csv": "legal_entity",
    "税务_纳税人_202611.xlsx": "legal_entity",
    "民政_地名地址_202611.csv": "geographic",
    "自规_门牌_202611.xlsx": "geographic",
}
SET_ASIDE = (
    "validity.record_shape",
    "validity.undecodable",
    "validity.control_character",
    "validity.footer",
)
OPTIONS = JudgeOptions(as_of=date(2026, 12, 1))


def _table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _invent(folder, *options):
    """Run the generator as a user does; `folder` receives drops, answers and truth."""
    command = [sys.executable, "-W", "error", EXAMPLES / "generate.py", "--out", folder / "drops", *options]
    subprocess.run(command, check=True)
    return folder


def _planted(folder, name):
    """Return what `validate` must report of a drop: (row, field, rule) with the value as planted."""
    key = [answer for answer in _table(folder / "answers.csv") if answer["file"] == name and answer["rule"]]
    return {(int(a["row"]), a["field"], a["rule"]): a["before"] for a in key}


@functools.cache
def _judged(folder, name):
    judgement, errors = judge_files([str(folder / "drops" / name)], load_standard(STANDARDS[name]), OPTIONS)
    assert not errors
    return judgement


def _found(judgement):
    """Return the findings of a judgement in the form of the key, told things (info) among them."""
    findings = judgement.findings.to_pylist()
    keys = [(finding["row"], finding["field"], finding["rule"]) for finding in findings]
    assert len(keys) == len(set(keys)), "one fault of one cell is one finding"
    return dict(zip(keys, findings, strict=True))


@pytest.fixture(scope="module")
def another_world(tmp_path_factory):
    """Another, larger world than the committed one: the key must not hold by the luck of one seed."""
    return _invent(tmp_path_factory.mktemp("world"), "--people", "1500", "--seed", "7")


@pytest.mark.parametrize("name", STANDARDS)
def test_every_planted_error_is_found_and_none_extra(name):
    found, planted = _found(_judged(EXAMPLES, name)), _planted(EXAMPLES, name)
    assert sorted(found.keys() - planted.keys()) == []
    assert sorted(planted.keys() - found.keys()) == []


@pytest.mark.parametrize("name", STANDARDS)
def test_every_planted_error_of_another_world_is_found_and_none_extra(another_world, name):
    found, planted = _found(_judged(another_world, name)), _planted(another_world, name)
    assert sorted(found.keys() - planted.keys()) == []
    assert sorted(planted.keys() - found.keys()) == []


@pytest.mark.parametrize("name", STANDARDS)
def test_every_record_of_a_drop_is_counted(name):
    truth = [line for line in _table(EXAMPLES / "truth" / f"{STANDARDS[name]}.csv") if line["file"] == name]
    rules = Counter(rule for _, _, rule in _planted(EXAMPLES, name))
    unread = sum(rules[rule] for rule in SET_ASIDE)
    read = _judged(EXAMPLES, name).inputs[0]
    assert read.rows == len(truth) + rules["validity.footer"]
    assert read.rows_set_aside == unread


@pytest.mark.parametrize("name", STANDARDS)
def test_a_finding_shows_the_value_as_it_was_planted(name):
    found, planted = _found(_judged(EXAMPLES, name)), _planted(EXAMPLES, name)
    shown = {place: found[place]["value"] or "" for place in planted if place[1] and place in found}
    assert shown == {place: planted[place] for place in shown}


@pytest.mark.parametrize("name", STANDARDS)
def test_a_suggestion_for_a_lossless_error_is_never_wrong(name):
    found = _found(_judged(EXAMPLES, name))
    wrong = []
    for answer in _table(EXAMPLES / "answers.csv"):
        place = (int(answer["row"]), answer["field"], answer["rule"])
        if answer["file"] == name and answer["lossless"] == "yes" and place in found:
            suggestion = found[place]["suggestion"]
            if suggestion is not None and suggestion != answer["after"]:
                wrong.append((place, suggestion, answer["after"]))
    assert wrong == []


def test_the_key_covers_nearly_the_whole_dirt_catalogue():
    planted = Counter(answer["dirt"] for answer in _table(EXAMPLES / "answers.csv") if answer["dirt"])
    assert len(planted) >= 48
    assert planted.keys() <= {f"R{number:02d}" for number in range(1, 56)}


def test_a_lossless_answer_says_the_value_to_come_back_to():
    for answer in _table(EXAMPLES / "answers.csv"):
        assert (answer["lossless"] == "yes") == (answer["kind"] == "lossless")
        if answer["kind"] == "accept":
            assert answer["rule"] == ""
            assert answer["before"] == answer["after"]


def test_the_same_seed_gives_the_committed_drops_again(tmp_path):
    again = _invent(tmp_path)
    for path in sorted(again.rglob("*.csv")):
        assert path.read_bytes() == (EXAMPLES / path.relative_to(again)).read_bytes(), path.name
    for path in sorted(again.rglob("*.xlsx")):
        assert _sheets(path) == _sheets(EXAMPLES / path.relative_to(again)), path.name


def test_the_same_seed_gives_the_same_bytes_of_every_file_twice(tmp_path):
    first, second = _invent(tmp_path / "1"), _invent(tmp_path / "2")
    made = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(made) == 6 + 1 + 3
    assert [(first / path).read_bytes() for path in made] == [(second / path).read_bytes() for path in made]


def test_the_examples_of_the_generators_own_check_digits_run(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    for name in ("numbers", "counties", "drops"):
        outcome = doctest.testmod(importlib.import_module(f"generator.{name}"))
        assert outcome.attempted
        assert not outcome.failed


def _sheets(path):
    """Return the sheets and texts of a workbook; how they are compressed depends on the machine's zlib."""
    with zipfile.ZipFile(path) as book:
        parts = [
            name for name in book.namelist() if "worksheets/" in name or name.endswith("sharedStrings.xml")
        ]
        return {name: book.read(name) for name in sorted(parts)}
