"""Files of a call are judged together; one that cannot be read does not stop the others."""

import zipfile
from datetime import date

import pytest

from govclean.governance.judging import judge_files
from govclean.governance.opening import JudgeOptions
from govclean.standards.loading import load_standard

HEAD = "XM,身份证号,性别,民族,出生日期,户籍地区划代码,户籍地址,联系电话"
OPTIONS = JudgeOptions(as_of=date(2026, 11, 23))


def number(first17):
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return first17 + "10X98765432"[sum(int(d) * w for d, w in zip(first17, weights, strict=True)) % 11]


def person(sequence, **other):
    values = {
        "name": "王小明", "id": number(f"41010519850305{sequence:03}"), "sex": "1" if sequence % 2 else "2",
        "ethnicity": "01", "birth": "19850305", "division": "410105", "address": "河南省郑州市金水区花园路12号",
        "phone": "13800000001",
    }  # fmt: skip
    return ",".join({**values, **other}.values())


@pytest.fixture(scope="module")
def population():
    return load_standard("population")


@pytest.fixture
def drop(tmp_path):
    def write(name, *lines, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(("\n".join([HEAD, *lines]) + "\n").encode(encoding))
        return str(path)

    return write


def rows_of(judgement, rule):
    return [one["row"] for one in judgement.findings.to_pylist() if one["rule"] == rule]


def test_a_clean_file_is_accepted(population, drop):
    judgement, errors = judge_files([drop("a.csv", person(1), person(2))], population, OPTIONS)
    assert errors == []
    assert (judgement.verdict, judgement.rows, judgement.findings.num_rows) == ("accepted", 2, 0)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(population, drop):
    judgement, errors = judge_files(["nowhere.csv", drop("a.csv", person(1))], population, OPTIONS)
    assert [file.rows for file in judgement.inputs] == [1]
    assert "nowhere.csv" in str(errors[0])


def test_a_table_of_a_zip_that_cannot_be_read_does_not_stop_the_others(population, drop, tmp_path):
    archive = tmp_path / "drop.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(drop("a.csv", person(1)), "a.csv")
        packed.writestr("empty.csv", "")
    judgement, errors = judge_files([str(archive)], population, OPTIONS)
    assert [file.path for file in judgement.inputs] == [f"{archive}!/a.csv"]
    assert "empty.csv" in str(errors[0])


def test_every_record_is_read_or_set_aside_with_a_finding(population, drop):
    path = drop("a.csv", person(1), person(3) + ",one,too,many", 'x,"stray', person(5))
    judgement, _ = judge_files([path], population, OPTIONS)
    (file,) = judgement.inputs
    aside = [
        one
        for one in judgement.findings.to_pylist()
        if one["rule"].startswith(("validity.record", "validity.quot"))
    ]
    assert (file.rows, file.rows_set_aside, len(aside)) == (4, 2, 2)


def test_row_and_line_numbers_go_on_over_the_batches_of_a_large_file(population, drop):
    filler = [person(n % 999, id=number(f"4101051985030{n:04}"), birth="19850305") for n in range(1, 9)]
    lines = filler * 15_000
    lines[100_000] = person(1, ethnicity="汉族")
    judgement, _ = judge_files([drop("big.csv", *lines)], population, OPTIONS)
    (found,) = [one for one in judgement.findings.to_pylist() if one["rule"] == "validity.codelist"]
    assert (found["row"], found["line"]) == (100_001, 100_002)
    assert judgement.rows == 120_000


def test_the_same_key_in_different_batches_is_found(population, drop):
    days = [f"{month:02}{day:02}" for month in range(1, 13) for day in range(1, 29)]
    lines = [person(1, id=number(f"4101051985{day}{n:03}")) for day in days for n in range(320)]
    lines[-1] = lines[0]
    judgement, _ = judge_files([drop("big.csv", *lines)], population, OPTIONS)
    assert rows_of(judgement, "uniqueness.key") == [1, len(lines)]


def test_a_missing_mandatory_column_rejects_the_file_on_row_0(population, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("姓名,身份证号\n王小明," + number("41010519850305123") + "\n", "utf-8")
    judgement, _ = judge_files([str(path)], population, OPTIONS)
    assert judgement.verdict == "rejected"
    assert set(rows_of(judgement, "completeness.column")) == {0}
    assert judgement.rows_with_errors == 0


def test_errors_within_the_allowed_rate_are_accepted_with_warnings(population, drop):
    path = drop("a.csv", person(1), person(3), person(5, ethnicity="XX"))
    strict, _ = judge_files([path], population, OPTIONS)
    lenient, _ = judge_files([path], population, JudgeOptions(as_of=OPTIONS.as_of, max_error_rate=0.5))
    assert (strict.verdict, lenient.verdict) == ("rejected", "accepted_with_warnings")


def test_gb18030_and_utf_8_give_the_same_findings(population, drop):
    lines = [person(1, name="㛃䶮"), person(3, ethnicity="汉族"), person(5, name="李　娜")]
    utf8, _ = judge_files([drop("u.csv", *lines)], population, OPTIONS)
    gb, _ = judge_files([drop("g.csv", *lines, encoding="gb18030")], population, OPTIONS)
    plain = ["row", "field", "rule", "value", "suggestion"]
    assert utf8.findings.select(plain).to_pylist() == gb.findings.select(plain).to_pylist()
    assert gb.inputs[0].encoding.lower() == "gb18030"


def test_a_representative_unknown_to_the_population_registry_is_found(drop, tmp_path):
    standard = tmp_path / "companies.yaml"
    standard.write_text(
        "standard: companies\nversion: 1\nfields:\n  - {name: person, type: cn.resident_id}\n"
        "checks:\n  - consistency.exists_in: {field: person, extract: population, key: resident_id}\n",
        "utf-8",
    )
    known, stranger = number("41010519850305001"), number("41010519850305999")
    companies = tmp_path / "companies.csv"
    companies.write_text(f"person\n{known}\n{stranger}\n", "utf-8")
    people = drop("people.csv", person(1))
    without, _ = judge_files([str(companies)], load_standard(str(standard)), OPTIONS)
    options = JudgeOptions(as_of=OPTIONS.as_of, references={"population": f"population:{people}"})
    judgement, _ = judge_files([str(companies)], load_standard(str(standard)), options)
    assert without.inputs[0].untested == ("consistency.exists_in@person",)
    assert rows_of(judgement, "consistency.exists_in") == [2]


def test_the_order_of_threads_changes_nothing(population, drop):
    lines = [person(n % 999, ethnicity="01" if n % 7 else "汉族") for n in range(60_000)]
    path = drop("big.csv", *lines)
    one, _ = judge_files([path], population, JudgeOptions(as_of=OPTIONS.as_of, threads=1))
    four, _ = judge_files([path], population, JudgeOptions(as_of=OPTIONS.as_of, threads=4))
    assert one.findings.equals(four.findings)
