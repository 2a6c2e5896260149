"""Receipts as page and on the terminal: nothing that came in can steer either, and both say the verdict in words."""

from __future__ import annotations

import io

import pytest
from intake_drops import Desk, manifest, people, put
from payloads import PAYLOADS
from rich.cells import cell_len

from govclean.reports.html.page import write_page
from govclean.reports.receipt_page import receipt_page
from govclean.reports.receipts import render_receipt
from govclean.reports.text import plain_text

FILES = {"常住人口_202611.csv": people(range(5))}


def page(receipt, language):
    sink = io.BytesIO()
    write_page(receipt_page(receipt, language), sink)
    return sink.getvalue().decode()


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    changes = {"need": None, "permission.basis": None, "resource.files.0.rows": 6, "object.area": "火星"}
    return Desk(folder).take(put(folder / "a", FILES, manifest(FILES, **changes)))


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("退回", "缺失", "不清")), ("en", ("Rejected", "missing", "unclear"))]
)
def test_a_refusal_is_told_in_words(refused, language, words):
    screen = plain_text(render_receipt(refused, language))
    for told in (screen, page(refused, language)):
        assert all(word in told for word in words)
        assert refused.batch in told
        for reason in (text for one in refused.clears for text in one.reasons):
            assert reason.say(language) in told


@pytest.mark.parametrize("width", [40, 72, 120])
def test_no_line_is_wider_than_the_screen(refused, width):
    lines = plain_text(render_receipt(refused, "zh", width), width).splitlines()
    assert max(cell_len(line) for line in lines if "receipt.html" not in line) <= width


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_manifest_says_is_never_markup(tmp_path, payload):
    clean = "".join(sign for sign in payload if sign.isprintable())
    changes = {
        "responsibility.department": clean,
        "drop": clean,
        "object.area": clean,
        "permission.share_type": clean,
    }
    receipt = Desk(tmp_path).take(put(tmp_path / "a", FILES, manifest(FILES, **changes)))
    told = page(receipt, "zh")
    assert "<script" not in told
    assert "<img" not in told
    assert "\x1b" not in plain_text(render_receipt(receipt, "zh"))
