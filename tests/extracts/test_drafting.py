"""A drafted standard: correct at once, true to the file, and silent about people."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_profiling import NUMBERS, STANDARDS

from govclean.documents import parse_document
from govclean.extracts.drafting import draft
from govclean.extracts.mapping import map_header
from govclean.extracts.profiling import profile
from govclean.extracts.reading import open_extract
from govclean.extracts.yaml_text import scalar
from govclean.standards.linting import check_standard
from govclean.standards.loading import load_standard

PEOPLE = [
    "XM,身份证号,性别,出生日期,户籍地址,类别,备注,录入编号",
    *(
        f"王小明,{number},1,1985-03-{n % 28 + 1:02d},郑州市金水区云锦路1号,{n % 2}类,说明{n % 9}字,ZG{n:04d}"
        for n, number in enumerate(NUMBERS)
    ),
]


@pytest.fixture
def drafted(tmp_path):
    """Return what drafts, checks and loads a standard for a CSV of these lines."""

    def make(lines, name="名单_202611.csv", **options):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        extract = open_extract(path)
        text = draft(profile(extract, STANDARDS), **options)
        written = tmp_path / "draft.yaml"
        written.write_text(text, encoding="utf-8")
        assert [str(mistake) for mistake in check_standard(written)] == []
        return text, load_standard(written), extract

    return make


def test_a_draft_passes_the_check_and_knows_every_column_of_its_file(drafted):
    _, standard, extract = drafted(PEOPLE)
    found = map_header(extract.header, extract.sample(100), standard)
    assert found.unmapped == ()
    assert found.missing == ()


def test_a_known_header_brings_the_field_of_the_standard(drafted):
    text, standard, _ = drafted(PEOPLE)
    field = standard.field("resident_id")
    assert (field.type, field.unique, field.required) == ("cn.resident_id", True, True)
    assert "XM" in standard.field("name").aliases
    assert standard.record_id == "resident_id"
    assert "consistency.matches_resident_id: {field: birth_date, id: resident_id, part: birth_date}" in text


def test_dates_keep_the_form_they_have_in_the_file(drafted):
    _, standard, _ = drafted(PEOPLE)
    assert standard.field("birth_date").parameters["format"] == "YYYY-MM-DD"


def test_few_values_become_a_code_list_and_the_rest_text_or_keys(drafted):
    _, standard, _ = drafted(PEOPLE)
    assert standard.field("lei_bie").codes.codes == {"0类", "1类"}
    assert standard.field("bei_zhu").type == "code"
    assert (standard.field("lu_ru_bian_hao").type, standard.field("lu_ru_bian_hao").unique) == ("key", True)


def test_an_unknown_column_is_text_of_the_length_seen(drafted):
    rows = [f"{n},说明第{n}条文字" for n in range(30)]
    _, standard, _ = drafted(["标识,列甲", *rows])
    field = standard.field("lie_jia")
    assert (field.type, dict(field.parameters)) == ("text", {"max_length": 8})


def test_every_field_says_why(drafted):
    for language, word in (("zh", "抽样"), ("en", "looked at")):
        text, standard, _ = drafted(PEOPLE, language=language)
        assert text.count("\n  # ") == len(standard.fields)
        assert word in text
    assert "TODO" not in text


def test_a_draft_says_nothing_about_people(drafted):
    text, _, _ = drafted(PEOPLE)
    assert not any(secret in text for secret in ("王小明", *NUMBERS, "云锦路"))


def test_a_field_that_two_columns_bear_is_drafted_twice(drafted):
    _, standard, _ = drafted(["姓名,手机号,联系方式", *(["王小明,13800000001,13900000002"] * 4)])
    assert [field.name for field in standard.fields] == ["name", "phone", "phone_2"]
    assert standard.field("phone_2").type == "cn.phone"


def test_the_standard_is_named_as_asked(drafted):
    _, standard, _ = drafted(PEOPLE, name="名单.csv")
    assert standard.name == "ming_dan"


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='",;|'), max_size=12),
        max_size=5,
    )
)
def test_whatever_the_header_says_the_draft_is_a_standard(tmp_path_factory, titles):
    folder = tmp_path_factory.mktemp("drop")
    path = folder / "x.csv"
    rows = [",".join(["值"] * (len(titles) + 1)) for _ in range(3)]
    path.write_text(
        "\n".join([",".join(["标识", *(f"c{title}" for title in titles)]), *rows]) + "\n", encoding="utf-8"
    )
    written = folder / "draft.yaml"
    written.write_text(draft(profile(open_extract(path), STANDARDS)), encoding="utf-8")
    assert [m for m in check_standard(written) if m.severity == "error"] == []


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_a_scalar_is_read_back_as_the_text_it_is(text):
    read = parse_document(f"value: {scalar(text)}\n").data["value"]
    assert str(read) == "".join(sign if sign.isprintable() else " " for sign in text)
