"""`validate --format html|xlsx`: the file by its suffix, the records in place, masked unless asked otherwise."""

import csv
import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

GOLDEN = Path(__file__).with_name("golden")
PEOPLE = ["-s", "people.yaml", "--as-of", "2026-11-23", "--lang", "zh"]
NAMES = ("王晓铭", "李娜娜", "赵建国", "孙伟", "周芳", "吴敏", "郑强", "韩立春")
PERSONAL = re.compile(r"(?<![\d.])(?:[1-9]\d{16}[\dX]|1[3-9]\d{9})(?!\d)")


@pytest.fixture
def judge(run):
    for name in ("people.yaml", "good.csv", "bad.csv"):
        shutil.copy(GOLDEN / name, name)
    return lambda *arguments: run("validate", *arguments, *PEOPLE)


def text_of(path):
    if path.suffix != ".xlsx":
        return re.sub(r"[0-9a-f]{64}", "", path.read_text(encoding="utf-8"))
    with zipfile.ZipFile(path) as archive:
        parts = (archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
        return re.sub(r"[0-9a-f]{64}", "", "".join(parts))


@pytest.mark.parametrize("name", ["out.html", "out.htm", "out.xlsx"])
def test_the_suffix_of_the_file_says_the_format(judge, name):
    ran = judge("bad.csv", "-o", name)
    assert (ran.code, ran.out) == (1, "")
    assert name in ran.err
    assert Path(name).read_bytes()[:2] == (b"PK" if name.endswith("xlsx") else b"<!")


@pytest.mark.parametrize("name", ["out.html", "out.xlsx"])
def test_nothing_personal_is_in_a_report_unless_asked_for(judge, name):
    judge("bad.csv", "-o", name, "--limit", "0")
    masked = text_of(Path(name))
    assert not PERSONAL.search(masked)
    assert not [one for one in NAMES if one in masked]
    judge("bad.csv", "-o", name, "--limit", "0", "--show-values")
    plain = text_of(Path(name))
    assert PERSONAL.search(plain)
    assert [one for one in NAMES if one in plain]


def test_the_workbook_holds_the_records_as_they_were_supplied(judge):
    judge("bad.csv", "good.csv", "-o", "out.xlsx", "--show-values")
    book = CalamineWorkbook.from_filelike(io.BytesIO(Path("out.xlsx").read_bytes()))
    assert book.sheet_names == ["概要", "规则", "问题清单", "bad"]
    header, *rows = book.get_sheet_by_name("bad").to_python()
    supplied = list(csv.reader(Path("bad.csv").read_text(encoding="gb18030").splitlines()))
    assert [title.split("\n")[0] for title in header[2:]] == supplied[0]
    for row in rows:
        assert row[1]
        assert row[2:] == supplied[int(row[0])]


def test_a_workbook_is_not_thrown_at_a_terminal(judge, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ran = judge("bad.csv", "--format", "xlsx")
    assert ran.code == 2
    assert "-o" in ran.err


def test_a_workbook_goes_down_a_pipe_and_says_what_it_could_not_show(judge):
    judge("bad.csv")  # puts the files in place
    program = [sys.executable, "-m", "govclean", "validate", "-", *PEOPLE, "--format", "xlsx"]
    done = subprocess.run(program, input=Path("bad.csv").read_bytes(), capture_output=True, check=False)
    assert done.returncode == 1
    book = CalamineWorkbook.from_filelike(io.BytesIO(done.stdout))
    told = [str(cell) for row in book.get_sheet_by_name("概要").to_python() for cell in row]
    assert any("标准输入只能读一次" in one for one in told)


def test_a_page_goes_to_stdout_too(judge):
    ran = judge("bad.csv", "--format", "html")
    assert ran.code == 1
    assert ran.out.startswith("<!doctype html>")
    assert ran.out.rstrip().endswith("</html>")


def test_the_same_call_gives_the_same_bytes(judge):
    for name in ("a.html", "a.xlsx"):
        judge("bad.csv", "-o", name)
        first = Path(name).read_bytes()
        judge("bad.csv", "-o", name)
        assert Path(name).read_bytes() == first
