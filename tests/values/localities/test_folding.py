"""Folding brings characters to one form and takes none away that can be seen."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.values.localities.folding import fold, fold_text

few = settings(max_examples=100, deadline=None)  # machines differ


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("１２号Ａ座ｂ层", "12号A座B层"),
        ("花園路號樓單元", "花园路号楼单元"),
        ("乾县于家堡", "乾县于家堡"),
        ("12—3、4；5", "12-3 4 5"),
        ("〔临时〕【原】", "(临时)(原)"),
        ("12 号 3 # 楼", "12号 3#楼"),
        ("a\tb\r\nc\x00d", "A B  C D"),
        ("金\u200b水\ufeff区", "金水区"),
        ("𠮷林路", "𠮷林路"),
    ],
)
def test_a_writing_is_brought_to_its_form(written, folded):
    assert fold_text(written) == folded


@few
@given(st.lists(st.none() | st.text(max_size=12), max_size=12))
def test_values_stay_in_their_rows(texts):
    folded = fold(pa.array(texts, pa.string()))
    cells = folded.cut(folded.starts[:-1], folded.starts[1:]).to_pylist()
    assert cells == [fold_text(text) or None if text else None for text in texts]


@few
@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text):
    assert fold_text(fold_text(text)) == fold_text(text)
