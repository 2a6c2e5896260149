"""The directory as it is published: counted, compared with the build before, entered into the ledger."""

from __future__ import annotations

import json
from datetime import date

import pytest
from catalog_at_hand import DAY, catalog_of, clean_entry, planted

from govclean.errors import UsageError
from govclean.governance.catalog import check_catalog
from govclean.governance.catalog.changing import Snapshot
from govclean.governance.catalog.coverage import coverage_of
from govclean.governance.catalog.publishing import build_catalog, edition_of, enter_catalog
from govclean.governance.ledger import Ledger
from govclean.reports.catalog_json import write_json


def checked(*entries, day=DAY):
    return check_catalog(catalog_of(*entries), day=day)


def write(edition, folder):
    with (folder / "catalog.json").open("wb") as sink:
        write_json(edition, sink)


def test_every_resource_is_counted_once_in_each_direction():
    entries = [clean_entry(number) for number in range(60)]
    entries[3]["code"] = "101001/000001"
    entries[4]["code"] = "没有"
    coverage = coverage_of(catalog_of(*entries))
    assert coverage.total.resources == 60
    assert sum(tally.resources for tally in coverage.cells.values()) == 60
    assert sum(tally.resources for tally in coverage.by_registry.values()) == 60
    assert (coverage.by_registry["101"].resources, coverage.by_registry[""].resources) == (1, 1)
    assert coverage.total.shared == 40
    assert coverage.total.share == pytest.approx(2 / 3)
    assert "法人单位" in coverage.empty_base
    assert "人口" not in coverage.empty_base


def test_a_resource_of_a_base_standard_counts_for_its_registry():
    own = planted(clean_entry(1), {"standard": "population"})
    base = planted(clean_entry(2), {"standard": "population", "code": "101001/000009"})
    coverage = coverage_of(catalog_of(own, base))
    assert coverage.by_registry["101"].resources == 2


def test_what_changed_since_the_last_build_is_told(tmp_path):
    folder = tmp_path / "out"
    entries = [clean_entry(number) for number in range(10)]
    first = build_catalog(checked(*entries), "目录", folder, write)
    assert first.change is None
    entries[2] = planted(entries[2], {"title": "新名称信息", "items.1.length": "19"})
    entries[3] = planted(entries[3], {"abstract": "另一段摘要"})
    gone = entries.pop(5)
    entries.append(clean_entry(77))
    second = build_catalog(checked(*entries, day=date(2026, 12, 1)), "目录", folder, write)
    change = second.change
    assert change.since == DAY.isoformat()
    assert [one.code for one in change.added] == [clean_entry(77)["code"]]
    assert [one.title for one in change.gone] == [gone["title"]]
    assert [(one.title, one.keys) for one in change.changed] == [
        ("新名称信息", ("title",)),
        (entries[3]["title"], ()),
    ]


def test_building_twice_gives_the_same_and_keeps_what_changed_before(tmp_path):
    folder = tmp_path / "out"
    build_catalog(checked(clean_entry(0)), "目录", folder, write)
    build_catalog(checked(clean_entry(0), clean_entry(1)), "目录", folder, write)
    before = (folder / "catalog.json").read_bytes()
    again = build_catalog(checked(clean_entry(0), clean_entry(1)), "目录", folder, write)
    assert (folder / "catalog.json").read_bytes() == before
    assert len(again.change.added) == 1


def test_two_entries_of_one_code_are_both_kept(tmp_path):
    twice = checked(clean_entry(0), planted(clean_entry(0), {"title": "另一项信息"}))
    lines = Snapshot.of(twice.catalog, "2026-11-23").lines
    assert list(lines) == [clean_entry(0)["code"], f"{clean_entry(0)['code']} (2)"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    (tmp_path / "catalog.json").write_text("[]", "utf-8")
    with pytest.raises(UsageError):
        edition_of(checked(clean_entry(0)), "目录", tmp_path)
    (tmp_path / "catalog.json").unlink()
    (tmp_path / "mine.txt").write_text("", "utf-8")
    with pytest.raises(UsageError):
        build_catalog(checked(clean_entry(0)), "目录", tmp_path, write)


def test_pages_that_are_no_longer_written_are_taken_away_and_nothing_else(tmp_path):
    folder = tmp_path / "out"

    def with_page(name):
        def write_page(edition, hidden):
            write(edition, hidden)
            (hidden / name).write_text("", "utf-8")

        return write_page

    build_catalog(checked(clean_entry(0)), "目录", folder, with_page("a.html"))
    (folder / "mine.txt").write_text("", "utf-8")
    build_catalog(checked(clean_entry(0)), "目录", folder, with_page("b.html"))
    assert sorted(path.name for path in folder.iterdir()) == [
        "b.html",
        "catalog.json",
        "mine.txt",
        "run.json",
    ]


def test_the_directory_is_entered_once_into_the_ledger(tmp_path):
    edition = edition_of(
        checked(clean_entry(0), clean_entry(1), planted(clean_entry(2), {"code": "null"})), "目录"
    )
    with Ledger.open(tmp_path / "l.duckdb") as ledger:
        number = enter_catalog(edition, ledger)
        assert enter_catalog(edition, ledger) == number
        rows = ledger.table("resources").to_pylist()
        assert ledger.verify().troubles == ()
    assert [row["share_type"] for row in rows] == ["unconditional", "conditional", "not_shared"]
    assert rows[0]["code"] == clean_entry(0)["code"]
    assert rows[2]["code"] == f"{clean_entry(2)['provider']}/{clean_entry(2)['title']}"
    assert (rows[0]["items"], rows[0]["open"], rows[0]["update_cycle"]) == (5, "no", "monthly")


def test_the_run_file_counts_what_was_published(tmp_path):
    build_catalog(
        checked(clean_entry(0), planted(clean_entry(1), {"update_cycle": "及时"})),
        "目录",
        tmp_path / "o",
        write,
    )
    run = json.loads((tmp_path / "o/run.json").read_text("utf-8"))
    assert (run["resources"], run["items"]) == (2, 10)
    assert run["by_share_type"] == {"unconditional": 1, "conditional": 1, "not_shared": 0, "unknown": 0}
    assert run["findings"] == {"catalog.cycle": 1}
    assert run["files"] == ["catalog.json"]
