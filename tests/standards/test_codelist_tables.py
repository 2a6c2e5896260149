"""The shipped code lists are sound tables: judged as files, without the library."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "standards" / "codelists"
COLUMNS = ["code", "label", "parent", "valid_from", "valid_to", "successors", "aliases"]
NAMES = sorted(path.stem for path in FOLDER.glob("*.csv"))
PERIOD = re.compile(r"(\d{4}(-\d{2}-\d{2})?)?", re.ASCII)

ROW_COUNTS = {
    "gb32100_department": 12,
    "gb32100_department_class": 37,
    "gbt2260": 6823,
    "gbt2261_1": 4,
    "gbt2261_2": 8,
    "gbt2261_3": 26,
    "gbt2261_4": 13,
    "gbt3304": 58,
    "gbt4658": 40,
    "gbt4754_2017": 1971,
    "gbt4761": 84,
    "gbt4761_1": 9,
    "gbt4762": 13,
    "stats_12": 41352,
    "stats_county_only": 133,
}


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def index() -> dict[str, dict[str, Any]]:
    return yaml.safe_load((FOLDER / "index.yaml").read_text(encoding="utf-8"))


def items(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def folded(text: str) -> str:
    """Return the text as a lenient reader sees it: one width, one case, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def main_successors(row: dict[str, str]) -> list[str]:
    return [code for code in items(row["successors"]) if not code.endswith("?")]


def codes_reached(name: str, written: str) -> set[str]:
    return {row["code"] for row in rows(name) if written in items(row["aliases"])}


@cache
def periods_by_code() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("gbt2260"):
        found[row["code"]].append(row)
    return found


def periods(code: str) -> list[dict[str, str]]:
    return periods_by_code().get(code, [])


def retired_counties() -> list[dict[str, str]]:
    """Return the last row of each county-level code given up since 1984."""
    last = {row["code"]: row for row in rows("gbt2260")}
    return [row for code, row in last.items() if not code.endswith("00") and row["valid_to"] >= "1984"]


def test_every_table_is_indexed_and_every_entry_has_its_table() -> None:
    assert list(index()) == NAMES


def test_every_entry_says_what_it_is_and_where_it_comes_from() -> None:
    for name, entry in index().items():
        assert set(entry) - {"parents_in"} == {"title", "standard", "source", "edition", "note"}, name
        assert set(entry["title"]) == {"zh", "en"}, name
        texts = [
            *entry["title"].values(),
            entry["standard"],
            entry["source"],
            entry["edition"],
            entry["note"],
        ]
        assert all(isinstance(text, str) and text.strip() for text in texts), name


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_plain_utf8_with_unix_lines(name: str) -> None:
    raw = (FOLDER / f"{name}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    raw.decode("utf-8", errors="strict")


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_exactly_the_agreed_columns(name: str) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    assert header == COLUMNS
    assert all(len(record) == len(COLUMNS) for record in records)


@pytest.mark.parametrize("name", NAMES)
def test_no_code_or_label_is_blank_or_padded(name: str) -> None:
    for row in rows(name):
        assert row["code"], row
        assert row["label"], row
        assert all(value == value.strip() for value in row.values()), row


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique_and_sorted(name: str) -> None:
    keys = [(row["code"], row["valid_from"]) for row in rows(name)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", NAMES)
def test_periods_are_dates_that_end_after_they_begin_and_do_not_overlap(name: str) -> None:
    end: dict[str, str] = {}
    for row in rows(name):
        assert PERIOD.fullmatch(row["valid_from"]), row
        assert PERIOD.fullmatch(row["valid_to"]), row
        assert not row["valid_to"] or row["valid_from"] < row["valid_to"], row
        if row["code"] in end:
            assert end[row["code"]], row
            assert end[row["code"]] <= row["valid_from"], row
        end[row["code"]] = row["valid_to"]


@pytest.mark.parametrize("name", NAMES)
def test_an_alias_leads_to_one_code_in_any_width_and_case(name: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows(name):
        for alias in items(row["aliases"]):
            assert alias, row
            assert alias == alias.strip(), row
            owners[folded(alias)].add(row["code"])
    assert {alias: codes for alias, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_an_alias_is_never_the_label_or_code_of_another_entry(name: str) -> None:
    taken: dict[str, set[str]] = defaultdict(set)
    for row in rows(name):
        taken[folded(row["label"])].add(row["code"])
        taken[folded(row["code"])].add(row["code"])
    for row in rows(name):
        for alias in items(row["aliases"]):
            assert alias not in (row["label"], row["code"]), row
            assert taken[folded(alias)] <= {row["code"]}, (row, alias)


@pytest.mark.parametrize("name", NAMES)
def test_every_parent_exists_in_its_list_or_in_a_list_the_index_names(name: str) -> None:
    homes = index()[name].get("parents_in", [name])
    known = {row["code"] for home in homes for row in rows(home)}
    parents = {row["parent"] for row in rows(name) if row["parent"]}
    assert parents <= known


@pytest.mark.parametrize("name", NAMES)
def test_every_successor_exists_in_the_list(name: str) -> None:
    known = {row["code"] for row in rows(name)}
    for row in rows(name):
        codes = [code.removesuffix("?") for code in items(row["successors"])]
        assert len(codes) == len(set(codes)), row
        assert set(codes) <= known, row


@pytest.mark.parametrize(("name", "count"), ROW_COUNTS.items())
def test_a_list_is_complete(name: str, count: int) -> None:
    assert len(rows(name)) == count


def test_divisions_in_force_are_34_provinces_333_prefectures_and_2846_counties() -> None:
    current = [row["code"] for row in rows("gbt2260") if not row["valid_to"]]
    levels = Counter(
        "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
        for code in current
    )
    assert levels == {"province": 34, "prefecture": 333, "county": 2846}
    assert len(current) == len(set(current)) == 3213


def test_the_division_history_holds_6450_codes_and_373_changes_under_the_same_code() -> None:
    codes = {row["code"] for row in rows("gbt2260")}
    assert len(codes) == 6450
    assert len(rows("gbt2260")) - len(codes) == 373
    assert all(re.fullmatch(r"[0-9]{6}", code) for code in codes)


def test_of_2555_counties_given_up_since_1984_all_have_a_successor_and_2375_exactly_one() -> None:
    successors = Counter(min(len(main_successors(row)), 2) for row in retired_counties())
    assert successors == {1: 2375, 2: 180}


def test_a_parent_was_in_force_when_the_division_began() -> None:
    for row in rows("gbt2260"):
        began = row["valid_from"]
        if row["parent"]:
            assert any(
                parent["valid_from"] <= began and (not parent["valid_to"] or began < parent["valid_to"])
                for parent in periods(row["parent"])
            ), row


@pytest.mark.parametrize(
    ("code", "label", "ended", "successor"),
    [
        ("410306", "吉利区", "2021", "410308"),
        ("410381", "偃师市", "2021", "410307"),
        ("411023", "许昌县", "2016", "411003"),
        ("410224", "开封县", "2014", "410212"),
    ],
)
def test_a_retired_division_of_henan_has_one_main_successor(
    code: str, label: str, ended: str, successor: str
) -> None:
    [row] = periods(code)
    assert (row["label"], row["valid_to"], main_successors(row)) == (label, ended, [successor])
    assert not periods(successor)[-1]["valid_to"]


def test_a_division_that_lost_parts_marks_their_receivers_as_partial() -> None:
    assert periods("410224")[0]["successors"] == "410212;410204?;410211?"


def test_a_code_that_changed_its_name_has_one_row_a_period() -> None:
    assert [(row["label"], row["valid_from"], row["valid_to"]) for row in periods("210311")] == [
        ("郊区", "1983", "1984"),
        ("旧堡区", "1984", "1996"),
        ("千山区", "1996", ""),
    ]


def test_the_residence_permit_area_of_taiwan_is_not_a_division() -> None:
    assert periods("830000") == []
    assert periods("710000")


def test_statistical_counties_are_no_divisions_and_lie_in_the_prefecture_their_code_begins_with() -> None:
    divisions = {row["code"] for row in rows("gbt2260")}
    for row in rows("stats_county_only"):
        assert row["code"] not in divisions
        assert row["parent"] == row["code"][:4] + "00"


def test_a_township_begins_with_its_county_except_in_three_cities_without_counties() -> None:
    for row in rows("stats_12"):
        assert re.fullmatch(r"[0-9]{9}000", row["code"])
        assert row["code"].startswith(row["parent"])
    prefectures = {row["parent"] for row in rows("stats_12") if row["parent"].endswith("00")}
    assert prefectures == {"441900", "442000", "460400"}


def test_industries_are_20_sections_97_divisions_473_groups_and_1381_classes() -> None:
    codes = [row["code"] for row in rows("gbt4754_2017")]
    assert Counter("section" if code.isalpha() else len(code) for code in codes) == {
        "section": 20,
        2: 97,
        3: 473,
        4: 1381,
    }
    assert codes_reached("gbt4754_2017", "A0111") == {"0111"}


def test_codes_keep_their_leading_zeros() -> None:
    assert {len(row["code"]) for row in rows("gbt3304")} == {2}
    assert {len(row["code"]) for row in rows("postcode")} == {6}
    assert {len(row["code"]) for row in rows("gbt4762")} == {2}
    assert all(row["code"].startswith("0") for row in rows("landline_area_code"))


def test_249_countries_and_178_currencies_are_in_force() -> None:
    assert sum(not row["valid_to"] for row in rows("gbt2659")) == 249
    assert sum(not row["valid_to"] for row in rows("gbt12406")) == 178


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("gbt2260", "河南省郑州市金水区", "410105"),
        ("gbt2261_1", "男", "1"),
        ("gbt2261_1", "Female", "2"),
        ("gbt2261_2", "有配偶", "20"),
        ("gbt2261_2", "离异", "40"),
        ("gbt3304", "HA", "01"),
        ("gbt3304", "汉", "01"),
        ("gbt4658", "本科", "20"),
        ("gbt4658", "学士", "20"),
        ("gbt4761_1", "户主", "0"),
        ("gbt4762", "党员", "01"),
        ("gbt2659", "中华人民共和国", "CHN"),
        ("gbt2659", "156", "CHN"),
        ("gbt12406", "RMB", "CNY"),
        ("gat517", "身份证", "111"),
        ("registration_status", "在营", "1"),
        ("registration_status", "吊销未注销", "2"),
        ("enterprise_type", "有限责任公司(自然人独资)", "1151"),
        ("stats_12", "110101001", "110101001000"),
        ("crs", "EPSG:4490", "CGCS2000"),
        ("crs", "火星坐标", "GCJ02"),
    ],
)
def test_a_common_spelling_leads_to_its_code(name: str, written: str, code: str) -> None:
    assert codes_reached(name, written) == {code}
