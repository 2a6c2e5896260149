import zipfile
from dataclasses import replace
from datetime import date

import pytest

from govclean.errors import ExtractError
from govclean.governance.affected import affected_records
from govclean.governance.judging import judge_files
from govclean.governance.opening import JudgeOptions
from govclean.standards.loading import load_standard

PEOPLE = (
    "standard: people\nversion: '1'\nfields:\n  - {name: code, type: code, codelist: sexes, required: true}\n"
)
PEOPLE += "codelists:\n  sexes: {'1': 男, '2': 女}\n"
OPTIONS = JudgeOptions(as_of=date(2026, 11, 23))


@pytest.fixture
def judged(tmp_path):
    def judge(*files):
        paths = []
        for name, text in files:
            path = tmp_path / name
            path.write_text(text, encoding="utf-8")
            paths.append(str(path))
        return paths, _judgement(tmp_path, paths)

    return judge


def _judgement(folder, paths):
    standard = folder / "people.yaml"
    standard.write_text(PEOPLE, encoding="utf-8")
    judgement, errors = judge_files(paths, load_standard(str(standard)), OPTIONS)
    assert not errors
    return judgement


def _all(paths, judgement, most=1000):
    return list(affected_records(paths, judgement, OPTIONS, most))


def test_records_with_findings_come_as_they_were_supplied(judged):
    paths, judgement = judged(("a.csv", "code,other\n1,x\n9,y\n2,z\n,w\n"))
    (found,) = _all(paths, judgement)
    assert found.header == ("code", "other")
    assert found.fields == {"code": "code"}
    assert found.records.to_pydict() == {
        "_row": [2, 4],
        "_line": [3, 5],
        "code": ["9", None],
        "other": ["y", "w"],
    }
    assert found.left_out == 0


def test_each_file_has_its_own_records_and_a_good_one_has_none(judged):
    paths, judgement = judged(("a.csv", "code\n9\n"), ("b.csv", "code\n1\n"), ("c.csv", "code\n1\n7\n"))
    found = _all(paths, judgement)
    assert [one.records["_row"].to_pylist() for one in found] == [[1], [], [2]]


def test_no_more_cells_are_read_than_asked_for_and_the_rest_is_counted(judged):
    paths, judgement = judged(("a.csv", "code,other\n" + "9,x\n" * 10), ("b.csv", "code,other\n9,x\n"))
    first, second = _all(paths, judgement, most=7)
    assert (first.records["_row"].to_pylist(), first.left_out) == ([1, 2, 3], 7)
    assert (second.records.num_rows, second.left_out) == (0, 1)


def test_record_numbers_hold_beyond_the_first_block(judged):
    rows = ["1"] * 60_000
    rows[50_000] = "9"
    paths, judgement = judged(("a.csv", "code,filler\n" + "".join(f"{row},{'x' * 300}\n" for row in rows)))
    (found,) = _all(paths, judgement)
    assert found.records.select(["_row", "_line", "code"]).to_pydict() == {
        "_row": [50_001],
        "_line": [50_002],
        "code": ["9"],
    }


def test_tables_of_a_zip_are_found_again(judged, tmp_path):
    judged(("a.csv", "code\n9\n"))
    path = tmp_path / "drop.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "a.csv", "a.csv")
        archive.writestr("b.csv", "code\n1\n8\n")
    judgement = _judgement(tmp_path, [str(path)])
    found = _all([str(path)], judgement)
    assert [(one.path.rsplit("!", 1)[1], one.records["code"].to_pylist()) for one in found] == [
        ("/a.csv", ["9"]),
        ("/b.csv", ["8"]),
    ]


def test_a_file_changed_since_is_refused(judged):
    paths, judgement = judged(("a.csv", "code\n9\n"))
    judged(("a.csv", "code\n8\n"))
    with pytest.raises(ExtractError, match="changed after it was judged"):
        _all(paths, judgement)


def test_standard_input_is_left_out(judged):
    _, judgement = judged(("a.csv", "code\n9\n"))
    files = tuple(replace(file, path="-") for file in judgement.inputs)
    assert _all(["-"], replace(judgement, inputs=files)) == []


def test_a_record_that_could_not_be_read_is_not_among_them(judged):
    paths, judgement = judged(("a.csv", "code,other\n1,x,extra\n9,y\n"))
    (found,) = _all(paths, judgement)
    assert found.records["_row"].to_pylist() == [2]
