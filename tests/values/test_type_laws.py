"""What holds for every semantic type and any text."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_type_cases import build

from govclean.values.catalogue import TYPES, parameters_of
from govclean.values.dates import Date
from govclean.values.identifiers import IDENTIFIERS
from govclean.values.layouts import to_days
from govclean.values.masking import hide_personal, mask_address, mask_name, mask_number, mask_phone
from govclean.values.names import PersonName
from govclean.values.phones import Mobile
from govclean.values.placeholders import PLACEHOLDERS, is_placeholder
from govclean.values.semantic import Reason

few = settings(max_examples=25, deadline=None)  # machines differ
_KINDS = [
    build(kind.name, {"codes": "gbt3304"} if kind.name == "code" else {})
    for kind in TYPES
    if kind not in IDENTIFIERS
]
_SIGNS = (
    "0123456789Xx.-/:+E,() '°?□年月日一二十张三李男汉族市区县路号万元·•　１２（）\ue000\n\u200b\U0002cb2d"
)
_DATED = st.dates(date(1800, 1, 1), date(2199, 12, 31))
_WORDS = st.one_of(
    st.text(st.sampled_from(_SIGNS), max_size=20),
    st.text(max_size=12),
    _DATED.map(lambda day: f"{day.year}/{day.month}/{day.day}"),
    st.from_regex(r"\+?86 ?1[3-9][0-9]{9}|0[1-9][0-9]{2}[- ]?[0-9]{7,8}|[0-9]{1,18}", fullmatch=True),
)
_COLUMNS = st.lists(st.none() | _WORDS, max_size=12).map(lambda values: pa.array(values, pa.string()))
every_kind = pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.name)


@every_kind
@given(column=_COLUMNS)
@few
def test_any_text_is_judged_and_an_empty_cell_is_good(kind, column):
    verdicts = kind.judge(column)
    assert verdicts.dtype == np.uint8
    assert len(verdicts) == len(column)
    assert not verdicts[column.is_null().to_numpy(zero_copy_only=False)].any()
    assert set(verdicts.tolist()) <= {Reason.GOOD, *kind.reasons}


@every_kind
@given(column=_COLUMNS, bounds=st.tuples(st.integers(0, 12), st.integers(0, 12)))
@few
def test_a_slice_is_judged_like_the_whole(kind, column, bounds):
    start, length = bounds
    part = column.slice(start, length)
    assert kind.judge(part).tolist() == kind.judge(column)[start : start + length].tolist()
    assert kind.mask(part).to_pylist() == kind.mask(column).to_pylist()[start : start + length]


@every_kind
@given(column=_COLUMNS)
@few
def test_a_suggestion_is_good_and_only_for_wrong_values(kind, column):
    suggested = kind.suggest(column)
    assert len(suggested) == len(column)
    assert not kind.judge(suggested).any()
    good = kind.judge(column) == Reason.GOOD
    assert suggested.filter(pa.array(good)).null_count == good.sum()


@every_kind
@given(column=_COLUMNS)
@few
def test_a_mask_keeps_rows_and_empty_cells(kind, column):
    masked = kind.mask(column)
    assert masked.type == pa.string()
    assert masked.is_null().to_pylist() == column.is_null().to_pylist()


@every_kind
def test_a_column_of_nothing_is_good(kind):
    for column in (pa.array([], pa.string()), pa.nulls(3, pa.string())):
        assert not kind.judge(column).any()
        assert kind.suggest(column).null_count == len(column)
        assert kind.mask(column).null_count == len(column)


@given(name=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6))
@few
def test_no_mask_shows_a_name_whole(name):
    column = pa.array([name])
    for mask in (mask_name, mask_phone, mask_address, PersonName().mask):
        assert name not in mask(column)[0].as_py()


@given(
    number=st.from_regex(r"[1-6][0-9]{16}[0-9X]|1[3-9][0-9]{9}|[1-6][0-9]{14}", fullmatch=True), around=_WORDS
)
@few
def test_no_personal_number_survives_in_a_harmless_column(number, around):
    before = around.rstrip("0123456789０１２３４５６７８９+")
    shown = hide_personal(pa.array([number, f"{before} {number}", f"{number}，{number}", f"电话{number}。"]))
    assert not [value for value in shown.to_pylist() if number in value]
    assert number not in mask_number(pa.array([number]), 4, 4)[0].as_py()


@every_kind
def test_no_type_shows_a_person_in_the_wrong_column(kind):
    strangers = ["张三", "李 四", "11010519491231002X", "110105491231002", "13800000001", "4.10102E+17"]
    shown = kind.mask(pa.array(strangers)).to_pylist()
    assert not set(shown) & set(strangers)


@given(day=_DATED)
@few
def test_every_day_of_the_calendar_is_good_and_counted(day):
    solid, signed = pa.array([f"{day:%Y%m%d}"]), pa.array([day.isoformat()])
    assert Date("YYYYMMDD", defaults=()).judge(solid).tolist() == [Reason.GOOD]
    days, valid = to_days(signed, "YYYY-MM-DD")
    assert valid.all()
    assert date(1970, 1, 1) + timedelta(days=int(days[0])) == day


@given(number=st.from_regex("1[3-9][0-9]{9}", fullmatch=True))
@few
def test_every_number_from_13_to_19_is_a_mobile_number(number):
    assert not Mobile().judge(pa.array([number])).any()


@given(
    word=st.sampled_from(sorted(PLACEHOLDERS)), blanks=st.text(" \t　\u00a0", max_size=4), shout=st.booleans()
)
@few
def test_a_placeholder_is_seen_in_any_case_and_between_blanks(word, blanks, shout):
    cell = f"{blanks}{word.upper() if shout else word}{blanks}"
    column = pa.array(["张三", cell, None, blanks or " ", "0"])
    assert is_placeholder(column).tolist() == [False, True, False, True, False]
    assert is_placeholder(column.slice(1, 2)).tolist() == [True, False]


def test_the_day_of_the_judgement_is_a_parameter():
    assert "today" in parameters_of("date") & parameters_of("cn.division") & parameters_of("code")
