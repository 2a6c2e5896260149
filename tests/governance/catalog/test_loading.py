"""The directory from its sources: YAML, folders, standards; what cannot be used is told and hides nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalog_at_hand import catalog_of, clean_entry, domains

from govclean.errors import StandardError, UsageError
from govclean.governance.catalog import load_catalog
from govclean.governance.profiles import load_sharing

ONE = """code: 307001/000001
title: 参保信息
provider: 市人社局
share: {type: 按需共享, condition: 限行政机关, mode: 联机查询}
format: 数据库/Dm
open: 否
items:
  - title: 公民身份号码
    type: C
    length: 18
  - {title: 联系电话, type: C, length: 20, share: 不共享}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name, text):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, "utf-8")
    return name


def test_one_entry_a_file_or_a_list_of_them(folder):
    write("catalog/a.yaml", ONE)
    write("catalog/more/b.yaml", "entries:\n  - {title: 甲}\n  - {title: 乙}\n")
    write("catalog/govclean.yaml", "lang: zh\n")
    catalog, errors = load_catalog(["catalog"])
    assert errors == []
    assert [entry.title for entry in catalog.entries] == ["参保信息", "甲", "乙"]


def test_short_forms_mean_what_their_long_forms_mean(folder):
    (entry,) = load_catalog([write("a.yaml", ONE)])[0].entries
    assert (entry.written.format.kind, entry.written.format.type) == ("数据库", "Dm")
    assert (entry.format_class, entry.format_type) == ("3", "dm")
    assert entry.open is False
    assert (entry.share_type, entry.mode) == ("conditional", "query")
    assert [item.share_type for item in entry.items] == ["conditional", "not_shared"]


def test_an_item_is_never_freer_than_its_entry(folder):
    write("a.yaml", "title: 甲\nshare: 不予共享\nitems: [{title: 乙, share: 无条件共享}]\n")
    (entry,) = load_catalog(["a.yaml"])[0].entries
    assert entry.items[0].own_share_type == "unconditional"
    assert entry.items[0].share_type == "not_shared"


def test_a_place_is_file_and_line(folder):
    (entry,) = load_catalog([write("a.yaml", ONE)])[0].entries
    assert str(entry.at("share", "condition")) == "a.yaml:4"
    assert str(entry.at("items", 0, "length")) == "a.yaml:10"
    assert str(entry.at("abstract")) == "a.yaml:1"


def test_a_standard_is_an_entry_with_its_fields_as_items(folder):
    (entry,) = load_catalog(["population"])[0].entries
    assert (entry.standard, entry.title, entry.share_type) == ("population", "人口基础信息库", "conditional")
    number = entry.item("resident_id")
    assert (number.title, number.data_type, number.length) == ("公民身份号码", "C", 18)
    assert number.semantic_type == "cn.resident_id"
    assert entry.at("share").path.endswith("population.yaml")


def test_an_entry_takes_from_its_standard_what_it_does_not_say(folder):
    write("a.yaml", "standard: population\nprovider: 市公安局\nshare: {mode: 联机查询}\nunit: 人口支队\n")
    catalog, errors = load_catalog(["population", "a.yaml"])
    assert errors == []
    (entry,) = catalog.entries  # it stands for the standard's own
    assert (entry.provider, entry.unit, entry.mode) == ("市公安局", "人口支队", "query")
    assert (entry.share_type, entry.condition) == ("conditional", "履行职责需要")
    assert len(entry.items) > 20
    assert str(entry.at("provider")) == "a.yaml:2"
    assert entry.at("share", "condition").path.endswith("population.yaml")


def test_a_key_that_does_not_exist_is_told_with_its_line_and_hides_only_its_entry(folder):
    write("a.yaml", "entries:\n  - title: 甲\n    providr: 市民政局\n  - title: 乙\n")
    catalog, (error,) = load_catalog(["a.yaml"])
    assert isinstance(error, StandardError)
    assert error.say("en").startswith("a.yaml:3: ")
    assert "provider" in error.say("en")
    assert [entry.title for entry in catalog.entries] == ["乙"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("entries: 甲\n", "`entries` must be a list"),
        ("- 甲\n", "an entry must be keys with values"),
        ("entries: []\nnote: 1\nextra: 2\n", 'no key "extra"'),
        ("title: 甲\nstandard: nowhere\n", 'no standard "nowhere"'),
        ("title: [甲]\n", "title"),
    ],
)
def test_what_cannot_be_used_is_said(folder, text, told):
    _, errors = load_catalog([write("a.yaml", text)])
    assert told in " ".join(error.say("en") for error in errors)


def test_sources_that_are_no_directory_are_said_and_the_others_read(folder):
    Path("empty").mkdir()
    write("a.txt", "甲")
    write("b.yaml", ONE)
    catalog, errors = load_catalog(["empty", "a.txt", "b.yaml", "nothing_of_this_name"])
    assert len(catalog.entries) == 1
    assert [type(error) for error in errors] == [UsageError, UsageError, StandardError]


def test_questions_asked_of_a_directory():
    catalog = catalog_of(*map(clean_entry, range(30)))
    first = catalog.entries[0]
    assert catalog.entry(f" {first.code} ") is first
    assert catalog.entry("307001/999999") is None
    assert catalog.named(first.title + "。")[0] is first
    assert catalog.providers == tuple(sorted({entry.provider for entry in catalog.entries}))
    assert first.item("公民身份号码 ").name == "resident_id"
    assert first.item("没有这一项") is None
    twice = catalog_of(clean_entry(0), clean_entry(0))
    assert twice.entry(twice.entries[0].code) is None


def test_a_project_has_lists_of_its_own(folder):
    write("standards/catalog/level.csv", "code,label\n1,开发区级\n")
    catalog, _ = load_catalog([write("a.yaml", "title: 甲\nlevel: 开发区级\n")])
    assert catalog.domains.level.meant("开发区级") == "1"
    assert domains().level.meant("开发区级") == ""


def test_the_words_of_another_profile_count(folder):
    profile = "sharing: ours\nversion: 1\nextends: share_types\ntypes: {conditional: {aliases: [授权共享]}}\n"
    sharing = load_sharing(write("ours.yaml", profile))
    (entry,) = load_catalog([write("a.yaml", "title: 甲\nshare: 授权共享\n")], sharing)[0].entries
    assert entry.share_type == "conditional"
