"""The lists of words a directory is read by: sound tables, each with its source, each word of one meaning."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from catalog_at_hand import domains

from govclean.governance.catalog.codes import ResourceCode, same_code
from govclean.governance.catalog.domains import Domains, folded
from govclean.values.tables import CodeTable

FOLDER = Path(__file__).resolve().parents[3] / "standards" / "catalog"
NAMES = sorted(path.stem for path in FOLDER.glob("*.csv"))
INDEX = yaml.safe_load((FOLDER / "index.yaml").read_text("utf-8"))


def test_every_list_says_what_it_is_and_where_it_comes_from():
    assert sorted(INDEX) == NAMES
    for told in INDEX.values():
        assert told["standard"]
        assert told["source"]
        assert told["title"]["zh"]
        assert told["title"]["en"]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_list_means_one_thing(name):
    table = CodeTable.from_csv(FOLDER / f"{name}.csv")
    meant: dict[str, set[str]] = {}
    for row in table.rows.to_pylist():
        for word in {folded(one) for one in (row["code"], row["label"], *row["aliases"].split(";"))} - {""}:
            meant.setdefault(word, set()).add(row["code"])
    assert {word: codes for word, codes in meant.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("name", ["resource_class"])
def test_every_parent_stands_in_its_list(name):
    table = CodeTable.from_csv(FOLDER / f"{name}.csv")
    assert {row["parent"] for row in table.rows.to_pylist()} - {""} <= table.codes


def test_every_type_of_format_belongs_to_a_class():
    lists = domains()
    parents = {lists.format_type.parent(code) for code in lists.format_type.codes if code != "other"}
    assert parents <= set(lists.format_class.codes)


@pytest.mark.parametrize(
    ("words", "meant"),
    [("普遍共享", "unconditional"), ("按需共享", "conditional"), ("不共享", "not_shared"), ("１", "unconditional"),
     ("02", "conditional"), ("有条件", "conditional"), ("秘密", None)],
)  # fmt: skip
def test_share_types_in_all_the_words_that_are_in_use(words, meant):
    assert domains().share_type(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("实时", "realtime"),
        ("每天", "daily"),
        ("6", "half_yearly"),
        ("9", "never"),
        ("其他", "irregular"),
        ("及时", None),
    ],
)
def test_update_cycles_in_words_and_figures(words, meant):
    assert domains().update_cycle(words) == meant


def test_width_case_and_blanks_of_a_word_do_not_count():
    assert domains().format_type.meant(" ＫｉｎｇｂａｓｅＥＳ ") == "kingbasees"


def test_lists_are_loaded_with_the_default_profile():
    assert Domains.load().sharing.name == domains().sharing.name


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("307021444444003176/000009", ("3", "07", "021", "444444003176", "000009")),
        ("101001/1", ("1", "01", "001", "", "1")),
        ("1/01/001", ("1", "01", "001", "", "")),
        ("1/01/001/A9/0007", ("1", "01", "001", "A9", "0007")),
        ("3/07/001/gs", ("3", "07", "001", "gs", "")),
    ],
)
def test_a_code_is_taken_apart(code, parts):
    found = ResourceCode.read(code)
    assert (found.cls, found.group, found.order, found.detail, found.sequence) == parts


@pytest.mark.parametrize("code", ["", "30701/1", "人社001", "307001/", "307001/甲", "30700/1/000001/"])
def test_what_is_no_code_is_none(code):
    found = ResourceCode.read(code)
    assert found is None or not found.complete


def test_codes_are_compared_without_blanks_and_width():
    assert same_code(" ３０７００１ /000001 ") == "307001/000001"
