"""The page of a run: it leads to every result, tells what is missing, and nothing in it runs or depends on the moment."""

import re
import shutil
from urllib.parse import unquote

import pytest
from browsing import needs_browser, visit
from run_town import run_in, write_csv, write_project

from govclean.reports.html.page import Cell
from govclean.reports.run_files import RunFiles

PAYLOAD = '局"><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = write_project(tmp_path_factory.mktemp("page") / "project")
    text = (folder / "govclean.yaml").read_text("utf-8")
    more = f"  - {{department: '{PAYLOAD}', files: drops/民政_*.csv, standard: town}}\n"
    (folder / "govclean.yaml").write_text(text + more, "utf-8")
    write_csv(folder / "drops/民政_人口 <1>#2?_202611.csv", [{"编号": "1", "姓名": "王伟"}])
    _, found = run_in(folder)
    return folder, found


def links(page):
    return [unquote(link) for link in re.findall(r'href="([^"#]+)"', page) if not link.startswith("data:")]


def test_every_link_leads_to_a_file_below_the_page(done):
    folder, _ = done
    found = links((folder / "out/report.html").read_text("utf-8"))
    assert len(found) == 4 * 2 + 2 + 4 + 1  # judged and cleaned, matched, workbooks, scores
    for link in found:
        assert not link.startswith(("/", ".."))
        assert (folder / "out" / link).is_file(), link


def test_nothing_of_the_machine_or_the_moment_is_in_it(done, tmp_path):
    folder, found = done
    page = (folder / "out/report.html").read_text("utf-8")
    assert str(folder) not in page
    assert not re.search(r"\d\d:\d\d", page)
    assert RunFiles("en").page(found) == page.encode()


def test_what_people_wrote_is_shown_and_never_run(done):
    page = (done[0] / "out/report.html").read_text("utf-8")
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_it_speaks_both_languages(done):
    _, found = done
    chinese, english = (RunFiles(language).page(found).decode() for language in ("zh", "en"))
    for words in ("报送文件", "退回部门", "考核得分", "多来源共有"):
        assert words in chinese
    assert "Returned to departments" in english
    assert not re.search("退回部门|报送文件", english)


def test_what_could_not_be_done_comes_first(done, tmp_path):
    folder = shutil.copytree(done[0], tmp_path / "project")
    (folder / "drops/公安_人口_202611.csv").write_bytes(b"")
    (folder / "drops/市监_企业_202611.csv").unlink()
    run_in(folder)
    page = (folder / "out/report.html").read_text("utf-8")
    assert page.index("Not done") < page.index("<h2>Drops</h2>")
    assert "drops/公安_人口_202611.csv: " in page
    assert "no file has arrived (drops/市监_企业_*.csv)" in page
    assert "not matched, as some of its drops could not be cleaned" in page


def test_a_link_can_lead_nowhere_else():
    assert Cell("x", link="javascript:alert(1)").href == "javascript%3Aalert%281%29"
    assert Cell("x", link="validate/公安 #1?.csv/report.html").href.count("/") == 2


@needs_browser
def test_a_browser_asks_nobody_and_says_nothing(done, tmp_path):
    shutil.copytree(done[0] / "out", tmp_path / "out")
    (tmp_path / "blank.html").write_text("<!doctype html><title>blank</title>", "utf-8")
    blank, seen = visit(tmp_path / "blank.html"), visit(tmp_path / "out/report.html")
    assert seen.console == ()
    assert seen.hosts <= blank.hosts  # a browser has hosts of its own
    assert "<h1>" in seen.dom
