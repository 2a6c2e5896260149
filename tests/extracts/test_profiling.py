"""The first look at a file: what is counted, what is shown, and what never is."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govclean.errors import MappingError
from govclean.extracts import counting
from govclean.extracts.counting import Counts, count
from govclean.extracts.profiling import profile
from govclean.extracts.reading import open_extract
from govclean.standards.loading import load_standard

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
STANDARDS = [load_standard(name) for name in ("population", "legal_entity", "geographic")]


def number(day, order):
    """Return an invented resident number."""
    first = f"410105198503{day:02d}{order:03d}"
    return first + "10X98765432"[sum(int(c) * w for c, w in zip(first, WEIGHTS, strict=True)) % 11]


NUMBERS = [number(day, order) for day in range(1, 29) for order in (123, 124)]


def profiled(tmp_path, lines, name="drop.csv"):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return profile(open_extract(path), STANDARDS)


def column(found, name):
    return next(one for one in found.columns if one.column == name)


def test_empty_cells_stand_ins_and_lengths_are_counted(tmp_path):
    found = column(profiled(tmp_path, ["a,备注", "1,无", "2,好", "3,", "4,很好", "5,NULL"]), "备注")
    assert (found.rows, found.empty, found.stand_ins, found.distinct) == (5, 1, 2, 4)
    assert (found.shortest, found.longest) == (1, 4)


def test_records_set_aside_are_told(tmp_path):
    found = profiled(tmp_path, ["a,b", "1,2", "1,2,3", "3,4"])
    assert (found.rows, found.set_aside) == (3, 1)


def test_shapes_tell_how_values_are_written(tmp_path):
    found = column(profiled(tmp_path, ["车,x", "豫A-1234挂,1", "豫B-5678挂,2", "12,3"]), "车")
    assert found.shapes == (("汉A-9{4}汉", 2), ("9{2}", 1))


def test_values_are_shown_masked(tmp_path):
    lines = [
        "姓名,身份证号,手机号,住址栏",
        *(f"王小明,{n},13800000001,郑州市金水区云锦路1号" for n in NUMBERS),
    ]
    found = profiled(tmp_path, lines)
    shown = str([(one.top_values, one.shapes, one.guess) for one in found.columns])
    assert "王**" in shown
    assert not any(secret in shown for secret in ("王小明", *NUMBERS, "13800000001", "云锦路"))


def test_a_number_in_a_harmless_column_is_masked_too(tmp_path):
    found = column(profiled(tmp_path, ["a,备注", f"1,{NUMBERS[0]}", "2,已核"]), "备注")
    assert NUMBERS[0] not in str(found.top_values)


def test_a_file_is_compared_with_the_standard_that_knows_most_of_it(tmp_path):
    found = profiled(tmp_path, ["姓名,统一社会信用代码,企业名称,登记状态", "a,b,c,d"])
    assert found.nearest is not None
    assert (found.nearest.name, found.known) == ("legal_entity", 3)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (NUMBERS, "cn.resident_id"),
        (["13800000001", "15900000002", "18600000003"], "cn.mobile"),
        (["1985-03-05", "1990-01-01", "2001-12-31"], "date"),
        (["2026-11-05 09:30:00", "2026-11-05 09:31:00", "2026-11-06 10:00:00"], "datetime"),
        (["410105", "410102", "410306"], "cn.division"),
        (["113.625400", "113.700001", "114.300000"], "longitude"),
        (["0371-65000001", "0379-63000002", "010-60000003"], "cn.landline"),
        (["王小明", "李娜", "张伟", "买买提·吐尔逊"], "cn.person_name"),
        (["郑州禾岳商贸有限公司", "开封云锦建材商行", "洛阳市示例中心"], "cn.organisation_name"),
        (["郑州市金水区云锦路1号", "洛阳市老城区松韵街12号", "开封市龙亭区麦浪巷3号"], "cn.address"),
    ],
)
def test_values_alone_show_what_a_column_is(tmp_path, values, kind):
    found = profiled(tmp_path, ["标识,列甲", *(f"{n},{value}" for n, value in enumerate(values))])
    guessed = column(found, "列甲").guess
    assert guessed.kind is not None
    assert guessed.kind.name == kind


def test_a_header_is_not_believed_against_all_values(tmp_path):
    found = profiled(
        tmp_path, ["姓名,出生日期", *(f"王小明,{text}" for text in ("甲级", "乙级", "丙级", "丁级"))]
    )
    guessed = column(found, "出生日期").guess
    assert guessed.field is None
    assert "值不符" in guessed.why.zh


def test_few_repeating_values_are_codes_unless_they_are_people(tmp_path):
    rows = [f"{n},{('一般', '重点', '高危')[n % 3]},{'王小明' if n % 2 else '李娜'}" for n in range(20)]
    found = profiled(tmp_path, ["标识,列甲,列乙", *rows])
    assert column(found, "列甲").codes == ("一般", "重点", "高危")
    assert column(found, "列乙").codes == ()


def test_a_file_without_records_has_a_profile(tmp_path):
    found = profiled(tmp_path, ["姓名,性别"])
    assert [(one.rows, one.distinct, one.longest) for one in found.columns] == [(0, 0, None)] * 2


def test_a_file_without_a_header_is_refused_without_showing_the_record(tmp_path):
    with pytest.raises(MappingError) as caught:
        profiled(tmp_path, [f"王小明,{NUMBERS[0]}", f"李娜,{NUMBERS[1]}"])
    assert NUMBERS[0] not in str(caught.value)


def test_progress_is_told(tmp_path):
    path = tmp_path / "drop.csv"
    path.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    told = []
    profile(open_extract(path), STANDARDS, progress=told.append)
    assert told[-1] == 2


def test_distinct_values_beyond_the_limit_are_estimated(monkeypatch):
    monkeypatch.setattr(counting, "EXACT", 1024)
    counts = Counts()
    for start in range(0, 50_000, 5_000):
        counts.add(count(pa.array([f"R{n:08d}" for n in range(start, start + 5_000)])))
    assert not counts.distinct_is_exact
    assert abs(counts.distinct / 50_000 - 1) < 0.12  # four standard errors of 1,024 hashes


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.sampled_from(["01", "1", "无", "汉族", "a b", "王小明"])), max_size=60),
    st.integers(1, 60),
)
def test_counting_in_parts_equals_counting_at_once(values, cut):
    once, parts = Counts(), Counts()
    once.add(count(pa.array(values, pa.string())))
    for start in range(0, len(values), cut):
        parts.add(count(pa.array(values[start : start + cut], pa.string())))
    if values:
        assert (once.rows, once.empty, once.stand_ins) == (parts.rows, parts.empty, parts.stand_ins)
        assert once.values == parts.values == Counter(v for v in values if v is not None)
        assert (once.distinct, once.shapes) == (parts.distinct, parts.shapes)
        assert (once.shortest, once.longest) == (parts.shortest, parts.longest)
