"""What holds for every rule, every type and any text."""

from __future__ import annotations

import functools
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import CASES, batch_of, plan_of, records_of, standard_of

from govclean.cleansing.applying import cleanse_batch
from govclean.cleansing.catalogue import OF_TYPE, rule_named
from govclean.cleansing.changes import replay, undo
from govclean.cleansing.planning import FREE_TEXT
from govclean.values.placeholders import is_placeholder
from govclean.values.semantic import Reason

few = settings(max_examples=300, deadline=None)  # machines differ

PARAMETERS = {
    "code": {"codelist": "gbt3304"},
    "date": {"format": "YYYYMMDD"},
    "cn.division": {"on": "current", "digits": "any"},
    "amount": {"unit": "万元"},
}
TYPES = sorted(OF_TYPE)
_SIGNS = (
    "0123456789XxХ×ＡＢ１２.-/:+E,()（）【】[] '\"=`‘’°?□年月日一二十张三李男汉族市区县路号万元·•．　\u00a0\t\n"
    "\u200b\ufeff\x00\ue000⽅⻢\uf9e1\U0002cb2dÕÅé不详无#N/A"
)
_GIVEN = [value for _, case in CASES for record in records_of(case) for value in record.values() if value]
_TEXTS = st.one_of(
    st.text(st.sampled_from(_SIGNS), max_size=12),
    st.sampled_from(_GIVEN),
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["", " ", "'", '="', "\u200b"]),
            st.sampled_from(_GIVEN),
            st.sampled_from(["", " ", '"', "\n"]),
        ),
    ),
    st.text(max_size=12),
)
_COLUMNS = st.lists(st.none() | _TEXTS, min_size=1, max_size=12)
every_type = pytest.mark.parametrize("kind", TYPES)


@functools.cache
def field_standard(kind):
    with TemporaryDirectory() as folder:
        return standard_of({"field": {"type": kind, **PARAMETERS.get(kind, {})}}, {}, Path(folder))


def cleanse(standard, batch):
    """Return the plan, the batch after it and the changes, the sample being the batch itself."""
    planned = plan_of(standard, batch)
    done = cleanse_batch(planned, batch)
    return planned, done.records, done.changes


def column_of(kind, values):
    standard = field_standard(kind)
    return standard, batch_of(standard, [{"field": value} for value in values])


@every_type
@given(values=_COLUMNS)
@few
def test_the_laws_of_cleansing(kind, values):
    """Twice equals once; the changes replay and can be undone; good values stay; every change is its rule's to make."""
    standard, batch = column_of(kind, values)
    planned, clean, changes = cleanse(standard, batch)
    again = cleanse_batch(planned, clean)
    assert again.records.column("field").to_pylist() == clean.column("field").to_pylist()
    assert not again.changes.num_rows
    before, after = (pa.Table.from_batches([one]) for one in (batch, clean))
    assert replay(before, changes)["field"].to_pylist() == after["field"].to_pylist()
    assert undo(after, changes)["field"].to_pylist() == before["field"].to_pylist()
    good_values_stay(planned.fields[0].setting.semantic, batch.column("field"), clean.column("field"))
    for change in changes.to_pylist():
        a_rule_made(change, planned.fields[0].setting.semantic)


def good_values_stay(semantic, before, after):
    good = semantic.judge(before) == Reason.GOOD
    if semantic.placeholders:
        good &= ~is_placeholder(before)
    if semantic.name not in FREE_TEXT:
        assert before.filter(pa.array(good)).to_pylist() == after.filter(pa.array(good)).to_pylist()


def a_rule_made(change, semantic):
    rule = rule_named(change["rule"])
    assert change["before"] is not None
    assert change["after"] not in (change["before"], "")
    assert (change["after"] is None) == (rule.action == "treat_as_missing")
    if rule.action == "repair_if_unambiguous":
        assert semantic.judge(pa.array([change["after"]]))[0] in (Reason.GOOD, Reason.RETIRED)


@every_type
@given(values=_COLUMNS, order=st.randoms(use_true_random=False))
@few
def test_the_order_of_records_does_not_matter(kind, values, order):
    standard, batch = column_of(kind, values)
    planned, clean, _ = cleanse(standard, batch)
    places = list(range(len(values)))
    order.shuffle(places)
    shuffled = cleanse_batch(planned, batch.take(pa.array(places))).records
    assert shuffled.column("field").to_pylist() == clean.column("field").take(pa.array(places)).to_pylist()


@every_type
@given(text=st.text(max_size=30) | _TEXTS)
@few
def test_no_rule_raises_on_any_text_and_none_is_given_twice(kind, text):
    standard, batch = column_of(kind, [text, None, text])
    planned = plan_of(standard, batch)
    for rule, setting in zip(planned.fields[0].rules, planned.fields[0].settings, strict=True):
        answers = rule.repair(pa.array([text, "x"], pa.string()), setting)
        assert len(answers) == 2
        assert len(rule.repair(pa.array([], pa.string()), setting)) == 0


@pytest.mark.parametrize(("book", "case"), [pytest.param(*one, id=one[1]["name"]) for one in CASES])
def test_the_laws_hold_for_every_case(book, case, tmp_path):
    standard = standard_of(book, case, tmp_path)
    batch = batch_of(standard, records_of(case))
    planned = plan_of(standard, batch, case)
    done = cleanse_batch(planned, batch)
    assert not cleanse_batch(planned, done.records).changes.num_rows
    original, clean = (
        pa.Table.from_batches([one]).select([*planned.columns, "_row"]) for one in (batch, done.records)
    )
    assert replay(original, done.changes).equals(clean)
    assert undo(clean, done.changes).equals(original)


@given(number=st.integers(0, 10**17 - 1), noise=st.sampled_from(["", " ", "'", "　", "-"]))
@few
def test_a_number_is_never_another_after_cleansing(number, noise):
    """Only digits that were there are there afterwards, in their order, for every number of seventeen digits and X."""
    value = f"{number:017d}"
    standard, batch = column_of("cn.resident_id", [f"{noise}{value[:6]}{noise}{value[6:]}x"])
    (after,) = cleanse(standard, batch)[1].column("field").to_pylist()
    assert "".join(filter(str.isdigit, after)) == value


def test_a_batch_without_dirt_is_returned_as_it_is():
    standard, batch = column_of("cn.address", ["中原路1号院", None, "花园路2号院"])
    _, clean, changes = cleanse(standard, batch)
    assert clean.equals(batch)
    assert not changes.num_rows
    assert np.all(pc.is_valid(clean.column("_row")).to_numpy(zero_copy_only=False))
