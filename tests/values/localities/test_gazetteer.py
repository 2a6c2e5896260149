"""Every division and township there is, in every period: none is misread, none is guessed."""

from __future__ import annotations

import pyarrow as pa

from govclean.values.localities.gazetteer import gazetteer, short_forms
from govclean.values.localities.parsing import parse
from govclean.values.tables import read_table

DIVISIONS = read_table("gbt2260")
CURRENT = sorted(gazetteer().labels)


def full_name(code: str) -> str:
    return "".join(label for label in gazetteer().lineage(code) if label)


def test_every_current_division_in_full_is_itself():
    parsed = parse(pa.array([f"{full_name(code)}人民路1号" for code in CURRENT]))
    assert parsed["division"].to_pylist() == CURRENT
    assert set(parsed["road"].to_pylist()) == {"人民路"}


def test_every_current_division_by_its_own_name_is_itself_or_one_of_several():
    parsed = parse(pa.array([gazetteer().labels[code] for code in CURRENT]))
    for code, division, candidates in zip(
        CURRENT, parsed["division"].to_pylist(), parsed["candidates"].to_pylist(), strict=True
    ):
        assert division == code if candidates is None else (division is None and code in candidates)


def test_no_name_that_several_current_divisions_bear_is_resolved_alone():
    bearers: dict[str, list[str]] = {}
    for code in CURRENT:
        bearers.setdefault(gazetteer().labels[code], []).append(code)
    shared = {label: codes for label, codes in bearers.items() if len(codes) > 1}
    parsed = parse(pa.array([f"{label}1号" for label in shared]))
    assert set(parsed["status"].to_pylist()) == {"ambiguous"}
    assert all(
        set(codes) <= set(found)
        for codes, found in zip(shared.values(), parsed["candidates"].to_pylist(), strict=True)
    )


def test_every_retired_county_under_its_city_gives_its_heirs():
    rows = [
        row for row in DIVISIONS.rows.to_pylist() if row["valid_to"] >= "1990" and row["code"][4:] != "00"
    ]
    labels = {row["code"]: row["label"] for row in DIVISIONS.rows.to_pylist()}
    written = [row for row in rows if row["label"] != gazetteer().labels.get(row["code"]) and row["parent"]]
    parsed = parse(pa.array([f"{labels[row['parent']]}{row['label']}" for row in written]))
    right = 0
    for row, read in zip(written, parsed.table.to_pylist(), strict=True):
        meant = {read["division"]} if read["division"] else set(read["candidates"] or ())
        right += not meant.isdisjoint(gazetteer().heirs[row["code"]])
    assert right >= 0.99 * len(written)


def test_every_township_is_found_under_its_county():
    listed = [
        (row["code"][:9], row["parent"], row["label"])
        for row in read_table("stats_12").rows.to_pylist()
        if row["parent"] in gazetteer().labels
    ]
    parsed = parse(pa.array([f"{full_name(parent)}{label}" for _, parent, label in listed]))
    found = parsed["township_code"].to_pylist()
    assert sum(code == read for (code, _, _), read in zip(listed, found, strict=True)) >= 0.999 * len(listed)


def test_heirs_are_current():
    assert all(heir in gazetteer().labels for heirs in gazetteer().heirs.values() for heir in heirs)


def test_a_code_that_was_given_again_is_followed_in_its_year():
    # 511403 was 丰都县 of 涪陵 until Chongqing took it over, and is 彭山区 today.
    (life,) = [life for name in gazetteer().names for life in name.full if life.code == "512324"]
    assert (life.label, life.heirs) == ("丰都县", ("500230",))


def test_the_kind_of_a_forest_district_is_cut_off_but_not_the_name():
    lives = {life.label: life for name in gazetteer().names for life in name.full if life.current}
    assert short_forms(lives["神农架林区"]) == ("神农架",)
    assert short_forms(lives["碑林区"]) == ("碑林",)
