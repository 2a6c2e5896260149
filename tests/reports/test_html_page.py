import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payloads import PAYLOADS, drawing

from govclean.reports.html.page import (
    Badge,
    Beside,
    Cell,
    Column,
    Commands,
    Entries,
    Entry,
    Fact,
    Figure,
    Note,
    Page,
    Row,
    Section,
    Table,
    write_page,
)

# Elements a report is made of; anything else came in with the data.
OURS = {
    "html", "head", "meta", "link", "title", "style", "body", "header", "main", "section", "footer", "nav", "a", "p",
    "span", "h1", "h2", "h3", "dl", "dt", "dd", "div", "table", "colgroup", "col", "caption", "thead", "tbody", "tr",
    "th", "td", "small", "i", "b", "br", "ul", "li", "code", "figure", "figcaption", "svg", "desc", "text", "rect",
    "line", "polyline", "polygon", "circle", "path",
}  # fmt: skip


class Elements(HTMLParser):
    """Every element and attribute of a page, and its words."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words, self.ids = set(), set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= set(attrs)
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.words.append(data)


def written(page):
    sink = io.BytesIO()
    write_page(page, sink)
    return sink.getvalue().decode()


def page_saying(words, language="zh"):
    table = Table(
        [Column(words), Column(words, "code")],
        [[words, Cell(words, words, "bad", 0.5)], Row(words, words)],
        words,
    )
    blocks = [
        table,
        Figure(drawing(words), words, words),
        Note(words, "warn"),
        Entries([Entry(words, words, words, words, words)]),
        Commands([(words, words)]),
        Beside([Figure(drawing(words)), table]),
    ]
    return Page(
        words, language, [Section(words, blocks, words), Section(words, [Note("x")])], words, Badge("✗", words, "bad"),
        [Fact(words, words, "good")], [words],
    )  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_is_handed_in_becomes_an_element_or_an_attribute(payload):
    harmless = Elements(written(page_saying("harmless")))
    found = Elements(written(page_saying(payload)))
    assert found.tags == harmless.tags
    assert found.tags <= OURS
    assert {name for name, _ in found.attributes} == {name for name, _ in harmless.attributes}
    assert not [name for name, _ in found.attributes if name.startswith("on") or name in ("src", "action")]


@given(st.text(min_size=1))
def test_words_stand_in_the_page_as_they_were_given(words):
    shown = written(Page("t", "zh", [Section("s", [Table([Column("c")], [[words]])])]))
    found = Elements(shown)
    assert found.tags <= OURS
    letters = re.sub(r"[^\w<>&'\"]", "", words)
    assert letters in re.sub(r"[^\w<>&'\"]", "", "".join(found.words))


def test_a_page_asks_nothing_of_the_network_and_allows_nothing():
    text = written(page_saying("x"))
    assert "default-src 'none'" in text
    assert "<script" not in text
    links = {value for name, value in Elements(text).attributes if name in ("href", "src")}
    assert all(link.startswith(("#", "data:,")) for link in links)
    assert not re.search(r"@import|url\(", text)
    assert set(re.findall(r"https?://[^\"'\s<]+", text)) <= {"http://www.w3.org/2000/svg"}


def test_a_page_follows_the_readers_light_or_dark_and_prints_on_a4():
    text = written(page_saying("x"))
    assert 'name="color-scheme" content="light dark"' in text
    assert "prefers-color-scheme: dark" in text
    assert "@page { size: A4" in text
    assert '"Noto Sans CJK SC"' in text


@pytest.mark.parametrize(("language", "code"), [("zh", "zh-Hans"), ("en", "en")])
def test_a_page_names_its_language(language, code):
    assert f'<html lang="{code}">' in written(page_saying("x", language))


def test_ids_are_unique_and_drawings_are_told_to_those_who_cannot_see_them():
    found = Elements(written(page_saying("x")))
    assert len(found.ids) == len(set(found.ids))
    labelled = {value for name, value in found.attributes if name == "aria-labelledby"}
    assert len(labelled) == 2
    assert all(part in found.ids for value in labelled for part in value.split())


def test_the_style_of_drawings_stands_in_the_page_once():
    assert written(page_saying("x")).count("--paper: #ffffff; --ink: #1d2733; --soft") == 1


def test_a_section_without_blocks_is_left_out():
    text = written(Page("t", "en", [Section("empty", []), Section("full", [Note("n")])]))
    assert "empty" not in text
    assert "full" in text


def test_rows_are_written_as_they_are_made_and_the_same_page_gives_the_same_bytes():
    def page():
        return Page("t", "en", [Section("s", [Table([Column("n")], ([str(n)] for n in range(5000)))])])

    text = written(page())
    assert text == written(page())
    assert text.count("<tr>") == 5001


def test_a_share_beyond_its_bounds_draws_no_longer_a_bar():
    text = written(Page("t", "en", [Section("s", [Table([Column("n")], [[Cell("x", share=7.0)]])])]))
    assert "width:100.00%" in text
