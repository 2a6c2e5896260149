"""What holds for every number of a scheme, not only for those in the cases."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.values.identifiers import IDENTIFIERS, org_code, registration_no, resident_id, uscc
from govclean.values.identifiers.certificates import Certificate, matches_kind
from govclean.values.identifiers.checksums import LETTERS_AND_DIGITS, MOD_31_ALPHABET
from govclean.values.identifiers.invalid import InvalidIdentifier
from govclean.values.identifiers.resident_id import ResidentId
from govclean.values.parameters import ParameterError
from govclean.values.semantic import Reason

few = settings(max_examples=40, deadline=None)  # laws are many, and machines differ
_TODAY = date(2026, 1, 1)
_AREAS = st.sampled_from(["410102", "110105", "650102", "810000", "410322", "412701", "941840"])
_DAYS = st.dates(date(1900, 1, 1), _TODAY).map("{:%Y%m%d}".format)
_SEQUENCES = st.integers(0, 999).map("{:03d}".format)
_FIRST17 = st.tuples(_AREAS, _DAYS, _SEQUENCES).map("".join)
RESIDENTS = _FIRST17.map(lambda first: first + resident_id.check_digit(first))
ORGANISATIONS = st.text(MOD_31_ALPHABET, min_size=8, max_size=8).map(lambda no: no + org_code.check_digit(no))
CREDIT_CODES = (
    st.tuples(st.sampled_from(["91410100", "12100000", "Y1110105", "N2650102"]), ORGANISATIONS)
    .map("".join)
    .map(lambda code: code + uscc.check_digit(code))
)
_DIGITS = st.text("0123456789", min_size=14, max_size=14)
REGISTRATIONS = _DIGITS.map(lambda no: no + registration_no.check_digit(no))
GOOD = {
    "cn.resident_id": RESIDENTS,
    "cn.uscc": CREDIT_CODES,
    "cn.org_code": ORGANISATIONS,
    "cn.registration_no": REGISTRATIONS,
    "cn.certificate": RESIDENTS,
}
_WITH_CHECK = [kind for kind in IDENTIFIERS if kind.name in GOOD]
_JUNK = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("张\ue000\U00020000😀\0\x7f\n\u200b\ufeff"),
        st.sampled_from("0123456789Xx０９ｘ.E+-'IOZSV"),
    ),
    max_size=24,
)
_KEYBOARD = st.sampled_from("0123456789XxIOZSVABM０１９ｘ '-.")


def judge(identifier, *values):
    return [Reason(verdict) for verdict in identifier.judge(pa.array(values, pa.string()))]


@st.composite
def slips(draw, numbers, alphabet):
    """A good number and the same with one character replaced or two neighbours swapped."""
    number = draw(numbers)
    place = draw(st.integers(0, len(number) - 2))
    if draw(st.booleans()):
        slipped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    else:
        slipped = number[:place] + draw(st.sampled_from(alphabet)) + number[place + 1 :]
    return number, slipped


@pytest.mark.parametrize(
    "identifier", [kind for kind in IDENTIFIERS if kind.name in GOOD], ids=lambda kind: kind.name
)
@few
@given(data=st.data())
def test_every_good_number_is_good(identifier, data):
    number = data.draw(GOOD[identifier.name])
    assert judge(identifier(), number) == [Reason.GOOD]


@few
@given(slips(RESIDENTS, "0123456789X"))
def test_one_slip_makes_a_resident_number_bad(pair):
    good, slipped = pair
    assert slipped == good or judge(ResidentId(), slipped) != [Reason.GOOD]


@few
@given(slips(CREDIT_CODES, MOD_31_ALPHABET))
def test_one_slip_makes_a_credit_code_bad(pair):
    good, slipped = pair
    assert slipped == good or judge(uscc.Uscc(), slipped) != [Reason.GOOD]


@few
@given(RESIDENTS.filter(lambda number: number[6:8] == "19" and number[14:17] < "996" and number[0] != "9"))
def test_fifteen_digits_become_the_eighteen_they_came_from(number):
    old = number[:6] + number[8:17]
    assert resident_id.upgrade(old) == number
    assert resident_id.upgrades(pa.array([old])).to_pylist() == [number]


@pytest.mark.parametrize("identifier", IDENTIFIERS, ids=lambda kind: kind.name)
@few
@given(data=st.data())
def test_a_suggestion_is_good_and_only_given_for_what_is_not(identifier, data):
    good = GOOD.get(identifier.name, st.text(LETTERS_AND_DIGITS, min_size=8, max_size=10))
    edited = st.tuples(good, st.integers(0, 17), _KEYBOARD).map(
        lambda t: t[0][: t[1]] + t[2] + t[0][t[1] + 1 :]
    )
    values = data.draw(st.lists(st.one_of(st.none(), _JUNK, good, edited, edited.map(str.lower)), max_size=8))
    column = pa.array(values, pa.string())
    verdicts, suggestions = identifier().judge(column), identifier().suggest(column)
    assert len(suggestions) == len(column)
    for value, verdict, suggestion in zip(values, verdicts, suggestions.to_pylist(), strict=True):
        assert value is not None or verdict == Reason.GOOD
        assert verdict == Reason.GOOD or Reason(verdict) in identifier.reasons
        assert suggestion is None or (
            verdict != Reason.GOOD and judge(identifier(), suggestion) == [Reason.GOOD]
        )


@pytest.mark.parametrize("identifier", IDENTIFIERS, ids=lambda kind: kind.name)
@few
@given(data=st.data())
def test_a_slice_is_judged_like_the_whole(identifier, data):
    values = data.draw(
        st.lists(st.one_of(st.none(), _JUNK, GOOD.get(identifier.name, RESIDENTS)), max_size=12)
    )
    start = data.draw(st.integers(0, len(values)))
    length = data.draw(st.integers(0, len(values) - start))
    column, kind = pa.array(values, pa.string()), identifier()
    part = column.slice(start, length)
    assert kind.judge(part).tolist() == kind.judge(column)[start : start + length].tolist()
    assert kind.suggest(part).to_pylist() == kind.suggest(column).to_pylist()[start : start + length]
    assert kind.mask(part).to_pylist() == kind.mask(column).to_pylist()[start : start + length]


@few
@given(st.lists(st.one_of(st.none(), RESIDENTS, _JUNK), max_size=8), st.booleans())
def test_the_parts_of_a_number_are_those_of_its_text(values, told):
    column = pa.array(values, pa.string())
    good = ResidentId().judge(column) == Reason.GOOD if told else None
    full = [v if v and len(v) == 18 and judge(ResidentId(), v) == [Reason.GOOD] else None for v in values]
    home = [None if v is None or v[0] == "9" else v for v in full]
    assert resident_id.birth_dates(column, good).to_pylist() == [v and v[6:14] for v in full]
    assert resident_id.sexes(column, good).to_pylist() == [v and resident_id.sex(v) for v in home]
    assert resident_id.areas(column, good).to_pylist() == [
        v and (None if v[0] == "8" else v[:6]) for v in home
    ]


@few
@given(st.lists(st.one_of(st.none(), CREDIT_CODES, _JUNK), max_size=8))
def test_the_organisation_code_inside_is_good(values):
    codes = uscc.organisation_codes(pa.array(values, pa.string()))
    assert set(org_code.OrgCode().judge(codes)) <= {Reason.GOOD}
    inside = [
        v and uscc.organisation_code(v) if v and judge(uscc.Uscc(), v) == [Reason.GOOD] else None
        for v in values
    ]
    assert codes.to_pylist() == inside


@pytest.mark.parametrize("identifier", [ResidentId, Certificate], ids=lambda kind: kind.name)
@few
@given(number=RESIDENTS, form=st.integers(0, 7))
def test_a_mask_never_holds_the_birth_date(identifier, number, form):
    born = number[6:14]
    written = [
        number, number.lower(), number[:6] + number[8:17], number[:-1], f"{number[:6]} {born} {number[14:]}",
        number + "0", "".join(chr(ord(letter) + 0xFEE0) for letter in number), "'" + number,
    ][form]  # fmt: skip
    shown = identifier().mask(pa.array([written])).to_pylist()[0]
    plain = "".join(chr(ord(letter) - 0xFEE0) if ord(letter) > 0xFF00 else letter for letter in shown)
    assert not any(part in plain[4:-4] for part in (born[2:], born[:4], born[4:]))
    assert plain.count("*") >= 8


@pytest.mark.parametrize("identifier", IDENTIFIERS, ids=lambda kind: kind.name)
def test_junk_never_raises(identifier):
    odd = ["", "张三", "龘" * 6, "\U00020000" * 5, "😀", "\ue000\uf8ff", "\0\x01\x7f", "\n", "X" * 18]
    column = pa.array([*odd, "9" * 1_000_000, None], pa.string())
    kind = identifier()
    assert len(kind.judge(column)) == len(kind.suggest(column)) == len(kind.mask(column)) == len(column)
    assert kind.judge(column)[-1] == Reason.GOOD
    for empty in (column.slice(0, 0), pa.array([None, None], pa.string()), pa.array([], pa.string())):
        assert set(kind.judge(empty)) <= {Reason.GOOD}
        assert kind.suggest(empty).null_count == len(empty)
        assert len(kind.mask(empty)) == len(empty)


def test_nobody_is_born_after_tomorrow():
    born = ["41010220260101000", "41010220260102000", "41010220260103000"]
    numbers = [first + resident_id.check_digit(first) for first in born]
    assert judge(ResidentId(today=_TODAY), *numbers) == [Reason.GOOD, Reason.GOOD, Reason.COMPONENT]


def test_parameters_are_checked_and_only_told_where_unusual():
    assert ResidentId().parameters() == {}
    assert ResidentId(area="any").parameters() == {"area": "any"}
    assert Certificate(area="any").parameters() == {"area": "any"}
    with pytest.raises(ParameterError, match="accept"):
        ResidentId(accept=["passport"])
    with pytest.raises(ParameterError, match="area"):
        ResidentId(area="some")
    with pytest.raises(ParameterError, match="today"):
        ResidentId(today="2026-01-01")


@pytest.mark.parametrize(
    ("derive", "number", "reason"),
    [
        (resident_id.upgrade, "41010285030512", Reason.LENGTH),
        (resident_id.upgrade, "41010285030512a", Reason.FORMAT),
        (resident_id.upgrade, "４１０１０２８５０３０５１２３", Reason.FORMAT),
        (resident_id.upgrade, "410102850230123", Reason.COMPONENT),
        (resident_id.upgrade, "410102850305998", Reason.COMPONENT),
        (resident_id.birth_date, "410102198503050002", Reason.CHECK_DIGIT),
        (uscc.check_digit, "91410100MA0Q2X3KI", Reason.FORMAT),
        (uscc.organisation_code, "91410100MA0Q2X3K4U", Reason.CHECK_DIGIT),
        (org_code.check_digit, "d2143569", Reason.FORMAT),
        (registration_no.check_digit, "4101001000012", Reason.LENGTH),
    ],
)
def test_what_cannot_be_derived_raises_without_telling_the_number(derive, number, reason):
    with pytest.raises(InvalidIdentifier) as raised:
        derive(number)
    assert raised.value.reason is reason
    assert number not in str(raised.value)


def test_a_number_is_held_to_the_form_of_its_kind():
    cases = [
        ("111", "410102198503050001", True),
        ("111", "410102198503050002", True),  # wrong, but a resident number all the same
        ("111", "11010519000101001x", True),
        ("111", "E12345678", False),
        ("111", "810000199001010000", False),
        ("414", "e12345678", True),
        ("414", "410102198503050001", False),
        ("516", "H12345678", True),
        ("511", "H12345678", False),
        ("114", "军字第1234567号", True),
        ("117", "T123456789", True),
        ("553", "94184019880808000X", True),
        ("131", "随便什么", True),
        ("999", "1", True),
        (None, "1", True),
        ("111", None, True),
    ]
    kinds, numbers, fitting = zip(*cases, strict=True)
    found = matches_kind(pa.array(kinds, pa.string()), pa.array(numbers, pa.string()))
    assert found.tolist() == list(fitting)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_long_column_is_judged_like_its_values_one_by_one(seed):
    rng = np.random.default_rng(seed)
    years, sequences, last = rng.integers(1900, 2020, 40), rng.integers(0, 999, 40), rng.integers(0, 11, 40)
    parts = zip(years, sequences, last, strict=True)
    some = np.array([f"410102{year}0305{no:03d}{'0123456789X'[place]}" for year, no, place in parts])
    column = pa.array(some[rng.integers(0, 40, 50_000)].tolist(), pa.string())
    one_by_one = {number: judge(ResidentId(), number)[0] for number in some.tolist()}
    assert ResidentId().judge(column).tolist() == [one_by_one[number] for number in column.to_pylist()]
