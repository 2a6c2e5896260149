"""A landing folder with drops of every kind: none is taken in half copied, none twice, none is lost."""

from __future__ import annotations

import json
import shutil
from itertools import islice

import pytest
from intake_drops import Desk, changed, codes, manifest, people, put

from govclean.errors import UsageError
from govclean.governance.intake.manifest import DRAFT
from govclean.governance.intake.watching import SEEN, Landing, look_once, watch
from govclean.governance.ledger import Ledger
from govclean.wording import same

FILES = {"常住人口_202611.csv": people(range(8))}
STILL = 10.0


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def landing(tmp_path, clock):
    (tmp_path / "landing").mkdir()
    desk = Desk(tmp_path)
    return Landing(tmp_path / "landing", desk.output, desk.take_read, still_for=STILL, clock=clock)


def told(landing):
    return {(one.folder, one.what) for one in landing.look()}


def without_hashes(files):
    return changed(
        manifest(files),
        {f"resource.files.{n}.{key}": None for n in range(len(files)) for key in ("sha256", "bytes")},
    )


def test_a_drop_with_hashes_is_taken_in_at_once_and_once(landing, tmp_path):
    put(landing.folder / "a", FILES)
    assert told(landing) == {("a", "received")}
    assert told(landing) == set()
    assert len(Desk(tmp_path).table("intakes")) == 1


def test_a_drop_without_hashes_is_taken_in_when_nothing_changes_any_more(landing, clock):
    drop = put(landing.folder / "a", FILES, without_hashes(FILES))
    assert told(landing) == {("a", "waiting")}
    clock.sleep(STILL - 1)
    with (drop / "常住人口_202611.csv").open("a", encoding="utf-8") as file:
        file.write(people([90]).splitlines()[1] + "\n")
    assert told(landing) == {("a", "waiting")}
    clock.sleep(STILL - 1)
    assert told(landing) == set()
    clock.sleep(1)
    assert told(landing) == {("a", "received")}


def test_a_half_copied_file_is_waited_for_however_long_it_takes(landing, clock, tmp_path):
    drop = put(landing.folder / "a", FILES)
    path = drop / "常住人口_202611.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    assert told(landing) == {("a", "waiting")}
    clock.sleep(100 * STILL)
    assert told(landing) == set()
    assert not Desk(tmp_path).ledger.exists()
    path.write_bytes(whole)
    assert told(landing) == {("a", "received")}


@pytest.mark.parametrize(
    "name", ["常住人口_202611.csv.part", "常住人口_202611.csv.tmp", "~$常住人口_202611.csv"]
)
def test_a_file_under_a_passing_name_is_waited_for(landing, clock, name):
    drop = put(landing.folder / "a", FILES)
    whole = drop / "常住人口_202611.csv"
    whole.rename(drop / name)
    clock.sleep(5 * STILL)
    assert told(landing) == {("a", "waiting")}
    (drop / name).rename(whole)
    assert told(landing) == {("a", "received")}


def test_a_half_copied_manifest_is_waited_for(landing, clock):
    drop = put(landing.folder / "a", FILES)
    whole = (drop / "drop.yaml").read_bytes()
    (drop / "drop.yaml").write_bytes(whole[: len(whole) // 2])
    assert told(landing) == {("a", "waiting")}
    (drop / "drop.yaml").write_bytes(whole)
    assert told(landing) == {("a", "received")}


def test_without_a_manifest_a_draft_is_written_once_and_nothing_is_taken_in(landing, clock, tmp_path):
    drop = put(landing.folder / "a", FILES, {})
    assert told(landing) == {("a", "waiting")}
    clock.sleep(STILL)
    assert told(landing) == {("a", "no_manifest")}
    draft = (drop / DRAFT).read_bytes()
    clock.sleep(STILL)
    assert told(landing) == set()
    assert (drop / DRAFT).read_bytes() == draft
    assert not Desk(tmp_path).ledger.exists()


def test_every_kind_of_drop_is_named_none_is_taken_in_twice_and_none_is_lost(landing, clock, tmp_path):
    desk, place = Desk(tmp_path), landing.folder
    contents = {
        name: {f"{name}_202611.csv": people(range(100 * n, 100 * n + 5))} for n, name in enumerate("abcdefg")
    }
    put(place / "a_good", contents["a"])
    put(place / "z_repeated", contents["a"])
    put(place / "公安" / "b_renamed", contents["b"])
    (place / "公安" / "b_renamed" / "b_202611.csv").rename(place / "公安" / "b_renamed" / "新b.csv")
    put(place / "c_tampered", contents["c"])
    tampered = place / "c_tampered" / "c_202611.csv"
    tampered.write_bytes(tampered.read_bytes().replace(b"138", b"139", 1))
    put(place / "d_half", contents["d"])
    half = place / "d_half" / "d_202611.csv"
    half.write_bytes(half.read_bytes()[:50])
    put(place / "e_wrong", contents["e"], manifest(contents["e"], **{"resource.files.0.rows": 6}))
    put(place / "f_mistaken", contents["f"], manifest(contents["f"], **{"resource.kolor": "red"}))
    put(place / "g_bare", contents["g"], {})
    news = list(look_once(landing, clock.sleep))
    receipts = {one.folder: one.receipt for one in news if one.receipt}
    assert {name: (one.verdict, codes(one)) for name, one in receipts.items()} == {
        "a_good": ("accepted", set()),
        "z_repeated": ("repeated", {"series.repeated"}),
        "公安/b_renamed": ("accepted_with_warnings", {"files.renamed", "series.period_again"}),
        "c_tampered": ("rejected", {"files.tampered", "series.period_again"}),
        "e_wrong": ("rejected", {"files.rows", "series.period_again"}),
        "f_mistaken": ("rejected", {"manifest.unreadable"}),
    }
    last = {one.folder: one.what for one in news if not one.receipt}
    assert last == {
        "c_tampered": "waiting",
        "d_half": "waiting",
        "f_mistaken": "waiting",
        "g_bare": "no_manifest",
    }
    standing = {one.sha256 for receipt in receipts.values() for one in receipt.files}
    assert standing <= desk.kept()
    assert len(desk.table("intakes")) == len(receipts)
    accepted = [one for one in desk.table("intakes") if one["verdict"].startswith("accepted")]
    assert len({one["content"] for one in accepted}) == len(accepted) == 2
    for path in (place / "a_good", place / "c_tampered"):
        assert any(path.iterdir()), "the landing folder stays as it is"
    fresh = Landing(place, desk.output, desk.take_read, still_for=STILL, clock=clock)
    assert not [one for one in look_once(fresh, clock.sleep) if one.what in ("received", "held")]
    (desk.output / SEEN).unlink()
    forgetful = Landing(place, desk.output, desk.take_read, still_for=STILL, clock=clock)
    list(look_once(forgetful, clock.sleep))
    again = [one for one in desk.table("intakes") if one["verdict"].startswith("accepted")]
    assert again == accepted
    with Ledger.read(desk.ledger) as ledger:
        assert ledger.verify().holds


def test_a_drop_that_was_changed_after_it_was_taken_in_is_a_new_one(landing, clock):
    drop = put(landing.folder / "a", FILES)
    assert told(landing) == {("a", "received")}
    other = {"常住人口_202611.csv": people(range(20, 28))}
    put(drop, other)
    assert told(landing) == {("a", "received")}


def test_an_error_of_one_drop_does_not_stop_the_others_and_is_tried_again(landing, tmp_path):
    put(landing.folder / "a", FILES)
    put(landing.folder / "b", {"b.csv": people(range(30, 35))})
    desk, busy = Desk(tmp_path), [True]

    def take(drop):
        if drop.folder.name == "a" and busy.pop():
            raise UsageError(same("busy"))
        return desk.take_read(drop)

    landing.take = take
    busy.append(True)
    assert told(landing) == {("a", "trouble"), ("b", "received")}
    busy.append(False)
    assert told(landing) == {("a", "received")}


def test_a_damaged_list_of_what_was_seen_is_made_anew(landing, tmp_path):
    put(landing.folder / "a", FILES)
    told(landing)
    (landing.output / SEEN).write_text("{", encoding="utf-8")
    assert told(landing) == {("a", "held")}
    assert json.loads((landing.output / SEEN).read_text("utf-8"))


def test_the_output_folder_stands_outside_of_the_landing_folder(tmp_path):
    desk = Desk(tmp_path)
    inside = Landing(tmp_path, desk.output, desk.take_read)
    with pytest.raises(UsageError, match="within the landing folder"):
        list(inside.look())
    with pytest.raises(UsageError, match="no such landing folder"):
        list(Landing(tmp_path / "nowhere", desk.output, desk.take_read).look())
    put(tmp_path / "drop", FILES)
    with pytest.raises(UsageError, match="is a drop"):
        list(Landing(tmp_path / "drop", desk.output, desk.take_read).look())


def test_watching_goes_on_and_finds_what_comes_later(landing, clock):
    coming = iter([lambda: put(landing.folder / "a", FILES), lambda: shutil.rmtree(landing.folder / "a")])

    def sleep(seconds):
        clock.sleep(seconds)
        next(coming, lambda: put(landing.folder / "b", {"b.csv": people(range(50, 55))}))()

    assert [one.folder for one in islice(watch(landing, sleep=sleep), 2)] == ["a", "b"]


def test_increments_that_came_together_are_taken_in_as_they_follow(landing, tmp_path):
    for name, month, first in (("z", 9, 0), ("b", 10, 10), ("a", 11, 20)):
        files = {f"人口_2026{month:02d}.csv": people(range(first, first + 3), f"2026{month:02d}05083000")}
        mark = {"field": "更新时间", "from": f"2026-{month:02d}-01", "to": f"2026-{month:02d}-30"}
        told = manifest(files, **{"resource.mode": "incremental", "resource.watermark": mark})
        put(
            landing.folder / name,
            files,
            changed(told, {"resource.period": f"2026-{month:02d}", "object.time": None}),
        )
    news = list(landing.look())
    assert [one.folder for one in news] == ["z", "b", "a"]
    assert [codes(one.receipt) for one in news] == [
        {"series.first"},
        set(),
        {"series.gap"},
    ]  # October has a 31st
