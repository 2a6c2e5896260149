"""Files become records: named, cleansed, identified, in an order of their own."""

import random
from datetime import date

import numpy as np
import pytest
from match_town import HEAD, STANDARD, departments, write_csv

from govclean.errors import ExtractError, MappingError, UsageError
from govclean.governance.clean_options import CleanOptions
from govclean.governance.clean_runs import clean_files
from govclean.governance.match_inputs import read_inputs
from govclean.governance.opening import JudgeOptions
from govclean.standards.loading import load_standard

OPTIONS = JudgeOptions(as_of=date(2026, 12, 1))
POLICE, HEALTH, _ = departments()


@pytest.fixture
def town(tmp_path):
    (tmp_path / "town.yaml").write_text(STANDARD, encoding="utf-8")
    return load_standard(tmp_path / "town.yaml")


def read(named, town, **asked):
    inputs, errors = read_inputs([str(one) for one in named], town, OPTIONS, **asked)
    if inputs is None:
        raise errors[0]
    return inputs


def texts(inputs, field, which="columns"):
    return dict(
        zip(
            inputs.records.ids.to_pylist(),
            getattr(inputs.records, which)[field].texts().to_pylist(),
            strict=True,
        )
    )


def same_records(one, other):
    for columns in ("columns", "supplied"):
        ours, theirs = getattr(one.records, columns), getattr(other.records, columns)
        assert ours.keys() == theirs.keys()
        for name, column in ours.items():
            assert column.values.equals(theirs[name].values), (columns, name)
            assert np.array_equal(column.codes, theirs[name].codes), (columns, name)
    assert one.records.sources == other.records.sources
    assert one.records.ids.equals(other.records.ids)


def test_records_stand_in_the_order_of_source_and_id(tmp_path, town):
    paths = [write_csv(tmp_path / "b.csv", HEALTH), write_csv(tmp_path / "a.csv", POLICE)]
    inputs = read(paths, town, record_id="编号")
    known = list(zip(inputs.records.source_names().to_pylist(), inputs.records.ids.to_pylist(), strict=True))
    assert known == sorted(known)
    assert inputs.records.sources == ("a", "b")
    assert len(inputs.records) == len(POLICE) + len(HEALTH)


def test_neither_the_order_of_rows_nor_that_of_files_matters(tmp_path, town):
    one = [write_csv(tmp_path / "a.csv", POLICE), write_csv(tmp_path / "b.csv", HEALTH)]
    (tmp_path / "x").mkdir()
    shuffled = [random.Random(1).sample(some, len(some)) for some in (POLICE, HEALTH)]
    other = [
        write_csv(tmp_path / "x" / name, some)
        for name, some in zip(("a.csv", "b.csv"), shuffled, strict=True)
    ]
    same_records(read(one, town, record_id="编号"), read(other[::-1], town, record_id="编号"))


def test_a_raw_file_is_cleansed_and_what_was_written_is_kept(tmp_path, town):
    record = {"编号": "1", "姓名": "李　娜", "出生日期": "1985/3/5", "联系电话": "13800000001"}
    inputs = read([write_csv(tmp_path / "a.csv", [record])], town, record_id="编号")
    assert texts(inputs, "name") == {"1": "李娜"}
    assert texts(inputs, "name", "supplied") == {"1": "李　娜"}
    assert texts(inputs, "birth_date") == {"1": "19850305"}
    assert "phone" not in inputs.records.supplied


def test_the_output_of_clean_is_as_good_as_the_raw_file(tmp_path, town):
    raw = write_csv(tmp_path / "health.csv", HEALTH)
    options = CleanOptions.of(OPTIONS)
    _, errors = clean_files([raw], town, options, tmp_path / "out")
    assert errors == []
    for named in (tmp_path / "out", tmp_path / "out/cleaned.parquet"):
        clean = read([named], town, record_id="编号")
        same_records(clean, read([raw], town, record_id="编号"))
        assert clean.files[0].was_clean
    by_row = read([tmp_path / "out"], town)
    assert np.array_equal(by_row.rows, read([raw], town).rows)


def test_what_another_standard_cleaned_is_cleansed_again(tmp_path, town):
    raw = write_csv(tmp_path / "health.csv", HEALTH)
    clean_files([raw], town, CleanOptions.of(OPTIONS), tmp_path / "out")
    (tmp_path / "new.yaml").write_text(STANDARD.replace("version: 1", "version: 2"), encoding="utf-8")
    inputs = read([tmp_path / "out"], load_standard(tmp_path / "new.yaml"))
    assert not inputs.files[0].was_clean


def test_a_source_is_called_as_the_user_calls_it(tmp_path, town):
    path = write_csv(tmp_path / "export 2026.csv", POLICE)
    assert read([path], town).records.sources == ("export 2026",)
    assert read([f"police={path}"], town).records.sources == ("police",)


def test_without_a_column_of_ids_a_record_is_known_by_its_row_number(tmp_path, town):
    inputs = read([write_csv(tmp_path / "a.csv", POLICE[:12])], town)
    assert inputs.records.ids.to_pylist() == sorted(str(row) for row in range(1, 13))
    assert [str(row) for row in inputs.rows] == inputs.records.ids.to_pylist()


@pytest.mark.parametrize("written", ["record_id: 编号", "record_id: local_no"])
def test_a_standard_may_name_the_column_of_ids(tmp_path, written):
    field = "  - {name: local_no, title: 编号, type: key}\n"
    text = STANDARD.replace("fields:\n", f"{written}\nfields:\n{field if 'local' in written else ''}")
    (tmp_path / "named.yaml").write_text(text, encoding="utf-8")
    inputs = read([write_csv(tmp_path / "a.csv", POLICE)], load_standard(tmp_path / "named.yaml"))
    assert inputs.records.ids[0].as_py() == "P0"


def test_a_number_that_identifies_the_person_is_no_record_id_unless_asked_for(tmp_path):
    (tmp_path / "id.yaml").write_text(
        STANDARD.replace("fields:\n", "record_id: number\nfields:\n"), encoding="utf-8"
    )
    standard, path = load_standard(tmp_path / "id.yaml"), write_csv(tmp_path / "a.csv", POLICE)
    assert read([path], standard).files[0].record_id is None
    assert read([path], standard, record_id="number").files[0].record_id == "身份证号"


def test_ids_that_stand_twice_or_not_at_all_are_told_with_their_rows(tmp_path, town):
    twice = write_csv(tmp_path / "a.csv", [*POLICE[:4], POLICE[1] | {"姓名": "李强"}])
    with pytest.raises(UsageError, match=r"2 records share it with another; found records 2, 5\."):
        read([twice], town, record_id="编号")
    empty = write_csv(tmp_path / "b.csv", [POLICE[0], POLICE[1] | {"编号": ""}])
    with pytest.raises(UsageError, match=r"is empty in 1 records; found records 2\."):
        read([empty], town, record_id="编号")


def test_ids_that_only_the_standard_names_give_way_to_row_numbers(tmp_path):
    (tmp_path / "named.yaml").write_text("record_id: 编号\n" + STANDARD, encoding="utf-8")
    path = write_csv(tmp_path / "a.csv", [POLICE[0], POLICE[1], POLICE[0]])
    inputs = read([path], load_standard(tmp_path / "named.yaml"))
    assert inputs.records.ids.to_pylist() == ["1", "2", "3"]
    assert inputs.files[0].record_id is None
    assert "2 records share it with another; records are known by row number" in inputs.files[0].notes[-1].en


def test_an_id_is_never_repeated_in_an_error(tmp_path, town):
    path = write_csv(tmp_path / "a.csv", [POLICE[0], POLICE[0]])
    with pytest.raises(UsageError) as refused:
        read([path], town, record_id="身份证号")
    assert POLICE[0]["身份证号"] not in refused.value.say("zh") + refused.value.say("en")


def test_a_column_that_does_not_exist_is_told_with_those_that_do(tmp_path, town):
    with pytest.raises(UsageError, match=r"no column .*编码.*\n.*编号, 身份证号"):
        read([write_csv(tmp_path / "a.csv", POLICE)], town, record_id="编码")


def test_one_file_twice_and_two_files_of_one_name_are_refused(tmp_path, town):
    (tmp_path / "x").mkdir()
    one, other = write_csv(tmp_path / "a.csv", POLICE), write_csv(tmp_path / "x/a.csv", HEALTH)
    with pytest.raises(UsageError, match="named twice"):
        read([one, tmp_path / "x" / ".." / "a.csv"], town)
    with pytest.raises(UsageError, match=r'one source name, "a"(.|\n)*NAME='):
        read([one, other], town)
    assert read([one, f"b={other}"], town).records.sources == ("a", "b")


def test_an_empty_file_and_a_header_without_records_are_refused(tmp_path, town):
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(ExtractError, match="empty"):
        read([tmp_path / "a.csv"], town)
    with pytest.raises(ExtractError, match="no records"):
        read([write_csv(tmp_path / "b.csv", [])], town)


def test_all_files_that_cannot_be_used_are_told(tmp_path, town):
    (tmp_path / "b.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    good = write_csv(tmp_path / "a.csv", POLICE)
    inputs, errors = read_inputs(
        [good, str(tmp_path / "b.csv"), str(tmp_path / "nowhere.csv")], town, OPTIONS
    )
    assert inputs is None
    assert [type(error) for error in errors] == [MappingError, ExtractError]


def test_rows_that_cannot_be_read_are_counted_and_keep_their_numbers(tmp_path, town):
    path = tmp_path / "a.csv"
    lines = [
        ",".join(HEAD),
        ",".join(POLICE[0].get(name, "") for name in HEAD),
        "a,b",
        ",".join(["1"] * len(HEAD)),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    inputs = read([path], town)
    assert (inputs.files[0].rows, inputs.files[0].set_aside) == (3, 1)
    assert inputs.rows.tolist() == [1, 3]
