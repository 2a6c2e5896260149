"""Requests: whose they are, when the answer is due by share type, and which step may follow which."""

from datetime import date

import pytest
from sharing_at_hand import DAY, ENTRIES, grant

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger
from govclean.governance.profiles import load_deadlines, load_sharing
from govclean.governance.requests.requests import COURSE, OPEN, Request, ask, listed, move
from govclean.governance.steps import standing

DEADLINES = load_deadlines()
CLOCK = DEADLINES, load_sharing()
REQUEST = Request("市卫健委", "药店名录", "监管")


@pytest.fixture
def catalog(tmp_path):
    return grant(tmp_path, {}, ENTRIES).catalog


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "ledger.duckdb") as opened:
        yield opened


def test_the_directory_says_provider_and_the_strictest_share_type(catalog):
    found, in_directory = listed(REQUEST, catalog)
    assert (found.resource, found.provider, found.share_type) == (
        "307001/000002",
        "市人社局",
        "unconditional",
    )
    strict, _ = listed(Request("市卫健委", "药店名录", "监管", ("head",)), catalog)
    assert (in_directory, strict.share_type) == (True, "conditional")
    with pytest.raises(UsageError, match="name the provider"):
        listed(Request("市卫健委", "没有的资源", "监管"), catalog)


def test_the_clock_follows_the_share_type(catalog, ledger):
    request, _ = listed(REQUEST, catalog)
    step = ask(request, ledger, CLOCK, DAY)
    assert (step.number, step.due.term) == ("XQ-2026-0001", "request.answer_unconditional")
    assert step.due.day == DEADLINES.due("request.answer_unconditional", DAY).day
    assert ask(request, ledger, CLOCK, DAY).number == step.number
    other = ask(
        Request("市卫健委", "没有的", "监管", provider="市人社局"), ledger, CLOCK, DAY, in_directory=False
    )
    assert (other.number, other.due.term) == ("XQ-2026-0002", "request.answer_conditional_unlisted")


def test_each_step_follows_the_one_before(catalog, ledger):
    number = ask(listed(REQUEST, catalog)[0], ledger, CLOCK, DAY).number
    move(number, "forwarded", ledger, DEADLINES, DAY)
    rows = ledger.table("requests").to_pylist()
    assert rows[1]["due_on"] == rows[0]["due_on"]
    with pytest.raises(UsageError, match="needs a reason"):
        move(number, "refused", ledger, DEADLINES, DAY)
    with pytest.raises(UsageError, match="cannot follow"):
        move(number, "provided", ledger, DEADLINES, DAY)
    assert move(number, "granted", ledger, DEADLINES, DAY).due.term == "request.provide"
    move(number, "provided", ledger, DEADLINES, date(2026, 11, 30))
    assert standing(ledger, COURSE, OPEN, DAY, only_open=True) == ()
    (row,) = standing(ledger, COURSE, OPEN, DAY, only_open=False)
    assert (row["state"], row["purpose"]) == ("provided", "监管")


def test_a_request_nobody_made_is_refused(ledger):
    with pytest.raises(UsageError, match='no "XQ-2026-0009"'):
        move("XQ-2026-0009", "granted", ledger, DEADLINES, DAY)
