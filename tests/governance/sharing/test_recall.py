"""Taking back: what must be destroyed, by when, and that nothing more goes out under a recalled agreement."""

from datetime import date

import pytest
from sharing_at_hand import DAY, grant, hand_out

from govclean.errors import UsageError
from govclean.governance.ledger import Ledger
from govclean.governance.sharing import confirm_destroyed, recall
from govclean.governance.sharing.recall import history_of, to_destroy


@pytest.fixture
def two(tmp_path):
    """Hand out two packages under one agreement; return the folder and their numbers."""
    of = grant(tmp_path)
    numbers = []
    for place, name in enumerate(("张三", "李四")):
        source = tmp_path / f"{place}.csv"
        source.write_text(f"公民身份号码,姓名\nA{place},{name}\n", encoding="utf-8")
        numbers.append(hand_out(tmp_path, of, source, f"package{place}").number)
    return tmp_path, numbers


def test_a_recalled_package_is_marked_and_listed(two):
    folder, (first, second) = two
    with Ledger.open(folder / "ledger.duckdb") as ledger:
        done = recall(first, ledger, DAY, reason="误发", days=10)
        assert [row["package"] for row in done.packages] == [first]
        assert (done.destroy_by, done.whole_agreement) == (date(2026, 12, 3), False)
        states = {row["package"]: row["state"] for row in ledger.latest("shares").to_pylist()}
    assert states == {first: "recalled", second: "handed_out"}


def test_nothing_more_goes_out_under_a_recalled_agreement(two):
    folder, numbers = two
    with Ledger.open(folder / "ledger.duckdb") as ledger:
        done = recall("XY-2026-001", ledger, DAY, reason="协议终止", days=10)
        assert sorted(row["package"] for row in done.packages) == sorted(numbers)
        assert done.whole_agreement
    with pytest.raises(UsageError, match="recalled on 2026-11-23"):
        hand_out(folder, grant(folder), folder / "0.csv", "third")
    assert not (folder / "third").exists()


def test_what_was_not_destroyed_in_time_is_listed_until_there_is_a_receipt(two):
    folder, (first, second) = two
    with Ledger.open(folder / "ledger.duckdb") as ledger:
        recall(first, ledger, DAY, reason="误发", days=10)
        assert [row["package"] for row in to_destroy(ledger, date(2026, 12, 4))] == [first]
        assert [row["package"] for row in to_destroy(ledger, date(2027, 5, 1))] == [first, second]
        with pytest.raises(UsageError, match="receipt"):
            confirm_destroyed(first, ledger, DAY, reason="")
        confirm_destroyed(first, ledger, DAY, reason="销毁证明 1 号")
        assert to_destroy(ledger, date(2026, 12, 4)) == ()
        with pytest.raises(UsageError, match="is out"):
            recall(first, ledger, DAY, reason="误发", days=10)


def test_the_history_answers_who_received_what(two):
    folder, (first, _) = two
    with Ledger.read(folder / "ledger.duckdb") as ledger:
        rows = history_of(ledger, "307001/000001")
        assert [(row["recipient"], row["day"], row["basis"]) for row in rows] == [
            ("市卫健委", "2026-11-23", "某办法第三条")
        ] * 2
        assert [row["package"] for row in history_of(ledger, first)] == [first]
        assert history_of(ledger, "999") == ()


def test_a_recall_of_nothing_or_without_a_reason_is_refused(two):
    folder, (first, _) = two
    with Ledger.open(folder / "ledger.duckdb") as ledger:
        with pytest.raises(UsageError, match="is out"):
            recall("XY-0", ledger, DAY, reason="误发", days=10)
        with pytest.raises(UsageError, match="reason"):
            recall(first, ledger, DAY, reason=" ", days=10)
