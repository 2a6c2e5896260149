"""The pages of the directory: whole, offline, searched without a server, and safe whatever an entry holds."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from html.parser import HTMLParser

import pytest
from browsing import browser, needs_browser, visit
from catalog_at_hand import DAY, catalog_of, clean_entry, planted
from payloads import PAYLOADS

from govclean.governance.catalog import check_catalog
from govclean.governance.catalog.publishing import build_catalog
from govclean.reports.catalog_files import writer
from govclean.reports.catalog_site.models import page_of

PAYLOAD = '<script>alert("x")</script>&\'"><img src=x onerror=alert(1)>'


def build(folder, *entries, language="zh", day=DAY):
    return build_catalog(check_catalog(catalog_of(*entries), day=day), "某市目录", folder, writer(language))


class Reader(HTMLParser):
    """Collects what a page loads, links to, and where its anchors are."""

    def __init__(self):
        super().__init__()
        self.loads, self.links, self.ids, self.tags = [], [], set(), []

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.tags.append(tag)
        self.ids.add(told.get("id"))
        self.loads += [told[name] for name in ("src", "srcset", "data", "poster") if name in told]
        if tag == "link":
            self.loads.append(told["href"])
        if tag == "a":
            self.links.append(told["href"])


def read(path):
    reader = Reader()
    reader.feed(path.read_text("utf-8"))
    return reader


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "out"
    entries = [clean_entry(number) for number in range(40)]
    entries[1]["code"] = "101001/000001"
    build(folder, *entries)
    return folder


def test_every_link_leads_somewhere(site):
    pages = {path.name: read(path) for path in site.glob("*.html")}
    for page in pages.values():
        for link in page.links:
            name, _, anchor = link.partition("#")
            assert (site / name).exists()
            if anchor and name.startswith("dept_"):
                assert anchor in pages[name].ids


def test_nothing_is_loaded_from_anywhere(site):
    for path in site.glob("*.html"):
        assert [one for one in read(path).loads if one != "data:,"] == []
        text = path.read_text("utf-8")
        assert "default-src 'none'" in text
        assert not re.search(
            r"(?:https?:)?//[a-z]", re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
        )
        assert ("<script>" in text) == (path.name == "index.html")


def test_every_resource_stands_in_the_list_and_on_its_department_s_page(site):
    index = (site / "index.html").read_text("utf-8")
    assert index.count("<tr data-p=") == 40
    page = (site / page_of("市公安局")).read_text("utf-8")
    assert page.count('class="sheet"') == 4
    assert clean_entry(10)["title"] in page
    assert "公民身份号码" in page


def test_whatever_an_entry_holds_is_text(tmp_path):
    entry = planted(
        clean_entry(1), {"title": PAYLOAD, "provider": PAYLOAD, "abstract": PAYLOAD, "code": PAYLOAD}
    )
    entry["items"][0] |= {"title": PAYLOAD, "note": PAYLOAD}
    build(tmp_path / "out", entry)
    for path in (tmp_path / "out").glob("*.html"):
        reader = read(path)
        assert reader.tags.count("script") == (path.name == "index.html")
        assert "img" not in reader.tags
        assert "<script>alert" not in path.read_text("utf-8")


def test_the_same_directory_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        build(tmp_path / name, *map(clean_entry, range(12)))
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_the_coverage_page_counts_and_tells_what_changed(tmp_path):
    entries = [clean_entry(number) for number in range(10)]
    build(tmp_path / "out", *entries)
    assert "首次发布" in (tmp_path / "out/coverage.html").read_text("utf-8")
    entries[0] = planted(entries[0], {"title": "换了名称的信息", "update_cycle": "及时"})
    build(tmp_path / "out", *entries[:-1], clean_entry(55), day=date(2026, 12, 1))
    page = (tmp_path / "out/coverage.html").read_text("utf-8")
    for words in ("新增 1", "移除 1", "变更 1", "换了名称的信息", "上次发布：2026-11-23", "有错误"):
        assert words in page
    assert "尚无部门登记的基础信息资源" in page


def test_the_pages_speak_english_when_asked(tmp_path):
    build(tmp_path / "out", *map(clean_entry, range(3)), language="en")
    page = (tmp_path / "out/index.html").read_text("utf-8")
    assert "Directory" in page
    assert "有条件共享" not in re.sub(r"<tr.*", "", page)


def test_dcat_is_a_catalog_with_its_datasets(site):
    told = json.loads((site / "catalog.jsonld").read_text("utf-8"))
    assert told["@type"] == "dcat:Catalog"
    assert len(told["dcat:dataset"]) == 40
    first = told["dcat:dataset"][0]
    assert first["dct:identifier"] == clean_entry(0)["code"]
    assert first["dct:accrualPeriodicity"]["@id"].endswith("/MONTHLY")
    assert first["dct:issued"]["@value"] == "2026-03-01"
    assert {one["dct:accessRights"]["@id"].rsplit("/")[-1] for one in told["dcat:dataset"]} == {
        "RESTRICTED",
        "NON_PUBLIC",
    }
    used = {key.partition(":")[0] for one in told["dcat:dataset"] for key in one if not key.startswith("@")}
    assert used <= set(told["@context"])


def test_json_holds_every_word_as_it_was_written(site):
    told = json.loads((site / "catalog.json").read_text("utf-8"))
    assert told["resources"] == len(told["entries"]) == 40
    written = told["entries"][0]["written"]
    assert written["share"] == clean_entry(0)["share"]
    assert written["items"][3]["length"] == "18,2"
    assert told["change"] is None


@needs_browser
@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", "显示 40 / 40 项"),
        ("#q=公安 参保", "显示 1 / 40 项"),
        ("#r=101", "显示 1 / 40 项"),
        ("#q=没有的", "显示 0 / 40 项"),
    ],
)
def test_the_search_works_from_a_folder(site, tmp_path, asked, shown):
    command = [
        str(browser()), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", f"--user-data-dir={tmp_path}",
        (site / "index.html").as_uri() + asked,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert shown in done.stdout


@needs_browser
def test_the_pages_ask_for_nothing_and_run_nothing_but_the_search(tmp_path):
    entry = planted(
        clean_entry(1), {"title": PAYLOADS[0], "provider": PAYLOADS[1], "abstract": "".join(PAYLOADS[:7])}
    )
    build(tmp_path / "out", entry, *map(clean_entry, range(2, 5)))
    for name in ("index.html", page_of(PAYLOADS[1])):
        seen = visit(tmp_path / "out" / name)
        assert seen.console == ()
        assert not any("payload" in host for host in seen.hosts)
