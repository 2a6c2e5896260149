"""The parts by which addresses are compared."""

from __future__ import annotations

import pyarrow as pa
import pytest

from govclean.linkage.features.address_elements import ELEMENTS, address_elements

READ = {
    "郑州市金水区花园路甲12号": {"area": "410105", "county": "金水区", "road": "花园路", "number": "甲12"},
    "郑州市金水区花园路12-3号": {
        "area": "410105", "county": "金水区", "road": "花园路", "number": "12", "annex": "3",
    },
    "金水区碧溪苑小区三期A座1501": {
        "area": "410105", "county": "金水区", "estate": "碧溪苑", "phase": "3期", "building": "A", "room": "1501",
    },
    "商水县张庄镇李庄行政村小李庄自然村15号": {
        "area": "411623", "county": "商水县", "town": "张庄镇", "village": "李庄", "group": "小李庄自然村", "number": "15",
    },
    "洛洋市老城区锦禾路145号": {"road": "锦禾路", "number": "145"},
    "郑州市金水区听泉西鹭221号": {"area": "410105", "county": "金水区", "road": "听泉西鹭", "number": "221"},
    "朝阳区建国路1号": {"county": "朝阳区", "road": "建国路", "number": "1"},
    "郑州市金水区农科路口东南角": {"area": "410105", "county": "金水区", "text": "农科路口东南角"},
    "郑州市金水区": {"area": "410105", "county": "金水区"},
}  # fmt: skip


@pytest.mark.parametrize(("address", "elements"), READ.items())
def test_an_address_is_taken_apart_for_comparing(address, elements):
    assert address_elements(pa.array([address])).to_pylist() == [dict.fromkeys(ELEMENTS) | elements]


def test_columns_without_rows_and_empty_cells_have_no_elements():
    assert address_elements(pa.array([], pa.string())).num_rows == 0
    assert (
        address_elements(pa.array([None, "", " "], pa.string())).to_pylist() == [dict.fromkeys(ELEMENTS)] * 3
    )
