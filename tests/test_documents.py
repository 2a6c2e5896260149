"""YAML read safely, checked against a model, and every mistake told with its line."""

import tracemalloc
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import pydantic
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.documents import (
    Entries,
    Flag,
    Items,
    Portion,
    Title,
    Words,
    Written,
    check,
    load_document,
    mistakes,
    nearest,
    parse_document,
    place_at,
    plain,
)
from govclean.errors import StandardError
from govclean.wording import Text


class Pupil(Written):
    noun: ClassVar[Text] = Text("学生", "pupil")
    named_by: ClassVar[str] = "name"

    name: str
    class_: Literal["red", "green"] = pydantic.Field("red", alias="class")
    age: Annotated[int, pydantic.Field(ge=6)] | None = None
    present: Flag = True
    nicknames: tuple[str, ...] = ()
    marks: Mapping[str, float] = {}


class School(Written):
    noun: ClassVar[Text] = Text("学校", "school")
    named_by: ClassVar[str] = "school"

    school: str
    title: Title = Text("", "")
    pupils: tuple[Pupil, ...] = ()
    head: Pupil | None = None
    absent: Portion = 0.0


def told(text: str, language="en") -> list[str]:
    return [one.say(language) for one in mistakes(parse_document(text, "s.yaml"), School)]


# --- what stands in a file stays what it is


@pytest.mark.parametrize(
    "scalar",
    ["01", "no", "yes", "on", "1:30", "1e5", "0x10", "2026.10", "1_000", "true", ".5", "NULL", "2026-01-31"],
)
def test_a_scalar_is_the_text_that_was_written(scalar):
    document = parse_document(f"{scalar}: {scalar}\n")
    assert plain(document.data) == {scalar: scalar}


@pytest.mark.parametrize("scalar", ["", "~", "null"])
def test_an_empty_value_is_no_text(scalar):
    assert plain(parse_document(f"a: {scalar}\n").data) == {"a": None}


def test_quoted_words_are_never_empty_values():
    assert plain(parse_document("a: 'null'\nb: ''\n").data) == {"a": "null", "b": ""}


@settings(deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1),
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])),
    )
)
def test_any_mapping_of_text_comes_back_as_it_was(mapping):
    mapping.pop("<<", None)
    written = yaml.safe_dump(mapping, allow_unicode=True)
    assert plain(parse_document(written).data) == mapping


def test_every_key_and_value_knows_its_line_and_column():
    data = parse_document("a:\n  - b: 1\n    c:\n      deep\n", "x.yaml").data
    assert place_at(data, ["a", 0, "c"]) == ("x.yaml", 4, 7)
    assert place_at(data, ["a", 0, "c"], of_key=True) == ("x.yaml", 3, 5)
    assert place_at(data, ["a", 0]) == ("x.yaml", 2, 5)
    assert isinstance(data, Entries)
    assert isinstance(data["a"], Items)
    assert isinstance(data["a"][0]["b"], Words)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "a.yaml").write_bytes("﻿a: 汉\n".encode())
    assert plain(load_document(tmp_path / "a.yaml").data) == {"a": "汉"}


def test_an_alias_stands_for_what_it_names():
    assert plain(parse_document("a: &x [1, 2]\nb: *x\n").data) == {"a": ["1", "2"], "b": ["1", "2"]}


# --- what is refused


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tags"),
        ("a: !!str 01\n", 1, "tags"),
        ("!thing a: 1\n", 1, "tags"),
        ("a: 1\nb: 2\na: 3\n", 3, 'key "a" stands twice (first on line 1)'),
        ("a: {b: 1, b: 2}\n", 1, 'key "b" stands twice'),
        ("a: &x [*x]\n", 1, "refers to what it stands in"),
        ("a: *x\n", 1, "no anchor"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("? [a]\n: 1\n", 1, "a key must be a text"),
        ("a: 1\n?\n: 2\n", 2, "a key must be a text"),
        ("d: &d {a: 1}\ne:\n  <<: *d\n", 3, "merge keys"),
        ("a: b: c\n", 1, "colon"),
        ("a:\n\t- x\n", 2, "tabs"),
        ("a: 1\nb: [1, 2\nc: 3\n", 2, "never closed"),
        ("a: 1\nb: 'x\nc: 3\n", 2, "a quote is never closed"),
        ("a: {b: c\n\nd: 1\n", 1, "never closed"),
        ("a: 1\nb\n", 2, "no colon"),
        ('a: "\\d"\n', 1, "single quotes"),
        ("- a\nb: c\n", 2, "not valid YAML"),
        ("a: 1\nb: \x01\n", 2, "control character"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_line(text, line, words):
    with pytest.raises(StandardError) as caught:
        parse_document(text, "s.yaml")
    assert caught.value.say("en").startswith(f"s.yaml:{line}: ")
    assert words in caught.value.say("en")
    assert caught.value.say("zh") != caught.value.say("en")


def test_a_file_in_another_encoding_says_how_to_save_it(tmp_path):
    (tmp_path / "a.yaml").write_bytes("a: 1\nb: 标准\n".encode("gb18030"))
    with pytest.raises(StandardError, match=r"a.yaml:2: this is not UTF-8 text.\n.*save it as UTF-8"):
        load_document(tmp_path / "a.yaml")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StandardError, match="cannot be read"):
        load_document(tmp_path / "a.yaml")


def bomb(levels: int, width: int) -> str:
    lines = ["a0: &a0 [" + ", ".join(["lol"] * width) + "]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * width) + "]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        bomb(levels=40, width=10),
        bomb(levels=25, width=2),
        "[" * 500_000,
        "{a: " * 500_000,
        "- " * 500_000,
        "a: &x 1\nb: [" + "*x, " * 1000 + "]",
        "[" + "a, " * 1_000_000 + "]",
        "a: " + "x" * 6_000_000,
        "? " * 300_000,
    ],
    ids=["wide", "doubling", "brackets", "braces", "dashes", "many aliases", "values", "size", "keys"],
)  # fmt: skip
def test_a_bomb_is_refused_in_little_memory(text):
    tracemalloc.start()
    with pytest.raises(StandardError):
        parse_document(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000


# --- mistakes against a model


def test_a_mistyped_key_is_told_with_line_owner_and_the_near_one():
    text = "school: s\npupils:\n  - name: Li\n    clas: red\n"
    assert told(text) == ['s.yaml:4: pupil "Li" has no key "clas". Did you mean "class"?']
    assert told(text, "zh") == ["s.yaml:4: 学生“Li”没有“clas”这个键。是否想写“class”？"]


def test_all_mistakes_are_told_at_once_in_the_order_of_lines():
    text = """\
title: {zh: 校, de: Schule}
pupils:
  - {name: A, class: gren}
  - age: 5
    present: yes
    nicknames: [x, [y]]
    marks: {history: good}
  - B
head:
  name:
absent: 150%
"""
    assert told(text) == [
        's.yaml:1: school lacks the key "school".',
        's.yaml:1: school: "title.de" is no language; there are zh and en.',
        's.yaml:3: pupil "A": "class" cannot be "gren"; it is one of red, green. Did you mean "green"?',
        's.yaml:4: pupil lacks the key "name".',
        's.yaml:4: pupil: "age" must be at least 6.',
        's.yaml:5: pupil: "present" must be true or false.',
        's.yaml:6: pupil: "nicknames" item 2 must be text, not a list.',
        's.yaml:7: pupil: "marks.history" must be a number, not "good".',
        's.yaml:8: school: "pupils" item 3 must be keys with values (`key: value`), not "B".',
        's.yaml:10: pupil: "name" is empty; expected is text.',
        's.yaml:11: school: "absent" must lie between 0 and 1 (or be a percentage such as 1%).',
    ]
    assert len(told(text, "zh")) == 11
    with pytest.raises(StandardError) as caught:
        check(parse_document(text, "s.yaml"), School)
    assert caught.value.say("en").split("\n") == told(text)


def test_hundreds_of_mistakes_are_counted_not_listed():
    text = "school: s\npupils:\n" + "  - {nam: x}\n" * 100
    with pytest.raises(StandardError) as caught:
        check(parse_document(text), School)
    assert caught.value.say("en").count("\n") == 50
    assert "and 150 more" in caught.value.say("en")


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "word\n"])
def test_a_file_that_is_no_mapping_is_a_mistake(text):
    assert len(told(text)) == 1


def test_what_fits_becomes_the_object():
    text = (
        "school: 01\ntitle: 一中\npupils: [{name: no, age: 7, present: false, class: green}]\nabsent: 2.5%\n"
    )
    school = check(parse_document(text), School)
    assert school.school == "01"
    assert school.title == Text("一中", "一中")
    assert school.pupils[0].name == "no"
    assert (school.pupils[0].age, school.pupils[0].present) == (7, False)
    assert school.absent == 0.025


def test_a_title_in_one_language_serves_both():
    assert check(parse_document("school: s\ntitle: {en: First}\n"), School).title == Text("First", "First")


@pytest.mark.parametrize(
    ("word", "best"),
    [("requird", "required"), ("Required", "required"), ("uniq", "unique"), ("colour", None), ("", None)],
)  # fmt: skip
def test_only_a_near_word_is_proposed(word, best):
    assert nearest(word, ["name", "required", "unique"]) == best
