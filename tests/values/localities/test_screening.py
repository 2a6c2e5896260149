"""What is passed over unparsed is never ambiguous, and most of what is clear is passed over."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from generating import HELD_OUT, TUNED, generate
from hypothesis import given
from hypothesis import strategies as st

from govclean.values.localities.gazetteer import gazetteer
from govclean.values.localities.parsing import parse
from govclean.values.localities.screening import may_be_ambiguous

UPPER = sorted(name.text for name in gazetteer().names if any(life.level < 3 for life in name.full))
NAMES = sorted(name.text for name in gazetteer().names)
LOCAL = ["", "花园路12号", "路1号", "街道办事处", "大学路3号院2号楼", "12号", "　", "１号", "镇"]


def missed(addresses):
    """Return the addresses that are passed over and ambiguous all the same."""
    open_ = pc.is_in(parse(addresses)["status"], pa.array(["ambiguous"]))
    return addresses.filter(pc.and_not(open_, pa.array(may_be_ambiguous(addresses)))).to_pylist()


@pytest.mark.parametrize("ways", [TUNED, HELD_OUT], ids=["tuned", "held_out"])
def test_no_ambiguous_address_of_the_written_forms_is_passed_over(ways):
    assert missed(pa.array([one.text for one in generate(5_000, 3, ways)])) == []


def test_no_name_that_several_divisions_bear_is_passed_over():
    assert missed(pa.array([name + local for name in NAMES for local in ("", "花园路12号")])) == []


@given(st.lists(st.tuples(*map(st.sampled_from, (["", *UPPER], NAMES, LOCAL))).map("".join), min_size=1))
def test_no_division_under_another_is_passed_over(addresses):
    assert missed(pa.array(addresses)) == []


def test_addresses_that_name_their_county_in_full_are_passed_over():
    rows = may_be_ambiguous(
        pa.array(["河南省郑州市金水区1号", "花园路12号", None, "", "二七区1号", "郑州市"])
    )
    assert rows.tolist() == [False] * 6


def test_an_empty_column_has_no_rows():
    assert may_be_ambiguous(pa.array([], pa.string())).tolist() == []
